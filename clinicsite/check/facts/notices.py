"""Legal notices: those that the clinic's profile asks for are there, and every page links to them."""

from __future__ import annotations

from collections.abc import Iterator

from clinicsite.check.abstracts import ABSOLUTE, Abstract, Abstracts
from clinicsite.check.rule import Rule, rule
from clinicsite.model.clinic import Clinic
from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.model.kinds import PlainPage
from clinicsite.model.page import Page
from clinicsite.model.site import Site

NAMES = {
    "privacy-practices": "Notice of Privacy Practices",
    "good-faith-estimate": "notice of the right to a Good Faith Estimate",
    "nondiscrimination": "notice of nondiscrimination and language help",
    "consumer-health-data": "policy on consumer health data",
    "accessibility": "accessibility statement",
    "web-privacy": "privacy policy of the website",
}
HEALTH_DATA_STATES = ("WA", "NV")
"""States whose laws ask for a policy on consumer health data of its own: RCW 19.373 and NRS 603A."""


@rule("LEG-01", "site")
def missing_notice(site: Site) -> Iterator[Diagnostic]:
    """A legal notice that the clinic's profile asks for is missing, or the foot of the pages does not link to it.

    `profile` in clinic.yaml says what the law asks of the clinic. From `hipaa` follows the Notice of Privacy Practices
    (45 CFR 164.520), from `self_pay` the Good Faith Estimate (45 CFR 149.610), from `federal_funds` the notice of
    nondiscrimination (Section 1557) and the accessibility statement (Section 504), from `public` that statement and the
    website's privacy policy, and from Washington or Nevada in `states_served` a policy on consumer health data of its
    own (RCW 19.373). A page says which of them it is with `notice`.

    Bad:
        We see people in Washington.

        -- content/clinic.yaml --
        states_served: [WA]

    Good:
        ---
        notice: consumer-health-data
        ---
        We see people in Washington.

        -- content/clinic.yaml --
        states_served: [WA]
        notices:
          - {label: Consumer health data, to: pages/example.md}
    """
    pages = {page.meta.notice: page for page in site.pages if isinstance(page.meta, PlainPage) and page.meta.notice}
    linked = {item.to.removeprefix("./") for item in site.clinic.notices}
    for notice, key, why in required(site.clinic):
        page = pages.get(notice)
        if page is None:
            yield Diagnostic(
                "LEG-01", f"There is no {NAMES[notice]}, which {why} asks for.", _place(site, key), _cure(notice, site),
            )
        elif page.source.path not in linked:
            yield Diagnostic(
                "LEG-01", f"The {NAMES[notice]} is not linked from every page, which {why} asks for.", _place(site, "notices"),
                f"Add `to: {page.source.path}` to `notices`.",
            )


@rule("LEG-03", "documents")
def notice_not_linked(pages: Abstracts) -> Iterator[Diagnostic]:
    """A rendered page does not link to one of the site's legal notices.

    Visitors come in through any page. The Notice of Privacy Practices has to be prominent on the site (45 CFR 164.520),
    and a link on each page is how the other notices are found. A page links to a notice in its own language where there
    is one.

    Bad:
        -- index.html --
        <p>Welcome.</p>
        -- privacy/index.html --
        <main data-notice="privacy-practices"><a href="/">Home</a></main>

    Good:
        -- index.html --
        <a href="/privacy/">Privacy</a>
        -- privacy/index.html --
        <main data-notice="privacy-practices"><a href="/">Home</a></main>
    """
    notices: dict[str, dict[str, str]] = {}
    for path, page in pages.pages.items():
        if page.notice:
            notices.setdefault(page.notice, {})[page.lang] = path
    leading: dict[str, set[str]] = {path: set() for versions in notices.values() for path in versions.values()}
    for path, page in pages.pages.items() if notices else ():
        targets = frozenset(page.links)
        for name, versions in notices.items():
            notice = versions.get(page.lang) or next(iter(versions.values()))
            if notice != path and leading[notice].isdisjoint(targets) and not _leads_to(notice, page, pages, leading[notice]):
                yield Diagnostic(
                    "LEG-03", f"This page does not link to the {NAMES.get(name, name)}, `{notice}`.", Location(f"site/{path}"),
                    "Give its template the foot of the page, or link to the notice in it.",
                )


def _leads_to(notice: str, page: Abstract, pages: Abstracts, leading: set[str]) -> bool:
    """Whether a link of a page leads to a notice. What means the same on every page is added to `leading`."""
    for link in page.links:
        found = pages.file_of(link, page.path)
        if found and found[0] == notice:
            if link.startswith(ABSOLUTE):
                leading.add(link)
            return True
    return False


def required(clinic: Clinic) -> Iterator[tuple[str, str, str]]:
    """The notices that a clinic has to publish, each once: its name, the key that asks for it, and how to call that."""
    profile = clinic.profile
    states = [state for state in clinic.states_served if state in HEALTH_DATA_STATES]
    asked = [
        ("privacy-practices", "hipaa", profile.hipaa),
        ("good-faith-estimate", "self_pay", profile.self_pay),
        ("nondiscrimination", "federal_funds", profile.federal_funds),
        ("accessibility", "federal_funds" if profile.federal_funds else "public", profile.federal_funds or profile.public),
        ("web-privacy", "public", profile.public),
    ]
    for notice, key, holds in asked:
        if holds:
            yield notice, f"profile.{key}", f"`{key}: true` in the profile"
    if states:
        yield "consumer-health-data", "states_served", f"`{states[0]}` among the states served"


def _cure(notice: str, site: Site) -> str:
    held = next((page for page, _ in site.held if getattr(page.meta, "notice", None) == notice), None)
    if held:
        return f"Publish {held.source.file}, which is kept out of the site."
    unmarked = next((page for page in site.pages if _is_unmarked(page, notice)), None)
    if unmarked:
        return f"Add `notice: {notice}` to {unmarked.source.file}."
    return f"Write content/pages/notices/{notice}.md with `notice: {notice}`, and add it to `notices`."


def _is_unmarked(page: Page, notice: str) -> bool:
    return isinstance(page.meta, PlainPage) and page.meta.notice is None and page.name == notice


def _place(site: Site, key: str) -> Location:
    places = {name: (line, column) for name, line, column in site.clinic_places}
    return site.clinic_source.at(*places.get(key, places.get(key.partition(".")[0], (1, 1))))


RULES: tuple[Rule, ...] = (missing_notice, notice_not_linked)
