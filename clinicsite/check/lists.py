"""Lists as Python-Markdown reads them: a blank line above, four spaces for each level, one kind at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clinicsite.check.manuscript import ITEM, Line, Manuscript
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic, Fix

Chunk = Sequence[Line]


@rule("MD001", "manuscript")
def list_right_under_text(text: Manuscript) -> Iterator[Diagnostic]:
    """A list stands right under a line of text.

    Python-Markdown takes such a list for more of the paragraph, so visitors read one long line with hyphens in it.

    Bad:
        Bring with you:
        - a list of your medicines
        - a jacket

    Good:
        Bring with you:

        - a list of your medicines
        - a jacket
    """
    for chunk in text.chunks:
        if _is_item(chunk, 0):
            continue
        first = next((n for n in range(1, len(chunk)) if _is_item(chunk, n)), None)
        if first is None:
            continue
        line = chunk[first]
        fix = Fix(line.number, ("", line.text)) if line.indent < 4 or chunk[0].indent >= 4 else None
        yield Diagnostic(
            "MD001", "This list stands right under a line of text and would run on in the same paragraph.",
            text.source.at(line.number, line.column), "Leave a blank line above the list.", fix=fix,
        )


@rule("MD002", "manuscript")
def shallow_nesting(text: Manuscript) -> Iterator[Diagnostic]:
    """A list inside a list is indented by less than four spaces.

    Python-Markdown needs four spaces for each level; with two or three the inner list joins the outer one.

    Bad:
        - Before you come
          - ask someone to drive you home

    Good:
        - Before you come
            - ask someone to drive you home
    """
    for items, loose in _lists(text):
        for line, depth in _depths(items):
            if line.indent // 4 == depth:
                continue
            wanted = 4 * depth or min(3, *(item.indent for item in items))
            fixed = " " * wanted + line.text.lstrip()
            yield Diagnostic(
                "MD002", f"This item is indented by {line.indent} spaces and would not stand {depth} deep in the list.",
                text.source.at(line.number, line.column), f"Indent it by {wanted} spaces.",
                fix=None if loose else Fix(line.number, (fixed,)),
            )


@rule("MD007", "manuscript")
def mixed_list(text: Manuscript) -> Iterator[Diagnostic]:
    """A list of another kind stands right under a list.

    Without a blank line between them Python-Markdown prints the numbers, or the hyphens, inside the item above.

    Bad:
        - Bring a list of your medicines.
        1. Call us.
        2. Choose a day.

    Good:
        - Bring a list of your medicines.

        1. Call us.
        2. Choose a day.
    """
    for chunk in text.chunks:
        items = [line for n, line in enumerate(chunk) if _is_item(chunk, n)] if ITEM.match(chunk[0].text) else []
        kinds: dict[int, str] = {}
        for line, depth in _depths(items):
            kind = "numbers" if line.text.lstrip()[0].isdigit() else "bullets"
            before = kinds.get(depth, kind)
            if kind != before:
                yield Diagnostic(
                    "MD007", f"A list with {kind} stands right under a list with {before} and would be printed in its last item.",
                    text.source.at(line.number, line.column), "Leave a blank line between the two lists.",
                    fix=Fix(line.number, ("", line.text)) if line.indent < 4 else None,
                )
            kinds = {level: known for level, known in kinds.items() if level < depth} | {depth: kind}


@rule("MD008", "manuscript", "warning")
def shallow_paragraph(text: Manuscript) -> Iterator[Diagnostic]:
    """A paragraph inside a list item is indented by less than four spaces.

    Python-Markdown ends the list there and starts another after it, which begins again at one.

    Bad:
        1. Call us.

          A nurse answers.

        2. Choose a day.

    Good:
        1. Call us.

            A nurse answers.

        2. Choose a day.
    """
    listing = False
    for before, chunk in zip(((), *text.chunks), text.chunks):
        line = chunk[0]
        listing = listing and not _parted(text, before[-1], line) if before else False
        if ITEM.match(line.text):
            listing = True
        elif listing and line.indent in (2, 3):
            yield Diagnostic(
                "MD008", f"This paragraph is indented by {line.indent} spaces and would end the list.",
                text.source.at(line.number, line.column), "Indent it by four spaces.", severity="warning",
                fix=Fix(line.number, (f"    {line.text.lstrip()}",)),
            )
        else:
            listing = listing and line.indent >= 4


def _is_item(chunk: Chunk, n: int) -> bool:
    """Whether a line starts an item. A number in mid-paragraph counts only where a list of numbers goes on."""
    match = ITEM.match(chunk[n].text)
    if not match:
        return False
    if n == 0 or match[2] in "-*" or match[2] == "1.":
        return True
    return any(0 <= m < len(chunk) and ITEM.match(chunk[m].text) for m in (n - 1, n + 1))


def _lists(text: Manuscript) -> Iterator[tuple[list[Line], bool]]:
    """The item lines of each list, and whether paragraphs stand inside it, which belong to one level or another."""
    items: list[Line] = []
    loose = False
    for chunk in text.chunks:
        starts = bool(ITEM.match(chunk[0].text))
        goes_on = bool(items) and (starts or chunk[0].indent >= 2) and not _parted(text, items[-1], chunk[0])
        if not goes_on:
            if items:
                yield items, loose
            items, loose = [], False
        if starts or goes_on:
            loose = loose or not starts
            items.extend(line for n, line in enumerate(chunk) if ITEM.match(line.text))
    if items:
        yield items, loose


def _parted(text: Manuscript, before: Line, after: Line) -> bool:
    """Whether a heading or a block stands between two lines."""
    between = text.lines[before.number : after.number - 1]
    return any(line.kind not in ("blank", "text", "indented") for line in between)


def _depths(items: Sequence[Line]) -> Iterator[tuple[Line, int]]:
    """How deep each item stands to the eye: two more spaces than the item above are a level."""
    levels = [items[0].indent] if items else []
    for line in items:
        while len(levels) > 1 and line.indent < levels[-1]:
            levels.pop()
        levels[-1] = min(levels[-1], line.indent) if len(levels) == 1 else levels[-1]
        if line.indent >= levels[-1] + 2:
            levels.append(line.indent)
        yield line, len(levels) - 1


RULES: tuple[Rule, ...] = (
    list_right_under_text, shallow_nesting, mixed_list, shallow_paragraph,
)
