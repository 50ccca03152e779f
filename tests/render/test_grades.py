from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from clinicsite.model.evidence import Evidence, Grade
from clinicsite.read.schema import field_docs
from clinicsite.render.grades import GRADES, LINES
from tests.clinics import make_clinic
from tests.sites import Made

SITE = """\
-- content/conditions/sleep.md --
---
title: Poor sleep
description: When nights are bad.
condition: Poor sleep
evidence:
  grade: mixed
  studies: "Two trials.[@two; @one]"
  people: "20 people[@one] and 30 people.[@two]"
  duration: "Some nights."
  help: "One found *more* sleep,[@one] and one did not.[@two]"
  harm: "Nausea.[@three]"
  unknown: "What it does over [years](/pages/about.md)."
  keys: [one, two, four]
---
Sleep well.[@three] Or not.[@four]
-- content/conditions/mood.md --
---
title: Low mood
description: When days are bad.
condition: Low mood
evidence: {grade: none, studies: We know of no trial., unknown: Whether it helps.}
---
Get up.
-- content/conditions/index.md --
---
title: Conditions
description: All of them.
---
-- content/references.bib --
@article{one, title={One}, year={2020}, doi={10.1001/one}}
@article{two, title={Two}, year={2020}, doi={10.1001/two}}
@article{three, title={Three}, year={2020}, doi={10.1001/three}}
@article{four, title={Four}, year={2020}, pmid={123}}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    site = make_clinic(tmp_path_factory.mktemp("site"), SITE)
    assert site.build().diagnostics == ()
    return site


def section(made: Made, path: str) -> str:
    found = re.search(r'<section class="grade".*?</section>', made.read(path), re.S)
    return found[0] if found else ""


def told(html: str) -> list[str]:
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td></tr>', re.sub(r"<sup.*?</sup>", "", html).replace("\xa0", " "))
    return [f"{label}: {text}" for label, text in rows]


def test_a_condition_tells_how_good_the_evidence_is_with_help_and_harm_in_one_table(made: Made) -> None:
    grade = section(made, "conditions/sleep/index.html")
    assert "<strong>Mixed evidence.</strong> The studies do not agree with each other." in grade
    assert told(grade) == [
        "What kind of studies: Two trials.",
        "How many people: 20 people and 30 people.",
        "For how long: Some nights.",
        "What they saw: One found <em>more</em> sleep, and one did not.",
        "What can go wrong: Nausea.",
        'What is not known: What it does over <a href="/about/">years</a>.',
    ]


def test_it_stands_after_the_text_and_before_the_references_that_it_names(made: Made) -> None:
    page = made.read("conditions/sleep/index.html")
    order = [page.index(part) for part in ("Sleep well.", 'id="grade_title"', 'id="ref_list"', '<li id="r1">')]
    assert order == sorted(order)
    for number in set(re.findall(r'href="#(r\d)"', section(made, "conditions/sleep/index.html"))):
        assert f'<li id="{number}">' in page


def test_a_work_of_the_grade_that_no_line_cites_stands_beside_the_grade(made: Made) -> None:
    lead = section(made, "conditions/sleep/index.html").partition("<table")[0]
    assert re.findall(r'href="#r(\d)"', lead) == ["2"]
    assert '<a href="https://pubmed.ncbi.nlm.nih.gov/123/"' in made.read("conditions/sleep/index.html")


def test_without_evidence_that_is_said_and_only_what_is_known_is_a_line(made: Made) -> None:
    grade = section(made, "conditions/mood/index.html")
    assert "<strong>No evidence to show.</strong> We know of no study that answers the question." in grade
    assert told(grade) == ["What kind of studies: We know of no trial.", "What is not known: Whether it helps."]


def test_other_pages_have_no_grade(made: Made) -> None:
    assert section(made, "about/index.html") == ""


def test_a_list_of_conditions_tells_the_grade_of_each(made: Made) -> None:
    page = made.read("conditions/index.html")
    assert re.findall(r'<h3><a href="[^"]*">(.*?)</a></h3>.*?<p class="tab">(.*?)</p>', page) == [
        ("Low mood", "No evidence to show"), ("Poor sleep", "Mixed evidence"),
    ]  # fmt: skip


def test_another_grade_makes_the_page_and_the_list_anew(tmp_path: Path) -> None:
    site = make_clinic(tmp_path, SITE)
    site.build()
    site.edit("content/conditions/sleep.md", "grade: mixed", "grade: limited")
    assert {"conditions/sleep/index.html", "conditions/index.html"} <= set(site.build().written)
    assert "Limited evidence" in site.read("conditions/index.html")


def test_each_grade_and_each_key_has_its_words() -> None:
    assert tuple(GRADES) == get_args(Grade)
    assert {key for key, _ in LINES} == set(field_docs(Evidence)) - {"grade", "keys"}
