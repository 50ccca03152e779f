"""A scan of a Markdown body: headings, links, images, citations and blocks, each with its line and column.

Python-Markdown keeps no positions, so what needs one is found here, on the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clinicsite.model.address import unique_anchor
from clinicsite.model.page import BlockUse, Body, Citation, Heading, Link

FENCED = re.compile(
    r"^(`{3,}|~{3,})[ \t]*(?:\{[^\n]*\}|\.?[\w#.+-]*[ \t]*(?:hl_lines=(\"|').*?\2[ \t]*)?)\n"
    r".*?(?:(?<=\n)\1[ \t]*$|\Z)",
    re.M | re.S,
)
"""What Python-Markdown takes for a block of code between fences; one that is never closed takes the rest."""
HEADING = re.compile(r"^(#{1,6})[ \t]*(.*?)[ \t]*#*[ \t]*$")
ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*([^}]*)\}[ \t]*$")
BLOCK = re.compile(r"^ {0,3}(/{3,})[ \t]*([\w-]+)(?:[ \t]*\|[ \t]*(.*?))?[ \t]*$")
CLOSE = re.compile(r"^ {0,3}(/{3,})[ \t]*$")
OPTION = re.compile(r"^ {4,}\S")
BUTTON_TO = re.compile(r"^ +to:\s*([\"']?)(.*?)\1\s*$")
PLAIN = re.compile(r"(?<![`\\])(`+)(?!`).+?(?<!`)\1(?!`)|\\[\\`*_{}\[\]()>#+\-.!|~<]", re.S)
"""Code and escaped signs, in which nothing is a link or a citation."""
LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?((?:[^\s()<>]|\([^\s()]*\))*)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)")
CITATION = re.compile(r"\[(@[^\[\]@\s;]+(?:\s*;\s*@[^\[\]@\s;]+)*)\]")
WORD = re.compile(r"[^\W_][\w’'.,:%$-]*", re.U)
EMPHASIS = re.compile(r"(?<!\w)_([^_]+)_(?!\w)")
TITLED = frozenset({"emergency", "urgent", "routine", "do", "dont", "warning", "driving", "key-facts", "steps", "timeline", "faq"})
TARGETS = {"figure": "argument", "button": "to"}


@dataclass
class _Open:
    name: str
    argument: str
    line: int
    slashes: int


def strip_inline(text: str) -> str:
    """Inline Markdown as a reader hears it: no marks, link text only, no citations."""
    if "[" in text:
        text = LINK.sub(lambda m: m[2], CITATION.sub("", text))
    text = text.replace("*", "").replace("`", "")
    if "_" in text:
        text = EMPHASIS.sub(r"\1", text.replace("__", ""))
    return text.strip()


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
        self.paragraph: list[str] = []

    def run(self) -> Body:
        options = False
        text = FENCED.sub(lambda code: "\n" * code[0].count("\n"), self.text)
        for number, line in enumerate(text.split("\n"), self.first_line):
            start = line.lstrip()[:1]
            if not start or start == "/" and (BLOCK.match(line) or CLOSE.match(line)) or start == "#" and HEADING.match(line):
                self.end_paragraph(number)
            if start == "/" and self.block_line(line, number):
                options = True
            elif options and OPTION.match(line):
                self.option_line(line, number)
            else:
                options = False
                self.prose_line(line, number)
        self.end_paragraph(self.first_line + self.text.count("\n") + 1)
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
            self.links.append(Link(argument, "", number, start.start(3) + 1 if argument else 1, image=True))
        elif name in TITLED and argument:
            self.count(argument)
            if name not in ("do", "dont"):
                self.add_heading(3, argument, "", number, counted=False)
        return True

    def option_line(self, line: str, number: int) -> None:
        to = BUTTON_TO.match(line)
        if to and self.open and self.open[-1].name == "button":
            self.links.append(Link(to[2], self.open[-1].argument, number, to.start(2) + 1))

    def prose_line(self, line: str, number: int) -> None:
        heading = HEADING.match(line) if line.startswith("#") else None
        if heading:
            text, anchor = heading[2], ""
            attributes = ATTRIBUTES.search(text)
            if attributes:
                text = text[: attributes.start()]
                found = re.search(r"#([\w:.-]+)", attributes[1])
                anchor = found[1] if found else ""
            self.add_heading(len(heading[1]), strip_inline(text), anchor, number)
        self.paragraph.append(line)
        if heading:
            self.end_paragraph(number + 1)
        self.count(strip_inline(line))

    def end_paragraph(self, number: int) -> None:
        """Look for links and citations in the lines that end before line `number`; they may go over line ends."""
        lines, self.paragraph = self.paragraph, []
        text = "\n".join(lines)
        if "[" not in text:
            return
        first = number - len(lines)
        clear = PLAIN.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)
        for match in LINK.finditer(clear):
            self.link(match, text, first, 0)
            for inner in LINK.finditer(match[2]):
                self.link(inner, text, first, match.start(2))
        for match in CITATION.finditer(clear):
            self.citations.append(Citation(_keys(match), *_place(text, match.start(), first)))

    def link(self, match: re.Match[str], text: str, first: int, offset: int) -> None:
        words = " ".join(strip_inline(text[match.start(2) + offset : match.end(2) + offset]).split())
        self.links.append(Link(match[3], words, *_place(text, match.start() + offset, first), image=bool(match[1])))
        if match[1]:
            self.counts[-1][1] += 1

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


def _place(text: str, offset: int, first: int) -> tuple[int, int]:
    return first + text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset)


def _keys(match: re.Match[str]) -> tuple[str, ...]:
    return tuple(key.strip().removeprefix("@") for key in match[1].split(";"))


def citations_in(line: str, number: int, offset: int = 0) -> Iterator[Citation]:
    """The citations of one line; columns count from 1, `offset` columns to the right."""
    for match in CITATION.finditer(line):
        yield Citation(_keys(match), number, match.start() + 1 + offset)
