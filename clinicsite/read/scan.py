"""A scan of a Markdown body: headings, links, images, citations and blocks, each with its line and column.

Python-Markdown keeps no positions, so what needs one is found here, on the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clinicsite.model.address import unique_anchor
from clinicsite.model.page import BlockUse, Body, Citation, Heading, Link

FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
HEADING = re.compile(r"^(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*([^}]*)\}[ \t]*$")
BLOCK = re.compile(r"^(/{3,})[ \t]*([\w-]+)(?:[ \t]*\|[ \t]*(.*?))?[ \t]*$")
CLOSE = re.compile(r"^(/{3,})[ \t]*$")
OPTION = re.compile(r"^ {4,}\S")
INLINE_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?((?:[^\s()<>]|\([^\s()]*\))*)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)")
CITATION = re.compile(r"\[(@[^\[\]@\s;]+(?:\s*;\s*@[^\[\]@\s;]+)*)\]")
WORD = re.compile(r"[^\W_][\w’'.,:%$-]*", re.U)
TITLED = frozenset({"emergency", "urgent", "routine", "do", "dont", "warning", "key-facts", "steps", "timeline", "faq"})
TARGETS = {"figure": "argument", "button": "to"}


@dataclass
class _Open:
    name: str
    argument: str
    line: int
    slashes: int


def strip_inline(text: str) -> str:
    """Inline Markdown as a reader hears it: no marks, link text only, no citations."""
    text = CITATION.sub("", text)
    text = LINK.sub(lambda m: m[2], text)
    text = re.sub(r"(\*\*|__|\*|`)", "", text)
    return re.sub(r"(?<!\w)_([^_]+)_(?!\w)", r"\1", text).strip()


def scan(text: str, first_line: int) -> Body:
    """Scan a body whose first line is line `first_line` of its file."""
    return _Scan(text, first_line).run()


class _Scan:
    def __init__(self, text: str, first_line: int) -> None:
        self.text, self.first_line = text, first_line
        self.taken: set[str] = set()
        self.headings: list[Heading] = []
        self.counts: list[list[int]] = [[0, 0]]
        self.links: list[Link] = []
        self.citations: list[Citation] = []
        self.blocks: list[BlockUse] = []
        self.open: list[_Open] = []

    def run(self) -> Body:
        fence = ""
        options = False
        lines = self.text.split("\n")
        for number, line in enumerate(lines, self.first_line):
            mark = FENCE.match(line)
            if fence:
                if mark and mark[1][0] == fence[0] and len(mark[1]) >= len(fence) and not line.strip(" `~"):
                    fence = ""
                continue
            if mark:
                fence = mark[1]
                continue
            if self.block_line(line, number):
                options = True
                continue
            if options and OPTION.match(line):
                self.option_line(line, number)
                continue
            options = False
            self.prose_line(line, number)
        for left in self.open:
            self.blocks.append(BlockUse(left.name, left.argument, left.line, 0, 0))
        return self.body()

    def block_line(self, line: str, number: int) -> bool:
        close = CLOSE.match(line)
        if close and self.open and any(o.slashes == len(close[1]) for o in self.open):
            while self.open:
                last = self.open.pop()
                matched = last.slashes == len(close[1])
                self.blocks.append(BlockUse(last.name, last.argument, last.line, number if matched else 0, len(self.open)))
                if matched:
                    return True
        start = BLOCK.match(line)
        if not start:
            return bool(close)
        name, argument = start[2], start[3] or ""
        self.open.append(_Open(name, argument, number, len(start[1])))
        if name == "figure":
            self.counts[-1][1] += 1
            column = line.find(argument) + 1 if argument else 1
            self.links.append(Link(argument, "", number, column, image=True))
        elif name in TITLED and argument:
            self.count(argument)
            if name not in ("do", "dont"):
                self.add_heading(3, argument, "", number, counted=False)
        return True

    def option_line(self, line: str, number: int) -> None:
        key, colon, value = line.strip().partition(":")
        if colon and key == "to" and self.open and self.open[-1].name == "button":
            target = value.strip().strip("\"'")
            self.links.append(Link(target, self.open[-1].argument, number, line.find(target) + 1))

    def prose_line(self, line: str, number: int) -> None:
        clear = INLINE_CODE.sub(lambda m: " " * len(m[0]), line)
        heading = HEADING.match(line)
        if heading:
            text, anchor = heading[2], ""
            attributes = ATTRIBUTES.search(text)
            if attributes:
                text = text[: attributes.start()]
                found = re.search(r"#([\w:.-]+)", attributes[1])
                anchor = found[1] if found else ""
            self.add_heading(len(heading[1]), strip_inline(text), anchor, number)
        self.references(clear, number)
        self.count(strip_inline(line))

    def references(self, line: str, number: int) -> None:
        for match in LINK.finditer(line):
            self.links.append(Link(match[3], strip_inline(match[2]), number, match.start() + 1, image=bool(match[1])))
            if match[1]:
                self.counts[-1][1] += 1
            for inner in LINK.finditer(match[2]):
                self.links.append(
                    Link(inner[3], strip_inline(inner[2]), number, match.start(2) + inner.start() + 1, image=bool(inner[1]))
                )
        self.citations.extend(citations_in(line, number))

    def add_heading(self, level: int, text: str, anchor: str, number: int, counted: bool = True) -> None:
        if anchor:
            self.taken.add(anchor)
        else:
            anchor = unique_anchor(text, self.taken)
        self.headings.append(Heading(level, text, anchor, number))
        self.counts.append([0, 0])

    def count(self, text: str) -> None:
        self.counts[-1][0] += len(WORD.findall(text))

    def body(self) -> Body:
        headings = tuple(
            Heading(h.level, h.text, h.id, h.line, words, figures)
            for h, (words, figures) in zip(self.headings, self.counts[1:])
        )
        return Body(
            text=self.text,
            first_line=self.first_line,
            headings=headings,
            links=tuple(self.links),
            citations=tuple(self.citations),
            blocks=tuple(sorted(self.blocks, key=lambda b: b.line)),
            words=sum(words for words, _ in self.counts),
            lead_words=self.counts[0][0],
        )


def citations_in(line: str, number: int, offset: int = 0) -> Iterator[Citation]:
    """The citations of one line; columns count from 1, `offset` columns to the right."""
    for match in CITATION.finditer(line):
        keys = tuple(key.strip().removeprefix("@") for key in match[1].split(";"))
        yield Citation(keys, number, match.start() + 1 + offset)
