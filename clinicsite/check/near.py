"""Patterns tried only where one of their words stands: nearly all pages hold none, and a long pattern looks at every letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

PARAGRAPH = "\n\n"


def find_near(pattern: re.Pattern[str], words: Iterable[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern in a text, in order.

    Whatever the pattern matches has to hold one of the `words`, given in small letters, and no blank line.
    """
    small = text.lower()
    if len(small) != len(text):
        yield from pattern.finditer(text)
        return
    told = 0
    for place in sorted({place for word in words for place in _places(word, small)}):
        if place >= told:
            start = small.rfind(PARAGRAPH, 0, place)
            end = small.find(PARAGRAPH, place)
            told = len(text) if end < 0 else end + len(PARAGRAPH)
            yield from pattern.finditer(text, max(start, 0), told)


def _places(word: str, text: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)
