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
    never_published, updated_too_early, date_to_come, impossible_hours, old_prices,
)
