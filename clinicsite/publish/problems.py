"""What can go wrong with the output folder, as diagnostics."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from clinicsite.model.diagnostic import Diagnostic, Location

CODES = {
    "PUB001": "The output folder holds files that no build wrote.",
    "PUB002": "A file stands where the output folder should be.",
    "PUB003": "The output folder, or a folder in it, is a symbolic link.",
    "PUB004": "The system does not allow writing there.",
    "PUB005": "The disk is full.",
    "PUB006": "A file name is longer than the disk allows.",
    "PUB007": "Another build is writing the same folder.",
    "PUB008": "Two files of the site cannot both be written on every system.",
    "PUB009": "A file that no build wrote is in the way.",
    "PUB010": "A file was changed in the output folder during the build.",
    "PUB011": "A path leads out of the output folder.",
    "PUB012": "The system could not write a file.",
    "PUB013": "The list of published files cannot be used.",
}


class Refused(Exception):
    """Publishing cannot go on. Caught by `publish`, which returns the diagnostics."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("; ".join(d.message for d in diagnostics))
        self.diagnostics = diagnostics


def place(folder: Path, path: str = "") -> Location:
    """Where a problem is: the output folder's name, with a path in it."""
    return Location(f"{folder.name}/{path}" if path else folder.name)


def not_ours(folder: Path) -> Diagnostic:
    return Diagnostic(
        "PUB001",
        f"The output folder `{folder.name}` holds files that no build of this site wrote.",
        place(folder),
        "Empty the folder yourself, or set another `output` in build.py.",
    )


def not_a_folder(folder: Path) -> Diagnostic:
    return Diagnostic(
        "PUB002",
        f"`{folder.name}` is a file, so the site cannot be written there.",
        place(folder),
        "Move the file away, or set another `output` in build.py.",
    )


def linked(folder: Path, path: str = "") -> Diagnostic:
    shown = f"{folder.name}/{path}" if path else folder.name
    return Diagnostic(
        "PUB003",
        f"`{shown}` is a symbolic link, and a build writes only inside its own folder.",
        place(folder, path),
        "Replace the link by a folder, or set `output` in build.py to the folder it leads to.",
    )


def busy(folder: Path, holder: str) -> Diagnostic:
    return Diagnostic(
        "PUB007",
        f"Another build{f' (process {holder})' if holder else ''} is writing `{folder.name}`.",
        place(folder),
        "Wait until it is done, or stop it, and build again.",
    )


def collision(folder: Path, path: str, other: str) -> Diagnostic:
    same = path == other
    return Diagnostic(
        "PUB008",
        f"`{path}` is made twice." if same else f"`{path}` and `{other}` cannot both be files of one site.",
        place(folder, path),
        "Give one of them another address; capitals do not tell addresses apart on every server.",
    )


def in_the_way(folder: Path, path: str) -> Diagnostic:
    return Diagnostic(
        "PUB009",
        f"`{path}` in the output folder was not made by a build and is in the way.",
        place(folder, path),
        "Move it out of the output folder, or delete it.",
    )


def changed_meanwhile(folder: Path, path: str) -> Diagnostic:
    return Diagnostic(
        "PUB010",
        f"`{path}` was changed in the output folder while the site was being built.",
        place(folder, path),
        "Build again, and edit files under content/ rather than the output.",
    )


def unsafe(folder: Path, path: str) -> Diagnostic:
    return Diagnostic(
        "PUB011",
        f"`{path}` is not a path that a build may write.",
        place(folder),
        "Use letters, digits, `-`, `_`, `.` and `/`, and stay inside the output folder.",
    )


def too_long(folder: Path, path: str) -> Diagnostic:
    shown = path if len(path) <= 60 else f"{path[:60]}…"
    return Diagnostic(
        "PUB006",
        f"The file name `{shown}` is longer than this disk allows.",
        place(folder),
        "Shorten the `slug` of the page.",
    )


def unreadable_manifest(folder: Path, name: str, why: str) -> Diagnostic:
    return Diagnostic(
        "PUB013",
        f"The list of published files, `{name}`, cannot be used: {why}.",
        place(folder, name),
        f"Delete the folder `{folder.name}` and build again.",
    )


def explain(error: OSError, folder: Path) -> Diagnostic:
    """The diagnostic for what the operating system said while the folder was being read or written."""
    path = _inside(error, folder)
    where = place(folder, path)
    shown = f"{folder.name}/{path}" if path else folder.name
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Diagnostic("PUB005", "The disk is full.", where, "Free some space and build again.")
    if error.errno == errno.ENAMETOOLONG:
        return too_long(folder, path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Diagnostic(
            "PUB004",
            f"`{shown}` cannot be written: {_said(error)}.",
            where,
            f"Make `{folder.name}` writable for your account, or set another `output` in build.py.",
        )
    return Diagnostic(
        "PUB012",
        f"`{shown}` cannot be written: {_said(error)}.",
        where,
        "Check the disk and the folder, and build again.",
    )


def _said(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _inside(error: OSError, folder: Path) -> str:
    named = error.filename2 or error.filename
    if not isinstance(named, str | os.PathLike):
        return ""
    try:
        path = Path(named).relative_to(folder).as_posix()
    except ValueError:
        return ""
    return "" if path == "." or path.startswith(".clinicsite-") else path
