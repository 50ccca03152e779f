"""HTML as a row of tokens with their places: start tags, end tags and the text between them.

Saved pages are soup, and can be megabytes of anything. `html.parser` looks at unclosed tags and comments again and again
and loses the places of words behind an entity; one pattern that never looks back does neither. It takes a tag, comment
or script that never ends up to the end of the page, as browsers do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from html import unescape

from clinicsite.model.frozen import frozen

_VALUE = r"\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|(?![\"'>])[^\s>]++"
_ATTRIBUTES = rf"(?:[^>=]++|=\s*+(?:{_VALUE})?)*+(?:>|\Z)"
TOKEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    rf"|<(script|style|textarea|title|noscript)(?![^\s/>])({_ATTRIBUTES})(.*?)(?:</\1(?![^\s/>])[^>]*+(?:>|\Z)|\Z)"
    r"|</([a-zA-Z][^\s/>]*+)[^>]*+(?:>|\Z)"
    rf"|<([a-zA-Z][^\s/>]*+)({_ATTRIBUTES})"
    r"|<[!?][^>]*+(?:>|\Z)",
    re.S | re.I,
)
"""Comments, elements that hold nothing but text, end tags, start tags, and what browsers take for a comment."""
ATTRIBUTE = re.compile(r"([^\s=\"'/>]+)(?:\s*=\s*(?:\"([^\"]*)\"?|'([^']*)'?|([^\s>]+)))?")


@frozen()
class Tag:
    """A start tag, or with `ends` an end tag; `content` is what an element holds that holds nothing but text.

    `start` is the offset of `<`, `inner` that of the content.
    """

    name: str
    raw: str
    start: int
    ends: bool = False
    content: str = ""
    inner: int = 0

    @cached_property
    def attributes(self) -> dict[str, str]:
        """Names in small letters, values with entities decoded; the first of two counts, as in browsers."""
        found: dict[str, str] = {}
        for match in ATTRIBUTE.finditer(self.raw):
            found.setdefault(match[1].lower(), unescape(match[2] or match[3] or match[4] or ""))
        return found

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def place_of(self, name: str) -> int:
        """The offset at which an attribute's value starts, else that of the tag."""
        for match in ATTRIBUTE.finditer(self.raw):
            if match[1].lower() == name:
                group = next((group for group in (2, 3, 4) if match[group]), 1)
                return self.start + 1 + len(self.name) + match.start(group)
        return self.start


@frozen(slots=True)
class Words:
    """Text between tags, as it is written, with its offset."""

    raw: str
    start: int


def tokens(html: str) -> Iterator[Tag | Words]:
    """The tokens of a page, in order. Comments are left out."""
    at = 0
    for match in TOKEN.finditer(html):
        if match.start() > at:
            yield Words(html[at : match.start()], at)
        at = match.end()
        if match[1]:
            yield Tag(match[1].lower(), match[2], match.start(), content=match[3], inner=match.start(3))
        elif match[4]:
            yield Tag(match[4].lower(), "", match.start(), ends=True)
        elif match[5]:
            yield Tag(match[5].lower(), match[6], match.start())
    if at < len(html):
        yield Words(html[at:], at)
