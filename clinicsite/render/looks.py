"""What pictures are, by the digest of their file, so that each is opened once and not at every build."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path, PurePosixPath

from clinicsite.model.picture import Flaw, Picture
from clinicsite.model.site import MediaFile
from clinicsite.render.bodies import ProseMemo


class Looks:
    """Looks at pictures under the folder `content`, and remembers in the memo what it saw."""

    def __init__(self, content: Path, memo: ProseMemo) -> None:
        self._content, self._memo = content, memo

    def look(self, file: MediaFile) -> Picture | Flaw:
        """What a picture is, or why it cannot be used."""
        key = f"picture {file.digest}{PurePosixPath(file.path).suffix.lower()}"
        if known := self._memo.prose(key):
            return _read(known)
        from clinicsite.read.pictures import look

        data = (self._content / file.path).read_bytes()
        found = look(data, file.path)
        if hashlib.sha256(data).hexdigest() == file.digest:
            self._memo.keep_prose(key, json.dumps(asdict(found), sort_keys=True))
        return found


def _read(text: str) -> Picture | Flaw:
    values = json.loads(text)
    return Flaw(**values) if "fault" in values else Picture(**values)
