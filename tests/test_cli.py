"""The command line: words in, one call, an exit code out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from clinicsite.cli import main
from tests.sites import Made, make_site

BROKEN = "-- content/pages/about.md --\n---\ntitel: About us\ndescription: Who we are.\n---\nWe are a clinic.\n"
LATE = """\
-- content/pages/late.md --
---
title: Late
description: Late.
reviewed: 2024-01-01
review_due: 2025-01-01
reviewed_by: ada-reed
---
See [about](about.md).
-- content/people/ada-reed.md --
---
title: Ada Reed
credentials: MD
description: A doctor.
role: Doctor
---
Ada is a doctor. See [late](../pages/late.md).
"""


@pytest.fixture
def site(tmp_path: Path) -> Made:
    return make_site(tmp_path)


def run(site: Made, *words: str) -> int:
    return main(site.settings, words)


def test_no_verb_builds(site: Made, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(site) == 0
    shown = capsys.readouterr().out
    assert "2 pages in " in shown
    assert "To look at it: python build.py serve" in shown
    assert (site.root / "site/index.html").is_file()


def test_a_second_build_says_that_nothing_had_changed(site: Made, capsys: pytest.CaptureFixture[str]) -> None:
    run(site)
    capsys.readouterr()
    assert run(site, "build", "--why") == 0
    shown = capsys.readouterr().out
    assert "nothing had changed" in shown
    assert "Nothing changed, so nothing was made anew." in shown


def test_an_error_exits_with_1_and_says_that_the_site_is_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = make_site(tmp_path, BROKEN)
    assert run(site) == 1
    said = capsys.readouterr()
    assert "content/pages/about.md:2:1: error[KEY001] `titel` is not a key that a page has." in said.out
    assert "Did you mean `title`?" in said.out
    assert "Nothing was published" in said.err


@pytest.mark.parametrize("words", [("bulid",), ("--nonsense",), ("build", "--clock", "11/3/2026"), ("--base-url", "example.org")])
def test_a_wrong_command_exits_with_2(site: Made, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(site, *words) == 2
    assert capsys.readouterr().err


def test_a_day_that_is_none_is_said_with_an_example(site: Made, capsys: pytest.CaptureFixture[str]) -> None:
    run(site, "build", "--clock", "11/3/2026")
    assert "11/3/2026 is not a day; write it as 2026-11-03" in capsys.readouterr().err


def test_a_folder_without_a_site_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(None, ["build"]) == 2
    assert "there is no site in this folder" in capsys.readouterr().err


def test_the_settings_of_build_py_are_used(site: Made, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    site.write(
        "build.py",
        "from pathlib import Path\nfrom clinicsite import Settings\n"
        "settings = Settings(root=Path(__file__).parent, output=Path('public'))\n",
    )
    monkeypatch.chdir(site.root)
    assert main(None, []) == 0
    assert (site.root / "public/index.html").is_file()


def test_quiet_says_nothing_when_nothing_is_wrong(site: Made, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(site, "build", "--quiet") == 0
    assert capsys.readouterr().out == ""


def test_strict_makes_a_warning_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = make_site(tmp_path, LATE)
    assert run(site, "build") == 0
    assert "warning[" in capsys.readouterr().out
    assert run(site, "build", "--strict") == 1
    assert "warning[" not in capsys.readouterr().out


def test_the_clock_decides_what_is_overdue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = make_site(tmp_path, LATE)
    assert run(site, "build", "--clock", "2024-06-01") == 0
    assert "warning[" not in capsys.readouterr().out


def test_check_writes_nothing(site: Made, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(site, "check") == 0
    assert not (site.root / "site").exists()


def test_drafts_and_the_future_are_let_in_when_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held = "-- content/pages/{0}.md --\n---\ntitle: {0}\ndescription: {0}.\n{1}\n---\nText.\n"
    site = make_site(tmp_path, held.format("soon", "publish: 2027-01-01") + held.format("rough", "draft: true"))
    run(site)
    assert "Held back: 1 draft, 1 scheduled." in capsys.readouterr().out
    run(site, "--drafts", "--future")
    assert (site.root / "site/soon/index.html").is_file() and (site.root / "site/rough/index.html").is_file()


def test_output_and_base_url_go_before_the_settings(site: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "elsewhere"
    assert run(site, "--output", str(other), "--base-url", "https://staging.example/alder/") == 0
    page = (other / "about/index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://staging.example/alder/about/">' in page
    assert not (site.root / "site").exists()


def test_json_stays_one_object_whatever_is_asked(site: Made, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(site, "build", "--format", "json", "--why") == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["ok"] is True and shown["diagnostics"] == []
    assert "index.html" in shown["written"]


def test_no_color_is_honoured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    site = make_site(tmp_path, BROKEN)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    run(site)
    assert "\033[" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    run(site)
    assert "\033[" not in capsys.readouterr().out


def test_clean_takes_back_what_builds_wrote_and_nothing_else(site: Made, capsys: pytest.CaptureFixture[str]) -> None:
    run(site)
    site.write("site/.gitignore", "*\n")
    assert run(site, "clean") == 0
    assert [path.name for path in (site.root / "site").iterdir()] == [".gitignore"]
    assert "files removed from" in capsys.readouterr().out


def test_list_names_what_is_held_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = make_site(tmp_path, LATE.replace("review_due: 2025-01-01", "review_due: 2026-12-01"))
    assert run(site, "list", "due") == 0
    assert "2026-12-01  content/pages/late.md  Late" in capsys.readouterr().out


def test_new_writes_a_draft_that_can_be_built(site: Made, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(site, "new", "page", "What to bring") == 0
    assert "content/pages/what-to-bring.md is a draft now." in capsys.readouterr().out
    assert run(site, "build") == 0
    assert run(replace_settings(site), "build") == 0
    assert run(site, "new", "page", "What to bring") == 2


def replace_settings(site: Made) -> Made:
    return Made(site.root, replace(site.settings, drafts=True))
