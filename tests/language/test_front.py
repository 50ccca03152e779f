"""Front matter as prose: which keys, and where their words stand."""

from __future__ import annotations

from collections.abc import Mapping

from clinicsite.language.front import front_passages
from clinicsite.language.passage import Passage, PassageKind
from clinicsite.read.frontmatter import read_frontmatter


def read(front: str, prose: Mapping[str, PassageKind] | None = None) -> list[Passage]:
    text = f"---\n{front}---\nBody.\n"
    document = read_frontmatter(text, "a.md")
    return list(front_passages(document.values, document.document.places, "a.md", prose, text))


def place(passage: Passage, word: str) -> tuple[int, int]:
    where = passage.at(passage.text.index(word))
    return where.line, where.column


def test_title_description_and_summary_are_prose_and_other_keys_are_not():
    found = read("title: One\nsummary: Three\ndescription: Two\nslug: four\nextra: {title: five}\n")
    assert [(p.kind, p.text) for p in found] == [("title", "One"), ("summary", "Three"), ("description", "Two")]


def test_named_keys_are_prose_at_any_depth_and_a_longer_name_goes_first():
    found = read("title: T\nfacts:\n  - {term: a, text: Words.}\nnext: {label: Go, at: x}\n", {"text": "field", "label": "field", "next.label": "button"})
    assert [(p.kind, p.text) for p in found[1:]] == [("field", "Words."), ("button", "Go")]


def test_a_list_of_words_is_read_by_its_key():
    assert [p.text for p in read("title: T\nnotes: [One thing., Another.]\n", {"notes": "field"})][1:] == ["One thing.", "Another."]


def test_words_stand_where_they_are_written_however_the_value_is_quoted():
    (plain,) = read("title: Plain words\n")
    assert (place(plain, "Plain"), place(plain, "words")) == ((2, 8), (2, 14))
    (single,) = read("title: 'It''s one word here'\n")
    assert place(single, "word") == (2, 19)
    (double,) = read('title:   "Say \\"yes\\" now"\n')
    assert place(double, "now") == (2, 23)


def test_words_of_folded_values_stand_in_their_own_lines():
    (folded,) = read("title: >-\n  First line\n  second line.\n")
    assert folded.text == "First line second line."
    assert (place(folded, "First"), place(folded, "second"), place(folded, "line.")) == ((3, 3), (4, 3), (4, 10))
    (flowing,) = read("title: First line\n  second line\n")
    assert place(flowing, "second") == (3, 3)


def test_a_value_that_repeats_its_key_is_not_found_in_the_key():
    (found,) = read("title: title words\n")
    assert place(found, "title") == (2, 8)


def test_a_word_that_stands_twice_has_two_places():
    (found,) = read("title: one two one\n")
    where = found.at(found.text.rindex("one"))
    assert (where.line, where.column) == (2, 16)


def test_marks_and_citations_are_taken_out_and_words_after_them_keep_their_place():
    (found,) = read("title: T **bold** and [link](fees.md) end.[@zarate2006]\n")
    assert found.text == "T bold and link end."
    assert (place(found, "bold"), place(found, "link"), place(found, "end")) == ((2, 12), (2, 24), (2, 39))
    assert [c.keys for c in found.cited] == [("zarate2006",)]


def test_without_the_file_words_are_counted_from_their_key():
    (found,) = front_passages({"title": "One two"}, {"title": (3, 5)}, "a.md")
    assert place(found, "two") == (3, 9)
