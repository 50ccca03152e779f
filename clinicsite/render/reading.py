"""Components of a page that is read: its head, contents, by-line, what to read next, and how to pass it on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup, escape

from clinicsite.model.page import Page
from clinicsite.model.picture import RASTER
from clinicsite.render import edge

if TYPE_CHECKING:
    from clinicsite.render.prose import Prose
    from clinicsite.render.view import View

FEWEST_PARTS = 4
"""Contents stand on pages with more than three second-level headings."""


def head(
    view: View, page: Page, figure: str = "", unit: str = "", sky: str = "", note: str = "", title: str = "", text: str = "",
) -> Mapping[str, Any]:
    """The head of a page: breadcrumbs, title, summary, status line, and its drawing on the floor.

    `figure` and `unit` stand on the edge; `sky` is the hour whose light it takes; `note` is a line of Markup below.
    """
    return {
        "page": page, "figure": figure, "unit": unit, "sky": sky, "note": note,
        "title": title or page.title, "text": text or page.meta.summary or page.meta.description,
        "picture": picture_of(view, page),
    }


def breadcrumbs(view: View, page: Page) -> Mapping[str, Any]:
    """The pages above this one, from home down."""
    return {"trail": view.breadcrumbs(page)}


def status_line(view: View, page: Page) -> Mapping[str, Any]:
    """What the regulator has and has not approved, where the page names a treatment."""
    return {"treatment": view.status(page)}


def contents(view: View, page: Page, prose: Prose) -> Mapping[str, Any]:
    """The contents on the edge, each part as long as it takes to read; nothing where there are three parts or fewer."""
    parts = edge.parts([(entry.id, entry.text, entry.start, entry.seconds) for entry in prose.toc], prose.seconds)
    unit = edge.reading_unit(entry.seconds for entry in prose.toc)
    return {"parts": parts if len(parts) >= FEWEST_PARTS else (), "unit": unit, "total": prose.seconds, "page": page}


def byline(view: View, page: Page) -> Mapping[str, Any]:
    """Who wrote and who reviewed the page, when, and when the next review is due."""
    return {"page": page, "authors": view.authors(page), "reviewer": view.reviewer(page)}


def review_notice(view: View, page: Page) -> Mapping[str, Any]:
    """That the page's review is overdue, where the clinic publishes such pages."""
    return {"page": page}


def series_path(view: View, page: Page) -> Mapping[str, Any]:
    """Where the page stands on its patient's path, the next step of it, and what is close; related pages if it has no path."""
    path = view.series(page)
    ids = [step.id for step in path]
    following = view.next_in_series(page)
    named = (following, *view.neighbours(page))
    return {
        "place": ids.index(page.id) + 1 if page.id in ids else 0, "length": len(path), "marks": edge.marks(len(path)),
        "following": following, "pages": [other for other in view.related(page, 6) if other not in named][:3],
    }


def related(view: View, page: Page) -> Mapping[str, Any]:
    """What to read next: at most three articles, and those before and after it in its topic."""
    return {"pages": view.related(page, 3)}


def neighbours(view: View, page: Page) -> Mapping[str, Any]:
    """The articles before and after this one in its topic."""
    previous, following = view.neighbours(page)
    return {"previous": previous, "following": following, "topic": view.topic(page)}


def share(view: View, page: Page) -> Mapping[str, Any]:
    """Ways to pass the page on that tell no one else: an address to copy, a mail, the device's own share sheet, print."""
    address = view.absolute(page)
    subject = quote(view.gettext("A page from %(clinic)s") % {"clinic": view.clinic.short_name})
    return {"address": address, "mail": f"mailto:?subject={subject}&body={quote(address)}"}


def picture(view: View, page: Page, path: str = "", layout: str = "head") -> Mapping[str, Any]:
    """The picture of a page, or another at `path`: a drawing inline, a photo as prints; empty where it has none."""
    return {"picture": picture_of(view, page, path, layout)}


def picture_of(view: View, page: Page, other: str = "", layout: str = "head") -> Markup | str:
    meta = page.meta
    path, alt = other or meta.image, "" if meta.image_decorative else meta.image_alt or ""
    if not path:
        return ""
    if path.lower().endswith(RASTER):
        return view.component(
            "photo", path=path, alt=alt, layout=layout, source=page.source.path, focus=meta.image_focus or ""
        )
    drawing = view.drawing(path, page.source.path)
    if not alt:
        return drawing
    return Markup(str(drawing).replace('aria-hidden="true"', f'role="img" aria-label="{escape(alt)}"', 1))
