from __future__ import annotations

import json
import os
import re
import sys
from datetime import date
from pathlib import Path

import pytest

from clinicsite import Settings, __version__
from clinicsite import main as face
from clinicsite.cli import CommandError, load_settings, main
from clinicsite.pipeline import BuildResult, build_day
from clinicsite.publish.lock import one_build
from clinicsite.render.environment import engine_templates
from tests.clinics import HEAD, make_clinic
from tests.sites import Made

BROKEN = "---\ntitle: Fees: adults\n---\n"
SHORT = "---\ntitle: Us\ndescription: Who we are.\naliases: [/about/]\n---\nWe.\n"
"""A page with one warning: an alias that is its own address."""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    monkeypatch.chdir(tmp_path)
    return make_clinic(tmp_path)


def run(site: Made, *words: str) -> int:
    return main(site.settings, list(words))


def files(site: Made) -> set[str]:
    return {str(path.relative_to(site.root)) for path in site.root.rglob("*") if path.is_file()}


# Building


def test_without_a_verb_the_site_is_built(site, capsys):
    assert run(site) == 0
    told = capsys.readouterr()
    assert re.fullmatch(
        r"4 pages in site/, \d+ files written, in \d+\.\d\d s\.\n"
        r"This is still the demo: 3 things must be replaced before it goes live\. "
        r"To list them: python build\.py check --publish\n"
        r"To look at it: python build\.py serve, then open http://127\.0\.0\.1:8000/\n",
        told.out,
    )
    assert told.err == ""
    assert "We are a clinic." in site.read("about/index.html")


def test_build_is_that_verb_and_options_may_come_without_it(site):
    assert run(site, "build", "--quiet") == 0
    assert run(site, "--drafts", "--quiet") == 0
    assert "styleguide/index.html" in site.published()


def test_a_second_build_says_that_nothing_had_changed(site, capsys):
    run(site)
    capsys.readouterr()
    run(site)
    assert "pages in site/, nothing had changed, in " in capsys.readouterr().out


def test_errors_are_shown_and_give_exit_code_one_and_nothing_is_published(site, capsys):
    site.write("content/pages/fees.md", BROKEN)
    assert run(site) == 1
    told = capsys.readouterr()
    assert told.out == (
        "content/pages/fees.md:2:12: error[FMT003] The front matter is not valid YAML: a value holds a colon.\n"
        "   2 | title: Fees: adults\n"
        "     |            ^\n"
        '     = hint: Quote it: `title: "Fees: adults"`.\n'
        "\n"
        "1 error.\n"
    )
    assert told.err == "Nothing was published; site/ is as it was.\n"
    assert not (site.root / "site").exists()


def test_a_warning_stops_nothing_unless_asked_to_be_strict(site, capsys):
    site.write("content/pages/about.md", SHORT)
    assert run(site) == 0
    assert "warning[IDN005]" in capsys.readouterr().out
    assert run(site, "--strict") == 1
    assert "error[IDN005]" in capsys.readouterr().out


def test_quiet_says_nothing_but_what_is_wrong(site, capsys):
    assert run(site, "--quiet") == 0
    assert capsys.readouterr() == ("", "")
    site.write("content/pages/fees.md", BROKEN)
    assert run(site, "--quiet") == 1
    told = capsys.readouterr()
    assert told.out.startswith("content/pages/fees.md:2:12: error[FMT003]") and told.err == ""


def test_pages_that_are_held_back_are_counted(site, capsys):
    for name, key in (("a", "draft: true"), ("b", "draft: true"), ("c", "publish: 2027-01-01"), ("d", "expires: 2026-01-01")):
        site.write(f"content/pages/{name}.md", HEAD.replace("---\ntitle", f"---\n{key}\ntitle").replace("costs", name))
    run(site)
    assert "\nHeld back: 2 draft, 1 expired, 1 scheduled.\n" in capsys.readouterr().out


def test_the_output_folder_the_address_and_the_day_may_be_given(site, capsys):
    assert run(site, "--output", "preview/pr-7", "--base-url", "https://preview.example/pr-7/", "--clock", "2027-01-02") == 0
    assert "pages in preview/pr-7/, " in capsys.readouterr().out
    assert 'href="/pr-7/about/"' in (site.root / "preview/pr-7/index.html").read_text("utf-8")
    assert not (site.root / "site").exists()


