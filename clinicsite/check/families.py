"""The families of rules, and what gathers their findings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from dataclasses import replace
from datetime import date
from functools import cache, partial
from hashlib import sha256
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Literal

from clinicsite.check import (
    abstracts,
    blocks,
    boilerplate,
    cards,
    characters,
    citations,
    dates,
    fences,
    findings,
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
from clinicsite.check.abstracts import Abstracts, abstract_of
from clinicsite.check.document import read_document
from clinicsite.check.facts import addresses, credentials, crisis, dialing, hours, notices, phones, prices, services, states
from clinicsite.check.facts.records import Records
from clinicsite.check.facts.statements import statements_of_page, statements_of_records
from clinicsite.check.keep import AFRESH, Keep, Task
from clinicsite.check.manuscript import Manuscript, read_manuscript
from clinicsite.check.mentions import UNREADABLE, mentions
from clinicsite.check.pair import Pair, pairs_of
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

WRONG, WELL = "wrong", "well"
"""What is kept of all rendered pages together."""

When = Literal["ever", "going live"]
"""Which rules judge: those of every build, or those that only matter once a site is to go live."""


def check_sources(sources: Iterable[Source], held: Collection[str] = (), keep: Keep = AFRESH) -> Iterator[Diagnostic]:
    """What is wrong in Markdown and YAML as it is written.

    `held` are the paths of pages that are kept out of the site: their errors come as warnings, because a draft may be
    unfinished and must not hold up the others.
    """
    sources = [source for source in sources if source.path.endswith((".md", ".yaml"))]
    keep.ahead(_task(source, "manuscript", _as_written) for source in sources if source.digest)
    for source in sources:
        for found in _kept(keep, source, "manuscript", _as_written):
            softened = source.path in held and found.severity == "error"
            yield replace(found, severity="warning") if softened else found


def _as_written(text: Manuscript) -> Iterator[Diagnostic]:
    return (found for rule in _of("manuscript") for found in rule(text))


def _as_shown(when: When, text: Manuscript) -> Iterator[Diagnostic]:
    return (found for rule in _of("shown", when) for found in rule(text))


Judge = Callable[[Manuscript], Iterable[Diagnostic]]


def _kept(keep: Keep, source: Source, about: str, judge: Judge) -> tuple[Diagnostic, ...]:
    """What is found in a source by itself. What can be mended is told afresh, because a fix is not kept."""
    if keep is AFRESH or not source.digest:
        return tuple(judge(read_manuscript(source)))
    return findings.read(keep(*_task(source, about, judge)))


def _task(source: Source, about: str, judge: Judge) -> Task:
    return f"{about} {source.path} {source.digest}", lambda: findings.written(judge(read_manuscript(source)))


def check_site(site: Site, sources: Iterable[Source] = (), keep: Keep = AFRESH) -> Iterator[Diagnostic]:
    """What is wrong between pages. `sources` are all files that were read: links to one that has errors of its own
    are passed over, because those errors are the news."""
    sources = tuple(sources)
    site = replace(site, held=(*site.held, *_unreadable(site, sources)))
    yield from _judge(site, sources, "ever", keep)
    records = Records(site)
    for said in statements_of_records(site, sources):
        for rule in _of("statement"):
            yield from rule(said, records)


def check_page_again(page: Page, site: Site, clock: date, keep: Keep = AFRESH) -> Iterator[Diagnostic]:
    """What is wrong in one page whose words changed, but nothing of what it names, of its front matter or of its headings.

    Rules about what is named and about the site know no more of a page than that, so they have nothing new to say. Of the site
    only what is no article has to be there.
    """
    source = page.source
    yield from check_sources([source], keep=keep)
    yield from _kept(keep, source, "shown ever", partial(_as_shown, "ever"))
    yield from _judge_page(page, site, Records(site), "ever")
    for rule in _of("day"):
        yield from rule(page, clock)
    for rule in _of("calendar"):
        yield from rule(replace(site, pages=(page,)), clock)


OF_ONE_PAGE = frozenset({"manuscript", "shown", "page", "statement", "day", "calendar", "document"})
"""The scopes of rules that are asked again about a page whose words changed."""


def is_asked_again(code: str) -> bool:
    """Whether all rules with this code are asked again about a page whose words changed, so that what they said of it before
    no longer counts."""
    return all(rule.scope in OF_ONE_PAGE and rule.going_live != "only" for rule in RULES if rule.code == code)


def as_unready(before: Source, now: Source, keep: Keep) -> bool:
    """Whether as much of what must not go live stands in the words of a source as in those that it had. Raises LookupError where
    those are not known to `keep`."""
    if any(_of(scope, "going live") for scope in ("page", "pair", "statement")):
        return False
    task = partial(_task, about="shown going live", judge=partial(_as_shown, "going live"))
    return len(findings.read(keep(*task(now)))) == len(findings.read(keep(task(before)[0], _not_kept)))


def check_going_live(
    site: Site, templates: Iterable[Source] = (), sources: Iterable[Source] = (), keep: Keep = AFRESH
) -> Iterator[Diagnostic]:
    """What must not go live and is no fault before: samples and what stands in for facts. `templates` are the site's own."""
    yield from _judge(site, tuple(sources), "going live", keep)
    for source in templates:
        text = read_manuscript(source)
        for rule in (*_of("shown"), *_of("shown", "going live"), *_of("template", "going live")):
            yield from rule(text)


