from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from clinicsite.model.output import Output
from clinicsite.publish.clean import Cleaned, clean
from clinicsite.publish.folder import publish
from clinicsite.publish.memo import Memo


def build(site: Path, *paths: str) -> None:
    assert publish([Output(path, b"x", sha256(b"x").hexdigest(), ()) for path in paths], {}, site).ok


def test_clean_removes_what_builds_wrote_and_nothing_else(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / ".cache"
    site.mkdir()
    (site / ".gitignore").write_text("*")
    build(site, "index.html", "a/b/index.html", "a/index.html")
    (site / "a/notes.txt").write_text("mine")
    with Memo.open(cache / "memo.sqlite3", "k") as memo:
        memo.keep_facts("files", "{}")
    (cache / "other").write_text("mine")

    assert clean(site, cache) == Cleaned(removed=("a/b/index.html", "a/index.html", "index.html"))
    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()) == [
        ".cache/other", "site/.gitignore", "site/a/notes.txt",
    ]
    assert not (site / "a/b").exists()


def test_clean_leaves_a_folder_alone_that_no_build_wrote(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "photo.jpg").write_text("dear")

    cleaned = clean(site, tmp_path / ".cache")

    assert [problem.code for problem in cleaned.diagnostics] == ["PUB001"]
    assert (site / "photo.jpg").read_text() == "dear"


def test_clean_has_nothing_to_do_before_the_first_build_and_makes_no_folder(tmp_path: Path) -> None:
    assert clean(tmp_path / "site", tmp_path / ".cache") == Cleaned()
    assert list(tmp_path.iterdir()) == []


def test_clean_does_not_follow_a_linked_output_folder(tmp_path: Path) -> None:
    build(tmp_path / "real", "index.html")
    (tmp_path / "site").symlink_to(tmp_path / "real")

    assert [problem.code for problem in clean(tmp_path / "site", tmp_path / ".cache").diagnostics] == ["PUB003"]
    assert (tmp_path / "real/index.html").exists()


def test_clean_does_not_reach_through_a_link_inside(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, "a/index.html")
    (site / "a").rename(tmp_path / "outside")
    (site / "a").symlink_to(tmp_path / "outside")

    assert [problem.code for problem in clean(site, tmp_path / ".cache").diagnostics] == ["PUB003"]
    assert (tmp_path / "outside/index.html").exists()


def test_a_site_can_be_built_again_after_clean(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, "index.html")
    clean(site, tmp_path / ".cache")
    build(site, "index.html")
    assert (site / "index.html").read_text() == "x"
