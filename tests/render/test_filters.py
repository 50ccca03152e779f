from __future__ import annotations

import json
from datetime import date

import pytest
from markupsafe import Markup

from clinicsite.model.places import Address, Closure, Day, Place, Span
from clinicsite.render.filters import (
    FILTERS,
    clock,
    clock_parts,
    closure,
    day,
    hours,
    iso,
    json_script,
    minutes,
    money,
    month,
    open_day,
    open_on,
    phone_href,
    several,
    short_month,
    spell,
    typo,
    week,
)

NBSP = "\N{NO-BREAK SPACE}"
EIGHT_TO_FIVE = Day(spans=(Span(opens="8:00", closes="17:00"),))


def place(**hours: Day) -> Place:
    return Place(
        title="Alder", description="", name="Alder", phone="719-555-0142", timezone="America/Denver", timezone_name="Mountain time",
        address=Address(street="1 Alder", city="Alder", state="CO", postal_code="80907"), hours=hours,  # type: ignore[arg-type]
        calls="", reply="",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("8:30", f"8:30{NBSP}am"), ("8:00", f"8{NBSP}am"), ("17:00", f"5{NBSP}pm"), ("12:00", "noon"), ("12:30", f"12:30{NBSP}pm"),
        ("0:00", "midnight"), ("24:00", "midnight"), ("0:15", f"12:15{NBSP}am"),
    ],
)  # fmt: skip
def test_times_are_said_as_people_say_them(written: str, said: str) -> None:
    assert clock(written) == said


def test_a_time_on_the_line_is_a_figure_and_what_stands_under_it() -> None:
    assert clock_parts("20:00") == ("8:00", "pm")
    assert clock_parts("12:00") == ("12:00", "noon")


def test_a_day_carries_its_date_for_machines_and_stays_in_one_piece() -> None:
    assert day(date(2026, 11, 3)) == Markup(f'<time datetime="2026-11-03">3{NBSP}November 2026</time>')
    assert month(date(2027, 11, 3)) == Markup(f'<time datetime="2027-11">November{NBSP}2027</time>')
    assert short_month(date(2027, 11, 3)) == Markup(f'<time datetime="2027-11">Nov{NBSP}2027</time>')
    assert iso(date(2026, 11, 3)) == "2026-11-03"


def test_phones_become_links_with_the_country_in_front() -> None:
    assert phone_href("719-555-0142") == "tel:+17195550142"
    assert phone_href("1 (719) 555-0142") == "tel:+17195550142"


def test_money_minutes_and_small_numbers() -> None:
    assert money(2850) == "$2,850"
    assert money(0) == "$0"
    assert minutes(315) == "5:15"
    assert (spell(7), spell(12), spell(13), spell(1200)) == ("seven", "twelve", "13", "1,200")
    assert (several(1, "article"), several(2, "clinic"), several(3, "entry", "entries")) == ("one article", "two clinics", "three entries")


def test_plain_titles_get_real_quotes_and_keep_numbers_with_their_units() -> None:
    assert typo('"What\'s it like?" 40 minutes') == f"“What’s it like?” 40{NBSP}minutes"


def test_the_same_words_are_markup_for_one_and_text_for_another() -> None:
    assert [type(typo(Markup("<b>a day</b>"))), type(typo("<b>a day</b>"))] == [Markup, str]


def test_nothing_in_a_json_script_can_close_it() -> None:
    text = json_script({"name": "</script><b>&", "line": "\u2028"})
    assert "<" not in text and ">" not in text and "&" not in text and "\u2028" not in text
    assert json.loads(text) == {"name": "</script><b>&", "line": "\u2028"}


def test_open_hours_are_words() -> None:
    assert hours(EIGHT_TO_FIVE.spans) == f"8{NBSP}am to 5{NBSP}pm"
    assert hours(()) == "closed"
    lunch = (Span(opens="9:00", closes="12:00"), Span(opens="13:00", closes="16:00"))
    assert hours(lunch) == f"9{NBSP}am to noon and 1{NBSP}pm to 4{NBSP}pm"
    assert open_day(Day(spans=lunch[:1], note="phone until 4 pm")) == f"9{NBSP}am to noon; phone until 4 pm"


def test_a_day_that_is_open_only_in_some_weeks_says_so() -> None:
    second = Day(spans=(Span(opens="9:00", closes="13:00"),), weeks=(2,))
    assert open_on("saturday", second) == f"Second Saturday of the month, 9{NBSP}am to 1{NBSP}pm"
    assert open_on("sunday", Day()) == "Closed"
    assert open_on("monday", EIGHT_TO_FIVE) == f"8{NBSP}am to 5{NBSP}pm"


def test_days_with_equal_hours_stand_together() -> None:
    short = Day(spans=(Span(opens="8:00", closes="12:00"),))
    assert week(place(monday=EIGHT_TO_FIVE, tuesday=EIGHT_TO_FIVE, wednesday=EIGHT_TO_FIVE, thursday=EIGHT_TO_FIVE, friday=short)) == (
        ("Monday to Thursday", f"8{NBSP}am to 5{NBSP}pm"),
        ("Friday", f"8{NBSP}am to noon"),
    )
    assert week(place(monday=short, tuesday=short)) == (("Monday and Tuesday", f"8{NBSP}am to noon"),)


def test_a_closed_day_between_two_open_ones_parts_them() -> None:
    assert [days for days, _ in week(place(monday=EIGHT_TO_FIVE, wednesday=EIGHT_TO_FIVE))] == ["Monday", "Wednesday"]


def test_a_day_of_some_weeks_is_named_by_its_number() -> None:
    second = Day(spans=(Span(opens="9:00", closes="13:00"),), weeks=(2,))
    assert week(place(saturday=second)) == (("Second Saturday", f"9{NBSP}am to 1{NBSP}pm"),)
    assert week(place(saturday=Day(spans=second.spans, weeks=(1, 3))))[0][0] == "First and third Saturday"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 11, 26), date(2026, 11, 27), f"Thursday 26 and Friday 27{NBSP}November 2026"),
        (date(2027, 1, 1), date(2027, 1, 1), f"Friday 1{NBSP}January 2027"),
        (date(2026, 12, 24), date(2026, 12, 28), f"Thursday 24 to Monday 28{NBSP}December 2026"),
        (date(2026, 12, 31), date(2027, 1, 1), f"Thursday 31{NBSP}December 2026 and Friday 1{NBSP}January 2027"),
    ],
)
def test_closures_name_weekdays_and_the_month_once(first: date, last: date, said: str) -> None:
    assert closure(Closure(first=first, last=last, reason="a holiday")) == said


def test_the_table_of_filters_is_in_order() -> None:
    assert list(FILTERS) == sorted(FILTERS)
