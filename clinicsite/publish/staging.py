"""Temporary files on their way into the output folder, and what a killed build left of them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from types import TracebackType

from clinicsite.publish.manifest import MANIFEST, ManifestError, manifest_bytes, read_manifest
from clinicsite.publish.paths import drop_empty
from clinicsite.publish.seen import Seen

WRITERS = 4


class Staging:
    """A folder `.clinicsite-….tmp` in the output folder that holds files until each can be renamed.

    The new manifest is staged before the first rename, so that a killed build leaves word of what it was doing.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: dict[str, str] = {}
        self.begun = False

    def __enter__(self) -> Staging:
        self.temporary = Path(mkdtemp(prefix=".clinicsite-", suffix=".tmp", dir=self.folder))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if error is not None and self.begun:
            with suppress(OSError):
                _drop_data(self.temporary)
        else:
            shutil.rmtree(self.temporary, ignore_errors=True)

    def write(self, files: Iterable[tuple[str, bytes]], manifest: Mapping[str, str]) -> None:
        """Writes every file and the manifest to the disk, none of them in its place yet."""
        items = [(str(n), path, data) for n, (path, data) in enumerate(files)]
        self.names = {path: name for name, path, _ in items}
        write_all(self.temporary, [(name, data) for name, _, data in items], manifest)

    def files(self) -> dict[str, str]:
        """Where each file waits, by the path that it will have; the manifest among them."""
        names = {**self.names, MANIFEST: MANIFEST}
        return {path: os.path.join(self.temporary, name) for path, name in names.items()}

    def moved(self, folder: Path) -> None:
        """To be told when the folder has another name now."""
        self.folder, self.temporary = folder, folder / self.temporary.name

    def place(self, path: str) -> None:
        self.begun = True
        os.replace(os.path.join(self.temporary, self.names[path]), os.path.join(self.folder, path))

    def place_manifest(self) -> None:
        os.replace(self.temporary / MANIFEST, self.folder / MANIFEST)
        sync_folder(self.folder)


def write_all(folder: Path, files: Sequence[tuple[str, bytes]], manifest: Mapping[str, str]) -> None:
    """Writes new files, by their paths in the folder, and the manifest, and waits until the disk has them."""
    jobs = [(os.path.join(folder, path), data) for path, data in files]
    if len(jobs) <= WRITERS:
        for file, data in jobs:
            write_through(file, data)
    else:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(WRITERS) as pool:
            for _ in pool.map(lambda job: write_through(*job), jobs):
                pass
    write_through(os.path.join(folder, MANIFEST), manifest_bytes(manifest))
    sync_folder(folder)


def write_through(file: str | Path, data: bytes) -> None:
    """Writes a new file and waits until the disk has it."""
    with open(file, "xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def leftovers(folder: Path) -> tuple[Path, ...]:
    """What killed builds left in the output folder."""
    return tuple(sorted(folder.glob(".clinicsite-*.tmp")))


def recover(folder: Path, listed: Mapping[str, str] | None, left: Iterable[Path]) -> dict[str, str] | None:
    """Takes up after killed builds: puts what they had already renamed on the list, then removes their temporaries.

    Gives the files that are ours, None when no build ever got as far as to write one.
    """
    ours = None if listed is None else dict(listed)
    seen = Seen(folder)
    for temporary in left:
        if not temporary.is_dir() or temporary.is_symlink():
            temporary.unlink()
            continue
        _drop_data(temporary)
        with suppress(ManifestError):
            for path, digest in (read_manifest(temporary / MANIFEST) or {}).items():
                ours = {} if ours is None else ours
                if seen.holds(path, digest):
                    ours[path] = digest
                else:
                    drop_empty(folder, path)
    if ours is not None and ours != listed:
        with Staging(folder) as staging:
            staging.write((), ours)
            staging.place_manifest()
    for temporary in left:
        shutil.rmtree(temporary, ignore_errors=True)
    return ours


def _drop_data(temporary: Path) -> None:
    for file in temporary.iterdir():
        if file.name != MANIFEST:
            file.unlink()


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
