"""The prose of front matter and of YAML files: each value a passage, each of its words where it stands in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any

from clinicsite.language.inline import Reading
from clinicsite.language.passage import Passage, PassageKind

FIELDS: Mapping[str, PassageKind] = {"title": "title", "description": "description", "summary": "summary"}
"""The keys of every page that hold prose."""
WORD = re.compile(r"\S+")
NUMBER = re.compile(r"(?:^|\.)\d+(?=\.|$)")
SLACK = 300
"""How far on in the file the next word of a value may stand."""


def front_passages(
    values: Mapping[str, Any],
    places: Mapping[str, tuple[int, int]],
    file: str,
    prose: Mapping[str, PassageKind] | None = None,
    text: str = "",
) -> tuple[Passage, ...]:
    """The prose of front matter: title, description, summary, and every further value that `prose` gives a kind.

    `places` are the lines and columns of dotted keys. A row of `prose` is a key or the end of a dotted one, without the
    numbers of list entries. `text` is the whole file; without it the words of a value are counted from its key.
    """
    return tuple(_Front(places, file, prose or {}, text).read(values, ""))


class _Front:
    def __init__(
        self, places: Mapping[str, tuple[int, int]], file: str, prose: Mapping[str, PassageKind], text: str
    ) -> None:
        self.places, self.file, self.prose, self.text = places, file, prose, text
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def read(self, value: Any, name: str) -> Iterator[Passage]:
        if isinstance(value, Mapping):
            for key, inner in value.items():
                yield from self.read(inner, f"{name}.{key}" if name else str(key))
        elif isinstance(value, (list, tuple)):
            for number, inner in enumerate(value):
                yield from self.read(inner, f"{name}.{number}")
        elif isinstance(value, str) and value.strip() and (kind := self.kind_of(name)):
            yield from self.passage(kind, name, value)

    def kind_of(self, name: str) -> PassageKind | None:
        if name in FIELDS:
            return FIELDS[name]
        key = NUMBER.sub("", name)
        while key:
            if key in self.prose:
                return self.prose[key]
            key = key.partition(".")[2]
        return None

    def passage(self, kind: PassageKind, name: str, value: str) -> Iterator[Passage]:
        reading = Reading()
        reading.inline(value, 0, len(value))
        words = "".join(reading.text)
        if words.strip():
            placed = tuple(self.placed(name, reading, self.aligned(name, value)))
            yield Passage(kind, words, self.file, placed, tuple(reading.cited), links=tuple(reading.links))

    def aligned(self, name: str, value: str) -> list[tuple[int, int]]:
        """Offsets of the value with the offsets of the file where the same words stand."""
        at = self.start_of(name)
        pairs: list[tuple[int, int]] = []
        for match in WORD.finditer(value):
            found = self.text.find(match[0], at, at + len(match[0]) + SLACK)
            if found >= 0:
                pairs.append((match.start(), found))
                at = found + len(match[0])
        return pairs

    def start_of(self, name: str) -> int:
        """The offset of the file at which a key's value begins, or the space before it."""
        line, column = self.place(name)
        if line > len(self.starts):
            return len(self.text)
        start = self.starts[line - 1] + column - 1
        key = re.compile(rf"[\"']?{re.escape(name.rpartition('.')[2])}[\"']?[ \t]*:").match(self.text, start)
        return key.end() if key else start

    def place(self, name: str) -> tuple[int, int]:
        while name and name not in self.places:
            name = name.rpartition(".")[0]
        return self.places.get(name, (1, 1))

    def placed(self, name: str, reading: Reading, pairs: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
        """The places of a passage: one wherever its text and the file part ways."""
        values = [value for value, _ in pairs]
        for number, (offset, value) in enumerate(reading.places):
            end = reading.places[number + 1][0] if number + 1 < len(reading.places) else reading.length
            first = bisect_right(values, value)
            yield (offset, *(self.at(value, *pairs[first - 1]) if first else self.beside(name, value)))
            for index in range(first, bisect_right(values, value + end - offset - 1)):
                yield (offset + values[index] - value, *self.at(values[index], *pairs[index]))

    def beside(self, name: str, value: int) -> tuple[int, int]:
        """Line and column counted from the key, where no word of the value was found in the file."""
        line, column = self.place(name)
        return line, column + value

    def at(self, value: int, start: int, source: int) -> tuple[int, int]:
        """Line and column of an offset of the value, by the word before it at `start`, which stands at `source`."""
        line = bisect_right(self.starts, source)
        return line, source - self.starts[line - 1] + 1 + value - start
