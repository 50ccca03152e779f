"""A source as its writer sees it: lines with their kind, and the prose with code blanked out.

Everything keeps its offset, so that a match in `prose` or `inline` is a place in the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from clinicsite.model.diagnostic import Fix, Location
from clinicsite.model.frozen import frozen
from clinicsite.model.page import Source
from clinicsite.read.scan import LINK

LineKind = Literal["front", "blank", "text", "heading", "code", "indented", "fence", "block", "option"]
FILLER = "\ue000"
"""Stands for every character of a code span and of an escaped mark: a private character that no pattern matches."""

FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
OPENING = re.compile(r"( {0,3})(/{3,})[ \t]*([\w-]+)[ \t]*(?:\|[ \t]*(.*?))?[ \t]*$")
CLOSING = re.compile(r" {0,3}(/{3,})[ \t]*$")
BLOCK_LINE = re.compile(r" {0,3}/{3,}")
OPTION = re.compile(r" {4,}\S")
ITEM = re.compile(r"([ \t]*)([-*+]|\d{1,9}\.)[ \t]+\S")
NOTE = re.compile(r" {0,3}\[\^[^\]]+\]:")
HEADING = re.compile(r"#{1,6}")
CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.S)
ESCAPED = re.compile(r"\\[\\`*_{}\[\]()>#+\-.!|~<]")


@frozen(slots=True)
class Line:
    """One line of the file. `start` is the offset of its first character."""

    number: int
    start: int
    text: str
    kind: LineKind

    @property
    def indent(self) -> int:
        """Columns before the first character, tabs counted as Markdown counts them."""
        wide = self.text.expandtabs(4)
        return len(wide) - len(wide.lstrip(" "))

    @property
    def column(self) -> int:
        """The column, from 1, of the first character that is not a space or tab."""
        return len(self.text) - len(self.text.lstrip()) + 1


@frozen(slots=True)
class Fence:
    """A block's opening line, its options and its closing line, 0 when there is none."""

    name: str
    argument: str
    slashes: int
    line: int
    column: int
    options: tuple[Line, ...]
    end: int


@frozen()
class Manuscript:
    """A source taken apart. `blocks` are the `///` blocks; `strays` the closing lines that close nothing."""

    source: Source
    lines: tuple[Line, ...]
    blocks: tuple[Fence, ...]
    strays: tuple[Line, ...]
    open_code: Line | None
    """The opening line of a code fence that is never closed."""

    @cached_property
    def prose(self) -> str:
        """The file's text with all but the body's running text blanked: no front matter, code, block lines or options."""
        return self._masked(("text", "heading"))

    @cached_property
    def inline(self) -> str:
        """The prose together with the front matter, whose values may hold links and citations too."""
        return self._masked(("text", "heading", "front", "option"))

    @cached_property
    def links(self) -> tuple[re.Match[str], ...]:
        """Links and pictures of `inline`, as the engine's own scan knows them."""
        return tuple(LINK.finditer(self.inline)) if "](" in self.inline else ()

    @cached_property
    def chunks(self) -> tuple[tuple[Line, ...], ...]:
        """Runs of text lines that Python-Markdown takes as one block: blank lines, headings and fences part them."""
        chunks: list[list[Line]] = [[]]
        for line in self.lines:
            if line.kind == "text":
                chunks[-1].append(line)
            elif chunks[-1]:
                chunks.append([])
        return tuple(tuple(chunk) for chunk in chunks if chunk)

    def shown(self, line: Line) -> str:
        """A line of `prose`."""
        return self.prose[line.start : line.start + len(line.text)]

    def inside(self, block: Fence) -> tuple[Line, ...]:
        """The lines of a block's body; none where the block is never closed."""
        first = block.line + len(block.options)
        return self.lines[first : max(block.end - 1, first)]

    def without(self, spans: Iterable[tuple[int, int]], line: Line) -> Fix:
        """The line without what lies in these stretches of the file."""
        fixed = line.text
        for start, end in sorted(spans, reverse=True):
            if line.start <= start and end <= line.start + len(line.text):
                fixed = fixed[: start - line.start] + fixed[end - line.start :]
        return Fix(line.number, (fixed,))

    def at(self, offset: int) -> Location:
        """The place of an offset of `prose` or `inline`."""
        line = self.line_at(offset)
        return self.source.at(line.number, offset - line.start + 1)

    def line_at(self, offset: int) -> Line:
        return self.lines[bisect_right(self._starts, offset) - 1]

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def _masked(self, kinds: tuple[LineKind, ...]) -> str:
        masked = "\n".join(line.text if line.kind in kinds else " " * len(line.text) for line in self.lines)
        for pattern, sign in ((CODE_SPAN, "`"), (ESCAPED, "\\")):
            if sign in masked:
                masked = pattern.sub(_fill, masked)
        return masked


