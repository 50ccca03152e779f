"""The last build, as far as files can tell: where nothing has changed since, its answer is given again.

Nothing is read but names, sizes, times and inodes, and nothing heavy is imported: this is what an unchanged build costs. Where
nothing has changed but files of content/, it is told which.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clinicsite.settings import Settings

if TYPE_CHECKING:
    from clinicsite.model.standing import Standing

RECORD = "last-build.json"
FILES = "last-build.files"
MEMO = "memo.sqlite3"
VERSION = 2
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
    """What the stat of every file that a build reads came to: of `content` a line for each file, of the `others` a digest.
    `settled` says that no later write could leave all of it the same."""

    content: tuple[str, ...]
    others: str
    settled: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build came to that ended well: its `pages`, those that were `held` back as (file, why), what it may be taken for,
    how much is `unready` to go live, and what it told of, as `check.findings` writes it."""

    pages: int
    held: tuple[tuple[str, str], ...]
    standing: Standing
    unready: int
    told: str


@dataclass(frozen=True, slots=True)
class Since:
    """What became of content/ since the last build, by path there; all else is as it was then. `files` is all of it now."""

    changed: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    files: frozenset[str]
    witnesses: tuple[tuple[str, tuple[int, ...]], ...]
    """Files that every other build writes, with what their stat said."""
    outcome: Outcome

    @property
    def stands(self) -> bool:
        """Whether no other build has been at work meanwhile. To be asked while none can begin."""
        return all(mark_of(Path(file)) == mark for file, mark in self.witnesses)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known before a build: `text` is what it would say, None if anything may have changed; `since` is what has
    changed, None if that may be anything."""

    inputs: Inputs
    text: str | None = None
    since: Since | None = None


def look(settings: Settings, words: Sequence[str]) -> Answer:
    """Compares what there is with what the last build of these settings and words left. Never raises for files.

    To be asked before a build reads anything, so that an edit meanwhile is a change.
    """
    started = time.perf_counter()
    now = inputs(settings)
    try:
        kept = json.loads((settings.cache_folder / RECORD).read_text("utf-8"))
        if kept["version"] != VERSION or kept["asked"] != _asked(settings, words) or kept["others"] != now.others:
            return Answer(now)
        if kept["site"] != _tree(Path(kept["folder"])).digest:
            return Answer(now)
        if kept["content"] == _digest(now.content):
            return Answer(now, str(kept["answer"]).replace(SECONDS, f"{time.perf_counter() - started:.2f}"))
        return Answer(now, since=_since(settings, now, kept))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Answer(now)


def _since(settings: Settings, now: Inputs, kept: dict[str, Any]) -> Since | None:
    text = (settings.cache_folder / FILES).read_text("utf-8", "surrogateescape")
    then = text.split("\n")
    if kept["content"] != _digest(then):
        return None
    before, after = {_name(mark) for mark in {*then}.difference(now.content)}, {_name(mark) for mark in {*now.content}.difference(then)}
    pages, held, standing, unready, told = kept["outcome"]
    outcome = Outcome(pages, tuple((file, reason) for file, reason in held), standing, unready, told)
    prefix = len(os.path.join(settings.content_folder, ""))

    def relative(paths: set[str]) -> tuple[str, ...]:
        return tuple(sorted(path[prefix:] for path in paths))

    return Since(
        relative(after & before), relative(after - before), relative(before - after), frozenset(_name(mark)[prefix:] for mark in now.content),
        tuple((file, tuple(mark)) for file, mark in kept["witnesses"]), outcome,
    )


def inputs(settings: Settings) -> Inputs:
    """Of everything that a build reads. To be taken before it reads, so that an edit meanwhile is a change."""
    content = _tree(settings.content_folder)
    sha, latest = hashlib.sha256(), content.latest
    own = (settings.template_folder, settings.root / "build.py")
    for folder in (*own, ENGINE, ENGINE.parent / "templates", *_libraries()):
        found = _tree(folder)
        sha.update(f"{folder}\0{found.digest}\0".encode("utf-8", "surrogateescape"))
        latest = max(latest, found.latest)
    return Inputs(tuple(content.marks), sha.hexdigest(), latest < time.time_ns() - TICK * 1e9)


def mark_of(file: Path) -> tuple[int, ...]:
    """What the stat of a file says; nothing where there is none."""
    try:
        found = os.stat(file)
    except OSError:
        return ()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def forget(settings: Settings) -> None:
    """To be done before a build, so that one that is killed leaves no answer. Raises nothing."""
    with suppress(OSError):
        (settings.cache_folder / RECORD).unlink(missing_ok=True)


def keep(
    given: Settings, words: Sequence[str], before: Inputs, settings: Settings, text: str, outcome: Outcome
) -> None:
    """Keeps the answer `text` of a build that ended well, having read what `before` was taken of, and its `outcome`. `settings`
    are those `given`, and what the `words` made of them. Raises nothing.

    A file that was written less than a tick before the build read it could be written again unseen, so nothing is kept
    then. The build's own files are given the tick that they need.
    """
    if not before.settled:
        return
    from clinicsite.publish.manifest import MANIFEST

    with suppress(OSError):
        began = time.time()
        folder = settings.output_folder
        site = _tree(folder)
        if site.latest / 1e9 + TICK > began:
            time.sleep(max(0.0, min(TICK, site.latest / 1e9 + TICK - time.time())))
            if _tree(folder) != site:
                return
        kept = {
            "version": VERSION, "asked": _asked(given, words), "content": _digest(before.content), "others": before.others,
            "folder": os.path.abspath(folder), "site": site.digest, "answer": text,
            "witnesses": [(os.fspath(file), mark_of(file)) for file in (settings.cache_folder / MEMO, folder / MANIFEST)],
            "outcome": [outcome.pages, outcome.held, outcome.standing, outcome.unready, outcome.told],
        }
        _replace(settings.cache_folder / FILES, "\n".join(before.content))
        _replace(settings.cache_folder / RECORD, json.dumps(kept))


def _replace(file: Path, text: str) -> None:
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    fresh.write_text(text, "utf-8", "surrogateescape")
    os.replace(fresh, file)


def _asked(settings: Settings, words: Sequence[str]) -> list[object]:
    """All that an answer depends on besides files."""
    day = "" if settings.clock or os.environ.get("SOURCE_DATE_EPOCH") else time.strftime("%Y-%m-%d")
    environment = [os.environ.get(name) for name in ENVIRONMENT]
    return [repr(settings), list(words), os.getcwd(), day, sys.stdout.isatty(), sys.version, sys.flags.optimize, environment]


@dataclass(frozen=True, slots=True)
class _Tree:
    """A line for each file, and the newest of all their times, in nanoseconds."""

    marks: list[str]
    latest: int

    @property
    def digest(self) -> str:
        return _digest(self.marks)


def _tree(folder: Path) -> _Tree:
    """The stat of every file under a folder, or of a file."""
    marks: list[str] = []
    latest = 0
    for path, found in _files(os.fspath(folder)):
        modified, changed = found.st_mtime_ns, found.st_ctime_ns
        marks.append(f"{path}\0{found.st_mode}\0{found.st_size}\0{modified}\0{changed}\0{found.st_ino}")
        latest = max(latest, modified, changed)
    return _Tree(marks, latest)


def _digest(marks: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(marks).encode("utf-8", "surrogateescape")).hexdigest()


def _name(mark: str) -> str:
    return mark.partition("\0")[0]


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
