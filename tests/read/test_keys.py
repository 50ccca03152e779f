from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicsite.read.frontmatter import read_frontmatter
from clinicsite.read.keys import NotSet, set_keys

NEW = {"reviewed": "2026-11-20", "reviewed_by": "ann-lee"}


def test_a_key_that_is_there_is_changed_in_its_place_and_its_comment_stays():
    text = "---\n# facts\nreviewed:   2025-01-01  # by phone\ntitle: 'A'\nreviewed_by: \"bo\" # her\n---\nBody: *x*\n"
    assert set_keys(text, NEW) == (
        "---\n# facts\nreviewed:   2026-11-20  # by phone\ntitle: 'A'\nreviewed_by: ann-lee # her\n---\nBody: *x*\n"
    )


def test_a_missing_key_goes_below_the_last_that_is_there():
    text = "---\ntitle: A\nreviewed: 2025-01-01\ntags: [a]\n---\n"
    assert set_keys(text, NEW) == "---\ntitle: A\nreviewed: 2026-11-20\nreviewed_by: ann-lee\ntags: [a]\n---\n"


def test_without_any_of_them_they_go_to_the_end_of_the_front_matter():
    text = "---\ntitle: A\nsummary: >-\n  Long\n  words.\n---\nreviewed: in the body\n"
    assert set_keys(text, NEW) == (
        "---\ntitle: A\nsummary: >-\n  Long\n  words.\nreviewed: 2026-11-20\nreviewed_by: ann-lee\n---\nreviewed: in the body\n"
    )


def test_an_empty_value_is_filled_in():
    assert set_keys("---\nreviewed:\nreviewed_by:\ntitle: A\n---\n", NEW) == (
        "---\nreviewed: 2026-11-20\nreviewed_by: ann-lee\ntitle: A\n---\n"
    )


def test_a_value_over_two_lines_is_replaced_as_a_whole():
    assert set_keys("---\nreviewed_by:\n  bo\ntitle: A\n---\n", NEW) == (
        "---\nreviewed_by:\n  ann-lee\nreviewed: 2026-11-20\ntitle: A\n---\n"
    )


def test_a_key_of_the_same_name_inside_another_is_left_alone():
    text = "---\ntitle: A\nextra: {reviewed: never}\n---\n"
    assert set_keys(text, NEW) == "---\ntitle: A\nextra: {reviewed: never}\nreviewed: 2026-11-20\nreviewed_by: ann-lee\n---\n"


@pytest.mark.parametrize(
    "text",
    [
        "---\n{title: A, reviewed: 2025-01-01}\n---\n", "no front matter\n", "---\ntitle: A\n", "---\ntitle: [A\n---\n", "---\n---\n",
        "---\nreviewed: &a 2025-01-01\nextra: {b: *a}\n---\n",
    ],
)  # fmt: skip
def test_front_matter_that_cannot_be_edited_safely_is_refused(text):
    with pytest.raises(NotSet):
        set_keys(text, NEW)


LINES = st.lists(
    st.sampled_from(["# a remark", "title: 'A: B'", "date: 2026-01-01", "tags:\n  - a\n  - b", "summary: |\n  One.\n\n  Two.", "extra: {a: 1}",
                     "reviewed: 2025-01-01 # so", 'reviewed_by: "bo"', "reviewed_by:", "ünïcode: 😀 ok"]),
    unique_by=lambda line: line.split(":")[0], max_size=8,
)  # fmt: skip


@settings(deadline=None)
@given(LINES)
def test_all_other_lines_stay_as_they_were(lines):
    text = "---\n" + "".join(f"{line}\n" for line in [*lines, "slug: a"]) + "---\nThe *body*.\n"
    found = set_keys(text, NEW)
    kept = [line for line in found.split("\n") if not line.startswith(("reviewed:", "reviewed_by:"))]
    assert kept == [line for line in text.split("\n") if not line.startswith(("reviewed:", "reviewed_by:"))]
    assert {key: str(read_frontmatter(found, "").values[key]) for key in NEW} == NEW