def shown_sources(site: Site) -> Iterator[Source]:
    """The files of content/ that are part of the site: no draft, nothing that is kept back."""
    yield site.clinic_source
    yield from (page.source for page in site.all_pages if page.source.is_written)
    yield from (form.source for form in site.all_forms)
    yield from (record for translation in site.translations for record in translation.records)


def _judge(site: Site, sources: tuple[Source, ...], when: When, keep: Keep) -> Iterator[Diagnostic]:
    shown, as_shown = tuple(shown_sources(site)), partial(_as_shown, when)
    records, around = Records(site), _around(site, sources)

    def task(page: Page) -> Task:
        key = f"page {when} {around} {_digest_of(page, site)}"
        return key, lambda: findings.written(_judge_page(page, site, records, when))

    pairs = tuple(pairs_of(site)) if _of("pair", when) else ()
    keep.ahead(_task(source, f"shown {when}", as_shown) for source in shown if source.digest)
    keep.ahead(task(page) for page in site.all_pages if page.source.digest)
    keep.ahead(_pair_task(pair, when) for pair in pairs)
    for source in shown:
        yield from _kept(keep, source, f"shown {when}", as_shown)
    if _of("mention", when):
        for mention in mentions(site):
            for rule in _of("mention", when):
                yield from rule(mention, site)
    for page in site.all_pages:
        if keep is AFRESH or not page.source.digest:
            yield from _judge_page(page, site, records, when)
        else:
            yield from findings.read(keep(*task(page)))
    for pair in pairs:
        yield from findings.read(keep(*_pair_task(pair, when)))
    for rule in _of("site", when):
        yield from rule(site)


def _pair_task(pair: Pair, when: When) -> Task:
    """What a pair is found to be, by all that is compared of it."""
    return f"pair {when} {pair.key}", lambda: findings.written(found for rule in _of("pair", when) for found in rule(pair))


def _judge_page(page: Page, site: Site, records: Records, when: When) -> Iterator[Diagnostic]:
    """What is wrong on one page, and in each sentence of it, in the light of the records around it."""
    if page.original is None:
        for rule in _of("page", when):
            yield from rule(page, site)
    if _of("statement", when):
        for said in statements_of_page(page):
            for rule in _of("statement", when):
                yield from rule(said, records)


def _digest_of(page: Page, site: Site) -> str:
    """All that is judged of a page besides what stands around it."""
    english = site.by_id.get(page.first_id)
    review = site.review_of(page)
    parts = (
        page.source.path, page.source.digest, page.url, page.overdue, english and english.source.digest, review and review.source.digest,
    )
    return sha256(repr(parts).encode()).hexdigest()


