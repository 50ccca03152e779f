"""What the records say, and of whom a sentence speaks: of the clinic, of one of its places, of a person, of others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from clinicsite.check.facts.statements import Statement
from clinicsite.model.fees import Fee, Fees
from clinicsite.model.frozen import frozen
from clinicsite.model.kinds import Person, Treatment
from clinicsite.model.page import Page
from clinicsite.model.places import Place
from clinicsite.model.site import Site

OTHERS = re.compile(
    r"\b(?:Departments?|Office (?:for|of)|Bureau|Lifeline|Crisis|Poison|Medicare|Medicaid|VA|FDA|DEA|CDC|FTC|SAMHSA|HHS|CMS|"
    r"(?i:pharmac(?:y|ies|ist)|hospital|library|laboratory|boards?|agency|federal|government|hot ?line|helpline|associations?|"
    r"societ(?:y|ies))|attorney general|relay|transit|taxi|cab|insurers?|insurance|(?:health|your) plan|"
    r"(?:other|another|most|many|some) clinics?|"
    r"(?:your|a|the) (?:own )?(?:doctor|prescriber|therapist|dentist|surgeon)|help desk|cms\.gov|manufacturer|publisher)\b"
)
"""Words of sentences that give somebody else's number, address or hours."""
OTHERS_IN_SPANISH = re.compile(
    r"\b(?:[Dd]epartamentos?|[Oo]ficina (?:de|para)|[Ll]ínea (?:de|para)|[Cc]entro|[Ff]armacia|[Bb]iblioteca|[Ll]aboratorio|[Jj]untas?|"
    r"[Aa]gencia|[Ff]ederal(?:es)?|[Gg]obierno|[Ff]iscal|[Ss]eguros?|[Aa]seguradora|(?:[Ss]u|[Ee]l) (?:propi[ao] )?(?:plan|médico|"
    r"terapeuta|dentista|cirujano)|(?:[Oo]tras?|[Mm]uchas|[Aa]lgunas) clínicas?|[Tt]axi|[Ff]abricante|[Ee]ditorial)\b"
)
OURS = re.compile(r"\b(?:[Ww]e|[Uu]s|[Oo]urs?|[Hh]ere|(?:[Tt]he|[Tt]his|[Ee]ither) (?:clinic|office|front desk|practice))\b")
OURS_IN_SPANISH = re.compile(
    r"\b(?:[Nn]os|[Nn]osotros|[Ll]lámenos|[Ee]scríbanos|[Nn]uestr[ao]s?|[Aa]quí|(?:[Ll]a|[Ee]sta|[Nn]uestra) (?:clínica|oficina|recepción))\b"
)
SUBJECT = (
    r"\b[Ww]e|\b[Oo]ur (?:\w+ )?(?:clinics?|offices?|team|clinicians|nurses|doctors|physicians)|\b(?:[Tt]he|[Tt]his) clinic"
)
"""The clinic as the one who does something in a sentence."""
NOT_THE_CITY = re.compile(r"(?:District of|British|University of)\s+\Z")


@frozen(slots=True)
class Line:
    """A phone or fax of the clinic: whose it is, the place it belongs to, and the file that says so."""

    number: str
    kind: str
    owner: str
    place: Page | None
    file: str

    @property
    def said(self) -> str:
        return f"the {self.kind} of {self.owner}"


