from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.model.page import Source
from clinicsite.model.reference import Author
from clinicsite.read.bibliography import read_bibliography


def read(text: str):
    return read_bibliography(Source("references.bib", text, "0"))


def one(text: str):
    references, found = read(text)
    assert found == ()
    (reference,) = references.values()
    return reference


MURROUGH = """\
@article{murrough2013,
  author={Murrough, James W. and Iosifescu, Dan V. and others},
  title={Antidepressant efficacy of {NMDA} antagonists},
  journal={American Journal of Psychiatry}, year={2013}, volume={170}, number={10}, pages={1134--1142},
  doi={10.1176/appi.ajp.2013.13030392}, keywords={human, rct}, checked={yes}}
"""


def test_an_article_is_read_with_all_its_fields():
    reference = one(MURROUGH)
    assert (reference.key, reference.type, reference.year) == ("murrough2013", "article", "2013")
    assert reference.title == "Antidepressant efficacy of NMDA antagonists"
    assert reference.authors == (Author("Murrough", "James W."), Author("Iosifescu", "Dan V."))
    assert reference.others
    assert (reference.journal, reference.volume, reference.number) == ("American Journal of Psychiatry", "170", "10")
    assert reference.pages == "1134–1142"
    assert reference.doi == "10.1176/appi.ajp.2013.13030392"
    assert reference.keywords == ("human", "rct")
    assert reference.checked == "yes"
    assert str(reference.where) == "content/references.bib:1:1"


def test_accents_and_braces_of_tex_are_taken_out():
    reference = one(
        r"""@article{x, author={M{\"u}ller, J{\'o}zef and {\'A}lvarez, Ana}, title={{\`A} la {mTOR} \& 50\% -- na{\"\i}ve},
        year=2020, doi={10.1000/x}}"""
    )
    assert reference.title == "À la mTOR & 50% – naïve"
    assert reference.authors == (Author("Müller", "Józef"), Author("Álvarez", "Ana"))


def test_a_name_in_braces_is_an_organization():
    reference = one(
        "@misc{x, author={{U.S. Department of Veterans Affairs and U.S. Department of Defense}},"
        " title={T}, year={2022}, url={https://example.org/a}}"
    )
    assert reference.authors == (Author("U.S. Department of Veterans Affairs and U.S. Department of Defense", body=True),)


def test_a_braced_family_name_with_a_given_name_is_a_person():
    reference = one("@misc{x, author={{van den Berg}, Peter}, title={T}, year=2022, url={https://example.org/a}}")
    assert reference.authors == (Author("van den Berg", "Peter"),)


def test_particles_stay_with_the_family_name_and_suffixes_with_the_given_name():
    reference = one(
        "@misc{x, author={de la Cruz, Ana and King, Jr., Martin Luther}, title={T}, year=2022, url={https://example.org/a}}"
    )
    assert reference.authors == (Author("de la Cruz", "Ana"), Author("King", "Martin Luther, Jr."))


def test_names_after_others_are_left_out_because_their_place_is_not_known():
    reference = one(
        "@misc{x, author={Lii, Theresa R. and others and Heifets, Boris D.}, title={T}, year=2023, doi={10.1038/x}}"
    )
    assert reference.authors == (Author("Lii", "Theresa R."),)
    assert reference.others


def test_an_address_keeps_its_signs():
    reference = one(r"@misc{x, author={{A}}, title={T}, year=2022, url={https://a.example/p_b\_c?d=1&e=%20#f}}")
    assert reference.url == "https://a.example/p_b_c?d=1&e=%20#f"


def test_a_macro_defined_once_serves_all_entries():
    references, found = read(
        "@string{ajp = {American Journal of Psychiatry}}\n"
        "@article{a, title={T}, journal=ajp, year=2020, doi={10.1000/a}}\n"
    )
    assert found == ()
    assert references["a"].journal == "American Journal of Psychiatry"


def test_an_entry_says_in_whom_and_in_how_many_the_study_was_and_whether_it_still_stands():
    trial = one("@misc{a, title={T}, year={2020}, people={1,403}, keywords={human, rct}, pmid={40819842}, doi={10.1000/a}}")
    assert (trial.people, trial.animal, trial.year_number, trial.pmid) == (1403, False, 2020, "40819842")
    assert (trial.timeless, trial.retracted) == (False, False)
    mice = one("@misc{a, title={T}, year={in press}, keywords={species=animal, timeless}, retracted={2021}, doi={10.1000/a}}")
    assert (mice.people, mice.animal, mice.year_number) == (None, True, None)
    assert (mice.timeless, mice.retracted) == (True, True)


