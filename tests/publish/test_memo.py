from __future__ import annotations

import os
import random
import sqlite3
import threading
from pathlib import Path

import pytest

from clinicsite.model.output import Need
from clinicsite.publish.memo import Memo, StoredOutput

PAGE = Need("page", "fees", "1" * 16)
LAYOUT = Need("template", "layouts/base.html", "2" * 16)
FEES = StoredOutput("a" * 64, (LAYOUT, PAGE))
HOME = StoredOutput("b" * 64, (LAYOUT,))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / ".cache/memo.sqlite3"


def fill(file: Path, key: str = "engine 1") -> None:
    with Memo.open(file, key) as memo:
        memo.keep_prose("p1", '{"html": "<p>É</p>"}')
        memo.keep_facts("files", "{}")
        memo.keep_outputs({"fees/index.html": FEES, "index.html": HOME})


def assert_empty_and_usable(file: Path, key: str = "engine 1") -> None:
    with Memo.open(file, key) as memo:
        assert (memo.prose("p1"), memo.facts("files"), memo.outputs()) == (None, None, {})
    fill(file, key)
    assert_full(file, key)


def assert_full(file: Path, key: str = "engine 1") -> None:
    with Memo.open(file, key) as memo:
        assert memo.prose("p1") == '{"html": "<p>É</p>"}'
        assert memo.facts("files") == "{}"
        assert memo.outputs() == {"fees/index.html": FEES, "index.html": HOME}


def test_what_is_kept_is_there_in_the_next_run(file: Path) -> None:
    fill(file)
    assert_full(file)


def test_what_is_kept_is_there_at_once(file: Path) -> None:
    with Memo.open(file, "k") as memo:
        memo.keep_prose("p", "text")
        assert memo.prose("p") == "text"


def test_outputs_can_be_replaced_and_removed(file: Path) -> None:
    fill(file)
    changed = StoredOutput("c" * 64, (Need("page", "fees", "9" * 16),))
    with Memo.open(file, "engine 1") as memo:
        memo.keep_outputs({"fees/index.html": changed}, removed=["index.html"])
    with Memo.open(file, "engine 1") as memo:
        assert memo.outputs() == {"fees/index.html": changed}
    with sqlite3.connect(file) as base:
        assert base.execute("SELECT kind, name, digest FROM needs").fetchall() == [("page", "fees", "9" * 16)]


def test_prose_and_findings_that_no_run_asked_for_are_forgotten(file: Path) -> None:
    with Memo.open(file, "k") as memo:
        for name in ("asked", "unused"):
            memo.keep_prose(name, "text")
        for name in ("named", "unused"):
            memo.keep_finding(name, "text")
        memo.keep_facts("files", "{}")
    with Memo.open(file, "k") as memo:
        memo.prose("asked")
        memo.use_findings(["named"])
        memo.keep_prose("new", "text")
        memo.forget_unused()
    with Memo.open(file, "k") as memo:
        assert [memo.prose(name) for name in ("asked", "new", "unused")] == ["text", "text", None]
        assert [memo.finding(name) for name in ("named", "unused")] == ["text", None]
        assert memo.facts("files") == "{}"


def test_a_run_that_ends_in_an_error_keeps_nothing(file: Path) -> None:
    fill(file)
    with pytest.raises(KeyboardInterrupt), Memo.open(file, "engine 1") as memo:
        memo.keep_prose("p1", "half")
        raise KeyboardInterrupt
    assert_full(file)


def test_a_run_with_nothing_new_does_not_write(file: Path) -> None:
    fill(file)
    before = file.stat().st_mtime_ns
    with Memo.open(file, "engine 1") as memo:
        memo.prose("p1")
        memo.keep_facts("files", "{}")
    assert file.stat().st_mtime_ns == before


def test_another_engine_finds_an_empty_memo(file: Path) -> None:
    fill(file, "engine 1")
    assert_empty_and_usable(file, "engine 2")


