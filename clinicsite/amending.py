"""An edit of words alone: the pages that were edited are read, checked and rendered, and no others.

A body that keeps its headings and names what it named before changes nothing that other pages show or are judged by. So what is
needed of the site is what is no article, the edited pages, and the articles that their files were made with the last time.
Whether that was enough is not taken on trust: each file has to be made from the same needs as before, with the same digests, but
for the edited bodies. Where it is not, or where anything is wrong, nothing has been done, and the whole build has its turn.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from clinicsite.check import findings
from clinicsite.checking import check_again
from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.model.frozen import frozen
from clinicsite.model.languages import ENGLISH, LANGUAGES
from clinicsite.model.output import Need, Output
from clinicsite.model.page import Page
from clinicsite.model.site import Site
from clinicsite.publish.folder import Published, replace
from clinicsite.publish.last_build import Since
from clinicsite.publish.memo import Memo, StoredOutput
from clinicsite.publish.search_index import search_pages
from clinicsite.publish.seen import Seen
from clinicsite.read.files import Changed, is_passed_over, read_some
from clinicsite.read.kept import FRONT, KeptReader
from clinicsite.read.library import read_library
from clinicsite.read.reviews import is_record, path_of
from clinicsite.read.routes import is_one_of_many
from clinicsite.render.company import others_of, sources_of
from clinicsite.render.facts import Facts, Known
from clinicsite.render.outlines import outline
from clinicsite.render.view import View
from clinicsite.rendering import all_jobs, reason_of, rendered, renderer
from clinicsite.settings import Settings

MOST = 20
"""With more edits than this, the whole build is sooner done."""


@frozen()
class Amended:
    """What became of the site's files, and why; what is to be told of the site, most of which the last build found; `site` is
    only what was needed of it."""

    published: Published
    reasons: tuple[str, ...]
    told: tuple[Diagnostic, ...]
    site: Site


class Wider(Exception):
    """There is more to an edit than the words of pages."""


def amend(settings: Settings, clock: date, memo: Memo, since: Since) -> Amended | None:
    """Brings the site up to date with edits since the last build; None where that takes a whole build."""
    if not since.stands:
        return None
    memo.few = True
    try:
        return _amend(settings, clock, memo, since)
    except (Wider, Changed):
        memo.as_it_was()
        return None


def _amend(settings: Settings, clock: date, memo: Memo, since: Since) -> Amended:
    edited = _edited(settings, since)
    reader = KeptReader(memo)
    before = {path: _as_kept(reader, path) for path in edited}
    names = {path: _names(page) for path, page in before.items()}
    stored = memo.outputs_from(("body", page.id) for page in before.values())
    told = findings.read(since.outcome.told)
    said = [found for found in told if found.where.file.endswith((*edited, *since.removed, *stored))]
    if settings.going_live or said and not _is_asked_again(said):
        raise Wider

    read = {path for path in since.files if not is_one_of_many(path) and not is_passed_over(path)} | {*edited}
    read |= {path for path in since.added if not is_passed_over(path)}
    read |= {path for output in stored.values() for path in sources_of(output.company)}
    read |= {record for page in before.values() if (record := _record_of(page)) in since.files}
    files = read_some(settings.content_folder, read, Seen(settings.content_folder, memo.facts("few")))
    library = read_library(settings, clock, reader, files=files)
    site = library.site
    if site is None or not _told(told).issuperset(_told(library.problems)) or search_pages(site):
        raise Wider
    pages = {path: _live(site, path) for path in edited}
    if any(_names(page) != names[path] for path, page in pages.items()):
        raise Wider
    _compare_records(before, pages, memo, since)

    facts, outputs = _render(site, settings, clock, memo, since, stored, {page.id for page in pages.values()})
    made = {output.path: (stored[output.path].digest, output) for output in outputs}
    edits = [(before[path], page) for path, page in pages.items()]
    try:
        found = check_again(edits, made, facts.base_url, site, settings, clock, memo)
    except LookupError:
        raise Wider from None
    if any(each.severity == "error" or settings.strict and each.severity == "warning" for each in found):
        raise Wider
    published, reasons = _publish(outputs, settings, memo, {page.id for page in pages.values()})
    return Amended(published, reasons, (*(each for each in told if each not in said), *found), site)


def _is_asked_again(said: Iterable[Diagnostic]) -> bool:
    from clinicsite.check.families import is_asked_again

    return all(is_asked_again(code) for code in {each.code for each in said})


def _told(found: Iterable[Diagnostic]) -> set[tuple[str, str, Location]]:
    return {(each.code, each.message, each.where) for each in found}


def _edited(settings: Settings, since: Since) -> tuple[str, ...]:
    """The pages that were saved. Raises Wider where that is not all, but for records of reviews that came or went."""
    changed = tuple(path for path in since.changed if not is_passed_over(path))
    others = [path for path in (*since.added, *since.removed) if not is_passed_over(path)]
    for path in changed:
        if not path.endswith(".md") or _is_translated(path, since) or os.path.islink(settings.content_folder / path):
            raise Wider
    if not 0 < len(changed) <= MOST or not all(is_record(path) for path in others):
        raise Wider
    return changed


def _is_translated(path: str, since: Since) -> bool:
    """Whether a page is in another language, or may be in one as well: then the two are compared."""
    folders = {path.partition("/")[0]} & {language.folder for language in LANGUAGES if language != ENGLISH}
    return bool(folders) or any(f"{language.folder}/{path}" in since.files for language in LANGUAGES if language != ENGLISH)


def _as_kept(reader: KeptReader, path: str) -> Page:
    page = reader.as_kept(path)
    if page is None:
        raise Wider
    return page


def _live(site: Site, path: str) -> Page:
    page = site.by_source.get(path)
    if page is None or page.overdue:
        raise Wider
    return page


def _names(page: Page) -> tuple[object, ...]:
    """All that the site and its rules may know of a page besides its words."""
    body = page.body
    return (
        outline(page), page.path, [(h.level, h.text, h.id) for h in body.headings],
        [(link.target, link.text, link.image) for link in body.links], [c.keys for c in body.citations],
        [(block.name, block.argument) for block in body.blocks],
    )  # fmt: skip


def _record_of(page: Page) -> str | None:
    """Where the review lies that the page says it had."""
    return path_of(page.id, page.meta.reviewed_words) if page.meta.reviewed_words else None


def _compare_records(before: Mapping[str, Page], pages: Mapping[str, Page], memo: Memo, since: Since) -> None:
    """Raises Wider unless each page that was reviewed again has its new record in place of the old one."""
    came: set[str | None] = set()
    gone: set[str | None] = set()
    for path, page in pages.items():
        old, new = _record_of(before[path]), _record_of(page)
        if old != new:
            came.add(new)
            gone.add(old)
            if old and memo.says(FRONT, str(before[path].meta.reviewed_words)) != [path]:
                raise Wider
    added, removed = ({*filter(is_record, paths)} for paths in (since.added, since.removed))
    if added != came - {None} or removed != gone - {None}:
        raise Wider


def _render(
    site: Site, settings: Settings, clock: date, memo: Memo, since: Since, stored: Mapping[str, StoredOutput], edited: set[str]
) -> tuple[Facts, list[Output]]:
    """The files that show the edited pages, made anew. Raises Wider where one is made from anything else than it was."""
    try:
        others = {key: pages for output in stored.values() for key, pages in others_of(output.company, site.by_source).items()}
    except (KeyError, ValueError):
        raise Wider from None
    facts, templates, bodies = renderer(site, settings, clock, memo, known=Known(since.outcome.standing, others))
    outputs: list[Output] = []
    waiting = set(stored)
    for job in all_jobs(site, settings):
        if job.path in waiting:
            output = rendered(job, View(facts, templates, bodies, job.lang), facts)
            if not isinstance(output, Output) or not _is_made_alike(output, stored[job.path], edited):
                raise Wider
            outputs.append(output)
            waiting.remove(job.path)
        if not waiting:
            return facts, outputs
    raise Wider


def _is_made_alike(output: Output, stored: StoredOutput, edited: set[str]) -> bool:
    now, then = ({need for need in needs if not _is_body(need, edited)} for needs in (output.needs, stored.needs))
    return now == then and output.company == stored.company


def _is_body(need: Need, edited: set[str]) -> bool:
    return need.kind == "body" and need.name in edited


def _publish(outputs: list[Output], settings: Settings, memo: Memo, edited: set[str]) -> tuple[Published, tuple[str, ...]]:
    stored = memo.outputs()
    try:
        published = replace(outputs, settings.output_folder)
    except KeyError:
        raise Wider from None
    if not published.ok:
        memo.as_it_was()
        return published, ()
    if len(published.written) > 1:
        seen = Seen(settings.output_folder, memo.facts("seen"))
        seen.relinked()
        memo.keep_facts("seen", seen.text())
    memo.keep_outputs({output.path: StoredOutput(output.digest, output.needs, output.company) for output in outputs})
    return published, tuple(_reasons(outputs, stored, edited))


def _reasons(outputs: list[Output], stored: Mapping[str, StoredOutput], edited: set[str]) -> Iterator[str]:
    for output in outputs:
        held = {*output.needs}
        for need in [need for need in stored[output.path].needs if _is_body(need, edited) and need not in held][:1]:
            yield f"{output.path}: {reason_of(need)}"
