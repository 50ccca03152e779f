"""Records of reviews: the files of content/reviews/, each the words of one page as a clinician read them.

A record has a few lines of facts, a blank line, and the words, one passage on each line. It is found by its words, not by
its name, so a page can be renamed and two branches can add records without a conflict.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.page import Source
from clinicsite.model.review import Review
from clinicsite.read.words import stamp_of

FOLDER = "reviews/"
PAGE, BY, DAY, DUE, SAMPLE, EDIT = "Page", "Reviewed by", "Reviewed", "Next review", "Sample", "Small edit"
FACT = re.compile(r"([A-Z][a-z ]+): (.+)")

CODES = {"REC003": "The record of a review cannot be read."}


def is_record(path: str) -> bool:
    """Whether a path under content/ is a record's."""
    return path.startswith(FOLDER) and path.endswith(".txt")


ReadReview = Callable[[Source], tuple[Review | None, tuple[Diagnostic, ...]]]


def read_reviews(sources: Iterable[Source], read: ReadReview | None = None) -> tuple[tuple[Review, ...], list[Diagnostic]]:
    """The reviews on record, and what is wrong with records that cannot be read. `read` does what `read_review` does."""
    found = [(read or read_review)(source) for source in sources if is_record(source.path)]
    return tuple(review for review, _ in found if review), [problem for _, wrong in found for problem in wrong]


def read_review(source: Source) -> tuple[Review | None, tuple[Diagnostic, ...]]:
    """One record as a Review, or what is wrong with it."""
    found = _read_review(source)
    return (found, ()) if isinstance(found, Review) else (None, (found,))


def _read_review(source: Source) -> Review | Diagnostic:
    head, _, text = source.text.partition("\n\n")
    facts: dict[str, str] = {}
    edits: list[str] = []
    for number, line in enumerate(head.split("\n"), 1):
        fact = FACT.fullmatch(line)
        if not fact or fact[1] not in (PAGE, BY, DAY, DUE, SAMPLE, EDIT):
            return _unreadable(source, number, f"`{line[:40]}` is no fact of a review")
        if fact[1] == EDIT:
            edits.append(fact[2])
        else:
            facts[fact[1]] = fact[2]
    for name in (PAGE, BY, DAY, DUE):
        if name not in facts:
            return _unreadable(source, 1, f"it has no line `{name}: …`")
    days: dict[str, date] = {}
    for name in (DAY, DUE):
        try:
            days[name] = date.fromisoformat(facts[name])
        except ValueError:
            return _unreadable(source, 1, f"`{facts[name][:40]}` is no day")
    return Review(
        source, facts[PAGE], facts[BY], days[DAY], days[DUE], stamp_of(text), SAMPLE in facts, tuple(edits),
    )


def write_review(review: Review, text: str) -> str:
    """The text of the record of a review in which `text` was read."""
    facts = [(PAGE, review.page), (BY, review.by), (DAY, review.day), (DUE, review.due)]
    facts += [(SAMPLE, "nobody has read these words")] if review.sample else []
    facts += [(EDIT, edit) for edit in review.edits]
    head = "".join(f"{name}: {value}\n" for name, value in facts)
    return f"{head}\n{text}"


def path_of(page_id: str, words: str) -> str:
    """Where a record is kept: the page's address and the digits of its stamp, for people who look for it."""
    return f"{FOLDER}{page_id.replace('/', '-') or 'home'}.{words.partition('-')[2]}.txt"


def _unreadable(source: Source, line: int, why: str) -> Diagnostic:
    return Diagnostic(
        "REC003", f"This record of a review cannot be read: {why}.", source.at(line),
        "Bring the file back from version control, or delete it and have its page reviewed again.",
    )
