"""`clinicsite review`: a clinician's name, the day and the words that were read, stamped on a page and kept on record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from clinicsite.check.families import check_day, check_site, check_sources
from clinicsite.check.reviewers import needs_review, why_no_reviewer
from clinicsite.check.small_edits import site_words, why_not_small
from clinicsite.edits import as_it_was_typed, replace_file
from clinicsite.model.diagnostic import Diagnostic, by_place
from clinicsite.model.frozen import frozen
from clinicsite.model.languages import ENGLISH, language_of
from clinicsite.model.page import Page, Source
from clinicsite.model.review import Review
from clinicsite.model.site import Site
from clinicsite.pipeline import REVIEW_GATE, build_day
from clinicsite.read.changes import Change, changes
from clinicsite.read.keys import NotSet, set_keys
from clinicsite.read.library import Library, read_library
from clinicsite.read.reviews import path_of, write_review
from clinicsite.read.words import stamp_of, text_of, words_of
from clinicsite.settings import Settings


class NotReviewed(Exception):
    """Nothing was stamped; the text says why and what to do."""


@frozen()
class Stamped:
    """What became of one page: the sentence to print, and whether it was stamped."""

    file: str
    done: bool
    sentence: str


def review(
    settings: Settings, paths: Sequence[Path], by: str, due: date | None = None, changed: bool = False
) -> Iterator[Stamped]:
    """Stamp each page under `paths` as reviewed by the person `by` on the day of the build, due again on `due` or in 12 months.

    With `changed`, only pages whose review does not hold. A page with errors is refused, and so is one that `by` wrote.
    Raises NotReviewed, before anything is written, when the person cannot review, a path leads to no page, or `due` is not ahead.
    """
    day = build_day(settings)
    library, site = _read(settings, day)
    if why := why_no_reviewer(by, read_library(replace(settings, drafts=False), day).site or site):
        raise NotReviewed(" ".join(why))
    due = due or year_after(day)
    if due <= day:
        raise NotReviewed(f"The next review cannot be due on {due}: that day is not ahead.")
    problems = _problems(library, site, day)
    for page in _pages(settings, paths, library, site):
        if isinstance(page, Source):
            yield Stamped(page.file, False, _errors(page.file, problems))
        elif changed and _holds(page, site, day):
            continue
        elif by in page.meta.authors:
            yield Stamped(page.source.file, False, f"`{by}` wrote this page. Have another clinician review it.")
        elif any(p.where.file == page.source.file for p in problems):
            yield Stamped(page.source.file, False, _errors(page.source.file, problems))
        else:
            yield _stamped(settings, site, page, by, day, due)


def accept(settings: Settings, paths: Sequence[Path]) -> Iterator[Stamped]:
    """Let the reviews of the pages under `paths` hold in spite of small edits, which go on record. Raises NotReviewed."""
    day = build_day(settings)
    library, site = _read(settings, day)
    for page in _pages(settings, paths, library, site):
        if isinstance(page, Source):
            yield Stamped(page.file, False, _errors(page.file, _problems(library, site, day)))
            continue
        found = site.review_of(page)
        edits = changes(found.text, words_of(page)) if found else ()
        if found is None:
            yield Stamped(page.source.file, False, "No review of this page is on record, so it needs one.")
        elif edits:
            yield _accepted(settings, site, page, found, edits, day)


def stamp(settings: Settings, site: Site, page: Page, made: Review) -> Review:
    """Write a review of a page: its record, and the keys of its front matter. The record it replaces is removed.

    Raises NotSet where the front matter cannot be edited safely, and OSError.
    """
    path = settings.content_folder / page.source.path
    text = set_keys(
        page.source.text,
        {"reviewed": str(made.day), "reviewed_by": made.by, "review_due": str(made.due), "reviewed_words": made.words},
    )
    folder = settings.content_folder / made.source.path
    folder.parent.mkdir(exist_ok=True)
    replace_file(folder, made.source.text.encode())
    replace_file(path.resolve(), as_it_was_typed(path.read_bytes(), text))
    old = site.review_of(page)
    if old and old.source.path != made.source.path and not any(
        other.meta.reviewed_words == old.words for other in _all(site) if other.id != page.id
    ):
        (settings.content_folder / old.source.path).unlink(missing_ok=True)
    return made


def review_of_today(page: Page, by: str, day: date, due: date, edits: tuple[str, ...] = ()) -> Review:
    """A review of a page's words as they are now."""
    text = text_of(page)
    words = stamp_of(text)
    made = Review(Source(path_of(page.id, words), "", ""), page.source.path, by, day, due, words, page.meta.sample, edits)
    return replace(made, source=replace(made.source, text=write_review(made, text)))


