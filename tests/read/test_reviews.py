from __future__ import annotations

from datetime import date

import pytest

from clinicsite.model.page import Source
from clinicsite.model.review import Review
from clinicsite.read.reviews import path_of, read_review, read_reviews, write_review
from clinicsite.read.words import stamp_of

RECORD = """\
Page: articles/aftercare/driving.md
Reviewed by: ann-lee
Reviewed: 2026-11-03
Next review: 2027-11-03
Sample: nobody has read these words
Small edit: 2026-11-20, `recieve` became `receive`

title: Driving
You may drive the next day.
"""


def source(text: str) -> Source:
    return Source("reviews/driving.txt", text, "")


def read(text: str) -> Review:
    found, problems = read_review(source(text))
    assert found and not problems
    return found


def test_a_record_says_who_read_which_words_and_when():
    review = read(RECORD)
    assert (review.page, review.by, review.day, review.due) == (
        "articles/aftercare/driving.md", "ann-lee", date(2026, 11, 3), date(2027, 11, 3),
    )  # fmt: skip
    assert review.sample
    assert review.edits == ("2026-11-20, `recieve` became `receive`",)
    assert review.words == stamp_of("title: Driving You may drive the next day.")


def test_a_record_is_written_as_it_was_read():
    assert write_review(read(RECORD), read(RECORD).text) == RECORD


def test_an_edited_record_is_one_of_other_words():
    assert read(RECORD.replace("the next day", "at once")).words != read(RECORD).words


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        (RECORD.replace("Reviewed by: ann-lee\n", ""), 1, "it has no line `Reviewed by: …`"),
        (RECORD.replace("2027-11-03", "soon"), 1, "`soon` is no day"),
        (RECORD.replace("Reviewed:", "<<<<<<< HEAD\nReviewed:"), 3, "`<<<<<<< HEAD` is no fact of a review"),
        ("Rest.\n", 1, "`Rest.` is no fact of a review"),
    ],
)
def test_a_record_that_cannot_be_read_is_named_with_the_reason(text, line, why):
    reviews, (problem,) = read_reviews([source(text)])
    assert reviews == ()
    assert str(problem.where) == f"content/reviews/driving.txt:{line}:1"
    assert (problem.code, problem.message) == ("REC003", f"This record of a review cannot be read: {why}.")
    assert problem.hint.startswith("Bring the file back from version control")


def test_other_files_are_passed_over():
    assert read_reviews([Source("pages/a.md", "Rest.", ""), Source("reviews/a.md", "Rest.", "")]) == ((), [])


def test_a_records_name_tells_whose_it_is():
    assert path_of("articles/aftercare/driving", "v1-0123456789abcdef") == "reviews/articles-aftercare-driving.0123456789abcdef.txt"
    assert path_of("", "v1-0123456789abcdef") == "reviews/home.0123456789abcdef.txt"
