"""Style sheets: each page carries the parts that it shows, as far as a narrow screen needs them to paint; the rest comes in a
sheet that only wide screens and paper wait for."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping

from clinicsite.model.frozen import frozen

EVERYWHERE = ("tokens", "base", "layout", "parts")
"""The sheets of every page, in this order."""
ORDER = (
    *EVERYWHERE, "tongue", "untranslated", "edges", "drawings", "pieces", "hours", "tables", "rows", "stages", "reading", "contents", "glosses", "figures", "cards", "notes", "steps",
    "bylines", "facts", "following", "after", "bar", "forms", "home", "clinic", "search",
)
"""In which our own sheets count: of two rules of equal weight the later holds. Others follow by their names."""
LATER = "later.css"
PAPER = "print"
FOR = re.compile(r"\A\s*/\*\s*for:([\w\s,-]+)\*/")
STRING = r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')"
PIECE = re.compile(rf"{STRING}|[{{}};]")
LEAST = re.compile(r"min-width:\s*([\d.]+)(rem|em|px)")
NARROW = 40.0
"""From this many rem on a screen is wide. `later.css` is linked for it in layouts/base.html."""
CLASSES = re.compile(r'class="([^"]*)"')
PLACE = "<x-styles></x-styles>"
"""Where a page's own parts go, once it is known which they are."""


@frozen(slots=True)
class Part:
    """A style sheet. `classes` call for it where a page has one of them; one without is for every page. `narrow` is what
    every screen needs, `wide` what only wide ones do."""

    name: str
    classes: frozenset[str]
    narrow: str
    wide: str

    @property
    def digest(self) -> str:
        """As a Content-Security-Policy names it."""
        return f"sha256-{base64.b64encode(hashlib.sha256(self.narrow.encode()).digest()).decode()}"


@frozen(slots=True)
class Styles:
    """The parts of a site's pages, in the order in which they count, and the style sheet of paper."""

    parts: tuple[Part, ...]
    paper: str = ""

    def put_down(self) -> str:
        """All of it as JSON, as `taken_up` reads it."""
        return json.dumps([self.paper, *((part.name, sorted(part.classes), part.narrow, part.wide) for part in self.parts)])

    @classmethod
    def taken_up(cls, text: str) -> Styles:
        paper, *parts = json.loads(text)
        return cls(tuple(Part(name, frozenset(classes), narrow, wide) for name, classes, narrow, wide in parts), paper)

    def of(self, html: str) -> str:
        """The style elements that a page needs, by the classes that stand in it."""
        used = {name for names in CLASSES.findall(html) for name in names.split()}
        chosen = (part for part in self.parts if not part.classes or part.classes & used)
        return "".join(f'<style data-sheet="{part.name}">{part.narrow}</style>' for part in chosen if part.narrow)

    def put_into(self, html: str) -> str:
        return html.replace(PLACE, self.of(html), 1) if PLACE in html else html

    @property
    def later(self) -> str:
        """What narrow screens do without."""
        return "".join(part.wide for part in self.parts) + self.paper

    @property
    def digest(self) -> str:
        """16 hex digits for all of it."""
        told = repr([(part.name, sorted(part.classes), part.narrow, part.wide) for part in self.parts] + [self.paper])
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def digests(self) -> tuple[str, ...]:
        return tuple(part.digest for part in self.parts if part.narrow)


def styles_of(sheets: Mapping[str, str]) -> Styles:
    """The parts among style sheets, given as name -> text: those of every page, and those that name classes in their first
    line, as in `/* for: card, steps */`. Any other sheet is for a template to link."""
    called = {name: FOR.match(text) for name, text in sorted(sheets.items()) if name not in EVERYWHERE}
    chosen = [name for name in EVERYWHERE if name in sheets] + [name for name, match in called.items() if match]
    parts = []
    for name in sorted(chosen, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name)):
        match = called.get(name)
        narrow, wide = divided(tidy_css(sheets[name]))
        parts.append(Part(name, frozenset(match[1].replace(",", " ").split()) if match else frozenset(), narrow, wide))
    return Styles(tuple(parts), tidy_css(sheets.get(PAPER, "")))


def tidy_css(css: str) -> str:
    """The style sheet without comments and without white space that says nothing. Strings stay as they are."""
    kept = re.split(STRING, re.sub(f"{STRING}|/\\*.*?\\*/", lambda m: m[1] or " ", css, flags=re.S))
    for i in range(0, len(kept), 2):
        text = re.sub(r"\s+", " ", kept[i])
        text = re.sub(r"\s*([{};,>])\s*", r"\1", text)
        text = re.sub(r"(?<=[{;(])([\w-]+):\s+", r"\1:", text).replace(";}", "}")
        kept[i] = re.sub(r"(?<![\w.])0(?=\.\d)", "", text)
    return "".join(kept).strip() + "\n"


def divided(css: str) -> tuple[str, str]:
    """A tidy style sheet as what every screen needs and what only wide ones do, each within its layers."""
    narrow, wide = [], []
    for prelude, body in _statements(css.strip()):
        if body is None:
            narrow.append(f"{prelude};")
        elif prelude.startswith("@layer"):
            for side, inner in zip((narrow, wide), divided(body)):
                side += [f"{prelude}{{{inner}}}"] if inner else []
        else:
            (wide if _is_wide(prelude) else narrow).append(f"{prelude}{{{body}}}")
    return "".join(narrow), "".join(wide)


def _is_wide(prelude: str) -> bool:
    """Whether a rule is only for screens from `NARROW` on, or for boxes that no narrower screen has room for."""
    least = LEAST.search(prelude) if prelude.startswith(("@media", "@container")) else None
    return least is not None and "," not in prelude and float(least[1]) / (16 if least[2] == "px" else 1) >= NARROW


def _statements(css: str) -> Iterator[tuple[str, str | None]]:
    """Each rule as what stands before its braces and what in them; None for one without braces."""
    start = depth = 0
    opened = 0
    for match in PIECE.finditer(css):
        sign = match[0]
        if sign == "{":
            opened = match.start() if depth == 0 else opened
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : match.start()]
                start = match.end()
        elif sign == ";" and depth == 0:
            yield css[start : match.start()].strip(), None
            start = match.end()
