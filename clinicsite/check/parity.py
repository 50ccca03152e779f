"""Translations beside the English text: the same figures, parts and sources, and what has changed there since."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from clinicsite.check.pair import Pair
from clinicsite.check.rule import Rule, rule
from clinicsite.language.amounts import Amount, stated
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.page import Source
from clinicsite.read.scan import CITATION
from clinicsite.read.units import digests, pairs, units_of

WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
YEAR = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
UNITS = {
    "workday": "working days", "people": "people", "foot": "feet", "inch": "inches", "percent": "percent",
    "kgdose": "mg/kg", "mg": "mg", "kg": "kg", "ml": "mL",
}  # fmt: skip


@rule("LOC-02", "pair")
def other_figures(pair: Pair) -> Iterator[Diagnostic]:
    """A translation does not state the same figures as the English text.

    A dose, a phone, an hour or a price that differs between two languages is wrong in one of them. Numbers with their
    units, times, prices, phones, weekdays and months are compared paragraph by paragraph.

    Bad:
        Do not drive for 24 hours.

        -- content/es/pages/example.md --
        No maneje por 12 horas.

    Good:
        Do not drive for 24 hours.

        -- content/es/pages/example.md --
        No maneje por 24 horas.
    """
    english, other = pair.english, pair.other
    for unit, twin in pairs(units_of(english), units_of(other)):
        if unit is None or twin is None:
            continue
        said, here = stated(unit.text, "en"), stated(twin.text, other.language.short)
        for amount in sorted(said - here):
            yield Diagnostic(
                "LOC-02", f"`{_shown(amount)}` stands in the English text and is missing here.",
                other.at(twin.line, twin.column),
                f"Compare line {unit.line} of {english.file}.",
            )
        for amount in sorted(here - said):
            yield Diagnostic(
                "LOC-02", f"`{_shown(amount)}` stands here and not in the English text.", other.at(twin.line, twin.column),
                f"Compare line {unit.line} of {english.file}.",
            )


@rule("LOC-03", "pair")
def other_parts(pair: Pair) -> Iterator[Diagnostic]:
    """A translation has not the same parts as the English page.

    A care card, a list item or a paragraph that only one of the two has keeps something from half of the readers. Headings,
    blocks, paragraphs, list items and rows follow each other in the same order.

    Bad:
        /// urgent | Call us the same day
        if you cannot stop vomiting
        ///

        -- content/es/pages/example.md --
        si no puede dejar de vomitar

    Good:
        /// urgent | Call us the same day
        if you cannot stop vomiting
        ///

        -- content/es/pages/example.md --
        /// urgent | Llámenos el mismo día
        si no puede dejar de vomitar
        ///
    """
    english, other = pair.english, pair.other
    line = 1
    for unit, twin in pairs(units_of(english), units_of(other)):
        line = twin.line if twin else line
        if unit and not twin:
            yield Diagnostic(
                "LOC-03", f"A {unit.what} of the English text has no counterpart here.", other.at(line),
                f"Translate line {unit.line} of {english.file}.",
            )
        elif twin and not unit:
            yield Diagnostic(
                "LOC-03", f"This {twin.what} has no counterpart in the English text.", other.at(twin.line, twin.column),
                f"Take it out, or add it to {english.file} first.",
            )


@rule("LOC-04", "pair")
def other_sources(pair: Pair) -> Iterator[Diagnostic]:
    """A translation does not cite the same works as the English text.

    A sentence about help or harm rests on its sources in every language.

    Bad:
        It helped some people.[@carter2020]

        -- content/es/pages/example.md --
        Ayudó a algunas personas.

    Good:
        It helped some people.[@carter2020]

        -- content/es/pages/example.md --
        Ayudó a algunas personas.[@carter2020]
    """
    english, other = pair.english, pair.other
    for unit, twin in pairs(units_of(english), units_of(other)):
        if unit is None or twin is None:
            continue
        said, here = _cited(unit.text), _cited(twin.text)
        for key in sorted(said ^ here):
            where = "in the English text and not here" if key in said else "here and not in the English text"
            yield Diagnostic(
                "LOC-04", f"`{key}` is cited {where}.", other.at(twin.line, twin.column),
                f"Compare line {unit.line} of {english.file}.",
            )


@rule("LOC-05", "pair", "warning")
def changed_since(pair: Pair) -> Iterator[Diagnostic]:
    """The English text has changed since it was translated.

    The command `translated` notes in content/es/translated.yaml what the English text said. What has changed since then may
    no longer be true in the translation.

    Bad:
        Call us the same day.

        -- content/es/pages/example.md --
        Llámenos al otro día.

        -- content/es/translated.yaml --
        pages/example.md: 2b6530 f0744b 000000

    Good:
        Call us the same day.

        -- content/es/pages/example.md --
        Llámenos el mismo día.

        -- content/es/translated.yaml --
        pages/example.md: 2b6530 f0744b 653c1d
    """
    if pair.noted is not None:
        yield from _drift(pair.english, pair.other, pair.noted.split())


def _drift(english: Source, other: Source, noted: list[str]) -> Iterator[Diagnostic]:
    """What has changed since it was noted. A text that only English has, such as a term that nobody translated, is nobody's."""
    units, own = units_of(english), units_of(other)
    places = {unit: (twin.line, twin.column) for unit, twin in pairs(units, own) if unit and twin}
    command = f"`python build.py translated {other.file}`"
    if not noted:
        yield Diagnostic(
            "LOC-05", "It is not noted which English text this translates.", other.at(),
            f"Compare it with {english.file}, then run {command}.", severity="warning",
        )
        return
    matcher = SequenceMatcher(None, noted, digests(units), autojunk=False)
    line = (1, 1)
    for change, _, _, start, end in matcher.get_opcodes():
        if change in ("replace", "insert"):
            for unit in units[start:end]:
                if unit in places or not unit.key:
                    yield Diagnostic(
                        "LOC-05", "The English text has changed since this was translated.", other.at(*places.get(unit, line)),
                        f"Compare line {unit.line} of {english.file}, then run {command}.", severity="warning",
                    )
        elif change == "delete":
            after = units[start - 1].line if start else 1
            yield Diagnostic(
                "LOC-05", "Something was taken out of the English text since this was translated.", other.at(*line),
                f"Compare what follows line {after} of {english.file}, then run {command}.", severity="warning",
            )
        line = next((places[unit] for unit in reversed(units[:end]) if unit in places), line)


def _cited(text: str) -> frozenset[str]:
    return frozenset(key.strip(" @") for group in CITATION.findall(text) for key in group.split(";"))


def _shown(amount: Amount) -> str:
    """An amount as English writes it: `40 minutes`, `5 pm`, `$475`, `719-555-0142`, `Monday`."""
    value = amount.value
    if amount.kind == "phone":
        return f"{value[:3]}-{value[3:6]}-{value[6:]}"
    if amount.kind == "money":
        return f"${value}"
    if amount.kind == "clock":
        return re.sub(r"(?<=\d)(?=[ap]m)", " ", value)
    if amount.kind in ("day", "month"):
        return (WEEK if amount.kind == "day" else YEAR)[int(value) - 1]
    return f"{value} {UNITS.get(amount.unit, f'{amount.unit}s')}" if amount.unit else value


RULES: tuple[Rule, ...] = (
    other_figures, other_parts, other_sources, changed_since,
)
