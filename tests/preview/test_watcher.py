from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

import pytest

from clinicsite.preview.watcher import PATIENCE, QUIET, Burst, Mark, Snapshot, Watcher, snapshot


def files(**saved: float) -> Snapshot:
    """Files by name with the second of their last save."""
    return {name: Mark(int(at * 1e9), int(at * 1e9), 1, 1) for name, at in saved.items()}


def watched(*saves: tuple[float, str], until: float, deleted: tuple[float, str] = (1e9, "")) -> list[tuple[float, list[str]]]:
    """Plays saves at their seconds past a watcher that looks every hundredth; gives what it told, and when."""
    known = {"a": 0.0, "b": 0.0, "c": 0.0}
    burst = Burst(files(**known), 0.0)
    told = []
    for tick in range(1, int(until * 100) + 1):
        now = tick / 100
        state = known | {name: at for at, name in saves if at <= now}
        if deleted[0] <= now:
            state.pop(deleted[1])
        changed = burst.look(files(**state), now, now)
        if changed:
            told.append((now, sorted(changed)))
    return told


def test_a_save_is_told_of_once_and_soon() -> None:
    ((when, changed),) = watched((1.0, "a"), until=3)
    assert changed == ["a"]
    assert when == pytest.approx(1.0 + QUIET, abs=0.0101)


def test_three_files_saved_within_a_tenth_of_a_second_are_one_burst() -> None:
    ((when, changed),) = watched((1.0, "a"), (1.05, "b"), (1.1, "c"), until=3)
    assert changed == ["a", "b", "c"]
    assert when <= 1.1 + QUIET + 0.0101


def test_every_later_save_is_told_of_however_soon_it_comes() -> None:
    told = watched((1.0, "a"), (1.3, "a"), (1.6, "b"), until=3)
    assert [changed for _, changed in told] == [["a"], ["a"], ["b"]]


def test_a_burst_without_an_end_is_told_of_all_the_same() -> None:
    saves = [(1 + n / 50, "a") for n in range(120)]
    told = watched(*saves, until=5)
    assert told[0][0] == pytest.approx(1 + PATIENCE, abs=0.03)
    assert len(told) == 3


def test_a_file_that_goes_is_told_of() -> None:
    ((_, changed),) = watched(until=3, deleted=(1.0, "b"))
    assert changed == ["b"]


def test_a_file_that_goes_and_comes_back_as_it_was_is_not_told_of() -> None:
    burst = Burst(files(a=0), 0.0)
    assert burst.look({}, 1.0, 1.0) == frozenset()
    assert burst.pending
    assert burst.look(files(a=0), 1.02, 1.02) == frozenset()
    assert not burst.pending
    assert burst.look(files(a=0), 2.0, 2.0) == frozenset()


def test_the_time_since_the_save_counts_towards_the_quiet() -> None:
    burst = Burst(files(a=0), 0.97)
    assert burst.look(files(a=100.97), now=1.0, wall=101.0) == frozenset()
    assert burst.look(files(a=100.97), now=0.97 + QUIET, wall=101.0) == {"a"}


@pytest.mark.parametrize("stamp", [0.0, 5000.0])
def test_a_clock_of_the_disk_that_is_wrong_does_no_harm(stamp: float) -> None:
    burst = Burst(files(a=7), 1.0)
    assert burst.look(files(a=stamp), now=1.03, wall=101.0) == frozenset()
    assert burst.look(files(a=stamp), now=1.03 + QUIET, wall=101.0) == {"a"}


def test_a_snapshot_holds_files_at_every_depth_and_single_files(tmp_path: Path) -> None:
    (tmp_path / "content/a/b").mkdir(parents=True)
    (tmp_path / "content/a/b/page.md").write_text("x")
    (tmp_path / "build.py").write_text("x")
    (tmp_path / "other.py").write_text("x")

    found = snapshot([tmp_path / "content", tmp_path / "build.py", tmp_path / "templates"])

    assert sorted(os.path.relpath(path, tmp_path) for path in found) == ["build.py", "content/a/b/page.md"]


@pytest.mark.parametrize("name", [".a.md.swp", "a.md~", "#a.md#", ".#a.md", "4913", "a.tmp", "__pycache__/a.pyc", ".git/x"])
def test_what_editors_leave_behind_is_not_a_save(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("x")
    assert snapshot([tmp_path]) == {}


def test_an_output_folder_among_the_sources_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("x")
    assert snapshot([tmp_path], ignore=[tmp_path / "site"]) == {}


def test_links_in_a_circle_come_to_an_end_and_broken_ones_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "circle").symlink_to(tmp_path)
    (tmp_path / "broken.md").symlink_to("nowhere")
    assert list(snapshot([tmp_path])) == [str(tmp_path / "a.md")]


@contextmanager
def watching(*paths: Path, poll: float | None = None) -> Iterator[Queue[frozenset[str]]]:
    told: Queue[frozenset[str]] = Queue()
    watcher = Watcher(paths, told.put, poll)
    watcher.start()
    try:
        yield told
    finally:
        watcher.stop()
    assert not watcher.thread.is_alive()


def test_a_save_is_noticed_before_its_burst_is_over(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("one")
    told: Queue[tuple[str, frozenset[str]]] = Queue()
    watcher = Watcher([tmp_path], lambda paths: told.put(("burst", paths)), noticed=lambda paths: told.put(("noticed", paths)))
    watcher.start()
    try:
        page.write_text("two")
        assert [told.get(timeout=5) for _ in range(2)] == [("noticed", {str(page)}), ("burst", {str(page)})]
    finally:
        watcher.stop()


@pytest.mark.parametrize("poll", [None, 0.2])
def test_the_watcher_sees_edits_new_files_renames_and_deletions(tmp_path: Path, poll: float | None) -> None:
    page = tmp_path / "page.md"
    page.write_text("one")
    with watching(tmp_path, poll=poll) as told:
        page.write_text("two")
        assert told.get(timeout=5) == {str(page)}

        fresh = tmp_path / "fresh.tmp"
        fresh.write_text("six")
        fresh.rename(page)
        assert told.get(timeout=5) == {str(page)}

        (tmp_path / "folder").mkdir()
        (tmp_path / "folder/new.md").write_text("new")
        assert told.get(timeout=5) == {str(tmp_path / "folder/new.md")}

        page.unlink()
        assert told.get(timeout=5) == {str(page)}
        assert told.empty()


def test_the_watcher_stops_within_a_look(tmp_path: Path) -> None:
    with watching(tmp_path):
        pass
    assert all(thread.name != "watcher" for thread in threading.enumerate())
