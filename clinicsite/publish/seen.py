"""What the files of the output folder hold, hashed again only when their stat differs."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

TICK = 20_000_000
"""Nanoseconds in which two writes can carry the same time stamp: a kernel's clock ticks every 1 to 10 ms."""


class Mark(NamedTuple):
    """What a file's stat says."""

    size: int
    modified: int
    changed: int
    inode: int


class Entry(NamedTuple):
    """A file as it was when it was hashed. `young` says that a later write might have left its stat the same."""

    mark: Mark
    digest: str
    young: bool


class Seen:
    """Digests of files under `folder`. `text` is what `text()` gave after an earlier build, or None."""

    def __init__(self, folder: Path, text: str | None = None) -> None:
        self.root = os.fspath(folder)
        rows: dict[str, list[int | str]] = json.loads(text) if text else {}
        self.table = {path: Entry(Mark(*mark), digest, False) for path, (digest, *mark) in rows.items()}

    def digest(self, path: str) -> str | None:
        """The SHA-256 of a file; None when it is missing, unreadable or not a plain file."""
        mark = self.mark(path)
        if mark is None:
            self.table.pop(path, None)
            return None
        known = self.table.get(path)
        if known is None or known.young or known.mark != mark:
            try:
                with open(os.path.join(self.root, path), "rb") as stream:
                    known = _entry(mark, hashlib.file_digest(stream, "sha256").hexdigest())
            except (FileNotFoundError, PermissionError):
                return None
            self.table[path] = known
        return known.digest

    def known(self, path: str) -> tuple[str, int] | None:
        """Digest and size of a file whose stat says that it is as it was; nothing is read."""
        known = self.table.get(path)
        return (known.digest, known.mark.size) if known and not known.young and known.mark == self.mark(path) else None

    def enter(self, path: str, mark: Mark, digest: str) -> None:
        """Takes down what a file held whose stat had been `mark` before it was read."""
        self.table[path] = _entry(mark, digest)

    def keep_only(self, paths: Iterable[str]) -> None:
        """Forgets all other files."""
        self.table = {path: self.table[path] for path in paths if path in self.table}

    def holds(self, path: str, digest: str) -> bool:
        return self.digest(path) == digest

    def note(self, path: str, digest: str) -> None:
        """Takes down a file that was just written, without reading it."""
        mark = self.mark(path)
        if mark is not None:
            self.enter(path, mark, digest)

    def relinked(self) -> None:
        """To be told after files were linked to and unlinked, which their stat shows and their bytes do not."""
        for path, known in self.table.items():
            mark = self.mark(path)
            if mark is not None and mark._replace(changed=known.mark.changed) == known.mark:
                self.table[path] = known._replace(mark=mark)

    def forget(self, path: str) -> None:
        self.table.pop(path, None)

    def text(self, wanted: Callable[[str], bool] = lambda path: True) -> str:
        """The table as JSON, as far as it is wanted and without the young."""
        rows = {path: (entry.digest, *entry.mark) for path, entry in sorted(self.table.items()) if not entry.young and wanted(path)}
        return json.dumps(rows, separators=(",", ":"))

    def mark(self, path: str) -> Mark | None:
        """What the stat of a file says now; None when it is missing or not a plain file."""
        try:
            found = os.lstat(os.path.join(self.root, path))
        except (FileNotFoundError, NotADirectoryError):
            return None
        if not stat.S_ISREG(found.st_mode):
            return None
        return Mark(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def _entry(mark: Mark, digest: str) -> Entry:
    return Entry(mark, digest, max(mark.modified, mark.changed) > time.time_ns() - TICK)


def damaged(files: Mapping[str, str], seen: Seen) -> tuple[str, ...]:
    """Those of `files` (path -> digest) that the output folder no longer holds as they were written."""
    return tuple(sorted(path for path, digest in files.items() if not seen.holds(path, digest)))
