"""The marks of list items: those that Markdown knows, and no others by chance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clinicsite.check.manuscript import ITEM, Line, Manuscript
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic, Fix

DOT = re.compile(r"([ \t]*)([•‣◦▪●○∙⁃])[ \t\u00a0]*(?=\S)")
DASH = re.compile(r"([ \t]*)([–—−·])[ \t\u00a0]+(?=\S)")
ROUND = re.compile(r"([ \t]*)(\d{1,3})\)[ \t]+(?=\S)")
TIGHT = re.compile(r"( {0,3})([-+*])(?=[A-Za-z])(?!.*(?<=\S)\2)")
YEAR = re.compile(r" {0,3}(?:[-*+][ \t]+)?(\d{4})\.[ \t]+\S")

Chunk = Sequence[Line]


@rule("MD003", "manuscript")
def typed_bullet(text: Manuscript) -> Iterator[Diagnostic]:
    """A list is written with a typed bullet or a dash.

    Markdown knows `-`, `*` and `+`. With `•`, `–` or `·`, as they come from word processors, the lines run together,
    and a screen reader does not say that there is a list.

    Bad:
        Bring with you:

        • a list of your medicines
        • a jacket

    Good:
        Bring with you:

        - a list of your medicines
        - a jacket
    """
    for chunk, n, match in _marked(text, DOT, DASH):
        line = chunk[n]
        yield Diagnostic(
            "MD003", f"This item starts with `{match[2]}`, which makes no list.",
            text.source.at(line.number, match.end(1) + 1), "Start it with a hyphen and a space, `- `.",
            fix=_as_item(chunk, n, match, "-"),
        )


@rule("MD004", "manuscript")
def round_bracket(text: Manuscript) -> Iterator[Diagnostic]:
    """A numbered list is written with `1)`.

    Python-Markdown knows `1.` only; with `1)` the lines run together in one paragraph.

    Bad:
        1) Call us.
        2) Choose a day.

    Good:
        1. Call us.
        2. Choose a day.
    """
    for chunk, n, match in _marked(text, ROUND):
        line = chunk[n]
        yield Diagnostic(
            "MD004", f"This item starts with `{match[2]})`, which makes no list.",
            text.source.at(line.number, match.end(1) + 1), f"Write `{match[2]}.` with a full stop.",
            fix=_as_item(chunk, n, match, f"{match[2]}."),
        )


@rule("MD005", "manuscript")
def year_as_item(text: Manuscript) -> Iterator[Diagnostic]:
    """A line starts with a year and a full stop.

    Markdown takes a number with a full stop at the start of a line for a list item: the sentence becomes item 2019 of a
    list.

    Bad:
        2019. The first nasal spray was approved.

    Good:
        In 2019 the first nasal spray was approved.
    """
    for chunk in text.chunks:
        for n, line in enumerate(chunk):
            match = YEAR.match(line.text)
            if not match or n and not ITEM.match(chunk[n - 1].text):
                continue
            escaped = f"{line.text[: match.end(1)]}\\{line.text[match.end(1) :]}"
            yield Diagnostic(
                "MD005", f"`{match[1]}.` at the start of a line makes an item of a numbered list.",
                text.source.at(line.number, match.start(1) + 1), "Start the sentence with a word.",
                fix=Fix(line.number, (escaped,)),
            )


@rule("MD006", "manuscript", "warning")
def tight_bullet(text: Manuscript) -> Iterator[Diagnostic]:
    """A hyphen stands right before the first word of a line.

    A list item needs a space after its mark; without one the line is a paragraph with a hyphen.

    Bad:
        -go home with an adult
        -rest

    Good:
        - go home with an adult
        - rest
    """
    for chunk in text.chunks:
        starts_list = ITEM.match(chunk[0].text) or TIGHT.match(chunk[0].text)
        for line in chunk if starts_list else ():
            match = TIGHT.match(line.text)
            if match:
                spaced = f"{line.text[: match.end(2)]} {line.text[match.end(2) :]}"
                yield Diagnostic(
                    "MD006", f"There is no space after `{match[2]}`, so this line is not a list item.",
                    text.source.at(line.number, match.start(2) + 1), f"Write `{match[2]} ` with a space.",
                    severity="warning", fix=Fix(line.number, (spaced,)),
                )


def _marked(
    text: Manuscript, sure: re.Pattern[str], unsure: re.Pattern[str] | None = None
) -> Iterator[tuple[Chunk, int, re.Match[str]]]:
    """Lines that start with a mark. One that may as well be a dash in running text counts from two in a row."""
    for chunk in text.chunks:
        for n, line in enumerate(chunk):
            match = sure.match(line.text)
            if match is None and unsure is not None:
                match = unsure.match(line.text)
                if match and not any(0 <= m < len(chunk) and unsure.match(chunk[m].text) for m in (n - 1, n + 1)):
                    match = None
            if match:
                yield chunk, n, match


def _as_item(chunk: Chunk, n: int, match: re.Match[str], mark: str) -> Fix | None:
    """The line as a list item, parted from a line of text above it."""
    line = chunk[n]
    if line.indent >= 4:
        return None
    item = f"{match[1]}{mark} {line.text[match.end() :]}"
    above = chunk[n - 1].text if n else ""
    follows_text = n and not (ITEM.match(above) or any(p.match(above) for p in (DOT, DASH, ROUND)))
    return Fix(line.number, ("", item) if follows_text else (item,))


RULES: tuple[Rule, ...] = (
    typed_bullet, round_bracket, year_as_item, tight_bullet,
)
