"""A second copy of the output folder, by hard links, that takes its place in one step while the folder itself is changed."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

AT_FDCWD = -100
RENAME_EXCHANGE = 2
"""From <linux/fs.h>, for renameat2(2)."""


def twins(folder: Path) -> tuple[Path, ...]:
    """Copies that killed builds left beside the output folder."""
    return tuple(sorted(folder.parent.glob(f"{_prefix(folder)}*.tmp")))


def new_twin(folder: Path) -> Path:
    """An empty folder beside another one. Raises OSError."""
    return Path(mkdtemp(prefix=_prefix(folder), suffix=".tmp", dir=folder.parent))


def make_twin(folder: Path, without: Container[str], new: Mapping[str, str]) -> Path | None:
    """A folder beside `folder` with the same files but those of `without`, and with `new` (path -> file to link) on top.

    None where the file system or the rights do not allow it; nothing is left behind then. Temporary files of builds are
    not taken along.
    """
    twin = None
    try:
        twin = new_twin(folder)
        _mirror(os.fspath(folder), os.fspath(twin), "", {*new}, without)
        for path, file in new.items():
            target = os.path.join(twin, path)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            os.link(file, target)
        twin.chmod(stat.S_IMODE(folder.stat().st_mode))
    except OSError:
        drop_twin(twin)
        return None
    return twin


def drop_twin(twin: Path | None) -> None:
    if twin is not None:
        shutil.rmtree(twin, ignore_errors=True)


def exchange(one: Path, other: Path) -> bool:
    """Lets two folders change places in one step of the file system; False, with nothing changed, where it knows none."""
    rename = _renameat2()
    return rename is not None and rename(os.fsencode(one), os.fsencode(other)) == 0


def saved_meanwhile(twin: Path, folder: Path, ours: Container[str]) -> Iterator[str]:
    """Foreign files of `twin` that are not those of `folder`: somebody saved them while the two had changed places."""
    for top, _, names in os.walk(twin):
        for name in names:
            path = os.path.relpath(os.path.join(top, name), twin)
            if path not in ours and not path.startswith(".clinicsite-") and not _same_file(twin / path, folder / path):
                yield path


def _same_file(one: Path, other: Path) -> bool:
    if one.is_symlink():
        return os.path.lexists(other)
    return other.exists() and one.samefile(other)


def _prefix(folder: Path) -> str:
    return f".clinicsite-{folder.name}-"


def _mirror(source: str, target: str, path: str, new: Container[str], without: Container[str]) -> None:
    with os.scandir(source) as entries:
        for entry in entries:
            inner = f"{path}/{entry.name}" if path else entry.name
            if inner in new or inner in without or inner.startswith(".clinicsite-"):
                continue
            place = os.path.join(target, entry.name)
            if entry.is_symlink():
                os.symlink(os.readlink(entry.path), place)
            elif entry.is_dir():
                os.mkdir(place)
                _mirror(entry.path, place, inner, new, without)
                if os.listdir(entry.path) and not os.listdir(place):
                    os.rmdir(place)
                else:
                    os.chmod(place, stat.S_IMODE(entry.stat().st_mode))
            elif entry.is_file():
                os.link(entry.path, place)
            else:
                raise OSError(errno.EPERM, "neither a file nor a folder", entry.path)


def _renameat2() -> Callable[[bytes, bytes], int] | None:
    if sys.platform != "linux":
        return None
    import ctypes

    with suppress(OSError, AttributeError):
        found = ctypes.CDLL(None, use_errno=True).renameat2
        found.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
        return lambda one, other: int(found(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE))
    return None
