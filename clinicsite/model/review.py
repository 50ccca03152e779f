"""A medical review on record: who read which words of a page, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clinicsite.model.page import Source


@dataclass(frozen=True, slots=True)
class Review:
    """One file of content/reviews/.

    `page` is the source path under content/ at the time, `text` the words that were read, a passage on each line, and
    `words` their stamp. `sample` marks a review that nobody made; `edits` are the small edits since, as sentences.
    """

    source: Source
    page: str
    by: str
    day: date
    due: date
    words: str
    text: str
    sample: bool = False
    edits: tuple[str, ...] = ()
