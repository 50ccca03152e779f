"""What a build says when nothing has changed since the last one, and all that makes it look closer."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from clinicsite.cli import main
from clinicsite.publish import last_build
from clinicsite.settings import Settings
from tests.sites import Made, make_site

ROOT = Path(__file__).parents[2]
PAGE = """\
-- content/pages/about.md --
---
title: About us
description: Who we are and where to find us.
---

We are a small clinic. We say (c) where we mean a copyright.
"""


@pytest.fixture(autouse=True)
def long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files saved in this very moment count as saved a while ago."""
    monkeypatch.setattr(last_build, "TICK", 0.0)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    made = make_site(tmp_path, PAGE)
    made.write("build.py", "# The site.\n")
    made.write("templates/components/own.html", "<p>Ours</p>\n")
    assert main(made.settings, ["build", "--quiet"]) == 0
    return made


def answered(made: Made, *words: str) -> str | None:
    return last_build.look(made.settings, list(words) or ["build", "--quiet"]).text


def test_an_unchanged_build_is_answered_without_reading_a_page(made, tmp_path):
    (tmp_path / ".cache/memo.sqlite3").unlink()
    assert answered(made) == ""
    assert main(made.settings, ["build", "--quiet"]) == 0
    assert not (tmp_path / ".cache/memo.sqlite3").exists()


def test_the_answer_is_what_the_build_itself_would_say(made, tmp_path, capsys):
    made.edit("content/pages/about.md", "a small clinic", "one small clinic")
    assert main(made.settings, ["build"]) == 0
    changed = capsys.readouterr().out
    assert ", 1 file written, in " in changed
    assert main(made.settings, ["build"]) == 0
    again = capsys.readouterr().out
    (tmp_path / ".cache" / last_build.RECORD).unlink()
    assert main(made.settings, ["build"]) == 0
    itself = capsys.readouterr().out
    assert ", nothing had changed, in " in itself
    assert again.split(" in ")[:2] == itself.split(" in ")[:2]
    assert again.splitlines()[1:] == itself.splitlines()[1:]


def test_warnings_are_said_again(tmp_path, capsys):
    made = make_site(tmp_path, PAGE + "-- content/notes.yaml --\na: 1\n")
    assert main(made.settings, ["build"]) == 0
    first = capsys.readouterr().out
    assert "warning[" in first
    assert main(made.settings, ["build"]) == 0
    assert capsys.readouterr().out.rpartition(" pages in ")[0] == first.rpartition(" pages in ")[0]


def test_asked_why_it_says_that_nothing_changed(made, capsys):
    assert main(made.settings, ["build", "--why"]) == 0
    assert main(made.settings, ["build", "--why"]) == 0
    assert "Nothing changed, so nothing was made anew." in capsys.readouterr().out


def grow(made: Made) -> None:
    made.edit("content/pages/about.md", "small", "smaller")


def swap(made: Made) -> None:
    made.edit("content/pages/about.md", "small", "large")


def swap_in_secret(made: Made) -> None:
    file = made.root / "content/pages/about.md"
    before = file.stat()
    made.edit("content/pages/about.md", "small", "large")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def add(made: Made) -> None:
    (made.root / "content/drawings").mkdir()
    (made.root / "content/drawings/new.svg").write_text("<svg/>", "utf-8")


CHANGES: dict[str, Callable[[Made], object]] = {
    "a longer text": grow,
    "a text of the same length": swap,
    "a text of the same length with its time put back": swap_in_secret,
    "a new file": add,
    "a page that is gone": lambda made: (made.root / "content/pages/about.md").unlink(),
    "a page under another name": lambda made: (made.root / "content/pages/about.md").rename(made.root / "content/pages/us.md"),
    "a template of the site": lambda made: (made.root / "templates/components/own.html").write_text("<p>More</p>", "utf-8"),
    "the settings": lambda made: (made.root / "build.py").write_text("# The site, changed.\n", "utf-8"),
    "a published file that is gone": lambda made: (made.root / "site/index.html").unlink(),
    "a published file that was touched": lambda made: os.utime(made.root / "site/index.html"),
    "a file of somebody else in the site": lambda made: (made.root / "site/mine.txt").write_text("mine", "utf-8"),
    "an answer that was cut short": lambda made: (made.root / ".cache" / last_build.RECORD).write_text('{"version": 1', "utf-8"),
    "an answer of another kind": lambda made: (made.root / ".cache" / last_build.RECORD).write_text("[]", "utf-8"),
    "an answer that is gone": lambda made: (made.root / ".cache" / last_build.RECORD).unlink(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_makes_the_build_look_closer(made, change):
    assert answered(made) == ""
    change(made)
    assert answered(made) is None


def test_other_words_settings_days_and_surroundings_make_it_look_closer(made, monkeypatch):
    assert answered(made, "build") is None
    tomorrow = replace(made.settings, clock=made.settings.clock + timedelta(days=1))
    assert last_build.look(tomorrow, ["build", "--quiet"]).text is None
    assert answered(made) == ""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert answered(made) is None


def test_a_page_saved_just_before_the_build_read_it_leaves_no_answer(made, monkeypatch):
    monkeypatch.setattr(last_build, "TICK", 60.0)
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    made.edit("content/pages/about.md", "small", "large")
    assert not last_build.inputs(made.settings).settled
    assert main(made.settings, ["build", "--quiet"]) == 0
    assert answered(made) is None


def test_a_clock_that_goes_backwards_leaves_no_answer(made):
    ahead = 4_000_000_000
    os.utime(made.root / "content/pages/about.md", (ahead, ahead))
    assert main(made.settings, ["build", "--quiet"]) == 0
    assert answered(made) is None


def test_a_build_that_fails_or_is_killed_leaves_no_answer(made, monkeypatch):
    made.edit("content/pages/about.md", "title: About us\n", "")
    assert main(made.settings, ["build", "--quiet"]) == 1
    assert answered(made) is None
    made.edit("content/pages/about.md", "description", "title: About us\ndescription")
    assert main(made.settings, ["build", "--quiet"]) == 0
    assert answered(made) == ""

    class Killed(BaseException):
        pass

    def die(*_: object, **__: object) -> None:
        raise Killed

    (made.root / "site/index.html").unlink()
    monkeypatch.setattr("clinicsite.command_build.build", die)
    with pytest.raises(Killed):
        main(made.settings, ["build", "--quiet"])
    assert not (made.root / ".cache" / last_build.RECORD).exists()


def test_the_answer_needs_none_of_what_a_build_needs(made, tmp_path):
    script = f"""\
import sys
from datetime import date
from pathlib import Path
from clinicsite import Settings, main
code = main(Settings(root=Path({str(tmp_path)!r}), clock=date(2026, 11, 22), judged=False), ["build", "--quiet"])
print(code, sorted({{"jinja2", "markdown", "frontmatter", "yaml", "pydantic", "PIL", "sqlite3"}} & set(sys.modules)))
"""
    assert made.settings == Settings(root=tmp_path, clock=made.settings.clock, judged=False)
    script = script.replace("date(2026, 11, 22)", repr(made.settings.clock).removeprefix("datetime."))
    for expected in (None, "0 []\n"):
        told = subprocess.run(
            [sys.executable, "-c", script], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        )  # fmt: skip
        assert told.returncode == 0, told.stderr
        if expected is not None:
            assert told.stdout == expected
