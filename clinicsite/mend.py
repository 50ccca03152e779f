"""`clinicsite check --fix`: safe edits of the Markdown sources, on disk."""

from __future__ import annotations

import difflib
import os
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from clinicsite.check import fix
from clinicsite.check.families import check_sources
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.page import Source
from clinicsite.read.files import read_files
from clinicsite.settings import Settings

BOM = b"\xef\xbb\xbf"
LINE_END = re.compile(r"\r\n|\r|\n")


class NotMended(Exception):
    """A file cannot be written; its text says which and why. It is as it was."""


def mend(settings: Settings) -> Iterator[tuple[str, int]]:
    """Mend every Markdown file in content/ and yield each that changed, with how many places were mended.

    What cannot be read is passed over, as the check that follows reports it. Raises NotMended.
    """
    done: set[Path] = set()
    for source in read_files(settings.content_folder).sources:
        path = (settings.content_folder / source.path).resolve()
        if not source.path.endswith(".md") or path in done:
            continue
        done.add(path)
        mended = fix.mend(source.text, lambda text: _lint(source.path, text))
        if mended != source.text:
            try:
                _replace(path, _as_it_was_typed(path.read_bytes(), mended))
            except OSError as error:
                raise NotMended(f"{source.file} cannot be written: {(error.strerror or str(error)).lower()}.") from error
            yield source.file, sum(1 for found in _lint(source.path, source.text) if found.fix)


def _lint(path: str, text: str) -> Iterator[Diagnostic]:
    return check_sources([Source(path, text, "")])


def _as_it_was_typed(before: bytes, text: str) -> bytes:
    """The new text with the byte order mark and, line by line, the line ends of the old file."""
    old = before.decode("utf-8-sig")
    ends = LINE_END.findall(old)
    usual = Counter(ends).most_common(1)[0][0] if ends else "\n"
    lines = text.split("\n")
    matcher = difflib.SequenceMatcher(None, LINE_END.split(old), lines, autojunk=False)
    new_ends = [usual] * len(lines)
    for _, start, stop, new_start, new_stop in matcher.get_opcodes():
        for n, new in zip(range(start, min(stop, len(ends))), range(new_start, new_stop)):
            new_ends[new] = ends[n]
    joined = "".join(line + end for line, end in zip(lines, [*new_ends[:-1], ""]))
    return (BOM if before.startswith(BOM) else b"") + joined.encode()


def _replace(path: Path, data: bytes) -> None:
    """Put a new file in the place of the old one, with its rights, in one step."""
    handle, temporary = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        found = path.stat()
        os.chmod(temporary, found.st_mode & 0o7777)
        with suppress(PermissionError):
            os.chown(temporary, found.st_uid, found.st_gid)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
