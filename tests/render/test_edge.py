from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.model.home import Hours, Moment
from clinicsite.model.places import Day, Span
from clinicsite.render.edge import (
    bar,
    day_marks,
    in_light,
    lengths,
    marks,
    parts,
    reading_unit,
    running,
    scale_of,
    sky_between,
    sky_of,
    week_scale,
)

SECONDS = st.lists(st.integers(0, 900), min_size=1, max_size=20)
MINUTE = st.integers(0, 24 * 60)


def span(opens: str, closes: str) -> Span:
    return Span(opens=opens, closes=closes)


def moment(at: str, deep: bool = False) -> Moment:
    return Moment(at=at, marks=1, sky="noon", title="", text="", deep=deep)


# Marks and lengths


@given(st.floats(-10, 1000))
def test_a_cell_holds_from_one_to_twenty_four_marks(count: float) -> None:
    assert 1 <= marks(count) <= 24


@given(SECONDS)
def test_no_part_of_the_contents_is_ever_without_length(seconds: list[int]) -> None:
    assert all(1 <= length <= 24 for length in lengths(seconds))


@given(SECONDS)
def test_a_part_that_takes_longer_is_never_drawn_shorter(seconds: list[int]) -> None:
    drawn = lengths(seconds)
    for a, one in zip(drawn, seconds):
        for b, other in zip(drawn, seconds):
            assert one <= other or a >= b


@given(st.lists(st.integers(30, 600), min_size=2, max_size=12))
def test_lengths_keep_the_share_of_the_whole(seconds: list[int]) -> None:
    drawn = lengths(seconds)
    for length, exact in zip(drawn, seconds):
        assert abs(length - 24 * exact / max(seconds)) <= 0.5 or length == 1


def test_the_longest_part_is_twenty_four_units_long_and_half_of_it_twelve() -> None:
    assert lengths([60, 120, 30]) == (12, 24, 6)


def test_parts_of_no_time_at_all_are_alike() -> None:
    assert lengths([0, 0]) == (1, 1)


# Light


@pytest.mark.parametrize(
    ("minute", "sky"),
    [
        (0, "night"), (359, "night"), (360, "dawn"), (479, "dawn"), (480, "morning"), (719, "morning"), (720, "noon"), (899, "noon"),
        (900, "late"), (1079, "late"), (1080, "dusk"), (1199, "dusk"), (1200, "evening"), (1439, "evening"),
    ],
)  # fmt: skip
def test_each_hour_has_its_light(minute: int, sky: str) -> None:
    assert sky_of(minute) == sky
    assert sky_of(minute + 24 * 60) == sky


@given(MINUTE, MINUTE)
def test_a_stretch_cut_by_the_light_is_still_whole(a: int, b: int) -> None:
    start, end = sorted((a, b))
    pieces = in_light(start, end)
    assert sum(stop - begin for _, begin, stop in pieces) == end - start
    assert [begin for _, begin, _ in pieces[1:]] == [stop for _, _, stop in pieces[:-1]]
    assert all(sky_of(begin) == sky_of(stop - 1) == sky for sky, begin, stop in pieces)


def test_an_article_goes_from_dawn_to_evening() -> None:
    assert [sky_between(start, 60) for start in (0, 10, 20, 30, 40, 50, 60)] == [
        "dawn", "morning", "noon", "late", "dusk", "evening", "evening",
    ]  # fmt: skip
    assert sky_between(5, 0) == "dawn"


# Contents


def test_contents_show_where_each_part_starts_with_a_mark_for_ten_seconds() -> None:
    first, second = parts([("a", "Before", 30, 60), ("b", "After", 90, 30)], 120)
    assert (first.start, first.marks, first.classes) == (30, 6, "n24 morning")
    assert (second.start, second.marks, second.classes) == (90, 3, "n12 dusk")


