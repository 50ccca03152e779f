"""Footnotes and reference links: what is referred to must be there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.manuscript import Manuscript
from clinicsite.check.rule import Rule, rule
from clinicsite.model.address import did_you_mean
from clinicsite.model.diagnostic import Diagnostic

NOTE = re.compile(r"^ {0,3}\[\^([^\]\n]+)\]:", re.M)
MARK = re.compile(r"\[\^([^\]\n]+)\](?!\()")
TARGET = re.compile(r"^ {0,3}\[(?!\^)([^\]\n]+)\]:[ \t]*\S", re.M)
REFERENCE = re.compile(r"(?<!\])\[(?![@^])([^\[\]\n]+)\]\[(?![@^])([^\[\]\n]*)\]")


@rule("MD040", "manuscript")
def missing_footnote(text: Manuscript) -> Iterator[Diagnostic]:
    """A footnote mark has no footnote.

    Python-Markdown prints such a mark as it stands, `[^1]`.

    Bad:
        Bring an adult.[^1]

    Good:
        Bring an adult.[^1]

        [^1]: Someone of 18 or older.
    """
    notes = {match[1] for match in _notes(text)}
    for match in _marks(text):
        if match[1] not in notes:
            yield Diagnostic(
                "MD040", f"The page has no footnote `{match[1]}`.", text.at(match.start()),
                did_you_mean(match[1], sorted(notes), f"Write a line `[^{match[1]}]: …` at the end of the page."),
            )


@rule("MD041", "manuscript", "warning")
def unused_footnote(text: Manuscript) -> Iterator[Diagnostic]:
    """Nothing refers to a footnote.

    It would stand under the page all the same, with a link back that leads nowhere.

    Bad:
        Bring an adult.

        [^1]: Someone of 18 or older.

    Good:
        Bring an adult.[^1]

        [^1]: Someone of 18 or older.
    """
    used = {match[1] for match in _marks(text)}
    for match in _notes(text):
        if match[1] not in used:
            yield Diagnostic(
                "MD041", f"Nothing on this page refers to the footnote `{match[1]}`.", text.at(match.start()),
                f"Put `[^{match[1]}]` where it belongs, or delete the footnote.", severity="warning",
            )


@rule("MD042", "manuscript")
def missing_target(text: Manuscript) -> Iterator[Diagnostic]:
    """A reference link has no address.

    `[words][name]` needs a line `[name]: address` on the same page; without it the brackets are printed.

    Bad:
        See [our fees][fees].

    Good:
        See [our fees](/pages/fees.md).
    """
    if "][" not in text.prose:
        return
    targets = {_name(match[1]) for match in TARGET.finditer(text.prose)}
    for match in REFERENCE.finditer(text.prose):
        name = match[2] or match[1]
        if _name(name) not in targets:
            yield Diagnostic(
                "MD042", f"Nothing says where `{name}` leads.", text.at(match.start()),
                did_you_mean(name, sorted(targets), f"Write the page itself, as in `[{match[1]}](/pages/fees.md)`."),
            )


@rule("MD043", "manuscript")
def repeated_footnote(text: Manuscript) -> Iterator[Diagnostic]:
    """Two footnotes have the same name.

    Python-Markdown keeps the last one and loses the others.

    Bad:
        Bring an adult[^1] and a jacket.[^1]

        [^1]: Someone of 18 or older.

        [^1]: The room is cool.

    Good:
        Bring an adult[^1] and a jacket.[^2]

        [^1]: Someone of 18 or older.

        [^2]: The room is cool.
    """
    seen: set[str] = set()
    for match in _notes(text):
        if match[1] in seen:
            yield Diagnostic(
                "MD043", f"There is another footnote `{match[1]}` above; only one of them would be shown.",
                text.at(match.start()), "Give it a name of its own.",
            )
        seen.add(match[1])


def _notes(text: Manuscript) -> tuple[re.Match[str], ...]:
    return tuple(NOTE.finditer(text.prose)) if "[^" in text.prose else ()


def _marks(text: Manuscript) -> tuple[re.Match[str], ...]:
    if "[^" not in text.prose:
        return ()
    notes = {match.start() + match[0].index("[") for match in _notes(text)}
    return tuple(match for match in MARK.finditer(text.prose) if match.start() not in notes)


def _name(text: str) -> str:
    return " ".join(text.split()).casefold()


RULES: tuple[Rule, ...] = (
    missing_footnote, unused_footnote, missing_target, repeated_footnote,
)