@pytest.mark.parametrize("version", ["0", "99"])
def test_an_older_or_newer_memo_counts_as_empty(file: Path, version: str) -> None:
    fill(file)
    with sqlite3.connect(file) as base:
        base.execute("UPDATE about SET value = ? WHERE name = 'version'", (version,))
    base.close()
    assert_empty_and_usable(file)


@pytest.mark.parametrize("data", [b"", b"not a database, but long enough to look at" * 40, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_memo_counts_as_empty(file: Path, data: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(data)
    assert_empty_and_usable(file)


def test_a_database_of_someone_else_counts_as_empty(file: Path) -> None:
    file.parent.mkdir()
    with sqlite3.connect(file) as base:
        base.execute("CREATE TABLE about (name, value)")
    base.close()
    assert_empty_and_usable(file)


def test_a_memo_that_is_cut_short_counts_as_empty(file: Path) -> None:
    fill(file)
    os.truncate(file, file.stat().st_size // 2)
    with Memo.open(file, "engine 1") as memo:
        assert memo.prose("p1") in (None, '{"html": "<p>É</p>"}')
        assert memo.outputs() in ({}, {"fees/index.html": FEES, "index.html": HOME})
    fill(file)
    assert_full(file)


def test_damage_anywhere_is_never_taken_for_the_truth(file: Path) -> None:
    fill(file)
    whole = file.read_bytes()
    dice = random.Random(7)
    for _ in range(150):
        data = bytearray(whole)
        start = dice.randrange(len(data))
        for at in range(start, min(start + 40, len(data))):
            data[at] = dice.randrange(256)
        file.write_bytes(data)
        with Memo.open(file, "engine 1") as memo:
            assert memo.prose("p1") in (None, '{"html": "<p>É</p>"}')
            assert memo.facts("files") in (None, "{}")
            for path, output in memo.outputs().items():
                assert output == {"fees/index.html": FEES, "index.html": HOME}[path]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE texts SET value = 'other'",
        "UPDATE texts SET value = x'ff'",
        "UPDATE outputs SET digest = 'other'",
        "UPDATE outputs SET needs = '[77]'",
        "UPDATE needs SET digest = 'other'",
        "DROP TABLE needs",
    ],
)
def test_a_row_that_was_changed_empties_the_memo(file: Path, damage: str) -> None:
    fill(file)
    with sqlite3.connect(file) as base:
        base.execute(damage)
    base.close()
    with Memo.open(file, "engine 1") as memo:
        memo.outputs()
        memo.prose("p1")
        assert memo.outputs() == {} or memo.prose("p1") is None
    fill(file)
    assert_full(file)


def test_one_damaged_row_makes_every_other_unbelievable(file: Path) -> None:
    fill(file)
    with sqlite3.connect(file) as base:
        base.execute("UPDATE texts SET value = 'other' WHERE kind = 'prose'")
    base.close()
    with Memo.open(file, "engine 1") as memo:
        assert memo.prose("p1") is None
        assert memo.facts("files") is None
        assert memo.outputs() == {}


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file in its place")
    with Memo.open(tmp_path / "cache/memo.sqlite3", "k") as memo:
        memo.keep_prose("p", "text")
        memo.keep_outputs({"index.html": HOME})
        assert (memo.prose("p"), memo.outputs()) == ("text", {})
    (tmp_path / "memo.sqlite3").mkdir()
    with Memo.open(tmp_path / "memo.sqlite3", "k") as memo:
        memo.keep_facts("f", "x")
    assert (tmp_path / "memo.sqlite3").is_dir()


def test_a_memo_that_someone_else_is_writing_is_done_without(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(file)
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, **_: connect(path, timeout=0))
    other = connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with Memo.open(file, "engine 1") as memo:
        memo.keep_facts("files", "[]")
        assert memo.prose("p1") in (None, '{"html": "<p>É</p>"}')
    other.close()


def test_a_memo_may_be_opened_and_used_in_two_threads(file: Path) -> None:
    fill(file)
    found: list[str | None] = []
    with Memo.open(file, "engine 1") as memo:
        thread = threading.Thread(target=lambda: found.append(memo.prose("p1")))
        thread.start()
        thread.join()
    assert found == ['{"html": "<p>É</p>"}']
