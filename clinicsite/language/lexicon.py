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
from clinicsite.language.words import Word, words_of

DATA = Path(__file__).parent / "data"
FORMS = ("verbs", "nouns")


class Lexicon:
    """Classes by word. `single` maps a word to its marks (`¦condition¦weak`), `first` a word to the longer entries it begins."""

    def __init__(self, entries: Iterator[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
        classes: dict[tuple[str, ...], dict[str, None]] = {}
        self.members: dict[str, list[tuple[str, ...]]] = {}
        for words, names in entries:
            classes.setdefault(words, {}).update(dict.fromkeys(names))
            for name in names:
                self.members.setdefault(name, []).append(words)
        self.single: dict[str, str] = {}
        self.first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for words, found in classes.items():
            marks = "".join(f"¦{name}" for name in found)
            if len(words) == 1:
                self.single[words[0]] = marks
            else:
                self.first.setdefault(words[0], []).append((words, marks))
        for longer in self.first.values():
            longer.sort(key=lambda entry: -len(entry[0]))

    def marked(self, words: list[Word]) -> list[str]:
        """Each word as `word¦class¦class`. The words of a longer entry all have its classes."""
        single, first = self.single, self.first
        found = [text + single.get(text, "¦number" if text[0].isdigit() else "") for text in [word.text for word in words]]
        until = 0
        for at, word in enumerate(words):
            if at >= until and word.text in first and (longer := _longest(first[word.text], words, at)):
                until = at + len(longer[0])
                for inside in range(at, until):
                    found[inside] += longer[1]
        return found


def _longest(
    entries: list[tuple[tuple[str, ...], str]], words: list[Word], at: int
) -> tuple[tuple[str, ...], str] | None:
    for entry, marks in entries:
        if len(words) - at >= len(entry) and all(words[at + n].text == part for n, part in enumerate(entry)):
            return entry, marks
    return None


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
                for words in _inflected(tuple(word.text for word in words_of(entry)), form):
                    yield words, classes


def _inflected(words: tuple[str, ...], form: str) -> Iterator[tuple[str, ...]]:
    if form == "verbs":
        for verb in verb_forms(words[0]):
            yield (verb, *words[1:])
        return
    yield words
    if form == "nouns":
        yield (*words[:-1], plural(words[-1]))
