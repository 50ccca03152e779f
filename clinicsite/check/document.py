"""A page of HTML as the rules see it: headings, links, pictures, ids and what the browser would load.

One pattern finds the tags. A pass of `html.parser` that does nothing at all takes longer than all rules together;
tests/check/test_document.py holds the two against each other. The pattern takes tags and comments that never end up to
the end of the page, as browsers do, and never looks at a sign twice: a saved page may be megabytes of anything.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property
from html import unescape
from urllib.parse import urlsplit

from clinicsite.check.trust import NOBODY, Trust
from clinicsite.model.diagnostic import Location
from clinicsite.model.frozen import frozen

_VALUE = r"\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|(?![\"'>])[^\s>]++"
_ATTRIBUTES = rf"((?:[^>=]++|=\s*+(?:{_VALUE})?)*+)(?:>|\Z)"
COMMENT = r"<!--(?:-?>|.*?(?:--!?>|\Z))"
RAW = rf"<(script|style|textarea)(?![^\s/>]){_ATTRIBUTES}.*?(?:</\1(?![^\s/>])[^>]*+(?:>|\Z)|\Z)"
"""An element whose content is text, up to its end tag or the end of the page."""
START = rf"<([a-zA-Z][^\s/>]*+){_ATTRIBUTES}"
TAG = re.compile(rf"{COMMENT}|{RAW}|{START}", re.S | re.I)
ATTRIBUTE = re.compile(r"([^\s=\"'/>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")
MARKS = re.compile(r"<[^>]*>")
SAID = re.compile(r"<(?:img|svg)\b[^>]*?\b(?:alt|aria-label)=\"([^\"]+)\"", re.I)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CLOSE = {tag: re.compile(rf"</{tag}\s*>", re.I) for tag in (*HEADINGS, "a", "button", "title")}
BARE = frozenset({*CLOSE, "form", "html", "img", "input", "script", "select", "style", "textarea"})
"""Tags that count even without attributes."""
REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "form", "popovertarget", "commandfor")
FETCHED = frozenset(
    {"stylesheet", "icon", "shortcut", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon", "manifest", "preload",
     "modulepreload", "prefetch", "prerender", "preconnect", "dns-prefetch"}
)
"""Relations of a `<link>` for which browsers open a connection without being asked."""
LOADED = {
    "img": ("src", "srcset"), "script": ("src",), "source": ("src", "srcset"), "video": ("src", "poster"), "audio": ("src",),
    "iframe": ("src",), "embed": ("src",), "object": ("data",), "track": ("src",), "input": ("src",),
    "use": ("href", "xlink:href"), "image": ("href", "xlink:href"),
}


@frozen(slots=True)
class Element:
    """A start tag with attributes, or one that counts without: where it begins and ends in the page."""

    tag: str
    raw: str
    start: int
    end: int

    def is_closed(self, html: str) -> bool:
        """Whether the tag ends in `>`, rather than with the page."""
        return html.startswith(">", self.start + len(self.tag) + len(self.raw) + 1)

    @property
    def attributes(self) -> dict[str, str]:
        """Names in lower case, values with entities decoded; the first of two counts, as in browsers."""
        found: dict[str, str] = {}
        for name, double, single, bare in ATTRIBUTE.findall(self.raw):
            found.setdefault(name.lower(), unescape(double or single or bare))
        return found


@frozen(slots=True)
class Reference:
    """An address that a page holds. `loads` tells what the browser fetches by itself from what a visitor follows."""

    target: str
    element: Element
    attribute: str
    loads: bool


@frozen(eq=False)
class Document:
    """A page of HTML: one of ours, with its `path` under site/, or the file `file` of somebody else's site.

    `base_url` is where its site lives, empty when that is unknown, and `trust` whom the clinic has agreements with.
    """

    path: str
    html: str
    elements: tuple[Element, ...]
    by_tag: Mapping[str, tuple[Element, ...]] = field(repr=False)
    file: str = ""
    base_url: str = ""
    trust: Trust = NOBODY

    def at(self, element: Element) -> Location:
        return self.place(element.start)

    def place(self, offset: int) -> Location:
        """The line and column of a sign of the page."""
        line = bisect_right(self._lines, offset)
        return Location(self.file or f"site/{self.path}", line, offset - self._lines[line - 1] + 1)

    @cached_property
    def _lines(self) -> tuple[int, ...]:
        return (0, *(match.end() for match in re.finditer("\n", self.html)))

    def content(self, element: Element) -> str:
        """What stands in a script, a style or a text box."""
        inside = self.html[self.content_start(element) : element.end]
        before, _, end = inside.rpartition("</")
        return before if end[: len(element.tag)].lower() == element.tag else inside

    def content_start(self, element: Element) -> int:
        return element.start + len(element.tag) + len(element.raw) + 2

    def said(self, element: Element) -> str:
        """What a screen reader says of a link, button or heading: its text, pictures' words among it."""
        close = CLOSE[element.tag].search(self.html, element.end)
        inside = self.html[element.end : close.start() if close else len(self.html)]
        if "<" in inside:
            inside = " ".join((*SAID.findall(inside), MARKS.sub(" ", inside)))
        return " ".join(unescape(inside).split())

    @cached_property
    def small(self) -> bytes:
        """The page in small ASCII letters, in which a rule sees quickly whether it has to look closer."""
        return self.html.encode("utf-8", "replace").lower()

    @cached_property
    def headings(self) -> tuple[Element, ...]:
        return tuple(element for element in self.elements if element.tag in HEADINGS)

    @cached_property
    def ids(self) -> Mapping[str, tuple[Element, ...]]:
        found: dict[str, list[Element]] = {}
        for element in self.elements:
            if "id=" in element.raw and (name := element.attributes.get("id")):
                found.setdefault(name, []).append(element)
        return {name: tuple(elements) for name, elements in found.items()}

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        return tuple(_references(self))


