"""What other pages may know of a page, and its digest, which is kept between builds because lists ask all pages for theirs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container
from dataclasses import replace
from typing import NamedTuple

from clinicsite.model.page import Page
from clinicsite.render.reading_time import reading_seconds


def digest(*parts: object) -> str:
    """16 hex digits of the SHA-256 of the parts' text."""
    sha = hashlib.sha256()
    for part in parts:
        sha.update(str(part).encode("utf-8", "surrogatepass"))
        sha.update(b"\0")
    return sha.hexdigest()[:16]


def minutes_of(page: Page) -> int:
    """Whole minutes it takes to read the page, at least one."""
    figures = sum(heading.figures for heading in page.body.headings)
    return max(1, round(reading_seconds(page.body.words, figures) / 60))


def outline(page: Page) -> tuple[object, ...]:
    """What other pages may know of a page. Nobody is shown the stamp of its review."""
    meta = replace(page.meta, reviewed_words=None)
    return (page.id, page.kind, page.url, meta, page.overdue, page.lang, minutes_of(page), [h.id for h in page.body.headings])


class _Known(NamedTuple):
    """The digest of an outline, and of what it was made from."""

    source: str
    overdue: bool
    digest: str


class Outlines:
    """Digests of outlines. `text` is what `text()` gave after an earlier build of the same engine, or None.

    An English page is all in its source, so its digest holds while that is the same. A translation takes facts from the
    English page too, and is looked at each time.
    """

    def __init__(self, text: str | None = None) -> None:
        self.known = {path: _Known(*row) for path, row in (json.loads(text) if text else {}).items()}

    def digest(self, page: Page) -> str:
        """16 hex digits that change with the page's front matter, address and minutes, and not with its body."""
        source = page.source
        if page.original is not None or not source.digest:
            return digest(repr(outline(page)))
        known = self.known.get(source.path)
        if known is None or known.source != source.digest or known.overdue != page.overdue:
            known = self.known[source.path] = _Known(source.digest, page.overdue, digest(repr(outline(page))))
        return known.digest

    def text(self, paths: Container[str]) -> str:
        """As JSON, those whose sources are among `paths`."""
        rows = {path: known for path, known in sorted(self.known.items()) if path in paths}
        return json.dumps(rows, separators=(",", ":"))
