"""The families of rules, and what gathers their findings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Literal

from clinicsite.check import (
    blocks,
    boilerplate,
    cards,
    characters,
    citations,
    dates,
    fences,
    form_fields,
    form_sending,
    forms,
    grades,
    headings,
    hyperlinks,
    identity,
    images,
    links,
    lists,
    loads,
    marks,
    markup,
    notes,
    options,
    parity,
    people,
    photos,
    pictures,
    placeholders,
    privacy,
    published,
    ratings,
    reviews,
    samples,
    secrets,
    sources,
    stand_ins,
    structure,
    tables,
    terms,
    titles,
    translations,
    trials,
    wording,
    works,
)
from clinicsite.check.document import Document, Documents, read_document
from clinicsite.check.facts import addresses, credentials, crisis, dialing, hours, notices, phones, prices, services, states
from clinicsite.check.facts.records import Records
from clinicsite.check.facts.statements import statements
from clinicsite.check.manuscript import read_manuscript
from clinicsite.check.mentions import UNREADABLE, mentions
from clinicsite.check.rule import Rule, Scope
from clinicsite.check.trust import NOBODY, Trust
from clinicsite.model.address import url_of
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.meta import Meta
from clinicsite.model.page import Body, Page, Source
from clinicsite.model.picture import RASTER, Flaw, Picture
from clinicsite.model.site import MediaFile, Site
from clinicsite.read.routes import id_of, kind_of

FAMILIES: tuple[ModuleType, ...] = (
    lists, marks, tables, fences, options, headings, notes, markup, hyperlinks, citations, characters,
    cards, blocks, links, terms, works, sources, grades, identity, people, reviews, dates, images, pictures, forms,
    structure, privacy, form_sending, form_fields, ratings, published,
    phones, addresses, hours, prices, credentials, states, services, crisis, dialing, notices,
    samples, stand_ins, trials, placeholders, boilerplate, wording, titles, secrets, photos, loads,
    parity, translations,
)
"""In the order of docs/diagnostics.md. Each module has its rules in a tuple `RULES`."""

RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES for rule in family.RULES)
BARRING = frozenset(rule.code for rule in RULES if rule.going_live != "same")
"""The codes of what must not go live."""
PHOTOS = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif")

When = Literal["ever", "going live"]
"""Which rules judge: those of every build, or those that only matter once a site is to go live."""


def check_sources(sources: Iterable[Source], held: Collection[str] = ()) -> Iterator[Diagnostic]:
    """What is wrong in Markdown and YAML as it is written.

    `held` are the paths of pages that are kept out of the site: their errors come as warnings, because a draft may be
    unfinished and must not hold up the others.
    """
    for source in sources:
        for found in _judge_source(source):
            softened = source.path in held and found.severity == "error"
            yield replace(found, severity="warning") if softened else found


@lru_cache(maxsize=20_000)
def _judge_source(source: Source) -> tuple[Diagnostic, ...]:
    if not source.path.endswith((".md", ".yaml")):
        return ()
    text = read_manuscript(source)
    return tuple(found for rule in _of("manuscript") for found in rule(text))


def check_site(site: Site, sources: Iterable[Source] = ()) -> Iterator[Diagnostic]:
    """What is wrong between pages. `sources` are all files that were read: links to one that has errors of its own
    are passed over, because those errors are the news."""
    sources = tuple(sources)
    site = replace(site, held=(*site.held, *_unreadable(site, sources)))
    yield from _judge(site, shown_sources(site), "ever")
    records = Records(site)
    for said in statements(site, sources):
        for rule in _of("statement"):
            yield from rule(said, records)


def check_going_live(site: Site, templates: Iterable[Source] = ()) -> Iterator[Diagnostic]:
    """What must not go live and is no fault before: samples and what stands in for facts. `templates` are the site's own."""
    yield from _judge(site, shown_sources(site), "going live")
    for source in templates:
        text = read_manuscript(source)
        for rule in (*_of("shown"), *_of("shown", "going live"), *_of("template", "going live")):
            yield from rule(text)


