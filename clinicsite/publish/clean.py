"""Takes back what builds wrote."""

from __future__ import annotations

from pathlib import Path

from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.frozen import frozen
from clinicsite.publish.folder import open_folder, refuse_links, remove
from clinicsite.publish.last_build import FILES, MEMO, RECORD
from clinicsite.publish.manifest import MANIFEST
from clinicsite.publish.problems import Refused, explain
from clinicsite.render.store import PICTURES, Store


@frozen(slots=True)
class Cleaned:
    """The paths that were removed from the output folder, sorted, and what stood in the way."""

    removed: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def clean(folder: Path, cache: Path) -> Cleaned:
    """Removes what the manifest of `folder` lists, the manifest, the memo, the last answer and the store; every other file stays.

    The caller holds the lock of `one_build`.
    """
    removed: list[str] = []
    try:
        for name in (MEMO, f"{MEMO}-journal", RECORD, FILES):
            (cache / name).unlink(missing_ok=True)
        Store(cache / PICTURES).empty()
        if folder.exists() or folder.is_symlink():
            ours = open_folder(folder)
            refuse_links(folder, ours)
            for path in sorted(ours):
                if remove(folder, path):
                    removed.append(path)
            (folder / MANIFEST).unlink(missing_ok=True)
    except Refused as refused:
        return Cleaned(tuple(removed), refused.diagnostics)
    except OSError as error:
        return Cleaned(tuple(removed), (explain(error, folder),))
    return Cleaned(tuple(removed))
