"""The whole content folder becomes one Site, with every problem found on the way."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace
from datetime import date
from functools import partial

from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.model.frozen import frozen
from clinicsite.model.kinds import Section
from clinicsite.model.languages import ENGLISH
from clinicsite.model.page import Body, Page, Source
from clinicsite.model.reference import Pin, Reference, Term
from clinicsite.model.site import FormFile, Site, Translation
from clinicsite.read.bibliography import read_bibliography
from clinicsite.read.files import Digests, Files, read_files
from clinicsite.read.pins import FILE as LOCK
from clinicsite.read.pins import read_pins
from clinicsite.read.reader import Reader
from clinicsite.read.records import read_clinic, read_form, read_glossary
from clinicsite.read.reviews import is_record, read_review, read_reviews
from clinicsite.read.routes import FOLDERS, RECORDS, SECTIONS
from clinicsite.read.translations import Translated, read_translations
from clinicsite.settings import Settings

CODES = {
    "READ011": "There is no clinic.yaml.",
    "READ012": "There is no home page.",
    "READ013": "A file of facts is of no kind that the site uses.",
}
SECTION_TITLES = {
    "articles": "Articles", "conditions": "Conditions", "locations": "Locations", "people": "People", "treatments": "Treatments",
}
HOME_HELD = {
    "draft": ("is a draft", "draft", "Take out `draft: true`, or build with `--drafts`."),
    "scheduled": ("is not published yet", "publish", "Take out `publish`, or build with `--future`."),
    "expired": ("has expired", "expires", "Take out `expires`, or give it a later day."),
}


@frozen()
class Library:
    """What was read. `site` is None when there is not enough to make one. Pages that could not be read are sources
    without text, so that links to them are not called broken."""

    site: Site | None
    sources: tuple[Source, ...]
    problems: tuple[Diagnostic, ...]


def read_library(
    settings: Settings, clock: date, reader: Reader | None = None, digests: Digests | None = None, files: Files | None = None
) -> Library:
    """Read content/ as it is on disk. `clock` decides which pages are scheduled or expired; files that `digests` knows are not
    opened before somebody asks for their text. Whoever has read the `files`, or those that count, may give them."""
    reader = reader or Reader()
    files = files or read_files(settings.content_folder, digests)
    problems = list(files.problems)
    by_path = {source.path: source for source in files.sources}
    sources = (*files.sources, *_unread(files))
    if any(p.code == "READ001" for p in problems):
        return Library(None, (), tuple(problems))

    pages = _pages(files, reader, problems)
    forms = _forms(files, reader, problems)
    glossary: tuple[Term, ...] = ()
    references: dict[str, Reference] = {}
    if source := by_path.get("glossary.yaml"):
        glossary, wrong = reader.facts(read_glossary, source)
        problems += wrong
    if source := by_path.get("references.bib"):
        found, wrong_entries = reader.facts(read_bibliography, source)
        references, problems = dict(found), problems + list(wrong_entries)
    pins: Mapping[str, Pin] | None = None
    if source := by_path.get(LOCK):
        pins, wrong_lines = reader.facts(read_pins, source)
        problems += wrong_lines

    reviews, unreadable = read_reviews(files.sources, partial(reader.facts, read_review))
    problems += unreadable

    clinic_source = by_path.get("clinic.yaml")
    if clinic_source is None:
        problems.append(
            Diagnostic(
                "READ011", "There is no `clinic.yaml`.", Location("content/clinic.yaml"),
                "Write one with the clinic's name, phones and address; docs/front-matter.md lists its keys.",
            )
        )
        return Library(None, sources, tuple(problems))
    clinic, places, wrong_facts = reader.facts(read_clinic, clinic_source)
    problems += wrong_facts
    if clinic is None:
        return Library(None, sources, tuple(problems))

    translated, wrong_translations = read_translations(files.sources, reader)
    problems += wrong_translations
    live, held = _live(pages, settings, clock)
    told = clinic.overdue_reviews == "notice"
    live = _with_notices(live, clock) if told else live
    if not any(page.id == "" for page in live) and not any(p.where.file == "content/pages/index.md" for p in problems):
        problems.append(_no_home(held))
    shown = [form for form in forms if settings.drafts or not form.form.draft]
    english = English({page.id: "" for page in live} | {page.id: reason for page, reason in held}, {form.id for form in shown})
    translations = tuple(_translation(found, english, settings, clock, held, told) for found in translated if found.clinic)
    site = Site(
        clinic=clinic,
        clinic_source=clinic_source,
        clinic_places=places,
        reviews=reviews,
        pages=tuple(sorted((*live, *_default_sections(live)), key=lambda page: page.id)),
        held=tuple(held),
        forms=tuple(shown),
        glossary=glossary,
        references=references,
        media={file.path: file for file in files.media},
        glossary_source=by_path.get("glossary.yaml"),
        translations=translations,
        pins=pins,
    )
    return Library(site, sources, tuple(problems))


@frozen()
class English:
    """What translations may stand on: why each page is held back, by its id, or nothing for a live one; the forms shown."""

    pages: Mapping[str, str]
    forms: Set[str]


def _translation(
    found: Translated, english: English, settings: Settings, clock: date, held: list[tuple[Page, str]], told: bool
) -> Translation:
    """A language's live pages and forms; what is kept out goes to `held`. `told` has pages say that a review is overdue.

    Nothing is shown of what English does not show. A page whose English file has errors is told of there.
    """
    live, waiting = _live([page for page in found.pages if page.first_id in english.pages], settings, clock)
    held += waiting
    held += [(page, reason) for page in live if (reason := english.pages[page.first_id])]
    live = [page for page in live if not english.pages[page.first_id]]
    assert found.clinic is not None
    return Translation(
        language=found.language,
        clinic=found.clinic,
        pages=tuple(sorted(_with_notices(live, clock) if told else live, key=lambda page: page.id)),
        forms=tuple(form for form in found.forms if form.name in english.forms and (settings.drafts or not form.form.draft)),
        terms=found.terms,
        records=tuple(found.records),
        places=found.places,
        noted=found.noted,
    )


def _unread(files: Files) -> tuple[Source, ...]:
    paths = (p.where.file.removeprefix("content/") for p in files.problems if p.severity == "error")
    return tuple(Source(path, "", "") for path in paths if path.endswith(".md"))


def _pages(files: Files, reader: Reader, problems: list[Diagnostic]) -> list[Page]:
    pages: list[Page] = []
    sources = [source for source in files.sources if source.path.endswith(".md") and source.language == ENGLISH]
    reader.ahead(sources)
    for source in sources:
        page, wrong = reader.page(source)
        problems += wrong
        if page:
            pages.append(page)
    return pages


def _forms(files: Files, reader: Reader, problems: list[Diagnostic]) -> list[FormFile]:
    forms: list[FormFile] = []
    for source in files.sources:
        if source.language != ENGLISH or source.path.endswith(".md") or source.path in RECORDS or is_record(source.path):
            continue
        if source.path.startswith("forms/") and source.path.endswith(".yaml"):
            form, wrong = reader.facts(read_form, source)
            problems += wrong
            if form:
                forms.append(form)
        else:
            problems.append(
                Diagnostic(
                    "READ013", f"Nothing reads `{source.path}`.", source.at(),
                    "Facts live in clinic.yaml, glossary.yaml, references.bib, references.lock and forms/.", severity="warning",
                )
            )
    return forms


def _live(pages: list[Page], settings: Settings, clock: date) -> tuple[list[Page], list[tuple[Page, str]]]:
    live: list[Page] = []
    held: list[tuple[Page, str]] = []
    for page in pages:
        reason = held_back(page, clock, drafts=settings.drafts, future=settings.future)
        if reason:
            held.append((page, reason))
        else:
            live.append(page)
    return live, held


def held_back(page: Page, clock: date, drafts: bool = False, future: bool = False) -> str:
    """Why a page is not published on the day `clock`: `draft`, `scheduled`, `expired`, or nothing."""
    meta = page.meta
    if meta.draft and not drafts:
        return "draft"
    if meta.publish and meta.publish > clock and not future:
        return "scheduled"
    if meta.expires and meta.expires <= clock:
        return "expired"
    return ""


def _with_notices(pages: list[Page], clock: date) -> list[Page]:
    """The same pages; those that are published although their review is overdue say so, and search engines leave them out."""
    return [
        replace(page, overdue=True, meta=replace(page.meta, noindex=True))
        if page.meta.review_due is not None and page.meta.review_due < clock else page
        for page in pages
    ]


def _no_home(held: list[tuple[Page, str]]) -> Diagnostic:
    for page, reason in held:
        if page.id == "":
            state, key, hint = HOME_HELD[reason]
            return Diagnostic("READ012", f"The home page {state}, and no site can do without it.", page.where(key), hint)
    return Diagnostic(
        "READ012", "There is no home page.", Location("content/pages/index.md"),
        "Write content/pages/index.md; `layout: home` gives it the composed form.",
    )


def _default_sections(pages: list[Page]) -> list[Page]:
    """Index pages for folders whose writers gave them none."""
    present = {page.id for page in pages}
    kinds = {page.kind for page in pages}
    return [
        _section(folder) for folder in SECTIONS if FOLDERS[folder] in kinds and folder not in present
    ]


def _section(folder: str) -> Page:
    title = SECTION_TITLES[folder]
    return Page(
        id=folder, kind="section", url=f"/{folder}/", path=f"{folder}/index.html",
        meta=Section(title=title, description=f"{title} at this clinic."),
        body=Body(text="", first_line=1),
        source=Source(f"{folder}/index.md", "", ""),
    )
