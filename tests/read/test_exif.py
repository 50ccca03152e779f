"""Pictures made here byte by byte, as cameras and tools write them."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.read.exif import has_place

LATITUDE, MAKE, GPS = 0x0002, 0x010F, 0x8825


def entry(order: str, tag: int, kind: int, count: int, value: int) -> bytes:
    return struct.pack(f"{order}HHII", tag, kind, count, value)


def tiff(order: str = "<", place: bool = True, blank: bool = False) -> bytes:
    """A TIFF structure with a maker and, with `place`, a latitude; `blank` leaves its numbers zero."""
    head = {"<": b"II*\0", ">": b"MM\0*"}[order] + struct.pack(f"{order}I", 8)
    main = [entry(order, MAKE, 2, 4, 0)] + ([entry(order, GPS, 4, 1, 38)] if place else [])
    first = struct.pack(f"{order}H", len(main)) + b"".join(main) + bytes(4)
    if not place:
        return head + first
    gps = struct.pack(f"{order}H", 1) + entry(order, LATITUDE, 5, 3, 56) + bytes(4)
    numbers = bytes(24) if blank else struct.pack(f"{order}6I", 38, 1, 50, 1, 12, 1)
    assert len(head + first) == 38 and len(head + first + gps) == 56
    return head + first + gps + numbers


def jpeg(exif: bytes) -> bytes:
    part = b"Exif\0\0" + exif
    jfif = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + bytes(9)
    return b"\xff\xd8" + jfif + b"\xff\xe1" + struct.pack(">H", len(part) + 2) + part + b"\xff\xda\0\x02\xff\xd9"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(exif: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13)) + chunk(b"eXIf", exif) + chunk(b"IEND", b"")


def old_png(exif: bytes) -> bytes:
    profile = b"Exif\0\0" + exif
    text = f"\nexif\n{len(profile):8}\n{profile.hex()}\n".encode()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(text)) + chunk(b"IEND", b"")


def webp(exif: bytes) -> bytes:
    parts = b"VP8X" + struct.pack("<I", 10) + bytes(10) + b"EXIF" + struct.pack("<I", len(exif)) + exif + bytes(len(exif) % 2)
    return b"RIFF" + struct.pack("<I", len(parts) + 4) + b"WEBP" + parts


def box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data) + 8) + kind + data


def avif(exif: bytes) -> bytes:
    item = struct.pack(">I", 0) + exif
    ftyp = box(b"ftyp", b"avif\0\0\0\0avifmif1")
    infe = box(b"infe", b"\x02\0\0\0" + struct.pack(">HH4s", 2, 0, b"Exif") + b"\0")
    iinf = box(b"iinf", bytes(4) + struct.pack(">H", 1) + infe)

    def meta(offset: int) -> bytes:
        iloc = bytes(4) + struct.pack(">HHHHHII", 0x4400, 1, 2, 0, 1, offset, len(item))
        return box(b"meta", bytes(4) + iinf + box(b"iloc", iloc))

    start = len(ftyp) + len(meta(0)) + 8
    return ftyp + meta(start) + box(b"mdat", item)


KINDS = [jpeg, png, old_png, webp, avif]


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_latitude_is_found_in_every_kind_of_picture_and_either_byte_order(kind, order):
    assert has_place(kind(tiff(order)))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_picture_that_tells_its_camera_and_no_place_is_fine(kind):
    assert not has_place(kind(tiff(place=False)))
    assert not has_place(kind(tiff(blank=True)))


def test_a_place_in_xmp_is_found_whether_it_is_an_attribute_or_an_element():
    assert has_place(b'...<rdf:Description exif:GPSLatitude="38,50.12N"/>')
    assert has_place(b"...<exif:GPSLongitude>104,49.30W</exif:GPSLongitude>")
    assert not has_place(b'...<rdf:Description exif:GPSVersionID="2.2.0.0" exif:GPSLatitude=""/>')


@given(st.sampled_from(KINDS), st.data())
def test_a_damaged_picture_never_stops_a_build(kind, data):
    whole = bytearray(kind(tiff()))
    for _ in range(data.draw(st.integers(0, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    assert has_place(bytes(whole[: data.draw(st.integers(0, len(whole)))])) in (True, False)
