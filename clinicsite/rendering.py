"""Renders what is not current, keeps the rest, and says why."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial

from clinicsite.crew import Crew
from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.model.output import Need, Output
from clinicsite.model.site import Site
from clinicsite.publish.memo import Memo, StoredOutput
from clinicsite.publish.seen import Seen
from clinicsite.render.bodies import Bodies, ProseMemo
from clinicsite.render.company import company_of
from clinicsite.render.environment import TemplateProblem, Templates, engine_templates
from clinicsite.render.facts import Facts, Known
from clinicsite.render.job import Job
from clinicsite.render.looks import Looks
from clinicsite.render.outlines import Outlines
from clinicsite.render.prints import Shot
from clinicsite.render.store import PICTURES, Store
from clinicsite.render.view import View
from clinicsite.settings import Settings

Progress = Callable[[int, int], None]
WORTH_SHARING = 40
"""So many files take longer to render than another process to start."""

CODES = {
    "BLD001": "Two files of the site have the same address.",
    "BLD002": "A page asks for something that is not there.",
    "BLD003": "A picture changed while the site was built.",
}
NAMES = {
    "clinic": "the clinic's facts in content/clinic.yaml",
    "languages": "the languages of the site",
    "counterpart": "the address in another language of",
    "clock": "the day",
    "settings": "the settings of the build",
    "standing": "what the build may be taken for, live site, sample or trial copy,",
    "address": "the address of the page",
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
    "picture": "the picture",
    "template": "the template",
    "asset": "the asset",
    "styles": "the style sheets",
    "related": "what is related to",
    "neighbours": "what stands before or after",
    "newest": "the newest of",
    "feed": "whether there is a feed of the pages with",
    "beside": "the file that a link finds first,",
}
WHOLE = frozenset({"clinic", "languages", "clock", "settings", "standing", "styles", "forms", "terms"})


def templates_of(settings: Settings, memo: ProseMemo) -> Templates:
    """The templates of a site as they are on disk now."""
    from clinicsite.render.filters import FILTERS
    from clinicsite.render.prose import md

    return Templates((settings.template_folder, engine_templates()), {**FILTERS, "md": md}, settings.root, memo)


def renderer(
    site: Site, settings: Settings, clock: date, memo: ProseMemo, templates: Templates | None = None, outlines: Outlines | None = None,
    known: Known | None = None,
) -> tuple[Facts, Templates, Bodies]:
    """What a View needs. Whoever knows that they did not change may give the `templates` of an earlier call; `known` is for a
    site of which not all is at hand."""
    templates = templates or templates_of(settings, memo)
    looks = Looks(settings.content_folder, memo)
    facts = Facts(
        site, settings, clock, templates.digest, templates.asset_digest, looks.look, lambda: templates.styles.digest, outlines, known,
    )
    return facts, templates, Bodies(memo)


def all_jobs(site: Site, settings: Settings) -> Iterator[Job]:
    """Every file that a site has, apart from the assets and media that its pages ask for."""
    from clinicsite.render import outputs

    yield from outputs.jobs(site, settings)
    from clinicsite.publish import hosting

    yield from hosting.jobs(site, settings)


class Rendering:
    """One build's rendering. `reasons` fills with a sentence for each output that is made anew; `changes` holds what became of
    each need that was looked into."""

    def __init__(self, site: Site, settings: Settings, clock: date, memo: Memo, seen: Seen, crew: Crew) -> None:
        self.site, self.settings, self.seen, self.crew = site, settings, seen, crew
        self.outlines = Outlines(memo.facts("outlines"))
        self.facts, self.templates, self.bodies = renderer(site, settings, clock, memo, outlines=self.outlines)
        self.stored = memo.outputs()
        self.store = Store(settings.cache_folder / PICTURES)
        self.keys: frozenset[str] = frozenset()
        self.reasons: list[str] = []
        self.changes: dict[int, str] = {}

    def run(self, progress: Progress) -> tuple[list[Output], dict[str, StoredOutput], list[Diagnostic]]:
        """Outputs made anew, outputs that still hold, and what failed."""
        from clinicsite.render.assets import used_files
        from clinicsite.render.darkroom import NotDeveloped
        from clinicsite.render.made import make

        jobs = list(all_jobs(self.site, self.settings))
        failures = list(_collisions(jobs))
        outputs: list[Output] = []
        kept: dict[str, StoredOutput] = {}
        wanted: list[tuple[Job, str]] = []
        for job in jobs:
            stored = self.stored.get(job.path)
            reason = self.reason(job, stored)
            if stored and not reason:
                kept[job.path] = stored
            else:
                wanted.append((job, reason))
        tasks = [partial(self.render, job) for job, _ in wanted]
        results = self.crew.share(tasks, WORTH_SHARING, lambda number: progress(len(kept) + number, len(jobs)))
        for (job, reason), result in zip(wanted, results, strict=True):
            if isinstance(result, Diagnostic):
                failures.append(result)
            else:
                outputs.append(result)
                self.reasons.append(f"{job.path}: {reason}")
        needs = [need for output in (*outputs, *kept.values()) for need in output.needs]
        outputs += used_files(needs, self.site, self.templates, self.settings)
        try:
            made = make(needs, self.settings.content_folder, self.store, self.current, self.crew.share)
        except NotDeveloped as error:
            failures.append(_not_developed(error.source))
        else:
            outputs += made.outputs
            kept |= {path: self.stored[path] for path in made.kept}
            self.keys = made.keys
        return outputs, kept, list(dict.fromkeys(failures))

    def reason(self, job: Job, stored: StoredOutput | None) -> str:
        """Why an output must be made, as a sentence; nothing when it is current."""
        if stored is None:
            return "it was not built before, or not by this engine."
        for need in stored.needs:
            change = self.changes.get(id(need))
            if change is None:
                change = self.changes[id(need)] = self.change(need)
            if change:
                return change
        if not self.seen.holds(job.path, stored.digest):
            return "it is missing from the output folder, or was changed there."
        return ""

    def change(self, need: Need) -> str:
        """What became of something that outputs were made from, as a sentence; nothing while it is as it was. Outputs share
        their needs, so each is looked into once, by its identity."""
        now = self.facts.digest(need.kind, need.name)
        return "" if now == need.digest else reason_of(need, bool(now))

    def current(self, path: str) -> bool:
        """Whether a file whose name stands for all it was made from lies in the output folder as it was written."""
        stored = self.stored.get(path)
        return stored is not None and self.seen.holds(path, stored.digest)

    def render(self, job: Job) -> Output | Diagnostic:
        return rendered(job, View(self.facts, self.templates, self.bodies, job.lang), self.facts)


def rendered(job: Job, view: View, facts: Facts) -> Output | Diagnostic:
    """One file of the site, or why it cannot be made."""
    try:
        data = job.render(view)
    except TemplateProblem as problem:
        return problem.diagnostic
    except LookupError as error:
        return Diagnostic("BLD002", str(error.args[0]), Location(job.made_from), "Mend the name, or add what it names.")
    return Output(job.path, data, hashlib.sha256(data).hexdigest(), view.needs, company_of(view.needs, facts))


def reason_of(need: Need, there: bool = True) -> str:
    """What is said of a file that is made anew because of a need; `there` is whether that is still to be had."""
    return f"{_named(need)} {'changed' if there else 'is gone'}."


def _named(need: Need) -> str:
    if need.kind == "listing" and not need.name:
        return "the list of all pages"
    if need.kind == "picture":
        return f"the picture `{Shot.named(need.name).path}`"
    subject = need.name.split(" ", 2)[2] if need.kind == "counterpart" else need.name
    name = "" if need.kind in WHOLE else f" `{subject or '/'}`"
    return NAMES.get(need.kind, need.kind) + name


def _not_developed(source: str) -> Diagnostic:
    return Diagnostic(
        "BLD003", "This picture changed, or went missing, while the site was built.", Location(f"content/{source}"),
        "Build again.",
    )


def _collisions(jobs: Iterable[Job]) -> Iterator[Diagnostic]:
    first: dict[str, str] = {}
    for job in jobs:
        if job.path in first:
            yield Diagnostic(
                "BLD001", f"`/{job.path.removesuffix('index.html')}` is also the address of `{first[job.path]}`.",
                Location(job.made_from), "Rename one of the two files, or give one another `slug`.",
            )
        first.setdefault(job.path, job.made_from)
