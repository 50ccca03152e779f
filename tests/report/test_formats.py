"""Diagnostics as people and machines read them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.pipeline import BuildResult
from clinicsite.report.machines import github, json_text, sarif
from clinicsite.report.text import Style, counted, text

COLON = Diagnostic(
    "FMT003", "The front matter is not valid YAML: a value holds a colon.", Location("content/fees.md", 2, 12),
    'Quote it: `title: "Fees: adults"`.',
)
LATE = Diagnostic("DATE004", "The review, due `2026-01-02`, is 10 days late.", Location("content/fees.md", 3), "", "warning")
ODD = Diagnostic("MD001", "50 % of it:\r\nis gone.", Location("content/a,b:c.md", 1), "Write, 100 % of it.")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/fees.md").write_text("---\ntitle: Fees: adults\nreviewed: 2025-01-02\n---\n", "utf-8")
    return tmp_path


def test_a_problem_is_shown_with_its_line_a_caret_and_the_next_step(root: Path) -> None:
    assert text(BuildResult((COLON,)), root) == (
        "content/fees.md:2:12: error[FMT003] The front matter is not valid YAML: a value holds a colon.\n"
        "   2 | title: Fees: adults\n"
        "     |            ^\n"
        '     = hint: Quote it: `title: "Fees: adults"`.\n'
        "\n"
        "1 error.\n"
    )


def test_errors_and_warnings_are_counted(root: Path) -> None:
    assert counted((COLON, LATE)) == "1 error and 1 warning."
    assert counted((COLON, COLON, LATE)) == "2 errors and 1 warning."
    assert counted(()) == ""


def test_a_clean_build_says_nothing(root: Path) -> None:
    assert text(BuildResult(()), root) == ""


def test_a_line_without_a_hint_and_a_file_that_is_gone_are_told_all_the_same(root: Path) -> None:
    gone = Diagnostic("READ002", "`gone.md` cannot be read.", Location("content/gone.md", 7, 3))
    assert text(BuildResult((gone,)), root).startswith("content/gone.md:7:3: error[READ002] `gone.md` cannot be read.\n\n1 error.")


def test_colour_is_only_used_when_asked_for(root: Path) -> None:
    assert "\033[" not in text(BuildResult((COLON,)), root)
    assert "\033[1;31merror[FMT003]\033[0m" in text(BuildResult((COLON,)), root, Style(colour=True))


def test_control_characters_of_a_file_do_not_reach_the_terminal(root: Path) -> None:
    (root / "content/fees.md").write_text("---\ntitle: \033[2J\a\n", "utf-8")
    shown = text(BuildResult((COLON,)), root)
    assert "\033" not in shown and "\a" not in shown


def test_json_is_one_object_with_every_field(root: Path) -> None:
    shown = json.loads(json_text(BuildResult((COLON, LATE), pages=3), root))
    assert shown["ok"] is False
    assert (shown["errors"], shown["warnings"], shown["pages"]) == (1, 1, 3)
    assert shown["diagnostics"][0] == {
        "code": "FMT003", "severity": "error", "file": "content/fees.md", "line": 2, "column": 12,
        "message": "The front matter is not valid YAML: a value holds a colon.", "hint": 'Quote it: `title: "Fees: adults"`.',
    }


def test_github_shows_each_at_its_line_and_escapes_what_would_break_the_command(root: Path) -> None:
    assert github(BuildResult((LATE, ODD)), root) == (
        "::warning file=content/fees.md,line=3,col=1,title=DATE004::The review, due `2026-01-02`, is 10 days late.\n"
        "::error file=content/a%2Cb%3Ac.md,line=1,col=1,title=MD001::50 %25 of it:%0D%0Ais gone. Write, 100 %25 of it.\n"
    )


def test_sarif_names_rule_level_and_place(root: Path) -> None:
    log = json.loads(sarif(BuildResult((COLON, LATE)), root))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["tool"]["driver"]["name"] == "clinicsite"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["DATE004", "FMT003"]
    first = run["results"][0]
    assert (first["ruleId"], first["level"]) == ("FMT003", "error")
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/fees.md"
    assert place["region"] == {"startLine": 2, "startColumn": 12}
