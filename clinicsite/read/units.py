"""A file as the units that are translated one by one: each text of its front matter, each paragraph, heading, list item and
row of its body. Two languages of a page are laid side by side by them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from clinicsite.model.clinic import Clinic
from clinicsite.model.form import Form
from clinicsite.model.frozen import frozen
from clinicsite.model.languages import original_of
from clinicsite.model.page import Source
from clinicsite.model.reference import Term
from clinicsite.read.frontmatter import read_frontmatter
from clinicsite.read.routes import kind_of, shape_of
from clinicsite.read.scan import BLOCK, CLOSE, HEADING, OPTION
from clinicsite.read.translatable import words_of
from clinicsite.read.yaml_nodes import YamlDocument, read_yaml

ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}\.)[ \t]+(?=\S)")
RULE = re.compile(r"[ \t|:-]+\Z")
CARDS = frozenset({"emergency", "urgent", "routine"})
DIGITS = 6
Pair = tuple["Unit | None", "Unit | None"]


@frozen(slots=True)
class Unit:
    """A text with its place in the file. `key` is its dotted key in the front matter, empty in the body, where `kind` is
    `heading 2`, `block urgent`, `option`, `item`, `row` or `paragraph`."""

    kind: str
    text: str
    line: int
    column: int = 1
    key: str = ""

    @property
    def what(self) -> str:
        """What it is, in a message."""
        name = self.kind.partition(" ")[2]
        if self.kind.startswith("block"):
            return f"{'care card' if name in CARDS else 'block'} `{name}`"
        said = {"item": "list item", "row": "row of a table", "option": "text of a block"}
        return said.get(self.kind, self.kind.partition(" ")[0])


@lru_cache(maxsize=20_000)
def units_of(source: Source) -> tuple[Unit, ...]:
    """The units of an English file or a translation; none where it cannot be read."""
    path = original_of(source.path)
    if path.endswith(".md"):
        return tuple(_page(source, path))
    document = read_yaml(source.text, source.file)
    if path == "glossary.yaml":
        return tuple(_terms(document))
    return tuple(_front(Clinic if path == "clinic.yaml" else Form, document))


def _page(source: Source, path: str) -> Iterator[Unit]:
    kind, front = kind_of(path), read_frontmatter(source.text, source.file)
    if kind is None:
        return
    layouts = (None, "home", "fees") if kind == "page" else (None,)
    shapes = [shape_of(kind, layout) for layout in layouts]
    known: dict[str, Unit] = {}
    for shape in shapes:
        known |= {unit.key: unit for unit in _front(shape, front.document)}
    yield from known.values()
    yield from _body(front.body, front.first_line)


def _front(shape: type, document: YamlDocument) -> Iterator[Unit]:
    for key, text in words_of(shape, document.values):
        yield Unit("text", text, *document.places.get(key, (1, 1)), key)


def _terms(document: YamlDocument) -> Iterator[Unit]:
    for n, entry in enumerate(document.values if isinstance(document.values, list) else []):
        for key, text in words_of(Term, entry):
            if key in ("term", "definition"):
                yield Unit("text", text, *document.places.get(f"{n}.{key}", (1, 1)), f"{entry.get('id')}.{key}")


def _body(text: str, first_line: int) -> Iterator[Unit]:
    paragraph: list[str] = []
    start, options, figure = first_line, False, False
    for number, line in enumerate([*text.split("\n"), ""], first_line):
        unit = _line(line, number, options, figure)
        if unit is not None or not line.strip() or CLOSE.match(line):
            if paragraph:
                yield Unit("paragraph", " ".join(paragraph), start)
                paragraph = []
            if unit is not None and unit.text != "":
                yield unit
        else:
            start = start if paragraph else number
            paragraph.append(line.strip())
        block = BLOCK.match(line)
        options = bool(block) or options and bool(OPTION.match(line))
        figure = bool(block and block[2] == "figure") or figure and options


def _line(line: str, number: int, options: bool, figure: bool) -> Unit | None:
    """The unit that a line is by itself, or None where it belongs to a paragraph. One without text says nothing."""
    if options and OPTION.match(line):
        name, _, said = line.strip().partition(":")
        return Unit("option", "" if name == "to" else said.strip().strip("\"'"), number)
    if block := BLOCK.match(line):
        return Unit(f"block {block[2]}", " " if block[2] == "figure" else block[3] or " ", number)
    if heading := HEADING.match(line):
        return Unit(f"heading {len(heading[1])}", heading[2], number)
    if line.lstrip().startswith("|"):
        return Unit("row", "" if RULE.match(line) else line.strip(), number)
    if item := ITEM.match(line):
        return Unit("item", line[item.end():].strip(), number)
    return None


def pairs(english: Sequence[Unit], other: Sequence[Unit]) -> tuple[Pair, ...]:
    """Each English unit with its translation. Front matter is paired by key, and only where both have it; the body in order,
    with None for what one of the two lacks."""
    own = {unit.key: unit for unit in other if unit.key}
    found: list[Pair] = [(unit, own[unit.key]) for unit in english if unit.key in own]
    one, two = ([unit for unit in units if not unit.key] for units in (english, other))
    matcher = SequenceMatcher(None, [u.kind for u in one], [u.kind for u in two], autojunk=False)
    for _, a, b, c, d in matcher.get_opcodes():
        same = [(u, v) for u, v in zip(one[a:b], two[c:d]) if u.kind == v.kind]
        if len(same) == b - a == d - c:
            found += same
        else:
            found += [(unit, None) for unit in one[a:b]] + [(None, unit) for unit in two[c:d]]
    return tuple(found)


def digests(units: Sequence[Unit]) -> tuple[str, ...]:
    """Each unit's words as six hex digits, in order; its place in the file does not matter."""
    return tuple(
        hashlib.sha256(f"{unit.key or unit.kind}\0{' '.join(unit.text.split())}".encode()).hexdigest()[:DIGITS] for unit in units
    )
