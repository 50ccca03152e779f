"""robots.txt: everything may be read but the local preview's own addresses. Only a live build names a sitemap."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from clinicsite.model.site import Site
from clinicsite.render.job import Job
from clinicsite.render.text import render_text
from clinicsite.settings import Settings

if TYPE_CHECKING:
    from clinicsite.render.view import View


def jobs(site: Site, settings: Settings) -> Iterator[Job]:
    """Always written. Crawlers read it only at the root of a host."""
    yield Job("robots.txt", "templates/text/robots.txt", robots)


def robots(view: View) -> bytes:
    """Crawlers may read a sample too: they would not see its `noindex` otherwise."""
    return render_text(
        view, "robots.txt", base_path=view.base_path, base_url=view.base_url, live=view.standing == "live"
    )
