"""YAML as writers mean it, with the place of every key.

PyYAML composes; the walk from nodes to values is ours, because the ready constructors keep the last of two equal
keys, read `17:30` as 1050 and `no` as False, and lose all places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from clinicsite.model.diagnostic import Diagnostic, Location

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


@dataclass
class YamlDocument:
    """Values and the place of each: dotted key -> (line, column) in the file, both from 1."""

    values: Any = None
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)


def read_yaml(text: str, file: str, first_line: int = 1) -> YamlDocument:
    """Read one YAML document. `first_line` is the file's line on which `text` starts. Never raises on bad input."""
    document = YamlDocument()
    loader = PlainLoader(text)
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        document.problems.append(_syntax(error, text, file, first_line))
        return document
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        document.problems.append(_unreadable(error, file, first_line))
        return document
    finally:
        loader.dispose()
    if node is not None:
        document.values = _Walk(file, first_line, document).value(node, "")
    return document


class _Walk:
    def __init__(self, file: str, first_line: int, document: YamlDocument) -> None:
        self.file, self.first_line, self.document = file, first_line, document
        self.nodes, self.depth, self.stopped = 0, 0, False

    def at(self, node: yaml.Node) -> Location:
        return Location(self.file, node.start_mark.line + self.first_line, node.start_mark.column + 1)

    def report(self, code: str, message: str, node: yaml.Node, hint: str) -> None:
        self.document.problems.append(Diagnostic(code, message, self.at(node), hint))

    def value(self, node: yaml.Node, path: str) -> Any:
        self.nodes += 1
        if self.stopped or self.nodes > MOST_NODES or self.depth > DEEPEST:
            if not self.stopped:
                self.stopped = True
                self.report(
                    "FMT006", "This YAML refers to itself or unfolds into far too much.", node,
                    "Write the values out instead of using `&` and `*`.",
                )
            return None
        place = self.at(node)
        self.document.places.setdefault(path, (place.line, place.column))
        self.depth += 1
        try:
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
        kind = node.tag.removeprefix("tag:yaml.org,2002:")
        text = node.value
        if kind == "str":
            return text
        if kind == "null":
            return None
        if kind == "bool":
            return text.lower() == "true"
        if kind == "int" and re.fullmatch(r"[-+]?\d{1,18}", text):
            return int(text)
        if kind == "float" and re.fullmatch(r"[-+]?\d{1,18}\.\d{1,18}", text):
            return float(text)
        if kind == "timestamp":
            try:
                return date.fromisoformat(text)
            except ValueError:
                self.report("FMT008", f"There is no day `{text}`.", node, "Write a real date as year-month-day, as in `2026-11-03`.")
                return None
        self.report("FMT007", f"YAML tags such as `{node.tag}` are not read here.", node, "Remove the word that starts with `!`.")
        return None


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _syntax(error: yaml.MarkedYAMLError, text: str, file: str, first_line: int) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.split("\n")
    row = lines[line] if line < len(lines) else ""
    value_with_colon = re.match(r"(\s*(?:-\s+)?[\w-]+:\s+)([^'\"\[{|>&*!#].*:(?:\s.*|$))", row)
    if value_with_colon:
        before, value = value_with_colon[1], value_with_colon[2].rstrip()
        quoted = value.replace('"', '\\"')
        return Diagnostic(
            "FMT003", "The front matter is not valid YAML: a value holds a colon.",
            Location(file, line + first_line, len(before) + value.find(":") + 1),
            f'Quote it: `{before.strip()} "{quoted}"`.',
        )
    if "\t" in row:
        return Diagnostic(
            "FMT003", "The front matter is not valid YAML: it is indented with a tab.",
            Location(file, line + first_line, row.find("\t") + 1), "Use spaces.",
        )
    problem = (error.problem or "it cannot be read").rstrip(".")
    return Diagnostic(
        "FMT003", f"The front matter is not valid YAML: {problem}.", Location(file, line + first_line, column + 1),
        "Look at this line and the one before it; quote values that hold `:`, `#`, `[`, `{` or quotation marks.",
    )


def _unreadable(error: Exception, file: str, first_line: int) -> Diagnostic:
    position = getattr(error, "position", None)
    what = "a character that YAML does not allow" if position is not None else "it is nested too deeply"
    return Diagnostic(
        "FMT003", f"The front matter is not valid YAML: {what}.", Location(file, first_line, 1),
        "Type the text anew, without invisible characters.",
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
