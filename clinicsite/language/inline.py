"""Inline Markdown as a reader reads it: the words, where each stands in the source, and what was cited."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from clinicsite.language.passage import Cited
from clinicsite.read.scan import CITATION

MARK = re.compile(
    r"(?P<code>`+[^`\n]+`+)"
    r"|(?P<cite>\[@[^\[\]]*\])"
    r"|(?P<note>\[\^[^\]]+\])"
    r"|(?P<image>!\[[^\]]*\]\([^)]*\))"
    r"|(?P<linkend>\]\((?:[^()\s]|\([^()]*\))*(?:\s+(?:\"[^\"]*\"|'[^']*'))?\)(?:\{[^}\n]*\})?)"
    r"|(?P<open>\[)(?=[^\[\]]*(?:\[[^\]]*\][^\[\]]*)*\]\()"
    r"|(?P<auto><(?:https?://|mailto:|tel:)[^>\s]+>)"
    r"|(?P<tag></?[A-Za-z!][^>\n]*>)"
    r"|(?P<attributes>\{:?[ \t]*[.#][^}\n]*\})"
    r"|(?P<bare>https?://[^\s)>\]]+)"
    r"|(?P<entity>&(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z]+);)"
    r"|(?P<escape>\\[\\`*_{}\[\]()>#+.!|~<\"$-])"
    r"|(?P<strong>\*{1,3}|(?<![A-Za-z0-9])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![A-Za-z0-9])|~~)"
)
SIGNED = re.compile(r"[`\[\]<{&\\*_~]")
"""What a text has in it where any of these marks is, but a bare address."""
TARGET = re.compile(r"\]\(\s*<?([^\s<>()]*(?:\([^()]*\)[^\s<>()]*)*)")


@dataclass
class Reading:
    """Text read so far. `places` are `(offset, source offset)` pairs where the two part ways."""

    text: list[str] = field(default_factory=list)
    length: int = 0
    places: list[tuple[int, int]] = field(default_factory=list)
    cited: list[Cited] = field(default_factory=list)
    links: list[tuple[str, int]] = field(default_factory=list)

    def add(self, words: str, source: int) -> None:
        if words:
            self.places.append((self.length, source))
            self.text.append(words)
            self.length += len(words)

    def inline(self, source: str, start: int, end: int) -> None:
        """Read `source` from `start` to `end`."""
        at = start
        if not SIGNED.search(source, start, end) and source.find("http", start, end) < 0:
            self.add(source[start:end], start)
            return
        for match in MARK.finditer(source, start, end):
            self.add(source[at : match.start()], at)
            at = match.end()
            kind = match.lastgroup
            if kind == "cite":
                found = CITATION.match(match[0])
                if found:
                    keys = tuple(key.strip().removeprefix("@") for key in found[1].split(";"))
                    self.cited.append(Cited(keys, self.length))
            elif kind == "entity":
                self.add(unescape(match[0]), match.start())
            elif kind == "escape":
                self.add(match[0][1], match.start() + 1)
            elif kind == "linkend":
                target = TARGET.match(match[0])
                self.links.append((target[1] if target else "", self.length))
            elif kind == "bare":
                self.links.append((match[0], self.length))
            elif kind == "auto":
                self.links.append((match[0].strip("<>"), self.length))
            elif kind == "tag" and match[0].lower().startswith("<br"):
                self.add(" ", match.start())
        self.add(source[at:end], at)
