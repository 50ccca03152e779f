"""Works that pages cite and terms that they explain."""

from __future__ import annotations

import re
import unicodedata

from clinicsite.model.diagnostic import Location
from clinicsite.model.formats import Inline, Slug, Text
from clinicsite.model.frozen import frozen
from clinicsite.model.meta import CONFIG

ANIMAL = frozenset({"animal", "species=animal"})
DOI = re.compile(r"10\.\d{4,9}/\S+\Z")
DOI_ADDRESS = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.I)
"""What stands before a DOI that was copied as an address."""


@frozen(slots=True)
class Author:
    """A person (`family`, `given`) or a body (`family` alone, `body` true)."""

    family: str
    given: str = ""
    body: bool = False


@frozen(slots=True)
class Reference:
    """An entry of content/references.bib with TeX markup taken out.

    `others` says that the author list is cut short. `people` is how many took part, where the entry says so. `timeless`
    and `retracted` are what it says of itself. `broken` means that it could be read in part only. `places` are the line
    and column of its fields.
    """

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
    pmid: str = ""
    people: int | None = None
    timeless: bool = False
    retracted: bool = False
    broken: bool = False
    places: tuple[tuple[str, int, int], ...] = ()

    @property
    def animal(self) -> bool:
        """Whether the study was in animals: a keyword `animal`, or `species=animal`."""
        return any(word.casefold() in ANIMAL for word in self.keywords)

    @property
    def year_number(self) -> int | None:
        """The year as a number; None where there is none, as in `in press`."""
        return int(self.year) if self.year.isdecimal() else None

    def at(self, *fields: str) -> Location:
        """The place of the first of these fields that stands in the entry, else of the entry."""
        table = {name: (line, column) for name, line, column in self.places}
        for name in fields:
            if name in table:
                return Location(self.where.file, *table[name])
        return self.where


def title_words(title: str) -> str:
    """A title reduced to what has to agree: its letters and digits in words, without case, accents and signs."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    return " ".join(re.findall(r"\w+", "".join(sign for sign in plain if not unicodedata.combining(sign))))


@frozen(slots=True)
class Pin:
    """A line of content/references.lock: a DOI and the title it had when a person compared the two with the work."""

    doi: str
    title: str
    where: Location


@frozen(kw_only=True)
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
