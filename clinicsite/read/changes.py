"""What has changed between the words of a review and the words of its page today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from clinicsite.model.frozen import frozen
from clinicsite.read.words import Word

NEAR = 2
"""Changes on one line with at most this many equal words between them are told as one."""


@frozen(slots=True)
class Change:
    """Words that were replaced, added (`before` is empty) or taken out (`after` is empty), on one line of the file.

    `beside` are the unchanged words right before and right after.
    """

    line: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    beside: tuple[str, str] = ("", "")


def changes(before: str, after: Sequence[Word]) -> tuple[Change, ...]:
    """The changes from the words of `before` to those of `after`, in order. A change over several lines is several."""
    old, new = before.split(), [word.text for word in after]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    spans: list[list[int]] = []
    for tag, start, stop, new_start, new_stop in matcher.get_opcodes():
        if tag == "equal":
            continue
        last = spans[-1] if spans else None
        if last and new_start - last[3] <= NEAR and _line(after, last[3] - 1) == _line(after, new_start):
            last[1], last[3] = stop, new_stop
        else:
            spans.append([start, stop, new_start, new_stop])
    found = (change for span in spans for change in _by_line(old, new, after, *span))
    return tuple(found)


def _by_line(
    old: list[str], new: list[str], words: Sequence[Word], start: int, stop: int, new_start: int, new_stop: int
) -> Iterator[Change]:
    around = (old[start - 1] if start else "", old[stop] if stop < len(old) else "")
    before = tuple(old[start:stop])
    if new_start == new_stop:
        yield Change(_line(words, new_start), before, (), around)
    at = new_start
    while at < new_stop:
        end = at
        while end < new_stop and words[end].line == words[at].line:
            end += 1
        yield Change(words[at].line, before, tuple(new[at:end]), around)
        at, before = end, ()


def _line(words: Sequence[Word], at: int) -> int:
    """The line of a word, or of the last one where the text ends before it; 1 in a text without words."""
    return words[max(0, min(at, len(words) - 1))].line if words else 1