def test_a_mark_stands_for_more_where_a_part_is_too_long_for_ten_seconds_each() -> None:
    assert reading_unit([240, 20]) == 10
    assert reading_unit([250, 20]) == 20
    assert reading_unit([]) == 10


# Hours of a day


def test_a_day_from_morning_to_noon_next_to_the_drip_is_marked_in_the_unit_that_fits_all_gaps() -> None:
    assert day_marks([510, 540, 555, 595]) == (5, (6, 3, 8, 1))
    assert day_marks([480, 540, 660]) == (60, (1, 2, 1))


def test_hours_that_no_unit_fits_claim_none() -> None:
    assert day_marks([0, 7]) == (0, (1, 1))
    assert day_marks([0, 5, 600]) == (0, (1, 1, 1))
    assert day_marks([510]) == (0, (1,))
    assert day_marks([]) == (0, ())


@given(st.lists(st.integers(1, 288), min_size=1, max_size=12))
def test_marks_times_their_unit_give_the_time_that_passes(steps: list[int]) -> None:
    minutes = [5 * sum(steps[:n]) for n in range(len(steps) + 1)]
    unit, drawn = day_marks(minutes)
    assert len(drawn) == len(minutes)
    if unit:
        assert sum(drawn[:-1]) * unit == minutes[-1]


def test_clock_times_run_on_past_midnight() -> None:
    assert running(["20:00", "22:00", "6:00", "8:30"]) == (1200, 1320, 1800, 1950)


# The open week


def test_the_axis_of_the_week_leaves_an_hour_on_either_side() -> None:
    week = [Day(spans=(span("8:30", "17:00"),)), Day(spans=(span("9:00", "13:15"),)), Day()]
    assert week_scale(week) == (7 * 60, 18 * 60)
    assert week_scale([Day()]) == (8 * 60, 18 * 60)


def test_an_open_day_is_a_bar_in_the_light_of_its_hours_with_a_mark_an_hour() -> None:
    drawn = bar([span("8:00", "13:00")], (7 * 60, 14 * 60))
    assert (drawn.width, drawn.height) == (420, 16)
    assert [(piece.sky, piece.path) for piece in drawn.stretches] == [
        ("morning", "M60 0H300V16H60z"),
        ("noon", "M300 0H360V16H300z"),
    ]
    assert drawn.outline.startswith("M60 0V16H360V0")
    assert re.findall(r"M(\d+) 10V16", drawn.outline) == ["120", "180", "240", "300"]


def test_a_closed_day_draws_nothing() -> None:
    drawn = bar([], (420, 1080))
    assert (drawn.stretches, drawn.outline) == ((), "")


@given(st.integers(0, 23), st.integers(1, 24))
def test_a_bar_is_as_long_as_the_day_is_open(start: int, hours: int) -> None:
    end = min(24, start + hours)
    drawn = bar([span(f"{start}:00", f"{end}:00")], (0, 24 * 60))
    ends = [(int(a), int(b)) for piece in drawn.stretches for a, b in re.findall(r"M(\d+) 0H(\d+)", piece.path)]
    assert sum(b - a for a, b in ends) == (end - start) * 60


# The day to scale


def test_the_drip_is_a_bar_as_long_as_the_drip_and_at_its_time() -> None:
    day = [moment("20:00"), moment("8:30"), moment("9:15", deep=True), moment("9:55")]
    cells = [Hours(hours=12, sky="night"), Hours(hours=4, sky="morning", label="*8:30* arrive", drip=True)]
    night, morning = scale_of(cells, day)
    assert night.drip == ""
    assert morning.minutes == 240
    assert morning.drip == "M0 75H10V115H0z"
    assert morning.label == "*8:30* arrive"


def test_a_day_to_scale_without_a_drip_draws_none() -> None:
    cells = [Hours(hours=4, sky="morning", drip=True)]
    assert scale_of(cells, [moment("8:00"), moment("9:00")])[0].drip == ""
    assert scale_of(cells, [])[0].drip == ""

