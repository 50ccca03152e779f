"""Sources of a page: there, new enough, and not one-sided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from clinicsite.check.cited import Statement, statements
from clinicsite.check.mentions import mentions_of_page
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.frozen import frozen
from clinicsite.model.kinds import Article
from clinicsite.model.page import Page
from clinicsite.model.site import Site

FRESH_YEARS = 3
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
PASSING: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("an approval", re.compile(r"\bFDA\b|\bapprov(?:al|ed|es)\b|\bREMS\b|\bcertified clinics?\b|\bindicated for\b", re.I)),
    ("a price", re.compile(r"\$\s?\d|\b(?:insurers?|insurance|Medicare|Medicaid|health plans?)\b.*\b(?:pays?|covers?|covered)\b", re.I)),
    ("a law", re.compile(r"\blaws?\b|\bSchedule I{1,3}V?\b|\bcontrolled substance\b|\bfederal rules?\b", re.I)),
    ("a guideline", re.compile(r"\bguidelines?\b|\bsuggests? against\b|\brecommend(?:s|ed|ation|ations)?\b", re.I)),
)
"""Facts that pass: what kind each is, and the words that give it away."""


@frozen(slots=True)
class Balance:
    """Works that may not be cited without one of `partners` on the same page.

    `words` limits it to paragraphs that hold them, where the works are also cited for other things.
    """

    about: str
    works: frozenset[str]
    partners: tuple[str, ...]
    tell: str
    words: re.Pattern[str] = re.compile("")


BALANCE: tuple[Balance, ...] = (
    Balance(
        "PTSD", frozenset({"feder2014", "feder2021"}), ("abdallah2022",),
        "the largest trial, which found no significant effect",
    ),
    Balance(
        "ECT", frozenset({"anand2023"}), ("ekstrand2022",),
        "the trial in which ECT did better", re.compile(r"\bECT\b|electroconvulsive", re.I),
    ),
    Balance(
        "pain", frozenset({"cohen2018"}), ("ferraro2025",),
        "the review that found no clear evidence of benefit", re.compile(r"\bpain\b", re.I),
    ),
    Balance(
        "depression",
        frozenset({"berman2000", "zarate2006", "murrough2013", "phillips2019", "anand2023", "popova2019", "janik2025"}),
        ("lii2023", "short2018"), "which tell what hope may explain and what can go wrong",
    ),
)


@rule("CIT-02", "page")
def unsourced_article(page: Page, site: Site) -> Iterator[Diagnostic]:
    """An article for patients or their families cites no work.

    Health information is as good as what it rests on, and readers can only judge that where it is named. The NHS standard
    for health content asks for a record of sources. Contact, price and policy pages are not articles.

    Bad:
        -- content/articles/science/sleep.md --
        ---
        audience: patient
        ---
        Many people sleep badly for a night.

    Good:
        -- content/articles/science/sleep.md --
        ---
        audience: patient
        ---
        Many people sleep badly for a night.[@carter2020]
    """
    if not isinstance(page.meta, Article) or page.meta.audience == "clinician":
        return
    if not any(mention.kind == "citation" for mention in mentions_of_page(page)):
        yield Diagnostic(
            "CIT-02", "This article names no source.", page.where("title"),
            "Cite a work of content/references.bib right after what it supports, as in `[@key]`.",
        )


@rule("CIT-04", "calendar", "note")
def old_source(site: Site, clock: date) -> Iterator[Diagnostic]:
    """An approval, a price, a law or a guideline rests on sources that are more than three years old.

    Such facts change, and a page does not notice. A sentence that names a year tells what was true then, and passes. So
    does a work with the keyword `timeless`. Whole years count: a work of 2022 is too old from January 2026 on.

    Bad:
        Esketamine is approved for adults with depression that has not lifted.[@label2019]

        -- content/references.bib --
        @misc{label2019, title={Prescribing information}, year={2019}, url={https://label.example/a}}

    Good:
        Ketamine was approved as an anesthetic in 1970.[@tiger2010] Esketamine is approved for some adults.[@label2025]

        -- content/references.bib --
        @misc{tiger2010, title={A history}, year={2010}, url={https://history.example/a}}

        @misc{label2025, title={Prescribing information}, year={2025}, url={https://label.example/a}}
    """
    old = {key for key, work in site.references.items() if (year := work.year_number) and year + FRESH_YEARS < clock.year}
    for page in site.pages:
        cited = {mention.target for mention in mentions_of_page(page) if mention.kind == "citation"}
        for statement in statements(page) if not cited.isdisjoint(old) else ():
            kind = _passing(statement)
            newest = _newest(statement, site)
            if kind and newest is not None and newest + FRESH_YEARS < clock.year:
                yield Diagnostic(
                    "CIT-04", f"This tells {kind} by a source of {newest}.", statement.where,
                    "Look for a newer source, name the year in which it was true, or give the work the keyword `timeless`.", severity="note",
                )


@rule("CIT-06", "page")
def one_sided_sources(page: Page, site: Site) -> Iterator[Diagnostic]:
    """A page cites a study that found a benefit, and not the one that did not.

    Each alone would mislead. For PTSD, ECT and pain the studies do not agree; in depression, hope may explain part of the
    effect, and side effects belong beside it. The pairs stand in `BALANCE` in `clinicsite/check/sources.py`.

    Bad:
        In a small trial PTSD symptoms eased more than with midazolam.[@feder2014]

    Good:
        In a small trial PTSD symptoms eased more than with midazolam.[@feder2014] The largest trial found no significant
        effect.[@abdallah2022]
    """
    cited = {mention.target for mention in mentions_of_page(page) if mention.kind == "citation"}
    for pair in BALANCE:
        if not cited & pair.works or cited.intersection(pair.partners):
            continue
        for statement in statements(page):
            named = next((key for key in statement.keys if key in pair.works), None)
            if named and pair.words.search(statement.around):
                missing = " or ".join(f"`{partner}`" for partner in pair.partners)
                yield Diagnostic(
                    "CIT-06", f"This page cites `{named}` on {pair.about} without {missing}, {pair.tell}.", statement.where,
                    "Tell of both, and cite both.",
                )
                break


def _passing(statement: Statement) -> str:
    """What kind of passing fact a statement tells, if it does not say of which year it speaks."""
    if YEAR.search(statement.words):
        return ""
    return next((kind for kind, words in PASSING if words.search(statement.words)), "")


def _newest(statement: Statement, site: Site) -> int | None:
    """The year of the newest work; None where one is timeless, has no year or is not there."""
    works = [site.references.get(key) for key in statement.keys]
    years = [work.year_number for work in works if work and not work.timeless]
    known = [year for year in years if year is not None]
    return max(known) if known and len(known) == len(works) else None


RULES: tuple[Rule, ...] = (
    unsourced_article, old_source, one_sided_sources,
)
