"""/site.webmanifest: the name and icons a phone shows when the site is kept on its home screen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from clinicsite.model.site import Site
from clinicsite.render.icons import PICTURES
from clinicsite.render.job import Job
from clinicsite.settings import Settings

if TYPE_CHECKING:
    from clinicsite.render.view import View


def jobs(site: Site, settings: Settings) -> Iterator[Job]:
    """Always written."""
    yield Job("site.webmanifest", "content/clinic.yaml", manifest)


def manifest(view: View) -> bytes:
    """Opens as an ordinary page with the browser's own buttons, so that crisis help and the way back stay in reach."""
    clinic, base = view.clinic, view.base_path
    icons = [{"src": f"{base}/favicon.svg", "type": "image/svg+xml", "sizes": "any"}]
    if clinic.mark:
        icons += [
            {"src": f"{base}/{name}", "type": "image/png", "sizes": f"{size}x{size}"} for name, size in PICTURES.items()
        ]
    whole = {
        "name": clinic.name,
        "short_name": clinic.short_name,
        "description": clinic.tagline,
        "lang": clinic.language,
        "dir": "ltr",
        "id": f"{base}/",
        "start_url": f"{base}/",
        "scope": f"{base}/",
        "display": "browser",
        "icons": icons,
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()
