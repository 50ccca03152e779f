"""Citation numbers: filled into a whole page, in the order in which a reader meets them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from clinicsite.model.languages import ENGLISH

if TYPE_CHECKING:
    from clinicsite.render.view import View

CITE = re.compile(r'<x-cite keys="([^"]*)"></x-cite>')
PLACEHOLDER = "<x-references></x-references>"
SECTION = re.compile(r"<section data-references[^>]*>(.*?)</section>", re.S)
TOC_ENTRY = re.compile(r"<li data-references[^>]*>.*?</li>", re.S)
MARKED = re.compile(r" data-references(?:=\"\")?")


def number_citations(html: str, view: View) -> str:
    """Replace every citation by its number and the placeholder by the list of works.

    A page that cites nothing loses what is marked `data-references`.
    """
    from clinicsite.render.bibliography import format_reference

    order: dict[str, int] = {}
    reference = view.gettext("Reference {}")
    read = view.gettext("Read the source")
    lang = "" if view.lang == ENGLISH.code else view.lang

    def mark(match: re.Match[str]) -> str:
        known = [key for key in match[1].split() if view.reference(key)]
        numbers = sorted(order.setdefault(key, len(order) + 1) for key in known)
        if not numbers:
            return ""
        links = ",".join(f'<a href="#r{n}" aria-label="{reference.format(n)}">{n}</a>' for n in numbers)
        return f'<sup class="cite">{links}</sup>'

    html = CITE.sub(mark, html)
    if not order:
        html = TOC_ENTRY.sub("", SECTION.sub("", html))
        return html.replace(PLACEHOLDER, "")
    entries = "\n".join(
        f'<li id="r{n}">{format_reference(work, read, lang)}</li>'
        for key, n in order.items()
        if (work := view.reference(key))
    )
    foreign = f' lang="{ENGLISH.code}"' if lang else ""
    html = html.replace(PLACEHOLDER, f'<ol class="refs"{foreign}>\n{entries}\n</ol>')
    return MARKED.sub("", html)


def references() -> Markup:
    """Where the list of works goes."""
    return Markup(PLACEHOLDER)
