from __future__ import annotations

import os
import pickle
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from clinicsite.model.page import Source
from clinicsite.read.files import Changed, Files, read_file, read_files


def content(root: Path, files: dict[str, str | bytes]) -> Path:
    folder = root / "content"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def told(found: Files) -> list[str]:
    return [f"{d.where}: {d.severity} {d.code} {d.message} {d.hint}" for d in found.problems]


def read(root: Path, name: str, data: bytes) -> Files:
    return read_files(content(root, {name: data}))


def test_texts_and_pictures_are_read_in_the_order_of_their_names(tmp_path):
    found = read_files(content(tmp_path, {"pages/b.md": "B", "pages/a.md": "A", "clinic.yaml": "name: x", "x.PNG": "png", "refs.bib": "@"}))
    assert [source.path for source in found.sources] == ["clinic.yaml", "pages/a.md", "pages/b.md", "refs.bib"]
    assert found.sources[1] == Source("pages/a.md", "A", sha256(b"A").hexdigest())
    assert [(file.path, file.size, file.digest) for file in found.media] == [("x.PNG", 3, sha256(b"png").hexdigest())]
    assert told(found) == []


def test_what_systems_and_editors_leave_behind_is_passed_over(tmp_path):
    found = read_files(content(tmp_path, {".DS_Store": "x", "Thumbs.db": "x", ".git/x.md": "x", "pages/a.md~": "x", "pages/.#a.md": "x"}))
    assert found == Files((), (), ())


def test_without_a_content_folder_the_writer_is_told_where_to_stand(tmp_path):
    assert told(read_files(tmp_path / "content")) == [
        "content:1:1: error READ001 There is no folder `content` here. "
        "Run the command in the site's own folder, or make a new site with `clinicsite init my-clinic`."
    ]


def test_a_file_in_the_place_of_the_content_folder_is_no_content_folder(tmp_path):
    (tmp_path / "content").write_text("x")
    assert [d.code for d in read_files(tmp_path / "content").problems] == ["READ001"]


# What a text looks like


@pytest.mark.parametrize(
    ("data", "text"),
    [(b"\xef\xbb\xbf---\na", "---\na"), (b"a\r\nb\r\n", "a\nb\n"), (b"a\rb", "a\nb"), (b"a\r\r\nb", "a\n\nb"), ("é\u2028“x”".encode(), "é\u2028“x”")],
)
def test_a_byte_order_mark_and_foreign_line_ends_do_no_harm(tmp_path, data, text):
    found = read(tmp_path, "pages/a.md", data)
    assert (found.sources[0].text, told(found)) == (text, [])
    assert found.sources[0].digest == sha256(data).hexdigest()


