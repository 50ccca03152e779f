"""Medical reviews: by somebody else, with credentials, on a day."""

from __future__ import annotations

from collections.abc import Iterator

from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.kinds import Person
from clinicsite.model.page import Page
from clinicsite.model.site import Site


@rule("PPL008", "page")
def reviewed_by_author(page: Page, site: Site) -> Iterator[Diagnostic]:
    """A page was reviewed by one of its authors.

    A review is worth something because somebody else has read the page.

    Bad:
        ---
        authors: [miriam-okafor]
        reviewed: 2026-11-03
        reviewed_by: miriam-okafor
        ---

    Good:
        ---
        authors: [hannah-brandt]
        reviewed: 2026-11-03
        reviewed_by: miriam-okafor
        ---
    """
    reviewer = page.meta.reviewed_by
    if reviewer and reviewer in page.meta.authors:
        yield Diagnostic(
            "PPL008", f"`{reviewer}` wrote this page and reviewed it too.", page.where("reviewed_by"),
            "Name another clinician who has read it.",
        )


@rule("PPL009", "page")
def reviewer_without_credentials(page: Page, site: Site) -> Iterator[Diagnostic]:
    """A page was medically reviewed by somebody without credentials.

    The page would say that it was medically reviewed. The letters after the name are what tells readers by whom.

    Bad:
        ---
        reviewed: 2026-11-03
        reviewed_by: sam-ode
        ---

        -- content/people/sam-ode.md --
        ---
        title: Sam Ode
        role: Office manager
        ---

    Good:
        ---
        reviewed: 2026-11-03
        reviewed_by: sam-ode
        ---

        -- content/people/sam-ode.md --
        ---
        title: Sam Ode
        role: Physician
        credentials: MD
        ---
    """
    reviewer = site.named("person", page.meta.reviewed_by) if page.meta.reviewed_by else None
    if reviewer and isinstance(reviewer.meta, Person) and not reviewer.meta.credentials:
        yield Diagnostic(
            "PPL009", f"`{page.meta.reviewed_by}` has no credentials to review this page with.", page.where("reviewed_by"),
            f"Name a clinician, or add `credentials` to {reviewer.source.file}.",
        )


@rule("PPL010", "page")
def half_a_review(page: Page, site: Site) -> Iterator[Diagnostic]:
    """A page says who reviewed it but not when, or when but not by whom.

    Readers and search engines take the two together.

    Bad:
        ---
        reviewed: 2026-11-03
        ---

    Good:
        ---
        reviewed: 2026-11-03
        reviewed_by: miriam-okafor
        ---
    """
    meta = page.meta
    if meta.reviewed and not meta.reviewed_by:
        yield Diagnostic(
            "PPL010", "This page was reviewed, but it does not say by whom.", page.where("reviewed"), "Add `reviewed_by`.",
        )
    elif meta.reviewed_by and not meta.reviewed:
        yield Diagnostic(
            "PPL010", f"This page was reviewed by `{meta.reviewed_by}`, but it does not say when.",
            page.where("reviewed_by"), "Add `reviewed` with the day, as in `reviewed: 2026-11-03`.",
        )


RULES: tuple[Rule, ...] = (
    reviewed_by_author, reviewer_without_credentials, half_a_review,
)
