from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from clinicsite.model.output import Output
from clinicsite.publish import folder, twin
from clinicsite.publish.folder import Published, publish

READ = """
import sys
from pathlib import Path

site = Path(sys.argv[1])
print("reading", flush=True)
while True:
    last, first, again = ((site / name).read_text() for name in ("z.html", "a.html", "z.html"))
    if last == again != first:
        sys.exit(f"a.html was of build {first} between two looks at z.html, which was of build {last}.")
    if last == "99":
        break
"""
"""Looks at the last page, the first and the last again. Where the last is the same both times, no build came between."""


def put(site: Path, files: Mapping[str, str]) -> Published:
    outputs = [Output(path, text.encode(), sha256(text.encode()).hexdigest(), ()) for path, text in files.items()]
    return publish(outputs, {}, site)


def pages(turn: int) -> dict[str, str]:
    return {f"{name}.html": str(turn) for name in ("a", "b/c", *(f"d/{n}" for n in range(20)), "z")}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def test_whoever_reads_while_builds_publish_meets_one_build_at_a_time(site: Path) -> None:
    put(site, pages(0))
    reader = subprocess.Popen(
        [sys.executable, "-c", READ, str(site)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert reader.stdout and reader.stdout.readline() == "reading\n"
    for turn in range(1, 100):
        assert put(site, pages(turn)).ok
    assert reader.communicate(timeout=60) == ("", "")


def test_the_folder_stays_the_one_that_servers_and_containers_have_open(site: Path) -> None:
    put(site, {"a.html": "1", "b.html": "1"})
    handle = os.open(site, os.O_RDONLY)
    try:
        assert put(site, {"a.html": "2", "c/d.html": "2"}) == Published(("a.html", "c/d.html"), (), ("b.html",))
        assert sorted(os.listdir(handle)) == [".clinicsite-manifest.json", "a.html", "c"]
        assert os.fstat(handle).st_ino == site.stat().st_ino
        page = os.open("a.html", os.O_RDONLY, dir_fd=handle)
        assert os.read(page, 9) == b"2"
        os.close(page)
    finally:
        os.close(handle)


def test_a_first_site_is_there_as_a_whole_or_not_at_all(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename, met = os.rename, []

    def look(one: Path, other: Path) -> None:
        met.append(os.listdir(other))
        rename(one, other)
        met.append(sorted(os.listdir(other)))

    monkeypatch.setattr(os, "rename", look)
    assert put(site, {"a.html": "1", "b/c.html": "1"}) == Published(("a.html", "b/c.html"))
    assert met == [[], [".clinicsite-manifest.json", "a.html", "b"]]
    assert os.listdir(site.parent) == ["site"]


def test_a_new_folder_that_somebody_fills_meanwhile_keeps_what_is_theirs(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new_twin = twin.new_twin

    def fill(beside: Path) -> Path:
        (beside / "theirs.txt").write_text("theirs")
        return new_twin(beside)

    monkeypatch.setattr(folder, "new_twin", fill)
    assert put(site, {"a.html": "1", "b.html": "1"}).ok
    assert {name: (site / name).read_text() for name in ("a.html", "b.html", "theirs.txt")} == {
        "a.html": "1", "b.html": "1", "theirs.txt": "theirs",
    }  # fmt: skip
    assert os.listdir(site.parent) == ["site"]


def test_a_folder_that_is_there_is_filled_and_not_replaced(site: Path) -> None:
    site.mkdir()
    before = site.stat().st_ino
    assert put(site, {"a.html": "1", "b.html": "1"}).ok
    assert site.stat().st_ino == before


def test_folders_keep_their_rights_and_foreign_files_their_place_in_both(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(site, {"a/b.html": "1"})
    site.chmod(0o751)
    (site / "a").chmod(0o711)
    (site / "a/own.txt").write_text("mine")
    (site / "own").symlink_to("a/own.txt")
    (site / "empty").mkdir()
    looked: list[object] = []
    exchange = twin.exchange

    def look(one: Path, other: Path) -> bool:
        done = exchange(one, other)
        rights = [oct(path.stat().st_mode)[-3:] for path in (site, site / "a")]
        looked.append((rights, (site / "own").read_text(), (site / "empty").is_dir(), (site / "a/b.html").read_text()))
        return done

    monkeypatch.setattr(folder, "exchange", look)
    put(site, {"a/b.html": "2", "c.html": "2"})
    assert looked == [(["751", "711"], "mine", True, "2")] * 2


def test_what_somebody_saves_at_that_very_moment_is_kept(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(site, {"a.html": "1", "b.html": "1"})
    (site / "own.txt").write_text("old")
    exchange = twin.exchange

    def save(one: Path, other: Path) -> bool:
        done = exchange(one, other)
        if not (site / "new").exists():
            (site / "new").mkdir()
            (site / "new/more.txt").write_text("more")
            (site / "fresh").write_text("new")
            os.replace(site / "fresh", site / "own.txt")
        return done

    with monkeypatch.context() as patched:
        patched.setattr(folder, "exchange", save)
        put(site, {"a.html": "2", "b.html": "2"})
    assert ((site / "new/more.txt").read_text(), (site / "own.txt").read_text()) == ("more", "new")


@pytest.mark.parametrize("refused", ("link", "mkdtemp"))
def test_where_the_file_system_does_not_allow_it_each_file_is_placed_by_itself(
    site: Path, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    put(site, {"a.html": "1", "b.html": "1", "c.html": "1"})

    def refuse(*args: object, **options: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    with monkeypatch.context() as patched:
        patched.setattr(twin if refused == "mkdtemp" else os, refused, refuse)
        assert put(site, {"a.html": "2", "b.html": "2"}) == Published(("a.html", "b.html"), (), ("c.html",))
    assert (site / "a.html").read_text() == "2"
    assert os.listdir(site.parent) == ["site"]


@pytest.mark.parametrize("moment", (1, 2), ids=("before the step", "after it"))
def test_a_build_killed_around_the_step_leaves_one_whole_site(site: Path, monkeypatch: pytest.MonkeyPatch, moment: int) -> None:
    put(site, {"a.html": "1", "b.html": "1"})
    exchange = twin.exchange

    def killed(one: Path, other: Path) -> bool:
        if moment == 2:
            exchange(one, other)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(folder, "exchange", killed)
        put(site, {"a.html": "2", "b.html": "2"})
    assert {(site / name).read_text() for name in ("a.html", "b.html")} == {str(moment)}

    assert put(site, {"a.html": "3"}).removed == ("b.html",)
    assert os.listdir(site.parent) == ["site"]
    assert sorted(os.listdir(site)) == [".clinicsite-manifest.json", "a.html"]