@pytest.mark.parametrize(
    ("fields", "retracted"),
    [
        ("title={Retracted: Sleep}", True),
        ("title={[Retracted article] Sleep}", True),
        ("title={Retracted papers in psychiatry}", False),
        ("title={Sleep}, keywords={human, Retracted}", True),
        ("title={Sleep}, retracted={no}", False),
        ("title={Sleep}, note={Cites a retracted work}", False),
    ],
)
def test_a_retraction_is_known_by_field_keyword_or_the_publishers_mark(fields: str, retracted: bool):
    assert one(f"@misc{{a, year={{2020}}, doi={{10.1000/a}}, {fields}}}").retracted is retracted


def test_a_work_knows_the_places_of_its_fields():
    reference = one("@misc{a,\n  title={T},\n  year={2020}, doi={10.1000/a}}")
    assert str(reference.at("doi")) == "content/references.bib:3:16"
    assert str(reference.at("retracted", "title")) == "content/references.bib:2:3"
    assert str(reference.at("pmid")) == "content/references.bib:1:1"


def problems(text: str) -> list[tuple[str, str, int, int]]:
    return [(d.code, d.message, d.where.line, d.where.column) for d in read(text)[1]]


@pytest.mark.parametrize(
    ("text", "code", "message", "line", "column"),
    [
        ("@misc{a, year=2020, doi={10.1000/a}}", "BIB003", "`a` has no title.", 1, 1),
        ("\n@misc{a, title={T}, doi={10.1000/a}}", "BIB004", "`a` has no year.", 2, 1),
        (
            "@misc{a, title={T}, year=2020, url={http://a.example/}}",
            "BIB007",
            "`http://a.example/` of `a` is not an https address.",
            1,
            32,
        ),
        (
            "@misc{a, title={T}, year=2020, doi={10.1000/a},\n author={A, B, C, D}}",
            "BIB008",
            "The name `A, B, C, D` of `a` has too many commas.",
            2,
            2,
        ),
        ("@misc{a, title={T}, title={U}, year=2020, doi={10.1000/a}}", "BIB009", "`a` has two fields `title`.", 1, 10),
        (
            r"@misc{a, title={T \unknown{} x}, year=2020, doi={10.1000/a}}",
            "BIB010",
            r"The TeX command `\unknown` in `title` of `a` is not understood.",
            1,
            10,
        ),
        (
            "@misc{a, title={T}, year=2020, doi={10.1000/a},\n people={many}}",
            "BIB012",
            "`many` of `a` is not a number of people.",
            2,
            2,
        ),
    ],
)
def test_each_problem_of_an_entry_is_named_and_placed(text: str, code: str, message: str, line: int, column: int):
    assert problems(text) == [(code, message, line, column)]


def test_the_first_of_two_entries_with_one_key_is_kept():
    references, (found,) = read(
        "@misc{a, title={First}, year=2020, doi={10.1000/a}}\n\n@misc{A, title={Second}, year=2020, doi={10.1000/b}}\n"
    )
    assert references["a"].title == "First"
    assert (found.code, found.where.line) == ("BIB002", 3)
    assert found.message == "The key `A` is used twice."
    assert found.hint == "Rename one of them; the first stands on line 1."


def test_a_missing_brace_costs_no_other_entry():
    references, found = read(
        "@misc{a, title={T}, year=2020, doi={10.1000/a}}\n"
        "@misc{b,\n  title={T,\n  year=2020}\n"
        "@misc{c, title={T}, year=2020, doi={10.1000/c}}\n"
    )
    assert "c" in references
    syntax = [d for d in found if d.code == "BIB001"]
    assert [(d.message, d.where.line) for d in syntax] == [
        ("This is not valid BibTeX: a brace or quote of this entry is never closed.", 2)
    ]


def test_a_missing_comma_is_placed_on_its_line():
    _, found = read("@misc{a,\n  title={T}\n  year=2020, doi={10.1000/a}}\n")
    assert (found[0].code, found[0].where.line) == ("BIB001", 3)
    assert found[0].message == "This is not valid BibTeX: '}' expected."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("@misc a, title={T}", "This is not valid BibTeX: '(' or '{' expected."),
        ("@misc{, title={T}}", "This is not valid BibTeX: entry key expected."),
        ("@misc{a, title={T}, year=soon}", "This is not valid BibTeX: no text is defined as `soon`."),
    ],
)
def test_a_mistake_in_an_entry_is_said_once_and_nothing_follows_from_it(text: str, message: str):
    assert [(d.code, d.message) for d in read(text)[1]] == [("BIB001", message)]


def test_an_empty_file_holds_nothing_and_is_no_problem():
    assert read("% nothing yet\n") == ({}, ())


@given(st.text(alphabet="@misc{a,title=}\"#\\ \n09-é", max_size=60))
def test_no_text_makes_the_reader_fail(text: str):
    references, found = read(text)
    for diagnostic in found:
        assert 1 <= diagnostic.where.line <= text.count("\n") + 1