def _fill(match: re.Match[str]) -> str:
    return "".join(char if char == "\n" else FILLER for char in match[0])


def excerpt(text: str) -> str:
    """The first words of a line, for a message."""
    words = text.strip()
    return words if len(words) <= 40 else words[:40].rsplit(" ", 1)[0] + " …"


def read_manuscript(source: Source) -> Manuscript:
    """Take a Markdown or YAML source apart."""
    return _Reader(source).run()


@dataclass
class _Open:
    opening: Line
    match: re.Match[str]
    options: list[Line]


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines: list[Line] = []
        self.blocks: list[Fence] = []
        self.strays: list[Line] = []
        self.open: list[_Open] = []
        self.code = ""
        self.code_line: Line | None = None
        self.listing = False
        self.options = False

    def run(self) -> Manuscript:
        start = 0
        texts = self.source.text.split("\n")
        front = _front_lines(self.source.path, texts)
        for number, text in enumerate(texts, 1):
            kind: LineKind = "front" if number <= front else self.kind_of(text)
            line = Line(number, start, text, kind)
            self.lines.append(line)
            self.note(line)
            start += len(text) + 1
        self.blocks.extend(_fence(left, 0) for left in self.open)
        blocks = tuple(sorted(self.blocks, key=lambda block: block.line))
        return Manuscript(self.source, tuple(self.lines), blocks, tuple(self.strays), self.code_line)

    def kind_of(self, text: str) -> LineKind:
        if text[:1].isalpha() and not self.code:
            return "text"
        mark = FENCE.match(text)
        if self.code:
            closes = mark and mark[1].startswith(self.code) and not text.strip(" \t`~")
            return "fence" if closes else "code"
        if mark:
            return "fence"
        if not text.strip():
            return "blank"
        if self.options and OPTION.match(text):
            return "option"
        if BLOCK_LINE.match(text):
            return "block"
        if HEADING.match(text):
            return "heading"
        return "indented" if self.is_indented_code(text) else "text"

    def is_indented_code(self, text: str) -> bool:
        before = self.lines[-1].kind if self.lines else "blank"
        if before == "text" or self.listing or len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip()) < 4:
            return False
        return True

    def note(self, line: Line) -> None:
        """Remember what the following lines need to know of this one."""
        self.options = (self.options and line.kind == "option") or bool(line.kind == "block" and OPENING.match(line.text))
        if line.kind == "fence":
            self.code, self.code_line = ("", None) if self.code else (line.text.strip()[:3], line)
            self.listing = self.listing and line.indent >= 4
        elif line.kind == "option":
            self.open[-1].options.append(line)
        elif line.kind == "block":
            self.listing = False
            self.block_line(line)
        elif line.kind == "heading":
            self.listing = False
        elif line.kind == "text" and self.starts_chunk():
            indent = line.indent
            self.listing = bool(indent < 4 and (ITEM.match(line.text) or NOTE.match(line.text))) or (
                self.listing and indent >= 4
            )

    def starts_chunk(self) -> bool:
        return len(self.lines) < 2 or self.lines[-2].kind != "text"

    def block_line(self, line: Line) -> None:
        close = CLOSING.match(line.text)
        if not close:
            start = OPENING.match(line.text)
            if start:
                self.open.append(_Open(line, start, []))
            return
        if not any(len(block.match[2]) == len(close[1]) for block in self.open):
            self.strays.append(line)
            return
        while True:
            last = self.open.pop()
            matched = len(last.match[2]) == len(close[1])
            self.blocks.append(_fence(last, line.number if matched else 0))
            if matched:
                return


def _fence(block: _Open, end: int) -> Fence:
    match = block.match
    return Fence(
        match[3], match[4] or "", len(match[2]), block.opening.number, match.start(2) + 1, tuple(block.options), end
    )


def _front_lines(path: str, texts: list[str]) -> int:
    """How many lines are front matter: all of a YAML file, none where a page has no fences."""
    if not path.endswith(".md"):
        return len(texts)
    if texts[0].rstrip() != "---":
        return 0
    return next((number for number, text in enumerate(texts[1:], 2) if text.rstrip() == "---"), len(texts))
