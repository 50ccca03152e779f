"""llms.txt: what the site holds, as a short Markdown list for language models (llmstxt.org)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from clinicsite.model.frozen import frozen
from clinicsite.model.page import Page
from clinicsite.model.site import FormFile, Site
from clinicsite.read.scan import strip_inline
from clinicsite.render.job import Job
from clinicsite.render.sitemap import is_indexable
from clinicsite.render.text import render_text
from clinicsite.settings import Settings

if TYPE_CHECKING:
    from clinicsite.render.view import View

KINDS = (("Treatments", "treatment"), ("Conditions", "condition"), ("Locations", "location"), ("People", "person"))
NOTICES = "notice"


@frozen()
class Link:
    title: str
    url: str
    description: str


@frozen()
class Part:
    """A section of the list. One without links is left out."""

    title: str
    links: tuple[Link, ...]


def jobs(site: Site, settings: Settings) -> Iterator[Job]:
    """Always written."""
    yield Job("llms.txt", "templates/text/llms.txt", llms)


def llms(view: View) -> bytes:
    clinic = view.clinic
    return render_text(
        view,
        "llms.txt",
        title=clinic.name,
        summary=clinic.tagline,
        disclaimer=strip_inline(clinic.disclaimer),
        parts=[part for part in parts(view) if part.links],
    )


def parts(view: View) -> Iterator[Part]:
    """Treatments, conditions, each topic's articles, places and people, plain pages and forms; notices come last."""
    for title, kind in KINDS[:2]:
        yield _part(view, title, view.pages(kind=kind))
    for topic in view.pages(kind="topic"):
        yield _part(view, topic.title, view.pages(kind="article", topic=topic.name))
    for title, kind in KINDS[2:]:
        yield _part(view, title, view.pages(kind=kind))
    plain = [page for page in view.pages(kind="page") if page.id]
    notices = [page for page in plain if getattr(page.meta, "layout", "") == NOTICES]
    yield _part(view, "About the clinic", (*(page for page in plain if page not in notices), *view.forms()))
    for language in view.languages()[1:]:
        pages = view.pages(lang=language.code)
        yield _part(view, language.name, (*pages, *view.forms(language.code)))
    yield _part(view, "Optional", notices)


def _part(view: View, title: str, targets: tuple[Page | FormFile, ...] | list[Page]) -> Part:
    return Part(title, tuple(_link(view, target) for target in targets if is_indexable(target)))


def _link(view: View, target: Page | FormFile) -> Link:
    meta = target.meta if isinstance(target, Page) else target.form
    title = getattr(meta, "full_name", meta.title)
    return Link(title.replace("[", "(").replace("]", ")"), view.absolute(target), meta.description)
