"""Dates that agree with each other and with the day of the build."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.fees import Fees
from clinicsite.model.page import Page
from clinicsite.model.places import Place
from clinicsite.model.site import Site

PRICES_HOLD = timedelta(days=365)


@rule("DATE001", "site")
def never_published(site: Site) -> Iterator[Diagnostic]:
    """A page expires before it is published.

    It would never be on the site.

    Bad:
        ---
        publish: 2026-12-24
        expires: 2026-12-01
        ---

    Good:
        ---
        publish: 2026-12-24
        expires: 2027-01-07
        ---
    """
    for page in (*site.pages, *(page for page, _ in site.held)):
        publish, expires = page.meta.publish, page.meta.expires
        if publish and expires and expires <= publish:
            yield Diagnostic(
                "DATE001", f"This page expires on {expires}, but is published on {publish}.", page.where("expires"),
                "Set `expires` to a later day: the first on which the page is no longer shown.",
            )


@rule("DATE002", "page")
def updated_too_early(page: Page, site: Site) -> Iterator[Diagnostic]:
    """A page was updated before it was first published.

    Readers and search engines see both days.

    Bad:
        ---
        date: 2026-10-06
        updated: 2026-10-05
        ---

    Good:
        ---
        date: 2026-10-06
        updated: 2026-10-20
        ---
    """
    first, updated = page.meta.date, page.meta.updated
    if first and updated and updated < first:
        yield Diagnostic(
            "DATE002", f"This page was updated on {updated}, before its date, {first}.", page.where("updated"),
            "Mend one of the two days.",
        )


@rule("DATE003", "page")
def due_too_early(page: Page, site: Site) -> Iterator[Diagnostic]:
    """The next review is not due after the last one.

    Readers see both days, and would doubt the review.

    Bad:
        ---
        reviewed: 2026-11-22
        reviewed_by: miriam-okafor
        review_due: 2026-11-22
        ---

    Good:
        ---
        reviewed: 2026-11-03
        reviewed_by: miriam-okafor
        review_due: 2027-11-03
        ---
    """
    reviewed, due = page.meta.reviewed, page.meta.review_due
    if reviewed and due and due <= reviewed:
        yield Diagnostic(
            "DATE003", f"The next review is due on {due}, but the last one was on {reviewed}.", page.where("review_due"),
            "Set `review_due` to a later day, such as a year after the review.",
        )


@rule("DATE004", "day", "warning")
def overdue_review(page: Page, clock: date) -> Iterator[Diagnostic]:
    """A page's review is overdue.

    The page promises its readers a review by this day, and shows it.

    Bad:
        ---
        reviewed: 2025-11-03
        reviewed_by: miriam-okafor
        review_due: 2026-11-03
        ---

    Good:
        ---
        reviewed: 2026-11-03
        reviewed_by: miriam-okafor
        review_due: 2027-11-03
        ---
    """
    due = page.meta.review_due
    if due and due < clock:
        yield Diagnostic(
            "DATE004", f"The review of this page was due on {due}.", page.where("review_due"),
            "Have it reviewed, then set `reviewed` and `review_due`.", severity="warning",
        )


@rule("DATE005", "day")
def review_to_come(page: Page, clock: date) -> Iterator[Diagnostic]:
    """A page was reviewed on a day that has not come.

    It would claim a review that has not happened.

    Bad:
        ---
        reviewed: 2027-11-03
        reviewed_by: miriam-okafor
        ---

    Good:
        ---
        reviewed: 2026-11-03
        reviewed_by: miriam-okafor
        ---
    """
    reviewed = page.meta.reviewed
    if reviewed and reviewed > clock:
        yield Diagnostic(
            "DATE005", f"This page says that it was reviewed on {reviewed}, which is still to come.", page.where("reviewed"),
            "Write the day on which it was reviewed; the next one goes into `review_due`.",
        )


@rule("DATE006", "day", "warning")
def date_to_come(page: Page, clock: date) -> Iterator[Diagnostic]:
    """A page is dated on a day that has not come.

    `date` and `updated` are shown to readers. To hold a page back until a day, there is `publish`.

    Bad:
        ---
        date: 2027-01-15
        ---

    Good:
        ---
        publish: 2026-10-15
        date: 2026-10-15
        ---
    """
    for key in ("date", "updated"):
        day = getattr(page.meta, key)
        if day and day > clock:
            yield Diagnostic(
                "DATE006", f"`{key}` is {day}, which is still to come.", page.where(key),
                "Write the day itself, or hold the page back with `publish`.", severity="warning",
            )


@rule("DATE007", "page", "warning")
def changed_since_review(page: Page, site: Site) -> Iterator[Diagnostic]:
    """A page's meaning has changed since its last review.

    `updated` is the day its meaning changed. A review that is older has not seen the change.

    Bad:
        ---
        date: 2026-09-01
        reviewed: 2026-10-03
        reviewed_by: miriam-okafor
        updated: 2026-11-10
        ---

    Good:
        ---
        date: 2026-09-01
        updated: 2026-11-10
        reviewed: 2026-11-12
        reviewed_by: miriam-okafor
        ---
    """
    updated, reviewed = page.meta.updated, page.meta.reviewed
    if updated and reviewed and updated > reviewed:
        yield Diagnostic(
            "DATE007", f"This page was changed on {updated}, after its last review on {reviewed}.", page.where("updated"),
            "Have the change reviewed and set `reviewed`.", severity="warning",
        )


@rule("DATE008", "page")
def impossible_hours(page: Page, site: Site) -> Iterator[Diagnostic]:
    """A location closes before it opens, on a day or for a holiday.

    People plan their ride by these hours.

    Bad:
        -- content/locations/columbia.md --
        ---
        hours: {monday: 8:00-5:00}
        ---

    Good:
        -- content/locations/columbia.md --
        ---
        hours: {monday: 8:00-17:00}
        ---
    """
    if not isinstance(page.meta, Place):
        return
    for weekday, day in page.meta.hours.items():
        last = 0
        for span in day.spans:
            opens, closes = span.minutes
            if closes <= opens or opens < last:
                yield Diagnostic(
                    "DATE008", f"On {weekday.capitalize()} it opens at {span.opens} and closes at {span.closes}.",
                    page.where(f"hours.{weekday}"), "Write hours in 24 hours and in order, as in `8:00-12:00, 13:00-17:00`.",
                )
            last = closes
    for n, closure in enumerate(page.meta.closures):
        if closure.last < closure.first:
            yield Diagnostic(
                "DATE008", f"The closure `{closure.reason}` ends on {closure.last}, before it starts.",
                page.where(f"closures.{n}.last"), "Mend one of the two days.",
            )


@rule("DATE009", "day", "warning")
def old_prices(page: Page, clock: date) -> Iterator[Diagnostic]:
    """Prices were last checked more than a year ago, or on a day that has not come.

    The page shows the day. A price that no longer holds costs a patient money and the clinic trust.

    Bad:
        -- content/pages/fees.md --
        ---
        checked: 2025-01-10
        ---

    Good:
        -- content/pages/fees.md --
        ---
        checked: 2026-11-02
        ---
    """
    if isinstance(page.meta, Fees) and not clock - PRICES_HOLD <= page.meta.checked <= clock:
        yield Diagnostic(
            "DATE009", f"The prices were checked on {page.meta.checked}.", page.where("checked"),
            "Check them and set `checked` to today.", severity="warning",
        )


RULES: tuple[Rule, ...] = (
    never_published, updated_too_early, due_too_early, overdue_review, review_to_come, date_to_come, changed_since_review,
    impossible_hours, old_prices,
)
