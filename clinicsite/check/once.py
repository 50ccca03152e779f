"""What is found on a page is found once: several rules ask for it, and a preview asks again at every save."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TypeVar

from clinicsite.model.page import Page

Found = TypeVar("Found")


def once_for_page(find: Callable[[Page], Iterable[Found]]) -> Callable[[Page], tuple[Found, ...]]:
    """What `find` gives for a page, kept for as long as the file of that name stays the same page."""
    known: dict[str, tuple[Page, tuple[Found, ...]]] = {}

    @wraps(find)
    def found(page: Page) -> tuple[Found, ...]:
        kept = known.get(page.source.path)
        if kept is None or kept[0] is not page:
            kept = known[page.source.path] = (page, tuple(find(page)))
        return kept[1]

    return found
