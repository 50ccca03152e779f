"""Prose: converted Markdown with its links, pictures, terms and blocks filled in from the view."""

from __future__ import annotations

import json
import re
from html import escape, unescape
from typing import TYPE_CHECKING

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from clinicsite.model.frozen import frozen
from clinicsite.model.languages import ENGLISH
from clinicsite.model.output import Need
from clinicsite.model.page import Page
from clinicsite.model.picture import RASTER
from clinicsite.render.reading_time import reading_seconds

if TYPE_CHECKING:
    from clinicsite.render.view import View

BLOCK = re.compile(r"<x-block ([^>]*)>((?:(?!<x-block ).)*?)</x-block>", re.S)
GLOSS = re.compile(r'<x-gloss term="([^"]*)"></x-gloss>')
LINK = re.compile(r'<a ([^>]*?)data-(to|term)="([^"]*)"([^>]*)>')
WHOLE_LINK = re.compile(r'<a ([^>]*?)data-to="([^"]*)"([^>]*)>(.*?)</a>', re.S)
IMAGE = re.compile(r'<img ([^>]*?)data-src="([^"]*)"([^>]*)>')
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


@frozen(slots=True)
class TocEntry:
    """A heading of the second level, with the reading time at which it starts and that it takes, in seconds."""

    id: str
    text: str
    level: int
    start: int
    seconds: int
    words: int


@frozen(slots=True)
class Prose:
    """A body ready for a page. Citation marks are filled in once the whole page is rendered."""

    html: Markup
    toc: tuple[TocEntry, ...]
    seconds: int


KEPT: dict[str, tuple[Prose, tuple[Need, ...]]] = {}
"""Proses by page id with what they were made from. Whoever takes one first sees whether all of it still holds."""


def prose_of(page: Page, view: View) -> Prose:
    """The prose of a page; blocks and glosses are rendered by their components."""
    from clinicsite.render.blocks import BLOCKS

    html = view.open_html(page)
    html = _links(html, view, page.source.path, glosses="<x-gloss" in html)

    def block(match: re.Match[str]) -> str:
        attributes = {key: unescape(value) for key, value in ATTRIBUTE.findall(match[1])}
        options = json.loads(attributes.get("options") or "{}")
        options |= {key: attributes[key] for key in ("id", "level") if key in attributes}
        return str(BLOCKS[attributes["name"]](view, page, attributes.get("argument", ""), options, Markup(match[2])))

    while "<x-block " in html:
        html, count = BLOCK.subn(block, html)
        if not count:
            raise ValueError(f"A block of {page.source.file} was converted wrongly.")
    html = GLOSS.sub(lambda m: str(view.component("gloss", term=unescape(m[1]))), html)
    toc = contents(page)
    seconds = reading_seconds(page.body.words + _lead_words(page), sum(h.figures for h in page.body.headings))
    return Prose(Markup(html), toc, seconds)


def inline(text: str, view: View, page: Page | None = None) -> Markup:
    """One paragraph of front matter as HTML. Terms lead to the glossary page."""
    return Markup(_links(view.open_inline(text), view, page.source.path if page else "", glosses=False))


def _links(html: str, view: View, source: str, glosses: bool) -> str:
    def foreign(match: re.Match[str]) -> str:
        """A link to a page in another language says so before anybody follows it."""
        found = view.target(unescape(match[2]), source)
        if found is None or found.lang == view.lang or found.lang != ENGLISH.code:
            return match[0]
        said = view.gettext("(in English)")
        return f'<a {match[1]}data-to="{match[2]}"{match[3]} hreflang="{ENGLISH.short}">{match[4]} {said}</a>'

    def link(match: re.Match[str]) -> str:
        before, kind, target, after = match[1], match[2], unescape(match[3]), match[4]
        if kind == "term":
            href = f"#term-{target}" if glosses else view.url(f"/pages/glossary.md#term-{target}")
        else:
            href = view.url(target, source)
        return f'<a {before}href="{escape(href)}"{after}>'

    def image(match: re.Match[str]) -> str:
        path, said = unescape(match[2]), {key: unescape(value) for key, value in ATTRIBUTE.findall(match[1] + match[3])}
        if path.lower().endswith(RASTER):
            alt, title = said.get("alt", ""), said.get("title", "")
            return str(view.component("photo", path=path, alt=alt, source=source, title=title))
        return f'<img {match[1]}src="{escape(view.media(path, source))}"{match[3]} loading="lazy">'

    if view.lang != ENGLISH.code:
        html = WHOLE_LINK.sub(foreign, html)
    return IMAGE.sub(image, LINK.sub(link, html))


def contents(page: Page) -> tuple[TocEntry, ...]:
    """The parts of a body that its second-level headings open, measured in reading time from the top of the page."""
    opened: list[tuple[str, str, int, int]] = []
    words, figures = page.body.lead_words + _lead_words(page), 0
    for heading in page.body.headings:
        if heading.level == 2:
            opened.append((heading.id, heading.text, words, figures))
        words, figures = words + heading.words, figures + heading.figures
    ends = [*((w, f) for _, _, w, f in opened[1:]), (words, figures)]
    return tuple(
        TocEntry(
            anchor, text, 2, reading_seconds(w, f),
            max(0, reading_seconds(*end) - reading_seconds(w, f)), end[0] - w,
        )
        for (anchor, text, w, f), end in zip(opened, ends)
    )


def _lead_words(page: Page) -> int:
    return len((page.meta.summary or page.meta.description).split())


@pass_context
def md(context: Context, text: str) -> Markup:
    """One paragraph of front matter as HTML, with its links, citations and terms."""
    return inline(text, context["view"], context.get("page"))