def year_after(day: date) -> date:
    """The same day a year later; 28 February for 29 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _read(settings: Settings, day: date) -> tuple[Library, Site]:
    library = read_library(replace(settings, drafts=True, future=True), day)
    if library.site is None:
        raise NotReviewed("The site cannot be read. Run `clinicsite check` and mend what it says.")
    return library, library.site


def _problems(library: Library, site: Site, day: date) -> tuple[Diagnostic, ...]:
    """The errors of all pages, without those that a review is to mend."""
    found = (*library.problems, *check_sources(library.sources), *check_site(site, library.sources), *check_day(site, day))
    return by_place(problem for problem in found if problem.severity == "error" and problem.code not in REVIEW_GATE)


def _errors(file: str, problems: Iterable[Diagnostic]) -> str:
    own = [problem for problem in problems if problem.where.file == file]
    if not own:
        return "This page cannot be read. Run `clinicsite check` and mend what it says."
    first = f"line {own[0].where.line}: {own[0].message}"
    return f"The page has an error on {first}" if len(own) == 1 else f"The page has {len(own)} errors, the first on {first}"


def _all(site: Site) -> tuple[Page, ...]:
    return (*site.pages, *(page for page, _ in site.held if page.original is None))


def _pages(settings: Settings, paths: Sequence[Path], library: Library, site: Site) -> list[Page | Source]:
    """The pages that the paths name, each once; the source of one that cannot be read. A folder stands for its pages that
    need a review or have one."""
    pages = {page.source.path: page for page in _all(site)}
    found: dict[str, Page | Source] = {}
    for path in paths:
        inside = _inside(settings, path)
        if language_of(f"{inside}/") != ENGLISH:
            raise NotReviewed(f"{path} is a translation. Have the English text reviewed; `translated` notes that it says the same.")
        english = (s for s in library.sources if s.path.endswith(".md") and s.language == ENGLISH)
        sources = [s for s in english if s.path == inside or _under(s.path, inside)]
        chosen = [pages.get(s.path, s) for s in sources]
        folder = not (len(sources) == 1 and sources[0].path == inside)
        chosen = [p for p in chosen if not folder or isinstance(p, Source) or needs_review(p)]
        if not chosen:
            raise NotReviewed(f"There is no page to review at {path}. Name a page or a folder in content/.")
        found |= {(p.path if isinstance(p, Source) else p.source.path): p for p in chosen}
    return list(found.values())


def _inside(settings: Settings, path: Path) -> str:
    """A path as given, from here or from the site's folder, relative to content/; as it stands where it lies outside."""
    content = settings.content_folder.absolute()
    for base in (Path.cwd(), settings.root.absolute(), content):
        full = base / path
        if full.exists():
            return _relative(full, content)
    return str(path)


def _relative(path: Path, content: Path) -> str:
    try:
        return path.resolve().relative_to(content.resolve()).as_posix()
    except ValueError:
        return str(path)


def _under(path: str, folder: str) -> bool:
    return folder == "." or path.startswith(f"{folder}/")


def _holds(page: Page, site: Site, day: date) -> bool:
    """Whether the gate lets the page through."""
    from clinicsite.check.reviews import changed_since_review, no_one_to_answer, review_out_of_date

    alone = replace(page, meta=replace(page.meta, draft=False), overdue=False)
    found = (*no_one_to_answer(alone, site), *review_out_of_date(alone, day), *changed_since_review(alone, site))
    return not any(problem.severity == "error" for problem in found)


def _stamped(settings: Settings, site: Site, page: Page, by: str, day: date, due: date) -> Stamped:
    made = review_of_today(page, by, day, due)
    sample = " It is a sample, so this stands for no review." if page.meta.sample else ""
    sentence = f"Reviewed by `{by}` on {day}, due again on {due}, {made.words}.{sample}"
    return _written(settings, site, page, made, sentence)


def _accepted(
    settings: Settings, site: Site, page: Page, found: Review, edits: Sequence[Change], day: date
) -> Stamped:
    elsewhere = site_words([words_of(other) for other in _all(site) if other.id != page.id])
    if why := why_not_small(edits, len(found.edits), elsewhere):
        return Stamped(page.source.file, False, f"This needs a review: {why}.")
    if found.by != page.meta.reviewed_by or found.day != page.meta.reviewed:
        return Stamped(page.source.file, False, "The front matter names another review than the record, so the page needs one.")
    notes = tuple(f"{day}, {_note(edit)}" for edit in edits)
    due = min(found.due, page.meta.review_due or found.due)
    made = review_of_today(page, found.by, found.day, due, (*found.edits, *notes))
    made = replace(made, sample=found.sample)
    made = replace(made, source=replace(made.source, text=write_review(made, made.text)))
    told = "; ".join(_note(edit) for edit in edits)
    return _written(settings, site, page, made, f"The review of {found.day} still holds: {told}.")


def _note(edit: Change) -> str:
    before, after = " ".join(edit.before), " ".join(edit.after)
    if not before or not after:
        return f"`{after}` added" if after else f"`{before}` taken out"
    return f"`{before}` became `{after}`"


def _written(settings: Settings, site: Site, page: Page, made: Review, sentence: str) -> Stamped:
    try:
        stamp(settings, site, page, made)
    except NotSet:
        return Stamped(
            page.source.file, False,
            "The front matter cannot be edited safely. Write one `key: value` on each line, without braces around them.",
        )
    except OSError as error:
        return Stamped(page.source.file, False, f"It cannot be written: {(error.strerror or str(error)).lower()}.")
    return Stamped(page.source.file, True, sentence)
