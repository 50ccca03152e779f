from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from clinicsite.model.evidence import WeakEvidence
from clinicsite.read.library import read_library
from clinicsite.settings import Settings
from tests.check.examples import findings
from tests.sites import make_site

DEMO = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 22)
WORKS = """
-- content/references.bib --
@article{one, title={One}, year={2020}, doi={10.1001/one}, people={20}}
@article{two, title={Two}, year={2021}, doi={10.1001/two}, people={1403}}
@article{three, title={Three}, year={2022}, doi={10.1001/three}}
-- content/pages/works.md --
All of them.[@one; @two; @three]
"""


@pytest.fixture
def judge(tmp_path):
    def judged(evidence: str) -> list[str]:
        text = f"-- content/conditions/depression.md --\n---\ncondition: Depression\nevidence:\n{evidence}---\nIt is common.\n{WORKS}"
        return [f"{d.where.line}:{d.where.column} {d.code} {d.message}" for d in findings(text, tmp_path)]

    return judged


def grade(**texts: str) -> str:
    given = {"grade": "limited", "studies": '"A trial.[@one]"', "people": "Few.", "duration": "A day.", "unknown": "Most.", "keys": "[one]"}
    return "".join(f"  {key}: {text}\n" for key, text in (given | texts).items() if text)


def test_a_grade_with_works_people_and_duration_stands(judge):
    assert judge(grade()) == []


def test_only_a_grade_of_none_can_do_without_works(judge):
    assert judge(grade(grade="none", studies="We know of none.", people="", duration="", keys="")) == []
    assert sorted(judge(grade(grade="mixed", people="", duration="", keys=""))) == [
        "6:3 CIT-07 The grade `mixed` does not give `duration`.",
        "6:3 CIT-07 The grade `mixed` does not give `keys`.",
        "6:3 CIT-07 The grade `mixed` does not give `people`.",
    ]


@pytest.mark.parametrize("key", ["studies", "people", "duration", "help"])
def test_a_number_without_a_source_is_named_at_its_key(judge, key):
    found = judge(grade(**{key: "After 24 hours."}) + ('  harm: "Fear.[@one]"\n' if key == "studies" else ""))
    assert [line.partition(" ")[2] for line in found] == [f"CIT-07 `{key}` gives a number without a source."]


def test_a_work_under_the_grade_is_cited_by_a_sentence_of_the_page(judge):
    assert judge(grade(keys="[one, two]")) == [
        "11:15 CIT-07 The grade rests on `two`, which no sentence of this page cites."
    ]


@pytest.mark.parametrize(
    "people",
    [
        "20 people.[@one]",
        "1,403 adults.[@two]",
        "20 people[@one] and 1403 people.[@two]",
        "20 and 1,403 people.[@one; @two]",
        "1,423 people in two trials.[@one; @two]",
        "99 people.[@three]",
        "99 people.[@one; @three]",
        "20 people, for 12 weeks.[@one]",
        "In 2020, 20 older adults.[@one]",
    ],
)
def test_a_number_of_people_that_the_works_have_or_that_nothing_is_known_of_stands(judge, people):
    assert judge(grade(people=f'"{people}"', harm='"Fear.[@two; @three]"')) == []


@pytest.mark.parametrize(
    ("people", "message"),
    [
        ("200 people.[@one]", "This says 200 people, and the bibliography says 20 for `one`."),
        ("1,430 people.[@two]", "This says 1430 people, and the bibliography says 1403 for `two`."),
        ("20 and 1,430 people.[@one; @two]", "This says 1430 people, and the bibliography says 20 for `one` and 1403 for `two`."),
        ("A trial of 22 veterans.[@one] Few.", "This says 22 people, and the bibliography says 20 for `one`."),
    ],
)
def test_another_number_of_people_than_in_the_bibliography_is_an_error(judge, people, message):
    assert judge(grade(people=f'"{people}"', harm='"Fear.[@two]"')) == [f"8:3 CIT-09 {message}"]


def test_a_condition_without_a_grade_is_named_at_its_first_line(tmp_path):
    found = findings("-- content/conditions/depression.md --\n---\nevidence:\n---\nIt is common.\n", tmp_path)
    assert [(d.code, d.message, d.severity) for d in found] == [("CIT-05", "This condition has no grade of evidence.", "error")]


def test_a_grade_that_there_is_not_names_those_that_there_are(tmp_path):
    made = make_site(tmp_path, "-- content/conditions/x.md --\n---\ntitle: X\ndescription: X.\ncondition: X\nevidence: {grade: good, studies: A., unknown: B.}\n---\n")
    (found,) = read_library(made.settings, DAY).problems
    assert (found.code, found.message) == ("KEY003", "`grade` cannot be `good`.")
    assert found.hint.startswith("Use one of: strong, moderate, limited, mixed, none.")


def test_the_site_knows_for_which_conditions_the_evidence_is_weak_and_what_they_are_called():
    site = read_library(Settings(root=DEMO), DAY).site
    assert site
    weak = {condition.condition: condition for condition in site.weak_evidence}
    assert {name: condition.grade for name, condition in weak.items()} == {
        "anxiety": "none", "chronic-pain": "mixed", "ocd": "limited", "ptsd": "mixed", "suicidal-thoughts": "limited",
    }  # fmt: skip
    assert {"PTSD", "Posttraumatic stress disorder", "post-traumatic stress"} <= set(weak["ptsd"].names)


def test_a_condition_without_a_grade_counts_as_one_without_evidence(tmp_path):
    made = make_site(tmp_path, "-- content/conditions/x.md --\n---\ntitle: X\ndescription: X.\ncondition: Lyme disease\nalso: [Lyme]\n---\n")
    site = read_library(made.settings, DAY).site
    assert site
    assert site.weak_evidence == (WeakEvidence("x", ("Lyme disease", "Lyme"), "none"),)
