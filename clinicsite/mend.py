"""`clinicsite check --fix`: safe edits of the Markdown sources, on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from clinicsite.check import fix
from clinicsite.check.families import check_sources
from clinicsite.edits import as_it_was_typed, replace_file
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.page import Source
from clinicsite.read.files import read_files
from clinicsite.settings import Settings


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
                replace_file(path, as_it_was_typed(path.read_bytes(), mended))
            except OSError as error:
                raise NotMended(f"{source.file} cannot be written: {(error.strerror or str(error)).lower()}.") from error
            yield source.file, sum(1 for found in _lint(source.path, source.text) if found.fix)


def _lint(path: str, text: str) -> Iterator[Diagnostic]:
    return check_sources([Source(path, text, "")])
