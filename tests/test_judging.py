"""The claims desk in a build: what is read, what is remembered, what a waiver covers."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinicsite.claims import desk
from clinicsite.claims.pages import PROSE
from clinicsite.judging import matters
from clinicsite.read.library import read_library
from tests.sites import DAY, Made, make_site
from tests.spanish import make_bilingual

HEAD = "---\ntitle: What it costs\ndescription: Prices in plain words.\n"
PRAISE = HEAD + "---\nThis revolutionary treatment is here.\n"
BOAST = HEAD + "---\nOur board-certified doctors are here.\n"
PERSON = """\
-- content/people/ruth-lane.md --
---
title: Ruth Lane
description: She answers for what we write.
credentials: MD
role: Physician
sample: true
---
"""
WAIVER = "waivers: [{rule: EFF-03, reason: A quote from a poster., by: ruth-lane, until: 2026-12-31}]\n"


def site_of(root: Path, text: str = PRAISE, more: str = "", **settings: object) -> Made:
    made = make_site(root, more, judged=True, **settings)
    made.write("content/pages/example.md", text)
    return made


def told(made: Made, **options: object) -> list[str]:
    result = made.build(publishing=False, **options)
    return [f"{d.where} {d.severity} {d.code} {d.message}" for d in result.diagnostics if "-" in d.code]


def test_a_claim_in_a_body_stops_the_build_at_its_words(tmp_path):
    made = site_of(tmp_path, BOAST)
    assert told(made) == ["content/pages/example.md:5:5 error CRED-01 “board-certified” cannot be checked."]
    assert not made.build().ok
    assert not (tmp_path / "site").exists()


def test_a_warning_stops_nothing(tmp_path):
    made = site_of(tmp_path)
    assert made.build().ok
    assert told(made) == ["content/pages/example.md:5:6 warning EFF-03 “revolutionary” is praise, not information."]


def test_without_the_desk_nobody_reads_claims(tmp_path):
    assert told(make_site(tmp_path, "-- content/pages/example.md --\n" + BOAST)) == []


def test_front_matter_is_read_too_and_its_words_are_found_in_folded_and_quoted_values(tmp_path):
    text = (
        "---\ntitle: 'Ruth''s page: a revolutionary drip'\n"
        "description: >-\n  Plain words first.\n  Then a game-changing claim.\n"
        "summary: The word [world-class](fees.md) is  bold.\n---\nText.\n"
    )
    made = site_of(tmp_path, text)
    made.write("content/pages/fees.md", HEAD + "---\nA price.\n")
    places = [f"{d.where.line}:{d.where.column} {d.words}" for d in made.build(publishing=False).diagnostics if d.code == "EFF-03"]
    assert places == ["2:25 revolutionary", "5:10 game-changing", "6:20 world-class"]


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("content/treatments/drip.md", "---\ntitle: Drip\ndescription: A drip.\ntherapy: Drip\nstatus: A revolutionary one.\n---\n", "5:11"),
        ("content/pages/example.md", HEAD + "layout: fees\nchecked: 2026-11-02\nestimate_title: E\nestimate_lead: L.\n"
         "insurance_title: I\nestimate: []\ninsurance: []\nfees:\n  - {item: Drip, time: 1 h, price: 9, includes: A revolutionary drip.}\n---\n", "12:51"),
        ("content/glossary.yaml", "- id: drip\n  term: drip\n  definition: A revolutionary way.\n", "3:17"),
    ],
)
def test_every_part_of_a_site_is_read(tmp_path, path, text, place):
    made = make_site(tmp_path, judged=True)
    made.write(path, text)
    found = [d for d in made.build(publishing=False).diagnostics if d.code == "EFF-03"]
    assert [str(d.where) for d in found] == [f"{path}:{place}"]


def test_the_facts_of_the_clinic_are_read(tmp_path):
    made = make_site(tmp_path, judged=True)
    made.edit("content/clinic.yaml", "explained plainly", "a revolutionary cure")
    assert "content/clinic.yaml:4:32 warning EFF-03 “revolutionary” is praise, not information." in told(made)


def test_every_key_that_takes_a_paragraph_is_read():
    """The keys whose format is one paragraph of Markdown, wherever they stand in the model."""
    from clinicsite.model.clinic import Clinic
    from clinicsite.model.form import Form
    from clinicsite.model.formats import Format
    from clinicsite.model.kinds import KINDS
    from clinicsite.model.reference import Term
    from clinicsite.read.handbook import _parts_of
    from typing import Annotated, get_args, get_origin, get_type_hints

    def is_paragraph(hint: object) -> bool:
        if get_origin(hint) is Annotated:
            return any(isinstance(a, Format) and a.description.startswith("One paragraph") for a in get_args(hint)[1:])
        return any(is_paragraph(inner) for inner in get_args(hint))

    shapes = {part for shape in (*KINDS.values(), Clinic, Form, Term) for part in (shape, *_parts_of(shape))}
    keys = {key for shape in shapes for key, hint in get_type_hints(shape, include_extras=True).items() if is_paragraph(hint)}
    assert len(keys) > 10
    assert keys - {name.rpartition(".")[2] for name in PROSE} == set()


def test_a_draft_may_claim_for_now(tmp_path):
    made = site_of(tmp_path, BOAST.replace("---\n", "---\ndraft: true\n", 1))
    assert made.build().ok
    assert told(made) == ["content/pages/example.md:6:5 warning CRED-01 “board-certified” cannot be checked."]


def test_a_page_is_judged_once_until_it_changes(tmp_path, monkeypatch):
    read: list[str] = []
    real = desk.judge
    monkeypatch.setattr(desk, "judge", lambda prose: read.append(prose.file) or real(prose))
    made = site_of(tmp_path)
    first = made.build()
    assert {"content/pages/example.md", "content/pages/about.md", "content/clinic.yaml"} <= set(read)
    read.clear()
    second = made.build()
    assert read == [] and second.diagnostics == first.diagnostics
    made.edit("content/pages/about.md", "We are a clinic.", "We are a revolutionary clinic.")
    third = made.build()
    assert read == ["content/pages/about.md"]
    assert [d.code for d in third.diagnostics] == ["EFF-03", "EFF-03"]
    assert third.diagnostics[0].why and third.diagnostics[0].words == "revolutionary"


# Waivers


def waiving(root: Path, waiver: str = WAIVER, people: str = PERSON, text: str = PRAISE) -> list[str]:
    return told(site_of(root, text.replace("---\n", f"---\n{waiver}", 1), people))


def test_a_waiver_lets_a_finding_stand(tmp_path):
    assert waiving(tmp_path) == []


def test_a_waiver_with_words_covers_only_these(tmp_path):
    waiver = WAIVER.replace("until", "words: Revolutionary, until")
    text = PRAISE + "\nA game-changing one too.\n"
    assert waiving(tmp_path, waiver, text=text) == [
        "content/pages/example.md:8:3 warning EFF-03 “game-changing” is praise, not information."
    ]


def test_a_waiver_of_one_rule_covers_no_other(tmp_path):
    found = waiving(tmp_path, text=PRAISE + "\nOur board-certified doctors are here.\n")
    assert found == ["content/pages/example.md:8:5 error CRED-01 “board-certified” cannot be checked."]


def test_a_waiver_of_nothing_is_reported(tmp_path):
    assert waiving(tmp_path, text=HEAD + "---\nPlain words.\n") == [
        "content/pages/example.md:2:12 warning WAI-05 The waiver of `EFF-03` waives nothing."
    ]


def test_a_lapsed_waiver_is_reported_with_what_it_covered(tmp_path):
    assert waiving(tmp_path, WAIVER.replace("2026-12-31", "2026-11-21")) == [
        "content/pages/example.md:2:73 warning WAI-04 The waiver of `EFF-03` lapsed on 2026-11-21.",
        "content/pages/example.md:6:6 warning EFF-03 “revolutionary” is praise, not information.",
    ]


def test_a_waiver_holds_on_its_last_day(tmp_path):
    assert waiving(tmp_path, WAIVER.replace("2026-12-31", "2026-11-22")) == []


@pytest.mark.parametrize("key", ["reason", "by", "until"])
def test_a_waiver_without_a_reason_a_person_or_a_day_is_an_error(tmp_path, key):
    parts = {"reason": "reason: A quote from a poster., ", "by": "by: ruth-lane, ", "until": ", until: 2026-12-31"}
    made = site_of(tmp_path, PRAISE.replace("---\n", "---\n" + WAIVER.replace(parts[key], ""), 1), PERSON)
    (found,) = [d for d in made.build().diagnostics if d.severity == "error"]
    assert (found.code, found.message) == ("KEY002", f"`{key}` is missing.")


def test_a_waiver_of_a_rule_that_is_not_there_names_the_nearest(tmp_path):
    made = site_of(tmp_path, PRAISE.replace("---\n", "---\n" + WAIVER.replace("EFF-03", "EFF-3"), 1), PERSON)
    (found,) = [d for d in made.build().diagnostics if d.severity == "error"]
    assert (found.code, found.message) == ("WAI-01", "The claims desk has no rule `EFF-3`.")
    assert found.hint.startswith("Did you mean `EFF-")


@pytest.mark.parametrize("code", ["CRI-01", "CRI-02", "CRI-03", "REG-02", "SAF-12", "TES-01"])
def test_some_rules_cannot_be_waived(tmp_path, code):
    found = waiving(tmp_path, WAIVER.replace("EFF-03", code))
    assert f"content/pages/example.md:2:12 error WAI-02 Nobody can waive `{code}`." in found


def test_a_waiver_by_somebody_who_is_not_there_is_an_error(tmp_path):
    found = waiving(tmp_path, WAIVER.replace("ruth-lane", "ruth-lan"))
    assert "content/pages/example.md:2:58 error WAI-03 A waiver names `ruth-lan`, who is not in content/people/." in found


def test_a_build_and_the_preview_can_leave_every_check_out_and_are_copies_for_trial_then(tmp_path, capsys):
    from clinicsite.cli import _with_options, main
    from clinicsite.command_words import parser

    made = site_of(tmp_path, BOAST)
    assert main(made.settings, ["build", "--quiet"]) == 1
    assert "error[CRED-01]" in capsys.readouterr().out
    assert main(made.settings, ["build", "--quiet", "--no-check"]) == 0
    assert capsys.readouterr().out == ""
    assert "noindex" in made.read("index.html")
    assert main(made.settings, ["build", "--no-check"]) == 0
    assert "Nothing was checked, so this is a copy for trial." in capsys.readouterr().out
    options = parser().parse_args(["serve", "--no-check"])
    assert _with_options(made.settings, options).checked is False
    assert _with_options(made.settings, parser().parse_args(["serve"])).checked is True


def test_words_and_patterns_belong_to_the_engine_so_that_a_new_one_judges_anew():
    import clinicsite
    from clinicsite.engine import engine_files

    folder = Path(clinicsite.__file__).parent
    files = {path.relative_to(folder).as_posix() for path in engine_files(folder)}
    assert {"claims/desk.py", "claims/patterns/efficacy.txt", "language/data/conditions.txt"} <= files


def test_the_claims_desk_leaves_what_it_cannot_read_to_those_who_can(tmp_path):
    made = make_bilingual(tmp_path, "-- content/es/glossary.yaml --\n- {id: drip, term: Goteo, definition: El goteo cura.}\n")
    made.write("content/glossary.yaml", "- {id: drip, term: Drip, definition: A tube.}\n")
    made.edit("content/es/pages/about.md", "Somos una clínica.", "Ketamine cures depression.")
    assert {matter.source.path for matter in matters(read_library(made.settings, DAY))} == {
        "pages/index.md", "pages/about.md", "locations/index.md", "locations/columbia.md", "clinic.yaml", "glossary.yaml",
    }  # fmt: skip
