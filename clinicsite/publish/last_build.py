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
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from clinicsite.model.frozen import frozen
from clinicsite.settings import Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

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


@frozen(slots=True)
class Inputs:
    """What the stat of every file that a build reads came to: of `content` a line for each file, of the `others` a digest.
    `settled` says that no later write could leave all of it the same."""

    content: tuple[str, ...]
    others: str
    settled: bool


@frozen(slots=True)
class Outcome:
    """What a build came to that ended well: its `pages`, those that were `held` back as (file, why), what it may be taken for,
    how much is `unready` to go live, and what it told of, as `check.findings` writes it."""

    pages: int
    held: tuple[tuple[str, str], ...]
    standing: Standing
    unready: int
    told: str


@frozen(slots=True)
class Since:
    """What became of content/ since the last build, by path there; all else is as it was then. `files` is all of it now."""

    changed: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    files: frozenset[str]
    witnesses: tuple[tuple[str, tuple[int, ...]], ...]
    """Files that every other build writes, with what their stat said."""
    engine: str
    outcome: Outcome

    @property
    def stands(self) -> bool:
        """Whether no other build has been at work meanwhile. To be asked while none can begin."""
        return all(mark_of(Path(file)) == mark for file, mark in self.witnesses)


@frozen(slots=True)
class Answer:
    """What is known before a build: `text` is what it would say, None if anything may have changed; `since` is what has
    changed, None if that may be anything; then `site` is what the last build left."""

    inputs: Inputs
    text: str | None = None
    since: Since | None = None
    site: _Tree | None = None


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
        site = _tree(Path(kept["folder"]))
        if kept["site"] != site.digest:
            return Answer(now)
        if kept["content"] == _digest(now.content):
            return Answer(now, str(kept["answer"]).replace(SECONDS, f"{time.perf_counter() - started:.2f}"))
        return Answer(now, since=_since(settings, now, kept), site=site)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Answer(now)


def _since(settings: Settings, now: Inputs, kept: dict[str, Any]) -> Since | None:
    text = (settings.cache_folder / FILES).read_text("utf-8", "surrogateescape")
    then = text.split("\n")
    if kept["content"] != _digest(then):
        return None
    before = {_name(mark) for mark in {*then}.difference(now.content)}
    after = {_name(mark) for mark in {*now.content}.difference(then)}
    pages, held, standing, unready, told = kept["outcome"]
    outcome = Outcome(pages, tuple((file, reason) for file, reason in held), standing, unready, told)
    prefix = len(os.path.join(settings.content_folder, ""))

    def relative(paths: set[str]) -> tuple[str, ...]:
        return tuple(sorted(path[prefix:] for path in paths))

    files = frozenset(_name(mark)[prefix:] for mark in now.content)
    return Since(
        relative(after & before), relative(after - before), relative(before - after), files,
        tuple((file, tuple(mark)) for file, mark in kept["witnesses"]), str(kept["engine"]), outcome,
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
    given: Settings, words: Sequence[str], looked: Answer, settings: Settings, text: str, outcome: Outcome,
    engine: str, written: Sequence[str] | None = None,
) -> None:
    """Keeps the answer `text` of a build that ended well, having `looked` before, and its `outcome`. `settings` are those
    `given`, and what the `words` made of them; `engine` is the key of what built. `written` are the files that it replaced, by
    path in the output folder, where it left all others alone; None where it may have changed any. Raises nothing.

    A file that was written less than a tick before the build read it could be written again unseen, so nothing is kept
    then. The build's own files are given the tick that they need.
    """
    before = looked.inputs
    if not before.settled:
        return
    from clinicsite.publish.manifest import MANIFEST

    with suppress(OSError):
        began = time.time()
        folder = Path(os.path.abspath(settings.output_folder))

        def tree() -> _Tree:
            if looked.site is None or written is None:
                return _tree(folder)
            return looked.site.again(os.path.join(folder, path) for path in (*written, MANIFEST))

        site = tree()
        if site.latest / 1e9 + TICK > began:
            time.sleep(max(0.0, min(TICK, site.latest / 1e9 + TICK - time.time())))
            if tree() != site:
                return
        kept = {
            "version": VERSION, "asked": _asked(given, words), "content": _digest(before.content), "others": before.others,
            "folder": os.fspath(folder), "site": site.digest, "answer": text, "engine": engine,
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


@frozen(slots=True)
class _Tree:
    """A line for each file by the folder that it lies in, and the newest of all their times, in nanoseconds."""

    folders: dict[str, list[str]]
    latest: int

    @property
    def marks(self) -> list[str]:
        return [mark for marks in self.folders.values() for mark in marks]

    @property
    def digest(self) -> str:
        return _digest(self.marks)

    def again(self, paths: Iterable[str]) -> _Tree:
        """The tree after nothing but these files was replaced."""
        folders, latest = dict(self.folders), self.latest
        for folder in {os.path.dirname(path) for path in paths}:
            folders[folder], newest, _ = _scan(folder)
            latest = max(latest, newest)
        return _Tree(folders, latest)


def _tree(top: Path) -> _Tree:
    """The stat of every file under a folder, or of a file. Links count as what they lead to and as themselves."""
    path = os.fspath(top)
    if not os.path.isdir(path):
        if not os.path.exists(path):
            return _Tree({}, 0)
        mark, latest = _mark(path, os.stat(path))
        return _Tree({path: [mark]}, latest)
    folders: dict[str, list[str]] = {}
    latest, waiting = 0, [path]
    while waiting:
        folder = waiting.pop()
        folders[folder], newest, below = _scan(folder)
        latest = max(latest, newest)
        waiting += below
    return _Tree(folders, latest)


def _scan(folder: str) -> tuple[list[str], int, list[str]]:
    """The marks of the files of a folder, the newest of their times, and the folders in it: in the order in which the file
    system lists them, which is the same as long as nothing changes."""
    marks: list[str] = []
    below: list[str] = []
    latest = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    below.append(entry.path)
                continue
            stats = [entry.stat(follow_symlinks=False)]
            if entry.is_symlink() and os.path.isfile(entry.path):
                stats.append(entry.stat())
            for found in stats:
                mark, newest = _mark(entry.path, found)
                marks.append(mark)
                if newest > latest:
                    latest = newest
    return marks, latest, below


def _mark(path: str, found: os.stat_result) -> tuple[str, int]:
    """A line that changes with a file, and the newer of its times."""
    modified, changed = found.st_mtime_ns, found.st_ctime_ns
    mark = f"{path}\0{found.st_mode}\0{found.st_size}\0{modified}\0{changed}\0{found.st_ino}"
    return mark, modified if modified > changed else changed


def _digest(marks: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(marks).encode("utf-8", "surrogateescape")).hexdigest()


def _name(mark: str) -> str:
    return mark.partition("\0")[0]


def _libraries() -> Iterator[Path]:
    """What each installed package lists of itself, which is written anew with each version."""
    for folder in sys.path:
        if folder.endswith("-packages") and os.path.isdir(folder):
            for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
                if entry.name.endswith(".dist-info"):
                    yield Path(entry.path, "RECORD")
