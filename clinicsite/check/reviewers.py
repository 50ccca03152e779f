"""Who may review: a person of the clinic with credentials, a license, and a page that says so."""

from __future__ import annotations

from clinicsite.check.mentions import UNREADABLE
from clinicsite.model.address import did_you_mean
from clinicsite.model.kinds import Person
from clinicsite.model.page import Page
from clinicsite.model.site import Site

REVIEWED = {"article", "treatment", "condition"}
"""The kinds of page that go out only with a review. Any other page may name one, and is then held to it."""


def needs_review(page: Page) -> bool:
    """Whether a page must have been reviewed, or says that it was."""
    return page.kind in REVIEWED or bool(page.meta.reviewed or page.meta.reviewed_by)


def why_no_reviewer(name: str, site: Site) -> tuple[str, str] | None:
    """Why the person `name` cannot review, as a message and a hint; None where the person can."""
    person = site.named("person", name)
    if person is None:
        return _nobody(name, site)
    if not isinstance(person.meta, Person) or not person.meta.credentials:
        return f"`{name}` has no credentials to review with.", f"Name a clinician, or add `credentials` to {person.source.file}."
    if not person.meta.license_states:
        return (
            f"`{name}` names no state of a license.",
            f"Add `license_states` to {person.source.file}, or name a clinician who holds a license.",
        )
    if person.meta.draft:
        return f"The profile of `{name}` is a draft.", f"Publish {person.source.file} first."
    return None


def _nobody(name: str, site: Site) -> tuple[str, str] | None:
    held = next((reason for page, reason in site.held if page.kind == "person" and page.name == name), "")
    if held == UNREADABLE:
        return None
    if held:
        state = "a draft" if held == "draft" else held
        hint = f"Publish content/people/{name}.md, or name another clinician."
        return f"`{name}` cannot review, because the profile is {state}.", hint
    known = [person.name for person in site.by_kind.get("person", ())]
    hint = did_you_mean(name, known, f"Write content/people/{name}.md, or name another clinician.")
    return f"There is no person `{name}` to review.", hint
