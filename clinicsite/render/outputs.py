"""Everything that rendering makes: pages and the files that machines read."""

from __future__ import annotations

from collections.abc import Iterator

from clinicsite.model.site import Site
from clinicsite.render.job import Job
from clinicsite.settings import Settings


def jobs(site: Site, settings: Settings) -> Iterator[Job]:
    """The jobs of every maker: first pages, then feeds, which hold what pages say. Whoever needs no more imports no more."""
    from clinicsite.render import pages

    yield from pages.jobs(site, settings)
    from clinicsite.render import feeds

    yield from feeds.jobs(site, settings)
    from clinicsite.render import handouts, icons, llms, manifest, offline, robots, search_answers, sitemap, vcard, wellknown

    for maker in (sitemap, robots, vcard, manifest, icons, wellknown, llms, handouts, offline, search_answers):
        yield from maker.jobs(site, settings)
