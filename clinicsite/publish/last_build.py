"""The last build, as far as files can tell: where nothing has changed since, its answer is given again.

Nothing is read but names, sizes, times and inodes, and nothing heavy is imported: this is what an unchanged build costs.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from clinicsite.settings import Settings

RECORD = "last-build.json"
VERSION = 1
TICK = 0.02
"""Seconds in which two writes can carry the same time stamp: a kernel's clock ticks every 1 to 10 ms."""
ENVIRONMENT = (
    "CLICOLOR", "COLUMNS", "LANG", "LC_ALL", "NO_COLOR", "PAGEFIND_BINARY_PATH", "PYTHONPATH", "SOURCE_DATE_EPOCH", "TERM", "TZ",
)  # fmt: skip
SECONDS = "{seconds}"
"""Stands in the kept answer for how long the build took."""
ENGINE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the stat of every file that a build reads came to, and whether a later write could leave all of it the same."""

    digest: str
    settled: bool


def answer(settings: Settings, words: Sequence[str]) -> str | None:
    """What the last build of these settings and words said, if nothing has changed since; else None. Never raises for files."""
    started = time.perf_counter()
    try:
        kept = json.loads((settings.cache_folder / RECORD).read_text("utf-8"))
        if kept["version"] != VERSION or kept["asked"] != _asked(settings, words):
            return None
        if kept["inputs"] != inputs(settings).digest or kept["site"] != _tree(Path(kept["folder"])).digest:
            return None
        text = str(kept["answer"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return text.replace(SECONDS, f"{time.perf_counter() - started:.2f}")


def inputs(settings: Settings) -> Inputs:
    """Of everything that a build reads. To be taken before it reads, so that an edit meanwhile is a change."""
    sha, latest = hashlib.sha256(), 0
    own = (settings.content_folder, settings.template_folder, settings.root / "build.py")
    for folder in (*own, ENGINE, ENGINE.parent / "templates", *_libraries()):
        found = _tree(folder)
        sha.update(f"{folder}\0{found.digest}\0".encode("utf-8", "surrogateescape"))
        latest = max(latest, found.latest)
    return Inputs(sha.hexdigest(), latest < time.time_ns() - TICK * 1e9)


def forget(settings: Settings) -> None:
    """To be done before a build, so that one that is killed leaves no answer. Raises nothing."""
    with suppress(OSError):
        (settings.cache_folder / RECORD).unlink(missing_ok=True)


def keep(settings: Settings, words: Sequence[str], before: Inputs, folder: Path, text: str) -> None:
    """Keeps the answer `text` of a build into `folder` that ended well, having read what `before` was taken of. Raises nothing.

    A file that was written less than a tick before the build read it could be written again unseen, so nothing is kept
    then. The build's own files are given the tick that they need.
    """
    if not before.settled:
        return
    with suppress(OSError):
        began = time.time()
        site = _tree(folder)
        if site.latest / 1e9 + TICK > began:
            time.sleep(max(0.0, min(TICK, site.latest / 1e9 + TICK - time.time())))
            if _tree(folder) != site:
                return
        kept = {
            "version": VERSION, "asked": _asked(settings, words), "inputs": before.digest,
            "folder": os.path.abspath(folder), "site": site.digest, "answer": text,
        }
        record = settings.cache_folder / RECORD
        fresh = record.with_suffix(f".{os.getpid()}")
        fresh.write_text(json.dumps(kept), "utf-8")
        os.replace(fresh, record)


def _asked(settings: Settings, words: Sequence[str]) -> list[object]:
    """All that an answer depends on besides files."""
    day = "" if settings.clock or os.environ.get("SOURCE_DATE_EPOCH") else time.strftime("%Y-%m-%d")
    environment = [os.environ.get(name) for name in ENVIRONMENT]
    return [repr(settings), list(words), os.getcwd(), day, sys.stdout.isatty(), sys.version, sys.flags.optimize, environment]


@dataclass(frozen=True, slots=True)
class _Tree:
    digest: str
    stats: list[os.stat_result] = field(repr=False, compare=False)

    @property
    def latest(self) -> int:
        """The newest of all times, in nanoseconds."""
        return max((max(found.st_mtime_ns, found.st_ctime_ns) for found in self.stats), default=0)


def _tree(folder: Path) -> _Tree:
    """The stat of every file under a folder, or of a file."""
    marks: list[str] = []
    stats: list[os.stat_result] = []
    for path, found in _files(os.fspath(folder)):
        marks.append(f"{path}\0{found.st_mode}\0{found.st_size}\0{found.st_mtime_ns}\0{found.st_ctime_ns}\0{found.st_ino}\n")
        stats.append(found)
    return _Tree(hashlib.sha256("".join(marks).encode("utf-8", "surrogateescape")).hexdigest(), stats)


def _files(path: str) -> Iterator[tuple[str, os.stat_result]]:
    """In the order in which the file system lists them, which is the same as long as nothing changes. Links count as what
    they lead to and as themselves."""
    if not os.path.isdir(path):
        if os.path.exists(path):
            yield path, os.stat(path)
        return
    folders = [path]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name != "__pycache__":
                        folders.append(entry.path)
                    continue
                yield entry.path, entry.stat(follow_symlinks=False)
                if entry.is_symlink() and os.path.isfile(entry.path):
                    yield entry.path, entry.stat()


def _libraries() -> Iterator[Path]:
    """What each installed package lists of itself, which is written anew with each version."""
    for folder in sys.path:
        if folder.endswith("-packages") and os.path.isdir(folder):
            for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
                if entry.name.endswith(".dist-info"):
                    yield Path(entry.path, "RECORD")
