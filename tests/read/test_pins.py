from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.model.diagnostic import Location
from clinicsite.model.page import Source
from clinicsite.model.reference import Pin, title_words
from clinicsite.read.pins import read_pins, written

NOWHERE = Location("content/references.lock")


def read(text: str):
    return read_pins(Source("references.lock", text, "0"))


def problems(text: str) -> list[str]:
    return [f"{d.where.line} {d.code} {d.message}" for d in read(text)[1]]


def test_a_line_is_a_doi_and_its_title_and_comments_are_passed_over():
    pins, found = read("# Verified works.\n\n10.1001/Archpsyc.63.8.856 A trial of N-methyl things\n")
    assert found == ()
    (pin,) = pins.values()
    assert (list(pins), pin.doi, pin.title) == (
        ["10.1001/archpsyc.63.8.856"], "10.1001/Archpsyc.63.8.856", "A trial of N-methyl things",
    )  # fmt: skip
    assert str(pin.where) == "content/references.lock:3:1"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("10.1001/a\n", "1 PIN001 This line is not a DOI and a title."),
        ("A trial of sleep\n", "1 PIN001 This line is not a DOI and a title."),
        ("https://doi.org/10.1001/a A trial\n", "1 PIN001 This line is not a DOI and a title."),
        ("10.1001/a A trial\n<<<<<<< ours\n", "2 PIN001 A merge left its marks here."),
        ("10.1001/a Sleep\n10.1001/A Mood\n", "2 PIN002 `10.1001/A` stands here as `Mood`, and above as `Sleep`."),
    ],
)
def test_a_line_that_cannot_be_used_is_named(text: str, message: str):
    assert problems(text) == [message]


def test_lines_of_both_sides_of_a_merge_may_repeat_each_other():
    pins, found = read("10.1001/a Sleep\n10.1001/b Mood\n10.1001/a Sleep\n")
    assert (len(pins), found) == (2, ())


def test_lines_are_sorted_by_doi_whatever_their_case():
    text = written([Pin("10.1002/b", "B", NOWHERE), Pin("10.1002/C", "C", NOWHERE), Pin("10.1001/a", "A\n  a", NOWHERE)])
    assert text.split("\n")[2:] == ["10.1001/a A a", "10.1002/b B", "10.1002/C C", ""]
    assert text.startswith("# The DOI and the title of each work")


@given(st.dictionaries(st.from_regex(r"10\.\d{4,9}/[\w.()-]+", fullmatch=True), st.text(min_size=1), max_size=5))
def test_what_was_written_is_read_again(works: dict[str, str]):
    works = {doi.casefold(): title for doi, title in works.items() if title.split()}
    pins, found = read(written(Pin(doi, title, NOWHERE) for doi, title in works.items()))
    assert found == ()
    assert {doi: pin.title for doi, pin in pins.items()} == {doi: " ".join(title.split()) for doi, title in works.items()}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Antidepressant effects of Ketamine", "antidepressant effects of ketamine.", True),
        ("Étude: NMDA–antagonists", "Etude NMDA-antagonists", True),
        ("Ketamine for depression", "Ketamine in depression", False),
        ("Sleep, part 1", "Sleep, part 2", False),
    ],
)
def test_titles_agree_when_their_words_do(one: str, other: str, same: bool):
    assert (title_words(one) == title_words(other)) is same
