"""Bytes that took long to make, kept from build to build by what they were made from."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

PICTURES = "pictures"
"""The store of pictures, in the cache folder."""

KEPT_FOR = 30 * 24 * 3600
"""Seconds that an entry stays after a build has no more use for it: drafts and branches come back."""

CHECK = 32


class Store:
    """A folder of entries by key. A key stands for everything that the bytes depend on, so an entry never changes.

    An entry begins with the SHA-256 of its bytes: one that a kill, a full disk or another program left damaged counts
    as not there. Where nothing can be written, nothing is kept. No method raises for any of that.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> bytes | None:
        with suppress(OSError):
            whole = (self.folder / key).read_bytes()
            if hashlib.sha256(whole[CHECK:]).digest() == whole[:CHECK]:
                return whole[CHECK:]
        return None

    def keep(self, key: str, data: bytes) -> None:
        """Under a name of its own first: nobody, not even after a kill, meets half an entry."""
        temporary = self.folder / f".{key}.{os.urandom(16).hex()}.tmp"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(hashlib.sha256(data).digest() + data)
            os.replace(temporary, self.folder / key)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    def forget(self, wanted: Collection[str]) -> None:
        """Removes entries that are not wanted and have not been for long, and what killed builds left behind."""
        limit = time.time() - KEPT_FOR
        with suppress(OSError):
            for entry in sorted(os.scandir(self.folder), key=lambda entry: entry.name):
                if entry.name not in wanted and entry.stat().st_mtime < limit:
                    os.unlink(entry.path)

    def empty(self) -> None:
        """Removes every entry, and the folder."""
        with suppress(OSError):
            for entry in os.scandir(self.folder):
                os.unlink(entry.path)
            os.rmdir(self.folder)


def key_of(*parts: object) -> str:
    """A key: 40 hex digits of the SHA-256 of the parts' text."""
    sha = hashlib.sha256()
    for part in parts:
        sha.update(str(part).encode("utf-8", "surrogatepass"))
        sha.update(b"\0")
    return sha.hexdigest()[:40]
