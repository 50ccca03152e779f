"""`serve`: the pipeline, the preview server and the forms' desk put together."""

from __future__ import annotations

import sys
from pathlib import Path

from clinicsite.model.site import Site
from clinicsite.pipeline import BuildResult, build, build_day, renderer
from clinicsite.preview.desk import Desk
from clinicsite.preview.requests import RequestStore
from clinicsite.preview.server import PortInUse, serve, tell
from clinicsite.preview.submission import routes
from clinicsite.publish.headers import header_rules, headers_for
from clinicsite.read.library import read_library
from clinicsite.render.environment import engine_templates
from clinicsite.render.view import View
from clinicsite.report.text import Style, text
from clinicsite.settings import Settings


class NoMemo:
    """A memo that keeps nothing: a form page is rendered for one request."""

    def prose(self, key: str) -> str | None:
        return None

    def keep_prose(self, key: str, text: str) -> None:
        return None


class Session:
    """One run of `serve`: builds, and knows the site as it last could be read."""

    def __init__(self, settings: Settings, quiet: bool) -> None:
        self.settings, self.quiet = settings, quiet
        self.site: Site | None = None

    def build(self) -> BuildResult:
        result = build(self.settings)
        self.tell(result)
        if result.ok:
            self.site = result.site or self.site
        return result

    def tell(self, result: BuildResult) -> None:
        shown = tuple(d for d in result.diagnostics if d.severity != "note")
        sys.stdout.write(text(BuildResult(shown), self.settings.root, Style(sys.stdout.isatty())))
        sys.stdout.flush()
        if result.ok and not self.quiet:
            tell(f"Built in {result.seconds:.2f} s, {len(result.written)} files written.")

    def view(self) -> View | None:
        """A view of the site as it was last built; None before the first good build."""
        if self.site is None:
            return None
        facts, templates, bodies = renderer(self.site, self.settings, build_day(self.settings), NoMemo())
        return View(facts, templates, bodies)

    def headers(self, path: str) -> dict[str, str]:
        """Production's headers for a path."""
        return headers_for(path, header_rules(self.site.clinic, self.base_path)) if self.site else {}

    @property
    def base_path(self) -> str:
        base_url = self.settings.base_url or (self.site.clinic.base_url if self.site else "")
        return "/" + path if (path := base_url.partition("://")[2].partition("/")[2]) else ""


def serve_site(settings: Settings, port: int, open_browser: bool, poll: float | None, quiet: bool) -> int:
    """Serve until stopped; gives the exit code."""
    session = Session(settings, quiet)
    session.site = read_library(settings, build_day(settings)).site
    desk = Desk(view=session.view, store=RequestStore(settings.root))
    watched = [settings.content_folder, settings.template_folder, engine_templates(), settings.root / "build.py"]
    try:
        return serve(
            session.build, settings.output_folder, _existing(watched), port=port, open_browser=open_browser, poll=poll,
            headers=session.headers, extra_handlers=routes(desk), base_path=session.base_path,
        )
    except PortInUse as error:
        print(f"clinicsite: {error} {error.hint}", file=sys.stderr)
        return 2


def _existing(paths: list[Path]) -> list[Path]:
    """Each path once; content/ even while it is missing, so that its coming back is seen."""
    return list(dict.fromkeys(path for path in paths if path.exists() or path.name == "content"))


