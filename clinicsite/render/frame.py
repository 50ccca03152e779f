"""Components of the frame that every page stands in: crisis row, masthead, menus, next step, footer, call bar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from clinicsite.language.tongue import noted
from clinicsite.model.clinic import MenuItem
from clinicsite.model.frozen import frozen
from clinicsite.model.page import Page
from clinicsite.render.feeds import feed_links
from clinicsite.render.filters import week

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clinicsite.render.view import View


STANDING = {
    "sample": noted("Sample site: people, prices and addresses are invented."),
    "trial": noted("Trial copy: this is not the clinic’s published site."),
}


@frozen(slots=True)
class Entry:
    """A link of a menu. `current` is `page` on that very page, `true` on pages below it, else empty."""

    label: str
    url: str
    current: str = ""


def crisis_row(view: View) -> Mapping[str, Any]:
    """Help at any hour, as plain links that need no script."""
    return {"title": view.clinic.crisis_title, "lines": view.clinic.crisis}


def standing(view: View) -> Mapping[str, Any]:
    """On a build that must not go live, one line that says so; on a live one nothing."""
    words = STANDING.get(view.standing)
    return {"words": view.gettext(words) if words else ""}


def masthead(view: View, page: Page | None = None) -> Mapping[str, Any]:
    """The mark, the clinic's name and the main menu. `page` is the one it stands on, if any."""
    clinic = view.clinic
    return {
        "mark": view.drawing(clinic.mark) if clinic.mark else "",
        "at_home": page is not None and page.is_home,
        "entries": menu_entries(view, clinic.menu, page),
        "searches": menu_pages(view, view.pages(kind="page", layout="search"), page),
    }


def footer(view: View, page: Page | None = None) -> Mapping[str, Any]:
    """The clinics, the menu again, the notices and the disclaimer."""
    clinic = view.clinic
    return {
        "places": [(place, week(place.meta, view.tongue)) for place in view.locations()],  # type: ignore[arg-type]
        "entries": menu_entries(view, (*clinic.menu, *clinic.more), page) + next_entry(view),
        "notices": menu_entries(view, clinic.notices, page),
    }


def call_bar(view: View) -> Mapping[str, Any]:
    """Two actions at the foot of a phone's screen: call, and the next step."""
    numbers = [place.meta.phone for place in view.locations()]  # type: ignore[attr-defined]
    numbers = numbers or [phone.number for phone in view.clinic.phones]
    only = numbers[0] if len(numbers) == 1 else ""
    return {"numbers": numbers, "only": only, "step": view.clinic.next_step, "url": view.url(view.clinic.next_step.to)}


def next_step(view: View, page: Page | None = None, title: str = "", text: str = "") -> Mapping[str, Any]:
    """The one next step, and the phones of the clinics the page speaks of. Never inside or under a care card."""
    step = view.clinic.next_step
    return {
        "step": step, "title": title or step.title, "text": text or step.text,
        "url": view.url(step.to), "places": places_of(view, page),
    }


def call_to_step(view: View, page: Page | None = None) -> Mapping[str, Any]:
    """The next step as a button with the phones under it, for the first screen of a page."""
    step = view.clinic.next_step
    return {"step": step, "url": view.url(step.to), "places": places_of(view, page)}


def feeds(view: View, page: Page | None = None) -> Mapping[str, Any]:
    """The feeds to name in a page's head."""
    return {"feeds": feed_links(view, page)}


def places_of(view: View, page: Page | None) -> tuple[Page, ...]:
    """The locations a page speaks of: itself, those it names, or all."""
    if page is not None and page.kind == "location":
        return (page,)
    named = page.meta.locations if page is not None else ()
    found = tuple(place for name in named if (place := view.named("location", name)))
    return found or view.locations()


def menu_entries(view: View, items: Sequence[MenuItem], page: Page | None) -> tuple[Entry, ...]:
    """The links of a menu; the one that comes nearest to `page` is marked as current."""
    here = view.url(page) if page is not None else ""
    urls = [view.url(item.to) for item in items]
    home = view.url(view.home) if view.home else view.url("/")
    above = [url for url in urls if here.startswith(url) and url != home]
    nearest = here if here in urls else max(above, key=len, default="")

    def current(url: str) -> str:
        if not nearest or url != nearest:
            return ""
        return "page" if url == here else "true"

    return tuple(Entry(item.label, url, current(url)) for item, url in zip(items, urls))


def menu_pages(view: View, pages: Sequence[Page], page: Page | None) -> tuple[Entry, ...]:
    """Pages in `page`'s language as links of a menu."""
    return tuple(
        Entry(other.title, view.url(other), "page" if page is not None and other.id == page.id else "")
        for other in pages if page is None or other.lang == page.lang
    )


def next_entry(view: View) -> tuple[Entry, ...]:
    step = view.clinic.next_step
    return (Entry(step.label, view.url(step.to)),)
