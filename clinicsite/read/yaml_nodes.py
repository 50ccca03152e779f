"""YAML as writers mean it, with the place of every key.

PyYAML composes; the walk from nodes to values is ours, because the ready constructors keep the last of two equal
keys, read `17:30` as 1050 and `no` as False, and lose all places.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.read.yaml_mistakes import IN_PLAIN_WORDS, LOOK, find_mistake

Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CODES = {
    "FMT003": "A text is not valid YAML.",
    "FMT004": "A key stands twice.",
    "FMT006": "YAML refers to itself, or unfolds into far too much.",
    "FMT007": "A YAML tag is not read here.",
    "FMT008": "A date does not exist.",
}
DEEPEST = 20
MOST_NODES = 20_000
MOST_BRACKETS = 1_000
"""With more signs that may nest, depth is measured first: composing overflows the stack at some 100,000 levels."""
NESTING = ("[", "{", "- ", "-\t", "? ", "?\t")
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class PlainLoader(Base):  # type: ignore[misc]
    """A loader with the resolvers of YAML 1.2's core schema and dates: `no` and `17:30` stay words."""


PlainLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)\Z", "tTfF"),
    ("null", r"(?:~|null|Null|NULL|)\Z", ["~", "n", "N", ""]),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)\Z", "-+0123456789"),
    ("float", r"[-+]?[0-9]+\.[0-9]+\Z", "-+0123456789"),
    ("timestamp", r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", "0123456789"),
):
    PlainLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


STANDARD = "tag:yaml.org,2002:"
COLLECTIONS = frozenset({f"{STANDARD}map", f"{STANDARD}seq"})
NUMBERS = {"int": re.compile(r"[-+]?[0-9]+"), "float": re.compile(r"[-+]?[0-9]+\.[0-9]+")}
LONGEST_NUMBER = 18
"""Longer ones are identifiers, and stay words."""


@dataclass
class YamlDocument:
    """Values and the place of each: dotted key -> (line, column) in the file, both from 1."""

    values: Any = None
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)


