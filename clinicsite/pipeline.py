"""Read, check, render, check, publish: one build, in words."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from datetime import date, datetime, timezone
from functools import partial

from clinicsite.amending import amend
from clinicsite.check import findings
from clinicsite.checking import check_content, check_pages, check_readiness
from clinicsite.crew import Crew, hands_here
from clinicsite.engine import engine_key
from clinicsite.model.diagnostic import Diagnostic, by_place, has_errors
from clinicsite.model.frozen import frozen
from clinicsite.model.output import Output
from clinicsite.model.site import Site
from clinicsite.model.standing import Standing, standing_of
from clinicsite.publish.folder import Published, publish
from clinicsite.publish.last_build import MEMO, Outcome, Since
from clinicsite.publish.lock import one_build
from clinicsite.publish.memo import Memo, StoredOutput
from clinicsite.publish.search_index import Index, html_of, index_as_it_was, index_of
from clinicsite.publish.seen import Seen
from clinicsite.read.files import Changed
from clinicsite.read.kept import BODY, FACTS, FRONT, KeptReader
from clinicsite.read.library import read_library
from clinicsite.read.routes import is_one_of_many
from clinicsite.rendering import Progress, Rendering
from clinicsite.settings import Settings

REVIEW_GATE = frozenset({"REV-01", "REV-02", "REV-03"})
"""What a page without a valid review is told."""


@frozen()
class BuildResult:
    """What a build did. `reasons` says for each file that was made anew why; `held` names pages kept back and why;
    `unready` counts what must be replaced before the site goes live and is not among the diagnostics; `texts` are the
    files that diagnostics speak of, by name, where they are not as they lie on disk; `amended` says that it was an edit of words,
    for which the rest of the site was not looked at; `engine` is the key of what built it."""

    diagnostics: tuple[Diagnostic, ...]
    published: Published = field(default_factory=Published)
    reasons: tuple[str, ...] = ()
    pages: int = 0
    held: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0
    site: Site | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    standing: Standing = "live"
    unready: int = 0
    amended: bool = False
    engine: str = ""

    @property
    def ok(self) -> bool:
        return not has_errors(self.diagnostics)

    @property
    def replaced(self) -> tuple[str, ...] | None:
        """The file that was replaced, if it was one alone and none was looked at besides; with more, a twin of the folder
        changes the stat of all."""
        return self.written if self.amended and len(self.written) < 2 else None

    @property
    def outcome(self) -> Outcome:
        """What the next build may want to know of this one."""
        return Outcome(self.pages, self.held, self.standing, self.unready, findings.written(self.diagnostics))

    @property
    def written(self) -> tuple[str, ...]:
        return self.published.written


def build_day(settings: Settings) -> date:
    """The day the build counts as: the setting, else SOURCE_DATE_EPOCH, else today."""
    if settings.clock:
        return settings.clock
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), timezone.utc).date()
    return date.today()


def build(
    settings: Settings, publishing: bool = True, progress: Progress | None = None, patience: float = 0.0, trial: bool = False,
    ended: Callable[[BuildResult], None] = lambda result: None, since: Since | None = None,
) -> BuildResult:
    """Build the site. Without `publishing` everything is read, checked and rendered, and nothing is written.

    With an error, site/ keeps the last good build byte for byte. `patience` is how many seconds to wait for another
    build to end. A `trial` is for the writer's own eyes: a review that does not hold is a warning there, and the search
    index stays as it was. `ended` is called with a build that ended well while no other can begin. `since` is what became
    of content/ since the last build of these settings, where that is known: then an edit may cost no more than an edit.
    """
    started = time.perf_counter()
    with one_build(settings.output_folder, settings.cache_folder, patience) as busy:
        if busy and publishing:
            return BuildResult((busy,))
        engine = since.engine if since and since.stands else engine_key()
        with Memo.open(settings.cache_folder / MEMO, engine) as memo:
            once = partial(_build, settings, memo, publishing, progress or (lambda done, total: None), trial)
            result = _amended(settings, memo, since) if since and publishing and not trial else None
            try:
                result = result or once(Seen(settings.content_folder, memo.facts("sources")))
            except Changed:
                result = once(Seen(settings.content_folder))
        result = replace(result, engine=engine)
        if result.ok:
            ended(result)
    return replace(result, seconds=time.perf_counter() - started)


def _amended(settings: Settings, memo: Memo, since: Since) -> BuildResult | None:
    """The last build with the edits since; None where more has to be looked at than what was edited."""
    amended = amend(settings, build_day(settings), memo, since)
    if amended is None:
        return None
    last = since.outcome
    found = by_place((*amended.told, *amended.published.diagnostics))
    return BuildResult(
        found, amended.published, amended.reasons, last.pages, last.held, site=amended.site, standing=last.standing,
        unready=last.unready, amended=True,
    )


def _build(
    settings: Settings, memo: Memo, publishing: bool, progress: Progress, trial: bool, sources: Seen
) -> BuildResult:
    """One build. `sources` are the digests of content/ as far as they are known; raises Changed where one was wrong."""
    clock = build_day(settings)
    crew = Crew(hands_here(), memo)
    library = read_library(settings, clock, KeptReader(memo, crew.share), sources)
    site = library.site
    found = (*library.problems, *check_content(library, settings, clock, memo, crew))
    problems = list(_graded(map(_on_trial, found) if trial else found, settings))
    standing = standing_of(site, settings) if site else "live"
    barred = check_readiness(library, settings, memo, crew)
    told = _told(barred, standing, settings)
    if site is None or has_errors(problems):
        return BuildResult(by_place(_barring((*problems, *told), settings)))

    seen = Seen(settings.output_folder, memo.facts("seen"))
    rendering = Rendering(site, settings, clock, memo, seen, crew)
    outputs, kept, failures = rendering.run(progress)
    held = tuple((page.source.file, reason) for page, reason in site.held)
    if failures:
        return BuildResult(by_place(_barring((*problems, *failures, *told), settings)), held=held)
    found = check_pages(outputs, kept, rendering.facts.base_url, site, settings, memo, crew)
    problems = [*_barring((*problems, *_graded(found, settings), *told), settings)]
    if has_errors(problems):
        return BuildResult(by_place(problems), held=held)

    index = Index()
    if publishing:
        index = index_as_it_was(memo, seen) if trial else _index(site, outputs, kept, settings, memo, seen)
    problems += _graded(filter(None, [index.problem]), settings)
    if has_errors(problems):
        return BuildResult(by_place(problems), held=held)

    memo.keep_facts("sources", sources.text())
    memo.keep_facts("few", sources.text(lambda path: not is_one_of_many(path)))
    outputs, kept = [*outputs, *index.outputs], {**kept, **index.kept}
    read = [source.path for source in library.sources]
    published = _publish(outputs, kept, read, settings, memo, seen, rendering) if publishing else Published()
    return BuildResult(
        diagnostics=by_place((*problems, *published.diagnostics)),
        published=published,
        reasons=(*rendering.reasons, *([f"pagefind/: {index.reason}"] if index.reason else [])),
        pages=len(site.all_pages) + 2 * len(site.all_forms),
        held=held,
        site=site,
        standing=standing,
        unready=len(barred) - len(told),
    )


def _graded(problems: Iterable[Diagnostic], settings: Settings) -> Iterable[Diagnostic]:
    """With `strict` warnings count as errors."""
    return (d.as_error() if settings.strict and d.severity == "warning" else d for d in problems)


def _told(barred: tuple[Diagnostic, ...], standing: Standing, settings: Settings) -> tuple[Diagnostic, ...]:
    """What must not go live, as far as it is to be shown: as errors where that is the question, as warnings in a site that
    claims to be live. A sample or a copy for trial is only told how much there is."""
    if settings.going_live or settings.strict:
        return tuple(d.as_error() for d in barred)
    return tuple(replace(d, severity="warning") for d in barred) if standing == "live" else ()


def _barring(problems: Iterable[Diagnostic], settings: Settings) -> Iterable[Diagnostic]:
    """Where the question is whether the site may go live, all that bars it is an error."""
    if not settings.going_live:
        return problems
    from clinicsite.check.families import BARRING

    return (d.as_error() if d.code in BARRING else d for d in problems)


def _on_trial(problem: Diagnostic) -> Diagnostic:
    """A writer sees an edit before anybody can have reviewed it."""
    return replace(problem, severity="warning") if problem.code in REVIEW_GATE and problem.severity == "error" else problem


def _index(
    site: Site, outputs: list[Output], kept: Mapping[str, StoredOutput], settings: Settings, memo: Memo, seen: Seen
) -> Index:
    """The search index over the pages of this build, those that were kept among them."""
    made = {output.path: output for output in outputs}
    digests = {path: stored.digest for path, stored in kept.items()} | {path: o.digest for path, o in made.items()}

    def read(path: str) -> bytes:
        return made[path].data if path in made else (settings.output_folder / path).read_bytes()

    return index_of(site, html_of(digests), read, memo, seen)


def _publish(
    outputs: list[Output], kept: Mapping[str, StoredOutput], read: list[str], settings: Settings, memo: Memo, seen: Seen,
    rendering: Rendering,
) -> Published:
    published = publish(outputs, {path: stored.digest for path, stored in kept.items()}, settings.output_folder, seen)
    if published.ok:
        made = {output.path: StoredOutput(output.digest, output.needs, output.company) for output in outputs}
        memo.keep_outputs({**kept, **made}, removed=set(memo.outputs()) - set(made) - set(kept))
        memo.keep_facts("seen", seen.text())
        memo.keep_facts("outlines", rendering.outlines.text(frozenset(read)))
        for kind in (FRONT, BODY, FACTS):
            memo.keep_only(kind, read)
        if not kept:
            memo.forget_unused()
        rendering.store.forget(rendering.keys)
    return published
