from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path

import pytest

from clinicsite.publish import seen as module
from clinicsite.publish.seen import Seen, damaged


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def aged(file: Path) -> None:
    """Waits until the file's stat is old enough to be believed."""
    while not json.loads(read_text(file)):
        os.sched_yield()


def read_text(file: Path) -> str:
    seen = Seen(file.parent)
    seen.digest(file.name)
    return seen.text()


def test_a_missing_file_has_no_digest_and_neither_has_a_link_or_folder(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "real").write_text("x")
    (tmp_path / "link").symlink_to("real")
    seen = Seen(tmp_path)

    assert [seen.digest(path) for path in ("none", "folder", "link", "real/none")] == [None] * 4
    assert seen.digest("real") == digest("x")


def test_a_file_whose_stat_is_the_same_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a"
    file.write_text("x")
    aged(file)
    text = read_text(file)
    monkeypatch.setattr(module.hashlib, "file_digest", lambda *_: pytest.fail("read"))

    assert Seen(tmp_path, text).digest("a") == digest("x")


def test_an_edit_of_the_same_length_with_the_old_time_put_back_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("one")
    aged(file)
    text, before = read_text(file), file.stat()

    file.write_text("two")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert Seen(tmp_path, text).digest("a") == digest("two")


def test_a_file_just_written_is_read_again_since_its_clock_may_not_have_ticked(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("one")
    seen = Seen(tmp_path)
    seen.note("a", "believed")

    if seen.table["a"].young:
        assert seen.digest("a") == digest("one")
        assert seen.text() == "{}"


def test_damaged_names_what_is_missing_or_changed(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / name).write_text(name)
    files = {name: digest(name) for name in "abcd"}
    (tmp_path / "b").write_text("edited")

    assert damaged(files, Seen(tmp_path)) == ("b", "d")
