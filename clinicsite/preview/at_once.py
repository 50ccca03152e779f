"""Pages as they were just saved: rendered from the site in memory, and shown until the build that checks them is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from clinicsite.model.languages import ENGLISH
from clinicsite.model.page import Page, Source
from clinicsite.model.site import Site
from clinicsite.pipeline import build_day
from clinicsite.preview.current import Forgetful
from clinicsite.read.files import Changed, read_file
from clinicsite.read.library import held_back
from clinicsite.read.pages import read_page
from clinicsite.read.reviews import is_record
from clinicsite.render import pages
from clinicsite.render.environment import TemplateProblem, Templates
from clinicsite.render.view import View
from clinicsite.rendering import renderer, templates_of
from clinicsite.settings import Settings

NEVER_OPEN = (".xml", ".json", ".txt")
"""Files that no window of a writer shows, so that nobody waits for them."""


class AtOnce:
    """A save of pages that keep their addresses is shown without waiting for a build. Everything else, and whatever is wrong,
    is left to the build."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.site: Site | None = None
        self.templates: Templates | None = None
        self.files: Mapping[str, bytes] = {}
        self.saves = 0

    def learn(self, site: Site | None) -> None:
        """Takes the site as a build has read it, looks at the templates again, and rehearses."""
        self.site, self.templates = site, None
        self.rehearse()

    def rehearse(self) -> None:
        """Makes an article and throws it away: then a save waits neither for templates to be compiled nor for anything else that is
        made once. What is wrong is left to the build."""
        site = self.site
        article = next((page for page in site.pages if page.kind == "article"), None) if site else None
        if site is None or article is None:
            return
        templates = templates_of(self.settings, Forgetful())
        try:
            for _ in self._rendered(site, {article.source.file}, templates):
                pass
        except (TemplateProblem, LookupError, Changed):
            return
        self.templates = templates

    def saved(self, paths: Iterable[str]) -> bool:
        """Renders the pages of these files; whether all that was saved can be seen now."""
        self.saves += 1
        names = {self._name(path) for path in paths}
        names = {name for name in names if not is_record(name)}
        if not names:
            return False
        self.files, site = {}, self.site
        if site is None:
            return False
        edited = {page.source.path: page for name in names if (page := self._read(name, site))}
        if len(edited) < len(names):
            return False
        now = replace(site, pages=tuple(edited.get(page.source.path, page) for page in site.pages))
        try:
            self.templates = self.templates or templates_of(self.settings, Forgetful())
            self.files = dict(self._rendered(now, {page.source.file for page in edited.values()}, self.templates))
        except (TemplateProblem, LookupError, Changed):
            return False
        self.site = now
        return True

    def file(self, path: str) -> bytes | None:
        """A file that is newer than the one in the output folder, by its path there."""
        return self.files.get(path)

    def settle(self, saves: int, written: Iterable[str], folder: Path) -> tuple[str, ...]:
        """To be told after a good build that began when `saves` was so many: of what it wrote into `folder`, what nobody has
        seen yet."""
        if saves != self.saves:
            return tuple(written)
        shown, self.files = self.files, {}
        return tuple(path for path in written if not path.endswith(NEVER_OPEN) and not _is(folder / path, shown.get(path)))

    def _name(self, path: str) -> str:
        """The path of a file under content/; that of one elsewhere as it is."""
        try:
            return Path(path).relative_to(self.settings.content_folder.absolute()).as_posix()
        except ValueError:
            return path

    def _read(self, name: str, site: Site) -> Page | None:
        """The page of a file as it is now; None where that is not a page with the same address and nothing wrong in it."""
        before = site.by_source.get(name)
        if before is None or before.lang != ENGLISH.code or before.overdue:
            return None
        source = read_file(self.settings.content_folder / name, name)
        page, problems = read_page(source) if isinstance(source, Source) else (None, ())
        if page is None or problems or (page.path, page.kind) != (before.path, before.kind):
            return None
        held = held_back(page, build_day(self.settings), self.settings.drafts, self.settings.future)
        return None if held else page

    def _rendered(self, site: Site, files: set[str], templates: Templates) -> Iterator[tuple[str, bytes]]:
        facts, templates, bodies = renderer(site, self.settings, build_day(self.settings), Forgetful(), templates)
        for job in pages.jobs(site, self.settings):
            if job.made_from in files:
                yield job.path, job.render(View(facts, templates, bodies, job.lang))


def _is(file: Path, data: bytes | None) -> bool:
    try:
        return data is not None and file.read_bytes() == data
    except OSError:
        return False
