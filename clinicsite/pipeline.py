"""Read, check, render, check, publish: one build, in words."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timezone
from typing import Any

from clinicsite.engine import engine_key
from clinicsite.model.diagnostic import Diagnostic, Location, by_place, has_errors
from clinicsite.model.output import Need, Output
from clinicsite.model.site import Site
from clinicsite.publish.clean import MEMO
from clinicsite.publish.folder import Published, publish
from clinicsite.publish.lock import one_build
from clinicsite.publish.memo import Memo, StoredOutput
from clinicsite.publish.seen import Seen
from clinicsite.read.library import Library, read_library
from clinicsite.render.bodies import Bodies
from clinicsite.render.environment import TemplateProblem, Templates, engine_templates
from clinicsite.render.facts import Facts
from clinicsite.render.job import Job
from clinicsite.render.view import View
from clinicsite.settings import Settings

Progress = Callable[[int, int], None]

CODES = {
    "BLD001": "Two files of the site have the same address.",
    "BLD002": "A page asks for something that is not there.",
}


@dataclass(frozen=True)
class BuildResult:
    """What a build did. `reasons` says for each file that was made anew why; `held` counts pages kept back."""

    diagnostics: tuple[Diagnostic, ...]
    published: Published = field(default_factory=Published)
    reasons: tuple[str, ...] = ()
    pages: int = 0
    held: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0
    site: Site | None = None

    @property
    def ok(self) -> bool:
        return not has_errors(self.diagnostics)

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


def build(settings: Settings, publishing: bool = True, progress: Progress | None = None) -> BuildResult:
    """Build the site. Without `publishing` everything is read, checked and rendered, and nothing is written.

    With an error, site/ keeps the last good build byte for byte.
    """
    started = time.perf_counter()
    with one_build(settings.output_folder, settings.cache_folder) as busy:
        if busy and publishing:
            return BuildResult((busy,))
        with Memo.open(settings.cache_folder / MEMO, engine_key()) as memo:
            result = _build(settings, memo, publishing, progress or (lambda done, total: None))
    return replace(result, seconds=time.perf_counter() - started)


def read_and_check(settings: Settings, clock: date) -> tuple[Library, tuple[Diagnostic, ...]]:
    """Everything that can be said before anything is rendered."""
    from clinicsite.check.families import check_day, check_drawings, check_site, check_sources
    from clinicsite.publish.hosting import limits

    library = read_library(settings, clock)
    site = library.site
    held = {page.source.path for page, _ in site.held} if site else set()
    problems = [*library.problems, *check_sources(library.sources, held)]
    if site:
        problems += [*check_site(site, library.sources), *check_day(site, clock)]
        problems += [*check_drawings(site, settings.content_folder), *limits(site, settings)]
    return library, by_place(_graded(problems, settings))


def _graded(problems: Iterable[Diagnostic], settings: Settings) -> list[Diagnostic]:
    return [d.as_error() if settings.strict and d.severity == "warning" else d for d in problems]


def _build(settings: Settings, memo: Memo, publishing: bool, progress: Progress) -> BuildResult:
    clock = build_day(settings)
    library, problems = read_and_check(settings, clock)
    if library.site is None or has_errors(problems):
        return BuildResult(problems)
    site = library.site
    rendering = Rendering(site, settings, clock, memo)
    outputs, kept, failures = rendering.run(progress)
    held = tuple((page.source.file, reason) for page, reason in site.held)
    if failures:
        return BuildResult(by_place((*problems, *failures)), held=held)
    found = _check_html(outputs, kept, rendering.facts.base_url, settings, memo)
    problems = by_place((*problems, *_graded(found, settings)))
    if has_errors(problems):
        return BuildResult(problems, held=held)
    published = Published()
    if publishing:
        published = _publish(outputs, kept, settings, memo)
        problems = by_place((*problems, *published.diagnostics))
    return BuildResult(problems, published, tuple(rendering.reasons), len(site.pages) + 2 * len(site.forms), held, site=site)


def renderer(site: Site, settings: Settings, clock: date, memo: Any) -> tuple[Facts, Templates, Bodies]:
    """What a View needs."""
    from clinicsite.render.filters import FILTERS
    from clinicsite.render.prose import md

    folders = (settings.template_folder, engine_templates())
    templates = Templates(folders, {**FILTERS, "md": md}, settings.root)
    facts = Facts(site, settings, clock, templates.digest, templates.asset_digest)
    return facts, templates, Bodies(memo)


def all_jobs(site: Site, settings: Settings) -> Iterator[Job]:
    """Every file that a site has, apart from the assets and media that its pages ask for."""
    from clinicsite.publish import hosting
    from clinicsite.render import outputs

    yield from outputs.jobs(site, settings)
    yield from hosting.jobs(site, settings)


class Rendering:
    """Renders what is not current, and says why."""

    def __init__(self, site: Site, settings: Settings, clock: date, memo: Memo) -> None:
        self.site, self.settings, self.memo = site, settings, memo
        self.facts, self.templates, self.bodies = renderer(site, settings, clock, memo)
        self.stored = memo.outputs()
        self.seen = Seen(settings.output_folder)
        self.reasons: list[str] = []

    def run(self, progress: Progress) -> tuple[list[Output], dict[str, StoredOutput], list[Diagnostic]]:
        """Outputs made anew, outputs that still hold, and what failed."""
        from clinicsite.render.assets import used_files

        jobs = list(all_jobs(self.site, self.settings))
        failures = list(_collisions(jobs))
        outputs: list[Output] = []
        kept: dict[str, StoredOutput] = {}
        for done, job in enumerate(jobs, 1):
            stored = self.stored.get(job.path)
            reason = self.reason(job, stored)
            if stored and not reason:
                kept[job.path] = stored
            else:
                made = self.render(job)
                if isinstance(made, Diagnostic):
                    failures.append(made)
                else:
                    outputs.append(made)
                    self.reasons.append(f"{job.path}: {reason}")
            progress(done, len(jobs))
        needs = [need for output in (*outputs, *kept.values()) for need in output.needs]
        outputs += used_files(needs, self.site, self.templates, self.settings)
        return outputs, kept, list(dict.fromkeys(failures))

    def reason(self, job: Job, stored: StoredOutput | None) -> str:
        """Why an output must be made, as a sentence; nothing when it is current."""
        if stored is None:
            return "it was not built before, or not by this engine."
        for need in stored.needs:
            now = self.facts.digest(need.kind, need.name)
            if now != need.digest:
                return f"{_named(need)} {'is gone' if not now else 'changed'}."
        if not self.seen.holds(job.path, stored.digest):
            return "it is missing from the output folder, or was changed there."
        return ""

    def render(self, job: Job) -> Output | Diagnostic:
        view = View(self.facts, self.templates, self.bodies)
        try:
            data = job.render(view)
        except TemplateProblem as problem:
            return problem.diagnostic
        except LookupError as error:
            return Diagnostic("BLD002", str(error.args[0]), Location(job.made_from), "Mend the name, or add what it names.")
        return Output(job.path, data, hashlib.sha256(data).hexdigest(), view.needs)


NAMES = {
    "clinic": "the clinic's facts in content/clinic.yaml",
    "clock": "the day",
    "settings": "the settings of the build",
    "page": "the title, address or facts of the page",
    "body": "the text of",
    "listing": "the list of pages with",
    "forms": "a form",
    "form": "the form",
    "terms": "the glossary",
    "term": "the glossary term",
    "reference": "the reference",
    "media": "the drawing",
    "file": "the file",
    "template": "the template",
    "asset": "the asset",
    "related": "what is related to",
}


def _named(need: Need) -> str:
    name = f" `{need.name or '/'}`" if need.kind not in ("clinic", "clock", "settings", "forms", "terms") else ""
    return NAMES.get(need.kind, need.kind) + name


def _collisions(jobs: Iterable[Job]) -> Iterator[Diagnostic]:
    first: dict[str, str] = {}
    for job in jobs:
        if job.path in first:
            yield Diagnostic(
                "BLD001", f"`/{job.path.removesuffix('index.html')}` is also the address of `{first[job.path]}`.",
                Location(job.made_from), "Rename one of the two files, or give one another `slug`.",
            )
        first.setdefault(job.path, job.made_from)


def _check_html(
    outputs: list[Output], kept: Mapping[str, StoredOutput], base_url: str, settings: Settings, memo: Memo
) -> tuple[Diagnostic, ...]:
    """The rules for rendered pages, over all pages; the answer is kept with the digest of what was judged."""
    from clinicsite.check.families import check_html

    digests = {**{o.path: o.digest for o in outputs}, **{path: stored.digest for path, stored in kept.items()}}
    key = hashlib.sha256(json.dumps([base_url, sorted(digests.items())]).encode()).hexdigest()
    remembered = memo.facts("html")
    if remembered:
        known = json.loads(remembered)
        if known["key"] == key:
            return tuple(_diagnostic(row) for row in known["diagnostics"])
    texts = {output.path: output.data for output in outputs if output.path.endswith(".html")}
    for path in kept:
        if path.endswith(".html"):
            texts[path] = (settings.output_folder / path).read_bytes()
    pages = {path: data.decode() for path, data in sorted(texts.items())}
    found = by_place(check_html(pages, frozenset(digests), base_url))
    memo.keep_facts("html", json.dumps({"key": key, "diagnostics": [_row(d) for d in found]}))
    return found


def _row(d: Diagnostic) -> list[str | int]:
    return [d.code, d.message, d.where.file, d.where.line, d.where.column, d.hint, d.severity]


def _diagnostic(row: list[Any]) -> Diagnostic:
    code, message, file, line, column, hint, severity = row
    return Diagnostic(code, message, Location(file, line, column), hint, severity)


def _publish(outputs: list[Output], kept: Mapping[str, StoredOutput], settings: Settings, memo: Memo) -> Published:
    seen = Seen(settings.output_folder, memo.facts("seen"))
    published = publish(outputs, {path: stored.digest for path, stored in kept.items()}, settings.output_folder, seen)
    if published.ok:
        made = {o.path: StoredOutput(o.digest, o.needs) for o in outputs}
        memo.keep_outputs({**kept, **made}, removed=set(memo.outputs()) - set(made) - set(kept))
        memo.keep_facts("seen", seen.text())
        if not kept:
            memo.forget_unused()
    return published
