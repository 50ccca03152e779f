from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicsite.model.output import Output
from clinicsite.publish import folder, staging
from clinicsite.publish.folder import Published, publish
from clinicsite.publish.seen import Seen


def output(path: str, text: str) -> Output:
    data = text.encode()
    return Output(path, data, sha256(data).hexdigest(), ())


def put(site: Path, files: Mapping[str, str], kept: Mapping[str, str] | None = None) -> Published:
    return publish([output(path, text) for path, text in files.items()], kept or {}, site)


def files_in(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".clinicsite-manifest.json"
    }


def stamps(folder: Path) -> dict[Path, tuple[int, int, int]]:
    """What changes when a file or folder is written: inode, time of writing, time of change."""
    return {p: (s.st_ino, s.st_mtime_ns, s.st_ctime_ns) for p in [folder, *folder.rglob("*")] for s in [p.stat()]}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def test_a_first_build_writes_every_file_and_a_sorted_list_of_them(site: Path) -> None:
    published = put(site, {"index.html": "home", "assets/site.css": "css"})

    assert published == Published(written=("assets/site.css", "index.html"))
    assert files_in(site) == {"assets/site.css": "css", "index.html": "home"}
    assert (site / ".clinicsite-manifest.json").read_text() == (
        '{\n"format": 1,\n"files": {\n'
        f'"assets/site.css": "{sha256(b"css").hexdigest()}",\n'
        f'"index.html": "{sha256(b"home").hexdigest()}"\n'
        "}\n}\n"
    )


def test_a_second_build_touches_nothing(site: Path) -> None:
    put(site, {"index.html": "home", "a/index.html": "a"})
    before = stamps(site)

    published = put(site, {"index.html": "home", "a/index.html": "a"})

    assert published == Published(unchanged=("a/index.html", "index.html"))
    assert stamps(site) == before


def test_only_changed_files_are_written(site: Path) -> None:
    put(site, {"index.html": "home", "a/index.html": "a"})

    published = put(site, {"index.html": "home, again", "a/index.html": "a"})

    assert published == Published(written=("index.html",), unchanged=("a/index.html",))
    assert (site / "index.html").read_text() == "home, again"


def test_a_kept_file_stays_without_its_bytes_being_given(site: Path) -> None:
    put(site, {"index.html": "home", "a/index.html": "a"})

    published = put(site, {"index.html": "new"}, kept={"a/index.html": sha256(b"a").hexdigest()})

    assert published == Published(written=("index.html",), unchanged=("a/index.html",))
    assert files_in(site) == {"index.html": "new", "a/index.html": "a"}


def test_a_kept_file_that_was_changed_stops_the_build(site: Path) -> None:
    put(site, {"index.html": "home", "a/index.html": "a"})
    (site / "a/index.html").write_text("b")

    published = put(site, {"index.html": "new"}, kept={"a/index.html": sha256(b"a").hexdigest()})

    (problem,) = published.diagnostics
    assert problem.code == "PUB010"
    assert problem.message == "`a/index.html` was changed in the output folder while the site was being built."
    assert (site / "index.html").read_text() == "home"


def test_files_that_are_no_longer_made_go_and_so_do_the_folders_they_leave_empty(site: Path) -> None:
    put(site, {"index.html": "home", "a/b/index.html": "b", "a/index.html": "a"})

    published = put(site, {"index.html": "home"})

    assert published == Published(unchanged=("index.html",), removed=("a/b/index.html", "a/index.html"))
    assert sorted(path.name for path in site.iterdir()) == [".clinicsite-manifest.json", "index.html"]


def test_foreign_files_stay_and_so_do_their_folders(site: Path) -> None:
    put(site, {"a/index.html": "a"})
    (site / "a/notes.txt").write_text("mine")

    put(site, {"index.html": "home"})

    assert files_in(site) == {"a/notes.txt": "mine", "index.html": "home"}


def test_a_file_edited_by_hand_is_restored(site: Path) -> None:
    put(site, {"index.html": "home"})
    (site / "index.html").write_text("HOME")

    published = put(site, {"index.html": "home"})

    assert published.written == ("index.html",)
    assert files_in(site) == {"index.html": "home"}


def test_a_file_deleted_by_hand_is_restored(site: Path) -> None:
    put(site, {"a/index.html": "a"})
    (site / "a/index.html").unlink()
    (site / "a").rmdir()

    assert put(site, {"a/index.html": "a"}).written == ("a/index.html",)
    assert files_in(site) == {"a/index.html": "a"}


