"""sitemap.xml: every page that search engines may list, with the day its meaning last changed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from clinicsite.model.frozen import frozen
from clinicsite.model.languages import ENGLISH
from clinicsite.model.page import Page
from clinicsite.model.site import FormFile, Site
from clinicsite.model.standing import standing_of
from clinicsite.render.job import Job
from clinicsite.render.languages import alternates
from clinicsite.render.text import render_text
from clinicsite.settings import Settings

if TYPE_CHECKING:
    from clinicsite.render.view import View

MOST_ADDRESSES = 50_000
"""What sitemaps.org allows in one file."""


@frozen()
class Address:
    """A line of the sitemap. `changed` is an ISO date, or empty where the page gives none; `alternates` are the same page in
    each language, as (language, address)."""

    url: str
    changed: str
    alternates: tuple[tuple[str, str], ...] = ()


def jobs(site: Site, settings: Settings, most: int = MOST_ADDRESSES) -> Iterator[Job]:
    """One sitemap, or an index and as many parts as `most` addresses a file ask for; none where no page may be listed."""
    if standing_of(site, settings) != "live":
        return
    count = sum(is_indexable(page) for page in (*site.all_pages, *site.all_forms))
    if count <= most:
        yield Job("sitemap.xml", "templates/text/sitemap.xml", partial(_part, number=1, most=most))
        return
    parts = -(-count // most)
    yield Job("sitemap.xml", "templates/text/sitemap-index.xml", partial(_index, most=most))
    for number in range(1, parts + 1):
        yield Job(f"sitemap-{number}.xml", "templates/text/sitemap.xml", partial(_part, number=number, most=most))


def is_indexable(target: Page | FormFile) -> bool:
    """Whether search engines may list it. A page of search results is no result of another search."""
    return not (isinstance(target, Page) and (target.meta.noindex or getattr(target.meta, "layout", "") == "search"))


def last_changed(page: Page) -> str:
    """The day its meaning changed, else of its last review, else of its publication; empty where it names none."""
    day = page.meta.updated or page.meta.reviewed or page.meta.date
    return day.isoformat() if day else ""


def addresses(view: View) -> tuple[Address, ...]:
    """Every address of the site that may be listed, in the order of the addresses."""
    found = []
    for language in view.languages():
        pages = [page for page in view.pages(lang=language.code if language != ENGLISH else None) if is_indexable(page)]
        found += [Address(view.absolute(page), last_changed(page), alternates(view, page)) for page in pages]
        found += [Address(view.absolute(form), "", alternates(view, form)) for form in view.forms(language.code)]
    return tuple(sorted(found, key=lambda address: address.url))


def _part(view: View, number: int, most: int) -> bytes:
    return render_text(view, "sitemap.xml", addresses=addresses(view)[(number - 1) * most : number * most])


def _index(view: View, most: int) -> bytes:
    parts = -(-len(addresses(view)) // most)
    return render_text(view, "sitemap-index.xml", urls=[f"{view.base_url}/sitemap-{n}.xml" for n in range(1, parts + 1)])
