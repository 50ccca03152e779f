from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.render.typography import smarten

NB = "\u00a0"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('"Hello," she said.', "“Hello,” she said."),
        ("'Hello,' she said.", "‘Hello,’ she said."),
        ("it's the clinics' rule", "it’s the clinics’ rule"),
        ("\"'Yes,' she said.\"", "“‘Yes,’ she said.”"),
        ("\"She said 'so.'\"", "“She said ‘so.’”"),
        ('("so") ["so"] --"so"', "(“so”) [“so”] –“so”"),
        ("the '90s", "the ’90s"),
        ("O'Brien", "O’Brien"),
        ('he said "', "he said “"),
        ('" ', "” "),
        ("“so” it’s", "“so” it’s"),
    ],
)
def test_quotation_marks_open_and_close(typed, printed):
    assert smarten(typed) == printed


@pytest.mark.parametrize(
    ("before", "typed", "printed"),
    [("x", '" so', "” so"), ("x", "'s", "’s"), (" ", '"so', "“so"), ("", '"so', "“so"), ("(", "'so'", "‘so’"), (NB, '"a"', "“a”")],
)
def test_what_stands_before_decides_at_the_start(before, typed, printed):
    assert smarten(typed, before) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("1999--2001", "1999–2001"), ("so---or not", "so—or not"), ("wait...", "wait…"), ("well-known", "well-known"), ("a - b", "a - b")],
)
def test_dashes_and_ellipses(typed, printed):
    assert smarten(typed) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("40 minutes", f"40{NB}minutes"),
        ("an hour and 1.5 hours", f"an hour and 1.5{NB}hours"),
        ("½ hour or 3½ hours", f"½{NB}hour or 3½{NB}hours"),
        ("8:30 am to 12:00 pm", f"8:30{NB}am to 12:00{NB}pm"),
        ("1,100 people", f"1,100{NB}people"),
        ("0.5 mg per kg", f"0.5{NB}mg per kg"),
        ("64 in 100 and 1 in 5", f"64{NB}in 100 and 1{NB}in 5"),
        ("5 mgs", "5 mgs"),
        ("v2.5 mg", "v2.5 mg"),
        ("$2,850 in cash", "$2,850 in cash"),
    ],
)
def test_a_number_stays_with_its_unit(typed, printed):
    assert smarten(typed) == printed


TEXTS = st.text(st.sampled_from("ab \"'-.(5½\u00a0–—“”‘’…\n"), max_size=20)


@given(TEXTS)
def test_no_straight_quotation_mark_is_left_and_letters_stay(text):
    printed = smarten(text)
    assert not set("\"'") & set(printed)
    assert "--" not in printed.replace("—-", "") and "..." not in printed
    assert [c for c in printed if c.isalnum()] == [c for c in text if c.isalnum()]


@given(st.text())
def test_text_without_signs_is_left_alone(text):
    plain = "".join(c for c in text if c not in "\"'-. ")
    assert smarten(plain) == plain
