from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from clinicsite.render.store import KEPT_FOR, Store, key_of


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache" / "pictures")


def test_what_is_kept_is_there_for_the_next_build(store):
    store.keep("a", b"bytes")
    assert Store(store.folder).get("a") == b"bytes"
    assert store.get("b") is None


@pytest.mark.parametrize("damage", [b"", b"short", b"0" * 60])
def test_a_damaged_entry_counts_as_not_there_and_is_replaced(store, damage):
    store.keep("a", b"bytes")
    (store.folder / "a").write_bytes(damage)
    assert store.get("a") is None
    store.keep("a", b"bytes")
    assert store.get("a") == b"bytes"


def test_an_entry_that_lost_its_end_counts_as_not_there(store):
    store.keep("a", b"bytes" * 100)
    whole = (store.folder / "a").read_bytes()
    (store.folder / "a").write_bytes(whole[:-1])
    assert store.get("a") is None


def test_where_nothing_can_be_written_nothing_is_kept_and_nothing_raises(tmp_path):
    (tmp_path / "file").write_text("in the way")
    store = Store(tmp_path / "file")
    store.keep("a", b"bytes")
    assert store.get("a") is None
    store.forget(())
    store.empty()
    assert (tmp_path / "file").read_text() == "in the way"


def test_what_is_long_unwanted_is_forgotten_and_what_a_killed_build_left(store):
    for name in ("wanted", "old", "young"):
        store.keep(name, b"x")
    (store.folder / ".old.1.tmp").write_bytes(b"half")
    long_ago = time.time() - KEPT_FOR - 10
    for name in ("wanted", "old", ".old.1.tmp"):
        os.utime(store.folder / name, (long_ago, long_ago))
    store.forget({"wanted"})
    assert sorted(path.name for path in store.folder.iterdir()) == ["wanted", "young"]


def test_it_can_be_emptied(store):
    store.keep("a", b"x")
    store.empty()
    assert not store.folder.exists()
    store.empty()


def test_a_key_tells_its_parts_apart():
    assert len({key_of("a", "bc"), key_of("ab", "c"), key_of("abc"), key_of("a", "b", "c")}) == 4


def test_a_write_that_fails_leaves_the_entry_that_was_there_and_nothing_else(store, monkeypatch):
    store.keep("a", b"first")

    def full(*given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    store.keep("a", b"second")
    assert store.get("a") == b"first"
    assert [path.name for path in store.folder.iterdir()] == ["a"]
