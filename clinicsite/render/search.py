"""What search needs of pages: what of each is looked through, under which heading it is found, and the list from A to Z."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from clinicsite.model.page import Page
from clinicsite.render import edge
from clinicsite.render.sitemap import is_indexable

if TYPE_CHECKING:
    from clinicsite.render.view import View

UNFOUND = frozenset({"thanks", "404", "styleguide"})
"""Pages that the engine makes and that nobody looks for."""

GROUPS = {
    "treatment": "Treatments", "condition": "Conditions", "location": "Locations", "person": "People", "form": "Forms",
    "fees": "Fees",
}
SECTIONS = {"treatments": "treatment", "conditions": "condition", "locations": "location", "people": "person"}
NOTICES, OTHERS, WORD = "Notices", "The clinic", "Word"
NOTICE_WEIGHT = "0.2"
"""How much the words of a legal notice count, where those of other pages count 1: they hold nearly every word there is."""

LANGUAGES = {"en": "English", "es": "Español"}
DIGITS = "0–9"


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the list from A to Z. `group` says what it leads to."""

    title: str
    url: str
    group: str


@dataclass(frozen=True, slots=True)
class Letter:
    """The lines under a letter. `anchor` is the id of its heading; `marks` are those of its edge."""

    sign: str
    anchor: str
    items: tuple[Item, ...]

    @property
    def marks(self) -> int:
        return edge.marks(len(self.items))


def search_marks(view: View, page: Page) -> dict[str, str]:
    """The attributes by which pagefind knows a page's main part; none on pages that no search should find."""
    if page.kind in UNFOUND or not is_indexable(page):
        return {}
    group = group_of(view, page)
    weight = {"data-pagefind-weight": NOTICE_WEIGHT} if group == NOTICES else {}
    return {"data-pagefind-body": "", "data-pagefind-filter": f"topic:{group}", **weight}


def group_of(view: View, page: Page) -> str:
    """The heading under which a search finds a page: the topic of an article, else what kind of page it is."""
    if page.kind == "topic":
        return page.title
    if page.kind == "article" and (topic := view.topic(page)):
        return topic.title
    if getattr(page.meta, "layout", "") == "notice":
        return NOTICES
    return GROUPS.get(SECTIONS.get(page.name, page.kind) if page.kind == "section" else page.kind, OTHERS)


def search_form(view: View, page: Page) -> Mapping[str, Any]:
    """The search box of a search page, with what its script needs to know."""
    return {"page": page, "languages": languages(view)}


def a_to_z(view: View, page: Page) -> Mapping[str, Any]:
    """Every page, form and glossary term in `page`'s language, by its first letter."""
    return {"letters": letters(items(view, page))}


def items(view: View, page: Page) -> list[Item]:
    """The lines of the list, in no order."""
    found = [
        Item(getattr(other.meta, "full_name", other.title), view.url(other), group_of(view, other))
        for other in view.pages() if is_indexable(other) and other.lang == page.lang
    ]
    found += [Item(form.form.title, view.url(form), GROUPS["form"]) for form in view.forms()]
    return found + [Item(term.term, term_url(view, glossary, term.id), WORD) for glossary in glossaries(view, page)
                    for term in view.terms()]


def letters(lines: Iterable[Item]) -> tuple[Letter, ...]:
    """The lines by letter: digits first, then A to Z, then letters of other alphabets."""
    ordered = sorted(lines, key=lambda item: (sort_key(item.title), item.title, item.url))
    return tuple(
        Letter(sign, f"az_{'0' if sign == DIGITS else sign.lower()}", tuple(group))
        for sign, group in groupby(ordered, lambda item: sign_of(item.title))
    )


def sign_of(title: str) -> str:
    """The letter a title stands under: `É` under E, `42 days` under 0–9, `The visit` under V."""
    first = _plain(title)[:1]
    return DIGITS if not first or first.isdigit() else first.upper()


def sort_key(title: str) -> tuple[Any, ...]:
    """Titles in the order of a dictionary: numbers by size and first, no accents, no article at the start, no signs."""
    parts = re.findall(r"\d+|[^\W\d]+", _plain(title))
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)


def _plain(title: str) -> str:
    """A title without accents, case, leading signs and leading article."""
    spread = unicodedata.normalize("NFKD", title.casefold())
    bare = "".join(sign for sign in spread if not unicodedata.combining(sign))
    return re.sub(r"^[\W_]*(?:(?:the|an?) +(?=\w))?", "", bare)


def glossaries(view: View, page: Page) -> tuple[Page, ...]:
    """The page that explains the terms, in `page`'s language; none in a site without a glossary page."""
    return tuple(other for other in view.pages(kind="page", layout="glossary") if other.lang == page.lang)[:1]


def term_url(view: View, glossary: Page, term_id: str) -> str:
    return f"{view.url(glossary)}#term-{term_id}"


def languages(view: View) -> dict[str, str]:
    """The languages of the site's pages as pagefind names them, with the words for them: `{"en-us": "English"}`."""
    codes = sorted({page.lang.lower() for page in view.pages()})
    return {code: LANGUAGES.get(code.partition("-")[0], code) for code in codes}
