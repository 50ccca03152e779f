"""Where prints are made: from the store, in this process, or in several where that pays."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

from clinicsite.model.picture import Cut
from clinicsite.read.pictures import Unfit
from clinicsite.render.prints import Print, develop
from clinicsite.render.store import Store

PAYS = 6_000_000
"""Pixels to encode from which a second process is worth its start of 0.2 s: a core does 8 million a second."""

PACKAGE = Path(__file__).resolve().parents[1]


class NotDeveloped(Exception):
    """A picture that went missing, changed or broke since it was looked at. `source` is its path under content/."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.source = source


def developed(prints: Iterable[Print], content: Path, store: Store, processes: int = 0) -> Iterator[tuple[Print, bytes]]:
    """Every print with its bytes; what is not in the store is made and kept there. `content` is the folder content/.

    `processes` is how many may work (0: one for each core). The bytes are the same with any number. Raises
    NotDeveloped.
    """
    wanted = list(prints)
    kept = {each: data for each in wanted if (data := store.get(each.key)) is not None}
    missing = [each for each in wanted if each not in kept]
    batches = list(_batches(missing))
    workers = min(processes or os.cpu_count() or 1, len(batches))
    if workers > 1 and sum(each.width * each.height for each in missing) >= PAYS:
        _in_processes(batches, content, store, workers)
        kept |= {each: data for each in missing if (data := store.get(each.key)) is not None}
    for batch in batches:
        left = [each for each in batch if each not in kept]
        if left:
            for each, data in _developed(left, content):
                store.keep(each.key, data)
                kept[each] = data
    yield from ((each, kept[each]) for each in wanted)


def _developed(batch: Sequence[Print], content: Path) -> Iterator[tuple[Print, bytes]]:
    """The prints of one source, if its file still is the one that they were asked of."""
    source = batch[0].source
    try:
        data = (content / source).read_bytes()
        if hashlib.sha256(data).hexdigest() != batch[0].digest:
            raise NotDeveloped(source)
        yield from develop(data, batch)
    except (Unfit, OSError) as error:
        raise NotDeveloped(source) from error


def _batches(prints: Sequence[Print]) -> Iterator[list[Print]]:
    """The prints of each source together, so that it is decoded once."""
    for _, group in groupby(sorted(prints, key=lambda each: each.source), lambda each: each.source):
        yield list(group)


def _in_processes(batches: Sequence[list[Print]], content: Path, store: Store, workers: int) -> None:
    """Each worker gets an equal share of the pixels and puts what it makes into the store.

    They are plain child processes and not `multiprocessing`, which would run the site's build.py again in each, and
    would fork under the threads of the preview. What a worker does not finish is made afterwards in this process.
    """
    shares: list[list[Print]] = [[] for _ in range(workers)]
    weights = [0] * workers
    for batch in sorted(batches, key=_pixels, reverse=True):
        lightest = weights.index(min(weights))
        shares[lightest] += batch
        weights[lightest] += _pixels(batch)
    paths = [str(PACKAGE.parent), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    running = []
    try:
        for share in shares:
            with suppress(OSError):
                worker = subprocess.Popen(
                    [sys.executable, "-m", __name__, str(content.resolve()), str(store.folder.resolve())],
                    stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True,
                )
                running.append(worker)
                assert worker.stdin
                worker.stdin.write(json.dumps([asdict(each) for each in share]))
                worker.stdin.close()
        for worker in running:
            worker.wait()
    finally:
        for worker in running:
            worker.kill()
            worker.wait()


def _pixels(prints: Iterable[Print]) -> int:
    return sum(each.width * each.height for each in prints)


def work(content: Path, store: Store, order: str) -> None:
    """What a worker does: makes the prints of its order, a JSON list, and keeps each in the store. It ends when its
    parent is gone."""
    parent = os.getppid()
    prints = [Print(**{**row, "cut": Cut(**row["cut"])}) for row in json.loads(order)]
    for batch in _batches(prints):
        for each, data in _developed(batch, content):
            store.keep(each.key, data)
            if os.getppid() != parent:
                return


if __name__ == "__main__":
    work(Path(sys.argv[1]), Store(Path(sys.argv[2])), sys.stdin.read())
