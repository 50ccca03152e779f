"""`clinicsite lock`: the DOI and title of each work, recorded as a person has verified them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from clinicsite.check.works import differences
from clinicsite.edits import replace_file
from clinicsite.model.address import did_you_mean
from clinicsite.model.diagnostic import Diagnostic, has_errors
from clinicsite.model.frozen import frozen
from clinicsite.model.reference import DOI, DOI_ADDRESS, Pin, Reference
from clinicsite.read.bibliography import read_bibliography
from clinicsite.read.files import read_files
from clinicsite.read.pins import FILE, read_pins, written
from clinicsite.settings import Settings

BIBLIOGRAPHY = "references.bib"


class NotLocked(Exception):
    """The lock cannot be written as asked; its text says why. It is as it was."""


@frozen()
class Locked:
    """What became of the lock, in DOIs. `waiting` are the keys of works that have yet to be checked, `problems` why lines
    were left as they were; with `works` 0 nothing was written."""

    works: int = 0
    added: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


def lock(settings: Settings, accept: Collection[str] = ()) -> Locked:
    """Write content/references.lock from content/references.bib and say what changed.

    Nothing is looked up: titles are taken as they stand, because a person has compared them with the works. A title or
    DOI that differs from what is recorded is left alone unless its DOI is in `accept`. Works marked `checked={recheck}`
    are not added. DOIs that the bibliography no longer has are dropped. While one of the two files cannot be read in
    whole, nothing is written. Raises NotLocked.
    """
    references, pins, problems = _read(settings.content_folder)
    if has_errors(problems):
        return Locked(problems=problems)
    accepted = _known(accept, references)
    differing = {difference.work.key: difference for difference in differences(references, pins)}
    kept: dict[str, Pin] = {}
    waiting: list[str] = []
    refused: list[Diagnostic] = []
    for key, work in references.items():
        doi, difference = work.doi.casefold(), differing.get(key)
        if not DOI.match(work.doi):
            continue
        if difference and doi not in accepted:
            kept[difference.pin.doi.casefold()] = difference.pin
            refused.append(difference.told)
        elif doi not in pins and work.checked == "recheck":
            waiting.append(key)
        else:
            kept.setdefault(doi, pins[doi] if doi in pins and not difference else Pin(work.doi, work.title, work.where))
    _write(settings.content_folder / FILE, written(kept.values()))
    changed = tuple(d.work.doi for d in differing.values() if d.work.doi.casefold() in accepted)
    return Locked(
        works=len(kept),
        added=tuple(pin.doi for doi, pin in kept.items() if doi not in pins and pin.doi not in changed),
        accepted=changed,
        dropped=tuple(pin.doi for doi, pin in pins.items() if doi not in kept),
        waiting=tuple(waiting),
        problems=tuple(refused),
    )


def _read(content: Path) -> tuple[Mapping[str, Reference], Mapping[str, Pin], tuple[Diagnostic, ...]]:
    files = read_files(content)
    sources = {source.path: source for source in files.sources}
    problems = [d for d in files.problems if d.where.file in (f"content/{BIBLIOGRAPHY}", f"content/{FILE}")]
    if BIBLIOGRAPHY not in sources and not problems:
        raise NotLocked("there is no content/references.bib. Add the works that your pages cite.")
    references: Mapping[str, Reference] = {}
    pins: Mapping[str, Pin] = {}
    if source := sources.get(BIBLIOGRAPHY):
        references, found = read_bibliography(source)
        problems += found
    if source := sources.get(FILE):
        pins, found = read_pins(source)
        problems += found
    return references, pins, tuple(problems)


def _known(accept: Collection[str], references: Mapping[str, Reference]) -> frozenset[str]:
    """The DOIs to accept, in small letters."""
    dois = {work.doi.casefold(): work.doi for work in references.values() if work.doi}
    bare = [DOI_ADDRESS.sub("", text.strip()) for text in accept]
    for doi in bare:
        if doi.casefold() not in dois:
            raise NotLocked(f"no work has the DOI {doi}. {did_you_mean(doi, dois.values())}".strip().replace("`", ""))
    return frozenset(doi.casefold() for doi in bare)


def _write(path: Path, text: str) -> None:
    """Put the file in place, if it is not so already."""
    data = text.encode()
    try:
        if not path.is_file() or path.read_bytes() != data:
            replace_file(path, data)
    except OSError as error:
        raise NotLocked(f"content/{FILE} cannot be written: {(error.strerror or str(error)).lower()}.") from error
