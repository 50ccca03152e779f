"""One build at a time for an output folder."""

from __future__ import annotations

import fcntl
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clinicsite.model.diagnostic import Diagnostic
from clinicsite.publish.problems import busy


@contextmanager
def one_build(output: Path, cache: Path, wait: float = 0.0) -> Iterator[Diagnostic | None]:
    """Holds the right to write `output` for the length of a `with`; yields a Diagnostic when another build holds it.

    The system lets go of the lock when its process ends, however it ends. `wait` is how many seconds to wait for it.
    Without a cache folder that can be written, the folder around the output folder is locked.
    """
    handle = _open(output, cache)
    if handle is None:
        yield None
        return
    try:
        if _taken(handle, wait):
            _sign(handle)
            yield None
        else:
            yield busy(output, _signed(handle))
    finally:
        os.close(handle)


def _open(output: Path, cache: Path) -> int | None:
    name = hashlib.sha256(os.fsencode(output.absolute())).hexdigest()[:12]
    try:
        cache.mkdir(parents=True, exist_ok=True)
        return os.open(cache / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o666)
    except OSError:
        try:
            return os.open(output.absolute().parent, os.O_RDONLY)
        except OSError:
            return None


def _taken(handle: int, wait: float) -> bool:
    until = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
        time.sleep(0.02)


def _sign(handle: int) -> None:
    try:
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
    except OSError:
        return


def _signed(handle: int) -> str:
    try:
        text = os.pread(handle, 20, 0).decode("ascii", "ignore")
    except OSError:
        return ""
    return text if text.isdigit() else ""
