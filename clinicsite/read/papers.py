"""Documents wherever they lie: Markdown, plain text and saved web pages, as texts to be judged."""

from __future__ import annotations

import codecs
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.model.frozen import frozen

LARGEST = 20_000_000
"""The most bytes of a document."""
HTML = frozenset({".html", ".htm", ".xhtml", ".shtml"})
TEXT = frozenset({".md", ".markdown", ".txt", ".text"})
KINDS: Mapping[str, str] = {
    "article": "a text that explains something", "treatment": "a page about a treatment", "condition": "a page about a condition",
    "home": "the first page of a site", "fees": "prices and insurance", "faq": "questions and answers",
    "first-visit": "what happens at a visit", "about": "who the clinic is", "person": "a person of the clinic",
    "location": "where the clinic is", "contact": "how to reach the clinic", "notice": "a legal notice", "page": "any other page",
}  # fmt: skip
"""The kinds of page that a document may be taken for."""
STDIN = "<stdin>"
"""What a text is called that comes from standard input."""
CODES = {
    "READ014": "There is no such file or folder.",
    "READ015": "A folder holds no documents.",
    "READ016": "A document is of a kind that cannot be read here.",
    "READ017": "The encoding of a document is a guess.",
}
ELSEWHERE = {
    ".pdf": "a PDF", ".doc": "a Word file", ".docx": "a Word file", ".odt": "an office file", ".rtf": "an RTF file",
    ".pages": "a Pages file", ".pptx": "a slide deck", ".zip": "an archive", ".mht": "a web archive", ".mhtml": "a web archive",
    ".webarchive": "a web archive",
}  # fmt: skip
PAGE = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.I)
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
WINDOWS = frozenset({"iso-8859-1", "iso8859-1", "latin-1", "latin1", "ascii", "us-ascii"})
"""Names that browsers take for Windows-1252."""


@frozen(slots=True)
class Paper:
    """A document: what messages call it, its text with `\\n` at line ends, and how it is written."""

    file: str
    text: str
    form: Literal["markdown", "html"]


def read_papers(
    paths: Iterable[str], name_of: Callable[[Path], str], stdin: Callable[[], bytes]
) -> Iterator[Paper | Diagnostic]:
    """The documents at these paths, in order; a folder stands for those in it, `-` for what `stdin` gives.

    `name_of` gives the name of a file in messages. What cannot be read is a diagnostic.
    """
    for path in paths:
        if path == "-":
            yield from _decoded(stdin(), STDIN, "")
            continue
        try:
            is_folder = Path(path).is_dir()
        except (OSError, ValueError):
            is_folder = False
        yield from _folder(Path(path), name_of) if is_folder else _file(Path(path), name_of)


def _folder(folder: Path, name_of: Callable[[Path], str]) -> Iterator[Paper | Diagnostic]:
    files = [path for path in _walk(folder) if path.suffix.lower() in HTML | TEXT]
    if not files:
        yield Diagnostic(
            "READ015", f"The folder `{_printable(folder.name or str(folder))}` holds no documents.", Location(name_of(folder)),
            "Name a folder with Markdown, text or HTML files.",
        )
    for file in files:
        yield from _file(file, name_of)


def _walk(folder: Path) -> Iterator[Path]:
    """The files under a folder in order, without hidden ones and what browsers save beside a page."""
    for at, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not name.endswith("_files"))
        yield from (Path(at) / name for name in sorted(files) if not name.startswith("."))


def _file(path: Path, name_of: Callable[[Path], str]) -> Iterator[Paper | Diagnostic]:
    file = name_of(path)
    where, suffix = Location(_printable(file)), path.suffix.lower()
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            yield Diagnostic("READ002", f"`{_printable(path.name)}` is no file.", where, "Name a file or a folder.")
            return
        if suffix in ELSEWHERE:
            yield Diagnostic(
                "READ016", f"This is {ELSEWHERE[suffix]}, which cannot be read here.", where,
                "Save its text as a `.txt` file, or the page as HTML, and check that.",
            )
            return
        if status.st_size > LARGEST:
            yield Diagnostic(
                "READ006", f"This file is too large ({status.st_size / 1_000_000:.1f} MB).", where,
                f"Take out what is no text, such as pictures; {LARGEST // 1_000_000} MB is the most.",
            )
            return
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        yield Diagnostic("READ014", f"There is no `{_printable(str(path))}`.", where, "Look for a typing mistake in the path.")
        return
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        yield Diagnostic("READ002", f"`{_printable(path.name)}` cannot be read: {reason}.", where, "Give yourself the right to read it.")
        return
    yield from _decoded(data, where.file, suffix)


def _decoded(data: bytes, file: str, suffix: str) -> Iterator[Paper | Diagnostic]:
    where = Location(file)
    if len(data) > LARGEST:
        yield Diagnostic(
            "READ006", f"This text is too large ({len(data) / 1_000_000:.1f} MB).", where, "Check a part of it at a time."
        )
        return
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), "") or _declared(data)
    if b"\0" in data[:20_000] and encoding != "utf-16":
        yield Diagnostic("READ004", "This file holds binary data, not text.", where, "Save it as plain text in UTF-8.")
        return
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeError:
        text = data.decode(encoding or "utf-8", errors="replace")
        line, column = _place(text)
        yield Diagnostic(
            "READ017", f"Some letters cannot be read as {(encoding or 'utf-8').upper()}.", Location(file, line, column),
            "Save it with the encoding UTF-8, so that every word is read.", severity="note",
        )
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        yield Diagnostic("READ005", "This file is empty.", where, "Write something in it, or leave it out.")
        return
    is_page = suffix in HTML or suffix not in (".md", ".markdown") and bool(PAGE.match(text[:5_000]))
    yield Paper(file, text, "html" if is_page else "markdown")


def _declared(data: bytes) -> str:
    """The encoding that a page of HTML names near its start, if Python knows it."""
    match = CHARSET.search(data[:4_096])
    name = match[1].decode("ascii").lower() if match else ""
    if name in WINDOWS:
        return "windows-1252"
    try:
        return codecs.lookup(name).name if name and not name.startswith("utf-16") else ""
    except LookupError:
        return ""


def _place(text: str) -> tuple[int, int]:
    at = max(text.find("\ufffd"), 0)
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "\ufffd" for character in text)
