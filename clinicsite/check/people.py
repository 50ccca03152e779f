"""The people, places, treatments, conditions and topics that a page names."""

from __future__ import annotations

from collections.abc import Iterator

from clinicsite.check.mentions import UNREADABLE
from clinicsite.check.rule import Rule, rule
from clinicsite.model.address import did_you_mean
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.home import Home
from clinicsite.model.kinds import Article, Topic, Treatment
from clinicsite.model.page import Page
from clinicsite.model.site import Site

FOLDERS = {
    "person": "people", "location": "locations", "treatment": "treatments", "condition": "conditions", "topic": "articles",
}


@rule("PPL001", "page")
def unknown_person(page: Page, site: Site) -> Iterator[Diagnostic]:
    """A page names a person who is not there.

    Authors are the names of files in content/people/. Readers want to know who speaks to them, so a name
    that leads nowhere is worse than none.

    Bad:
        ---
        authors: [hana-brandt]
        ---

    Good:
        ---
        authors: [hannah-brandt]
        ---
    """
    names = [(f"authors.{n}", name) for n, name in enumerate(page.meta.authors)]
    if isinstance(page.meta, Home):
        names += [(f"people.{n}", name) for n, name in enumerate(page.meta.people)]
    yield from _unknown("PPL001", "person", names, page, site)


@rule("PPL002", "page")
def unknown_location(page: Page, site: Site) -> Iterator[Diagnostic]:
    """A page names a location that is not there.

    Locations are the names of files in content/locations/.

    Bad:
        ---
        locations: [baltimore]
        ---

    Good:
        ---
        locations: [columbia]
        ---
    """
    yield from _unknown("PPL002", "location", _numbered("locations", page.meta.locations), page, site)


@rule("PPL003", "page")
def unknown_treatment(page: Page, site: Site) -> Iterator[Diagnostic]:
    """A page names a treatment that is not there.

    The treatment gives the page its status line, which says what is approved and what is off-label. Without the
    treatment the line is missing.

    Bad:
        ---
        treatments: [infusion]
        ---

    Good:
        ---
        treatments: [ketamine-infusion]
        ---
    """
    yield from _unknown("PPL003", "treatment", _numbered("treatments", page.meta.treatments), page, site)


@rule("PPL004", "page")
def unknown_condition(page: Page, site: Site) -> Iterator[Diagnostic]:
    """A page names a condition that is not there.

    Conditions are the names of files in content/conditions/.

    Bad:
        -- content/articles/science/example.md --
        ---
        about: [depresion]
        ---

    Good:
        -- content/articles/science/example.md --
        ---
        about: [depression]
        ---
    """
    if isinstance(page.meta, Article):
        yield from _unknown("PPL004", "condition", _numbered("about", page.meta.about), page, site)
    elif isinstance(page.meta, Treatment):
        yield from _unknown("PPL004", "condition", _numbered("conditions", page.meta.conditions), page, site)


@rule("PPL005", "page")
def unknown_topic(page: Page, site: Site) -> Iterator[Diagnostic]:
    """A page belongs to a topic that is not there.

    A topic is a folder in content/articles/ with an index.md. A page without one stands in no list.

    Bad:
        -- content/articles/science/example.md --
        ---
        topic: sience
        ---

    Good:
        -- content/articles/science/example.md --
        ---
        topic: science
        ---
    """
    if page.meta.topic:
        yield from _unknown("PPL005", "topic", [("topic", page.meta.topic)], page, site)


@rule("PPL006", "page")
def unknown_stage(page: Page, site: Site) -> Iterator[Diagnostic]:
    """An article names a stage that its topic does not have.

    The stages stand in the topic's index.md. An article of another stage would be on no timeline.

    Bad:
        -- content/articles/science/example.md --
        ---
        stage: afterwards
        ---

    Good:
        -- content/articles/science/example.md --
        ---
        stage: before
        ---
    """
    if not isinstance(page.meta, Article) or not page.meta.stage or not page.meta.topic:
        return
    topic = site.named("topic", page.meta.topic)
    if topic is None or not isinstance(topic.meta, Topic):
        return
    stages = [stage.id for stage in topic.meta.stages]
    if page.meta.stage not in stages:
        otherwise = f"Use one of: {', '.join(stages)}." if stages else f"Add `stages` to {topic.source.file}, or delete the line."
        yield Diagnostic(
            "PPL006", f"The topic `{page.meta.topic}` has no stage `{page.meta.stage}`.", page.where("stage"),
            did_you_mean(page.meta.stage, stages, otherwise),
        )


@rule("PPL007", "site", "warning")
def lone_series(site: Site) -> Iterator[Diagnostic]:
    """A page is the only one of its series.

    Pages of a series lead from one to the next. A name that only one page has is mostly a mistyped one.

    Bad:
        ---
        series: pateint-path
        ---

        -- content/pages/prices.md --
        ---
        series: patient-path
        ---

        -- content/pages/visit.md --
        ---
        series: patient-path
        ---

    Good:
        ---
        series: patient-path
        ---

        -- content/pages/prices.md --
        ---
        series: patient-path
        ---
    """
    members: dict[str, list[Page]] = {}
    for page in (*site.pages, *(page for page, _ in site.held if page.original is None)):
        if page.meta.series:
            members.setdefault(page.meta.series, []).append(page)
    for name, pages in members.items():
        if len(pages) == 1 and pages[0] in site.pages:
            others = [other for other in members if other != name]
            yield Diagnostic(
                "PPL007", f"Only this page is in the series `{name}`.", pages[0].where("series"),
                did_you_mean(name, others, "Name the series on the pages that follow, or delete the line."), "warning",
            )


def _numbered(key: str, names: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(f"{key}.{n}", name) for n, name in enumerate(names)]


def _unknown(code: str, kind: str, names: list[tuple[str, str]], page: Page, site: Site) -> Iterator[Diagnostic]:
    folder = FOLDERS[kind]
    for key, name in names:
        if site.named(kind, name):
            continue
        held = next((reason for page, reason in site.held if page.kind == kind and page.name == name), "")
        if held == UNREADABLE:
            continue
        if held:
            yield Diagnostic(
                code, f"The {kind} `{name}` is not on the site: its page is {_state(held)}.", page.where(key),
                "Publish that page, or take the name out.",
            )
            continue
        known = [other.name for other in site.by_kind.get(kind, ())]
        file = f"content/{folder}/{name}/index.md" if kind == "topic" else f"content/{folder}/{name}.md"
        yield Diagnostic(
            code, f"There is no {kind} `{name}`.", page.where(key), did_you_mean(name, known, f"Write {file}, or take the name out."),
        )


def _state(reason: str) -> str:
    return "a draft" if reason == "draft" else reason


RULES: tuple[Rule, ...] = (
    unknown_person, unknown_location, unknown_treatment, unknown_condition, unknown_topic, unknown_stage, lone_series,
)
