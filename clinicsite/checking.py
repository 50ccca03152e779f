"""The rounds of checks, each remembered by the digest of everything that it judged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from clinicsite.check import findings
from clinicsite.crew import Crew
from clinicsite.model.diagnostic import Diagnostic, by_place
from clinicsite.model.output import Output
from clinicsite.model.page import Page
from clinicsite.model.site import Site
from clinicsite.publish.memo import Memo, StoredOutput
from clinicsite.read.library import Library
from clinicsite.read.templates import read_templates
from clinicsite.settings import Settings

WORTH_SHARING = 24
"""So many files take longer to judge than another process to start."""


def check_content(library: Library, settings: Settings, clock: date, memo: Memo, crew: Crew) -> tuple[Diagnostic, ...]:
    """What can be said of the sources and of the site before anything is rendered."""
    if not settings.checked:
        return ()
    from clinicsite.judging import claims_of, judge_site, matters

    site = library.site
    about = matters(library) if settings.judged else ()
    memo.use_findings(matter.key for matter in about)
    judged: list[Any] = [str(clock), settings.drafts, settings.future, str(settings.base_url), site is None, settings.judged]
    judged += sorted((source.path, source.digest) for source in library.sources)
    judged += sorted((file.path, file.digest) for file in site.media.values()) if site else []
    keep = Kept(memo, crew)

    def check() -> Iterable[Diagnostic]:
        from clinicsite.check.families import check_day, check_drawings, check_photos, check_pictures, check_site, check_sources
        from clinicsite.publish.hosting import limits
        from clinicsite.render.looks import Looks

        yield from check_sources(library.sources, {page.source.path for page, _ in site.held} if site else set(), keep)
        if site:
            yield from check_site(site, library.sources, keep)
            yield from check_day(site, clock)
            yield from check_drawings(site, settings.content_folder)
            yield from check_photos(site, settings.content_folder)
            yield from check_pictures(site, Looks(settings.content_folder, memo).look)
            yield from limits(site, settings)
            keep.ahead((matter.key, partial(claims_of, matter)) for matter in about)
            yield from judge_site(site, about, clock, memo)

    return _remembered("content", judged, check, memo)


def check_readiness(library: Library, settings: Settings, memo: Memo, crew: Crew) -> tuple[Diagnostic, ...]:
    """What must not go live: in the content that is part of the site, and in the site's own templates."""
    site = library.site
    if site is None or not settings.checked:
        return ()
    templates = read_templates(settings)
    judged: list[Any] = [settings.base_url, sorted((source.path, source.digest) for source in templates)]
    judged += sorted((source.path, source.digest) for source in library.sources)
    judged += sorted(page.source.path for page in site.all_pages) + sorted(form.source.path for form in site.all_forms)

    def check() -> Iterable[Diagnostic]:
        from clinicsite.check.families import check_going_live

        clinic = replace(site.clinic, base_url=settings.base_url or site.clinic.base_url)
        yield from check_going_live(replace(site, clinic=clinic), templates, library.sources, Kept(memo, crew))

    return _remembered("readiness", judged, check, memo)


def check_pages(
    outputs: list[Output], kept: Mapping[str, StoredOutput], base_url: str, site: Site, settings: Settings, memo: Memo, crew: Crew
) -> tuple[Diagnostic, ...]:
    """What can be said of the rendered pages, those that were kept among them."""
    if not settings.checked:
        return ()
    digests = {**{o.path: o.digest for o in outputs}, **{path: stored.digest for path, stored in kept.items()}}

    def check() -> Iterable[Diagnostic]:
        from clinicsite.check.families import check_rendered
        from clinicsite.check.trust import trust_of

        made = {output.path: output.data for output in outputs}

        def read(path: str) -> str:
            return (made[path] if path in made else (settings.output_folder / path).read_bytes()).decode()

        pages = {path: digest for path, digest in sorted(digests.items()) if path.endswith(".html")}
        return check_rendered(pages, read, frozenset(digests), base_url, trust_of(site), Kept(memo, crew))

    return _remembered("pages", [base_url, site.clinic_source.digest, sorted(digests.items())], check, memo)


def check_again(
    edits: Iterable[tuple[Page, Page]], made: Mapping[str, tuple[str, Output]], base_url: str, site: Site, settings: Settings, clock: date,
    memo: Memo,
) -> tuple[Diagnostic, ...]:
    """What can be said of pages whose words changed, given as they were and are, and of the files that were `made` of them, by
    path with the digest that each had. Of the site only what is no article has to be there.

    Raises LookupError where something can be said of the rest of the site because of them, or nobody knows.
    """
    if not settings.checked:
        return ()
    from clinicsite.check.families import as_unready, check_page_again, check_rendered_again
    from clinicsite.check.trust import trust_of
    from clinicsite.judging import judge_site, matters_of

    keep = Kept(memo, Crew(1, memo))
    edits = tuple(edits)
    if not all(as_unready(before.source, page.source, keep) for before, page in edits):
        raise LookupError("other words stand in for facts")
    html = {path: (digest, output.digest) for path, (digest, output) in made.items() if path.endswith(".html")}
    about = matters_of(site, [page for _, page in edits]) if settings.judged else ()
    return (
        *(found for _, page in edits for found in check_page_again(page, site, clock, keep)),
        *judge_site(site, about, clock, memo),
        *check_rendered_again(html, lambda path: made[path][1].data.decode(), base_url, trust_of(site), keep),
    )


class Kept:
    """What was found of one file is kept under a key that stands for all that it depends on besides the engine."""

    def __init__(self, memo: Memo, crew: Crew) -> None:
        self.memo, self.crew = memo, crew

    def __call__(self, key: str, make: Callable[[], str]) -> str:
        kept = self.memo.finding(key)
        if kept is None:
            kept = make()
            self.memo.keep_finding(key, kept)
        return kept

    def ahead(self, tasks: Iterable[tuple[str, Callable[[], str]]]) -> None:
        """Makes texts that will be asked for, several at once."""
        if self.crew.hands > 1:
            new = {key: make for key, make in tasks if self.memo.finding(key) is None}
            for key, text in zip(new, self.crew.share(list(new.values()), WORTH_SHARING), strict=True):
                self.memo.keep_finding(key, text)


def _remembered(
    name: str, judged: list[Any], check: Callable[[], Iterable[Diagnostic]], memo: Memo
) -> tuple[Diagnostic, ...]:
    key = hashlib.sha256(json.dumps(judged).encode()).hexdigest()
    remembered = memo.facts(name) or ""
    if remembered.startswith(key):
        return findings.read(remembered.removeprefix(key))
    found = by_place(check())
    memo.keep_facts(name, key + findings.written(found))
    return found
