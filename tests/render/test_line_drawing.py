from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.render.line_drawing import line_drawing, path_segments


@pytest.mark.parametrize(
    ("data", "segments"),
    [
        ("M1 2L3 4", [((1, 2), (3, 4))]),
        ("M1 2 3 4", [((1, 2), (3, 4))]),
        ("m1,2l3-4", [((1, 2), (4, -2))]),
        ("M16 4V56H8", [((16, 4), (16, 56)), ((16, 56), (8, 56))]),
        ("M16 4v2h-8", [((16, 4), (16, 6)), ((16, 6), (8, 6))]),
        ("M0 0L4 0L4 4z", [((0, 0), (4, 0)), ((4, 0), (4, 4)), ((4, 4), (0, 0))]),
        ("M0 0L1 1M5 5L6 6", [((0, 0), (1, 1)), ((5, 5), (6, 6))]),
        ("M.5.5L1e1 0", [((0.5, 0.5), (10, 0))]),
        ("M0 0A5 5 0 0 1 10 0", [((0, 0), (10, 0))]),
    ],
)
def test_path_data_becomes_segments(data: str, segments: list):
    assert list(path_segments(data)) == segments


@pytest.mark.parametrize(
    ("data", "end"),
    [
        ("M0 0C0 10 10 10 10 0", (10, 0)),
        ("M0 0Q5 10 10 0", (10, 0)),
        ("M0 0C0 10 10 10 10 0S20-10 20 0", (20, 0)),
        ("M0 0q5 10 10 0t10 0", (20, 0)),
    ],
)
def test_a_curve_becomes_short_pieces_that_meet_and_end_where_it_ends(data: str, end: tuple):
    pieces = list(path_segments(data))
    assert pieces[-1][1] == pytest.approx(end)
    assert all(a[1] == b[0] for a, b in zip(pieces, pieces[1:]))
    assert max(math.dist(*piece) for piece in pieces) < 3


def test_a_smooth_curve_leaves_in_the_direction_in_which_the_last_arrived():
    pieces = list(path_segments("M0 0C0 10 10 10 10 0S20-10 20 0"))
    assert pieces[17][1][1] == pytest.approx(-7.5)


def test_a_drawing_has_its_box_and_what_is_inside():
    drawing = line_drawing('<svg xmlns="x" viewBox="0 0 32 56">\n<path class="a" d="M1 2L3 4"/>\n</svg>\n')
    assert drawing.box == (0, 0, 32, 56)
    assert drawing.inside == '<path class="a" d="M1 2L3 4"/>'
    assert drawing.segments == (((1, 2), (3, 4)),)


@pytest.mark.parametrize("svg", ["<svg><path d='M0 0'/></svg>", '<svg viewBox="0 0 1 1">', "no drawing"])
def test_a_drawing_without_a_box_is_refused(svg: str):
    with pytest.raises(ValueError, match="it has no viewBox, or is not closed"):
        line_drawing(svg)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("M0 0L1 1Z 5 5", "its path has the number 5 where a command belongs"),
        ("5 5", "its path has the number 5 where a command belongs"),
        ("M0 0X5 5", "its path has a command `X` that cannot be read"),
        ("M0 0L5", "its path has a command `L` that cannot be read"),
        ("M0 0L5 L6 6", "its path has a command `L` that cannot be read"),
    ],
)
def test_what_is_not_path_data_is_named(data: str, message: str):
    with pytest.raises(ValueError, match=message):
        list(path_segments(data))


@given(st.text(alphabet="MmLlHhVvCcSsQqTtAaZz0123456789.,- e", max_size=40))
def test_no_path_data_makes_the_reader_hang_or_fail_in_another_way(data: str):
    try:
        list(path_segments(data))
    except ValueError as error:
        assert str(error).startswith("its path has")
