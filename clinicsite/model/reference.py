"""Works that pages cite and terms that they explain."""

from __future__ import annotations

from dataclasses import dataclass

from clinicsite.model.diagnostic import Location
from clinicsite.model.formats import Inline, Slug, Text
from clinicsite.model.meta import CONFIG


@dataclass(frozen=True, slots=True)
class Author:
    """A person (`family`, `given`) or a body (`family` alone, `body` true)."""

    family: str
    given: str = ""
    body: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of content/references.bib with TeX markup taken out. `others` says that the author list is cut short."""

    key: str
    type: str
    title: str
    authors: tuple[Author, ...]
    others: bool
    year: str
    journal: str
    volume: str
    number: str
    pages: str
    doi: str
    url: str
    institution: str
    keywords: tuple[str, ...]
    checked: str
    where: Location


@dataclass(frozen=True, kw_only=True)
class Term:
    """An entry of content/glossary.yaml."""

    __pydantic_config__ = CONFIG

    id: Slug
    term: Text
    definition: Inline
    also: tuple[Text, ...] = ()
    """Other names for it."""
    see: tuple[Slug, ...] = ()
    """Related terms."""
