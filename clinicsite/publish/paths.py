"""Checks the paths of a site's files against each other and against the disk, before any is written."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from clinicsite.model.address import is_safe_path
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.publish.problems import Refused, collision, too_long, unsafe

LONGEST_PATH = 4095


def parents(path: str) -> tuple[str, ...]:
    """The folders a path lies in, innermost first: `a/b/c` -> `a/b`, `a`."""
    parts = path.split("/")[:-1]
    return tuple("/".join(parts[:n]) for n in range(len(parts), 0, -1))


def drop_empty(folder: Path, path: str) -> None:
    """Removes the folders that a path lies in, as far as they are empty, and none that a link leads to."""
    if any(os.path.islink(folder / parent) for parent in parents(path)):
        return
    for parent in parents(path):
        try:
            os.rmdir(folder / parent)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError:
            return


def check_paths(folder: Path, paths: Iterable[str]) -> None:
    """Raises Refused with every path that leaves the folder, is too long, or clashes with another.

    Two paths that differ only in capitals or in how an accent is written are one file on Windows and macOS.
    """
    listed = sorted(paths)
    found = [*_misshapen(folder, listed), *_clashes(folder, listed)]
    if found:
        raise Refused(*found)


def _misshapen(folder: Path, paths: Iterable[str]) -> Iterator[Diagnostic]:
    longest_name = _longest_name(folder)
    room = LONGEST_PATH - len(os.fsencode(folder.absolute())) - 1
    for path in paths:
        if not is_safe_path(path) or path.startswith(".clinicsite-"):
            yield unsafe(folder, path)
        elif len(os.fsencode(path)) > room or any(len(os.fsencode(part)) > longest_name for part in path.split("/")):
            yield too_long(folder, path)


def _clashes(folder: Path, paths: Iterable[str]) -> Iterator[Diagnostic]:
    files: dict[str, str] = {}
    for path in paths:
        folded = unicodedata.normalize("NFC", path).casefold()
        if folded in files:
            yield collision(folder, path, files[folded])
        files.setdefault(folded, path)
    for folded, path in files.items():
        for parent in parents(folded):
            if parent in files:
                yield collision(folder, path, files[parent])


def _longest_name(folder: Path) -> int:
    """Bytes a file name may have on this disk."""
    near = next(p for p in (folder, *folder.absolute().parents) if p.is_dir())
    try:
        return os.pathconf(near, "PC_NAME_MAX")
    except (OSError, ValueError):
        return 255
