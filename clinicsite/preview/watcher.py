"""Watches source files and tells of each burst of saves once."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

INTERVAL = 0.04
"""Seconds between two looks at the files. Shorter than QUIET, within which it costs no time."""

QUIET = 0.06
"""Seconds without a save that end a burst: three files saved within a tenth of a second are one burst."""

SETTLING = 0.01
"""Seconds between two looks while a burst lasts."""

PATIENCE = 1.0
"""Seconds after which a burst that does not end is told of all the same."""


class Mark(NamedTuple):
    """What a file's stat says. `changed` moves with every write and rename, even one that puts an old time back."""

    changed: int
    modified: int
    size: int
    inode: int


Snapshot = dict[str, Mark]


def snapshot(watch: Iterable[Path], ignore: Iterable[Path] = ()) -> Snapshot:
    """The stat of every watched file, by path. A path that does not exist counts as an empty folder.

    Hidden files, editors' temporaries and Python's caches are left out, and so are the folders in `ignore`.
    """
    found: Snapshot = {}
    folders = [os.path.abspath(path) for path in watch]
    seen = {os.path.abspath(path) for path in ignore}
    for path in folders:
        if os.path.isfile(path):
            found.update(_marks([path]))
    while folders:
        folder = folders.pop()
        real = os.path.realpath(folder) if os.path.islink(folder) else folder
        if real in seen:
            continue
        seen.add(real)
        _look_into(folder, found, folders)
    return found


def is_noise(name: str) -> bool:
    """Whether a name is an editor's or Python's own: `.fees.md.swp`, `fees.md~`, `#fees.md#`, `4913`, `__pycache__`."""
    return name.startswith((".", "#")) or name.endswith(("~", ".tmp", ".swp", ".pyc")) or name in ("4913", "__pycache__")


def _look_into(folder: str, found: Snapshot, folders: list[str]) -> None:
    try:
        entries = os.scandir(folder)
    except OSError:
        return
    with entries:
        for entry in entries:
            if is_noise(entry.name):
                continue
            try:
                if entry.is_dir():
                    folders.append(entry.path)
                else:
                    found[entry.path] = _mark(entry.stat())
            except OSError:
                continue


def _marks(paths: Iterable[str]) -> Iterator[tuple[str, Mark]]:
    for path in paths:
        try:
            yield path, _mark(os.stat(path))
        except OSError:
            continue


def _mark(stat: os.stat_result) -> Mark:
    return Mark(stat.st_ctime_ns, stat.st_mtime_ns, stat.st_size, stat.st_ino)


class Burst:
    """Tells when a burst of saves is over. `told` is the snapshot of the last time it said so."""

    def __init__(self, told: Snapshot, now: float, quiet: float = QUIET) -> None:
        self.told = self.latest = told
        self.looked = now
        self.quiet = quiet
        self.first = self.last = 0.0

    @property
    def pending(self) -> bool:
        return self.latest != self.told

    def look(self, found: Snapshot, now: float, wall: float) -> frozenset[str]:
        """The changed paths, once, when the burst that changed them is over; nothing otherwise.

        `now` counts seconds on a clock that only goes forward, `wall` on the one that stamps files.
        """
        if found != self.latest:
            moment = self._moment(found, now, wall)
            if not self.pending:
                self.first = moment
            self.last, self.latest = moment, found
        self.looked = now
        over = now - self.last >= self.quiet or now - self.first >= PATIENCE
        if not self.pending or not over:
            return frozenset()
        changed = frozenset(path for path, _ in self.told.items() ^ found.items())
        self.told = found
        return changed

    def _moment(self, found: Snapshot, now: float, wall: float) -> float:
        """When the newest save was, as its stamp says, but not before the last look and not in the future."""
        stamps = [mark.changed for path, mark in found.items() if self.latest.get(path) != mark]
        age = wall - max(stamps) / 1e9 if stamps else 0.0
        return max(self.looked, now - max(age, 0.0))


class Watcher:
    """A thread that calls `changed` with the paths of each burst, and `noticed` with those of each look that finds some, which
    may be half written. `poll` looks that often instead, in seconds."""

    def __init__(
        self,
        watch: Iterable[Path],
        changed: Callable[[frozenset[str]], None],
        poll: float | None = None,
        ignore: Iterable[Path] = (),
        noticed: Callable[[frozenset[str]], None] = lambda paths: None,
    ) -> None:
        self.watch = tuple(watch)
        self.ignore = tuple(ignore)
        self.changed, self.noticed = changed, noticed
        self.interval = poll or INTERVAL
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._run, name="watcher", daemon=True)

    def start(self) -> None:
        """Every save after this call is told of."""
        self.burst = Burst(snapshot(self.watch, self.ignore), time.monotonic())
        self.thread.start()

    def stop(self) -> None:
        self.stopping.set()
        if self.thread.is_alive() and self.thread is not threading.current_thread():
            self.thread.join()

    def _run(self) -> None:
        while not self.stopping.wait(min(SETTLING, self.interval) if self.burst.pending else self.interval):
            now, wall = time.monotonic(), time.time()
            before, found = self.burst.latest, snapshot(self.watch, self.ignore)
            changed = self.burst.look(found, now, wall)
            if found != before:
                self.noticed(frozenset(path for path, _ in before.items() ^ found.items()))
            if changed:
                self.changed(changed)
