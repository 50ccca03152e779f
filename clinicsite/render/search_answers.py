"""answers.json beside the search page: what it answers at once, the meanings of words and the facts of the clinics."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from clinicsite.model.formats import STATES
from clinicsite.model.languages import BY_CODE, ENGLISH, SPANISH
from clinicsite.model.page import Page
from clinicsite.model.places import Place
from clinicsite.model.reference import Term
from clinicsite.model.site import Site
from clinicsite.read.scan import strip_inline
from clinicsite.render.filters import phone_href, typo, week
from clinicsite.render.job import Job
from clinicsite.render.search import glossaries, term_url, terms
from clinicsite.settings import Settings

if TYPE_CHECKING:
    from clinicsite.render.view import View

PLACE_WORDS = {
    ENGLISH: (
        "address", "closed", "contact", "directions", "fax", "hours", "location", "map", "near me", "open on", "open today",
        "opening", "parking", "phone", "telephone", "where are you", "your clinic",
    ),
    SPANISH: (
        "dirección", "cerrado", "contacto", "cómo llegar", "fax", "horario", "horas", "ubicación", "mapa", "cerca de mí",
        "abren", "abierto", "estacionamiento", "teléfono", "dónde están", "dónde queda", "su clínica",
    ),
}
"""Words by which people ask for a clinic and not for a page about something."""

FILLERS = {
    ENGLISH: (
        "a", "about", "am", "an", "and", "are", "be", "can", "could", "define", "do", "does", "for", "get", "have", "how", "i",
        "if", "in", "is", "it", "may", "me", "mean", "means", "my", "of", "on", "or", "should", "the", "there", "to", "was",
        "what", "when", "where", "which", "who", "why", "will", "with", "would", "you", "your",
    ),
    SPANISH: (
        "a", "al", "como", "con", "cual", "cuando", "de", "del", "donde", "el", "en", "es", "esta", "hay", "la", "las", "lo",
        "los", "me", "mi", "o", "para", "por", "porque", "puedo", "que", "quien", "se", "si", "significa", "son", "su", "tengo",
        "un", "una", "y",
    ),
}
"""Words of a question that nearly every page has, without accents. They are looked for only where nothing else was asked."""


def jobs(site: Site, settings: Settings) -> Iterator[Job]:
    """One file for each page with `layout: search`."""
    for page in site.all_pages:
        if page.kind == "page" and getattr(page.meta, "layout", "") == "search":
            yield Job(page.path.replace("index.html", "answers.json"), page.source.file, partial(answers, page=page), page.lang)


def answers(view: View, page: Page) -> bytes:
    """The answers in `page`'s language, as JSON. A meaning leads to the page of all meanings, where that is translated."""
    language = BY_CODE[page.lang]
    explained = glossaries(view, page.lang) or glossaries(view, ENGLISH.code)
    found = {
        "words": [_term(view, glossary, term) for glossary in explained for term in terms(view)],
        "places": [_place(view, place, place.meta) for place in view.locations() if place.lang == page.lang],  # type: ignore[arg-type]
        "asks": PLACE_WORDS[language], "fillers": FILLERS[language],
    }
    return (json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _term(view: View, glossary: Page, term: Term) -> dict[str, Any]:
    return {
        "title": typo(term.term), "names": [term.term, *term.also], "text": typo(strip_inline(term.definition)),
        "url": term_url(view, glossary, term.id) if glossary.lang == view.lang else "",
    }


def _place(view: View, page: Page, place: Place) -> dict[str, Any]:
    address = place.address
    street = [typo(part) for part in (address.street, address.suite) if part]
    return {
        "title": typo(place.name),
        "names": [page.title, place.name, address.city, view.gettext(STATES[address.state]), address.street, address.postal_code],
        "lines": [*street, f"{address.city}, {address.state} {address.postal_code}"],
        "phone": place.phone, "tel": phone_href(place.phone),
        "hours": [typo(f"{days}, {hours}") for days, hours in week(place, view.tongue)],
        "url": view.url(page),
    }