def read_document(path: str, html: str, base_url: str = "", trust: Trust = NOBODY, file: str = "") -> Document:
    """Find the start tags of a page. Comments and what stands in scripts, styles and text boxes are passed over; a tag's
    `end` is that of the whole element there. `file` names a page that is not one of site/."""
    elements: list[Element] = []
    by_tag: dict[str, list[Element]] = {}
    for match in TAG.finditer(html):
        raw_tag, raw, tag, attributes = match.groups()
        if tag is None and raw_tag is None:
            continue
        name = (tag or raw_tag).lower()
        if attributes or name in BARE:
            element = Element(name, raw if raw_tag else attributes, match.start(), match.end())
            if match.end() == len(html) and not element.is_closed(html):
                continue
            elements.append(element)
            by_tag.setdefault(name, []).append(element)
    found = {tag: tuple(elements) for tag, elements in by_tag.items()}
    return Document(path, html, tuple(elements), found, file, base_url, trust)


def is_foreign(target: str, base_url: str) -> bool:
    """Whether an address lies on another host or scheme than `base_url`. Browsers read `\\` as `/`."""
    target = target.replace("\\", "/")
    if target.startswith("//"):
        return True
    parts = urlsplit(base_url)
    origin = f"{parts.scheme}://{parts.netloc}/"
    return target.lower().startswith(("http:", "https:")) and not f"{target}/".startswith(origin)


def _references(page: Document) -> Iterator[Reference]:
    for element in page.by_tag.get("a", ()):
        attributes = element.attributes
        if "href" in attributes:
            yield Reference(attributes["href"], element, "href", False)
        if "ping" in attributes:
            yield Reference(attributes["ping"], element, "ping", True)
    for element in page.by_tag.get("link", ()):
        attributes = element.attributes
        relations = set(attributes.get("rel", "").lower().split())
        if "href" in attributes:
            yield Reference(attributes["href"], element, "href", bool(relations & FETCHED))
    for tag, names in LOADED.items():
        for element in page.by_tag.get(tag, ()):
            attributes = element.attributes
            for name in names:
                if name in attributes:
                    for target in _addresses(name, attributes[name]):
                        yield Reference(target, element, name, True)


def _addresses(name: str, value: str) -> Iterator[str]:
    if name != "srcset":
        yield value.strip()
        return
    for candidate in value.split(","):
        if candidate.strip():
            yield candidate.split()[0]
