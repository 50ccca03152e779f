"""Prose in pieces: passages of a document, their sentences, and the place of every word."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import field
from functools import cached_property
from typing import Literal

from clinicsite.language.lexicon import lexicon
from clinicsite.language.words import spans_of, spoken_words, words_of
from clinicsite.model.diagnostic import Location
from clinicsite.model.frozen import frozen

PassageKind = Literal[
    "title", "description", "summary", "heading", "paragraph", "item", "cell", "quotation", "question", "button", "caption", "field"
]


FURNITURE = re.compile(r"©|all rights reserved|copyright \d{4}|(?: · [^·]*){2}", re.I)
"""The line of names and links that stands at the foot of pages."""


@frozen(slots=True)
class Cited:
    """Works cited at an offset of a passage's text."""

    keys: tuple[str, ...]
    offset: int


@frozen()
class Passage:
    """A paragraph, heading, list item, table cell or other piece of prose.

    `text` is what a reader reads, without marks. `places` maps its offsets to lines and columns: `(offset, line, column)`
    wherever the two part ways. `block` names the `///` block or the care card it stands in, `lead_in` is what a list
    item completes, `section` the heading it stands under, `level` a heading's level.
    """

    kind: PassageKind
    text: str
    file: str
    places: tuple[tuple[int, int, int], ...]
    cited: tuple[Cited, ...] = ()
    block: str = ""
    lead_in: str = ""
    section: str = ""
    level: int = 0
    links: tuple[tuple[str, int], ...] = ()
    emphasized: bool = False

    def at(self, offset: int) -> Location:
        """The place of an offset of `text`."""
        index = max(bisect_right(self._offsets, offset) - 1, 0)
        start, line, column = self.places[index]
        return Location(self.file, line, column + offset - start)

    @cached_property
    def _offsets(self) -> list[int]:
        return [start for start, _, _ in self.places]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        from clinicsite.language.sentences import sentences_of

        return tuple(sentences_of(self))


@frozen()
class Sentence:
    """A sentence of a passage, from `start` to `end`, with the works it cites."""

    passage: Passage
    start: int
    end: int
    keys: tuple[str, ...] = ()
    before: Sentence | None = field(default=None, repr=False, compare=False)
    """The sentence before it in the passage, or the question that the passage answers."""

    @cached_property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]

    @cached_property
    def words(self) -> list[str]:
        return words_of(self.text)

    @cached_property
    def spoken(self) -> list[str]:
        """Its words as a reader speaks them, without names."""
        return spoken_words(self.text)

    @cached_property
    def _marked(self) -> tuple[list[str], frozenset[str]]:
        return lexicon().marked(self.words)

    @property
    def marked(self) -> list[str]:
        """Each word with its classes, as `word¦class¦class`."""
        return self._marked[0]

    @property
    def features(self) -> frozenset[str]:
        """Every word, and every class as `<class>`."""
        return self._marked[1]

    @cached_property
    def shadow(self) -> str:
        """The marked words in a row, each after a space: what patterns search."""
        return "".join([" " + mark for mark in self.marked])

    @property
    def is_question(self) -> bool:
        return self.text.rstrip(" \"”')").endswith("?")

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets in the passage of the marked words from `first` to `last`."""
        spans = spans_of(self.text)
        return self.start + spans[first][0], self.start + spans[last][1]

    def has(self, *names: str) -> bool:
        """Whether one of these words or `<class>`es stands in it."""
        return not self.features.isdisjoint(names)


@frozen()
class Prose:
    """A document as its readers read it. `kind` is the kind of page; `title` is its name in messages and reports."""

    file: str
    kind: str
    passages: tuple[Passage, ...]
    audience: str = "patient"
    title: str = ""
    everywhere: str = ""
    """What the site prints on each of its pages, such as the disclaimer at the foot."""

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order; the first of an answer knows its question."""
        found: list[Sentence] = []
        question: Sentence | None = None
        for passage in self.passages:
            for number, sentence in enumerate(passage.sentences):
                if number == 0 and question and passage.kind not in ("heading", "title", "question"):
                    sentence = Sentence(passage, sentence.start, sentence.end, sentence.keys, question)
                elif number == 1 and found[-1].passage is passage and found[-1].before is not sentence.before:
                    sentence = Sentence(passage, sentence.start, sentence.end, sentence.keys, found[-1])
                found.append(sentence)
            asks = passage.kind in ("heading", "question") or passage.emphasized
            last = found[-1] if passage.sentences else None
            question = last if asks and last and last.is_question else None
        return tuple(found)

    @cached_property
    def main(self) -> tuple[Passage, ...]:
        """What stands on the page itself, without title, description and the furniture at its foot."""
        return tuple(p for p in self.passages if p.kind not in ("title", "description") and not FURNITURE.search(p.text))

    @cached_property
    def main_text(self) -> str:
        return "\n".join(passage.text for passage in self.main)

    @cached_property
    def body(self) -> tuple[Passage, ...]:
        """What stands on the page itself."""
        return tuple(p for p in self.passages if p.kind not in ("description",))

    @cached_property
    def features(self) -> frozenset[str]:
        """Every word and class of the main text."""
        found: set[str] = set()
        for sentence in self.sentences:
            found |= sentence.features
        return frozenset(found)

    @cached_property
    def cited(self) -> frozenset[str]:
        """Every work that the text cites."""
        return frozenset(key for passage in self.passages for cited in passage.cited for key in cited.keys)