def test_a_folder_elsewhere_is_shown_in_full(site, capsys, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "out"
    run(site, "--output", str(elsewhere))
    assert f"pages in {elsewhere}/, " in capsys.readouterr().out


def test_drafts_and_the_future_are_let_in_when_asked_for(site):
    site.write("content/pages/a.md", HEAD.replace("---\ntitle", "---\ndraft: true\ntitle"))
    site.write("content/pages/b.md", HEAD.replace("---\ntitle", "---\npublish: 2027-01-01\ntitle").replace("costs", "takes"))
    assert run(site, "--quiet") == 0
    assert not {"a/index.html", "b/index.html"} & set(site.published())
    assert run(site, "--quiet", "--drafts", "--future") == 0
    assert {"a/index.html", "b/index.html"} <= set(site.published())
    assert run(site, "--quiet") == 0
    assert not {"a/index.html", "b/index.html"} & set(site.published())


def test_the_clock_decides_what_is_overdue(site, capsys):
    ruth = "---\ntitle: Ruth\ndescription: D\ncredentials: MD\nlicense_states: [MD]\nrole: Physician\nsample: true\n---\n"
    site.write("content/people/ruth.md", ruth)
    keys = "reviewed: 2026-06-01\nreviewed_by: ruth\nreview_due: 2027-02-01\n"
    site.write("content/pages/fees.md", HEAD.replace("---\ntitle", f"---\n{keys}title"))
    run(site, "check", "--clock", "2026-12-02")
    assert "content/pages/fees.md:4" not in capsys.readouterr().out
    run(site, "check", "--clock", "2026-12-03")
    assert "content/pages/fees.md:4:1: warning[REV-02]" in capsys.readouterr().out
    run(site, "check", "--clock", "2027-02-02")
    assert "content/pages/fees.md:4:1: error[REV-02]" in capsys.readouterr().out


# Why


def test_why_says_a_sentence_for_each_file_that_was_made(site, capsys):
    assert run(site, "--why") == 0
    assert "about/index.html: it was not built before, or not by this engine.\n" in capsys.readouterr().out
    site.edit("content/pages/about.md", "We are a clinic.", "We are two clinics.")
    assert run(site, "--why") == 0
    told = capsys.readouterr().out
    assert "about/index.html: the text of `about` changed.\n" in told
    assert all(re.fullmatch(r"\S+: .+ (changed|is gone)\.", line) for line in told.split("\n")[:-4])


def test_why_says_when_there_was_no_reason(site, capsys):
    run(site)
    capsys.readouterr()
    assert run(site, "--why") == 0
    assert capsys.readouterr().out.startswith("Nothing changed, so nothing was made anew.\n")


def own_template() -> str:
    return "{# ours #}" + (engine_templates() / "pages/page.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda site: site.edit("content/clinic.yaml", "Alder Clinic", "Elder Clinic"), "the clinic's facts in content/clinic.yaml changed."),
        (lambda site: site.write("templates/pages/page.html", own_template()), "the template `pages/page.html` changed."),
        (lambda site: (site.root / "site/about/index.html").unlink(), "it is missing from the output folder, or was changed there."),
    ],
)
def test_why_names_what_changed(site, capsys, change, reason):
    run(site)
    change(site)
    capsys.readouterr()
    run(site, "--why")
    assert f"about/index.html: {reason}\n" in capsys.readouterr().out


def test_another_address_is_a_reason_too(site, capsys):
    run(site)
    capsys.readouterr()
    run(site, "--why", "--base-url", "https://other.example")
    assert "about/index.html: the settings of the build changed.\n" in capsys.readouterr().out


# Formats


def test_json_is_all_that_stands_on_standard_output(site, capsys):
    assert run(site, "--format", "json", "--why") == 0
    told = capsys.readouterr()
    shown = json.loads(told.out)
    assert (shown["ok"], shown["diagnostics"]) == (True, []) and "about/index.html" in shown["written"]
    assert "about/index.html: it was not built before" in told.err
    site.write("content/pages/fees.md", BROKEN)
    assert run(site, "--format", "json") == 1
    assert [d["code"] for d in json.loads(capsys.readouterr().out)["diagnostics"]] == ["FMT003"]


