from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from clinicsite.cli import main
from clinicsite.mend import NotMended, mend
from tests.sites import make_site

HEAD = "---\ntitle: About us\ndescription: Who we are.\n---\n"
BROKEN = f"{HEAD}Bring:\n- a list\n- a jacket\n\n##Driving\nRest 'til noon.\n"
MENDED = f"{HEAD}Bring:\n\n- a list\n- a jacket\n\n## Driving\nRest ’til noon.\n"


def test_what_can_safely_be_mended_is_mended_in_the_file(tmp_path):
    made = make_site(tmp_path)
    file = made.write("content/pages/about.md", BROKEN)
    assert list(mend(made.settings)) == [("content/pages/about.md", 3)]
    assert file.read_text("utf-8") == MENDED


def test_mending_again_finds_nothing_and_touches_no_file(tmp_path):
    made = make_site(tmp_path)
    file = made.write("content/pages/about.md", BROKEN)
    list(mend(made.settings))
    before = file.stat()
    assert list(mend(made.settings)) == []
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_file_from_windows_keeps_its_line_ends_and_its_byte_order_mark(tmp_path):
    made = make_site(tmp_path)
    file = made.write("content/pages/about.md", b"\xef\xbb\xbf" + BROKEN.replace("\n", "\r\n").encode())
    list(mend(made.settings))
    assert file.read_bytes() == b"\xef\xbb\xbf" + MENDED.replace("\n", "\r\n").encode()


def test_where_line_ends_are_mixed_every_line_keeps_its_own(tmp_path):
    made = make_site(tmp_path)
    file = made.write("content/pages/about.md", HEAD.encode() + b"One.\r\nTwo.\n\n##Driving\r\nHome.\n")
    list(mend(made.settings))
    assert file.read_bytes() == HEAD.encode() + b"One.\r\nTwo.\n\n## Driving\r\nHome.\n"


def test_a_file_that_ends_without_a_line_end_still_does(tmp_path):
    made = make_site(tmp_path)
    file = made.write("content/pages/about.md", f"{HEAD}##Driving")
    list(mend(made.settings))
    assert file.read_bytes() == f"{HEAD}## Driving".encode()


def test_a_mended_file_keeps_its_rights_and_leaves_no_temporary_behind(tmp_path):
    made = make_site(tmp_path)
    file = made.write("content/pages/about.md", BROKEN)
    file.chmod(0o640)
    list(mend(made.settings))
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert sorted(path.name for path in file.parent.iterdir()) == ["about.md", "index.md"]


def test_a_link_to_a_page_stays_a_link(tmp_path):
    made = make_site(tmp_path)
    file = made.write("content/pages/about.md", BROKEN)
    (tmp_path / "content/pages/again.md").symlink_to(file)
    assert list(mend(made.settings)) == [("content/pages/about.md", 3)]
    assert (tmp_path / "content/pages/again.md").is_symlink()
    assert file.read_text("utf-8") == MENDED


def test_drafts_are_mended_too_and_other_files_are_not(tmp_path):
    made = make_site(tmp_path)
    made.write("content/pages/about.md", BROKEN.replace("title:", "draft: true\ntitle:"))
    note = made.write("content/glossary.yaml", '- {id: a, term: A, definition: "Read [this page now] (fees.md)."}\n')
    assert list(mend(made.settings)) == [("content/pages/about.md", 3)]
    assert "now] (fees.md)" in note.read_text("utf-8")


def test_a_file_that_cannot_be_written_is_named_and_left_as_it_was(tmp_path, monkeypatch):
    made = make_site(tmp_path)
    file = made.write("content/pages/about.md", BROKEN)

    def full(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(NotMended, match=r"^content/pages/about\.md cannot be written: no space left on device\.$"):
        list(mend(made.settings))
    assert file.read_text("utf-8") == BROKEN
    assert sorted(path.name for path in file.parent.iterdir()) == ["about.md", "index.md"]


def test_check_fix_says_how_many_places_it_mended_and_judges_what_is_left(tmp_path, capsys):
    made = make_site(tmp_path)
    made.write("content/pages/about.md", BROKEN + "\n<b>Bold</b>\n")
    assert main(made.settings, ["check", "--fix"]) == 1
    told = capsys.readouterr()
    assert told.err == "content/pages/about.md: 3 places mended\n"
    assert "MD001" not in told.out and "MD050" in told.out


def test_check_fix_ends_as_a_wrong_command_where_a_file_cannot_be_written(tmp_path, capsys, monkeypatch):
    made = make_site(tmp_path)
    made.write("content/pages/about.md", BROKEN)
    monkeypatch.setattr("clinicsite.mend.replace_file", _refuse)
    assert main(made.settings, ["check", "--fix"]) == 2
    assert capsys.readouterr().err == "clinicsite: content/pages/about.md cannot be written: permission denied.\n"


def _refuse(path: Path, data: bytes) -> None:
    raise PermissionError(13, "Permission denied")
