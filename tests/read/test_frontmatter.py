from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.read.frontmatter import FrontMatter, read_frontmatter

FILE = "content/pages/x.md"


def read(text: str) -> FrontMatter:
    return read_frontmatter(text, FILE)


def told(front: FrontMatter) -> list[str]:
    return [f"{d.where}: {d.code} {d.message} {d.hint}" for d in front.document.problems]


def test_keys_and_body_come_apart_and_the_body_knows_its_first_line():
    front = read("---\ntitle: Fees\ndate: 2026-11-03\n---\n\nWhat it costs.\n")
    assert front.values == {"title": "Fees", "date": date(2026, 11, 3)}
    assert (front.body, front.first_line) == ("\nWhat it costs.\n", 5)
    assert told(front) == []


def test_a_body_that_starts_with_an_indented_block_keeps_its_indentation():
    front = read("---\ntitle: Fees\n---\n    indented\n\n  also\n")
    assert (front.body, front.first_line) == ("    indented\n\n  also\n", 4)


def test_front_matter_of_nothing_has_no_values_and_no_problem_of_its_own():
    for text, first_line in (("---\n---\nBody", 3), ("---\n\n---\nBody", 4), ("---\n# later\n---\nBody", 4)):
        front = read(text)
        assert (front.values, front.body, front.first_line, told(front)) == ({}, "Body", first_line, [])


def test_a_fence_may_have_spaces_behind_it():
    assert read("--- \ntitle: Fees\n---\t\nBody").body == "Body"


def test_a_rule_in_the_body_is_part_of_the_body():
    assert read("---\ntitle: Fees\n---\nOne\n\n---\n\nTwo").body == "One\n\n---\n\nTwo"


def test_an_indented_fence_inside_a_value_does_not_end_the_front_matter():
    front = read("---\nsummary: |\n  ---\n  x\n---\nBody")
    assert (front.values, front.body, front.first_line) == ({"summary": "---\nx\n"}, "Body", 6)


@pytest.mark.parametrize("text", ["", "What it costs.", "\n---\ntitle: Fees\n---\n", " ---\ntitle: Fees\n---\n", "----\ntitle: Fees\n----\n"])
def test_a_page_without_front_matter_is_not_taken_for_one_that_has_empty_front_matter(text):
    front = read(text)
    assert told(front) == [
        "content/pages/x.md:1:1: FMT001 This page has no front matter. "
        "Start the file with a line `---`, then `title:` and `description:`, then another `---`."
    ]
    assert (front.values, front.body, front.first_line) == ({}, text, 1)


@pytest.mark.parametrize("text", ["---", "---\ndraft: true\ntitle: Fees\n\nBody", "---\ntitle: Fees\n --- \nBody"])
def test_front_matter_that_is_never_closed_is_an_error(text):
    front = read(text)
    assert told(front) == [
        "content/pages/x.md:1:1: FMT002 The front matter is never closed. Put a line of three hyphens, `---`, under the last key."
    ]
    assert (front.values, front.body, front.first_line) == ({}, text, 1)


@pytest.mark.parametrize("head", ["- a\n- b", "just words", "42", "[a, b]"])
def test_front_matter_that_is_no_mapping_is_an_error(head):
    assert told(read(f"---\n{head}\n---\nBody")) == [
        "content/pages/x.md:2:1: FMT005 The front matter is not a list of keys and values. Write one `key: value` on each line."
    ]


def test_a_value_that_holds_a_colon_is_shown_quoted():
    assert read("---\ntitle: Fees: adults\n---\n").document.problems == [
        Diagnostic(
            "FMT003", "The front matter is not valid YAML: a value holds a colon.", Location(FILE, 2, 12),
            'Quote it: `title: "Fees: adults"`.',
        )
    ]


def test_places_of_keys_count_from_the_top_of_the_file():
    places = read("---\ntitle: Fees\nauthors:\n  - ruth\naddress: {city: Columbia}\n---\n").document.places
    assert places["title"] == (2, 1)
    assert places["authors"] == (3, 1)
    assert places["authors.0"] == (4, 5)
    assert places["address.city"] == (5, 11)


LINES = st.sampled_from(["---", "--- ", " ---", "title: Fees", "title: A: B", "a: [", "- x", "", "    indented", "\ttab", "é “x”", "…"])


@given(st.one_of(st.text(), st.lists(LINES, max_size=8).map("\n".join)))
@example("---\n---")
@example("---\n: \n---\n")
@example("---\na: \ud800\n---\n")
@example("---\n\u2028a: b: c\x85\n---\n\x0c")
def test_any_text_is_read_and_the_body_kept_to_the_letter(text):
    front = read(text)
    rows = text.split("\n")
    assert "\n".join(rows[front.first_line - 1 :]) == front.body
    for d in front.document.problems:
        assert 1 <= d.where.line <= len(rows)
        assert 1 <= d.where.column <= len(rows[d.where.line - 1]) + 1
