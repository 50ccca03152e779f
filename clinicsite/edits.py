"""An edit of a writer's file on disk: byte order mark, line ends and rights stay, and it happens in one step."""

from __future__ import annotations

import difflib
import os
import re
import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path

BOM = b"\xef\xbb\xbf"
LINE_END = re.compile(r"\r\n|\r|\n")


def as_it_was_typed(before: bytes, text: str) -> bytes:
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


def replace_file(path: Path, data: bytes) -> None:
    """Put a new file in the place of the old one, with its rights, in one step. A new file gets the usual rights."""
    handle, temporary = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            found = path.stat()
            os.chmod(temporary, found.st_mode & 0o7777)
            with suppress(PermissionError):
                os.chown(temporary, found.st_uid, found.st_gid)
        else:
            os.chmod(temporary, 0o666 & ~_mask())
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
