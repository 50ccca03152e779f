"""Phone numbers in prose: each is one that a record has, of the place and of the kind that the sentence says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.facts.national import NATIONAL
from clinicsite.check.facts.records import Line, Records, digits_of, one_slip
from clinicsite.check.facts.statements import Statement
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.page import Page

_GAP = r"[ \t\n\u00a0.\-‐‑–]{1,2}"
NUMBER = re.compile(
    rf"(?<![\w$/@.,-])(?:(?:\+?1{_GAP})?(?:\(\d{{3}}\)[ \t\u00a0]?|\d{{3}}{_GAP})\d{{3}}{_GAP}\d{{4}}|\+1\d{{10}})"
    r"(?![\w-]|[.,]\d)"
)
KIND = re.compile(
    r"\b(fax(?:es|ed)?|facsimile|phones?|call(?:s|ing)?|tel(?:ephone)?|dial|ring|tel[eé]fonos?|ll[aá]m(?:e|enos|ar|ada)|marque)\b", re.I
)
"""What a number is for, in English and in Spanish."""
JOINED = re.compile(
    r"\s*\(?(?:(?:in|for|at|is|reaches)\s+(?:our\s+|the\s+)?(?:clinic\s+in\s+)?|"
    r"(?:en|de|para|es)\s+(?:la\s+|nuestra\s+)?(?:clínica\s+(?:en|de)\s+)?)?",
    re.I,
)
FAX = re.compile(r"\bfax\b", re.I)
OTHER_PLACE = re.compile(r"\bother (?:clinic|office|location|place)\b|\botra (?:clínica|oficina|sede)\b", re.I)


@rule("FACT-01", "statement")
def wrong_phone(said: Statement, records: Records) -> Iterator[Diagnostic]:
    """A phone or fax number in prose is not one of the records, or belongs to another place.

    A wrong digit sends somebody who needs the clinic to a stranger. Numbers stand in the locations' files and in
    clinic.yaml; a number in a sentence about the clinic, or one that differs from a record in a single slip, has to be
    one of them.

    Bad:
        Call us at 410-555-0181.

    Good:
        Call us at 410-555-0118.
    """
    if not records.lines or not said.has_digit:
        return
    kind, end = "", 0
    for match in NUMBER.finditer(said.text):
        kind = _kind(said.text, end, match) or kind
        end = match.end()
        number = digits_of(match[0])
        lines = records.lines.get(number)
        if lines is None:
            found = _unknown(number, match[0], said, records)
        elif kind and all(line.kind != kind for line in lines):
            found = _of_other_kind(match[0], kind, lines[0], records)
        else:
            found = _of_other_place(match[0], lines, _place(said, match, records))
        if found:
            yield Diagnostic("FACT-01", found[0], said.at(match.start()), found[1])


def _kind(text: str, start: int, match: re.Match[str]) -> str:
    """What the sentence calls the number, `phone` or `fax`, by the word in parentheses after it or the nearest before it."""
    words = list(KIND.finditer(text, start, match.start()))
    after = re.match(r"\s*\((fax|phone|tel|voice)\b", text[match.end() :], re.I)
    word = (after[1] if after else words[-1][1] if words else "").lower()
    return "" if not word else "fax" if word.startswith(("fax", "facs")) else "phone"


def _unknown(number: str, shown: str, said: Statement, records: Records) -> tuple[str, str] | None:
    if number in NATIONAL:
        return None
    ours, others = records.speaks_of_us(said.text), records.speaks_of_others(said.text)
    near = [lines[0] for known, lines in records.lines.items() if one_slip(known, number)]
    if near and (ours or not others):
        told = " and ".join(f"{line.said} is {_dashed(line.number)}" for line in near[:2])
        return (
            f"No record has the number `{shown}`: {told}.",
            f"Write {_dashed(near[0].number)}, or mend {near[0].file} if the number is new.",
        )
    if ours and not others:
        return (
            f"The clinic has no number `{shown}` in its records.",
            "Write a number of its location, or add this one to `phones` in content/clinic.yaml.",
        )
    return None


def _of_other_kind(shown: str, kind: str, line: Line, records: Records) -> tuple[str, str]:
    right = next(
        (other for lines in records.lines.values() for other in lines if other.place is line.place and other.kind == kind), None
    )
    hint = f"Write {_dashed(right.number)}." if right else f"Write what the number is: {line.said}."
    return f"`{shown}` is {line.said}, not a {kind}.", hint


def _place(said: Statement, match: re.Match[str], records: Records) -> Page | None:
    """The place that a number is said to be of: named right after it, else as the last one before it, with no other
    number between; else that of the heading or the page."""
    if OTHER_PLACE.search(said.text):
        return None
    named = records.places_in(said.text)
    if not named:
        places = records.place_of(said, match.start(), ())
        return places[0] if len(places) == 1 else None
    for start, page in named:
        if start > match.end() and JOINED.fullmatch(said.text, match.end(), start):
            return page
    for start, page in reversed(named):
        between = said.text[start : match.start()]
        if start < match.start() and (not NUMBER.search(between) or FAX.search(between)):
            return page
    return None


def _of_other_place(shown: str, lines: tuple[Line, ...], place: Page | None) -> tuple[str, str] | None:
    line = lines[0]
    if line.place is None or place is None or any(other.place is place for other in lines):
        return None
    title = place.title
    return f"`{shown}` is {line.said}, not of {title}.", f"Write the number of {title}, or name {line.owner} in the sentence."


def _dashed(digits: str) -> str:
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"


RULES: tuple[Rule, ...] = (wrong_phone,)
