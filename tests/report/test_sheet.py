"""The report's marks: which words, which numbers, what is about no words."""

from __future__ import annotations

from clinicsite.language.passage import Passage, Prose
from clinicsite.model.diagnostic import Diagnostic, Location, Severity
from clinicsite.report.sheet import Page, offset_of, page_of

TEXT = Passage("paragraph", "Ketamine cures pain and more.", "a.md", ((0, 3, 1), (15, 4, 3)))


def found(line: int, column: int, words: str, severity: Severity = "error") -> Diagnostic:
    return Diagnostic("EFF-01", "It claims.", Location("a.md", line, column), "Mend it.", severity, words=words)


def page(*diagnostics: Diagnostic) -> Page:
    return page_of(1, Prose("a.md", "page", (TEXT,)), diagnostics)


def pieces(*diagnostics: Diagnostic) -> list[tuple[str, str | None, tuple[int, ...]]]:
    return [(piece.text, piece.severity, piece.numbers) for piece in page(*diagnostics).blocks[0].pieces]


def test_a_place_leads_back_to_the_text():
    assert [offset_of(TEXT, *place) for place in ((3, 1), (3, 15), (4, 3), (4, 7))] == [0, 14, 15, 19]
    assert [offset_of(TEXT, *place) for place in ((2, 1), (3, 16), (4, 2), (4, 40))] == [None] * 4


def test_words_are_marked_with_their_number():
    assert pieces(found(3, 10, "cures pain")) == [("Ketamine ", None, ()), ("cures pain", "error", (1,)), (" and more.", None, ())]


def test_marks_that_overlap_take_the_graver_severity():
    assert pieces(found(3, 1, "Ketamine cures", "note"), found(3, 10, "cures pain")) == [
        ("Ketamine ", "note", (1,)), ("cures", "error", (2,)), (" pain", "error", ()), (" and more.", None, ()),
    ]  # fmt: skip


def test_words_that_are_not_in_the_text_mark_the_one_at_their_place():
    assert pieces(found(3, 10, "something else"))[1] == ("cures", "error", (1,))


def test_a_finding_about_no_words_stands_beside_the_text():
    made = page(found(3, 1, ""), found(99, 1, "far away"))
    assert [f.number for f in made.beside] == [1, 2] and made.blocks[0].findings == ()
    assert (made.count("error"), made.count("note")) == (2, 0)
