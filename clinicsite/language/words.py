"""A sentence as words: lower case, contractions spelled out, each with its place in the text."""

from __future__ import annotations

import re

TOKEN = re.compile(r"[A-Za-z]+(?:[’'][A-Za-z]+)*|\d+(?:,\d+)*(?:\.\d{1,2}(?!\d))?|[%$,;:.!?()—–\"“”]|\+")
SPOKEN = re.compile(r"[A-Za-z]+(?:[’'-][A-Za-z]+)*|\d[\d,.]*")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)+")
NOT = {"won't": "will", "can't": "can", "shan't": "shall", "ain't": "is"}
CONTRACTED = {"'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'m": "am"}
WITH_IS = frozenset("it that there what here he she who how where this everything nothing everyone".split())
MARKS = {"“": '"', "”": '"', "–": "—", "$": "usd"}


def words_of(text: str) -> list[str]:
    """Take a text apart. Hyphens part words, `don't` becomes `do not`, a possessive loses its `'s`, `$` is `usd`."""
    found: list[str] = []
    for raw in TOKEN.findall(text.lower()):
        if raw.isalpha() and raw != "cannot":
            found.append(raw)
        else:
            found += _spelled_out(raw)
    return found


def spans_of(text: str) -> list[tuple[int, int]]:
    """Where each word of `words_of` starts and ends; the parts of a contraction share a place."""
    found: list[tuple[int, int]] = []
    for match in TOKEN.finditer(text):
        found += [match.span()] * len(_spelled_out(match[0].lower()))
    return found


def spoken_words(text: str) -> list[str]:
    """The words of a text as a reader speaks them; names of people and places of two words or more are left out."""
    return SPOKEN.findall(NAME.sub(" ", text))


def _spelled_out(token: str) -> tuple[str, ...]:
    if token == "cannot":
        return "can", "not"
    if "’" not in token and "'" not in token:
        return (MARKS.get(token, token),)
    word = token.replace("’", "'")
    if word.endswith("n't"):
        return NOT.get(word, word[:-3]), "not"
    stem, _, ending = word.rpartition("'")
    if f"'{ending}" in CONTRACTED:
        return stem, CONTRACTED[f"'{ending}"]
    if ending == "s":
        return (stem, "is") if stem in WITH_IS else ("let", "us") if stem == "let" else (stem,)
    return (word.replace("'", ""),)
