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
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from tempfile import TemporaryFile
from typing import IO, Any, Protocol, TypeVar

from clinicsite.model.frozen import frozen

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


@frozen()
class Crew:
    """`hands` processes at most. Where forking is not safe, one does it all: on other systems than Linux, and while other
    threads run."""

    hands: int
    notes: Notes

    def share(self, tasks: Sequence[Callable[[], Result]], least: int, tick: Tick = lambda done: None) -> list[Result]:
        """The results of all tasks, in order. Fewer than `least` are not worth another process. `tick` is told now and then
        how many have been begun. What another process could not finish, because it was killed or a task failed, is done here."""
        if not tasks:
            return []
        hands = min(self.hands, len(tasks)) if len(tasks) >= least and _may_fork() else 1
        heaps = _heaps(tasks)
        results: list[Any] = [None] * len(heaps)
        turns = _Turns(range(hands, len(heaps)))
        others: list[_Other] = []
        try:
            for hand in range(1, hands):
                others.append(self._begin(heaps, turns, hand))
            begun = 0
            for number in turns.from_one(0):
                results[number] = [task() for task in heaps[number]]
                begun = max(begun, number + 1)
                tick(min(begun * len(heaps[0]), len(tasks)))
            for other in others:
                found = other.result()
                if found is not None:
                    done, news = found
                    for number, result in done.items():
                        results[number] = result
                    self.notes.hear(news)
            results = [[task() for task in heap] if done is None else done for heap, done in zip(heaps, results)]
        finally:
            turns.end()
            for other in others:
                other.end()
        tick(len(tasks))
        return [result for done in results for result in done]

    def _begin(self, heaps: Sequence[Sequence[Callable[[], Any]]], turns: _Turns, first: int) -> _Other:
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
            results = {number: [task() for task in heaps[number]] for number in turns.from_one(first)}
            pickle.dump((results, self.notes.news()), letter, protocol=pickle.HIGHEST_PROTOCOL)
            letter.flush()
            code = 0
        os._exit(code)


def _heaps(tasks: Sequence[Callable[[], Result]]) -> list[Sequence[Callable[[], Result]]]:
    """The tasks in at most a thousand heaps of equal size."""
    size = -(-len(tasks) // 1000)
    return [tasks[start : start + size] for start in range(0, len(tasks), size)]


class _Turns:
    """Numbers, each of which goes to the process that is the next to ask: a quick one does more.

    They lie in a pipe. A thousand of four bytes fit into the smallest that Linux makes, and it gives whole ones, whoever else reads.
    """

    def __init__(self, numbers: Iterable[int]) -> None:
        self.pipe, writing = os.pipe()
        os.write(writing, b"".join(number.to_bytes(4, "big") for number in numbers))
        os.close(writing)

    def from_one(self, first: int) -> Iterator[int]:
        """The first number, and those that are left from then on."""
        yield first
        while taken := os.read(self.pipe, 4):
            yield int.from_bytes(taken, "big")

    def end(self) -> None:
        os.close(self.pipe)


class _Other:
    """Another process at work."""

    def __init__(self, process: int, letter: IO[bytes]) -> None:
        self.process, self.letter, self.ended = process, letter, False

    def result(self) -> tuple[dict[int, list[Any]], Any] | None:
        """What it found, by the numbers of its heaps, once it has ended; None where it did not end well."""
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
