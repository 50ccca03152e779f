"""What was found before, kept under keys that stand for all it depends on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

Task = tuple[str, Callable[[], str]]
"""A key, and the function that makes its text."""


class Keep(Protocol):
    """Gives the text that a key stands for: as it was made before, else made now."""

    def __call__(self, key: str, make: Callable[[], str]) -> str: ...

    def ahead(self, tasks: Iterable[Task]) -> None:
        """May make, several at once, what will be asked for."""


class Afresh:
    """Keeps nothing."""

    def __call__(self, key: str, make: Callable[[], str]) -> str:
        return make()

    def ahead(self, tasks: Iterable[Task]) -> None:
        return None


AFRESH = Afresh()
