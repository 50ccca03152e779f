"""The families of rules, and what gathers their findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path, PurePosixPath
from types import ModuleType

from clinicsite.check import (
    blocks,
    cards,
    characters,
    citations,
    dates,
    fences,
    form_fields,
    form_sending,
    forms,
    headings,
    hyperlinks,
    identity,
    images,
    links,
    lists,
    marks,
    markup,
    notes,
    options,
    people,
    privacy,
    published,
    ratings,
    references,
    reviews,
    structure,
    tables,
)
from clinicsite.check.document import Document, Documents, read_document
from clinicsite.check.manuscript import read_manuscript
from clinicsite.check.mentions import UNREADABLE, mentions
from clinicsite.check.rule import Rule, Scope
from clinicsite.check.trust import NOBODY, Trust
from clinicsite.model.address import url_of
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.meta import Meta
from clinicsite.model.page import Body, Page, Source
from clinicsite.model.site import Site
from clinicsite.read.routes import id_of, kind_of

FAMILIES: tuple[ModuleType, ...] = (
    lists, marks, tables, fences, options, headings, notes, markup, hyperlinks, citations, characters,
    cards, blocks, links, references, identity, people, reviews, dates, images, forms,
    structure, privacy, form_sending, form_fields, ratings, published,
)
"""In the order of docs/diagnostics.md. Each module has its rules in a tuple `RULES`."""

RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES for rule in family.RULES)


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
    site = replace(site, held=(*site.held, *_unreadable(site, sources)))
    for mention in mentions(site):
        for rule in _of("mention"):
            yield from rule(mention, site)
    for page in site.pages:
        for rule in _of("page"):
            yield from rule(page, site)
    for rule in _of("site"):
        yield from rule(site)


def check_day(site: Site, clock: date) -> Iterator[Diagnostic]:
    """What is wrong on this day: reviews that are overdue, dates that are still to come."""
    for page in site.pages:
        for rule in _of("day"):
            yield from rule(page, clock)


def check_drawings(site: Site, content: Path) -> Iterator[Diagnostic]:
    """What is unsafe in the SVG files of the folder `content`."""
    for path, file in site.media.items():
        if path.lower().endswith(".svg"):
            text = (content / path).read_text("utf-8", errors="replace")
            for rule in _of("drawing"):
                yield from rule(file, text)


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


def _of(scope: Scope) -> tuple[Rule, ...]:
    return tuple(rule for rule in RULES if rule.scope == scope)


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
