"""Where a photo was taken, as cameras write it: the GPS part of Exif (CIPA DC-008) and its twin in XMP.

Exif lies in a TIFF structure inside the picture: in APP1 of a JPEG, `eXIf` of a PNG, `EXIF` of a WebP, and an item of the
`meta` box of AVIF and HEIF (ISO 23008-12). Broken files hold no place; nothing here raises.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

GPS_POINTER = 0x8825
PLACES = frozenset({0x02, 0x04, 0x14, 0x16})
"""Latitude and longitude of where it was taken, and of what it shows."""
RATIONAL_SIZE = 8
XMP = re.compile(rb"exif:GPS(?:Dest)?(?:Latitude|Longitude)\s*(?:=\s*[\"'][^\"']|>[^<\s])")
LONGEST_TEXT = 4_000_000
MOST_ENTRIES = 500


def has_place(data: bytes) -> bool:
    """Whether a picture's data tell latitude or longitude."""
    if XMP.search(data):
        return True
    return any(_in_tiff(tiff) for tiff in exif_parts(data))


def exif_parts(data: bytes) -> Iterator[bytes]:
    """The TIFF structures with Exif that a picture holds."""
    try:
        if data.startswith(b"\xff\xd8"):
            yield from _in_jpeg(data)
        elif data.startswith(b"\x89PNG\r\n\x1a\n"):
            yield from _in_png(data)
        elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            yield from _in_webp(data)
        elif data[4:8] == b"ftyp":
            yield from _in_boxes(data)
    except (struct.error, IndexError, ValueError, zlib.error):
        return


def _in_jpeg(data: bytes) -> Iterator[bytes]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in (0xDA, 0xD9):
            return
        (size,) = struct.unpack_from(">H", data, at + 2)
        part = data[at + 4 : at + 2 + size]
        if marker == 0xE1 and part.startswith(b"Exif\0\0"):
            yield part[6:]
        at += 2 + max(size, 2)


def _in_png(data: bytes) -> Iterator[bytes]:
    at = 8
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        part = data[at + 8 : at + 8 + size]
        if kind == b"eXIf":
            yield part
        elif kind in (b"tEXt", b"zTXt") and part.startswith(b"Raw profile type "):
            yield from _raw_profile(kind, part)
        at += 12 + size


def _raw_profile(kind: bytes, part: bytes) -> Iterator[bytes]:
    """Exif as older tools write it into a PNG: hexadecimal digits in a text."""
    _, _, text = part.partition(b"\0")
    if kind == b"zTXt":
        text = zlib.decompressobj().decompress(text[1:], LONGEST_TEXT)
    profile = bytes.fromhex("".join(text.decode("latin-1").split("\n")[3:]))
    _, found, tiff = profile.partition(b"Exif\0\0")
    if found:
        yield tiff


def _in_webp(data: bytes) -> Iterator[bytes]:
    at = 12
    while at + 8 <= len(data):
        kind, size = struct.unpack_from("<4sI", data, at)
        if kind == b"EXIF":
            yield data[at + 8 : at + 8 + size].removeprefix(b"Exif\0\0")
        at += 8 + size + size % 2


def _in_boxes(data: bytes) -> Iterator[bytes]:
    """The Exif items of an AVIF or HEIF file. Each starts with the distance to its TIFF structure."""
    for kind, start, end in _boxes(data, 0, len(data)):
        if kind != b"meta":
            continue
        inner = {name: (first, last) for name, first, last in _boxes(data, start + 4, end)}
        if b"iinf" in inner and b"iloc" in inner:
            items = _exif_items(data, *inner[b"iinf"])
            for offset, size in _extents(data, inner[b"iloc"][0], items):
                part = data[offset : offset + size]
                (skip,) = struct.unpack_from(">I", part)
                yield part[4 + skip :].removeprefix(b"Exif\0\0")


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    while at + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, at + 8)
            head = 16
        size = size or end - at
        if size < head:
            return
        yield kind, at + head, min(at + size, end)
        at += size


def _exif_items(data: bytes, start: int, end: int) -> set[int]:
    at = start + (6 if data[start] == 0 else 8)
    found = set()
    for kind, first, _ in _boxes(data, at, end):
        if kind == b"infe" and data[first] >= 2:
            wide = data[first] >= 3
            (item,) = struct.unpack_from(">I" if wide else ">H", data, first + 4)
            name = first + (10 if wide else 8)
            if data[name : name + 4] == b"Exif":
                found.add(item)
    return found


def _extents(data: bytes, at: int, items: set[int]) -> Iterator[tuple[int, int]]:
    """Where in the file these items lie, as the `iloc` box at `at` says."""
    version = data[at]
    sizes = struct.unpack_from(">H", data, at + 4)[0]
    offset_size, length_size, base_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index_size = sizes & 15 if version else 0
    if not offset_size + length_size:
        return
    at += 6
    count, at = _number(data, at, 4 if version == 2 else 2)
    for _ in range(count):
        item, at = _number(data, at, 4 if version == 2 else 2)
        method, at = _number(data, at, 2) if version else (0, at)
        base, at = _number(data, at + 2, base_size)
        extents, at = _number(data, at, 2)
        for _ in range(extents):
            offset, at = _number(data, at + index_size, offset_size)
            length, at = _number(data, at, length_size)
            if item in items and method & 15 == 0:
                yield base + offset, length


def _number(data: bytes, at: int, size: int) -> tuple[int, int]:
    """A big-endian number of `size` bytes, and where the next one starts."""
    if at + size > len(data):
        raise ValueError("The file ends too soon.")
    return int.from_bytes(data[at : at + size], "big"), at + size


def _in_tiff(tiff: bytes) -> bool:
    """Whether a TIFF structure has a GPS part with a place in it."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return False
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        pointers = [value for tag, _, value in _entries(tiff, first, order) if tag == GPS_POINTER]
        return any(
            tag in PLACES and any(tiff[value : value + count * RATIONAL_SIZE])
            for pointer in pointers
            for tag, count, value in _entries(tiff, pointer, order)
        )
    except struct.error:
        return False


def _entries(tiff: bytes, at: int, order: str) -> Iterator[tuple[int, int, int]]:
    """The entries of one directory: tag, count, and the value or the offset to it."""
    (count,) = struct.unpack_from(f"{order}H", tiff, at)
    for n in range(min(count, MOST_ENTRIES)):
        tag, _, number, value = struct.unpack_from(f"{order}HHII", tiff, at + 2 + 12 * n)
        yield tag, number, value
