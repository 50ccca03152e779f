from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.render.reading_time import clock_face, in_words, reading_seconds, whole_minutes


def test_a_thousand_words_take_five_and_a_half_minutes() -> None:
    assert clock_face(reading_seconds(1000)) == "5:35"


def test_a_figure_takes_as_long_as_sixty_words() -> None:
    assert reading_seconds(120, figures=1) == reading_seconds(180)


def test_nothing_takes_no_time_and_one_word_takes_a_step() -> None:
    assert reading_seconds(0) == 0
    assert reading_seconds(1) == 5


@pytest.mark.parametrize(("seconds", "minutes"), [(5, 1), (89, 1), (90, 2), (315, 5), (330, 6)])
def test_lists_round_to_whole_minutes_and_never_to_none(seconds: int, minutes: int) -> None:
    assert whole_minutes(seconds) == minutes


def test_a_reader_is_told_the_time_in_words() -> None:
    assert in_words(315) == "about 5\N{NO-BREAK SPACE}minutes"
    assert in_words(20) == "about a minute"


@given(st.integers(0, 20_000), st.integers(0, 20_000), st.integers(0, 20))
def test_more_to_read_never_takes_less_time(words: int, more: int, figures: int) -> None:
    assert reading_seconds(words, figures) <= reading_seconds(words + more, figures + 1)
    assert reading_seconds(words, figures) % 5 == 0
