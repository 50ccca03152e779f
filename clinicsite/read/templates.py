"""The site's own templates as sources: layouts, components, styles and scripts that go before the engine's."""

from __future__ import annotations

import hashlib

from clinicsite.model.frozen import frozen
from clinicsite.model.page import Source
from clinicsite.settings import Settings

SUFFIXES = frozenset({".html", ".txt", ".xml", ".css", ".js", ".svg"})
UNPUBLISHED = "preview/"
"""What only `serve` shows."""


@frozen(slots=True)
class TemplateSource(Source):
    """A file of the template folder. `path` is relative to the site's folder."""

    @property
    def file(self) -> str:
        return self.path


def read_templates(settings: Settings) -> tuple[TemplateSource, ...]:
    """Every text file of the site's template folder, in sorted order; none where there is no such folder."""
    folder = settings.template_folder
    found = []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).as_posix()
        if path.suffix in SUFFIXES and path.is_file() and not inside.startswith(UNPUBLISHED):
            data = path.read_bytes()
            file = path.relative_to(settings.root).as_posix() if path.is_relative_to(settings.root) else path.as_posix()
            found.append(TemplateSource(file, data.decode("utf-8", "replace"), hashlib.sha256(data).hexdigest()))
    return tuple(found)
