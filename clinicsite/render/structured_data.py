"""What a page is about, for search engines: one JSON-LD graph of schema.org nodes.

Only what the page itself shows is said. `reviewedBy` and `lastReviewed` belong to the web page, never to the article, and
never to a translation: what was reviewed is the English text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from markupsafe import Markup

from clinicsite.model.kinds import Article
from clinicsite.model.page import Page
from clinicsite.read.scan import CITATION
from clinicsite.render.entities import (
    Node,
    clinic_node,
    condition_node,
    node,
    organization,
    person_node,
    ref,
    therapy_node,
    website,
    work_node,
)

if TYPE_CHECKING:
    from clinicsite.render.view import View

MEDICAL = frozenset({"article", "treatment", "condition"})
KINDS = {"topic": "CollectionPage", "section": "CollectionPage", "person": "ProfilePage"}
LAYOUTS = {"about": "AboutPage", "contact": "ContactPage"}
LOCATIONS = "locations"
"""The list of locations names every location, as the contact and about pages do; a location's own page names that one."""


def structured_data(view: View, page: Page) -> Markup:
    """The `<script>` of a page's graph."""
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(graph(view, page, cited(page))))


def cited(page: Page) -> tuple[str, ...]:
    """The keys that a page's body and summary cite, each once."""
    summary = [key.strip(" @") for group in CITATION.findall(page.meta.summary or "") for key in group.split(";")]
    return tuple(dict.fromkeys([*summary, *(key for citation in page.body.citations for key in citation.keys)]))


def graph(view: View, page: Page, citations: Iterable[str]) -> str:
    """The graph as JSON that may stand in a `<script>`."""
    whole = {"@context": "https://schema.org", "@graph": list(nodes(view, page, citations))}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def nodes(view: View, page: Page, citations: Iterable[str]) -> Iterator[Node]:
    """The nodes of a page: site and trail as on every page, then the page and what it speaks of."""
    clinic = organization(view)
    site, trail = website(view, clinic), breadcrumb_list(view, page)
    yield clinic
    yield site
    yield from _clinics(view, page, clinic)
    if trail:
        yield trail
    people = {person.id: person_node(view, person, clinic, person.id == page.id) for person in _people(view, page)}
    subjects = list(_subjects(view, page))
    works = [work_node(found) for key in citations if (found := view.reference(key))]
    questions = list(_questions(view, page))
    web_page = _web_page(view, page, site, trail, subjects)
    if page.kind == "article":
        article = _article(view, page, clinic, works)
        web_page["mainEntity"] = ref(article)
        yield article
    elif works:
        web_page["citation"] = works
    if questions and web_page["@type"] == "WebPage":
        web_page |= {"@type": "FAQPage", "mainEntity": questions}
    elif questions:
        faq = node("FAQPage", f"{view.absolute(page)}#faq", mainEntity=questions)
        web_page["hasPart"] = ref(faq)
        yield faq
    yield web_page
    yield from people.values()
    yield from subjects


def breadcrumb_list(view: View, page: Page) -> Node | None:
    """The way from home to the page; None on the home page."""
    trail = [(view.gettext("Home") if above.is_home else above.title, view.absolute(above)) for above in view.breadcrumbs(page)]
    if not trail:
        return None
    steps = [
        node("ListItem", position=position, name=name, item=url)
        for position, (name, url) in enumerate([*trail, (page.title, view.absolute(page))], 1)
    ]
    return node("BreadcrumbList", f"{view.absolute(page)}#breadcrumb", itemListElement=steps)


def _clinics(view: View, page: Page, parent: Node) -> Iterator[Node]:
    everywhere = _layout(page) == "contact"
    all_of_them = page.first_id == LOCATIONS or everywhere or _layout(page) == "about"
    for location in view.locations():
        if all_of_them or location.id == page.id:
            yield clinic_node(view, location, parent, whole=everywhere or location.id == page.id)


def _people(view: View, page: Page) -> list[Page]:
    reviewer = view.reviewer(page)
    own = [page] if page.kind == "person" else []
    return [*own, *view.authors(page), *([reviewer] if reviewer else [])]


def _subjects(view: View, page: Page) -> Iterator[Node]:
    if page.kind == "treatment":
        yield therapy_node(view, page, whole=True)
    elif page.kind == "condition":
        yield condition_node(view, page)
    elif isinstance(page.meta, Article):
        for kind, names in (("treatment", page.meta.treatments), ("condition", page.meta.about)):
            for found in (view.named(kind, name) for name in names):
                if found:
                    yield therapy_node(view, found, whole=False) if kind == "treatment" else condition_node(view, found)


def _web_page(view: View, page: Page, site: Node, trail: Node | None, subjects: list[Node]) -> Node:
    url, base = view.absolute(page), view.base_url
    reviewer = view.reviewer(page) if page.original is None else None
    kind = _web_page_type(page)
    mains = {
        "person": f"{base}/#person-{page.name}",
        "location": f"{base}/#clinic-{page.name}",
        "about": f"{base}/#organization",
        "contact": f"{base}/#organization",
    }
    main = mains.get(page.kind) or mains.get(_layout(page))
    return node(
        kind,
        url,
        name=page.title,
        inLanguage=page.lang,
        isPartOf=ref(site),
        breadcrumb=ref(trail) if trail else None,
        lastReviewed=page.meta.reviewed.isoformat() if reviewer and page.meta.reviewed else None,
        reviewedBy={"@id": f"{base}/#person-{reviewer.name}"} if reviewer else None,
        medicalAudience=_audience(page) if kind == "MedicalWebPage" else None,
        about=[ref(subject) for subject in subjects],
        mainEntity={"@id": main} if main else None,
    )


def _web_page_type(page: Page) -> str:
    """A page is medical where its kind is, or where a plain page has been medically reviewed."""
    if page.kind in MEDICAL or (_layout(page) in ("page", "first-visit") and page.meta.reviewed_by):
        return "MedicalWebPage"
    return KINDS.get(page.kind) or LAYOUTS.get(_layout(page), "WebPage")


def _layout(page: Page) -> str:
    return getattr(page.meta, "layout", "") if page.kind == "page" else ""


def _audience(page: Page) -> Node:
    audience = page.meta.audience if isinstance(page.meta, Article) else "patient"
    return node("MedicalAudience", audienceType=audience.capitalize())


def _article(view: View, page: Page, publisher: Node, works: list[Node]) -> Node:
    meta = page.meta
    return node(
        "Article",
        f"{view.absolute(page)}#article",
        headline=page.title,
        author=[{"@id": f"{view.base_url}/#person-{author.name}"} for author in view.authors(page)],
        publisher=ref(publisher),
        datePublished=meta.date.isoformat() if meta.date else None,
        dateModified=meta.updated.isoformat() if meta.updated else None,
        citation=works,
    )


def _questions(view: View, page: Page) -> Iterator[Node]:
    """Each question with the address of its answer: its words stand on the page, and a second copy would only make it longer."""
    anchors = {heading.line: heading.id for heading in page.body.headings}
    for block in page.body.blocks:
        if block.name == "faq" and block.line in anchors:
            yield node("Question", name=block.argument, acceptedAnswer=node("Answer", url=f"{view.absolute(page)}#{anchors[block.line]}"))
