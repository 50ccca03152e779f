from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from clinicsite.check.cited import statements
from clinicsite.check.families import check_day
from clinicsite.check.sources import BALANCE
from clinicsite.read.library import read_library
from clinicsite.settings import Settings
from tests.check.examples import findings
from tests.sites import make_site

DEMO = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 22)


@pytest.fixture
def judge(tmp_path):
    def judged(text: str) -> list[str]:
        return [f"{d.where.file.removeprefix('content/')}:{d.where.line}:{d.where.column} {d.code} {d.message}" for d in findings(text, tmp_path)]

    return judged


# What a statement is


def stated(tmp_path: Path, body: str) -> list[tuple[str, tuple[str, ...], int, int]]:
    made = make_site(tmp_path, f"-- content/pages/x.md --\n---\ntitle: X\ndescription: X.\n---\n{body}\n")
    site = read_library(made.settings, DAY).site
    assert site
    return [(s.words, s.keys, s.where.line, s.where.column) for s in statements(site.by_id["x"])]


def test_a_statement_reaches_back_to_the_start_of_its_sentence_or_to_the_citation_before(tmp_path):
    assert stated(tmp_path, "We say so. It helped [some](about.md),[@a] and not\nothers.[@b; @c] Ask.") == [
        ("It helped some,", ("a",), 5, 39), ("and not others.", ("b", "c"), 6, 8),
    ]  # fmt: skip


def test_list_items_cells_and_paragraphs_are_statements_of_their_own(tmp_path):
    assert [words for words, *_ in stated(tmp_path, "Risks:\n\n- nausea[@a]\n- sleep[@b]\n\nLast.\n\n| 403 people[@c] | 2 |\n|---|---|\n| a | b |")] == [
        "- nausea", "- sleep", "| 403 people",
    ]  # fmt: skip


def test_what_is_code_is_no_statement(tmp_path):
    assert stated(tmp_path, "Write `It helped.[@a]` so.") == []


def test_every_citation_of_the_demo_is_found_with_its_place():
    site = read_library(Settings(root=DEMO), DAY).site
    assert site
    for page in site.pages:
        cited = {(c.line, c.column, c.keys) for c in page.body.citations if c.line >= page.body.first_line}
        found = {(s.where.line, s.where.column, s.keys) for s in statements(page) if s.where.line >= page.body.first_line}
        assert found == cited, page.source.file


# Articles without a source


@pytest.mark.parametrize(("audience", "told"), [("patient", True), ("caregiver", True), ("clinician", False)])
def test_an_article_for_patients_or_their_families_needs_a_source(judge, audience, told):
    found = judge(f"-- content/articles/science/sleep.md --\n---\naudience: {audience}\n---\nSleep well.\n")
    assert found == (["articles/science/sleep.md:2:1 CIT-02 This article names no source."] if told else [])


def test_a_source_in_the_summary_is_one(judge):
    assert judge('-- content/articles/science/sleep.md --\n---\naudience: patient\nsummary: "Sleep well.[@sleep2020]"\n---\nSleep.\n') == []


def test_contact_and_price_pages_need_no_source(judge):
    assert judge("-- content/pages/contact.md --\nCall us.\n") == []


# Sources that have grown old


def aged(sentence: str, year: str = "2019", more: str = "") -> str:
    return f"{sentence}\n\n-- content/references.bib --\n@misc{{a, title={{T}}, year={{{year}}}, url={{https://a.example/}}{more}}}\n"


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Esketamine is approved for some adults.[@a]", "an approval"),
        ("A course costs $4,000 or more.[@a]", "a price"),
        ("Most health plans do not cover it.[@a]", "a price"),
        ("Ketamine is a Schedule III drug.[@a]", "a law"),
        ("The guideline asks for other care first.[@a]", "a guideline"),
        ("The FDA suggests against it.[@a]", "an approval"),
    ],
)
def test_what_passes_and_has_an_old_source_is_noted_at_the_citation(judge, sentence, kind):
    column = sentence.index("[") + 1
    assert judge(aged(sentence)) == [f"pages/example.md:5:{column} CIT-04 This tells {kind} by a source of 2019."]


@pytest.mark.parametrize(
    "text",
    [
        aged("The FDA approved ketamine as an anesthetic in 1970.[@a]", "2010"),
        aged("People slept badly.[@a]"),
        aged("Esketamine is approved for some adults.[@a]", "2023"),
        aged("Esketamine is approved for some adults.[@a]", more=", keywords={label, timeless}"),
        aged("Esketamine is approved for some adults.[@a]", "in press"),
        aged("The FDA has a say. People slept badly.[@a]"),
        aged("The FDA has a say.[@a; @b]") + "@misc{b, title={U}, year={2026}, url={https://b.example/}}\n",
    ],
)
def test_what_is_dated_does_not_pass_or_has_a_newer_source_goes_without_a_word(judge, text):
    assert judge(text) == []


def test_a_source_grows_old_with_the_years(tmp_path):
    made = make_site(tmp_path, "-- content/pages/x.md --\n---\ntitle: X\ndescription: X.\n---\n" + aged("Esketamine is approved.[@a]", "2023"))
    site = read_library(made.settings, DAY).site
    assert site
    assert [d.code for d in check_day(site, date(2026, 12, 31))] == []
    assert [(d.code, d.severity) for d in check_day(site, date(2027, 1, 1))] == [("CIT-04", "note")]


# One-sided sources


@pytest.mark.parametrize(
    ("sentence", "message"),
    [
        ("PTSD eased.[@feder2021]", "`feder2021` on PTSD without `abdallah2022`, the largest trial, which found no significant effect."),
        ("It was not worse than ECT.[@anand2023] Some felt sick.[@short2018]", "`anand2023` on ECT without `ekstrand2022`, the trial in which ECT did better."),
        ("Some pain eased.[@cohen2018]", "`cohen2018` on pain without `ferraro2025`, the review that found no clear evidence of benefit."),
        (
            "More responded.[@murrough2013]",
            "`murrough2013` on depression without `lii2023` or `short2018`, which tell what hope may explain and what can go wrong.",
        ),
    ],
)
def test_who_cites_one_side_is_told_of_the_other(judge, sentence, message):
    found = [line for line in judge(sentence) if line.startswith("pages/example.md")]
    assert found == [f"pages/example.md:5:{sentence.index('[') + 1} CIT-06 This page cites {message}"]


@pytest.mark.parametrize(
    "sentence",
    [
        "PTSD eased.[@feder2021] It did not.[@abdallah2022]",
        "The cut-off feeling passes.[@abdallah2022]",
        "Trained staff stand by.[@cohen2018] You may have a headache.",
        "More responded.[@murrough2013] Some felt sick.[@short2018]",
        "More responded.[@murrough2013] Hope may be part of it.[@lii2023]",
        "The drip takes 40 minutes.[@anand2023; @short2018]",
    ],
)
def test_both_sides_or_another_matter_go_without_a_word(judge, sentence):
    assert judge(sentence) == []


def test_the_pairs_name_works_that_the_demo_has():
    site = read_library(Settings(root=DEMO), DAY).site
    assert site
    assert {key for pair in BALANCE for key in (*pair.works, *pair.partners)} <= set(site.references)
