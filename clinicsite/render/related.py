"""Related articles: those that share most topics, tags, conditions and references with a page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from clinicsite.model.page import Page

WEIGHTS = {"tag": 3, "about": 3, "reference": 1, "topic": 1}
COMMON = 40
"""A mark on more pages than this says little and is passed over."""
MOST = 12


def marks_of(page: Page) -> Iterator[tuple[str, str]]:
    """What two pages may have in common, as (kind, name)."""
    if page.meta.topic:
        yield "topic", page.meta.topic
    for tag in page.meta.tags:
        yield "tag", tag
    for condition in getattr(page.meta, "about", ()):
        yield "about", condition
    yield from {("reference", key): None for citation in page.body.citations for key in citation.keys}


def index_marks(pages: Iterable[Page]) -> Mapping[tuple[str, str], tuple[Page, ...]]:
    """Pages by mark, so that finding relatives of one page never walks over all."""
    index: dict[tuple[str, str], list[Page]] = defaultdict(list)
    for page in pages:
        for mark in marks_of(page):
            index[mark].append(page)
    return {mark: tuple(found) for mark, found in index.items()}


def related_to(page: Page, index: Mapping[tuple[str, str], tuple[Page, ...]]) -> tuple[Page, ...]:
    """At most twelve relatives, closest first; equals stand in the order of their ids."""
    scores: Counter[str] = Counter()
    pages: dict[str, Page] = {}
    for mark in sorted(marks_of(page)):
        others = index.get(mark, ())
        if len(others) > COMMON:
            continue
        for other in others:
            if other.id != page.id and _same_reader(page, other):
                scores[other.id] += WEIGHTS[mark[0]]
                pages[other.id] = other
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return tuple(pages[page_id] for page_id, _ in ranked[:MOST])


def _same_reader(page: Page, other: Page) -> bool:
    """Whether patients and those who look after them are not sent to what clinicians read, nor the other way round."""
    return _for_clinicians(page) == _for_clinicians(other)


def _for_clinicians(page: Page) -> bool:
    return getattr(page.meta, "audience", "patient") == "clinician"
