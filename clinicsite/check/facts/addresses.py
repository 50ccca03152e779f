"""Street addresses in prose: house number, street, suite, state and ZIP code as in the location's record."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from clinicsite.check.facts.records import Records
from clinicsite.check.facts.statements import Statement
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.formats import STATES
from clinicsite.model.page import Page
from clinicsite.model.places import Address, Place

WORDS = {
    "n": "north", "s": "south", "e": "east", "w": "west", "ne": "northeast", "nw": "northwest", "se": "southeast",
    "sw": "southwest", "st": "street", "ave": "avenue", "av": "avenue", "rd": "road", "blvd": "boulevard", "dr": "drive",
    "ln": "lane", "ct": "court", "pl": "place", "pkwy": "parkway", "cir": "circle", "ter": "terrace", "hwy": "highway",
    "sq": "square", "trl": "trail",
}
"""Abbreviations of the US Postal Service, Publication 28, as the words they stand for."""
DIRECTIONS = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"})
TYPES = frozenset(
    {"street", "avenue", "road", "boulevard", "drive", "lane", "court", "place", "parkway", "circle", "terrace", "highway",
     "square", "trail", "way", "crossing", "row", "loop", "plaza", "alley", "pike"}
)  # fmt: skip
STREET = re.compile(r"(?<![\w$.,#-])(\d{1,6})((?:[ \n]+(?:[A-Z][\w’'-]*|\d{1,3}(?:st|nd|rd|th))\.?){1,6})")
SUITE = re.compile(r"\b(?:Suite|Ste\.?|Unit)\s+#?(\w[\w-]*)")
TAIL = re.compile(rf"([A-Z][A-Za-z. ]+?),?\s+({'|'.join((*STATES, *STATES.values()))}),?\s+(\d{{5}})(?:-\d{{4}})?\b")
ELSEWHERE = re.compile(
    r"\b(?:garage|parking lot|bus stop|station|pharmacy|hospital|hotel|bank|caf[eé]|school|formerly|used to|"
    r"garaje|estacionamiento|parada|estación|farmacia|banco|escuela|antes estaba)\b",
    re.I,
)
ALIKE = 0.72


@rule("FACT-02", "statement")
def wrong_address(said: Statement, records: Records) -> Iterator[Diagnostic]:
    """A street address in prose is not that of the location's record.

    A patient who must not drive, and whoever drives them, goes by what the page says. House number, street, suite,
    state and ZIP code are compared with `address`, abbreviations written out.

    Bad:
        Come to 11 Main Street in Columbia.

    Good:
        Come to 1 Main St. in Columbia.
    """
    if not records.places or not said.has_digit or said.key.startswith("address"):
        return
    if ELSEWHERE.search(said.text) or records.speaks_of_others(said.text) and not records.speaks_of_us(said.text):
        return
    yield from _streets(said, records)
    yield from _suites(said, records)
    yield from _tails(said, records)


def _streets(said: Statement, records: Records) -> Iterator[Diagnostic]:
    for match in STREET.finditer(said.text):
        name = _street_name(match[2])
        if not name:
            continue
        spoken = f"{match[1]} {' '.join(match[2].split()[: len(name)])}"
        places = [(page, *_record(page)) for page in records.places]
        if any(number == match[1] and _starts(name, street) for _, number, street in places):
            continue
        near = [page for page, number, street in places if _confusable(match[1], name, number, street)]
        around = said.text[: match.start()] + said.text[match.end() :]
        if near or _is_street(name) and records.speaks_of_us(around) and not records.speaks_of_others(around):
            page = near[0] if near else records.place_of(said, match.start(), records.places_in(said.text))[0]
            yield _contradiction(said, match.start(1), spoken, page, _address(page).street)


def _suites(said: Statement, records: Records) -> Iterator[Diagnostic]:
    named = records.places_in(said.text)
    for match in SUITE.finditer(said.text):
        by_street = [page for page in records.places if _record(page)[1] in re.findall(r"\d+", said.text)]
        places = by_street or records.place_of(said, match.start(), named)
        suites = [(suite[1], page) for page in places if (suite := SUITE.search(_address(page).suite or ""))]
        if suites and match[1] not in [suite for suite, _ in suites]:
            page = suites[0][1]
            yield _contradiction(said, match.start(1), " ".join(match[0].split()), page, _address(page).suite or "")


def _tails(said: Statement, records: Records) -> Iterator[Diagnostic]:
    for match in TAIL.finditer(said.text):
        state = next(code for code, name in STATES.items() if match[2] in (code, name))
        places = [page for page in records.places if match[1].endswith(_address(page).city)]
        if not places or any((_address(p).state, _address(p).postal_code[:5]) == (state, match[3]) for p in places):
            continue
        right = _address(places[0])
        offset = match.start(3) if right.state == state else match.start(2)
        yield _contradiction(
            said, offset, f"{right.city}, {match[2]} {match[3]}", places[0], f"{right.city}, {right.state} {right.postal_code}"
        )


def _contradiction(said: Statement, offset: int, spoken: str, page: Page, right: str) -> Diagnostic:
    return Diagnostic(
        "FACT-02", f"`{spoken}` is not in the address of {page.title}, which says `{right}`.", said.at(offset),
        f"Write `{right}`, or mend `address` in {page.source.file}.",
    )


def _address(page: Page) -> Address:
    assert isinstance(page.meta, Place)
    return page.meta.address


def _record(page: Page) -> tuple[str, tuple[str, ...]]:
    number, _, name = _address(page).street.partition(" ")
    return number, _street_name(name)


def _street_name(text: str) -> tuple[str, ...]:
    """The words of a street's name up to its type, abbreviations written out."""
    words = []
    for word in text.split():
        plain = word.lower().strip(".,")
        words.append(WORDS.get(plain, plain))
        if len(words) > 1 and words[-1] in TYPES or word.endswith(","):
            break
    return tuple(words)


def _is_street(name: tuple[str, ...]) -> bool:
    return len(name) > 1 and name[-1] in TYPES


def _starts(name: tuple[str, ...], street: tuple[str, ...]) -> bool:
    return name[: len(street)] == street or street[: len(name)] == name and len(name) > 1


def _core(name: tuple[str, ...]) -> str:
    return " ".join(word for word in name if word not in DIRECTIONS and word not in TYPES)


def _confusable(number: str, name: tuple[str, ...], own: str, street: tuple[str, ...]) -> bool:
    """The same street with another number, direction or type, or the same number on a street with nearly that name."""
    core, right = _core(name), _core(street)
    if not core or not right:
        return False
    if core == right:
        return _is_street(name)
    return number == own and difflib.SequenceMatcher(None, core, right).ratio() >= ALIKE


RULES: tuple[Rule, ...] = (wrong_address,)
