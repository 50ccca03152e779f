from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from clinicsite import __version__
from clinicsite.check import secrets
from clinicsite.model.diagnostic import Diagnostic, Location, Severity
from clinicsite.pipeline import BuildResult
from clinicsite.publish.folder import Published
from clinicsite.report import FORMATS
from clinicsite.report.machines import github, json_text, sarif
from clinicsite.report.text import Style, counted, text


def problem(
    line: int = 2, column: int = 12, severity: Severity = "error", file: str = "content/fees.md",
    message: str = "The front matter is not valid YAML: a value holds a colon.", hint: str = 'Quote it: `title: "Fees: adults"`.',
) -> Diagnostic:  # fmt: skip
    return Diagnostic("FMT003", message, Location(file, line, column), hint, severity)


def result(*diagnostics: Diagnostic) -> BuildResult:
    return BuildResult(diagnostics, Published(written=("a/index.html",), removed=("b/index.html",)), pages=3)


def shown(root: Path, source: str | bytes, *diagnostics: Diagnostic, style: Style = Style()) -> str:
    (root / "content").mkdir(exist_ok=True)
    (root / "content/fees.md").write_bytes(source if isinstance(source, bytes) else source.encode())
    return text(result(*diagnostics), root, style)


# Text


def test_a_problem_is_shown_with_its_line_and_what_to_do(tmp_path):
    assert shown(tmp_path, "---\ntitle: Fees: adults\n---\n", problem()) == (
        "content/fees.md:2:12: error[FMT003] The front matter is not valid YAML: a value holds a colon.\n"
        "   2 | title: Fees: adults\n"
        "     |            ^\n"
        '     = hint: Quote it: `title: "Fees: adults"`.\n'
        "\n"
        "1 error.\n"
    )


def test_a_long_line_of_which_much_is_told_is_made_fit_to_show_once(tmp_path, monkeypatch):
    looked: list[str] = []
    monkeypatch.setattr(secrets, "masked", lambda row: (looked.append(row), row)[1])
    line = "word " * 5000
    told = shown(tmp_path, f"---\n{line}\n---\n", *(problem(column=column) for column in range(1, 4000, 50)))
    assert told.count("FMT003") == 80
    assert looked == [line]


def test_problems_are_counted_at_the_end(tmp_path):
    found = shown(tmp_path, "a\nb\n", problem(1, 1, hint=""), problem(2, 1, "warning", hint=""), problem(2, 1, "warning", hint=""))
    assert found.endswith("   2 | b\n     | ^\n\n1 error and 2 warnings.\n")
    assert "\n\ncontent/fees.md:2:1: warning[FMT003]" in found


@pytest.mark.parametrize(
    ("severities", "sentence"),
    [
        ([], ""), (["error"], "1 error."), (["error", "error"], "2 errors."), (["note", "error"], "1 error and 1 note."),
        (["note", "note", "warning", "error", "error"], "2 errors, 1 warning and 2 notes."),
    ],
)  # fmt: skip
def test_counts_are_a_sentence(severities, sentence):
    assert counted([problem(severity=severity) for severity in severities]) == sentence


def test_nothing_wrong_is_said_with_nothing(tmp_path):
    assert shown(tmp_path, "a\n") == ""


def test_a_place_without_a_line_is_shown_without_one(tmp_path):
    for where in (problem(9, 1), problem(1, 1, file="content/nothing.md"), problem(1, 1, file="site")):
        assert " | " not in shown(tmp_path, "a\n", where)


def test_a_long_line_is_shown_around_the_place(tmp_path):
    row = "".join(f"{n:04}" for n in range(300))
    lines = shown(tmp_path, row, problem(1, 601, hint="")).split("\n")
    assert len(lines[1]) == len("   1 | ") + 160
    assert lines[1][lines[2].index("^") :].startswith("0150")


def test_numbers_of_long_files_stay_in_line(tmp_path):
    found = shown(tmp_path, "\n" * 12344 + "words", problem(12345, 3, hint="So."))
    assert " 12345 | words\n       |   ^\n       = hint: So.\n" in found


def test_what_cannot_be_seen_takes_one_column_and_harms_no_terminal(tmp_path):
    assert "   1 | a b [31mc\n     |       ^\n" in shown(tmp_path, "a\tb\x1b[31mc", problem(1, 7, hint=""))


def test_a_message_that_repeats_what_a_file_holds_harms_no_terminal_either(tmp_path):
    found = shown(tmp_path, "a", problem(1, 1, message="No page is called `\x1b[2J\nx`.", hint="Not\x07 this.", file="content/fees.md\x1b"))
    assert found == "content/fees.md :1:1: error[FMT003] No page is called ` [2J x`.\n     = hint: Not  this.\n\n1 error.\n"


@pytest.mark.parametrize("source", ["a\x0cb\u2028c\x85d\ntwo\n", "a\r\ntwo\r\n", "a\rtwo\r", "\ufeffa\ntwo"])
def test_lines_are_counted_as_editors_count_them(tmp_path, source):
    assert "   2 | two\n" in shown(tmp_path, source, problem(2, 1))


def test_a_byte_order_mark_takes_no_column(tmp_path):
    assert "   1 | a\n     | ^\n" in shown(tmp_path, "\ufeffa", problem(1, 1))


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.md")
    assert " | " not in text(result(problem(1, 1, file="pipe.md")), tmp_path)


def test_a_file_of_another_encoding_can_be_shown(tmp_path):
    assert "   1 | caf\ufffd\n     |    ^\n" in shown(tmp_path, b"caf\xe9", problem(1, 4))


def test_a_file_that_changed_is_read_again(tmp_path):
    assert "   1 | old\n" in shown(tmp_path, "old", problem(1, 1))
    assert "   1 | newer\n" in shown(tmp_path, "newer", problem(1, 1))