@frozen()
class Records:
    """The facts of a site, by what prose would call them."""

    site: Site

    @cached_property
    def places(self) -> tuple[Page, ...]:
        return tuple(page for page in self.site.pages if isinstance(page.meta, Place))

    @cached_property
    def people(self) -> tuple[Page, ...]:
        return tuple(page for page in self.site.pages if isinstance(page.meta, Person))

    @cached_property
    def treatments(self) -> tuple[Page, ...]:
        return tuple(page for page in self.site.pages if isinstance(page.meta, Treatment))

    @cached_property
    def fees(self) -> tuple[tuple[Fee, Page], ...]:
        return tuple((fee, page) for page in self.site.pages if isinstance(page.meta, Fees) for fee in page.meta.fees)

    @cached_property
    def lines(self) -> Mapping[str, tuple[Line, ...]]:
        """Phones and faxes by their ten digits."""
        found: dict[str, list[Line]] = {}
        for line in self._lines():
            found.setdefault(line.number, []).append(line)
        return {number: tuple(lines) for number, lines in found.items()}

    def places_in(self, text: str) -> tuple[tuple[int, Page], ...]:
        """The places that a text names, with the offset of each name."""
        if self._names is None:
            return ()
        found = []
        for match in self._names.finditer(text):
            if not NOT_THE_CITY.search(text[: match.start()]):
                found.append((match.start(), self._by_name[" ".join(match[0].split())]))
        return tuple(found)

    def place_of(self, said: Statement, offset: int, named: tuple[tuple[int, Page], ...]) -> tuple[Page, ...]:
        """The places that something at `offset` of a statement can be about.

        Where the sentence names places before what it says of them, it is the last one named; where it names them
        after, the next one. A sentence without a name speaks of the heading's place, of the page's, or of any.
        """
        if named:
            before = [page for start, page in named if start < offset]
            after = [page for start, page in named if start > offset]
            names_lead = bool(before) and named[0][0] < self._first_figure(said.text)
            return (before[-1],) if names_lead or not after else (after[0],)
        above = dict.fromkeys(page.id for _, page in self.places_in(said.heading))
        if len(above) == 1:
            return (self.site.by_id[next(iter(above))],)
        return self.home_of(said) or self.places

    def home_of(self, said: Statement) -> tuple[Page, ...]:
        """The place that the whole page is about, where it is about one; for a translation the English page of it."""
        page = said.page
        if page is None:
            return ()
        if isinstance(page.meta, Place):
            return (self.site.by_id.get(page.first_id, page),)
        if len(page.meta.locations) == 1 and not isinstance(page.meta, Person):
            place = self.site.named("location", page.meta.locations[0])
            return (place,) if place else ()
        return ()

    def speaks_of_us(self, text: str) -> bool:
        ours = OURS.search(text) or OURS_IN_SPANISH.search(text)
        return bool(ours or self._clinic.search(text) or self.places_in(text))

    def speaks_of_others(self, text: str) -> bool:
        return bool(OTHERS.search(text) or OTHERS_IN_SPANISH.search(text))

    def people_in(self, text: str) -> tuple[Page, ...]:
        """The people whose last names a text holds."""
        if not self.people or not self._last_names.search(text):
            return ()
        return tuple(page for page in self.people if re.search(rf"\b{re.escape(last_name(page))}\b", text))

    @cached_property
    def subject(self) -> str:
        """A pattern of all that prose calls the clinic when it says what it does."""
        return f"(?:{SUBJECT}|{self._clinic.pattern})"

    @staticmethod
    def _first_figure(text: str) -> int:
        figure = re.search(r"\d|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", text)
        return figure.start() if figure else len(text)

    @cached_property
    def _last_names(self) -> re.Pattern[str]:
        return re.compile("|".join(re.escape(last_name(page)) for page in self.people))

    @cached_property
    def _clinic(self) -> re.Pattern[str]:
        clinic = self.site.clinic
        return re.compile("|".join(rf"\b{re.escape(name)}\b" for name in (clinic.name, clinic.short_name)))

    @cached_property
    def _by_name(self) -> dict[str, Page]:
        names: dict[str, Page] = {}
        for page in self.places:
            assert isinstance(page.meta, Place)
            for name in (page.meta.address.city, page.title, page.meta.name):
                names.setdefault(name, page)
        return names

    @cached_property
    def _names(self) -> re.Pattern[str] | None:
        names = sorted(self._by_name, key=len, reverse=True)
        return re.compile("|".join(rf"\b{re.escape(name)}\b".replace(r"\ ", r"\s+") for name in names)) if names else None

    def _lines(self) -> Iterator[Line]:
        for page in self.places:
            assert isinstance(page.meta, Place)
            yield Line(digits_of(page.meta.phone), "phone", page.title, page, page.source.file)
            if page.meta.fax:
                yield Line(digits_of(page.meta.fax), "fax", page.title, page, page.source.file)
        for phone in self.site.clinic.phones:
            kind = "fax" if "fax" in phone.label.lower() else "phone"
            yield Line(digits_of(phone.number), kind, f"`{phone.label}`", None, self.site.clinic_source.file)


def last_name(person: Page) -> str:
    return person.title.split()[-1]


def digits_of(number: str) -> str:
    """The digits of a phone number, a leading 1 of a US number left out."""
    digits = re.sub(r"\D", "", number)
    return digits[1:] if len(digits) == 11 and digits[0] == "1" else digits


def one_slip(a: str, b: str) -> bool:
    """Whether two different numbers of one length differ in one digit, or in two neighbors that changed places."""
    wrong = [n for n, (x, y) in enumerate(zip(a, b)) if x != y]
    if len(a) != len(b) or not 1 <= len(wrong) <= 2:
        return False
    if len(wrong) == 1:
        return True
    first, second = wrong
    return second == first + 1 and a[first] == b[second] and a[second] == b[first]
