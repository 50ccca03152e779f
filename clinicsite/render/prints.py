"""Prints of a picture: which files a place on a page needs of it, and how each is encoded."""

from __future__ import annotations

import hashlib
import io
import json
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from clinicsite.model.address import slugify
from clinicsite.model.frozen import frozen
from clinicsite.model.picture import LAYOUTS, Cut, Frame, Layout, cut_to, widths_of
from clinicsite.read import pictures
from clinicsite.read.pictures import open_picture
from clinicsite.render.store import key_of

SUFFIXES = {"avif": "avif", "webp": "webp", "jpeg": "jpg", "png": "png"}
OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "avif": {"quality": 50, "speed": 8, "max_threads": 1},
    "webp": {"quality": 76, "method": 4},
    "jpeg": {"quality": 78, "optimize": True, "progressive": True},
    "png": {"compress_level": 9},
}
"""AVIF at speed 8 takes an eighth of the time of speed 6 for 4 % more bytes; one thread, so that the bytes are the same
on every machine."""


@cache
def encoder() -> str:
    """Which encoder it is: Pillow with what it brings along, and the code that turns a file into prints."""
    from PIL import __version__

    own = b"".join(Path(str(module)).read_bytes() for module in (__file__, pictures.__file__))
    return f"{__version__} {hashlib.sha256(own).hexdigest()[:16]}"


@frozen(slots=True)
class Print:
    """A file made of the picture `source` (a path under content/) whose bytes have this digest."""

    source: str
    digest: str
    cut: Cut
    width: int
    height: int
    format: str

    @property
    def key(self) -> str:
        return key_of("print", encoder(), self.digest, self.cut, self.width, self.height, self.format, OPTIONS[self.format])

    @property
    def path(self) -> str:
        """`images/room.jpg` -> `media/room-720.1a2b3c4d.avif`"""
        stem = slugify(posixpath.splitext(posixpath.basename(self.source))[0]) or "picture"
        return f"media/{stem}-{self.width}.{self.key[:8]}.{SUFFIXES[self.format]}"


@frozen(slots=True)
class Shot:
    """A picture in a place on a page: all that its prints depend on. It travels as the name of a need."""

    path: str
    digest: str
    width: int
    height: int
    layout: str
    clear: bool = False
    focus: str = ""

    @property
    def name(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def named(cls, name: str) -> Shot:
        return cls(**json.loads(name))


@frozen(slots=True)
class Framed:
    """A frame and its prints, by format, smallest first."""

    frame: Frame
    prints: Mapping[str, tuple[Print, ...]]


def framed(shot: Shot) -> tuple[Framed, ...]:
    """The prints of a shot, frame by frame. Nothing is blown up: a small picture has fewer prints."""
    layout = LAYOUTS[shot.layout]
    return tuple(_framed(shot, layout, frame) for frame in layout.frames)


def prints_of(shot: Shot) -> Iterator[Print]:
    for each in framed(shot):
        for prints in each.prints.values():
            yield from prints


def _framed(shot: Shot, layout: Layout, frame: Frame) -> Framed:
    cut = cut_to(shot.width, shot.height, frame.shape, shot.focus)
    sizes = [(width, max(1, round(cut.height * width / cut.width))) for width in widths_of(frame, cut.width)]
    formats = ["png" if shot.clear and name == "jpeg" and layout.formats != ("jpeg",) else name for name in layout.formats]
    return Framed(
        frame, {name: tuple(Print(shot.path, shot.digest, cut, *size, name) for size in sizes) for name in formats}
    )


def develop(data: bytes, prints: Iterable[Print]) -> Iterator[tuple[Print, bytes]]:
    """Every print of one picture with its bytes. `data` is the picture's file. Raises Unfit where it cannot be used."""
    from PIL import Image

    wanted = sorted(prints, key=lambda each: (each.cut.left, each.cut.top, each.cut.width, each.cut.height, each.width))
    if not wanted:
        return
    image = open_picture(data, wanted[0].source)
    for (cut, width, height), group in groupby(wanted, lambda each: (each.cut, each.width, each.height)):
        box = (cut.left, cut.top, cut.left + cut.width, cut.top + cut.height)
        small = image.resize((width, height), Image.Resampling.LANCZOS, box, reducing_gap=3.0)
        for each in group:
            yield each, _encoded(small, each.format)


def _encoded(image: Any, name: str) -> bytes:
    from PIL import Image

    if name == "jpeg" and image.mode == "RGBA":
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        image = ground
    stream = io.BytesIO()
    image.save(stream, name.upper(), **OPTIONS[name])
    return stream.getvalue()
