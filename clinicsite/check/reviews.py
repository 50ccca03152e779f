"""Medical reviews: by a clinician who did not write the page, on a day, of the words that stand there now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from clinicsite.check.mentions import UNREADABLE
from clinicsite.check.reviewers import REVIEWED, needs_review, why_no_reviewer
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic, Location, Severity
from clinicsite.model.page import Page
from clinicsite.model.review import Review
from clinicsite.model.site import Site
from clinicsite.read.changes import Change, changes
from clinicsite.read.words import stamp_of, text_of, words_of

AHEAD = timedelta(days=60)
"""So long before a review is due the build starts to say so."""
SHOWN = 12
"""Words of a change that a message quotes."""


@rule("REV-01", "page")
def no_one_to_answer(page: Page, site: Site) -> Iterator[Diagnostic]:
    """A page on health lacks an author or a reviewer, or its reviewer cannot review it.

    Articles, treatments and conditions say who wrote them and which clinician has checked them, in this order: the reviewer
    is a person of the clinic with `credentials`, `license_states` and a page, and has not written the text. A review is
    worth something because somebody else has read it, whom readers can look up. The NHS asks for the same before health
    content goes out (NHS standard for creating health content). Other pages need no review; where one names a reviewer,
    the same holds.

    Bad:
        -- content/articles/science/sleep.md --
        ---
        authors: [miriam-okafor]
        reviewed: 2026-11-03
        reviewed_by: miriam-okafor
        review_due: 2027-11-03
        ---

    Good:
        -- content/articles/science/sleep.md --
        ---
        authors: [hannah-brandt]
        reviewed: 2026-11-03
        reviewed_by: miriam-okafor
        review_due: 2027-11-03
        ---
    """
    if not needs_review(page):
        return
    severity = _severity(page)
    meta = page.meta
    if not meta.authors and page.kind in REVIEWED:
        yield Diagnostic(
            "REV-01", "This page does not say who wrote it.", page.where("authors"),
            "Add `authors` with the names of files in content/people/.", severity,
        )
    if meta.reviewed_by is None:
        yield Diagnostic(
            "REV-01", "This page names no clinician who has reviewed it.", page.where("reviewed"),
            f"Have a clinician read it, then run `clinicsite review {page.source.file} --by NAME`.", severity,
        )
        return
    if why := why_no_reviewer(meta.reviewed_by, site):
        yield Diagnostic("REV-01", why[0], page.where("reviewed_by"), why[1], severity)
    if meta.reviewed_by in meta.authors:
        yield Diagnostic(
            "REV-01", f"`{meta.reviewed_by}` wrote this page and reviewed it too.", page.where("reviewed_by"),
            "Have another clinician review it.", severity,
        )


@rule("REV-02", "day")
def review_out_of_date(page: Page, clock: date) -> Iterator[Diagnostic]:
    """A page's review has no day or is still to come, or the next one is missing or overdue.

    The page promises its readers a review by this day, and shows it. It is a warning from 60 days before until the day
    itself, so that there is time, and an error after it. With `overdue_reviews: notice` in clinic.yaml it stays a warning:
    the page is published with a notice, and search engines are asked to leave it out. The NHS shows both days near the
    text for the same reason (NHS pattern: know that a page is up to date).

    Bad:
        ---
        authors: [hannah-brandt]
        reviewed: 2025-11-03
        reviewed_by: miriam-okafor
        review_due: 2026-11-03
        ---

    Good:
        ---
        authors: [hannah-brandt]
        reviewed: 2026-11-03
        reviewed_by: miriam-okafor
        review_due: 2027-11-03
        ---
    """
    if not needs_review(page):
        return
    reviewed, due = page.meta.reviewed, page.meta.review_due
    if reviewed is None:
        yield _dates(page, "This page does not say when it was reviewed.", "reviewed_by", _again(page))
        return
    if reviewed > clock:
        yield _dates(
            page, f"This page says that it was reviewed on {reviewed}, which is still to come.", "reviewed",
            "Let `clinicsite review` write the day on which it is read.",
        )
    if due is None:
        yield _dates(page, "This page does not say when its next review is due.", "reviewed", _again(page))
    elif due <= reviewed:
        yield _dates(
            page, f"The next review is due on {due}, but the last one was on {reviewed}.", "review_due",
            "Set `review_due` to a later day, at most the one that was set at the review.",
        )
    elif due < clock:
        severity = "warning" if page.overdue else _severity(page)
        yield _dates(page, f"The review of this page was due on {due}.", "review_due", _again(page), severity)
    elif due <= clock + AHEAD:
        left = (due - clock).days
        when = f"in {left} days" if left > 1 else "tomorrow" if left else "today"
        yield _dates(page, f"The next review of this page is due {when}, on {due}.", "review_due", _again(page), "warning")


@rule("REV-03", "page")
def changed_since_review(page: Page, site: Site) -> Iterator[Diagnostic]:
    """The words of a page are not the ones that were reviewed.

    `clinicsite review` stamps a page with its words and keeps them in content/reviews/. When a word of the page, its title
    or its description changes later, the review no longer speaks of it, and each changed line is named. Emphasis, links,
    quotes, line breaks and file names may change. Spelling may too, with `clinicsite review --minor`. A day or a name that
    was set by hand is no review either. (NHS: change the day of review only when the whole page was reviewed.)

    Bad:
        ---
        title: Driving after an infusion
        description: An example.
        reviewed: 2026-11-03
        reviewed_by: miriam-okafor
        review_due: 2027-11-03
        reviewed_words: v1-3f796723bc93fad7
        ---
        You may drive the same evening.

        -- content/reviews/example.txt --
        Page: pages/example.md
        Reviewed by: miriam-okafor
        Reviewed: 2026-11-03
        Next review: 2027-11-03

        title: Driving after an infusion
        description: An example.
        You may drive the next day.

    Good:
        ---
        title: Driving after an infusion
        description: An example.
        reviewed: 2026-11-03
        reviewed_by: miriam-okafor
        review_due: 2027-11-03
        reviewed_words: v1-3f796723bc93fad7
        ---
        You may drive *the next day*.

        -- content/reviews/example.txt --
        Page: pages/example.md
        Reviewed by: miriam-okafor
        Reviewed: 2026-11-03
        Next review: 2027-11-03

        title: Driving after an infusion
        description: An example.
        You may drive the next day.
    """
    meta = page.meta
    if not meta.reviewed or not meta.reviewed_by or not meta.review_due:
        return
    severity = _severity(page)
    if meta.reviewed_words is None:
        yield Diagnostic(
            "REV-03", "This page says that it was reviewed, but the words that were read are not on record.",
            page.where("reviewed"), _again(page), severity,
        )
        return
    review = site.review_of(page)
    if review is None:
        yield Diagnostic(
            "REV-03", f"There is no record in content/reviews/ of the words `{meta.reviewed_words}`.",
            page.where("reviewed_words"), f"Bring the record back from version control, or h{_again(page)[1:]}", severity,
        )
        return
    yield from (
        Diagnostic("REV-03", message, page.where(key), _again(page), severity) for key, message in _contradictions(page, review)
    )
    if stamp_of(text_of(page)) != review.words:
        for change in changes(review.text, words_of(page)):
            yield Diagnostic("REV-03", _told(change, review), _place(page, change), _again(page), severity)


@rule("REV-04", "site", "note")
def left_over_record(site: Site) -> Iterator[Diagnostic]:
    """No page names the record of a review.

    It is left over from a page that was deleted, or from a review that a merge decided against. It says nothing any more.

    Bad:
        -- content/reviews/old.txt --
        Page: pages/old.md
        Reviewed by: miriam-okafor
        Reviewed: 2026-11-03
        Next review: 2027-11-03

        title: An old page

    Good:
        ---
        authors: [hannah-brandt]
        reviewed: 2026-11-03
        reviewed_by: miriam-okafor
        review_due: 2027-11-03
        ---
    """
    named = {page.meta.reviewed_words for page in site.pages}
    named |= {page.meta.reviewed_words for page, _ in site.held}
    unread = "\n".join(page.source.text for page, reason in site.held if reason == UNREADABLE)
    for review in site.reviews:
        if review.words not in named and review.words not in unread:
            yield Diagnostic(
                "REV-04", f"No page names this review of `{review.page}`.", review.source.at(), "Delete the file.", "note",
            )


def _severity(page: Page) -> Severity:
    """A draft that is let in may still wait for its review."""
    return "warning" if page.meta.draft else "error"


def _dates(page: Page, message: str, key: str, hint: str, severity: Severity | None = None) -> Diagnostic:
    return Diagnostic("REV-02", message, page.where(key), hint, severity or _severity(page))


def _again(page: Page) -> str:
    by = page.meta.reviewed_by or "NAME"
    return f"Have the page reviewed, then run `clinicsite review {page.source.file} --by {by}`."


def _contradictions(page: Page, review: Review) -> Iterator[tuple[str, str]]:
    """Where front matter claims more than the record says."""
    meta = page.meta
    if meta.reviewed_by != review.by:
        yield "reviewed_by", f"The page names `{meta.reviewed_by}` as its reviewer, but the review on record is by `{review.by}`."
    if meta.reviewed != review.day:
        yield "reviewed", f"The page says that it was reviewed on {meta.reviewed}, but the review on record is of {review.day}."
    if meta.updated and meta.updated > review.day:
        yield "updated", f"The page says that its meaning changed on {meta.updated}, after the review of {review.day}."
    if meta.review_due and meta.review_due > review.due:
        yield "review_due", f"The next review was due on {review.due}, and has been put off to {meta.review_due}."
    if review.sample and not meta.sample:
        yield "reviewed", "The review on record was made while this page was a sample, so nobody has read it."


def _told(change: Change, review: Review) -> str:
    since = f"since the review on {review.day}"
    if not change.before:
        return f"These words were added {since}: {_quoted(change.after)}."
    if not change.after:
        return f"These words were taken out {since}: {_quoted(change.before)}."
    return f"These words have changed {since}: {_quoted(change.before)} became {_quoted(change.after)}."


def _quoted(words: tuple[str, ...]) -> str:
    shown = " ".join(words[:SHOWN]).replace("`", "'")
    return f"`{shown} …`" if len(words) > SHOWN else f"`{shown}`"


def _place(page: Page, change: Change) -> Location:
    """The first changed word, where it stands in the line as it is typed."""
    lines = page.source.text.split("\n")
    text = lines[change.line - 1] if change.line <= len(lines) else ""
    found = text.find(change.after[0]) if change.after else -1
    return page.source.at(change.line, max(found, 0) + 1)


RULES: tuple[Rule, ...] = (no_one_to_answer, review_out_of_date, changed_since_review, left_over_record)
