"""What one command costs: wall time, CPU time and peak memory of all of its processes."""

from __future__ import annotations

import os
import statistics
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

SAMPLE_SECONDS = 0.01
AS_INSTALLED = {"PYTHONDONTWRITEBYTECODE": ""}
"""Python keeps what it has compiled, as it does where nobody tells it not to."""


class Failed(Exception):
    """The command did not end well; the message is the end of what it printed."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of wall time, seconds of CPU time and MiB of memory, the two last of all processes together."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of some values, with the smallest and the largest."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        return cls(statistics.median(values), min(values), max(values))


def cost_of(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None, weigh: bool = False) -> Cost:
    """Run a command to its end in a session of its own. Memory is only sampled with `weigh`, as sampling slows it a little.

    Memory is the proportional set size, so that pages shared by forked workers count once. Raises Failed.
    """
    started = perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env={**os.environ, **AS_INSTALLED, **(environment or {})}, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:
        said: list[bytes] = []
        listener = threading.Thread(target=lambda: said.append(process.stdout.read() if process.stdout else b""))
        listener.start()
        peak, over = [0.0], threading.Event()
        scales = threading.Thread(target=_sample, args=(process.pid, peak, over))
        if weigh:
            scales.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        over.set()
        listener.join()
        if weigh:
            scales.join()
    if process.returncode:
        raise Failed(b"".join(said).decode(errors="replace")[-2000:])
    return Cost(wall, usage.ru_utime + usage.ru_stime, max(peak[0], usage.ru_maxrss / 1024 if weigh else 0.0))


def _sample(session: int, peak: list[float], over: threading.Event) -> None:
    while not over.wait(SAMPLE_SECONDS):
        peak[0] = max(peak[0], sum(map(_proportional_size, _processes(session))))


def _processes(session: int) -> Iterator[str]:
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                fields = Path(entry.path, "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session:
                yield entry.path


def _proportional_size(process: str) -> float:
    """MiB; nothing of a process that has ended meanwhile."""
    try:
        lines = Path(process, "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