def shown_sources(site: Site) -> Iterator[Source]:
    """The files of content/ that are part of the site: no draft, nothing that is kept back."""
    yield site.clinic_source
    yield from (page.source for page in site.all_pages if page.source.text)
    yield from (form.source for form in site.all_forms)
    yield from (record for translation in site.translations for record in translation.records)


def _judge(site: Site, sources: Iterable[Source], when: When) -> Iterator[Diagnostic]:
    for source in sources:
        yield from _judge_shown(source, when)
    if _of("mention", when):
        for mention in mentions(site):
            for rule in _of("mention", when):
                yield from rule(mention, site)
    for page in site.pages:
        for rule in _of("page", when):
            yield from rule(page, site)
    for rule in _of("site", when):
        yield from rule(site)


@lru_cache(maxsize=20_000)
def _judge_shown(source: Source, when: When) -> tuple[Diagnostic, ...]:
    text = read_manuscript(source)
    return tuple(found for rule in _of("shown", when) for found in rule(text))


def check_day(site: Site, clock: date) -> Iterator[Diagnostic]:
    """What is wrong on this day: reviews that are overdue, dates that are still to come, sources that have grown old."""
    for page in site.pages:
        for rule in _of("day"):
            yield from rule(page, clock)
    for rule in _of("calendar"):
        yield from rule(site, clock)


def check_drawings(site: Site, content: Path) -> Iterator[Diagnostic]:
    """What is unsafe in the SVG files of the folder `content`."""
    for path, file in site.media.items():
        if path.lower().endswith(".svg"):
            text = (content / path).read_text("utf-8", errors="replace")
            for rule in _of("drawing"):
                yield from rule(file, text)


def check_photos(site: Site, content: Path) -> Iterator[Diagnostic]:
    """What pictures in the folder `content` tell besides what they show."""
    for path, file in site.media.items():
        if path.lower().endswith(PHOTOS):
            data = (content / path).read_bytes()
            for rule in _of("photo"):
                yield from rule(file, data)


def check_pictures(site: Site, look: Callable[[MediaFile], Picture | Flaw]) -> Iterator[Diagnostic]:
    """What is wrong with pictures of pixels. `look` says what one is, or why it cannot be used."""
    for path, file in site.media.items():
        if path.lower().endswith(RASTER) and isinstance(flaw := look(file), Flaw):
            for rule in _of("picture"):
                yield from rule(file, flaw)


def check_html(
    pages: Mapping[str, str], paths: Set[str], base_url: str = "", trust: Trust = NOBODY
) -> Iterator[Diagnostic]:
    """What is wrong in rendered pages, by path under site/. `paths` are all files of the build, pages among them;
    `trust` is whom the clinic has agreements with."""
    documents: dict[str, Document] = {}
    for path, html in pages.items():
        documents[path], found = _judge_page(path, html, base_url, trust)
        yield from found
    together = Documents(documents, paths, base_url, trust)
    for rule in _of("documents"):
        yield from rule(together)


@lru_cache(maxsize=20_000)
def _judge_page(path: str, html: str, base_url: str, trust: Trust) -> tuple[Document, tuple[Diagnostic, ...]]:
    document = read_document(path, html, base_url, trust)
    return document, tuple(found for rule in _of("document") for found in rule(document))


@cache
def _of(scope: Scope, when: When = "ever") -> tuple[Rule, ...]:
    return tuple(rule for rule in RULES if rule.scope == scope and (rule.going_live == "only") == (when == "going live"))


def _unreadable(site: Site, sources: Iterable[Source]) -> Iterator[tuple[Page, str]]:
    """Stand-ins for pages whose files could not be read."""
    known = {*site.by_source, *(page.source.path for page, _ in site.held)}
    for source in sources:
        kind = kind_of(source.path) if source.path.endswith(".md") else None
        if kind and source.path not in known:
            page_id = id_of(source.path, None)
            name = PurePosixPath(source.path).stem
            meta = Meta(title=name, description=name)
            yield Page(page_id, kind, url_of(page_id), "", meta, Body("", 1), source), UNREADABLE