def test_github_and_sarif_can_be_asked_for(site, capsys):
    site.write("content/pages/fees.md", BROKEN)
    assert run(site, "check", "--format", "github") == 1
    assert capsys.readouterr().out.startswith("::error file=content/pages/fees.md,line=2,col=12,title=FMT003::")
    assert run(site, "check", "--format", "sarif") == 1
    assert json.loads(capsys.readouterr().out)["version"] == "2.1.0"


@pytest.mark.parametrize(("variable", "coloured"), [(None, True), (("NO_COLOR", "1"), False), (("TERM", "dumb"), False)])
def test_colour_is_for_terminals_and_can_be_turned_off(site, capsys, monkeypatch, variable, coloured):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    if variable:
        monkeypatch.setenv(*variable)
    site.write("content/pages/fees.md", BROKEN)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    run(site, "check")
    assert ("\033[" in capsys.readouterr().out) == coloured


def test_without_a_terminal_there_is_no_colour(site, capsys, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    site.write("content/pages/fees.md", BROKEN)
    run(site, "check")
    assert "\033[" not in capsys.readouterr().out


# Checking


def test_check_judges_everything_and_writes_nothing(site, capsys):
    before = files(site)
    assert run(site, "check") == 0
    assert re.fullmatch(r"\d pages, nothing to say\.\n", capsys.readouterr().out)
    assert {name for name in files(site) - before if not name.startswith(".cache/")} == set()
    site.write("content/pages/fees.md", HEAD + "[a](nowhere.md)\n")
    assert run(site, "check") == 1
    assert "error[LNK001] No page is called `nowhere.md`." in capsys.readouterr().out


def test_check_leaves_a_published_site_as_it_is(site):
    run(site, "--quiet")
    before = site.published()
    site.edit("content/pages/about.md", "We are a clinic.", "We are two clinics.")
    assert run(site, "check", "--quiet") == 0
    assert site.published() == before
    assert run(site, "--quiet") == 0
    assert "two clinics" in site.read("about/index.html")


def test_check_looks_at_the_finished_pages_too(site, capsys):
    site.write("templates/pages/page.html", "<title>x</title><p style='x'>{{ page.title }}</p>")
    assert run(site, "check") == 1
    assert "error[HTM007] `<p>` holds an inline style." in capsys.readouterr().out


def test_notes_are_for_check_and_stay_out_of_builds(site, capsys):
    site.write("content/glossary.yaml", "- {id: word, term: Word, definition: A word.}\n")
    assert run(site) == 0
    assert "LNK010" not in capsys.readouterr().out
    assert run(site, "check") == 0
    assert "content/glossary.yaml:1:1: note[LNK010] No page links to the glossary term `word`." in capsys.readouterr().out


# The other verbs


def test_list_shows_what_is_held_back_and_which_reviews_are_due(site, capsys):
    site.write("content/pages/fees.md", HEAD.replace("---\ntitle", "---\ndraft: true\ntitle"))
    assert run(site, "list") == 0
    assert "Drafts: 1\n              content/pages/fees.md  What it costs\nScheduled: none\n" in capsys.readouterr().out
    assert run(site, "list", "drafts", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == [{"state": "draft", "file": "content/pages/fees.md", "title": "What it costs", "day": ""}]


def test_list_says_that_something_could_not_be_read(site, capsys):
    site.write("content/pages/fees.md", BROKEN)
    assert run(site, "list") == 1
    assert "Not counted: what `clinicsite check` cannot read (1 error).\n" in capsys.readouterr().out


def test_new_starts_a_draft_and_says_where(site, capsys):
    assert run(site, "new", "page", "What does it cost?") == 0
    assert capsys.readouterr().out == (
        "content/pages/what-does-it-cost.md is a draft now. Write it, then take out the line `draft: true`.\n"
    )
    assert run(site, "--quiet") == 0
    assert run(site, "new", "page", "What does it cost?") == 2
    assert capsys.readouterr().err == (
        "clinicsite: content/pages/what-does-it-cost.md is there already. Choose another title, or edit it.\n"
    )


def test_clean_removes_what_builds_wrote_and_nothing_else(site, capsys):
    run(site, "--quiet")
    site.write("site/notes.txt", "mine")
    assert run(site, "clean") == 0
    assert re.fullmatch(r"\d\d files removed from site/\n", capsys.readouterr().out)
    assert sorted(path.name for path in (site.root / "site").iterdir()) == ["notes.txt"]


def test_clean_waits_for_no_build_and_says_so(site, capsys):
    run(site, "--quiet")
    with one_build(site.settings.output_folder, site.settings.cache_folder):
        assert run(site, "clean") == 2
    assert capsys.readouterr().err == f"clinicsite: Another build (process {os.getpid()}) is writing `site`.\n"
    assert "index.html" in site.published()


def test_init_makes_a_site_that_builds(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(None, ["init", "my-clinic"]) == 0
    assert capsys.readouterr().out.startswith("my-clinic holds a new clinic's site. To look at it:\n  cd my-clinic\n  python build.py\n")
    assert main(None, ["init", "my-clinic"]) == 2
    assert capsys.readouterr().err == "clinicsite: my-clinic is there already and not empty. Choose another name.\n"
    monkeypatch.chdir(tmp_path / "my-clinic")
    assert main(None, ["--quiet"]) == 0


# Commands that are wrong


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--drfts"], "unrecognized arguments: --drfts"),
        (["biuld"], "invalid choice: 'biuld'"),
        (["--clock", "2026-13-01"], "argument --clock: 2026-13-01 is not a day; write it as 2026-11-03"),
        (["--clock", "tomorrow"], "argument --clock: tomorrow is not a day; write it as 2026-11-03"),
        (["--format", "xml"], "argument --format: invalid choice: 'xml'"),
        (["new", "poem", "x"], "invalid choice: 'poem'"),
        (["new", "page"], "the following arguments are required: title"),
        (["serve", "--port", "x"], "argument --port: invalid int value: 'x'"),
        (["--base-url", "example.org"], "clinicsite: example.org is not a site address. Write it as https://www.example.org.\n"),
    ],
)
def test_a_wrong_command_is_explained_on_standard_error_with_exit_code_two(site, capsys, words, told):
    assert run(site, *words) == 2
    shown = capsys.readouterr()
    assert told in shown.err and shown.out == ""
    assert not (site.root / "site").exists()


def test_help_and_the_version_are_no_errors(site, capsys):
    assert run(site, "--version") == 0
    assert capsys.readouterr().out == f"clinicsite {__version__}\n"
    assert run(site, "--help") == 0
    told = capsys.readouterr().out
    assert all(f"\n    {verb} " in told for verb in ("build", "serve", "check", "new", "list", "init", "clean"))


def test_ctrl_c_ends_quietly(site, capsys, monkeypatch):
    def interrupted(*words: object, **more: object) -> BuildResult:
        raise KeyboardInterrupt

    monkeypatch.setattr("clinicsite.command_build.build", interrupted)
    assert run(site) == 130
    assert "Traceback" not in capsys.readouterr().err


# Settings


def test_the_settings_of_build_py_are_found(tmp_path):
    (tmp_path / "build.py").write_text(
        "from pathlib import Path\nfrom clinicsite import Settings, main\n"
        "settings = Settings(root=Path(__file__).parent, drafts=True)\nif __name__ == '__main__':\n    raise SystemExit(main(settings))\n"
    )
    assert load_settings(tmp_path) == Settings(root=tmp_path, drafts=True)


def test_a_build_py_without_settings_is_a_wrong_command(tmp_path):
    (tmp_path / "build.py").write_text("print\n")
    with pytest.raises(CommandError, match=r"^build\.py holds no `settings`\. Write `settings = Settings\("):
        load_settings(tmp_path)


def test_a_folder_with_content_alone_needs_no_build_py(tmp_path):
    (tmp_path / "content").mkdir()
    assert load_settings(tmp_path) == Settings(root=tmp_path)


def test_a_folder_without_a_site_is_a_wrong_command(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(None, ["check"]) == 2
    assert capsys.readouterr().err == (
        "clinicsite: there is no site in this folder. Go to the site's folder, or make one with `clinicsite init my-clinic`.\n"
    )


def test_the_face_runs_commands_too(site, capsys):
    assert face(site.settings, ["list", "drafts"]) == 0
    assert capsys.readouterr().out == "Drafts: none\n"


def test_the_day_of_a_build_is_the_setting_else_the_epoch_else_today(tmp_path, monkeypatch):
    settings = Settings(root=tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert build_day(settings) == date.today()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert build_day(settings) == date(2023, 11, 14)
    assert build_day(Settings(root=tmp_path, clock=date(2026, 1, 2))) == date(2026, 1, 2)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert build_day(settings) == date.today()