def read_yaml(text: str, file: str, first_line: int = 1) -> YamlDocument:
    """Read one YAML document. `first_line` is the file's line on which `text` starts. Never raises on bad input."""
    document = YamlDocument()
    places = _Places(text, file, first_line)
    if unseen := UNSEEN.search(text):
        document.problems.append(_unseen(unseen, places))
        return document
    try:
        if sum(map(text.count, NESTING)) > MOST_BRACKETS and (deep := _too_deep(text)):
            document.problems.append(_too_much(places.at(deep)))
            return document
        loader = PlainLoader(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        document.problems.append(_syntax(error, places))
        return document
    if node is not None:
        document.values = _Walk(places, document).value(node, "")
    return document


class _Places:
    """Places in the file. PyYAML counts some characters as line ends that editors do not, so only its offsets are used."""

    def __init__(self, text: str, file: str, first_line: int) -> None:
        self.rows, self.file, self.first_line = text.split("\n"), file, first_line
        self.starts = [0]
        for row in self.rows:
            self.starts.append(self.starts[-1] + len(row) + 1)

    def row_of(self, mark: yaml.Mark) -> int:
        return min(bisect_right(self.starts, mark.index) - 1, len(self.rows) - 1)

    def at(self, mark: yaml.Mark) -> Location:
        row = self.row_of(mark)
        return self.on(row, mark.index - self.starts[row] + 1)

    def on(self, row: int, column: int) -> Location:
        return Location(self.file, row + self.first_line, column)

    @property
    def whole(self) -> str:
        """How the YAML is called in messages."""
        return "The front matter" if self.file.endswith(".md") else "This file"


def _too_deep(text: str) -> yaml.Mark | None:
    """Where the text nests too deeply, found without nesting calls."""
    depth = -1
    for event in yaml.parse(text, Loader=Base):
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            if depth > DEEPEST:
                return event.start_mark
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
    return None


class _Walk:
    def __init__(self, places: _Places, document: YamlDocument) -> None:
        self.places, self.document = places, document
        self.nodes, self.depth, self.stopped = 0, 0, False

    def at(self, node: yaml.Node) -> Location:
        return self.places.at(node.start_mark)

    def report(self, code: str, message: str, node: yaml.Node, hint: str) -> None:
        self.document.problems.append(Diagnostic(code, message, self.at(node), hint))

    def value(self, node: yaml.Node, path: str) -> Any:
        self.nodes += 1
        if self.stopped or self.nodes > MOST_NODES or self.depth > DEEPEST:
            if not self.stopped:
                self.stopped = True
                self.document.problems.append(_too_much(self.at(node)))
            return None
        place = self.at(node)
        self.document.places.setdefault(path, (place.line, place.column))
        self.depth += 1
        try:
            if not isinstance(node, yaml.ScalarNode) and node.tag not in COLLECTIONS:
                return self.tagged(node)
            if isinstance(node, yaml.MappingNode):
                return self.mapping(node, path)
            if isinstance(node, yaml.SequenceNode):
                return [self.value(child, _join(path, str(i))) for i, child in enumerate(node.value)]
            return self.scalar(node)
        finally:
            self.depth -= 1

    def mapping(self, node: yaml.MappingNode, path: str) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.report("FMT003", "A key must be one word.", key_node, "Write `key: value`.")
                continue
            key = key_node.value
            if key in values:
                first, _ = self.document.places[_join(path, key)]
                self.report(
                    "FMT004", f"The key `{key}` stands here twice; the first is on line {first}.", key_node,
                    "Keep one of the two.",
                )
                continue
            place = self.at(key_node)
            self.document.places[_join(path, key)] = (place.line, place.column)
            values[key] = self.value(value_node, _join(path, key))
        return values

    def scalar(self, node: yaml.ScalarNode) -> Any:
        kind = node.tag.removeprefix(STANDARD)
        text = node.value
        if kind == "str":
            return text
        if kind == "null" and text.lower() in ("", "~", "null"):
            return None
        if kind == "bool" and text.lower() in ("true", "false"):
            return text.lower() == "true"
        if kind in NUMBERS and NUMBERS[kind].fullmatch(text):
            return text if len(text) > LONGEST_NUMBER else int(text) if kind == "int" else float(text)
        if kind == "timestamp":
            try:
                return date.fromisoformat(text)
            except ValueError:
                self.report(
                    "FMT008", f"There is no day `{text}`.", node,
                    "Write a real date as year-month-day, as in `2026-11-03`.",
                )
                return None
        return self.tagged(node)

    def tagged(self, node: yaml.Node) -> None:
        tag = node.tag.replace(STANDARD, "!!")
        self.report("FMT007", f"YAML tags such as `{tag}` are not read here.", node, "Remove the word that starts with `!`.")


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _syntax(error: yaml.MarkedYAMLError, places: _Places) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    opened = error.context_mark if error.context_mark and "block" not in (error.context or "") else mark
    if known := find_mistake(places.rows, places.row_of(mark), places.row_of(opened)):
        row, mistake = known
        return Diagnostic(
            "FMT003", f"{places.whole} is not valid YAML: {mistake.message}.", places.on(row, mistake.column), mistake.hint
        )
    problem = error.problem or "it cannot be read"
    message, hint = IN_PLAIN_WORDS.get(problem, (problem.rstrip("."), LOOK))
    where = opened if problem.startswith("could not find") else mark
    return Diagnostic("FMT003", f"{places.whole} is not valid YAML: {message}.", places.at(where), hint)


def _unseen(match: re.Match[str], places: _Places) -> Diagnostic:
    row = bisect_right(places.starts, match.start()) - 1
    return Diagnostic(
        "FMT003", f"{places.whole} is not valid YAML: it holds the unseen character U+{ord(match[0]):04X}.",
        places.on(row, match.start() - places.starts[row] + 1), "Delete it, or type the line anew.",
    )


def _too_much(where: Location) -> Diagnostic:
    return Diagnostic(
        "FMT006", "This YAML refers to itself or unfolds into far too much.", where,
        "Write the values out instead of using `&` and `*`, and nest them less.",
    )


def places_of(document: YamlDocument) -> tuple[tuple[str, int, int], ...]:
    """The places as a page keeps them: (dotted key, line, column)."""
    return tuple((key, line, column) for key, (line, column) in document.places.items())


def walk_strings(values: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every string among the values with its dotted key."""
    if isinstance(values, str):
        yield path, values
    elif isinstance(values, dict):
        for key, value in values.items():
            yield from walk_strings(value, _join(path, key))
    elif isinstance(values, list):
        for i, value in enumerate(values):
            yield from walk_strings(value, _join(path, str(i)))
