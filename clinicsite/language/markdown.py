"""Markdown becomes prose: headings, paragraphs, list items, cells, quotations and blocks, each in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clinicsite.check.manuscript import OPENING, Line, Manuscript
from clinicsite.language.inline import Reading
from clinicsite.language.passage import Passage, PassageKind

ITEM = re.compile(r"[ \t]*(?:[-*+•–]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
ROW = re.compile(r"[ \t]*\|")
RULE_ROW = re.compile(r"[ \t|:\-]+\Z")
NOTE = re.compile(r" {0,3}\[\^[^\]]+\]:[ \t]*")
DEFINITION = re.compile(r":[ \t]+")
RULE = re.compile(r" {0,3}(?:[-*_][ \t]*){3,}\Z")
UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*\Z")
HEADED = re.compile(r"(#{1,6})[ \t]*(.*?)[ \t]*#*[ \t]*\Z")
BLOCK_KINDS: Mapping[str, PassageKind] = {"faq": "question", "button": "button", "figure": "caption", "quotation": "quotation"}
CAPTIONED = frozenset({"emergency", "urgent", "routine", "do", "dont", "warning", "driving", "key-facts", "steps", "timeline", "faq", "button"})


@dataclass
class _Chunk:
    kind: PassageKind
    spans: list[tuple[int, int]]
    level: int = 0


class MarkdownReader:
    """Reads the passages of one manuscript."""

    def __init__(self, text: Manuscript) -> None:
        self.manuscript = text
        self.source = text.source.text
        self.file = text.source.file
        self.section = ""
        self.lead_in = ""

    def read(self) -> Iterator[Passage]:
        """The passages of the body, in order."""
        manuscript = self.manuscript
        opened = {block.line: block for block in manuscript.blocks}
        inside: list[tuple[int, str]] = []
        chunk: _Chunk | None = None
        for line in manuscript.lines:
            while inside and inside[-1][0] and line.number >= inside[-1][0]:
                if chunk:
                    yield from self.passage(chunk, inside)
                    chunk = None
                inside.pop()
            if line.kind in ("text", "indented"):
                started = self.start(line, chunk)
                if started and chunk:
                    yield from self.passage(chunk, inside)
                    chunk = None
                chunk = self.extended(line, chunk)
                continue
            if chunk:
                yield from self.passage(chunk, inside)
                chunk = None
            if line.kind == "heading":
                yield from self.heading(line, inside)
            elif line.kind == "block" and line.number in opened:
                block = opened[line.number]
                if block.end:
                    inside.append((block.end, block.name))
                yield from self.opening(line, inside)
            elif line.kind == "option":
                yield from self.option(line, inside)
        if chunk:
            yield from self.passage(chunk, inside)

    def start(self, line: Line, chunk: _Chunk | None) -> bool:
        """Whether a line starts a passage of its own."""
        if chunk is None:
            return True
        if UNDERLINE.match(line.text) and chunk.kind == "paragraph":
            return False
        if ROW.match(line.text) or "|" in line.text and chunk.kind == "cell":
            return True
        if ITEM.match(line.text) or NOTE.match(line.text):
            return True
        quoted = bool(QUOTE.match(line.text))
        if quoted and not line.text.strip("> \t"):
            return True
        return quoted != (chunk.kind == "quotation")

    def extended(self, line: Line, chunk: _Chunk | None) -> _Chunk | None:
        text, start = line.text, line.start
        if RULE.match(text) and chunk is None or RULE_ROW.match(text) and "|" in text:
            return chunk
        if chunk and UNDERLINE.match(text) and chunk.kind == "paragraph":
            chunk.kind, chunk.level = "heading", 1 if "=" in text else 2
            return chunk
        kind: PassageKind = "paragraph"
        offset = len(text) - len(text.lstrip())
        if match := QUOTE.match(text):
            kind, offset = "quotation", match.end()
            if item := ITEM.match(text, offset):
                offset = item.end()
        elif match := ITEM.match(text):
            kind, offset = "item", match.end()
        elif match := NOTE.match(text):
            offset = match.end()
        elif ROW.match(text) or text.count("|") >= 2:
            kind = "cell"
        elif match := DEFINITION.match(text):
            offset = match.end()
        if not text[offset:].strip():
            return chunk
        span = (start + offset, start + len(text.rstrip()))
        if chunk is None:
            return _Chunk(kind, [span])
        chunk.spans.append(span)
        return chunk

    def passage(self, chunk: _Chunk, inside: list[tuple[int, str]]) -> Iterator[Passage]:
        block = inside[-1][1] if inside else ""
        if chunk.kind == "cell":
            yield from self.cells(chunk, block)
            return
        kind: PassageKind = "quotation" if block == "quotation" else chunk.kind
        passage = self.made(kind, chunk.spans, block, chunk.level)
        if passage is None:
            return
        if passage.kind == "heading":
            self.section, self.lead_in = passage.text, ""
        elif kind == "paragraph":
            self.lead_in = passage.text if passage.text.rstrip().endswith(":") else ""
        yield passage

    def cells(self, chunk: _Chunk, block: str) -> Iterator[Passage]:
        for start, end in chunk.spans:
            at = start
            for part in re.split(r"(?<!\\)\|", self.source[start:end]):
                if part.strip():
                    lead = len(part) - len(part.lstrip())
                    made = self.made("cell", [(at + lead, at + len(part.rstrip()))], block)
                    if made:
                        yield made
                at += len(part) + 1

    def heading(self, line: Line, inside: list[tuple[int, str]]) -> Iterator[Passage]:
        match = HEADED.match(line.text)
        if match and match[2]:
            span = (line.start + match.start(2), line.start + match.end(2))
            made = self.made("heading", [span], inside[-1][1] if inside else "", len(match[1]))
            if made:
                self.section, self.lead_in = made.text, ""
                yield made

    def opening(self, line: Line, inside: list[tuple[int, str]]) -> Iterator[Passage]:
        match = OPENING.match(line.text)
        self.lead_in = ""
        if not match or not match[4] or match[3] not in CAPTIONED:
            return
        kind = BLOCK_KINDS.get(match[3], "heading")
        made = self.made(kind, [(line.start + match.start(4), line.start + match.end(4))], match[3], 3)
        if made:
            if match[3] in ("do", "dont", "emergency", "urgent", "routine"):
                self.lead_in = made.text
            yield made

    def option(self, line: Line, inside: list[tuple[int, str]]) -> Iterator[Passage]:
        match = re.match(r"([ \t]+(?:caption|credit):[ \t]*)([\"']?)(.*?)\2[ \t]*\Z", line.text)
        if match and match[3] and inside:
            made = self.made("caption", [(line.start + match.start(3), line.start + match.end(3))], inside[-1][1])
            if made:
                yield made

    def made(self, kind: PassageKind, spans: list[tuple[int, int]], block: str, level: int = 0) -> Passage | None:
        reading = Reading()
        for number, (start, end) in enumerate(spans):
            if number:
                reading.add(" ", start - 1)
            reading.inline(self.source, start, end)
        text = "".join(reading.text)
        if not text.strip():
            return None
        raw = self.source[spans[0][0] : spans[-1][1]].strip()
        bold = bool(re.match(r"(\*\*|__)[^*]+\1[.?!:]*(?:[ \t]*\{[^}]*\})?\Z", raw))
        return Passage(
            kind, text, self.file, tuple(self.placed(reading)), tuple(reading.cited), block,
            self.lead_in if kind == "item" else "", self.section, level, tuple(reading.links), bold,
        )

    def placed(self, reading: Reading) -> Iterator[tuple[int, int, int]]:
        for offset, source in reading.places:
            line = self.manuscript.line_at(source)
            yield offset, line.number, source - line.start + 1


def body_passages(text: Manuscript) -> tuple[Passage, ...]:
    """The passages of a Markdown body."""
    return tuple(MarkdownReader(text).read())
