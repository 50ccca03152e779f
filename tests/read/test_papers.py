"""Documents from anywhere: how they are found and decoded, and what is said of those that cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from clinicsite.model.diagnostic import Diagnostic
from clinicsite.read import papers
from clinicsite.read.papers import Paper, read_papers


def read(*paths: Path | str, stdin: bytes = b"") -> list[Paper | Diagnostic]:
    return list(read_papers([str(path) for path in paths], lambda path: path.name, lambda: stdin))


def written(folder: Path, name: str, data: bytes | str = "Text.\n") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def said(found: list[Paper | Diagnostic]) -> list[str]:
    return [f"{d.where} {d.severity} {d.code} {d.message}" for d in found if isinstance(d, Diagnostic)]


def test_a_folder_stands_for_its_documents_in_order_without_hidden_ones_and_saved_parts(tmp_path):
    for name in ("b.md", "a/c.HTML", "a/d.txt", "e.png", ".hidden.md", ".git/f.md", "page_files/frame.html", "g"):
        written(tmp_path, name)
    assert [paper.file for paper in read(tmp_path)] == ["b.md", "c.HTML", "d.txt"]


def test_standard_input_is_a_document_too():
    assert read("-", stdin=b"# Hi\n") == [Paper("<stdin>", "# Hi\n", "markdown")]


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [("a.htm", "Words.", "html"), ("a.md", "<html>", "markdown"), ("a", "<!-- x -->\n<!DOCTYPE html><p>", "html"), ("a.aspx", "<HTML lang=en>", "html"),
     ("a.txt", "Words.", "markdown"), ("a", "Words.", "markdown")],
)  # fmt: skip
def test_html_is_known_by_its_name_or_its_first_words(tmp_path, name, text, form):
    (paper,) = read(written(tmp_path, name, text))
    assert paper.form == form


@pytest.mark.parametrize(
    ("data", "text"),
    [("\ufeffcafé\r\nx\r".encode(), "café\nx\n"), ("café".encode("utf-16"), "café"), (b'<meta charset="windows-1252">caf\xe9 \x93', '<meta charset="windows-1252">café “'),
     (b'<META http-equiv=x content="text/html; charset=ISO-8859-1">\x92', '<META http-equiv=x content="text/html; charset=ISO-8859-1">’'),
     (b"<meta charset=nonsense>caf\xc3\xa9", "<meta charset=nonsense>café")],
)  # fmt: skip
def test_encodings_are_taken_from_marks_and_declarations(tmp_path, data, text):
    assert [paper.text for paper in read(written(tmp_path, "a.html", data)) if isinstance(paper, Paper)] == [text]


def test_letters_of_an_unknown_encoding_are_replaced_and_that_is_said(tmp_path):
    note, paper = read(written(tmp_path, "a.txt", b"one\ntwo caf\xe9\n"))
    assert said([note]) == ["a.txt:2:8 note READ017 Some letters cannot be read as UTF-8."]
    assert isinstance(paper, Paper) and paper.text == "one\ntwo caf\ufffd\n"


def test_what_cannot_be_read_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(papers, "LARGEST", 2_000_000)
    folder = tmp_path / "empty"
    folder.mkdir()
    os.mkfifo(tmp_path / "pipe.md")
    found = read(
        tmp_path / "none.md", folder, written(tmp_path, "a.docx"), written(tmp_path, "b.md", b"a\0b"), written(tmp_path, "c.md", " \n"),
        written(tmp_path, "d.md", b"x" * 2_100_000), tmp_path / "pipe.md", tmp_path / "c.md" / "under", "nul\0name", "-", stdin=b"",
    )  # fmt: skip
    assert [line.split(" ", 2)[2].split(" ", 1)[1].split("`")[0] for line in said(found)] == [
        "There is no ", "The folder ", "This is a Word file, which cannot be read here.", "This file holds binary data, not text.",
        "This file is empty.", "This file is too large (2.1 MB).", "", "There is no ", "", "This file is empty.",
    ]  # fmt: skip
    assert [d.code for d in found if isinstance(d, Diagnostic)] == [
        "READ014", "READ015", "READ016", "READ004", "READ005", "READ006", "READ002", "READ014", "READ002", "READ005",
    ]  # fmt: skip
    assert {d.severity for d in found if isinstance(d, Diagnostic)} == {"error"}
