"""Grades of evidence: on every condition page, cited, and true to the works."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.cited import Statement, statements, statements_in
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.evidence import Evidence
from clinicsite.model.kinds import Condition
from clinicsite.model.page import Page
from clinicsite.model.reference import Reference
from clinicsite.model.site import Site
from clinicsite.read.scan import CITATION, strip_inline

PEOPLE = re.compile(
    r"\b(?:(?<=[Ii]n )(?:19|20)\d\d, )?(\d[\d,]*(?:(?:,? and |, )\d[\d,]*)*)"
    r" (?:[a-z]+ )?(?:people|adults|patients|inpatients|veterans|participants)\b"
)
"""Numbers of people, as in `41, 30 and 158 people`; a year before them is none."""
NUMBER = re.compile(r"\d[\d,]*\d|\d")


@rule("CIT-05", "page")
def ungraded_condition(page: Page, site: Site) -> Iterator[Diagnostic]:
    """A condition page does not say how good the evidence is.

    Whoever looks up a condition wants to know whether the treatment helps. What kind of studies there are, in how many
    people, for how long, and what is not known is the honest answer, and `grade: none` is one too.

    Bad:
        -- content/conditions/depression.md --
        ---
        condition: Depression
        evidence:
        ---

    Good:
        -- content/conditions/depression.md --
        ---
        condition: Depression
        evidence:
          grade: none
          studies: We know of no trial.
          unknown: Whether it helps.
        ---
    """
    if isinstance(page.meta, Condition) and page.meta.evidence is None:
        yield Diagnostic(
            "CIT-05", "This condition has no grade of evidence.", page.where("evidence"),
            "Add `evidence` with `grade`, `studies`, `people`, `duration`, `unknown` and `keys`.",
        )


@rule("CIT-07", "page")
def unsupported_grade(page: Page, site: Site) -> Iterator[Diagnostic]:
    """A grade of evidence rests on nothing, or a number in it has no source.

    A grade is a claim. Its `keys` name the works it rests on, each of them cited by a sentence of the page, and a number
    stands next to the work it comes from. Only `grade: none` can do without works, people and duration.

    Bad:
        -- content/conditions/depression.md --
        ---
        evidence:
          grade: limited
          studies: One small trial.[@carter2020]
          people: 20 people.
          unknown: Whether it lasts.
          keys: [carter2020, lind2021]
        ---

        -- content/references.bib --
        @article{carter2020, title={A trial}, year={2020}, doi={10.1176/x}}

        @article{lind2021, title={Another}, year={2021}, doi={10.1176/y}}

    Good:
        -- content/conditions/depression.md --
        ---
        evidence:
          grade: limited
          studies: Two small trials.[@carter2020; @lind2021]
          people: 20 and 30 people.[@carter2020; @lind2021]
          duration: Up to two weeks.
          unknown: Whether it lasts.
          keys: [carter2020, lind2021]
        ---
    """
    evidence = _evidence(page)
    if evidence is None:
        return
    if evidence.grade != "none":
        for key in ("keys", "people", "duration"):
            if not getattr(evidence, key):
                yield Diagnostic(
                    "CIT-07", f"The grade `{evidence.grade}` does not give `{key}`.", page.where("evidence.grade"),
                    f"Add `{key}`, or write `grade: none` where there is no study.",
                )
    for key in ("studies", "people", "duration", "help"):
        text = getattr(evidence, key) or ""
        if NUMBER.search(strip_inline(text)) and not CITATION.search(text):
            yield Diagnostic(
                "CIT-07", f"`{key}` gives a number without a source.", page.where(f"evidence.{key}"),
                "Cite the work right after it, as in `[@key]`.",
            )
    cited = {key for statement in statements(page) for key in statement.keys}
    for n, key in enumerate(evidence.keys):
        if key in site.references and key not in cited:
            yield Diagnostic(
                "CIT-07", f"The grade rests on `{key}`, which no sentence of this page cites.", page.where(f"evidence.keys.{n}"),
                "Cite it where it supports something, or take it out.",
            )


@rule("CIT-09", "page")
def other_number_of_people(page: Page, site: Site) -> Iterator[Diagnostic]:
    """A grade of evidence gives another number of people than the bibliography does.

    `people={20}` in an entry of content/references.bib is how many took part. Where each work that a sentence cites has
    that field, a number of people in the sentence is one of theirs, or all of them together.

    Bad:
        -- content/conditions/depression.md --
        ---
        evidence:
          grade: limited
          studies: One small trial.[@carter2020]
          people: 200 people.[@carter2020]
          duration: One day.
          unknown: Whether it lasts.
          keys: [carter2020]
        ---

        -- content/references.bib --
        @article{carter2020, title={A trial}, year={2020}, doi={10.1176/x}, people={20}}

    Good:
        -- content/conditions/depression.md --
        ---
        evidence:
          grade: limited
          studies: One small trial.[@carter2020]
          people: 20 people.[@carter2020]
          duration: One day.
          unknown: Whether it lasts.
          keys: [carter2020]
        ---

        -- content/references.bib --
        @article{carter2020, title={A trial}, year={2020}, doi={10.1176/x}, people={20}}
    """
    evidence = _evidence(page)
    for key in ("studies", "people"):
        text = getattr(evidence, key, None) or ""
        for statement in statements_in(text, page.where(f"evidence.{key}")):
            yield from _people(statement, [site.references.get(key) for key in statement.keys])


def _people(statement: Statement, works: list[Reference | None]) -> Iterator[Diagnostic]:
    known = [work.people for work in works if work and work.people is not None]
    if len(known) < len(works):
        return
    for listed in PEOPLE.findall(statement.words):
        for number in (int(digits.replace(",", "")) for digits in NUMBER.findall(listed)):
            if number not in (*known, sum(known)):
                says = " and ".join(f"{work.people} for `{work.key}`" for work in works if work)
                yield Diagnostic(
                    "CIT-09", f"This says {number} people, and the bibliography says {says}.", statement.where,
                    "Look it up in the work, and mend the one that is wrong.",
                )


def _evidence(page: Page) -> Evidence | None:
    return page.meta.evidence if isinstance(page.meta, Condition) else None


RULES: tuple[Rule, ...] = (
    ungraded_condition, unsupported_grade, other_number_of_people,
)
