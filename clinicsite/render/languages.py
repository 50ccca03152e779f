"""The same page in other languages: for search engines, and as a switch for readers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from clinicsite.language.tongue import tongue
from clinicsite.model.frozen import frozen
from clinicsite.model.languages import ENGLISH, Language
from clinicsite.model.page import Page
from clinicsite.model.site import FormFile

if TYPE_CHECKING:
    from clinicsite.render.view import View


@frozen(slots=True)
class Switch:
    """A way to another language. `missing` says in that language that this page is not in it, where it is not."""

    language: Language
    url: str
    label: str
    missing: str = ""


def alternates(view: View, target: Page | FormFile) -> tuple[tuple[str, str], ...]:
    """`(hreflang, address)` of a page in each language, itself among them, and which to show where none fits; nothing
    where it is in one language only."""
    found = []
    for language in view.languages():
        url = address_in(view, target, language)
        if url:
            found.append((language.short, url))
    if len(found) < 2:
        return ()
    return (*found, ("x-default", found[0][1]))


def address_in(view: View, target: Page | FormFile, language: Language) -> str:
    """The full address of a page in a language, its own too; empty where there is none."""
    if target.lang == language.code:
        return view.absolute(target)
    if isinstance(target, Page) and target.kind in ("form", "thanks"):
        return _of_form(view, target, language)
    found = view.counterpart(target, language.code)
    return view.absolute(found) if found else ""


def _of_form(view: View, page: Page, language: Language) -> str:
    """The same for the page of a form, and for the one that thanks: both are made of the form."""
    form_id = page.id if page.kind == "form" else page.id.rpartition("/")[0]
    form = view.form(form_id)
    found = view.counterpart(form, language.code) if form else None
    if not found:
        return ""
    return view.absolute(found if page.kind == "form" else found.thanks_url)


def language_switch(view: View, page: Page | None = None) -> Mapping[str, Any]:
    """Links to this very page in the other languages; where it is not translated, a sentence says so there and links on."""
    return {"switches": [_switch(view, page, language) for language in view.languages() if language.code != view.lang]}


def _switch(view: View, page: Page | None, language: Language) -> Switch:
    host = view.base_url[: len(view.base_url) - len(view.base_path)]
    url = address_in(view, page, language).removeprefix(host) if page and page.kind != "404" else ""
    if url:
        return Switch(language, url, language.name)
    home = view.page(language.home)
    words = tongue(language.code)
    missing = "" if language == ENGLISH or not page or page.kind == "404" else words.gettext("This page is in English only.")
    label = words.gettext("Go to the site in Spanish") if missing else language.name
    return Switch(language, view.url(home) if home else view.base_path + "/", label, missing)
