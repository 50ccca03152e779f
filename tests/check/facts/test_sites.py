"""The demo and the starter: their prose is true as it stands, and any other digit in a fact of theirs is found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from clinicsite.check.facts.national import NATIONAL
from clinicsite.check.facts.phones import NUMBER
from clinicsite.check.facts.prices import PRICE
from clinicsite.check.facts.records import Records, digits_of
from clinicsite.check.facts.statements import Statement
from clinicsite.check.families import RULES
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.read.library import read_library
from clinicsite.settings import Settings
from tests.check.facts.clinic import statements
from tests.check.facts.test_numbers import with_another_digit

ROOT = Path(__file__).parents[3]
SITES = {"demo": ROOT, "starter": ROOT / "clinicsite/starter"}
SHORT = re.compile(r"\b838255\b|\b741741\b|(?:call|text|Call) (988)\b")
DISPUTE = "$400"
"""What a bill has to be above an estimate for a federal dispute: no price of the clinic."""


@dataclass(frozen=True)
class Figure:
    """A figure in a sentence that states a fact."""

    said: Statement
    start: int
    end: int


@cache
def read(name: str) -> tuple[Records, tuple[Statement, ...]]:
    library = read_library(Settings(root=SITES[name]), date(2026, 11, 22))
    assert library.site
    return Records(library.site), tuple(statements(library.site, library.sources))


@cache
def figures(name: str) -> tuple[Figure, ...]:
    return tuple(_figures(name))


def _figures(name: str) -> Iterator[Figure]:
    """Every phone, price, house number, ZIP code and number for help that the site's prose gives.

    Prices of translations are held to the English text (LOC-02): tests/check/test_translations.py.
    """
    records, all_said = read(name)
    known = {**NATIONAL, **records.lines}
    own = [page.meta.address for page in records.places]  # type: ignore[attr-defined]
    places = "|".join(rf"{a.street.split()[0]}(?= {a.street.split(' ', 1)[1]})|\b{a.postal_code}\b" for a in own)
    for said in all_said:
        for match in NUMBER.finditer(said.text):
            if digits_of(match[0]) in known:
                yield Figure(said, match.end() - len(re.sub(r"^\+?1\D*", "", match[0])), match.end())
        for match in PRICE.finditer(said.text):
            if match[0] != DISPUTE and said.in_english:
                yield Figure(said, *match.span())
        for match in re.finditer(places, said.text):
            yield Figure(said, *match.span())
        for match in SHORT.finditer(said.text):
            yield Figure(said, match.start(match.lastindex or 0), match.end())


def judge(said: Statement, records: Records) -> list[Diagnostic]:
    return [found for rule in RULES if rule.scope == "statement" for found in rule(said, records)]


@pytest.mark.parametrize("name", SITES)
def test_the_prose_of_a_site_of_ours_agrees_with_its_records(name):
    records, all_said = read(name)
    assert [f"{d.where} {d.message}" for said in all_said for d in judge(said, records)] == []


@pytest.mark.parametrize(("name", "least"), [("demo", 60), ("starter", 2)])
def test_there_are_figures_enough_to_try(name, least):
    assert len(figures(name)) >= least


@pytest.mark.parametrize("name", SITES)
@settings(deadline=None)
@given(data=st.data())
def test_another_digit_in_any_figure_of_the_prose_is_found(name, data):
    figure = data.draw(st.sampled_from(figures(name)))
    said, records = figure.said, read(name)[0]
    wrong = data.draw(st.composite(lambda draw: with_another_digit(draw, said.text[figure.start : figure.end]))())
    # A sentence about a sum may be right with two other fees, and nobody could tell.
    prices = {fee.price for fee, _ in records.fees}
    assume(wrong.replace(",", "") not in {f"${one + other}" for one in prices for other in prices})
    text = said.text[: figure.start] + wrong + said.text[figure.end :]
    changed = Statement(text, said.start, said.source, said.page, said.key, said.heading, said.above, said.fixed)
    assert judge(changed, records), text.strip()
