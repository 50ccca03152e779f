from __future__ import annotations

from pathlib import Path

import pytest

from clinicsite.cli import main
from tests.clinics import make_clinic
from tests.sites import Made

SLEEP = "@article{sleep2020, title={Sleep}, year={2020}, doi={10.1001/sleep}}\n"
MOOD = "@article{mood2021, title={Mood in {MDD}}, year={2021}, doi={10.1001/Mood}}\n"
PAGE = "---\ntitle: What we read\ndescription: Our sources.\n---\nWe read.[@sleep2020; @mood2021]\n"
VOUCHED = "Nothing was looked up: you vouch for their titles.\n"


@pytest.fixture
def site(tmp_path: Path) -> Made:
    made = make_clinic(tmp_path)
    made.write("content/references.bib", SLEEP + MOOD)
    made.write("content/pages/works.md", PAGE)
    return made


def lock(site: Made, *words: str) -> int:
    return main(site.settings, ["lock", *words])


def lines(site: Made) -> list[str]:
    text = (site.root / "content/references.lock").read_text("utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def test_each_work_gets_a_line_with_its_doi_and_title_sorted_by_doi(site, capsys):
    assert lock(site) == 0
    assert lines(site) == ["10.1001/Mood Mood in MDD", "10.1001/sleep Sleep"]
    assert capsys.readouterr().out == (
        f"added: 10.1001/sleep\nadded: 10.1001/Mood\ncontent/references.lock holds 2 works. {VOUCHED}"
    )
    assert site.build().diagnostics == ()


def test_locking_again_changes_nothing_and_leaves_the_file_alone(site, capsys):
    lock(site)
    file = site.root / "content/references.lock"
    before = file.stat()
    capsys.readouterr()
    assert lock(site) == 0
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert capsys.readouterr().out == f"content/references.lock holds 2 works. {VOUCHED}"


def test_a_title_that_differs_is_shown_and_not_written_until_it_is_accepted(site, capsys):
    lock(site)
    site.edit("content/references.bib", "title={Sleep}", "title={Dreams}")
    capsys.readouterr()
    assert lock(site) == 1
    told = capsys.readouterr().out
    assert "content/references.bib:1:21: error[CIT-03] `10.1001/sleep` is `Sleep` in references.lock" in told
    assert "run `clinicsite lock --accept 10.1001/sleep`" in told
    assert "10.1001/sleep Sleep" in lines(site)
    assert lock(site, "--accept", "10.1001/sleep") == 0
    assert capsys.readouterr().out == f"accepted: 10.1001/sleep\ncontent/references.lock holds 2 works. {VOUCHED}"
    assert "10.1001/sleep Dreams" in lines(site)


def test_other_works_are_locked_though_one_differs(site):
    lock(site)
    site.edit("content/references.bib", "title={Sleep}", "title={Dreams}")
    site.write("content/references.bib", (site.root / "content/references.bib").read_text() + "@misc{c, title={C}, year={2022}, doi={10.1001/c}}\n")
    assert lock(site) == 1
    assert lines(site) == ["10.1001/c C", "10.1001/Mood Mood in MDD", "10.1001/sleep Sleep"]


def test_another_doi_for_a_title_that_is_locked_is_shown_and_the_old_line_stays(site, capsys):
    lock(site)
    site.edit("content/references.bib", "10.1001/sleep", "10.1001/slept")
    capsys.readouterr()
    assert lock(site) == 1
    assert "`Sleep` has the DOI `10.1001/sleep` in references.lock, but `sleep2020` gives it `10.1001/slept`." in capsys.readouterr().out
    assert "10.1001/sleep Sleep" in lines(site)
    assert lock(site, "--accept=https://doi.org/10.1001/SLEPT") == 0
    assert "accepted: 10.1001/slept\ndropped: 10.1001/sleep\n" in capsys.readouterr().out
    assert lines(site) == ["10.1001/Mood Mood in MDD", "10.1001/slept Sleep"]


def test_a_title_spelled_alike_keeps_its_line_as_it_was(site):
    lock(site)
    site.edit("content/references.bib", "title={Sleep}", "title={SLEEP.}")
    assert lock(site) == 0
    assert "10.1001/sleep Sleep" in lines(site)


def test_a_work_that_is_gone_is_dropped_and_named(site, capsys):
    lock(site)
    site.write("content/references.bib", MOOD)
    capsys.readouterr()
    assert lock(site) == 0
    assert capsys.readouterr().out == f"dropped: 10.1001/sleep\ncontent/references.lock holds 1 work. {VOUCHED}"
    assert lines(site) == ["10.1001/Mood Mood in MDD"]


def test_a_work_that_is_still_to_be_checked_is_left_out_and_named(site, capsys):
    site.edit("content/references.bib", "year={2020}", "year={2020}, checked={recheck}")
    assert lock(site) == 0
    assert "Left out until they have been checked: sleep2020.\n" in capsys.readouterr().out
    assert lines(site) == ["10.1001/Mood Mood in MDD"]


def test_works_without_a_doi_have_no_line(site):
    site.write("content/references.bib", SLEEP + "@misc{mood2021, title={Mood}, year={2021}, url={https://mood.example/}}\n")
    assert lock(site) == 0
    assert lines(site) == ["10.1001/sleep Sleep"]


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [("content/references.bib", SLEEP + "@article{b, title={B\n", "BIB001"), ("content/references.lock", "<<<<<<< ours\n", "PIN001")],
)
def test_while_a_file_cannot_be_read_in_whole_nothing_is_written(site, capsys, path, text, code):
    lock(site)
    site.write(path, text)
    before = (site.root / "content/references.lock").read_bytes()
    capsys.readouterr()
    assert lock(site) == 1
    told = capsys.readouterr().out
    assert code in told and "holds" not in told
    assert (site.root / "content/references.lock").read_bytes() == before


def test_a_doi_to_accept_that_no_work_has_names_the_nearest(site, capsys):
    assert lock(site, "--accept", "10.1001/slep") == 2
    assert capsys.readouterr().err == "clinicsite: no work has the DOI 10.1001/slep. Did you mean 10.1001/sleep?\n"
    assert not (site.root / "content/references.lock").exists()


def test_without_a_bibliography_there_is_nothing_to_lock(tmp_path, capsys):
    assert lock(make_clinic(tmp_path)) == 2
    assert capsys.readouterr().err == "clinicsite: there is no content/references.bib. Add the works that your pages cite.\n"


def test_a_lock_that_cannot_be_written_is_named_with_the_reason(site, capsys, monkeypatch):
    monkeypatch.setattr("os.replace", _denied)
    assert lock(site) == 2
    assert capsys.readouterr().err == "clinicsite: content/references.lock cannot be written: permission denied.\n"
    assert sorted(path.name for path in (site.root / "content").iterdir() if path.name.startswith(".")) == []


def _denied(*paths: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_after_a_work_was_added_the_build_asks_for_the_lock(site):
    lock(site)
    site.write("content/references.bib", SLEEP + MOOD + "@misc{c, title={C}, year={2022}, doi={10.1001/c}}\n")
    site.edit("content/pages/works.md", "@mood2021", "@mood2021; @c")
    assert [(d.code, d.severity) for d in site.build().diagnostics] == [("CIT-08", "warning")]
    lock(site)
    assert site.build().diagnostics == ()


def test_the_lock_is_never_published(site):
    lock(site)
    assert site.build().ok
    assert not [path for path in site.published() if "lock" in path or "bib" in path]
