"""Makes pages and facts of sources."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.page import Page, Source
from clinicsite.read.pages import read_page

Read = TypeVar("Read", bound=tuple[Any, ...])


class Reader:
    """Parses each source whenever it is asked to. Others may know what they parsed before."""

    def ahead(self, sources: Iterable[Source]) -> None:
        """Is told which pages will be asked for."""

    def page(self, source: Source) -> tuple[Page | None, tuple[Diagnostic, ...]]:
        """The page of one Markdown source with everything that is wrong in it; None when it cannot be a page."""
        return read_page(source)

    def facts(self, read: Callable[..., Read], source: Source, *more: Source | Hashable) -> Read:
        """What `read` makes of a source and of whatever else it is told. The last of its answer is what is wrong there."""
        return read(source, *more)
