"""HTML becomes prose: the main text of any page, ours or a saved one, without menus, footers, forms' labels and banners."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from clinicsite.language.elements import BLOCKS, ENDED_BY, ROOT, VOID, Element, opened
from clinicsite.language.passage import Cited, Passage, PassageKind
from clinicsite.language.places import Lines
from clinicsite.language.tags import Tag, Words, tokens
from clinicsite.model.frozen import frozen

UNSEEN = r"\u00ad\u200b-\u200d\u2060\ufeff"
PIECE = re.compile(
    rf"(\s+)|(&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?)|([{UNSEEN}]+)|[^\s&{UNSEEN}]+|&"
)
"""Space, an entity, characters that nobody sees, words."""
DEEPEST = 200
"""How far out an end tag looks for its start tag."""
NOTE = re.compile(r"[\[(]?\d+(?:\s*[,–-]\s*\d+)*[\])]?\Z")
"""What the mark of a footnote or reference looks like."""


@dataclass
class _Chunk:
    """The text of a passage that is being read."""

    kind: str
    level: int = 0
    region: str = "body"
    text: list[str] = field(default_factory=list)
    length: int = 0
    places: list[tuple[int, int]] = field(default_factory=list)
    cited: list[Cited] = field(default_factory=list)
    links: list[tuple[str, int]] = field(default_factory=list)
    bold: int = 0
    spaced: bool = True

    def add(self, words: str, source: int, bold: bool = False) -> None:
        start, place = self.places[-1] if self.places else (-1, -1)
        if source - place != self.length - start or not self.places:
            self.places.append((self.length, source))
        self.text.append(words)
        self.length += len(words)
        self.bold += len(words) if bold or words == " " else 0


@frozen()
class Markup:
    """What a page of HTML holds: its passages, and what it says of itself."""

    passages: tuple[Passage, ...]
    title: str = ""
    heading: str = ""
    address: str = ""
    """Where it lives, if it says so."""
    type: str = ""
    """Its Open Graph type, as in `article`."""


def read_markup(html: str, file: str) -> Markup:
    """The title, description and main text of a page: of `<main>`, else of its articles where they are most of it, else of
    the whole body. Lines and columns are those of the text. Soup is read as browsers read it; nothing raises."""
    return _Reader(html, file).read()


class _Reader:
    def __init__(self, html: str, file: str) -> None:
        self.html, self.file = html, file
        self.lines = Lines(html)
        self.open: list[Element] = []
        self.chunk: _Chunk | None = None
        self.found: list[tuple[str, Passage]] = []
        self.head: list[Passage] = []
        self.section = self.lead_in = self.address = self.type = self.title = ""
        self.noted: list[tuple[str, int]] | None = None

    def read(self) -> Markup:
        for token in tokens(self.html):
            if isinstance(token, Words):
                self.say(token.raw, token.start)
            elif token.ends:
                self.end(token.name)
            else:
                self.start(token)
        self.flush()
        chosen = tuple(self.chosen())
        heading = next((p.text for _, p in self.found if p.kind == "heading" and p.level == 1), "")
        return Markup((*self.head, *chosen), self.title, heading, self.address, self.type)

    # Which text is the main one

    def chosen(self) -> Iterator[Passage]:
        """The passages of the main text, those of a header that holds the page's own heading among them."""
        regions = {region for region, _ in self.found}
        headed = any(region == "header" and p.kind == "heading" and p.level == 1 for region, p in self.found)
        wanted = {"main"} if "main" in regions else {"article", "body"}
        if "main" not in regions and 2 * self.length_of("article") > self.length_of("body") + self.length_of("article"):
            wanted = {"article"}
        if headed or not regions & wanted:
            wanted |= {"header"}
        for region, passage in self.found:
            first = passage.kind == "heading" and passage.level == 1
            if region in wanted or first:
                yield passage

    def length_of(self, region: str) -> int:
        return sum(len(passage.text) for where, passage in self.found if where == region)

    # Tags

    def start(self, tag: Tag) -> None:
        name = tag.name
        if name in ("title", "meta", "link"):
            self.about(tag)
            return
        if name in ("script", "style", "textarea", "noscript"):
            return
        if name in ("main", "article"):
            self.leave_silence()
        self.end_unclosed(name)
        if name in BLOCKS:
            self.flush()
        if name in VOID:
            self.void(tag)
            return
        element = opened(tag, self.inside)
        if element.apart:
            self.flush()
        if element.note and self.noted is None:
            self.noted = []
        self.open.append(element)
        if name == "q":
            self.add("“", tag.start)

    def end(self, name: str) -> None:
        if name in BLOCKS:
            self.flush()
        for index in range(len(self.open) - 1, max(len(self.open) - DEEPEST, -1), -1):
            if self.open[index].tag == name:
                for element in reversed(self.open[index:]):
                    self.close(element)
                del self.open[index:]
                return

    def close(self, element: Element) -> None:
        if element.tag == "q":
            self.add("”", self.chunk.places[-1][1] if self.chunk and self.chunk.places else 0)
        if element.note:
            self.end_note()
        if element.href is not None and self.chunk:
            self.chunk.links.append((element.href, self.chunk.length))
        if element.apart:
            self.flush()

    def end_unclosed(self, name: str) -> None:
        while self.open and name in ENDED_BY.get(self.open[-1].tag, ()):
            self.flush()
            self.open.pop()

    def leave_silence(self) -> None:
        """The main text never stands in a menu or a footer: one that is still open was never closed."""
        for index, element in enumerate(self.open[:DEEPEST]):
            if element.tag in ("nav", "footer", "header", "label", "head", "p"):
                self.flush()
                del self.open[index:]
                return

    def void(self, tag: Tag) -> None:
        if self.inside.silent:
            return
        if tag.name in ("br", "wbr"):
            self.say(" " if tag.name == "br" else "", tag.start)
        elif tag.name == "input" and tag.get("type").lower() in ("submit", "button") and tag.get("value").strip():
            self.flush()
            self.found += [(self.inside.region, passage) for passage in self.made("button", tag, "value")]

    def about(self, tag: Tag) -> None:
        """The title, the description and the address that a page gives itself."""
        name = (tag.get("name") or tag.get("property") or tag.get("rel")).lower()
        if tag.name == "title" and not self.title and self.inside.tag != "svg":
            before, self.chunk = self.chunk, _Chunk("title")
            self.pieces(tag.content, tag.inner)
            passage = self.passage_of(self.chunk)
            self.chunk = before
            if passage:
                self.title = passage.text
                self.head.insert(0, passage)
        elif name == "description" and tag.get("content").strip():
            self.head += self.made("description", tag, "content")
        elif name in ("canonical", "og:url"):
            self.address = self.address or tag.get("href") or tag.get("content")
        elif name == "og:type":
            self.type = tag.get("content").lower()

    def made(self, kind: PassageKind, tag: Tag, name: str) -> Iterator[Passage]:
        text, at = " ".join(tag.get(name).split()), tag.place_of(name)
        yield Passage(kind, text, self.file, ((0, *self.lines.at(at)),), section=self.section)

    # Text

    @property
    def inside(self) -> Element:
        return self.open[-1] if self.open else ROOT

    def say(self, raw: str, source: int) -> None:
        if self.inside.silent or self.chunk is None and not raw.strip():
            return
        if self.chunk is None:
            kind = self.inside.kind or "paragraph"
            self.chunk = _Chunk(kind, self.inside.level if kind == "heading" else 0, self.inside.region)
        self.pieces(raw, source)

    def pieces(self, raw: str, source: int) -> None:
        for match in PIECE.finditer(raw):
            if match[1]:
                self.add(" ", source + match.start())
            elif match[2]:
                decoded = unescape(match[2])
                self.add(" " if decoded.isspace() else decoded.strip("\u00ad\u200b\u200c\u200d"), source + match.start())
            elif not match[3]:
                self.add(match[0], source + match.start())

    def add(self, words: str, source: int) -> None:
        if self.noted is not None:
            self.noted.append((words, source))
            return
        chunk = self.chunk
        if chunk is None or not words or words == " " and chunk.spaced:
            return
        chunk.add(words, source, self.inside.strong)
        chunk.spaced = words == " "

    def end_note(self) -> None:
        """What stood in a raised or linked mark is a citation where it looks like one, else text."""
        noted, self.noted = self.noted or [], None
        text = "".join(words for words, _ in noted).strip()
        if NOTE.match(text):
            if self.chunk:
                self.chunk.cited.append(Cited(tuple(re.findall(r"\d+", text)), self.chunk.length))
            return
        for words, source in noted:
            self.add(words, source)

    # Passages

    def flush(self) -> None:
        if self.noted is not None:
            self.end_note()
        chunk, self.chunk = self.chunk, None
        if chunk is None or (passage := self.passage_of(chunk)) is None:
            return
        self.found.append((chunk.region, passage))
        if passage.kind in ("heading", "question"):
            self.section, self.lead_in = passage.text, ""
        elif passage.kind == "paragraph":
            self.lead_in = passage.text if passage.text.endswith(":") else ""

    def passage_of(self, chunk: _Chunk) -> Passage | None:
        text = "".join(chunk.text).rstrip()
        if not re.search(r"\w", text):
            return None
        kind, level = chunk.kind, chunk.level
        if kind == "term":
            kind, level = ("question", 0) if text.endswith("?") else ("heading", 4)
        places = tuple((offset, *self.lines.at(source)) for offset, source in chunk.places)
        return Passage(
            kind, text, self.file, places, tuple(chunk.cited), "", self.lead_in if kind == "item" else "", self.section,  # type: ignore[arg-type]
            level, tuple(chunk.links), kind == "paragraph" and chunk.bold >= len(text),
        )
