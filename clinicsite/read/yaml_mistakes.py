"""The mistakes that writers make most in YAML, recognized on the line on which reading it failed."""

from __future__ import annotations

import re
from typing import NamedTuple

VALUE = re.compile(r"(\s*(?:-\s+)?(?:[\w-]+:\s+)?)(\S.*?)\s*$")
COLON = re.compile(r":(?=\s|$)")
TIGHT = re.compile(r"\s*(?:-\s+)?([A-Za-z_][\w-]*):(?!//)(\S.*?)\s*$")
TAB = re.compile(r" *\t")
WHOLE = {'"': re.compile(r'"(?:[^"\\]|\\.)*"'), "'": re.compile(r"'(?:[^']|'')*'")}
CLOSED_BY = {"[": "]", "{": "}"}
LOOK = "Look at this line and the one before it; quote values that hold `:`, `#`, `[`, `{` or quotation marks."
IN_PLAIN_WORDS = {
    "mapping values are not allowed in this context": (
        "a key is indented further than the keys above it", "Start it in the column in which they start.",
    ),
    "could not find expected ':'": (
        "a line is no key and no part of a value", "Write `key: value`, or indent it so that it belongs to the line above.",
    ),
    "did not find expected '-' indicator": (
        "a line does not fit the list above it", "Start it with `- `, or in the column of the list's key.",
    ),
    "did not find expected key": ("a line does not fit the lines above it", LOOK),
    "found character that cannot start any token": (
        "a word starts with a sign that YAML keeps for itself", "Put it in quotation marks.",
    ),
    "found unknown escape character": ("a backslash stands between double quotation marks", "Write it twice, `\\\\`."),
}
"""What the parser says, as (what is wrong, what to do)."""
NEEDS_QUOTES = re.compile(r"[@`%*&!,\]}]|[?-]\s|[|>][-+0-9]*\s*\S")


class Mistake(NamedTuple):
    """Where in the line it is (from 1), the end of the sentence that says what is wrong, and what to do."""

    column: int
    message: str
    hint: str


def find_mistake(rows: list[str], failed: int, opened: int) -> tuple[int, Mistake] | None:
    """The mistake with its row, counted from 0: reading stopped on row `failed`, within what began on row `opened`."""
    for row in (failed, opened):
        if found := mistake_in(rows[row]):
            return row, found
    for row in (failed, failed - 1):
        if row >= 0 and (tight := TIGHT.match(rows[row])):
            return row, Mistake(tight.end(1) + 1, f"there is no space after `{tight[1]}:`", f"Write `{tight[1]}: {tight[2]}`.")
    return None


def mistake_in(row: str) -> Mistake | None:
    """What is wrong in one line, as far as one line shows it."""
    if TAB.match(row):
        return Mistake(row.find("\t") + 1, "it is indented with a tab", "Use spaces.")
    match = VALUE.match(row)
    if not match or match[2].startswith("#"):
        return None
    before, value = match[1], match[2]
    column = len(before) + 1
    quote = f"Quote it: `{f'{before.strip()} {quoted(value)}'.strip()}`."
    if value[0] in WHOLE:
        return _quotation(before, value, quote)
    if value[0] in CLOSED_BY:
        return _bracket(value, column, quote)
    if NEEDS_QUOTES.match(value) and before.strip():
        return Mistake(column, f"a value starts with `{value[0]}`", quote)
    colon = COLON.search(value)
    if colon and before.rstrip().endswith(":"):
        return Mistake(column + colon.start(), "a value holds a colon", quote)
    return None


def quoted(value: str) -> str:
    """The value in quotation marks, as YAML reads it back."""
    if '"' in value and "'" not in value:
        return f"'{value}'"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _quotation(before: str, value: str, quote: str) -> Mistake | None:
    column = len(before) + 1
    whole = WHOLE[value[0]].match(value)
    if not whole:
        return Mistake(column, "a quotation mark is never closed", f"Put another `{value[0]}` where the words end.")
    rest = value[whole.end() :].strip()
    if not rest or rest[0] in "#,]}" or (rest[0] == ":" and not before.strip()):
        return None
    return Mistake(column + whole.end(), "words stand after the closing quotation mark", quote)


def _bracket(value: str, column: int, quote: str) -> Mistake | None:
    closing = CLOSED_BY[value[0]]
    if closing not in value:
        return Mistake(column, f"a `{value[0]}` is never closed", f"Put a `{closing}` where it ends.")
    if value.endswith(closing) or re.search(rf"\{closing}\s+#[^{closing}]*$", value):
        return None
    return Mistake(column, f"a value starts with `{value[0]}`", quote)
