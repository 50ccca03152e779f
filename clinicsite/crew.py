"""Work shared out between processes: the same results in the same order, sooner where there are cores to spare.

A task is a function without parameters whose result can be pickled. The processes are forks, so a task sees all that this one
knew, and nothing that it does there comes back but its result and the news of the notes.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, Any, Protocol, TypeVar

WORKERS = "CLINICSITE_WORKERS"
"""The environment variable that says how many processes may work at once, this one among them."""
MOST = 8

Result = TypeVar("Result")
Tick = Callable[[int], None]


class Notes(Protocol):
    """What tasks remember besides their results."""

    def apart(self) -> None:
        """Called in a process of its own before it begins."""

    def news(self) -> Any:
        """What was noted there since."""

    def hear(self, news: Any) -> None:
        """Called here with the news of each other process."""


@dataclass(frozen=True)
class Crew:
    """`hands` processes at most. Where forking is not safe, one does it all: on other systems than Linux, and while other
    threads run."""

    hands: int
    notes: Notes

    def share(self, tasks: Sequence[Callable[[], Result]], least: int, tick: Tick = lambda done: None) -> list[Result]:
        """The results of all tasks, in order. Fewer than `least` are not worth another process. `tick` is told now and then
        how many are done. What another process could not finish, because it was killed or a task failed, is done here."""
        hands = min(self.hands, len(tasks)) if len(tasks) >= least and _may_fork() else 1
        results: list[Any] = [None] * len(tasks)
        others = [self._begin(tasks[hand::hands]) for hand in range(1, hands)]
        try:
            for number in range(0, len(tasks), hands):
                results[number] = tasks[number]()
                tick(min(number + hands, len(tasks)))
            for hand, other in enumerate(others, 1):
                found = other.result()
                if found is None:
                    results[hand::hands] = [task() for task in tasks[hand::hands]]
                else:
                    results[hand::hands], news = found
                    self.notes.hear(news)
        finally:
            for other in others:
                other.end()
        tick(len(tasks))
        return results

    def _begin(self, tasks: Sequence[Callable[[], Any]]) -> _Other:
        letter = TemporaryFile()
        sys.stdout.flush()
        sys.stderr.flush()
        process = os.fork()
        if process:
            return _Other(process, letter)
        code = 1
        with suppress(BaseException):
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            self.notes.apart()
            results = [task() for task in tasks]
            pickle.dump((results, self.notes.news()), letter, protocol=pickle.HIGHEST_PROTOCOL)
            letter.flush()
            code = 0
        os._exit(code)


class _Other:
    """Another process at work."""

    def __init__(self, process: int, letter: IO[bytes]) -> None:
        self.process, self.letter, self.ended = process, letter, False

    def result(self) -> tuple[list[Any], Any] | None:
        """What it found, once it has ended; None where it did not end well."""
        _, status = os.waitpid(self.process, 0)
        self.ended = True
        if os.waitstatus_to_exitcode(status):
            return None
        self.letter.seek(0)
        with suppress(pickle.PickleError, EOFError, OSError):
            return pickle.load(self.letter)  # type: ignore[no-any-return]
        return None

    def end(self) -> None:
        """Ends it where it still works, as when this process was interrupted."""
        self.letter.close()
        if not self.ended:
            with suppress(OSError):
                os.kill(self.process, signal.SIGKILL)
                os.waitpid(self.process, 0)


def hands_here() -> int:
    """How many processes may work: what the environment says, else one for each core that this process may use."""
    told = os.environ.get(WORKERS, "")
    if told.isdigit():
        return max(1, int(told))
    return min(len(os.sched_getaffinity(0)), MOST) if hasattr(os, "sched_getaffinity") else 1


def _may_fork() -> bool:
    return sys.platform == "linux" and threading.active_count() == 1
