"""The words that rules know, by class: conditions, treatments, verbs of benefit, risks, hedges and others.

They stand in data/*.txt, one class after another:

    [condition weak]            the classes of what follows; `verbs` adds the forms of each verb, `nouns` the plural
    fibromyalgia
    social anxiety              several words are one entry
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from clinicsite.language.inflection import plural, verb_forms
from clinicsite.language.words import words_of

DATA = Path(__file__).parent / "data"
FORMS = ("verbs", "nouns")


class Lexicon:
    """Classes by word. `single` holds each word's classes, `longer` those of entries of several words by their first two."""

    def __init__(self, entries: Iterator[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
        classes: dict[tuple[str, ...], dict[str, None]] = {}
        for words, names in entries:
            classes.setdefault(words, {}).update(dict.fromkeys(names))
        self.single: dict[str, tuple[str, ...]] = {}
        self.longer: dict[tuple[str, str], list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        for words, found in classes.items():
            if len(words) == 1:
                self.single[words[0]] = tuple(found)
            else:
                self.longer.setdefault((words[0], words[1]), []).append((words, tuple(found)))
        for choices in self.longer.values():
            choices.sort(key=lambda entry: -len(entry[0]))
        self._first = frozenset(first for first, _ in self.longer)
        self._alone: dict[str, tuple[str, tuple[str, ...]]] = {}

    def marked(self, words: list[str]) -> tuple[list[str], frozenset[str]]:
        """Each word as `word¦class¦class`, and all words and `<class>`es. The words of a longer entry all have its classes."""
        alone, first, longer = self._alone, self._first, self.longer
        marks: list[str] = []
        features = set(words)
        for word in words:
            known = alone.get(word) or self._by_itself(word)
            marks.append(known[0])
            features.update(known[1])
        for at, word in enumerate(words[:-1]):
            if word in first:
                for entry, classes in longer.get((word, words[at + 1]), ()):
                    if words[at : at + len(entry)] == list(entry):
                        features.update(_tags(classes))
                        for inside in range(at, at + len(entry)):
                            marks[inside] = "¦".join((marks[inside], *classes))
        return marks, frozenset(features)

    def _by_itself(self, word: str) -> tuple[str, tuple[str, ...]]:
        """A word marked with its own classes, and those as they are searched for."""
        classes = self.single.get(word) or (NUMBER if word[0].isdigit() else ())
        self._alone[word] = found = "¦".join((word, *classes)), _tags(classes)
        return found


@cache
def _tags(classes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"<{name}>" for name in classes)


NUMBER = ("number",)


@cache
def lexicon() -> Lexicon:
    """The lexicon of data/*.txt."""
    return Lexicon(entry for path in sorted(DATA.glob("*.txt")) for entry in read_entries(path.read_text("utf-8")))


def read_entries(text: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Each entry of a data file, as its words, with its classes."""
    classes: tuple[str, ...] = ()
    form = ""
    for line in text.splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("["):
            names = line.strip("[]").split()
            form = next((name for name in names if name in FORMS), "")
            classes = tuple(name for name in names if name not in FORMS)
        else:
            for entry in filter(None, (part.strip() for part in line.split(","))):
                for words in _inflected(tuple(words_of(entry)), form):
                    yield words, classes


def _inflected(words: tuple[str, ...], form: str) -> Iterator[tuple[str, ...]]:
    if form == "verbs":
        for verb in verb_forms(words[0]):
            yield (verb, *words[1:])
        return
    yield words
    if form == "nouns":
        yield (*words[:-1], plural(words[-1]))
