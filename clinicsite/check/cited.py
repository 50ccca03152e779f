"""Cited statements: what stands before each citation of a page, with the works it leans on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.mentions import strings
from clinicsite.check.once import once_for_page
from clinicsite.model.diagnostic import Location
from clinicsite.model.frozen import frozen
from clinicsite.model.page import Page
from clinicsite.read.scan import CITATION, strip_inline

PART = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d+\.)[ \t]|[ \t]*[#|/])")
"""Where one paragraph, list item, table row or heading ends and the next begins."""
SENTENCE_END = re.compile(r"[.!?][\"'”’)]*(?:\[@[^\]]*\])*\s+")


@frozen(slots=True)
class Statement:
    """Words and the keys cited right after them. `around` is the whole paragraph, list item or table row."""

    words: str
    keys: tuple[str, ...]
    around: str
    where: Location


@once_for_page
def statements(page: Page) -> Iterator[Statement]:
    """Every cited statement of a page: of its front matter, each at its key, then of its body, each at its citation."""
    yield from _in_values(page)
    yield from _in_body(page)


def statements_in(text: str, where: Location) -> Iterator[Statement]:
    """The cited statements of one value of front matter."""
    for _, part in _parts(text):
        for words, keys, _ in _split(part):
            yield Statement(words, keys, strip_inline(part), where)


def _in_values(page: Page) -> Iterator[Statement]:
    for key, _, _, text in strings(page.meta):
        if "[@" in text:
            yield from statements_in(text, page.where(key))


def _in_body(page: Page) -> Iterator[Statement]:
    places = {(citation.line, citation.column) for citation in page.body.citations}
    text = page.body.text
    for start, part in _parts(text):
        for words, keys, offset in _split(part):
            before = text[: start + offset]
            line, column = page.body.first_line + before.count("\n"), len(before) - before.rfind("\n")
            if (line, column) in places:
                yield Statement(words, keys, strip_inline(part), page.source.at(line, column))


def _parts(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for match in PART.finditer(text):
        yield start, text[start : match.start()]
        start = match.end()
    yield start, text[start:]


def _split(part: str) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """Words, keys and the offset of each citation. The words reach back to the sentence's start or the citation before."""
    last = 0
    for match in CITATION.finditer(part):
        before = part[last : match.start()]
        ends = [end.end() for end in SENTENCE_END.finditer(before) if before[end.end() :].strip()]
        words = strip_inline(before[ends[-1] if ends else 0 :])
        keys = tuple(key.strip().removeprefix("@") for key in match[1].split(";"))
        yield " ".join(words.split()), keys, match.start()
        last = match.end()
