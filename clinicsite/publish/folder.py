"""Outputs -> files in the output folder, of which a visitor meets old ones or new ones and never half of one."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.frozen import frozen
from clinicsite.model.output import Output
from clinicsite.publish.manifest import MANIFEST, ManifestError, read_manifest
from clinicsite.publish.paths import check_paths, drop_empty, parents
from clinicsite.publish.problems import (
    Refused,
    changed_meanwhile,
    explain,
    in_the_way,
    linked,
    not_a_folder,
    not_ours,
    unreadable_manifest,
)
from clinicsite.publish.seen import Seen
from clinicsite.publish.staging import Staging, leftovers, recover, sync_folder, write_all
from clinicsite.publish.twin import drop_twin, exchange, make_twin, new_twin, saved_meanwhile, twins

WELCOME = frozenset({".gitignore", ".gitkeep"})
"""Files that a new output folder may hold."""


@frozen(slots=True)
class Published:
    """What became of the site's files, by path, sorted. With a diagnostic, nothing more was done than it says."""

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.diagnostics


def publish(outputs: Sequence[Output], kept: Mapping[str, str], folder: Path, seen: Seen | None = None) -> Published:
    """Makes `folder` hold exactly `outputs` and `kept` (path -> digest of files that stay), and foreign files untouched.

    Whoever asks for files by their paths meets the old site or the new one: a first site is put together beside the folder
    and becomes it; where more than one file changes, a twin of the folder with all of the new site takes its place in one
    step, the folder itself is changed behind it, and takes its place again. Where the file system knows no such step, each
    file is renamed into place by itself: assets, then pages, then feeds; then what earlier builds wrote and this one does
    not is removed; the manifest comes last. Every file is on the disk before that begins. The caller holds the lock of
    `one_build`.
    """
    try:
        return _publish(outputs, kept, folder, seen or Seen(folder))
    except Refused as refused:
        return Published(diagnostics=refused.diagnostics)
    except OSError as error:
        return Published(diagnostics=(explain(error, folder),))


def replace(outputs: Sequence[Output], folder: Path) -> Published:
    """Puts these files in place of those of the same paths, as `publish` would, and leaves all others alone. For a folder that
    is known to be as the last build left it: `unchanged` is empty, because the others are not looked at.

    Raises KeyError for a path that no build has written.
    """
    try:
        ours = open_folder(folder)
        refuse_links(folder, [output.path for output in outputs])
        changed = sorted((output for output in outputs if ours[output.path] != output.digest), key=lambda output: output.path)
        if changed:
            _replace(folder, changed, (), {**ours, **{output.path: output.digest for output in changed}})
        return Published(tuple(output.path for output in changed))
    except Refused as refused:
        return Published(diagnostics=refused.diagnostics)
    except OSError as error:
        return Published(diagnostics=(explain(error, folder),))


def open_folder(folder: Path) -> dict[str, str]:
    """The files of ours in an output folder, by the manifest. Makes the folder and takes up after killed builds.

    Raises Refused when it is a link, a file or somebody else's.
    """
    if folder.is_symlink():
        raise Refused(linked(folder))
    if folder.exists() and not folder.is_dir():
        raise Refused(not_a_folder(folder))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        listed = read_manifest(folder / MANIFEST)
    except ManifestError as error:
        raise Refused(unreadable_manifest(folder, MANIFEST, str(error))) from None
    for twin in twins(folder):
        drop_twin(twin)
    left = leftovers(folder)
    ours = recover(folder, listed, left) if left else listed
    if ours is None and any(entry.name not in WELCOME for entry in os.scandir(folder)):
        raise Refused(not_ours(folder))
    return ours or {}


def _publish(outputs: Sequence[Output], kept: Mapping[str, str], folder: Path, seen: Seen) -> Published:
    made = {output.path: output for output in outputs}
    check_paths(folder, [*(output.path for output in outputs), *(path for path in kept if path not in made)])
    fresh = not folder.exists()
    ours = open_folder(folder)
    wanted = {**kept, **{path: output.digest for path, output in made.items()}}
    refuse_links(folder, {**ours, **wanted})
    changed = [output for path, output in sorted(made.items()) if not seen.holds(path, output.digest)]
    lost = [path for path in sorted(kept) if path not in made and not seen.holds(path, kept[path])]
    if lost:
        raise Refused(*(changed_meanwhile(folder, path) for path in lost))
    stale = sorted(ours.keys() - wanted.keys())
    _refuse_strangers(folder, changed, ours, frozenset(stale))
    removed = ()
    begun = fresh and _begin(folder, changed, wanted)
    if not begun and (changed or stale or ours != wanted or not (folder / MANIFEST).exists()):
        removed = _replace(folder, changed, stale, wanted)
        seen.relinked()
    for output in changed:
        seen.note(output.path, output.digest)
    for path in stale:
        seen.forget(path)
    written = tuple(output.path for output in changed)
    return Published(written, tuple(sorted(wanted.keys() - set(written))), removed)


def _begin(folder: Path, outputs: Sequence[Output], manifest: Mapping[str, str]) -> bool:
    """Puts a first site together beside the folder, which is new and which nobody has open, and lets it become the folder in one
    step. False, with nothing done, where that cannot be."""
    twin = None
    try:
        twin = new_twin(folder)
        _make_folders(twin, _folders(outputs))
        write_all(twin, [(output.path, output.data) for output in outputs], manifest)
        twin.chmod(stat.S_IMODE(folder.stat().st_mode))
        os.rename(twin, folder)
    except OSError:
        drop_twin(twin)
        return False
    with suppress(OSError):
        sync_folder(folder.parent)
    return True


