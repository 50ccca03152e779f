"""A page of somebody's present website, judged as it stands: what it gives away about visitors, and what its forms ask.

Such a page is read as it was saved. Its own host is what it says itself, in its canonical address and the like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check import form_fields, form_sending, privacy, ratings
from clinicsite.check.document import Document, read_document
from clinicsite.check.requests import split_address
from clinicsite.check.rule import Rule
from clinicsite.check.trust import NOBODY, Trust
from clinicsite.model.diagnostic import Diagnostic

FOREIGN_RULES: tuple[Rule, ...] = tuple(
    rule for family in (privacy, form_sending, form_fields, ratings) for rule in family.RULES if rule.scope == "document"
)
"""The rules on HTML that hold for any page, whoever made it."""

SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://[^\s]+)", re.I)
BASE = re.compile(r"https?://[^/?#\s]+", re.I)
EARLY = 20_000
"""How far into a page browsers write where they saved it from, in characters."""


def read_foreign(file: str, html: str, base_url: str = "", trust: Trust = NOBODY) -> Document:
    """A saved page as a document whose places are lines and columns of `file`. `base_url` is where the page lives, if
    that is known; otherwise the page is asked."""
    page = read_document(file, html, base_url, trust, file)
    return page if base_url else read_document(file, html, own_address(page), trust, file)


def check_foreign(file: str, html: str, base_url: str = "", trust: Trust = NOBODY) -> Iterator[Diagnostic]:
    """What these rules say of a saved page."""
    page = read_foreign(file, html, base_url, trust)
    for rule in FOREIGN_RULES:
        yield from rule(page)


def own_address(page: Document) -> str:
    """The scheme and host that a page gives as its own; empty when it gives none."""
    return next((found for found in map(_origin, _claims(page)) if found), "")


def _claims(page: Document) -> Iterator[str]:
    for element in page.by_tag.get("link", ()):
        attributes = element.attributes
        if attributes.get("rel", "").lower() in ("canonical", "shortlink", "https://api.w.org/", "pingback"):
            yield attributes.get("href", "")
    for element in page.by_tag.get("meta", ()):
        attributes = element.attributes
        if attributes.get("property", "").lower() == "og:url":
            yield attributes.get("content", "")
    for element in page.by_tag.get("base", ()):
        yield element.attributes.get("href", "")
    if saved := SAVED.search(page.html, 0, EARLY):
        yield saved[1]


def _origin(address: str) -> str:
    match = BASE.match(address.strip())
    return match[0] if match and split_address(match[0])[1] else ""