def test_colour_is_used_only_where_it_is_asked_for(tmp_path):
    found = shown(tmp_path, "a\n", problem(1, 1), problem(1, 1, "warning"), problem(1, 1, "note"), style=Style(colour=True))
    assert "\033[1;31merror[FMT003]\033[0m" in found and "\033[1;33mwarning[FMT003]\033[0m" in found and "\033[1;36mnote[" in found
    assert "\033" not in shown(tmp_path, "a\n", problem(1, 1))


# Machines


def test_json_is_one_object(tmp_path):
    told = json.loads(json_text(result(problem(), problem(3, 1, "warning", hint=""), problem(3, 1, "note")), tmp_path))
    assert list(told) == ["ok", "errors", "warnings", "pages", "written", "removed", "diagnostics"]
    assert (told["ok"], told["errors"], told["warnings"], told["pages"]) == (False, 1, 1, 3)
    assert (told["written"], told["removed"]) == (["a/index.html"], ["b/index.html"])
    assert told["diagnostics"][0] == {
        "code": "FMT003", "severity": "error", "file": "content/fees.md", "line": 2, "column": 12,
        "message": "The front matter is not valid YAML: a value holds a colon.", "hint": 'Quote it: `title: "Fees: adults"`.',
        "why": "", "words": "",
    }  # fmt: skip


def test_json_keeps_letters_as_they_are(tmp_path):
    assert "“é”" in json_text(result(problem(message="“é”")), tmp_path)


def test_github_gets_a_command_for_each_problem(tmp_path):
    assert github(result(problem(), problem(3, 1, "warning", hint=""), problem(3, 1, "note", hint="")), tmp_path).split("\n") == [
        "::error file=content/fees.md,line=2,col=12,title=FMT003::The front matter is not valid YAML: a value holds a colon. "
        'Quote it: `title: "Fees: adults"`.',
        "::warning file=content/fees.md,line=3,col=1,title=FMT003::The front matter is not valid YAML: a value holds a colon.",
        "::notice file=content/fees.md,line=3,col=1,title=FMT003::The front matter is not valid YAML: a value holds a colon.",
        "",
    ]


def test_no_message_can_write_a_command_of_its_own(tmp_path):
    found = github(result(problem(file="content/a,b:c%.md", message="50 %\r\n::error::x", hint="a, b: c")), tmp_path)
    assert found == "::error file=content/a%2Cb%3Ac%25.md,line=2,col=12,title=FMT003::50 %25%0D%0A::error::x a, b: c\n"


def test_sarif_is_a_log_of_one_run(tmp_path):
    log = json.loads(sarif(result(problem(), problem(3, 4, "note", hint="")), tmp_path))
    (run,) = log["runs"]
    assert (log["version"], log["$schema"]) == ("2.1.0", "https://json.schemastore.org/sarif-2.1.0.json")
    (rule,) = run["tool"]["driver"].pop("rules")
    assert run["tool"]["driver"] == {"name": "clinicsite", "version": __version__}
    assert (rule["id"], rule["shortDescription"]) == ("FMT003", {"text": "A text is not valid YAML."})
    assert rule["help"]["text"] == rule["help"]["markdown"] == "A text is not valid YAML."
    assert run["results"][1] == {
        "ruleId": "FMT003", "level": "note",
        "message": {"text": "The front matter is not valid YAML: a value holds a colon."},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": "content/fees.md"}, "region": {"startLine": 3, "startColumn": 4}}}
        ],
    }  # fmt: skip


def test_sarif_writes_addresses_of_files_as_uris(tmp_path):
    log = json.loads(sarif(result(problem(file="content/our fees é.md")), tmp_path))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/our%20fees%20%C3%A9.md"


def test_every_format_can_say_that_nothing_is_wrong(tmp_path):
    said = {name: write(BuildResult(()), tmp_path, Style()) for name, write in FORMATS.items()}
    assert (said["text"], said["github"]) == ("", "")
    assert json.loads(said["json"])["ok"] is True
    assert json.loads(said["sarif"])["runs"][0]["results"] == []


# Findings of the claims desk


CLAIM = Diagnostic(
    "EFF-01", "“Ketamine cures” promises an end to a condition.", Location("content/fees.md", 1, 1), "Cite a trial.",
    why="No trial has shown it (FTC, 2022).", words="Ketamine cures",
)  # fmt: skip


def test_the_reason_of_a_finding_stands_under_its_hint(tmp_path):
    assert shown(tmp_path, "Ketamine cures.\n", CLAIM) == (
        "content/fees.md:1:1: error[EFF-01] “Ketamine cures” promises an end to a condition.\n"
        "   1 | Ketamine cures.\n"
        "     | ^\n"
        "     = hint: Cite a trial.\n"
        "     = why: No trial has shown it (FTC, 2022).\n"
        "\n"
        "1 error.\n"
    )


def test_a_text_that_is_not_on_disk_is_shown_all_the_same(tmp_path):
    found = replace(result(problem(2, 1, file="<stdin>", hint="")), texts={"<stdin>": "one\ntwo\n"})
    assert "   2 | two\n     | ^\n" in text(found, tmp_path)


def test_machines_get_reasons_words_and_help(tmp_path):
    record = json.loads(json_text(result(CLAIM), tmp_path))["diagnostics"][0]
    assert (record["why"], record["words"]) == ("No trial has shown it (FTC, 2022).", "Ketamine cures")
    (rule,) = json.loads(sarif(result(CLAIM), tmp_path))["runs"][0]["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"].startswith("A page says that the treatment cures")
    assert "FTC" in rule["help"]["markdown"] and "Bad:" not in rule["help"]["text"]
