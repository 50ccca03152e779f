"""Pictures of pixels for tests: what stands in a test as words is drawn, the same words always as the same pixels."""

from __future__ import annotations

import io
import re
import struct
import zlib
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from PIL import Image

from clinicsite.model.picture import RASTER
from clinicsite.read.pictures import FORMATS


def is_picture(path: str) -> bool:
    return path.lower().endswith(RASTER)


def picture(path: str, words: str = "a picture") -> bytes:
    """A picture in the format of its name: as the words say, in colours that only they have.

    Words that start with `<rdf:` are what a camera wrote into it. `400 by 300`, `in CMYK`, `a JPEG`, `animated`, `cut off` and `a web page` are what they say.
    """
    if words.startswith("<rdf:"):
        return with_notes(encoded(painting(400, 300), "JPEG"), words)
    if words == "a web page":
        return b"<!doctype html><title>A page</title>"
    kind = "JPEG" if words == "a JPEG" else FORMATS[PurePosixPath(path).suffix.lower()]
    size = re.search(r"(\d+) by (\d+)", words)
    width, height = (int(size[1]), int(size[2])) if size else (400, 300)
    if width * height > 50_000_000:
        return claimed(width, height)
    image = painting(width, height, words)
    if words == "animated":
        return encoded(image, kind, save_all=True, append_images=[painting(width, height, "another frame")])
    data = encoded(image.convert("CMYK") if words == "in CMYK" else image, kind)
    return data[: len(data) // 2] if words == "cut off" else data


def with_notes(jpeg: bytes, notes: str) -> bytes:
    """A JPEG with what a camera writes about it (XMP)."""
    body = b"http://ns.adobe.com/xap/1.0/\0" + notes.encode()
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


def painting(width: int, height: int, words: str = "") -> Image.Image:
    """Three slopes of colour; which ones is told by the words."""
    dice = sha256(words.encode()).digest()
    slope = Image.linear_gradient("L").resize((width, height))
    turned = Image.linear_gradient("L").rotate(90).resize((width, height))
    bands = (slope.point([(level * dice[n] // 255 + dice[n + 3]) % 256 for level in range(256)]) for n in range(2))
    return Image.merge("RGB", (*bands, turned))


def encoded(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def decoded(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def claimed(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be of this size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 999)) + chunk(b"IEND", b"")
