"""`serve`: the pipeline, the preview server and the forms' desk put together."""

from __future__ import annotations

import sys
from dataclasses import replace

from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.site import Site
from clinicsite.model.standing import standing_of
from clinicsite.pipeline import BuildResult, build, build_day
from clinicsite.preview.at_once import AtOnce
from clinicsite.preview.current import Current
from clinicsite.preview.desk import Desk
from clinicsite.preview.requests import RequestStore
from clinicsite.preview.search import FreshIndex
from clinicsite.preview.server import PortInUse, serve, tell
from clinicsite.preview.submission import routes
from clinicsite.publish.headers import header_rules, headers_for
from clinicsite.publish.search_index import search_pages
from clinicsite.read.library import read_library
from clinicsite.render.environment import engine_templates, site_styles
from clinicsite.report.text import Style, text
from clinicsite.settings import Settings

PATIENCE = 5.0
"""Seconds to wait for a build that somebody started by hand."""

TURN = 0.0001
"""Seconds that a thread may keep to itself while another waits. A look at the files waits once for each of them, so that with
Python's own 0.005 a save on a large site was noticed only when the build that was going on had ended."""


class Session:
    """One run of `serve`: builds, and knows the site as it last could be read."""

    def __init__(self, settings: Settings, quiet: bool) -> None:
        self.settings, self.quiet = settings, quiet
        self.site: Site | None = None
        self.styles = site_styles(settings).digests
        self.index = FreshIndex(settings.output_folder, self.tell_of)
        self.at_once = AtOnce(settings)

    def build(self) -> BuildResult:
        if self.at_once.templates is None:
            self.at_once.rehearse()
        saves = self.at_once.saves
        result = build(self.settings, patience=PATIENCE, trial=True)
        self.tell(result)
        self.styles = site_styles(self.settings).digests
        if result.ok:
            self.site = result.site or self.site
            self.index.ask(search_pages(self.site) if self.site else ())
            self.at_once.learn(result.site)
            unseen = self.at_once.settle(saves, result.written, self.settings.output_folder)
            result = replace(result, published=replace(result.published, written=unseen))
        return result

    def file(self, path: str) -> bytes | None:
        """A file that is newer than the one in the output folder: a page that was just saved, or one of the index."""
        return self.at_once.file(path) or self.index.file(path)

    def tell(self, result: BuildResult) -> None:
        self.tell_of(*(d for d in result.diagnostics if d.severity != "note"))
        if result.ok and not self.quiet:
            tell(f"Built in {result.seconds:.2f} s, {len(result.written)} files written.")

    def tell_of(self, *shown: Diagnostic) -> None:
        sys.stdout.write(text(BuildResult(shown), self.settings.root, Style(sys.stdout.isatty())))
        sys.stdout.flush()

    def headers(self, path: str) -> dict[str, str]:
        """Production's headers for a path."""
        if not self.site:
            return {}
        search = [page.url for page in search_pages(self.site)]
        standing = standing_of(self.site, self.settings)
        rules = header_rules(self.site.clinic, self.base_path, standing, self.site.languages, search, self.styles)
        return headers_for(path, rules)

    def may_be_form(self, path: str) -> bool:
        """Whether an address was that of a form at the last build; True as long as there was none."""
        return self.site is None or any(path == self.base_path + form.url for form in self.site.all_forms)

    @property
    def base_path(self) -> str:
        base_url = self.settings.base_url or (self.site.clinic.base_url if self.site else "")
        return "/" + path if (path := base_url.partition("://")[2].partition("/")[2]) else ""


def serve_site(settings: Settings, port: int, open_browser: bool, poll: float | None, quiet: bool) -> int:
    """Serve until stopped; gives the exit code."""
    sys.setswitchinterval(TURN)
    session = Session(settings, quiet)
    session.site = read_library(settings, build_day(settings)).site
    session.at_once.site = session.site
    desk = Desk(view=Current(settings), store=RequestStore(settings.root), headers=session.headers, may_be_form=session.may_be_form)
    watched = [settings.content_folder, settings.template_folder, engine_templates(), settings.root / "build.py"]
    session.index.thread.start()
    try:
        return serve(
            session.build, settings.output_folder, watched, port=port, open_browser=open_browser, poll=poll,
            headers=session.headers, extra_handlers=routes(desk), base_path=session.base_path,
            fresh=session.file, saved=session.at_once.saved,
        )
    except PortInUse as error:
        print(f"clinicsite: {error} {error.hint}", file=sys.stderr)
        return 2
    finally:
        session.index.thread.stop(0)
