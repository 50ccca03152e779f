"""Staff in prose: letters after a name, certifying boards and licenses as in the person's record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.facts.records import Records, last_name
from clinicsite.check.facts.statements import Statement
from clinicsite.check.facts.states import states_in
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.formats import STATES
from clinicsite.model.kinds import Person
from clinicsite.model.page import Page

LETTERS = (
    "MD DO MBBS PhD PsyD EdD DNP DNAP PharmD DPM DC DDS DMD RN BSN MSN LPN LVN CNA APRN ARNP NP FNP PMHNP AGNP CRNA CNS PA PAC "
    "LCSW LICSW LMSW MSW LPC LPCC LCPC LMHC LMFT CADC RPh RT EMT CMA MA MS MPH MBA FACP FAPA FASA FACEP"
).split()
DOCTORS = frozenset({"MD", "DO", "MBBS", "PHD", "PSYD", "EDD", "DNP", "DNAP", "PHARMD", "DPM", "DC", "DDS", "DMD"})
"""Degrees whose holders are called doctor."""
_LETTERS = "|".join(
    r"\.?\s?".join(letters) if letters.isupper() else re.escape(letters) for letters in sorted(LETTERS, key=len, reverse=True)
)
CREDENTIAL = re.compile(rf"\b((?:{_LETTERS})(?:-(?:BC|C|R))?)\b\.?")
AFTER = re.compile(rf"\s*(?:,\s*|\()(?:{CREDENTIAL.pattern})(?:,\s*(?:{CREDENTIAL.pattern}))*")
BODY = re.compile(
    r"\b[Cc]ertified\s+by\s+(?:the\s+)?([A-Z][\w’'-]*(?:\s+(?:(?:of|and|for|in|the|&)\s+){0,2}[A-Z][\w’'-]*)*)"
)
LICENSED = re.compile(r"\b[Ll]icensed\s+(?:to\s+practice\s+)?(?:\w+\s+){0,2}?in\b")


@rule("FACT-05", "statement")
def wrong_credentials(said: Statement, records: Records) -> Iterator[Diagnostic]:
    """A person's credentials, board or license in prose are not those of their record.

    Letters after a name are a promise that anyone can look up, and state boards act on wrong ones. They are compared
    with `credentials`, `certification` and `license_states` of the person's file. "Dr." needs a doctor's degree there.

    Bad:
        Miriam Okafor, DO, starts the drip.

    Good:
        Miriam Okafor, MD, starts the drip. Dr. Okafor stays in the building.
    """
    people = records.people_in(said.text)
    for page in people:
        yield from _letters(said, page)
    if not people and said.page is not None and isinstance(said.page.meta, Person):
        people = (said.page,)
    if people:
        yield from _boards(said, people)
        yield from _licenses(said, people)


def _letters(said: Statement, page: Page) -> Iterator[Diagnostic]:
    name = last_name(page)
    own = _plain(_person(page).credentials or "")
    for match in re.finditer(_called(page), said.text):
        if match["doctor"] and own and not own & DOCTORS:
            yield _wrong(said, match.start("doctor"), f"Dr. {name}", page, "`credentials` have no doctor’s degree")
        after = AFTER.match(said.text, match.end())
        for letters in CREDENTIAL.finditer(said.text, match.end(), after.end()) if after else ():
            if not _plain(letters[1]) <= own:
                told = f"`credentials` are `{_person(page).credentials}`" if own else "`credentials` are missing"
                yield _wrong(said, letters.start(), f"{name}, {letters[1]}", page, told)


def _boards(said: Statement, people: tuple[Page, ...]) -> Iterator[Diagnostic]:
    for match in BODY.finditer(said.text):
        body = " ".join(match[1].split()).casefold()
        recorded = [" ".join((_person(page).certification or "").split()) for page in people]
        if not any(body in certification.casefold() for certification in recorded):
            right = recorded[0]
            told = f"`certification` is `{right}`" if right else "`certification` is missing"
            yield _wrong(said, match.start(1), " ".join(match[1].split()), people[0], told)


def _licenses(said: Statement, people: tuple[Page, ...]) -> Iterator[Diagnostic]:
    for match in LICENSED.finditer(said.text):
        end = re.compile(r"[.;:]|\bbut\b|\bnot\b").search(said.text, match.end())
        for offset, state in states_in(said.text, match.end(), end.start() if end else len(said.text)):
            if not any(state in _person(page).license_states for page in people):
                right = ", ".join(_person(people[0]).license_states) or "empty"
                yield _wrong(said, offset, STATES[state], people[0], f"`license_states` are {right}")


def _wrong(said: Statement, offset: int, shown: str, page: Page, told: str) -> Diagnostic:
    return Diagnostic(
        "FACT-05", f"`{shown}` is not what the record of {page.title} says: {told}.", said.at(offset),
        f"Write what {page.source.file} says, or mend it there.",
    )


def _called(page: Page) -> str:
    """The name as people write it: with or without a first name, a middle initial and `Dr.` or `Dra.`"""
    *first, last = page.title.split()
    names = rf"(?:{re.escape(first[0])}\s+(?:[A-Z]\.?\s+)?)?" if first else ""
    return rf"(?:(?P<doctor>\bD(?:ra?\b\.?|octora?))\s+)?\b{names}{re.escape(last)}\b"


def _person(page: Page) -> Person:
    assert isinstance(page.meta, Person)
    return page.meta


def _plain(credentials: str) -> frozenset[str]:
    """`Pmhnp-BC, R.N.` -> PMHNP, RN: dots and the marks of certification left out."""
    words = re.split(r"[,\s/]+", re.sub(r"(?<=[A-Z])\.\s?", "", credentials))
    return frozenset(re.sub(r"-(?:BC|C|R)\Z", "", word.upper()) for word in words if word)


RULES: tuple[Rule, ...] = (wrong_credentials,)