def _around(site: Site, sources: Iterable[Source]) -> str:
    """All that an article may be held against: every file but the articles themselves and the records of their reviews, and
    what is kept back. Rules about pages look at no other article."""
    articles = {page.source.path for page in site.all_pages if page.kind == "article"}
    files = sorted((s.path, s.digest) for s in sources if s.path not in articles and not s.path.startswith("reviews/"))
    media = sorted((file.path, file.digest) for file in site.media.values())
    live = sorted(page.id for page in site.all_pages if page.kind != "article")
    held = sorted((page.id, reason) for page, reason in site.held if page.kind != "article")
    return sha256(repr((files, media, live, held, site.clinic.base_url)).encode()).hexdigest()


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
    """What is wrong in rendered pages, given by path under site/. `paths` are all files of the build, pages among them;
    `trust` is whom the clinic has agreements with."""
    yield from check_rendered(dict.fromkeys(pages, ""), pages.__getitem__, paths, base_url, trust)


def check_rendered(
    digests: Mapping[str, str], read: Callable[[str], str], paths: Set[str], base_url: str, trust: Trust, keep: Keep = AFRESH
) -> Iterator[Diagnostic]:
    """The same for pages given by path and digest. `read` gives the text of one, and is asked only for what was not judged
    before."""
    told: dict[str, str] = {}
    about, task = _about(base_url, trust), _html_task(read, base_url, trust)

    keep.ahead(task(path, digest) for path, digest in digests.items() if keep is not AFRESH)
    for path, digest in digests.items():
        told[path], _, found = keep(*task(path, digest)).partition("\n")
        yield from findings.read(found)
    key = sha256("\n".join((about, *sorted(paths), *told.values())).encode("utf-8", "surrogatepass")).hexdigest()

    @cache
    def judge_together() -> tuple[Diagnostic, ...]:
        pages = {path: abstracts.read(text) for path, text in told.items()}
        together = Abstracts(pages, paths, base_url, lambda path: read_document(path, read(path), base_url, trust), trust)
        return tuple(found for rule in _of("documents") for found in rule(together))

    # Where something is wrong on a page can change while its abstract does not, so only that nothing is wrong is kept.
    if keep(f"together {key}", lambda: WRONG if judge_together() else WELL) == WRONG:
        yield from judge_together()


def check_rendered_again(
    digests: Mapping[str, tuple[str, str]], read: Callable[[str], str], base_url: str, trust: Trust, keep: Keep
) -> Iterator[Diagnostic]:
    """What is wrong in rendered pages, given by path with the digests they had and have, where nothing changed for other pages.
    Raises LookupError where something did, or where a page as it was is not known to `keep`."""
    task = _html_task(read, base_url, trust)
    for path, (before, now) in digests.items():
        abstract, _, found = keep(*task(path, now)).partition("\n")
        if abstract != keep(task(path, before)[0], _not_kept).partition("\n")[0]:
            raise LookupError("other pages have to do with what changed here")
        yield from findings.read(found)


def _not_kept() -> str:
    raise LookupError("this was not judged before")


def _about(base_url: str, trust: Trust) -> str:
    return sha256(repr((base_url, trust)).encode()).hexdigest()


def _html_task(read: Callable[[str], str], base_url: str, trust: Trust) -> Callable[[str, str], Task]:
    about = _about(base_url, trust)
    return lambda path, digest: (f"html {about} {path} {digest}", lambda: _judge_html(path, read(path), base_url, trust))


def _judge_html(path: str, html: str, base_url: str, trust: Trust) -> str:
    """A line with the abstract of a page, and one with what is wrong in it."""
    document = read_document(path, html, base_url, trust)
    wrong = findings.written(found for rule in _of("document") for found in rule(document))
    return f"{abstracts.written(abstract_of(document))}\n{wrong}"


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
