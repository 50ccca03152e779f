"""Everything that rendering makes: pages and the files that machines read."""

from __future__ import annotations

from collections.abc import Iterator

from clinicsite.model.site import Site
from clinicsite.render import feeds, handouts, icons, llms, manifest, offline, pages, robots, search_answers, sitemap, vcard, wellknown
from clinicsite.render.job import Job
from clinicsite.settings import Settings

MAKERS = (pages, feeds, sitemap, robots, vcard, manifest, icons, wellknown, llms, handouts, offline, search_answers)


def jobs(site: Site, settings: Settings) -> Iterator[Job]:
    """The jobs of every maker, in the order of the table."""
    for maker in MAKERS:
        yield from maker.jobs(site, settings)
