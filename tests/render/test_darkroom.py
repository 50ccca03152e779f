from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path

import pytest

from clinicsite.render import darkroom
from clinicsite.render.darkroom import NotDeveloped, developed
from clinicsite.render.prints import Print, Shot, prints_of
from clinicsite.render.store import Store
from tests.pictures import picture

ROOT = Path(__file__).parents[2]


def photos(content: Path, count: int = 3) -> list[Print]:
    """The prints of so many photos, whose files lie in the folder then."""
    found: list[Print] = []
    for n in range(count):
        data = picture(f"{n}.jpg", f"700 by 500, number {n}")
        (content / f"{n}.jpg").write_bytes(data)
        found += prints_of(Shot(f"{n}.jpg", hashlib.sha256(data).hexdigest(), 700, 500, "text"))
    return found


def test_several_processes_give_the_same_bytes_as_one(tmp_path, monkeypatch):
    wanted = photos(tmp_path)
    alone = dict(developed(wanted, tmp_path, Store(tmp_path / "one"), processes=1))
    monkeypatch.setattr(darkroom, "PAYS", 1)
    monkeypatch.setattr(darkroom, "develop", lambda *given: pytest.fail("the workers left something undone"))
    together = dict(developed(wanted, tmp_path, Store(tmp_path / "two"), processes=3))
    assert list(together) == list(alone) == wanted
    assert together == alone


def test_a_few_small_prints_are_made_without_another_process(tmp_path, monkeypatch):
    monkeypatch.setattr(subprocess, "Popen", lambda *given, **more: pytest.fail("a process was started"))
    assert len(dict(developed(photos(tmp_path), tmp_path, Store(tmp_path / "store"), processes=8))) == 27


def test_many_prints_of_one_photo_are_made_without_another_process(tmp_path, monkeypatch):
    monkeypatch.setattr(darkroom, "PAYS", 1)
    monkeypatch.setattr(subprocess, "Popen", lambda *given, **more: pytest.fail("a process was started"))
    assert len(dict(developed(photos(tmp_path, 1), tmp_path, Store(tmp_path / "store"), processes=8))) == 9


def test_a_print_is_made_once(tmp_path, monkeypatch):
    wanted, store = photos(tmp_path, 1), Store(tmp_path / "store")
    first = dict(developed(wanted, tmp_path, store))
    monkeypatch.setattr(darkroom, "develop", lambda *given: pytest.fail("it was made again"))
    (tmp_path / "0.jpg").unlink()
    assert dict(developed(wanted, tmp_path, store)) == first


def test_what_workers_cannot_keep_is_made_by_the_build_itself(tmp_path, monkeypatch):
    wanted = photos(tmp_path)
    monkeypatch.setattr(darkroom, "PAYS", 1)
    (tmp_path / "file").write_text("in the way")
    made = dict(developed(wanted, tmp_path, Store(tmp_path / "file"), processes=2))
    assert list(made) == wanted and all(made.values())


def test_where_no_process_can_be_started_the_build_makes_all_itself(tmp_path, monkeypatch):
    wanted = photos(tmp_path)
    monkeypatch.setattr(darkroom, "PAYS", 1)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    assert list(dict(developed(wanted, tmp_path, Store(tmp_path / "store"), processes=2))) == wanted


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("now", [None, b"", picture("a.jpg", "another photo")])
def test_a_photo_that_changed_since_it_was_looked_at_is_not_kept_under_its_old_name(tmp_path, monkeypatch, now, processes):
    wanted, store = photos(tmp_path, 2), Store(tmp_path / "store")
    monkeypatch.setattr(darkroom, "PAYS", 1)
    if now is None:
        (tmp_path / "1.jpg").unlink()
    else:
        (tmp_path / "1.jpg").write_bytes(now)
    with pytest.raises(NotDeveloped) as failure:
        dict(developed(wanted, tmp_path, store, processes))
    assert failure.value.source == "1.jpg"
    assert all(store.get(each.key) is None for each in wanted if each.source == "1.jpg")


LOOP = """
import json, sys
from pathlib import Path
from clinicsite.model.picture import Cut
from clinicsite.render.darkroom import work
from clinicsite.render.store import Store

print("ready", flush=True)
store = Store(Path(sys.argv[2]))
while True:
    work(Path(sys.argv[1]), store, sys.argv[3])
    for entry in store.folder.iterdir():
        entry.unlink()
"""


def test_after_an_encoder_was_killed_at_any_moment_the_store_holds_whole_prints_or_none(tmp_path):
    wanted = photos(tmp_path, 1)
    right = dict(developed(wanted, tmp_path, Store(tmp_path / "right")))
    store, dice = Store(tmp_path / "store"), random.Random(7)
    for _ in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", LOOP, str(tmp_path), str(store.folder), json.dumps([asdict(each) for each in wanted])],
            stdout=subprocess.PIPE, cwd=ROOT,
        )
        assert process.stdout and process.stdout.readline() == b"ready\n"
        until = time.monotonic() + dice.uniform(0.01, 0.3)
        while time.monotonic() < until:
            os.sched_yield()
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        for each in wanted:
            assert store.get(each.key) in (None, right[each])
        assert dict(developed(wanted, tmp_path, store)) == right


def test_workers_end_with_the_build_that_started_them(tmp_path, monkeypatch):
    wanted = photos(tmp_path, 1)
    parents = iter([1, 1, 2])
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    store = Store(tmp_path / "store")
    darkroom.work(tmp_path, store, json.dumps([asdict(each) for each in wanted]))
    assert len([each for each in wanted if store.get(each.key)]) == 2
