"""`clinicsite list reviews`: which review lapses when, as text, JSON or a calendar."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from datetime import date

from clinicsite.check.families import check_day, check_site
from clinicsite.check.reviewers import needs_review
from clinicsite.check.reviews import AHEAD
from clinicsite.icalendar import Event, calendar
from clinicsite.model.frozen import frozen
from clinicsite.model.page import Page
from clinicsite.model.site import Site
from clinicsite.pipeline import build_day
from clinicsite.read.library import read_library
from clinicsite.settings import Settings

STATES = {
    "invalid": "Not reviewed, or changed since",
    "overdue": "Overdue",
    "due": "Due within 60 days",
    "valid": "Due later",
}

@frozen()
class ReviewRow:
    """A page that needs a review or has one. `day` is when the next one is due, empty where no day is set."""

    state: str
    file: str
    title: str
    reviewed: str
    reviewed_by: str
    day: str


def list_reviews(settings: Settings, form: str) -> tuple[str, int]:
    """The list as `text`, `json` or `ics`, and how many errors keep files from being read. Pages held back are left out."""
    clock = build_day(settings)
    library = read_library(replace(settings, drafts=False, future=False), clock)
    unread = sum(1 for problem in library.problems if problem.severity == "error")
    if library.site is None:
        return (_text((), unread) if form == "text" else "[]\n" if form == "json" else calendar((), "", clock)), unread
    rows = sorted(_rows(library.site, clock), key=lambda pair: (list(STATES).index(pair[0].state), pair[0].day, pair[0].file))
    if form == "ics":
        base_url = settings.base_url or library.site.clinic.base_url
        events = [_event(row, page, base_url) for row, page in rows if row.day]
        return calendar(events, f"Reviews of {library.site.clinic.name}", clock), unread
    if form == "json":
        return json.dumps([asdict(row) for row, _ in rows], indent=2, ensure_ascii=False) + "\n", unread
    return _text([row for row, _ in rows], unread), unread


def _rows(site: Site, clock: date) -> Iterator[tuple[ReviewRow, Page]]:
    found = (*check_site(site), *check_day(site, clock))
    broken = {d.where.file for d in found if d.code in ("REV-01", "REV-03") and d.severity == "error"}
    for page in site.pages:
        if needs_review(page):
            meta = page.meta
            due = meta.review_due
            row = ReviewRow(
                _state(page, page.source.file in broken, clock), page.source.file, page.title,
                str(meta.reviewed or ""), meta.reviewed_by or "", str(due or ""),
            )
            yield row, page


def _state(page: Page, broken: bool, clock: date) -> str:
    reviewed, due = page.meta.reviewed, page.meta.review_due
    if broken or reviewed is None or reviewed > clock or due is None or due <= reviewed:
        return "invalid"
    return "overdue" if due < clock else "due" if due <= clock + AHEAD else "valid"


def _text(rows: Iterable[ReviewRow], unread: int) -> str:
    rows = list(rows)
    lines: list[str] = []
    for state, title in STATES.items():
        found = [row for row in rows if row.state == state]
        lines.append(f"{title}: {len(found) or 'none'}")
        for row in found:
            by = f"  (last by {row.reviewed_by} on {row.reviewed})" if row.reviewed and row.reviewed_by else ""
            lines.append(f"  {row.day or '          '}  {row.file}  {row.title}{by}")
    if unread:
        lines.append(f"Not counted: what `clinicsite check` cannot read ({unread} {'error' if unread == 1 else 'errors'}).")
    return "\n".join(lines) + "\n"


def _event(row: ReviewRow, page: Page, base_url: str) -> Event:
    host = base_url.partition("://")[2].partition("/")[0]
    told = f"{row.file}\nLast reviewed by {row.reviewed_by or 'nobody'}{f' on {row.reviewed}' if row.reviewed else ''}."
    return Event(
        uid=f"review.{page.id.replace('/', '.') or 'home'}@{host}",
        day=date.fromisoformat(row.day),
        title=f"Review due: {row.title}",
        text=f"{told}\nAfter it: clinicsite review {row.file} --by {row.reviewed_by or 'NAME'}",
        url=f"{base_url.rstrip('/')}{page.url}",
        warn=AHEAD.days,
    )
