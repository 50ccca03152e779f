"""A sentence as words: lower case, contractions spelled out, each with its place in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

TOKEN = re.compile(r"[A-Za-z]+(?:[’'][A-Za-z]+)*|\d[\d,]*(?:\.\d{1,2}(?!\d))?|[%$,;:.!?()—–\"“”]|\+")
NOT = {"won't": "will", "can't": "can", "shan't": "shall", "ain't": "is"}
CONTRACTED = {"'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'m": "am"}
WITH_IS = frozenset("it that there what here he she who how where this everything nothing everyone".split())
MARKS = {"“": '"', "”": '"', "–": "—", "$": "usd"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark. `start` and `end` are offsets in the text it was taken from; parts of a contraction share them."""

    text: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """Take a text apart. Hyphens part words, `don't` becomes `do not`, a possessive loses its `'s`."""
    found: list[Word] = []
    for match in TOKEN.finditer(text):
        raw, start, end = match[0], match.start(), match.end()
        low = raw.lower()
        if "’" in low or "'" in low:
            found += [Word(part, start, end) for part in _expanded(low.replace("’", "'"))]
        elif low == "cannot":
            found += [Word("can", start, end), Word("not", start, end)]
        else:
            found.append(Word(MARKS.get(low, low), start, end))
    return found


def _expanded(word: str) -> tuple[str, ...]:
    if word.endswith("n't"):
        return NOT.get(word, word[:-3]), "not"
    stem, _, ending = word.rpartition("'")
    if f"'{ending}" in CONTRACTED:
        return stem, CONTRACTED[f"'{ending}"]
    if ending == "s":
        return (stem, "is") if stem in WITH_IS else ("let", "us") if stem == "let" else (stem,)
    return (word.replace("'", ""),)
