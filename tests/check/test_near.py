from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.check import boilerplate, placeholders, samples, secrets, wording
from clinicsite.check.near import find_near

ROOT = Path(__file__).parents[2]
PAIRS = {
    "layout": (wording.LAYOUT, wording.LAYOUT_WORDS),
    "boilerplate": (boilerplate.BOILERPLATE, boilerplate.BOILERPLATE_WORDS),
    "credit": (boilerplate.CREDIT, boilerplate.CREDIT_WORDS),
    "admission": (samples.ADMISSION, samples.ADMISSION_WORDS),
    "note": (placeholders.NOTE, placeholders.NOTE_WORDS),
    "note in Spanish": (placeholders.NOTE_IN_SPANISH, placeholders.NOTE_WORDS),
    "mustache": (placeholders.MUSTACHE, placeholders.MUSTACHE_WORDS),
    "named secret": (secrets.NAMED, secrets.NAMES),
    **{f"placeholder {n}": pair for n, pair in enumerate(placeholders.LEFT)},
    **{what: (pattern, words) for what, pattern, words in secrets.PATTERNS},
}


@cache
def texts() -> tuple[str, ...]:
    """What there is to find and what there is not: the demo, its documents, the rules' own words and their tests."""
    files = [*ROOT.glob("content/**/*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("tests/check/*.py"), *(f for f in ROOT.glob("tests/claims/**/*.*") if f.suffix != ".pyc"),
             *ROOT.glob("content/**/*.yaml"), *ROOT.glob("clinicsite/check/*.py")]  # fmt: skip
    return tuple(file.read_text("utf-8") for file in files)


@pytest.mark.parametrize("name", PAIRS)
def test_the_words_of_a_pattern_lose_nothing_that_it_finds(name):
    pattern, words = PAIRS[name]
    for text in texts():
        assert [m.span() for m in find_near(pattern, words, text)] == [m.span() for m in pattern.finditer(text)]


@given(st.text("ab xÉİ\n.", max_size=60))
def test_a_pattern_is_found_wherever_one_of_its_words_is(text):
    pattern = re.compile(r"(?:^|(?<=[ .]))(?:a[^\n]{0,3}b|x)(?=\s*(?:\Z|\n\s*\n|\.))", re.I | re.M)
    found = [m.span() for m in find_near(pattern, ("a", "x"), text)]
    assert found == [m.span() for m in pattern.finditer(text)]


def test_where_no_word_stands_no_pattern_is_tried():
    assert list(find_near(re.compile("b"), ("a",), "b\n\nb a\n\nb")) != []
    assert [m.start() for m in find_near(re.compile("b"), ("a",), "b\n\nb a\n\nb")] == [3]
