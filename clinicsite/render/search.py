"""What search needs of pages: what of each is looked through, under which heading it is found, and the list from A to Z."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

from clinicsite.language.tongue import noted
from clinicsite.model.frozen import frozen
from clinicsite.model.languages import ENGLISH
from clinicsite.model.page import Page
from clinicsite.model.reference import Term
from clinicsite.render import edge
from clinicsite.render.sitemap import is_indexable

if TYPE_CHECKING:
    from clinicsite.render.view import View

UNFOUND = frozenset({"thanks", "404", "styleguide"})
"""Pages that the engine makes and that nobody looks for."""

GROUPS = {
    "treatment": noted("Treatments"), "condition": noted("Conditions"), "location": noted("Locations"), "person": noted("People"),
    "fees": noted("Fees"),
}
SECTIONS = {"treatments": "treatment", "conditions": "condition", "locations": "location", "people": "person"}
NOTICES, FORMS, OTHERS, WORD = noted("Notices"), noted("Forms"), noted("The clinic"), noted("Word")
NOTICE_WEIGHT = "0.2"
"""How much the words of a legal notice count, where those of other pages count 1: they hold nearly every word there is."""

DIGITS = "0–9"


@frozen(slots=True)
class Item:
    """A line of the list from A to Z. `group` says what it leads to, `group_lang` in which language, where it is not the list's."""

    title: str
    url: str
    group: str
    group_lang: str = ""


@frozen(slots=True)
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
    weight = {"data-pagefind-weight": NOTICE_WEIGHT} if is_notice(page) else {}
    return {"data-pagefind-body": "", "data-pagefind-filter": f"topic:{group_of(view, page)}", **weight}


def is_notice(page: Page) -> bool:
    return getattr(page.meta, "layout", "") == "notice"


def group_of(view: View, page: Page) -> str:
    """The heading under which a search finds a page: the topic of an article, else what kind of page it is."""
    if page.kind == "topic":
        return page.title
    if page.kind == "article" and (topic := view.topic(page)):
        return topic.title
    if is_notice(page):
        return view.gettext(NOTICES)
    if page.kind == "form":
        return view.gettext(FORMS)
    kind = SECTIONS.get(page.first_id, page.kind) if page.kind == "section" else page.kind
    return view.gettext(GROUPS.get(kind, OTHERS))


def _group_lang(view: View, page: Page) -> str:
    """The language of an article's topic, where that is not translated."""
    topic = view.topic(page) if page.kind == "article" else None
    return topic.lang if topic and topic.lang != page.lang else ""


def search_form(view: View, page: Page) -> Mapping[str, Any]:
    """The search box of a search page, with what its script needs to know."""
    return {"page": page, "languages": languages(view)}


def a_to_z(view: View, page: Page) -> Mapping[str, Any]:
    """Every page, form and glossary term in `page`'s language, by its first letter."""
    return {"letters": letters(items(view, page))}


def items(view: View, page: Page) -> list[Item]:
    """The lines of the list, in no order."""
    found = [
        Item(getattr(other.meta, "full_name", other.title), view.url(other), group_of(view, other), _group_lang(view, other))
        for other in view.pages() if is_indexable(other) and other.lang == page.lang
    ]
    forms, word = view.gettext(FORMS), view.gettext(WORD)
    found += [Item(form.form.title, view.url(form), forms) for form in view.forms()]
    return found + [Item(term.term, term_url(view, glossary, term.id), word) for glossary in glossaries(view, page.lang)
                    for term in terms(view)]


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


def glossaries(view: View, lang: str) -> tuple[Page, ...]:
    """The page that explains the terms, in a language; none in a site without a glossary page there."""
    asked = None if lang == ENGLISH.code else lang
    return tuple(other for other in view.pages(kind="page", layout="glossary", lang=asked) if other.lang == lang)[:1]


def terms(view: View) -> tuple[Term, ...]:
    """The glossary's terms in the words of the view's language."""
    return tuple(view.term(term.id) or term for term in view.terms())


def term_url(view: View, glossary: Page, term_id: str) -> str:
    return f"{view.url(glossary)}#term-{term_id}"


def languages(view: View) -> dict[str, str]:
    """The site's languages as pagefind names them, each in its own words: `{"en-us": "English"}`."""
    return {language.code.lower(): language.name for language in view.languages()}
