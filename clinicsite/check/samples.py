"""Samples: what is marked as invented, and text that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.form_service import clinic_place, place
from clinicsite.check.manuscript import Manuscript
from clinicsite.check.near import find_near
from clinicsite.check.rule import Rule, rule
from clinicsite.check.visible import is_template, spoken
from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.model.site import Site

WHAT = {"person": "person", "location": "location", "treatment": "treatment", "condition": "condition", "article": "article"}
ADMISSION = re.compile(
    r"\bnot a real (?:clinic|person|place|practice)\b"
    r"|\b(?:made[- ]up|fictional|invented|imaginary) (?:clinic|practice|person|people|doctor|physician|place|address(?:es)?|prices?)\b"
    r"|\b(?:is|are|was|were) (?:all )?(?:invented|fictional|made up)\b(?! of\b)"
    r"|\bsample (?:web ?site|site|clinic|policy|notice|page)\b"
    r"|\b(?:is|are) a (?:short )?sample\b(?! of\b)|(?<![\w-])A (?:short )?sample(?= to complete|, for a lawyer)"
    r"|\(sample\)"
    r"|\b(?:clínica|persona|personas|dirección|precios) (?:inventad|ficticia|ficticio|imaginari)\w*|\bno es una clínica (?:real|de verdad)\b"
    r"|\b(?:es|son|está|están) (?:todo |toda |todas )?(?:inventad|ficticia|ficticio)\w*"
    r"|\b(?:sitio|clínica|política|aviso|página) de muestra\b|\buna muestra(?=,? para| corta|[.,])|\(muestra\)",
    re.I,
)
ADMISSION_WORDS = (
    "real", "made up", "made-up", "fictional", "invented", "imaginary", "sample", "inventad", "ficticia", "ficticio", "imaginari",
    "de verdad", "muestra",
)


@rule("LIVE-01", "site", going_live="only")
def sample_mark(site: Site) -> Iterator[Diagnostic]:
    """Something is marked as a sample.

    `sample: true` stands where a fact is invented: on the clinic, on pages, people, locations and forms. A visitor who
    trusts an invented person, price or phone number can come to harm. While one such mark is left, the whole site
    counts as a sample: search engines are asked to leave it out, and each page says so.

    Bad:
        -- content/people/ruth-lindqvist.md --
        ---
        title: Ruth Lindqvist
        role: Nurse
        sample: true
        ---

    Good:
        -- content/people/ruth-lindqvist.md --
        ---
        title: Ruth Lindqvist
        role: Nurse
        ---
    """
    if site.clinic.sample:
        yield _mark("The clinic", clinic_place(site, "sample"))
    for page in site.pages:
        if page.meta.sample:
            yield _mark(f"The {WHAT.get(page.kind, 'page')} `{page.title}`", page.where("sample"))
    for form in site.forms:
        if form.form.sample:
            yield _mark(f"The form `{form.form.title}`", place(form, "sample"))


@rule("LIVE-02", "shown", going_live="only")
def admitted_sample(text: Manuscript) -> Iterator[Diagnostic]:
    """A text says that the site, or something on it, is made up.

    Samples say what they are. On a real clinic's site the sentence would be false, and would make a reader doubt the
    rest.

    Bad:
        Juniper Row is not a real clinic. It was made up for a sample website.

    Good:
        Juniper Row is a small clinic with two locations.
    """
    said: set[int] = set()
    for match in () if is_template(text) else find_near(ADMISSION, ADMISSION_WORDS, spoken(text)):
        line = text.line_at(match.start()).number
        if line in said:
            continue
        said.add(line)
        yield Diagnostic(
            "LIVE-02", f"The text says `{' '.join(match[0].split())}`.", text.at(match.start()),
            "Write what is true of your clinic, or take the sentence out.",
        )


def _mark(what: str, where: Location) -> Diagnostic:
    return Diagnostic(
        "LIVE-01", f"{what} is marked as a sample.", where,
        "Replace what is invented, then take out the line `sample: true`.",
    )


RULES: tuple[Rule, ...] = (
    sample_mark, admitted_sample,
)
