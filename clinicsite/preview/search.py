"""The search index of a preview: made off the thread that builds, and kept in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.page import Page
from clinicsite.preview.builds import BuildResult, Builds, Stopped
from clinicsite.publish.manifest import MANIFEST, ManifestError, read_manifest
from clinicsite.publish.pagefind import PagefindError, make_index
from clinicsite.publish.search_index import FOLDER, html_of, indexed, problem


class FreshIndex:
    """The index over the pages that stand in `folder`. A build only asks for it, and never waits.

    `told` is given what went wrong, once, until something else does.
    """

    def __init__(self, folder: Path, told: Callable[[Diagnostic], None]) -> None:
        self.folder, self.told = folder, told
        self.page: Page | None = None
        self.files: Mapping[str, bytes] = {}
        self.seen: dict[str, str] = {}
        self.said: Diagnostic | None = None
        self.thread = Builds(self._make, self._made)

    def ask(self, pages: tuple[Page, ...]) -> None:
        """Makes the index anew, soon, where the site has `pages` to search on."""
        self.page = pages[0] if pages else None
        self.thread.ask()

    def file(self, path: str) -> bytes | None:
        """A file of the index by its path in the site; None as long as there is none."""
        return self.files.get(path.removeprefix(FOLDER)) if path.startswith(FOLDER) else None

    def _make(self) -> BuildResult:
        page = self.page
        digests = self._pages() if page else {}
        if page is None or digests == self.seen:
            return Stopped(())
        html = {}
        for path in digests:
            # A file that is gone belongs to a build that is under way, and asks again when it is done.
            with suppress(OSError):
                html[path] = (self.folder / path).read_bytes()
        try:
            self.files, self.seen = make_index(indexed(html)), digests
        except PagefindError as error:
            self.files, self.seen = {}, {}
            return Stopped((problem(page, error),))
        return Stopped((), ok=True)

    def _made(self, result: BuildResult) -> None:
        for found in result.diagnostics:
            if found != self.said:
                self.told(found)
            self.said = found
        if result.ok:
            self.said = None

    def _pages(self) -> dict[str, str]:
        try:
            return html_of(read_manifest(self.folder / MANIFEST) or {})
        except (ManifestError, OSError):
            return {}
