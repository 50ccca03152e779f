from __future__ import annotations

import os
import signal
import sys
import threading
from functools import partial
from typing import Any

import pytest

from clinicsite.crew import Crew, hands_here
from clinicsite.pipeline import build
from tests.clinics import make_clinic

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process does it all")


@pytest.fixture(autouse=True)
def _forks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Test runners have threads of their own, which mind nothing here."""
    if "threads" not in request.node.name:
        monkeypatch.setattr("clinicsite.crew._may_fork", lambda: True)


class Notes:
    """Notes down a word for each task, wherever it is done."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.before = 0

    def apart(self) -> None:
        self.before = len(self.words)

    def news(self) -> list[str]:
        return self.words[self.before :]

    def hear(self, news: Any) -> None:
        self.words += news


def test_results_come_in_order_from_several_processes_and_notes_come_back() -> None:
    notes = Notes()

    def task(number: int) -> tuple[int, int]:
        notes.words.append(f"task {number}")
        return number, os.getpid()

    ticks: list[int] = []
    found = Crew(3, notes).share([partial(task, n) for n in range(10)], 2, ticks.append)
    assert [number for number, _ in found] == list(range(10))
    assert len({process for _, process in found}) == 3
    assert sorted(notes.words) == sorted(f"task {n}" for n in range(10))
    assert ticks == sorted(ticks) and ticks[-1] == 10


def test_a_process_that_is_held_up_leaves_the_rest_to_the_others() -> None:
    here, (reading, writing) = os.getpid(), os.pipe()

    def task(number: int) -> int:
        if os.getpid() != here:
            os.read(reading, 1)
        elif number == 8:
            os.write(writing, b"go on")
        return os.getpid()

    found = Crew(2, Notes()).share([partial(task, n) for n in range(10)], 2)
    assert found.count(here) >= 8 and len(set(found)) == 2


def test_nothing_to_do_is_done_at_once_and_many_small_tasks_lose_none() -> None:
    assert Crew(2, Notes()).share([], 0) == []
    assert Crew(2, Notes()).share([partial(int, n) for n in range(3001)], 2) == list(range(3001))


@pytest.mark.parametrize(("hands", "least"), [(1, 2), (4, 11)])
def test_one_process_does_it_all_where_more_would_not_pay(hands: int, least: int) -> None:
    assert set(Crew(hands, Notes()).share([os.getpid] * 10, least)) == {os.getpid()}


def test_beside_other_threads_nothing_is_forked() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert set(Crew(4, Notes()).share([os.getpid] * 10, 2)) == {os.getpid()}
    finally:
        stop.set()
        thread.join()


def test_what_a_killed_process_left_undone_is_done_here() -> None:
    here = os.getpid()

    def task(number: int) -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert Crew(2, Notes()).share([partial(task, n) for n in range(6)], 2) == list(range(6))


def test_a_task_that_fails_in_another_process_fails_here_with_its_own_words() -> None:
    def task(number: int) -> int:
        if number == 3:
            raise LookupError("no such drawing")
        return number

    with pytest.raises(LookupError, match="no such drawing"):
        Crew(2, Notes()).share([partial(task, n) for n in range(6)], 2)


def test_an_interrupted_build_leaves_no_process_behind() -> None:
    here, started = os.getpid(), []

    def task(number: int) -> int:
        if os.getpid() == here:
            raise KeyboardInterrupt
        signal.pause()
        return number

    real = os.fork

    def fork() -> int:
        process = real()
        started.append(process)
        return process

    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("clinicsite.crew.os.fork", fork)
        Crew(2, Notes()).share([partial(task, n) for n in range(6)], 2)
    with pytest.raises(ChildProcessError):
        os.waitpid(started[0], os.WNOHANG)


def test_where_the_system_lets_no_more_processes_begin_those_that_have_are_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    real, started = os.fork, []

    def fork() -> int:
        if started:
            raise BlockingIOError("no more processes")
        started.append(real())
        return started[0]

    def task(here: int = os.getpid()) -> None:
        if os.getpid() != here:
            signal.alarm(10)  # so that one that is left behind ends some day
            signal.pause()

    monkeypatch.setattr("clinicsite.crew.os.fork", fork)
    with pytest.raises(BlockingIOError):
        Crew(3, Notes()).share([task] * 6, 2)
    with pytest.raises(ChildProcessError):
        os.waitpid(started[0], os.WNOHANG)


def test_the_environment_says_how_many_may_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLINICSITE_WORKERS", "3")
    assert hands_here() == 3
    monkeypatch.setenv("CLINICSITE_WORKERS", "0")
    assert hands_here() == 1
    monkeypatch.setenv("CLINICSITE_WORKERS", "many")
    assert hands_here() == min(len(os.sched_getaffinity(0)), 8)


@pytest.mark.parametrize(("words", "good"), [("You may rest here.", True), ("Ketamine cures depression.", False)])
def test_two_processes_build_the_same_site_say_the_same_and_remember_the_same(words: str, good: bool, tmp_path, monkeypatch) -> None:
    pages = "".join(
        f"-- content/pages/part-{n}.md --\n---\ntitle: Part {n}\ndescription: Part {n} of a visit.\n---\n"
        f"## What part {n} is\n\nSome *words*, and [a link](part-{(n + 1) % 50}.md).\n\n{words}\n"
        for n in range(50)
    )
    found = {}
    for workers in ("1", "2"):
        monkeypatch.setenv("CLINICSITE_WORKERS", workers)
        made = make_clinic(tmp_path / workers, pages, judged=True)
        result, output = build(made.settings), made.settings.output_folder
        files = {path.relative_to(output): path.read_bytes() for path in sorted(output.rglob("*")) if path.is_file()}
        again = build(made.settings)
        found[workers] = (result.diagnostics, result.reasons, files, again.diagnostics, again.reasons)
    assert found["1"] == found["2"]
    diagnostics, reasons, files, _, after = found["1"]
    assert (len(files) > 100, len(reasons) > 50, after) == (good, good, ())
    assert len([d for d in diagnostics if d.code.startswith("EFF")]) == (0 if good else 50)
