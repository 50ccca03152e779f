"""`check PATH…`, `check -`, `check --report` and `check --explain`, inside and outside a site."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from clinicsite import inspecting
from clinicsite.cli import main
from clinicsite.model.diagnostic import Diagnostic, Location
from tests.sites import make_site

BOAST = "Our board-certified doctors are here.\n"
PLAIN = "We give ketamine by drip, in a quiet room.\n\nThis page is information and not medical advice.\n"
ELSEWHERE = """<!doctype html>
<title>About us</title>
<main><p>Our board-certified doctors are here.</main>
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder without a site."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*words: str) -> int:
    return main(None, ["check", *words])


def typed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        (folder / f"{stem}.{suffix}").write_text(text, "utf-8")


def test_a_text_is_judged_in_a_folder_without_a_site(folder, capsys):
    write(folder, about_md="---\nkind: about\n---\n" + BOAST)
    assert check("about.md") == 1
    told = capsys.readouterr()
    assert told.out.startswith("about.md:4:5: error[CRED-01] “board-certified” cannot be checked.\n   4 | Our board-certified doctors are here.\n")
    assert "     = hint: Name the board" in told.out and "\n     = why: “Board certified” without the board" in told.out
    assert told.out.endswith(
        "\n1 error.\n\n             errors  warnings  notes\nCredentials       1         -      -\n"
        "\n1 error: this page boasts of what no reader can check.\n"
    )
    assert told.err == ""
    assert sorted(path.name for path in folder.iterdir()) == ["about.md"]


def test_an_honest_text_is_let_pass_with_a_word(folder, capsys):
    write(folder, a_md="---\nkind: about\n---\n" + PLAIN)
    assert check("a.md") == 0
    assert capsys.readouterr().out == "\nNothing was found. A person should still read it.\n"
    assert check("a.md", "--quiet") == 0
    assert capsys.readouterr().out == ""


def test_standard_input_is_an_article_whose_lines_are_told(folder, capsys, monkeypatch):
    typed(monkeypatch, b"# Hi\n\nText first.\n" + BOAST.encode())
    assert check("-", "--quiet", "--kind", "about") == 1
    told = capsys.readouterr().out
    assert told.startswith("<stdin>:4:5: error[CRED-01]") and "   4 | Our board-certified" in told
    typed(monkeypatch, b"")
    assert check("-") == 1
    assert "<stdin>:1:1: error[READ005] This file is empty." in capsys.readouterr().out


def test_a_saved_page_is_judged_at_its_lines(folder, capsys):
    write(folder, team_html=ELSEWHERE)
    assert check("team.html") == 1
    assert "team.html:3:14: error[CRED-01]" in capsys.readouterr().out


def test_a_folder_of_documents_is_judged_together(folder, capsys):
    write(folder, a_md="---\nkind: about\n---\n" + BOAST, b_html=ELSEWHERE, c_txt=BOAST)
    assert check(".", "--kind", "about") == 1
    told = capsys.readouterr().out
    assert [line.partition(":")[0] for line in told.splitlines() if "[CRED-01]" in line] == ["a.md", "b.html", "c.txt"]
    assert told.endswith("\n3 errors: at least one page boasts of what no reader can check.\n")


def test_a_path_that_leads_nowhere_is_a_wrong_command_and_the_others_are_judged(folder, capsys):
    write(folder, about_md="---\nkind: about\n---\n" + BOAST)
    assert check("abuot.md", "about.md") == 2
    told = capsys.readouterr().out
    assert "abuot.md:1:1: error[READ014] There is no `abuot.md`.\n     = hint:" in told and "about.md:4:5: error[CRED-01]" in told


def test_a_warning_fails_only_where_that_is_asked(folder):
    write(folder, a_md="---\nkind: about\n---\nA revolutionary drip.\n\nThis page is information and not medical advice.\n")
    assert check("a.md", "--quiet") == 0
    assert check("a.md", "--quiet", "--strict") == 1


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_machines_get_nothing_but_their_format(folder, capsys, form):
    write(folder, about_md="---\nkind: about\n---\n" + BOAST)
    assert check("about.md", "--format", form) == 1
    out = capsys.readouterr().out
    if form == "github":
        assert out.startswith("::error file=about.md,line=4,col=5,title=CRED-01::") and out.count("\n") == 1
    else:
        told = json.loads(out)
        found = told["diagnostics"] if form == "json" else told["runs"][0]["results"]
        assert len(found) == 1


def test_a_wrong_kind_is_a_wrong_command(folder):
    write(folder, a_md=PLAIN)
    assert check("a.md", "--kind", "poem") == 2


def test_without_a_site_and_without_a_path_there_is_nothing_to_check(folder, capsys):
    assert check() == 2
    assert "there is no site in this folder" in capsys.readouterr().err


def test_pages_of_html_can_be_judged_for_more_than_their_words(folder, capsys, monkeypatch):
    found = Diagnostic("HTM001", "It loads something.", Location("team.html", 2, 1), "Take it out.")
    monkeypatch.setattr(inspecting, "PAGE_CHECKS", (lambda file, html: [found] if "<title>" in html else [],))
    write(folder, team_html=ELSEWHERE, a_md=PLAIN)
    check("team.html", "a.md", "--quiet")
    assert capsys.readouterr().out.count("[HTM001] It loads something.") == 1


# Inside a site


