"""The content folder as it lies on disk: text sources and media, each read once."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.model.frozen import frozen
from clinicsite.model.page import Source
from clinicsite.model.site import MediaFile
from clinicsite.read.reviews import is_record

LARGEST_TEXT = 1_000_000
LARGEST_MEDIA = 20_000_000
TEXT = frozenset({".md", ".yaml", ".bib", ".lock"})
MEDIA = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".pdf"})
IGNORED = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})

CODES = {
    "READ001": "There is no content folder.",
    "READ002": "A file cannot be read.",
    "READ003": "A file is not UTF-8 text.",
    "READ004": "A text file holds binary data.",
    "READ005": "A file is empty.",
    "READ006": "A file is too large.",
    "READ007": "A link leads out of content/.",
    "READ008": "A file is of no kind that the site uses.",
}


class Digests(Protocol):
    """What files held when they were last read, by path under content/, as far as their stat tells that they still do."""

    def known(self, path: str) -> tuple[str, int] | None:
        """Digest and size of a file that is as it was."""

    def mark(self, path: str) -> Any:
        """What the stat of a file says now; None for what is no plain file."""

    def enter(self, path: str, mark: Any, digest: str) -> None:
        """Takes down what a file held whose stat had been `mark` before it was read."""

    def keep_only(self, paths: Iterable[str]) -> None:
        """Forgets all other files."""


class Changed(Exception):
    """A file is no longer what it was when the site was read."""


class Unopened(Source):
    """A file that is as it was when it was last read. It is opened when somebody asks for its text.

    Raises Changed where it then holds something else.
    """

    __slots__ = ("open",)

    @classmethod
    def at_path(cls, path: str, digest: str, open: Callable[[], str]) -> Unopened:
        source = object.__new__(cls)
        for name, value in (("path", path), ("digest", digest), ("name", ""), ("open", open)):
            object.__setattr__(source, name, value)
        return source

    def __getattr__(self, name: str) -> Any:
        if name != "text":
            raise AttributeError(name)
        object.__setattr__(self, "text", self.open())
        return self.text

    def __eq__(self, other: object) -> bool:
        own = (self.path, self.digest, self.name)
        return isinstance(other, Source) and own == (other.path, other.digest, other.name) and self.text == other.text

    def __hash__(self) -> int:
        return hash((self.path, self.text, self.digest, self.name))

    def __reduce__(self) -> tuple[Any, ...]:
        return Source, (self.path, self.text, self.digest, self.name)


@frozen()
class Files:
    """What the walk found."""

    sources: tuple[Source, ...]
    media: tuple[MediaFile, ...]
    problems: tuple[Diagnostic, ...]


def read_files(content: Path, digests: Digests | None = None) -> Files:
    """Read everything under `content`, in sorted order. Every file that cannot be used gets a diagnostic.

    A file that `digests` knows is not opened before somebody asks for its text.
    """
    if not content.is_dir():
        missing = Diagnostic(
            "READ001", f"There is no folder `{content.name}` here.", Location(content.name, 1, 1),
            "Run the command in the site's own folder, or make a new site with `clinicsite init my-clinic`.",
        )
        return Files((), (), (missing,))
    sources: list[Source] = []
    media: list[MediaFile] = []
    problems: list[Diagnostic] = []
    real_root = content.resolve()
    for path, relative in _walk(content, real_root, problems):
        _sort(_read(path, relative, digests), sources, media, problems)
    if digests:
        digests.keep_only([*(source.path for source in sources), *(file.path for file in media)])
    return Files(tuple(sources), tuple(media), tuple(problems))


def read_some(content: Path, paths: Iterable[str], digests: Digests) -> Files:
    """The same of these files alone, which no link stands for."""
    sources: list[Source] = []
    media: list[MediaFile] = []
    problems: list[Diagnostic] = []
    for path in sorted(paths, key=lambda path: path.split("/")):
        _sort(_read(os.path.join(content, path), path, digests), sources, media, problems)
    return Files(tuple(sources), tuple(media), tuple(problems))


def is_passed_over(path: str) -> bool:
    """Whether nothing reads a file, or what is in a folder, because of its name: what editors and systems leave behind."""
    return any(_is_litter(name) for name in path.split("/"))


def _is_litter(name: str) -> bool:
    return name.startswith(".") or name in IGNORED or name.endswith("~")


def _sort(
    found: Source | MediaFile | Diagnostic, sources: list[Source], media: list[MediaFile], problems: list[Diagnostic]
) -> None:
    if isinstance(found, Diagnostic):
        problems.append(found)
    elif isinstance(found, Source):
        sources.append(found)
    else:
        media.append(found)


def _walk(folder: Path, real_root: Path, problems: list[Diagnostic], prefix: str = "") -> Iterator[tuple[str, str]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        problems.append(_unreadable(prefix.rstrip("/") or folder.name, error))
        return
    for entry in entries:
        relative = prefix + entry.name
        if _is_litter(entry.name):
            continue
        if not entry.name.isprintable():
            problems.append(_odd_name(relative))
        elif entry.is_symlink() and not _stays_inside(Path(entry.path), real_root):
            problems.append(
                Diagnostic(
                    "READ007", f"`{relative}` is a link to a folder, out of content/, or to nothing.",
                    Location(f"content/{relative}"), "Put the files themselves into content/.",
                )
            )
        elif entry.is_dir():
            yield from _walk(Path(entry.path), real_root, problems, relative + "/")
        else:
            yield entry.path, relative


def _stays_inside(link: Path, real_root: Path) -> bool:
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    return target.is_relative_to(real_root) and not link.is_dir()


def _read(path: str, relative: str, digests: Digests | None) -> Source | MediaFile | Diagnostic:
    if digests is None:
        return read_file(Path(path), relative)
    if known := digests.known(relative):
        return _known(path, relative, *known)
    mark = digests.mark(relative)
    found = read_file(Path(path), relative)
    if mark and not isinstance(found, Diagnostic):
        digests.enter(relative, mark, found.digest)
    return found


def _known(path: str, relative: str, digest: str, size: int) -> Source | MediaFile:
    if os.path.splitext(relative)[1].lower() in TEXT or is_record(relative):
        return Unopened.at_path(relative, digest, lambda: _text(Path(path), relative, digest))
    return MediaFile(relative, digest, size)


def _text(path: Path, relative: str, digest: str) -> str:
    found = read_file(path, relative)
    if not isinstance(found, Source) or found.digest != digest:
        raise Changed(relative)
    return found.text


def read_file(path: Path, relative: str) -> Source | MediaFile | Diagnostic:
    """One file of content/, where it lies at `relative`; why it cannot be used, as a diagnostic."""
    where = Location(f"content/{relative}")
    suffix = path.suffix.lower()
    text = suffix in TEXT or is_record(relative)
    if not text and suffix not in MEDIA:
        return Diagnostic(
            "READ008", f"Files {f'ending in `{path.suffix}`' if path.suffix else 'without an ending'} are not used.", where,
            "Move it out of content/, or save it as Markdown (.md) or as a picture (.svg, .png, .jpg, .webp, .avif).",
            severity="warning",
        )
    if path.suffix != suffix and suffix in TEXT:
        return Diagnostic(
            "READ008", f"`{path.name}` ends in capitals.", where, f"Rename it to `{path.stem}{suffix}`.",
        )
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Diagnostic("READ002", f"`{relative}` is no file.", where, "Take it out of content/.")
        size = status.st_size
        if size > (LARGEST_TEXT if text else LARGEST_MEDIA):
            return Diagnostic(
                "READ006", f"This file is too large ({size / 1_000_000:.1f} MB).", where,
                "Split it into several pages." if text else "Save the picture smaller; 2 MB is plenty.",
            )
        data = path.read_bytes()
    except OSError as error:
        return _unreadable(relative, error)
    digest = hashlib.sha256(data).hexdigest()
    if not text:
        return MediaFile(relative, digest, size) if data else _empty(where)
    return _decode(data, relative, digest, where)


def _decode(data: bytes, relative: str, digest: str, where: Location) -> Source | Diagnostic:
    if b"\0" in data:
        return Diagnostic("READ004", "This file holds binary data, not text.", where, "Save it as plain text in UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode().replace("\r\n", "\n").replace("\r", "\n")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return Diagnostic(
            "READ003", "This file is not UTF-8 text.", Location(where.file, line, column),
            "Open it in your editor and save it with the encoding UTF-8.",
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return _empty(where)
    return Source(relative, text, digest)


def _empty(where: Location) -> Diagnostic:
    return Diagnostic("READ005", "This file is empty.", where, "Write something in it, or delete it.")


def _odd_name(relative: str) -> Diagnostic:
    shown = "".join(character if character.isprintable() else "\ufffd" for character in relative)
    return Diagnostic(
        "READ010", f"The name `{shown}` holds characters that cannot be shown.", Location(f"content/{shown}"),
        "Rename it with letters, digits and hyphens.",
    )


def _unreadable(relative: str, error: OSError) -> Diagnostic:
    reason = (error.strerror or str(error)).lower()
    return Diagnostic(
        "READ002", f"`{relative}` cannot be read: {reason}.", Location(f"content/{relative}"),
        "Give yourself the right to read it, then build again.",
    )
