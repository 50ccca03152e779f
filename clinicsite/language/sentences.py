"""Where sentences end: not at abbreviations, initials, decimals or ellipses; a citation belongs to what it follows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.language.passage import Passage, Sentence

END = re.compile(r"(?:[.!?…]+)[\"”’')\]]*(?=\s+[\"“‘'(\[¿¡]*[A-Z0-9$À-Þ]|\s*\Z)|(?<=[.!?])[\"”’)]*\s*\n+")
ABBREVIATION = re.compile(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|Mx|St|Ste|Jr|Sr|Prof|vs|e\.g|i\.e|cf|etc|approx|Fig|No|Nos|Inc|Co|Corp|Ltd|Dept|Ave|Blvd|Rd|Apt|al|Lt|Sgt|Col|Gen|Capt|U\.S|D\.C|"
    r"Ph\.D|M\.D|D\.O|R\.N|B\.S|M\.S|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|p\.m|a\.m)|(?<![\w.])[A-Z](?:\.[A-Z])*)\.\Z"
)
ALWAYS_OPEN = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Mx|St|Prof|vs|e\.g|i\.e|cf|Fig|Nos|Lt|Sgt|Col|Gen|Capt|al)\.\Z")
NUMBER_FOLLOWS = re.compile(r"\s+\d")


def sentences_of(passage: Passage) -> Iterator[Sentence]:
    """The sentences of a passage, in order. Text without any full stop is one sentence."""
    start = 0
    before: Sentence | None = None
    spans = list(_spans(passage.text))
    for number, (start, end) in enumerate(spans):
        next_start = spans[number + 1][0] if number + 1 < len(spans) else len(passage.text) + 1
        keys = tuple(
            key for cited in passage.cited
            if (start < cited.offset or number == 0) and cited.offset <= next_start
            for key in cited.keys
        )
        before = Sentence(passage, start, end, keys, before)
        yield before


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in END.finditer(text):
        upto = text[start : match.end()].rstrip()
        mark = upto.rstrip("\"”’')]")
        if mark.endswith(".") and not mark.endswith("..") and ABBREVIATION.search(mark[-12:]) and match.end() < len(text.rstrip()):
            follows = text[match.end() :]
            if ALWAYS_OPEN.search(mark[-12:]) or mark.endswith("No.") and NUMBER_FOLLOWS.match(follows) or _initial(mark):
                continue
            if not _starts_anew(follows):
                continue
        if upto.strip():
            yield _trimmed(text, start, match.end())
        start = match.end()
    if text[start:].strip():
        yield _trimmed(text, start, len(text))


def _initial(mark: str) -> bool:
    """Whether the full stop belongs to an initial, as in `John B. Hale`."""
    return bool(re.search(r"(?<![\w.])[A-Z]\.\Z", mark[-4:])) and not mark.endswith(("I.", "A."))


def _starts_anew(follows: str) -> bool:
    return bool(re.match(r"\s+[\"“‘'(]*(?:The|This|That|It|We|You|They|He|She|In|Our|Your|There|A|An|If|When|Please|Call|At|On|For|But|And|No|Yes)\b", follows))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