def test_a_file_of_the_site_is_judged_as_its_page_and_alone(folder, capsys):
    made = make_site(folder)
    made.write("build.py", "from pathlib import Path\nfrom clinicsite import Settings\nsettings = Settings(root=Path(__file__).parent)\n")
    made.write("content/pages/team.md", f"---\ntitle: Team\ndescription: Who.\ntitel: x\n---\n{BOAST}")
    made.edit("content/pages/about.md", "We are a clinic.", f"{BOAST}[x](nowhere.md)")
    assert check("content/pages/about.md", "--quiet") == 1
    told = capsys.readouterr().out
    assert "content/pages/about.md:5:5: error[CRED-01]" in told and "[LNK" in told
    assert "team.md" not in told
    assert check("content/pages/team.md", "--quiet") == 1
    told = capsys.readouterr().out
    assert "error[KEY001]" in told and "about.md" not in told
    assert check("content/pages", "--quiet") == 1
    told = capsys.readouterr().out
    assert "about.md" in told and "team.md" in told and "clinic.yaml" not in told


def test_a_document_beside_the_site_is_judged_by_itself(folder, capsys):
    made = make_site(folder)
    made.write("drafts/note.md", BOAST)
    assert check("drafts/note.md", "--quiet", "--kind", "about") == 1
    assert capsys.readouterr().out.startswith("drafts/note.md:1:5: error[CRED-01]")


def test_fix_is_for_whole_sites(folder, capsys):
    write(folder, a_md=PLAIN)
    assert check("a.md", "--fix") == 2
    assert "--fix mends a whole site" in capsys.readouterr().err


# Explaining


def test_a_rule_is_explained_with_all_that_is_known_of_it(folder, capsys):
    assert check("--explain", "eff-06") == 0
    told = capsys.readouterr().out
    assert told.startswith("## EFF-06\n\n**Error.** A page says")
    for part in ("FTC", "Bad:", "Good:", "Such words pass where\n\n- the sentence denies it", "It can be waived, with a reason."):
        assert part in told
    assert check("--explain", "CRI-02") == 0
    assert "It cannot be waived." in capsys.readouterr().out
    assert check("--explain", "MD001") == 0
    assert "A list stands right under" in capsys.readouterr().out


def test_a_code_that_is_not_there_names_the_nearest(folder, capsys):
    assert check("--explain", "EFF-6") == 2
    assert "there is no code `EFF-6`. Did you mean `EFF-06`?" in capsys.readouterr().err


# The report


def test_a_report_is_one_page_that_holds_the_text_and_what_was_found(folder, capsys):
    write(folder, about_md="---\ntitle: Our &lt;b&gt; team\nkind: about\n---\n" + BOAST + "\nTags &lt;script&gt;alert(1)&lt;/script&gt; here.\n")
    assert check("about.md", "--report", "out.html") == 1
    assert capsys.readouterr().err == "The report is in out.html.\n"
    html = (folder / "out.html").read_text("utf-8")
    assert '<p class="text">Our <sup>1</sup><mark class="error">board-certified</mark> doctors are here.</p>' in html
    assert "<b>Instead:</b> Name the board" in html and "<b>Why:</b> “Board certified”" in html and "about.md, line 5, column 5" in html
    assert "Tags &lt;script&gt;alert(1)&lt;/script&gt; here." in html and "<script" not in html
    assert "<h1>Our &lt;b&gt; team</h1>" in html
    assert not {"http:", "https:", "url(", "@import", "src=", "Contents"} & {word for word in ("http:", "https:", "url(", "@import", "src=", "Contents") if word in html}


def test_a_report_on_many_pages_has_contents_and_names_those_without_findings(folder):
    write(folder, about_md="---\ntitle: Team\nkind: about\n---\n" + BOAST, b_md="---\ntitle: Fine\nkind: about\n---\n" + PLAIN)
    check("about.md", "b.md", "nowhere.md", "--report", "out.html", "--quiet")
    html = (folder / "out.html").read_text("utf-8")
    assert "<h1>2 pages</h1>" in html and '<a href="#page-1">Team</a>' in html and 'id="page-1"' in html
    assert "Fine <span" in html and "nothing found" in html and "We give ketamine" not in html
    assert "There is no `nowhere.md`." in html


def test_a_report_on_a_site_holds_its_pages(folder):
    made = make_site(folder)
    made.edit("content/pages/about.md", "We are a clinic.", BOAST)
    assert check("--report", "out.html", "--quiet") == 1
    html = (folder / "out.html").read_text("utf-8")
    assert "content/pages/about.md" in html and "board-certified</mark>" in html and "content/clinic.yaml" in html


def test_a_report_that_cannot_be_written_is_told(folder, capsys):
    write(folder, a_md=PLAIN)
    assert check("a.md", "--report", "no/such/folder.html") == 2
    assert "no/such/folder.html cannot be written: no such file or directory." in capsys.readouterr().err


def test_a_check_of_a_site_ends_with_its_families_in_words(folder, capsys):
    made = make_site(folder)
    made.edit("content/pages/about.md", "We are a clinic.", BOAST)
    assert check() == 1
    told = capsys.readouterr().out
    assert told.endswith("\n1 error: at least one page boasts of what no reader can check.\n") and "Credentials       1" in told


def test_a_path_that_leads_nowhere_by_itself_is_said_once(folder, capsys):
    assert check("nowhere.md") == 2
    assert capsys.readouterr().out.endswith("\n\n1 error.\n")
