"""`clinicsite list`: what is held back and which reviews are due."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from datetime import date, timedelta

from clinicsite.model.frozen import frozen
from clinicsite.model.page import Page, Source
from clinicsite.model.site import Site
from clinicsite.pipeline import build_day
from clinicsite.read.library import read_library
from clinicsite.read.records import read_form
from clinicsite.settings import Settings

DUE_AHEAD = timedelta(days=60)
TITLES = {
    "draft": "Drafts",
    "scheduled": "Scheduled",
    "expired": "Expired",
    "due": "Reviews due within 60 days, or overdue",
}
ASKED = {"drafts": ("draft",), "scheduled": ("scheduled",), "expired": ("expired",), "due": ("due",), "all": tuple(TITLES)}


@frozen()
class Row:
    """A page in a list: why it is there, its file and title, and the day that matters."""

    state: str
    file: str
    title: str
    day: str


def listing(settings: Settings, what: str, form: str) -> tuple[str, int]:
    """The list as text or JSON, and how many errors keep files from being read.

    What builds hold back is listed even where the settings let it in.
    """
    clock = build_day(settings)
    library = read_library(replace(settings, drafts=False, future=False), clock)
    unread = sum(1 for problem in library.problems if problem.severity == "error")
    found = (*_rows(library.site, clock), *_draft_forms(library.sources)) if library.site else ()
    rows = [row for row in found if row.state in ASKED[what]]
    if form == "json":
        return json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False) + "\n", unread
    return _text(rows, ASKED[what], unread), unread


def _rows(site: Site, clock: date) -> Iterator[Row]:
    for page, reason in site.held:
        yield Row(reason, page.source.file, page.title, _day(page, reason))
    for page in sorted(site.pages, key=lambda p: (p.meta.review_due or date.max, p.id)):
        due = page.meta.review_due
        if due and due <= clock + DUE_AHEAD:
            yield Row("due", page.source.file, page.title, due.isoformat())


def _draft_forms(sources: Iterable[Source]) -> Iterator[Row]:
    """Forms that are kept out: a site names only those it shows."""
    for source in sources:
        if source.path.startswith("forms/") and source.path.endswith(".yaml"):
            form, _ = read_form(source)
            if form and form.form.draft:
                yield Row("draft", source.file, form.form.title, "")


def _day(page: Page, reason: str) -> str:
    day = {"scheduled": page.meta.publish, "expired": page.meta.expires}.get(reason)
    return day.isoformat() if day else ""


def _text(rows: list[Row], states: tuple[str, ...], unread: int) -> str:
    lines: list[str] = []
    for state in states:
        found = [row for row in rows if row.state == state]
        lines.append(f"{TITLES[state]}: {len(found) or 'none'}")
        lines += [f"  {row.day or '          '}  {row.file}  {row.title}" for row in found]
    if unread:
        lines.append(f"Not counted: what `clinicsite check` cannot read ({unread} {'error' if unread == 1 else 'errors'}).")
    return "\n".join(lines) + "\n"
