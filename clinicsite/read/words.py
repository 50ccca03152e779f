"""The words of a page that a medical review is about, each with its line, and their stamp.

What counts is what readers read: the title, description, summary and every other value of front matter that holds words,
and the body. The same words give the same stamp however they are marked up, linked, quoted or broken into lines.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from clinicsite.model.formats import Clock, Inline, Text
from clinicsite.model.frozen import frozen
from clinicsite.model.page import Page
from clinicsite.read.plain import CALLS, plain, same_signs
from clinicsite.read.scan import ATTRIBUTES, BLOCK, CLOSE, FENCED, HEADING, OPTION
from clinicsite.read.yaml_nodes import read_yaml, walk_strings

VERSION = "v1"
"""Stands in front of every stamp, for the way in which words are counted. Another way would ask every page for a review."""
STAMP_SIGNS = rf"{VERSION}-[0-9a-f]{{16}}"
STAMP = re.compile(rf"{STAMP_SIGNS}\Z")
ITEM = re.compile(r"[ \t]*(?:[-*+]|(\d{1,9})\.)[ \t]+(?=\S)")
RULE = re.compile(r"[ \t]*(?:=+|-+|(?:[-*_][ \t]*){3,})[ \t]*\Z")
QUOTE = re.compile(r"\A(?: {0,3}>[ \t]?)+")
NOTE = re.compile(r"\A {0,3}\[\^[^\]\n]+\]:[ \t]*")
MEANING = re.compile(r"\A {0,3}:[ \t]+(?=\S)")
DEFINITION = re.compile(r" {0,3}\[(?![\^@])([^\[\]\n]+)\]:[ \t]*\S+[ \t]*(?:\"[^\"]*\"|'[^']*'|\([^()]*\))?[ \t]*\Z")
COLUMNS = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")
CELL = re.compile(r"(?<!\\)\|")
PATHS = frozenset({"figure"})
"""Blocks whose argument is a file and no words."""


@frozen(slots=True)
class Word:
    """A word with the line of the file that it stands on."""

    text: str
    line: int


Passage = tuple[Word, ...]
"""A value of front matter after its key, or a paragraph, heading, item, row of a table or block line of the body."""


def passages(page: Page) -> tuple[Passage, ...]:
    """The words of a page: front matter in the order of its schema, then the body."""
    return (*_front(page), *_Reader(page).run())


def words_of(page: Page) -> Passage:
    """The same in one run."""
    return tuple(word for passage in passages(page) for word in passage)


def text_of(page: Page) -> str:
    """The words of a page, one passage on each line."""
    return "".join(" ".join(word.text for word in passage) + "\n" for passage in passages(page))


def stamp_of(text: str) -> str:
    """The stamp of words: `v1-` and the first 16 hex digits of their SHA-256. Spaces and line ends do not count."""
    return f"{VERSION}-{hashlib.sha256(' '.join(text.split()).encode()).hexdigest()[:16]}"


def _front(page: Page) -> Iterator[Passage]:
    for key, text in _values(page.meta, type(page.meta), ""):
        line = page.where(key).line
        yield tuple(Word(word, line) for word in (f"{key}:", *plain(text).split()))


def _values(value: Any, hint: Any, key: str) -> Iterator[tuple[str, str]]:
    """The strings of a value whose types say that they hold words or hours, each with its dotted key, and the numbers of
    its parts. In `extra` every string counts."""
    if dataclasses.is_dataclass(value):
        for name, inner in _hints(type(value)).items():
            yield from _values(getattr(value, name), inner, f"{key}.{name}" if key else name)
    elif isinstance(value, tuple):
        inner = next((a for a in typing.get_args(_bare(hint)) if a is not ...), Any)
        for n, item in enumerate(value):
            yield from _values(item, inner, f"{key}.{n}")
    elif isinstance(value, Mapping):
        inner = (typing.get_args(_bare(hint)) or (Any,))[-1]
        for name, item in value.items():
            if inner is Any:
                yield from ((path, text) for path, text in walk_strings(item, f"{key}.{name}"))
            else:
                yield from _values(item, inner, f"{key}.{name}")
    elif isinstance(value, str) and _bare(hint) in (Text, Inline, Clock):
        yield key, value
    elif type(value) is int and "." in key:
        yield key, str(value)


@cache
def _hints(shape: type[Any]) -> dict[str, Any]:
    return typing.get_type_hints(shape, include_extras=True)


def _bare(hint: Any) -> Any:
    """A type without its `| None`."""
    arguments = typing.get_args(hint)
    return next((a for a in arguments if a is not type(None)), hint) if type(None) in arguments else hint


class _Reader:
    """Reads a body line by line and gathers its passages."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lines = page.body.text.split("\n")
        self.found: list[Passage] = []
        self.paragraph: list[tuple[str, int, bool]] = []
        self.options: list[tuple[str, int]] | None = None
        self.block = ""
        self.numbers: dict[int, int] = {}
        self.item = False
        names = (DEFINITION.match(line) for line in self.lines)
        self.references = frozenset(name[1].casefold() for name in names if name)

    def run(self) -> list[Passage]:
        code = dict(self.code())
        for n, text in enumerate(self.lines):
            line = n + self.page.body.first_line
            if n in code:
                self.end()
                self.add(code[n], line, same_signs)
            elif self.options is not None and OPTION.match(text):
                self.options.append((text, line))
            else:
                self.end_options()
                self.line(text, line)
        self.end_options()
        self.end()
        return self.found

    def code(self) -> Iterator[tuple[int, str]]:
        """The lines between fences of code, by index; the fences themselves are empty."""
        text = self.page.body.text
        for match in FENCED.finditer(text):
            first = text.count("\n", 0, match.start())
            inside = match[0].split("\n")
            closed = len(inside) > 1 and inside[-1].strip() == match[1]
            for n, line in enumerate(inside):
                yield first + n, "" if n == 0 or closed and n == len(inside) - 1 else line

    def line(self, text: str, line: int) -> None:
        if not text.strip():
            self.end()
        elif opening := BLOCK.match(text):
            self.end()
            self.block, self.options = opening[2], []
            self.mark(f"///{self.block}", "" if self.block in PATHS else opening[3] or "", line)
        elif CLOSE.match(text):
            self.end()
            self.mark("///", "", line)
        elif heading := HEADING.match(text):
            self.end()
            self.numbers.clear()
            self.add(ATTRIBUTES.sub("", heading[2]), line)
        elif DEFINITION.match(text) or RULE.match(text):
            return
        else:
            unmarked, starts = self.unmarked(text)
            self.paragraph.append((unmarked, line, starts))

    def unmarked(self, text: str) -> tuple[str, bool]:
        """A line without the marks of a list, quotation, footnote or definition, and whether it starts an item. A number
        that a list would count to by itself is a mark too."""
        text = NOTE.sub("", QUOTE.sub("", text))
        if MEANING.match(text):
            return MEANING.sub("", text), True
        item = ITEM.match(text)
        if item and (self.item or not self.paragraph):
            self.item = True
            rest = text[item.end() :]
            if not item[1]:
                return rest, True
            depth, number = len(text) - len(text.lstrip()), int(item[1])
            counted = number in (1, self.numbers.get(depth, 0) + 1)
            self.numbers[depth] = number
            return (rest if counted else f"{number}. {rest}"), True
        if not self.paragraph and not text.startswith((" ", "\t")):
            self.numbers.clear()
        return text, False

    def mark(self, sign: str, text: str, line: int) -> None:
        """A block line: what kind of block it opens, or that it closes one, is part of what is said."""
        self.found.append(tuple(Word(word, line) for word in (sign, *plain(text, self.references).split())))

    def add(self, text: str, line: int, clean: Any = None) -> None:
        """Take in lines of text, the first of which is `line`."""
        cleaned = clean(text) if clean else plain(text, self.references)
        if found := tuple(Word(word, line + n) for n, row in enumerate(cleaned.split("\n")) for word in row.split()):
            self.found.append(found)

    def end(self) -> None:
        """End the paragraph, or the table, that has been gathered."""
        rows, self.paragraph, self.item = self.paragraph, [], False
        if len(rows) > 1 and "|" in rows[0][0] and COLUMNS.match(rows[1][0]):
            for text, line, _ in (rows[0], *rows[2:]):
                cells = CELL.split(text.strip().removeprefix("|").removesuffix("|"))
                self.add("| " + " | ".join(cell.strip() for cell in cells) + " |", line)
            return
        items: list[dict[int, str]] = []
        for text, line, starts in rows:
            if starts or not items:
                items.append({})
            items[-1][line] = text
        for item in items:
            first, last = min(item), max(item)
            self.add("\n".join(item.get(line, "") for line in range(first, last + 1)), first)

    def end_options(self) -> None:
        options, self.options = self.options, None
        if not options:
            return
        first = options[0][1]
        document = read_yaml("\n".join(text for text, _ in options) + "\n", "", first)
        values = document.values
        if document.problems or not isinstance(values, dict):
            self.add("\n".join(text for text, _ in options), first)
            return
        for key, value in values.items():
            target = key == "to"
            if value is None or target and not str(value).startswith(CALLS):
                continue
            words = plain(str(value), self.references).split()
            line = document.places.get(key, (first, 1))[0]
            self.found.append(tuple(Word(word, line) for word in (f"{key}:", *words)))
