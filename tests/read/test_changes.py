from __future__ import annotations

from clinicsite.read.changes import Change, changes
from clinicsite.read.words import Word


def told(before: str, after: str) -> list[tuple[int, str, str]]:
    words = [Word(word, n) for n, line in enumerate(after.split("\n"), 1) for word in line.split()]
    return [(c.line, " ".join(c.before), " ".join(c.after)) for c in changes(before, words)]


def test_the_same_words_on_other_lines_are_no_change():
    assert told("you may\ndrive the next day", "you\nmay drive\nthe next day") == []


def test_another_word_is_told_with_its_line():
    assert told("you may drive\nthe next day", "you may drive\nthe same day") == [(2, "next", "same")]


def test_words_that_were_added_or_taken_out_are_told_where_they_are_or_were():
    assert told("do not drive", "do drive") == [(1, "not", "")]
    assert told("do drive", "do\nnot\ndrive") == [(2, "", "not")]
    assert told("rest and sleep", "rest") == [(1, "and sleep", "")]


def test_changes_close_to_each_other_on_a_line_are_told_as_one():
    assert told("a dose of 40 mg is given", "a dose of 80 mcg is given") == [(1, "40 mg", "80 mcg")]
    assert told("one b c two", "uno b c dos") == [(1, "one b c two", "uno b c dos")]
    assert told("one b c d e two", "uno b c d e dos") == [(1, "one", "uno"), (1, "two", "dos")]


def test_a_change_over_several_lines_names_each():
    assert told("old words here", "new\nlines\nstand here") == [(1, "old words", "new"), (2, "", "lines"), (3, "", "stand")]


def test_a_text_that_lost_all_its_words_is_told_on_line_one():
    assert changes("a b", ()) == (Change(1, ("a", "b"), ()),)


def test_the_words_beside_a_change_are_known():
    (change,) = changes("take 40 mgs now", [Word(word, 1) for word in "take 40 mg now".split()])
    assert change.beside == ("40", "now")
