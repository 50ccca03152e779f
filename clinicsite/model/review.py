"""A medical review on record: who read which words of a page, and when."""

from __future__ import annotations

from datetime import date

from clinicsite.model.frozen import frozen
from clinicsite.model.page import Source


@frozen(slots=True)
class Review:
    """One file of content/reviews/.

    `page` is the source path under content/ at the time, `words` the stamp of the words that were read. `sample` marks
    a review that nobody made; `edits` are the small edits since, as sentences.
    """

    source: Source
    page: str
    by: str
    day: date
    due: date
    words: str
    sample: bool = False
    edits: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The words that were read, a passage on each line."""
        return self.source.text.partition("\n\n")[2]
