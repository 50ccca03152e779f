"""Pages, forms and the 404 page as jobs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from clinicsite.model.frozen import frozen
from clinicsite.model.kinds import PlainPage
from clinicsite.model.languages import ENGLISH, Language
from clinicsite.model.page import Body, Page, Source
from clinicsite.model.site import FormFile, Site
from clinicsite.render.forms import render_form
from clinicsite.render.job import Job
from clinicsite.render.languages import alternates
from clinicsite.render.offline import offline_marks
from clinicsite.render.references import number_citations, references
from clinicsite.render.search import search_marks
from clinicsite.render.social import social
from clinicsite.render.structured_data import structured_data
from clinicsite.render.view import View
from clinicsite.settings import Settings

ARTICLES_A_PAGE = 30


@frozen()
class Pagination:
    """One page of a long listing. `urls` are the site addresses of all its pages, in order."""

    number: int
    total: int
    pages: tuple[Page, ...]
    urls: tuple[str, ...]

    @property
    def previous_url(self) -> str | None:
        return self.urls[self.number - 2] if self.number > 1 else None

    @property
    def next_url(self) -> str | None:
        return self.urls[self.number] if self.number < self.total else None


def jobs(site: Site, settings: Settings) -> Iterator[Job]:
    """A job for every HTML page of the site, in each of its languages."""
    for page in site.all_pages:
        if page.kind == "topic":
            yield from _topic_jobs(page, site)
        else:
            yield Job(page.path, page.source.file, lambda view, page=page: render_page(page, view), page.lang)
    for form in site.all_forms:
        source, lang = form.source.file, form.lang
        yield Job(form.url.lstrip("/") + "index.html", source, lambda view, form=form: render_form(view, form).encode(), lang)
        if site.clinic.forms.backend != "phone-only":
            path = form.thanks_url.lstrip("/") + "index.html"
            yield Job(path, source, lambda view, form=form: render_thanks(form, view), lang)
    for language in site.languages:
        yield Job(not_found_path(language), "templates/pages/404.html", render_not_found, language.code)
    if settings.drafts:
        yield Job("styleguide/index.html", "templates/pages/styleguide.html", render_styleguide)


def template_of(page: Page) -> str:
    """`pages/faq.html` for a page whose layout is faq, else the kind's template."""
    name = getattr(page.meta, "layout", page.kind) if page.kind == "page" else page.kind
    return f"pages/{name}.html"


def render_page(page: Page, view: View, **more: Any) -> bytes:
    """The whole HTML of a page, citations numbered."""
    return _finish(view, template_of(page), page, prose=view.prose(page), **more)


def render_form_page(form: FormFile, view: View, **more: Any) -> bytes:
    view.record("form", form.id)
    return _finish(view, "pages/form.html", page_of_form(form), form=form, prose=None, **more)


def render_thanks(form: FormFile, view: View) -> bytes:
    view.record("form", form.id)
    thanks, original = form.form.thanks, None if form.original is None else f"{form.original}/thank-you"
    page = _made_page(
        "thanks", form.thanks_url.strip("/"), form.source, thanks.title, thanks.description, original, form.lang, noindex=True,
    )
    return _finish(view, "pages/thanks.html", page, form=form, prose=None)


def render_not_found(view: View) -> bytes:
    source = Source("pages/404.md", "", "")
    title, description = view.gettext("This page is not here"), view.gettext("The page is not at this address.")
    original = None if view.lang == ENGLISH.code else "404.html"
    path = not_found_path(view.language)
    page = _made_page("404", path, source, title, description, original, view.lang, noindex=True)
    return _finish(view, "pages/404.html", page, prose=None)


def not_found_path(language: Language) -> str:
    """Where hosts look for what to show when a page is missing: in the folder that was asked, or in one above it."""
    return f"{language.folder}/404.html".lstrip("/")


def render_styleguide(view: View) -> bytes:
    source = Source("pages/styleguide.md", "", "")
    page = _made_page("styleguide", "styleguide", source, "Style guide", "Every part of the design, in every state.", noindex=True)
    meta = replace(page.meta, reviewed=date(2025, 11, 3), review_due=date(2026, 11, 3))
    page = replace(page, overdue=True, meta=meta)
    middle = Pagination(2, 3, (), (page.url,) * 3)
    return _finish(view, "pages/styleguide.html", page, prose=None, pagination=middle)


def page_of_form(form: FormFile) -> Page:
    """A form seen as a page: title, description and address."""
    facts = form.form
    return _made_page(
        "form", form.id, form.source, facts.title, facts.description, form.original, form.lang, summary=facts.summary,
    )


def _made_page(
    kind: str, page_id: str, source: Source, title: str, description: str, original: str | None = None,
    lang: str = ENGLISH.code, **meta: Any,
) -> Page:
    url = f"/{page_id}" if page_id.endswith(".html") else f"/{page_id}/"
    return Page(
        id=page_id, kind=kind, url=url, path=url.lstrip("/") + ("" if page_id.endswith(".html") else "index.html"),
        meta=PlainPage(title=title, description=description, **meta), body=Body("", 1), source=source,
        lang=lang, original=original,
    )


def _topic_jobs(page: Page, site: Site) -> Iterator[Job]:
    articles = (other for other in site.pages_in(page.lang) if other.kind == "article")
    count = sum(1 for other in articles if other.meta.topic == page.name)
    total = max(1, -(-count // ARTICLES_A_PAGE))
    for number in range(1, total + 1):
        path = page.path if number == 1 else page.path.replace("index.html", f"page/{number}/index.html")
        yield Job(path, page.source.file, lambda view, n=number: _render_topic(page, view, n), page.lang)


def _render_topic(page: Page, view: View, number: int) -> bytes:
    articles = view.pages(kind="article", topic=page.name)
    total = max(1, -(-len(articles) // ARTICLES_A_PAGE))
    urls = tuple(page.url + (f"page/{n}/" if n > 1 else "") for n in range(1, total + 1))
    shown = articles[(number - 1) * ARTICLES_A_PAGE : number * ARTICLES_A_PAGE] if total > 1 else articles
    return render_page(page, view, pagination=Pagination(number, total, shown, urls))


def _finish(view: View, template: str, page: Page, **context: Any) -> bytes:
    view.record("page", page.id)
    html = view.render(
        template, page=page, clinic=view.clinic, references=references,
        social=lambda: social(view, page), structured_data=lambda: structured_data(view, page),
        search_marks=lambda: search_marks(view, page), offline_marks=lambda: offline_marks(view, page),
        alternates=lambda: () if page.kind == "404" else alternates(view, page), **context,
    )
    return (number_citations(html, view).strip() + "\n").encode()
