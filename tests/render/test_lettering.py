from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw

from clinicsite.render.lettering import LEADING, drawable, set_in, typeface, write

TITLE = "Who should not have a ketamine infusion?"


def width(line: str, size: int) -> float:
    return typeface(size).getlength(line)


@pytest.mark.parametrize("title", [TITLE, "Fees", "What should I be told about fees, insurance and estimates before I decide to have an infusion?"])
def test_a_title_is_set_as_large_as_it_fits(title):
    setting = set_in(title, 600, 400, 112, 40)
    assert " ".join(setting.lines) == title
    assert setting.height <= 400
    assert all(width(line, setting.size) <= 600 * 1.01 for line in setting.lines)


def test_a_short_title_is_set_large_and_a_long_one_smaller():
    sizes = [set_in(" ".join(["infusion"] * count), 600, 400, 112, 40).size for count in (1, 4, 9, 16)]
    assert sizes[0] == 112 and all(a >= b for a, b in pairwise(sizes)) and sizes[-1] < 70


def test_lines_are_of_nearly_equal_length():
    room = round(width("same same same same same", 50)) + 2
    assert set_in("same same same same same same", room, 400, 50, 50).lines == ("same same same", "same same same")


def test_a_word_that_is_wider_than_the_line_is_broken():
    word = "pneumonoultramicroscopicsilicovolcanoconiosis"
    setting = set_in(word, 300, 400, 112, 40)
    assert setting.size == 40 and len(setting.lines) > 1
    assert "".join(setting.lines) == word
    assert all(width(line, 40) <= 303 for line in setting.lines)


def test_what_does_not_fit_even_small_ends_in_an_ellipsis():
    setting = set_in("word " * 300, 400, 200, 112, 40)
    assert setting.lines[-1].endswith("word…") or setting.lines[-1].endswith("…")
    assert setting.height <= 200 and len(setting.lines) == int(200 / (40 * LEADING))


@given(st.text(min_size=1, max_size=300).map(str.strip).filter(bool), st.integers(120, 1000), st.integers(60, 500))
def test_whatever_is_set_stays_in_its_box(text, across, down):
    setting = set_in(drawable(text) or "Clinic", across, down, 112, 20)
    assert setting.lines and setting.height <= max(down, 22)


def test_a_no_break_space_holds_words_together():
    setting = set_in("aaaa bbbb\u00a0cccc dddd", 300, 400, 60, 40)
    assert any("bbbb\u00a0cccc" in line for line in setting.lines)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("What does it feel like?", "What does it feel like?"),
        ("¿Qué se siente? Niño, año, “así” – 40 %", "¿Qué se siente? Niño, año, “así” – 40 %"),
        ("n\u0303", "ñ"),
        ("How it works ❤ today", "How it works today"),
        ("氯胺酮", ""),
        ("Ketamine 氯胺酮", ""),
        ("كيتامين", ""),
        ("केटामाइन", ""),
        ("❤", ""),
        ("", ""),
    ],
)
def test_symbols_that_the_typeface_lacks_are_dropped_and_words_that_it_lacks_drop_the_text(text, kept):
    assert drawable(text) == kept


@settings(max_examples=60, deadline=None)
@given(
    line=st.text("AVWTyo fi“”’–,:?1234567890éñüßÅ¿&", min_size=1, max_size=24).filter(lambda line: line == line.strip()),
    size=st.sampled_from([20, 36, 44, 74, 112]), level=st.sampled_from([160, 255]),
)  # fmt: skip
def test_kept_letters_set_a_line_as_it_is_drawn_anew(line, size, level):
    drawn, written = (Image.new("L", (3200, 260)) for _ in range(2))
    ImageDraw.Draw(drawn).text((30, 150), line, level, typeface(size), "ls")
    write(written, (30, 150), line, level, size)
    assert ImageChops.difference(drawn, written).getextrema()[1] <= (0 if level == 255 else 1)
