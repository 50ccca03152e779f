"""Lettering: words set in lines of a size that fits, in a typeface that comes with a package."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from clinicsite.model.frozen import frozen

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

PACKAGE, FILE = "fontpkg_crimson_text", "files/CrimsonText-Regular.ttf"
"""Crimson Text, SIL Open Font License 1.1. System fonts differ from machine to machine, and Pillow's own has no accents."""

MISSING = "\U0010ffff"
LEADING = 1.08


def letters() -> bytes:
    """The file of the typeface."""
    return resources.files(PACKAGE).joinpath(FILE).read_bytes()


@cache
def typeface(size: int) -> FreeTypeFont:
    """The typeface at `size` pixels, set without shaping: that needs a library that not every machine has."""
    from PIL import ImageFont

    file = resources.files(PACKAGE).joinpath(FILE)
    with resources.as_file(file) as path:
        return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def reach(line: str, size: int) -> tuple[int, int]:
    """How far up from its foot a line goes, and how far down, in pixels."""
    letters = [_letter(character, size) for character in set(line)]
    return max((-top for _, _, top in letters), default=0), max((top + letter.height for letter, _, top in letters), default=0)


def write(sheet: Image, at: tuple[int, int], line: str, level: int, size: int) -> None:
    """Writes a line on a sheet of grey levels, its first letter and its foot at the pixel `at`.

    Pillow draws a whole line anew each time, most of which is hinting; letters that are kept make it several times as quick. The
    pixels are the same but for one level where grey letters touch.
    """
    across = 0.0
    for n, character in enumerate(line):
        if n:
            across += _step(line[n - 1 : n + 1], size)
        letter, left, top = _letter(character, size)
        sheet.paste(level, (at[0] + round(across) + left, at[1] + top), letter)


@lru_cache(maxsize=10_000)
def _letter(character: str, size: int) -> tuple[Image, int, int]:
    """A letter, and how far right of and below its place on the line it begins, in pixels."""
    from PIL import Image, ImageDraw

    left, top, right, foot = (round(edge) for edge in typeface(size).getbbox(character, anchor="ls"))
    letter = Image.new("L", (max(0, right - left), max(0, foot - top)))
    ImageDraw.Draw(letter).text((-left, -top), character, 255, typeface(size), "ls")
    return letter, left, top


@lru_cache(maxsize=50_000)
def _step(pair: str, size: int) -> float:
    """How far the second of two characters stands from the first, in pixels."""
    return typeface(size).getlength(pair) - typeface(size).getlength(pair[1])


@frozen(slots=True)
class Setting:
    """Lines of text at a size in pixels."""

    lines: tuple[str, ...]
    size: int

    @property
    def height(self) -> int:
        """From the top of the first line to the foot of the last, in pixels."""
        return round(self.size * LEADING * len(self.lines))


def drawable(text: str) -> str:
    """The text as far as the typeface can set it: symbols that it lacks are dropped.

    Nothing where it lacks a letter or digit, because a word with holes says something else.
    """
    text = " ".join(unicodedata.normalize("NFC", text).split(" ")).strip()
    lacking = {character for character in set(text) if not character.isspace() and not _has(character)}
    if any(character.isalnum() or unicodedata.category(character).startswith("M") for character in lacking):
        return ""
    return " ".join("".join(character for character in text if character not in lacking).split())


@cache
def _has(character: str) -> bool:
    font = typeface(24)
    return bytes(font.getmask(character)) != bytes(font.getmask(MISSING))


def set_in(text: str, width: int, height: int, largest: int, smallest: int) -> Setting:
    """The text as large as it fits into width and height, in lines of nearly equal length.

    What does not fit at the smallest size is broken within words, and cut with an ellipsis at the end.
    """
    for size in range(largest, smallest - 1, -2):
        room = width / size
        lines = _wrapped(text, room)
        setting = Setting(tuple(lines), size)
        if setting.height <= height and all(_length(line) <= room for line in lines):
            return Setting(tuple(_balanced(text, len(lines), room)), size)
    room = width / smallest
    lines = _wrapped(" ".join(_broken(word, room) for word in text.split(" ")), room)
    fitting = lines[: max(1, int(height / (smallest * LEADING)))]
    if len(fitting) < len(lines):
        fitting[-1] = _cut(fitting[-1], room)
    return Setting(tuple(fitting), smallest)


def _wrapped(text: str, room: float) -> list[str]:
    """Lines of at most `room` ems, as far as the words let it."""
    lines: list[str] = []
    used = 0.0
    for word in text.split(" "):
        length = _length(word)
        if lines and used + _length(" ") + length <= room:
            lines[-1] += f" {word}"
            used += _length(" ") + length
        else:
            lines.append(word)
            used = length
    return lines


def _balanced(text: str, count: int, room: float) -> list[str]:
    """The same number of lines in the least room that holds them."""
    least, most = 0.0, room
    while most - least > 0.05:
        middle = (least + most) / 2
        if len(_wrapped(text, middle)) <= count:
            most = middle
        else:
            least = middle
    return _wrapped(text, most)


def _broken(word: str, room: float) -> str:
    """A word that is longer than the line, with blanks where it has to break."""
    pieces = [""]
    for character in word:
        if _length(pieces[-1] + character) > room:
            pieces.append("")
        pieces[-1] += character
    return " ".join(pieces)


def _cut(line: str, room: float) -> str:
    while line and _length(f"{line}…") > room:
        line = line[:-1]
    return f"{line.rstrip(' ,;:.')}…"


EM = 200


@lru_cache(maxsize=4096)
def _length(text: str) -> float:
    """In ems: measured once, large, for all sizes."""
    return typeface(EM).getlength(text) / EM
