from __future__ import annotations

import pytest

from clinicsite.check.small_edits import MOST, site_words, why_not_small
from clinicsite.read.changes import Change, changes
from clinicsite.read.words import Word


def edits(before: str, after: str) -> tuple[Change, ...]:
    return changes(before, [Word(word, 1) for word in after.split()])


def why(before: str, after: str, elsewhere: str = "") -> str:
    return why_not_small(edits(before, after), 0, site_words([[Word(word, 1) for word in elsewhere.split()]]))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("people recieve care", "people receive care"),
        ("kept seperately at home", "kept separately at home"),
        ("an off label use here", "an off-label use here"),
        ("Rest, then go", "Rest then go"),
        ("the fda says", "the FDA says"),
        ("your psychiatrst knows", "your psychiatrist knows"),
        ("an anaesthetic drug", "an anesthetic drug"),
    ],
)
def test_spelling_capitals_spaces_and_commas_are_small(before, after):
    assert why(before, after) == ""


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("wait 40 minutes", "wait 60 minutes", "`40` is a number"),
        ("about 3½ hours", "about 3 hours", "`3½` is a number"),
        ("take one pill", "take two pill", "`one` is a number"),
        ("a small mg here", "a small mcg here", "`mg` is part of a dose or a time"),
        ("come back daily please", "come back dayly please", "`daily` is part of a dose or a time"),
        ("40 tabelts at most", "40 tablets at most", "`tablets` is part of a dose or a time"),
        ("40 capsuls at home", "40 capsules at home", "the change stands next to the number `40`"),
        ("do not drive", "do drive", "`not` is a word that negates or limits"),
        ("it isn't safe", "it is safe", "`isn't` is a word that negates or limits"),
        ("you cannot go", "you can go", "`cannot` is a word that negates or limits"),
        ("do go now", "do go not", "`not` is a word that negates or limits"),
        ("you may go", "you must go", "`may` is a word that much depends on"),
        ("rest before it", "rest after it", "`before` is a word that much depends on"),
        ("call us [tel:719-555-0142]", "call us [tel:719-555-0143]", "`[tel:719-555-0142]` is a phone number"),
        ("it helped [@a] then", "it helped [@b] then", "`[@a]` is a source"),
        ("///do rest", "///dont rest", "`///do` is a block or the border of a cell"),
        ("low hypotension here", "low hypertension here", "`hypotension` and `hypertension` may mean the opposite"),
        ("was effective there", "was ineffective there", "`effective` and `ineffective` are too far apart for a spelling"),
        ("is harmful there", "is harmless there", "`harmful` and `harmless` are too far apart for a spelling"),
        ("they did it", "they dad it", "`did` and `dad` are too far apart for a spelling"),
        ("Is it fine?", "Is it fine.", "a question became a statement, or the other way round"),
        ("tell a nurse", "tell a friendly nurse", "`friendly` is more than a spelling"),
    ],
)  # fmt: skip
def test_what_could_harm_is_not_small(before, after, reason):
    assert why(before, after) == reason


def test_a_spelling_that_stands_on_other_pages_may_be_a_word_of_its_own():
    assert why("in the mourning", "in the morning") == ""
    assert why("in the mourning", "in the morning", "People in mourning.") == (
        "`mourning` stands on other pages too, so it may be a word of its own"
    )


def test_a_review_gathers_no_more_small_edits_than_it_may():
    one = edits("people recieve", "people receive")
    assert why_not_small(one, MOST - 1, frozenset()) == ""
    assert why_not_small(one, MOST, frozenset()) == "there are 11 small edits since the review, and 10 are the most"