def test_a_file_replaced_by_a_link_is_restored_and_the_link_not_followed(site: Path, tmp_path: Path) -> None:
    put(site, {"index.html": "home"})
    (tmp_path / "elsewhere").write_text("private")
    (site / "index.html").unlink()
    (site / "index.html").symlink_to(tmp_path / "elsewhere")

    put(site, {"index.html": "home"})

    assert not (site / "index.html").is_symlink()
    assert (tmp_path / "elsewhere").read_text() == "private"


def test_a_file_may_become_a_folder_and_back(site: Path) -> None:
    put(site, {"a": "file"})
    assert put(site, {"a/b/index.html": "page"}) == Published(written=("a/b/index.html",), removed=("a",))
    assert files_in(site) == {"a/b/index.html": "page"}

    assert put(site, {"a": "file"}) == Published(written=("a",), removed=("a/b/index.html",))
    assert files_in(site) == {"a": "file"}


def test_an_empty_folder_in_the_place_of_a_file_gives_way(site: Path) -> None:
    put(site, {"index.html": "home"})
    (site / "index.html").unlink()
    (site / "index.html/empty").mkdir(parents=True)

    assert put(site, {"index.html": "home"}).ok
    assert files_in(site) == {"index.html": "home"}


@pytest.fixture
def step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a file system that cannot let two folders change places."""
    monkeypatch.setattr(folder, "exchange", lambda one, other: False)


def test_assets_come_before_pages_and_feeds_after_them(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    placed: list[str] = []
    place = staging.Staging.place
    monkeypatch.setattr(staging.Staging, "place", lambda self, path: (placed.append(path), place(self, path)))
    put(site, {})

    put(site, {"a.html": "1", "sitemap.xml": "2", "media/z.png": "3", "_redirects": "4", "assets/site.css": "5"})

    assert placed == ["assets/site.css", "media/z.png", "a.html", "_redirects", "sitemap.xml"]


def test_a_folder_that_no_build_wrote_is_refused_and_not_emptied(site: Path) -> None:
    site.mkdir()
    (site / "photo.jpg").write_text("dear")

    (problem,) = put(site, {"index.html": "home"}).diagnostics

    assert problem.code == "PUB001"
    assert problem.message == "The output folder `site` holds files that no build of this site wrote."
    assert problem.hint == "Empty the folder yourself, or set another `output` in build.py."
    assert str(problem.where) == "site:1:1"
    assert files_in(site) == {"photo.jpg": "dear"}


@pytest.mark.parametrize("name", [".gitignore", ".gitkeep"])
def test_a_folder_that_holds_nothing_but_a_git_file_is_welcome(site: Path, name: str) -> None:
    site.mkdir()
    (site / name).write_text("*\n")

    assert put(site, {"index.html": "home"}).ok
    assert files_in(site) == {name: "*\n", "index.html": "home"}


def test_a_file_where_the_folder_should_be_is_refused(site: Path) -> None:
    site.write_text("a file")

    (problem,) = put(site, {"index.html": "home"}).diagnostics

    assert (problem.code, problem.message) == ("PUB002", "`site` is a file, so the site cannot be written there.")
    assert site.read_text() == "a file"


def test_a_linked_output_folder_is_refused(site: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    site.symlink_to(tmp_path / "real")

    (problem,) = put(site, {"index.html": "home"}).diagnostics

    assert problem.code == "PUB003"
    assert problem.hint.startswith("Replace the link by a folder")
    assert list((tmp_path / "real").iterdir()) == []


@pytest.mark.parametrize("after", [{"a/index.html": "new"}, {"index.html": "home"}])
def test_a_linked_folder_inside_the_output_is_refused_for_writing_and_for_removing(
    site: Path, tmp_path: Path, after: dict[str, str]
) -> None:
    put(site, {"a/index.html": "a"})
    (site / "a").rename(tmp_path / "outside")
    (site / "a").symlink_to(tmp_path / "outside")

    (problem,) = put(site, after).diagnostics

    assert problem.code == "PUB003"
    assert problem.message == "`site/a` is a symbolic link, and a build writes only inside its own folder."
    assert (tmp_path / "outside/index.html").read_text() == "a"


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        (("Fees.html", "fees.html"), "`fees.html` and `Fees.html` cannot both be files of one site."),
        (("caf\u00e9.html", "cafe\u0301.html"), "`caf\u00e9.html` and `cafe\u0301.html` cannot both be files of one site."),
        (("a", "A/b.html"), "`A/b.html` and `a` cannot both be files of one site."),
        (("a.html", "a.html"), "`a.html` is made twice."),
    ],
)
def test_clashing_paths_are_refused_before_anything_is_written(site: Path, paths: tuple[str, str], message: str) -> None:
    (problem,) = publish([output(path, "x") for path in paths], {}, site).diagnostics

    assert (problem.code, problem.message) == ("PUB008", message)
    assert not site.exists()


def test_an_output_that_clashes_with_a_kept_file_is_refused(site: Path) -> None:
    put(site, {"fees.html": "old"})

    published = put(site, {"Fees.html": "new"}, kept={"fees.html": sha256(b"old").hexdigest()})

    assert [problem.code for problem in published.diagnostics] == ["PUB008"]
    assert files_in(site) == {"fees.html": "old"}


@pytest.mark.parametrize("path", ["../out.html", "/etc/x", "a//b", "a/./b", "", ".clinicsite-manifest.json", "a\0b"])
def test_a_path_that_leaves_the_folder_is_refused(site: Path, path: str) -> None:
    (problem,) = put(site, {path: "x"}).diagnostics

    assert problem.code == "PUB011"
    assert not site.exists()


def test_a_name_too_long_for_the_disk_is_refused_before_anything_is_written(site: Path) -> None:
    put(site, {"index.html": "home"})

    (problem,) = put(site, {"index.html": "new", "x" * 300 + "/index.html": "x"}).diagnostics

    assert problem.code == "PUB006"
    assert problem.message == f"The file name `{'x' * 60}…` is longer than this disk allows."
    assert problem.hint == "Shorten the `slug` of the page."
    assert files_in(site) == {"index.html": "home"}


def test_a_path_too_long_for_the_system_is_refused(site: Path) -> None:
    (problem,) = put(site, {"/".join(["folder"] * 700) + "/index.html": "x"}).diagnostics
    assert problem.code == "PUB006"


def test_a_foreign_file_is_not_overwritten(site: Path) -> None:
    put(site, {"index.html": "home"})
    (site / "CNAME").write_text("mine")

    (problem,) = put(site, {"index.html": "new", "CNAME": "theirs"}).diagnostics

    assert problem.code == "PUB009"
    assert problem.message == "`CNAME` in the output folder was not made by a build and is in the way."
    assert str(problem.where) == "site/CNAME:1:1"
    assert files_in(site) == {"CNAME": "mine", "index.html": "home"}


def test_a_foreign_file_with_the_right_bytes_is_adopted(site: Path) -> None:
    put(site, {"index.html": "home"})
    (site / "CNAME").write_text("same")

    assert put(site, {"index.html": "home", "CNAME": "same"}) == Published(unchanged=("CNAME", "index.html"))
    assert put(site, {"index.html": "home"}).removed == ("CNAME",)


@pytest.mark.parametrize("foreign", ["a/index.html/notes.txt", "a"])
def test_a_foreign_file_is_not_swept_away_with_a_folder_or_for_one(site: Path, foreign: str) -> None:
    put(site, {"index.html": "home", "a/index.html": "a"})
    (site / "a/index.html").unlink()
    (site / "a").rmdir()
    (site / foreign).parent.mkdir(parents=True, exist_ok=True)
    (site / foreign).write_text("mine")

    (problem,) = put(site, {"index.html": "home", "a/index.html": "a"}).diagnostics

    assert (problem.code, problem.where.file) == ("PUB009", f"site/{foreign}")
    assert (site / foreign).read_text() == "mine"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "it is damaged"),
        ("[]", "it is damaged"),
        ('{"format": 2, "files": {}}', "another version of clinicsite wrote it"),
        ('{"format": 1, "files": {"../notes": "x"}}', "it names `../notes`, which no build writes"),
    ],
)
def test_a_manifest_that_cannot_be_believed_is_refused(site: Path, tmp_path: Path, text: str, why: str) -> None:
    put(site, {"index.html": "home"})
    (tmp_path / "notes").write_text("mine")
    (site / ".clinicsite-manifest.json").write_text(text)

    (problem,) = put(site, {}).diagnostics

    assert problem.code == "PUB013"
    assert problem.message == f"The list of published files, `.clinicsite-manifest.json`, cannot be used: {why}."
    assert problem.hint == "Delete the folder `site` and build again."
    assert files_in(site) == {"index.html": "home"}
    assert (tmp_path / "notes").read_text() == "mine"


def failing(number: int, when: Callable[[str], bool]) -> Callable[..., None]:
    def fail(file: str, data: bytes) -> None:
        Path(file).write_bytes(data[:1])
        if when(file):
            raise OSError(number, os.strerror(number), file)
        Path(file).write_bytes(data)

    return fail


@pytest.mark.parametrize(
    ("number", "code", "message", "hint"),
    [
        (errno.ENOSPC, "PUB005", "The disk is full.", "Free some space and build again."),
        (errno.EROFS, "PUB004", "`site` cannot be written: read-only file system.", "Make `site` writable"),
        (errno.EACCES, "PUB004", "`site` cannot be written: permission denied.", "Make `site` writable"),
        (errno.EIO, "PUB012", "`site` cannot be written: input/output error.", "Check the disk"),
    ],
)
@pytest.mark.parametrize("victim", ["0", "8", ".clinicsite-manifest.json"])
def test_a_disk_that_fails_leaves_the_last_good_site(
    site: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str, message: str, hint: str, victim: str
) -> None:
    good = {f"{n}/index.html": "good" for n in range(9)}
    put(site, good)
    with monkeypatch.context() as patched:
        patched.setattr(staging, "write_through", failing(number, lambda file: file.endswith(f"/{victim}")))
        (problem,) = put(site, {path: "new" for path in good}).diagnostics

    assert (problem.code, problem.message) == (code, message)
    assert problem.hint.startswith(hint)
    assert files_in(site) == good
    assert put(site, good) == Published(unchanged=tuple(good))


def test_a_folder_inside_that_cannot_be_written_leaves_the_last_good_site(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(site, {"a/index.html": "a", "b/index.html": "b"})
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith("/b") and allowed(path, mode))

    (problem,) = put(site, {"a/index.html": "1", "b/index.html": "2", "c/index.html": "3"}).diagnostics

    assert (problem.code, problem.message) == ("PUB004", "`site/b` cannot be written: permission denied.")
    assert files_in(site) == {"a/index.html": "a", "b/index.html": "b"}


def test_a_build_that_fails_between_renames_is_taken_up_by_the_next(
    site: Path, monkeypatch: pytest.MonkeyPatch, step_by_step: None
) -> None:
    put(site, {"old.html": "old"})
    replace = os.replace

    def fail_at_b(source: str, target: str) -> None:
        if str(target).endswith("b.html"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), source, None, target)
        replace(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", fail_at_b)
        (problem,) = put(site, {"a.html": "a", "b.html": "b"}).diagnostics
    assert (problem.code, problem.where.file) == ("PUB004", "site/b.html")
    assert files_in(site).keys() >= {"a.html", "old.html"}

    assert put(site, {"c.html": "c"}) == Published(written=("c.html",), removed=("a.html", "old.html"))
    assert files_in(site) == {"c.html": "c"}


def test_left_over_temporaries_are_cleaned(site: Path) -> None:
    put(site, {"index.html": "home"})
    (site / ".clinicsite-abc.tmp").mkdir()
    (site / ".clinicsite-abc.tmp/0").write_text("half")
    (site / ".clinicsite-def.tmp").write_text("half")

    assert put(site, {"index.html": "home"}) == Published(unchanged=("index.html",))
    assert files_in(site) == {"index.html": "home"}


def test_files_are_as_readable_as_any_other(site: Path, tmp_path: Path) -> None:
    (tmp_path / "other").write_text("x")
    put(site, {"a/index.html": "a"})
    assert (site / "a/index.html").stat().st_mode == (tmp_path / "other").stat().st_mode


NAMES = st.sampled_from(["a", "a/b", "a/b/c", "a.html", "b/index.html", "b/c/index.html", "feed.xml", "assets/x.css"])
SITES = st.dictionaries(NAMES, st.sampled_from(["", "1", "2"])).filter(
    lambda files: not any(other.startswith(f"{path}/") for path in files for other in files)
)
FOREIGN = st.dictionaries(st.sampled_from(["foreign.txt", "b/foreign.txt", "x/y/foreign.txt"]), st.text("xyz", max_size=2))


@pytest.mark.parametrize("in_one_step", (True, False), ids=("in one step", "step by step"))
@settings(max_examples=60, deadline=None)
@given(builds=st.lists(st.tuples(SITES, st.booleans()), min_size=1, max_size=5), foreign=FOREIGN)
def test_any_builds_after_each_other_leave_the_last_and_what_is_foreign(
    in_one_step: bool, builds: list[tuple[dict[str, str], bool]], foreign: dict[str, str]
) -> None:
    exchange = folder.exchange if in_one_step else lambda one, other: False
    with TemporaryDirectory() as scratch, patch.object(folder, "exchange", exchange):
        site = Path(scratch) / "site"
        put(site, {})
        for path, text in foreign.items():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_text(text)
        text: str | None = None
        last: dict[str, str] = {}
        for files, keep in builds:
            seen = Seen(site, text)
            same = {path: sha256(value.encode()).hexdigest() for path, value in files.items() if keep and last.get(path) == value}
            outputs = [output(path, value) for path, value in files.items() if path not in same]
            published = publish(outputs, same, site, seen)
            assert published.diagnostics == ()
            assert {*published.written, *published.unchanged} == files.keys()
            assert set(published.removed) == last.keys() - files.keys()
            assert files_in(site) == {**foreign, **files}
            assert os.listdir(scratch) == ["site"]
            last, text = files, seen.text()