@pytest.mark.parametrize("data", [b"", b"\n\n", b" \t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_an_empty_text_is_an_error(tmp_path, data):
    found = read(tmp_path, "pages/a.md", data)
    assert told(found) == ["content/pages/a.md:1:1: error READ005 This file is empty. Write something in it, or delete it."]
    assert found.sources == ()


def test_an_empty_picture_is_an_error(tmp_path):
    assert [d.code for d in read(tmp_path, "images/a.png", b"").problems] == ["READ005"]


@pytest.mark.parametrize("data", ["---\ntitle: x\n".encode("utf-16"), b"\x89PNG\r\n\x1a\n\0\0", b"a\0b"])
def test_a_text_that_holds_binary_data_is_an_error(tmp_path, data):
    assert told(read(tmp_path, "pages/a.md", data)) == [
        "content/pages/a.md:1:1: error READ004 This file holds binary data, not text. Save it as plain text in UTF-8."
    ]


@pytest.mark.parametrize(
    ("data", "place"),
    [("Fees\ncafé\n".encode("latin-1"), "2:4"), (b"\xef\xbb\xbf\xc3\xa9t\xe9", "1:3"), (b"a\r\nb\r\xc3\xa9\xff", "3:2"), (b"\x93So\x94", "1:1")],
)
def test_a_text_of_another_encoding_is_an_error_at_the_first_character_that_shows_it(tmp_path, data, place):
    assert told(read(tmp_path, "pages/a.md", data)) == [
        f"content/pages/a.md:{place}: error READ003 This file is not UTF-8 text. "
        "Open it in your editor and save it with the encoding UTF-8."
    ]


def test_a_text_that_nobody_could_have_meant_to_be_a_page_is_not_even_read(tmp_path, monkeypatch):
    folder = content(tmp_path, {"pages/a.md": b"a" * 1_200_000, "images/a.png": b""})
    with open(folder / "images/a.png", "r+b") as file:
        file.truncate(20_000_001)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was read"))
    assert told(read_files(folder)) == [
        "content/images/a.png:1:1: error READ006 This file is too large (20.0 MB). Save the picture smaller; 2 MB is plenty.",
        "content/pages/a.md:1:1: error READ006 This file is too large (1.2 MB). Split it into several pages.",
    ]


# What a file is


@pytest.mark.parametrize(("name", "shown"), [("pages/a.docx", "ending in `.docx`"), ("pages/Makefile", "without an ending"), ("a.md.bak", "ending in `.bak`")])
def test_a_file_that_nothing_uses_is_a_warning(tmp_path, name, shown):
    assert told(read(tmp_path, name, b"x")) == [
        f"content/{name}:1:1: warning READ008 Files {shown} are not used. "
        "Move it out of content/, or save it as Markdown (.md) or as a picture (.svg, .png, .jpg, .webp, .avif)."
    ]


def test_a_page_whose_name_ends_in_capitals_is_not_lost_silently(tmp_path):
    assert told(read(tmp_path, "pages/fees.MD", b"---\n")) == [
        "content/pages/fees.MD:1:1: error READ008 `fees.MD` ends in capitals. Rename it to `fees.md`."
    ]


def test_a_folder_named_like_a_page_is_a_folder(tmp_path):
    (content(tmp_path, {}) / "pages/x.md").mkdir(parents=True)
    assert read_files(tmp_path / "content") == Files((), (), ())


def test_a_pipe_is_not_waited_for(tmp_path):
    folder = content(tmp_path, {"pages/a.md": "x"})
    os.mkfifo(folder / "pages/b.md")
    assert told(read_files(folder)) == ["content/pages/b.md:1:1: error READ002 `pages/b.md` is no file. Take it out of content/."]


def test_a_file_that_may_not_be_read_is_an_error_and_the_others_are_read(tmp_path, monkeypatch):
    folder = content(tmp_path, {"pages/a.md": "x", "pages/b.md": "x"})
    read_bytes = Path.read_bytes

    def refusing(path: Path) -> bytes:
        if path.name == "a.md":
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refusing)
    found = read_files(folder)
    assert told(found) == [
        "content/pages/a.md:1:1: error READ002 `pages/a.md` cannot be read: permission denied. "
        "Give yourself the right to read it, then build again."
    ]
    assert [source.path for source in found.sources] == ["pages/b.md"]


def test_a_folder_that_may_not_be_read_is_an_error(tmp_path, monkeypatch):
    folder = content(tmp_path, {"pages/a.md": "x"})
    scandir = os.scandir

    def refusing(path: Path) -> object:
        if Path(path).name == "pages":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert [str(d.where) + " " + d.message for d in read_files(folder).problems] == [
        "content/pages:1:1 `pages` cannot be read: permission denied."
    ]


# Links and names


@pytest.mark.parametrize("target", ["../../secret.md", "../../folder", "/etc/passwd", "nothing.md", "link.md", "../articles"])
def test_a_link_out_of_content_to_a_folder_or_to_nothing_is_refused(tmp_path, target):
    folder = content(tmp_path, {"pages/a.md": "x", "articles/b.md": "x"})
    (tmp_path / "secret.md").write_text("secret")
    (tmp_path / "folder").mkdir()
    (folder / "pages/link.md").symlink_to(target)
    found = read_files(folder)
    assert told(found) == [
        "content/pages/link.md:1:1: error READ007 `pages/link.md` is a link to a folder, out of content/, or to nothing. "
        "Put the files themselves into content/."
    ]
    assert [source.path for source in found.sources] == ["articles/b.md", "pages/a.md"]


def test_a_link_that_stays_inside_content_is_followed(tmp_path):
    folder = content(tmp_path, {"pages/a.md": "x"})
    (folder / "pages/b.md").symlink_to("a.md")
    assert [(s.path, s.text) for s in read_files(folder).sources] == [("pages/a.md", "x"), ("pages/b.md", "x")]


def test_content_may_itself_be_a_link(tmp_path):
    content(tmp_path / "elsewhere", {"pages/a.md": "x"})
    (tmp_path / "elsewhere/content/pages/b.md").symlink_to("a.md")
    (tmp_path / "content").symlink_to(tmp_path / "elsewhere/content")
    assert [s.path for s in read_files(tmp_path / "content").sources] == ["pages/a.md", "pages/b.md"]


@pytest.mark.parametrize("name", [b"caf\xe9.md", b"a\nb.png", b"a\x1b[2J.md"])
def test_a_name_that_cannot_be_shown_is_refused_in_a_way_that_can(tmp_path, name):
    folder = content(tmp_path, {"pages/a.md": "x"})
    with open(os.path.join(os.fsencode(folder), b"pages", name), "wb") as file:
        file.write(b"x")
    found = read_files(folder)
    assert [(d.code, d.hint) for d in found.problems] == [("READ010", "Rename it with letters, digits and hyphens.")]
    assert (found.problems[0].message + str(found.problems[0].where)).isprintable()
    assert "\ufffd" in found.problems[0].message


class Known:
    """Knows the digest of files as an earlier build left them."""

    def __init__(self, files: dict[str, str] | None = None) -> None:
        self.files = files or {}
        self.entered: dict[str, str] = {}
        self.kept: set[str] = set()

    def known(self, path: str) -> tuple[str, int] | None:
        return (self.files[path], 1) if path in self.files else None

    def mark(self, path: str) -> str:
        return path

    def enter(self, path: str, mark: str, digest: str) -> None:
        assert mark == path
        self.entered[path] = digest

    def keep_only(self, paths: Iterable[str]) -> None:
        self.kept = set(paths)


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def test_a_file_that_is_known_is_opened_when_its_text_is_asked_for(tmp_path, monkeypatch):
    folder = content(tmp_path, {"pages/a.md": "A", "pages/b.md": "B", "x.png": "png"})
    digests = Known({"pages/a.md": digest("A"), "x.png": digest("png")})
    opened = []
    monkeypatch.setattr("clinicsite.read.files.read_file", lambda path, relative: opened.append(relative) or read_file(path, relative))
    found = read_files(folder, digests)
    assert opened == ["pages/b.md"]
    assert digests.entered == {"pages/b.md": digest("B")}
    assert digests.kept == {"pages/a.md", "pages/b.md", "x.png"}
    first, _ = found.sources
    assert (first.path, first.digest, first.file, first.text, first.text) == ("pages/a.md", digest("A"), "content/pages/a.md", "A", "A")
    assert opened == ["pages/b.md", "pages/a.md"]
    assert [(file.path, file.size) for file in found.media] == [("x.png", 1)]


def test_a_file_that_was_not_opened_is_the_file_that_would_have_been_read(tmp_path):
    folder = content(tmp_path, {"pages/a.md": "\ufeffA\r\nB\r\n"})
    (plain,) = read_files(folder).sources
    (unopened,) = read_files(folder, Known({"pages/a.md": plain.digest})).sources
    assert unopened == plain and plain == unopened and hash(unopened) == hash(plain)
    assert pickle.loads(pickle.dumps(unopened)) == plain
    assert replace(unopened, path="pages/b.md") == replace(plain, path="pages/b.md")
    assert unopened != replace(plain, digest="0")


@pytest.mark.parametrize("happens", [lambda file: file.write_text("Other"), Path.unlink, lambda file: file.write_bytes(b"\xff")])
def test_a_known_file_that_turns_out_to_be_another_is_not_believed(tmp_path, happens):
    folder = content(tmp_path, {"pages/a.md": "A"})
    (source,) = read_files(folder, Known({"pages/a.md": digest("A")})).sources
    happens(folder / "pages/a.md")
    with pytest.raises(Changed, match="pages/a.md"):
        assert source.text
