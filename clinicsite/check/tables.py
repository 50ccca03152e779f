"""Tables as Python-Markdown reads them: parted from the text above, with a header row and even rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.manuscript import Line, Manuscript
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic, Fix

SEPARATOR = re.compile(r"[ \t]*(?=[^\n]*\|)\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")


@rule("MD010", "manuscript")
def table_right_under_text(text: Manuscript) -> Iterator[Diagnostic]:
    """A table stands right under a line of text.

    Python-Markdown then sees no table at all, and visitors read its bars and hyphens.

    Bad:
        What a visit costs:
        | Visit | Price |
        |---|---|
        | Consultation | $275 |

    Good:
        What a visit costs:

        | Visit | Price |
        |---|---|
        | Consultation | $275 |
    """
    for chunk in text.chunks:
        head = _separator(text, chunk) - 1
        if head >= 1 and "|" in text.shown(chunk[head]):
            line = chunk[head]
            yield Diagnostic(
                "MD010", "This table stands right under a line of text and would be printed as bars and hyphens.",
                text.source.at(line.number, line.column), "Leave a blank line above the table.",
                fix=Fix(line.number, ("", line.text)) if line.indent < 4 else None,
            )


@rule("MD011", "manuscript")
def table_without_header(text: Manuscript) -> Iterator[Diagnostic]:
    """A table has no header row.

    Without a first row and a row of hyphens under it, Python-Markdown prints the bars. The header also tells people
    who hear the page what each cell means (WCAG 2.2, 1.3.1).

    Bad:
        | Consultation | $275 |
        | Infusion | $475 |

    Good:
        | Visit | Price |
        |---|---|
        | Consultation | $275 |
        | Infusion | $475 |
    """
    for chunk in text.chunks:
        rows = [line for line in chunk if line.text.lstrip().startswith("|")]
        found = _separator(text, chunk)
        if found == 0 or found == -1 and len(rows) >= 2:
            line = chunk[0] if found == 0 else rows[0]
            yield Diagnostic(
                "MD011", "This table has no header row.", text.source.at(line.number, line.column),
                "Write the columns' names in the first row and a row of hyphens, `|---|---|`, under it.",
            )


@rule("MD012", "manuscript")
def uneven_row(text: Manuscript) -> Iterator[Diagnostic]:
    """A row of a table has more or fewer cells than its header.

    Python-Markdown drops the cells that are too many without a word, and makes no table where the row of hyphens does
    not fit.

    Bad:
        | Visit | Price |
        |---|---|
        | Infusion | $475 | about 3½ hours |

    Good:
        | Visit | Price | Time |
        |---|---|---|
        | Infusion | $475 | about 3½ hours |
    """
    for chunk in text.chunks:
        found = _separator(text, chunk)
        if found < 1 or "|" not in text.shown(chunk[found - 1]):
            continue
        wanted = _cells(text, chunk[found - 1])
        for line in chunk[found:]:
            cells = _cells(text, line)
            if cells != wanted:
                yield Diagnostic(
                    "MD012", f"This row has {_count(cells)}, but the table's header has {_count(wanted)}.",
                    text.source.at(line.number, line.column),
                    "Give every row as many cells as the header; write `\\|` for a bar inside a cell.",
                )


def _separator(text: Manuscript, chunk: tuple[Line, ...]) -> int:
    """Which line of the chunk is the row of hyphens, -1 for none."""
    return next((n for n, line in enumerate(chunk) if "-" in line.text and SEPARATOR.match(text.shown(line))), -1)


def _cells(text: Manuscript, line: Line) -> int:
    return text.shown(line).strip().removeprefix("|").removesuffix("|").count("|") + 1


def _count(cells: int) -> str:
    return f"{cells} cell" if cells == 1 else f"{cells} cells"


RULES: tuple[Rule, ...] = (
    table_right_under_text, table_without_header, uneven_row,
)
