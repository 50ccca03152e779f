from __future__ import annotations

import json
import re
from datetime import date

import pytest

from clinicsite.language.tongue import IN_ENGLISH, tongue
from clinicsite.model.places import Closure, Day, Span
from clinicsite.render.opening import at, open_now, opening
from tests.render.fake_view import FakeView, make_location, make_site

SPANISH = tongue("es-US")
PLACE = make_location(
    hours={
        "monday": Day(spans=(Span(opens="8:00", closes="12:00"), Span(opens="13:00", closes="17:00"))),
        "saturday": Day(spans=(Span(opens="9:30", closes="13:00"),), weeks=(2,)),
    },
    closures=(Closure(first=date(2026, 11, 26), last=date(2026, 11, 27), reason="Bob's day & Thanksgiving"),),
)


@pytest.mark.parametrize(
    ("time", "english", "spanish"),
    [
        ("8:00", "at 8 am", "a las 8 a. m."),
        ("17:30", "at 5:30 pm", "a las 5:30 p. m."),
        ("13:00", "at 1 pm", "a la 1 p. m."),
        ("1:15", "at 1:15 am", "a la 1:15 a. m."),
        ("12:00", "at noon", "a mediodía"),
        ("12:30", "at 12:30 pm", "a las 12:30 p. m."),
        ("24:00", "at midnight", "a medianoche"),
    ],
)
def test_a_time_is_said_as_people_say_when_something_happens(time: str, english: str, spanish: str) -> None:
    assert at(time, IN_ENGLISH).replace("\N{NO-BREAK SPACE}", " ") == english
    assert at(time, SPANISH).replace("\N{NO-BREAK SPACE}", " ") == spanish


def test_the_week_starts_on_monday_in_minutes_with_the_words_for_each_end() -> None:
    facts = opening(PLACE.meta, IN_ENGLISH)
    assert [stretch[:2] for stretch in facts["week"][0]] == [[480, 720], [780, 1020]]
    assert facts["week"][0][0][2:] == ["at 8\N{NO-BREAK SPACE}am", "at noon"]
    assert facts["week"][1:5] == [[], [], [], []]
    assert facts["weeks"] == [[], [], [], [], [], [2], []]
    assert facts["closed"] == [["2026-11-26", "2026-11-27"]]
    assert facts["zone"] == PLACE.meta.timezone
    assert facts["days"][0] == "on Monday" and opening(PLACE.meta, SPANISH)["days"][0] == "el lunes"


def test_the_data_are_safe_inside_an_attribute_in_single_quotes() -> None:
    said = str(open_now(FakeView(make_site(PLACE)), PLACE)["facts"])
    assert not re.search("['<>&]", said)
    assert json.loads(said) == opening(PLACE.meta, IN_ENGLISH)


def test_a_place_that_is_never_open_says_nothing() -> None:
    never = make_location(hours={"monday": Day()})
    assert open_now(FakeView(make_site(never)), never)["facts"] is None
