"""The site as its files are now, for pages that are made while it is served."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from clinicsite.pipeline import build_day
from clinicsite.read.library import read_library
from clinicsite.render.bodies import Bodies
from clinicsite.render.environment import Templates, engine_templates
from clinicsite.render.facts import Facts
from clinicsite.render.view import View
from clinicsite.rendering import renderer
from clinicsite.settings import Settings

Stamp = tuple[tuple[str, int, int], ...]


class Forgetful:
    """A memo that keeps nothing: what is made here stays in memory until a file changes."""

    def prose(self, key: str) -> str | None:
        return None

    def keep_prose(self, key: str, text: str) -> None:
        return None


class Current:
    """Calling it gives a fresh View, or None as long as no site can be read. Files are read again once one has changed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.stamp: Stamp | None = None
        self.parts: tuple[Facts, Templates, Bodies] | None = None

    def __call__(self) -> View | None:
        stamp = tuple(sorted(self._stamps()))
        if stamp != self.stamp:
            self.stamp = stamp
            self.parts = self._read() or self.parts
        return View(*self.parts) if self.parts else None

    def _read(self) -> tuple[Facts, Templates, Bodies] | None:
        day = build_day(self.settings)
        site = read_library(self.settings, day).site
        return renderer(site, self.settings, day, Forgetful()) if site else None

    def _stamps(self) -> Iterator[tuple[str, int, int]]:
        for folder in (self.settings.content_folder, self.settings.template_folder, engine_templates()):
            yield from _files(folder)


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir():
            yield from _files(Path(entry.path))
        else:
            stat = entry.stat()
            yield entry.path, stat.st_mtime_ns, stat.st_size