def _replace(folder: Path, changed: Sequence[Output], stale: Sequence[str], wanted: Mapping[str, str]) -> tuple[str, ...]:
    """The one place that changes a site."""
    with Staging(folder) as staging:
        staging.write(((output.path, output.data) for output in changed), wanted)
        _make_folders(folder, _free_folders(changed, stale))
        twin = make_twin(folder, {*stale}, staging.files()) if len(changed) + len(stale) > 1 else None
        if twin is None or not exchange(folder, twin):
            drop_twin(twin)
            return _place_all(staging, changed, stale)
        # The folder itself is kept, and does not give way to its twin: servers and containers may hold on to it.
        staging.moved(twin)
        try:
            removed = _place_all(staging, changed, stale)
        except OSError:
            drop_twin(twin)
            return tuple(stale)
        exchange(folder, twin)
        staging.moved(folder)
        for path in saved_meanwhile(twin, folder, wanted):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(twin / path, folder / path)
        drop_twin(twin)
        return removed


def _place_all(staging: Staging, changed: Sequence[Output], stale: Sequence[str]) -> tuple[str, ...]:
    """Renames what is staged into place, one file at a time, and removes what is stale; gives what was removed.

    Stale files that stand where a folder must be, or in a folder that must become a file, go before the renames.
    """
    folder = staging.folder
    blocking = _blocking(changed, stale)
    removed = [path for path in blocking if remove(folder, path)]
    for output in sorted(changed, key=lambda output: (_turn(output.path), output.path)):
        _make_way(folder / output.path)
        staging.place(output.path)
    removed += [path for path in stale if path not in blocking and remove(folder, path)]
    staging.place_manifest()
    return tuple(sorted(removed))


def _folders(changed: Iterable[Output]) -> set[str]:
    return {parent for output in changed for parent in parents(output.path)}


def _blocking(changed: Sequence[Output], stale: Sequence[str]) -> list[str]:
    targets, folders = {output.path for output in changed}, _folders(changed)
    return [path for path in stale if path in folders or targets.intersection(parents(path))]


def _free_folders(changed: Sequence[Output], stale: Sequence[str]) -> set[str]:
    """Folders that can be made before anything is renamed."""
    blocking = _blocking(changed, stale)
    return {path for path in _folders(changed) if not {path, *parents(path)}.intersection(blocking)}


def remove(folder: Path, path: str) -> bool:
    """Removes a file and the folders it leaves empty; False when it was not there."""
    target = folder / path
    found = os.path.lexists(target) and (target.is_symlink() or not target.is_dir())
    if found:
        os.unlink(target)
    drop_empty(folder, path)
    return found


def _turn(path: str) -> int:
    """Assets first, so that no page asks for one that is not there; feeds, maps and rules last, as they name pages."""
    if path.endswith(".html"):
        return 1
    return 2 if path.endswith((".xml", ".txt")) or path.startswith("_") else 0


def _make_way(target: Path) -> None:
    """Makes the folder of a file that is about to be renamed, and clears an empty folder that stands in its place."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir() and not target.is_symlink():
        for top, _, _ in os.walk(target, topdown=False):
            os.rmdir(top)


def _make_folders(folder: Path, paths: Iterable[str]) -> None:
    made: list[str] = []
    try:
        for path in sorted(paths):
            target = os.path.join(folder, path)
            if not os.path.lexists(target):
                os.mkdir(target)
                made.append(target)
            elif not os.access(target, os.W_OK | os.X_OK):
                raise PermissionError(13, "Permission denied", target)
    except OSError:
        for target in reversed(made):
            os.rmdir(target)
        raise


def refuse_links(folder: Path, paths: Iterable[str]) -> None:
    for parent in sorted({parent for path in paths for parent in parents(path)}):
        with suppress(FileNotFoundError, NotADirectoryError):
            if stat.S_ISLNK(os.lstat(folder / parent).st_mode):
                raise Refused(linked(folder, parent))


def _refuse_strangers(folder: Path, changed: Sequence[Output], ours: Mapping[str, str], stale: frozenset[str]) -> None:
    """Refuses to overwrite what no build wrote."""
    found: dict[str, Diagnostic] = {}
    for output in changed:
        known = output.path in ours and not os.path.isdir(folder / output.path)
        for path in (*parents(output.path), *(() if known else (output.path,))):
            if stranger := _stranger(folder, path, path == output.path, stale):
                found[stranger] = in_the_way(folder, stranger)
    if found:
        raise Refused(*(found[path] for path in sorted(found)))


def _stranger(folder: Path, path: str, is_file: bool, stale: frozenset[str]) -> str | None:
    target = os.path.join(folder, path)
    if not os.path.lexists(target) or path in stale:
        return None
    if not os.path.isdir(target) or os.path.islink(target):
        return path
    if not is_file:
        return None
    inside = [os.path.relpath(os.path.join(top, name), folder)
              for top, folders, names in os.walk(target)
              for name in (*names, *(name for name in folders if os.path.islink(os.path.join(top, name))))]
    strangers = sorted(name for name in inside if name not in stale)
    return strangers[0] if strangers else None
