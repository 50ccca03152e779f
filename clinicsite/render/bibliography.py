"""References as the AMA Manual of Style, 11th edition, writes them."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

from markupsafe import Markup

from clinicsite.model.reference import Author, Reference

MOST_NAMED = 6
"""A longer author list, or one cut short by `others`, is given by its first three names."""

FIRST_NAMED = 3


@lru_cache(maxsize=10_000)
def format_reference(reference: Reference, read: str = "Read the source", lang: str = "") -> Markup:
    """An entry of the list of references: authors, title, where it appeared, and a link to it.

    `read` labels a link that has no words of its own; `lang` is the language of that label, where it is not English.
    """
    return Markup(" ").join((*_statement(reference), *_link(reference, read, lang)))


def plain_reference(reference: Reference) -> str:
    """The same as plain text, for feeds and other machines."""
    words = Markup(" ").join(_statement(reference)).striptags()
    return f"{words} {source_url(reference)}".strip()


def source_url(reference: Reference) -> str:
    """Where the work is found: its DOI's address, else its own, else PubMed's; empty when it has none."""
    if reference.doi:
        return "https://doi.org/" + quote(reference.doi, safe="/:;()-._~!$&'*+,=@")
    return reference.url or (f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/" if reference.pmid else "")


def author_list(reference: Reference) -> str:
    """`Murrough JW, Iosifescu DV, Chang LC, et al`"""
    names = [author_name(author) for author in reference.authors]
    cut = reference.others or len(names) > MOST_NAMED
    return ", ".join([*names[:FIRST_NAMED], "et al"] if cut and names else names)


def author_name(author: Author) -> str:
    """`Murrough JW`, `King ML Jr`, or a body's full name."""
    if author.body or not author.given:
        return author.family
    given, _, suffix = author.given.partition(", ")
    return f"{author.family} {_initials(given)} {suffix.removesuffix('.')}".rstrip()


def _initials(given: str) -> str:
    parts = re.split(r"[\s.\-‐]+", given)
    return "".join(part if part.isupper() and len(part) < 4 else part[0].upper() for part in parts if part)


def _statement(reference: Reference) -> list[Markup]:
    authors, title = author_list(reference), Markup.escape(_ranged(reference.title))
    parts = [_closed(Markup.escape(authors))] if authors else []
    if reference.journal:
        journal = Markup("<cite>{}</cite>.").format(reference.journal)
        return [*parts, _closed(title), journal, *_sentence(_issue(reference))]
    publisher = "" if reference.institution == authors else reference.institution
    published = "; ".join(part for part in (publisher, reference.year) if part)
    end = "" if _is_closed(title) else "."
    return [*parts, Markup("<cite>{}</cite>{}").format(title, end), *_sentence(published)]


def _issue(reference: Reference) -> str:
    """`2013;170(10):1134–1142`"""
    number = f"({reference.number})" if reference.number else ""
    volume = f";{reference.volume}{number}" if reference.volume or number else ""
    pages = f":{_ranged(reference.pages)}" if reference.pages else ""
    return f"{reference.year}{volume}{pages}"


def _ranged(text: str) -> str:
    """Page and year ranges with an en dash."""
    return re.sub(r"(?<=\d)(?:--|-)(?=\d+\b)", "–", text) if re.fullmatch(r"[\w,\s–-]+", text) else text


def _link(reference: Reference, read: str, lang: str) -> list[Markup]:
    url = source_url(reference)
    if reference.doi:
        return [Markup('<a href="{}">doi.org/{}</a>').format(url, reference.doi)]
    if url:
        own = Markup(' lang="{}"').format(lang) if lang else ""
        return [Markup('<a href="{}"{} aria-label="{}: {}">{}</a>').format(url, own, read, reference.title, read)]
    return []


def _sentence(text: str) -> list[Markup]:
    return [_closed(Markup.escape(text))] if text else []


def _closed(text: Markup) -> Markup:
    return text if _is_closed(text) else text + "."


def _is_closed(text: Markup) -> bool:
    return str(text).rstrip().endswith((".", "?", "!"))
