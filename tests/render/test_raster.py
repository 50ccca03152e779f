from __future__ import annotations

import struct
import zlib

from clinicsite.render.raster import draw, ico, png


def chunks(data: bytes) -> dict[bytes, bytes]:
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    found, at = {}, 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0] == zlib.crc32(name + body)
        found[name] = body
        at += 12 + length
    return found


def test_a_stroke_covers_its_width_and_nothing_else():
    rows = draw([((2, 5), (8, 5))], 10, 2)
    assert [row[5] for row in rows] == [0, 0, 0, 0, 255, 255, 0, 0, 0, 0]
    assert rows[4][0] == 0
    assert rows[4][4] == 255


def test_a_stroke_on_half_a_pixel_is_half_as_dark():
    rows = draw([((2, 5.5), (8, 5.5))], 10, 2)
    assert [row[5] for row in rows[4:7]] == [128, 255, 128]


def test_a_stroke_that_leaves_the_picture_is_cut():
    assert draw([((-5, 5), (50, 5))], 10, 2)[5] == bytearray([255] * 10)


def test_a_point_becomes_a_dot():
    assert draw([((5, 5), (5, 5))], 10, 4)[4][4] == 255


def test_a_png_reads_back():
    parts = chunks(png(draw([((0, 2), (4, 2))], 4, 2), (250, 247, 241), (21, 32, 43)))
    assert struct.unpack(">IIBBBBB", parts[b"IHDR"]) == (4, 4, 8, 3, 0, 0, 0)
    assert parts[b"PLTE"][:3] == bytes((250, 247, 241))
    assert parts[b"PLTE"][-3:] == bytes((21, 32, 43))
    pixels = zlib.decompress(parts[b"IDAT"])
    assert [pixels[row * 5 : row * 5 + 5] for row in range(4)] == [
        b"\0\0\0\0\0", b"\0\xff\xff\xff\xff", b"\0\xff\xff\xff\xff", b"\0\0\0\0\0",
    ]  # fmt: skip


def test_an_ico_names_the_place_and_length_of_its_picture():
    data = ico(b"picture", 32)
    assert struct.unpack("<HHH", data[:6]) == (0, 1, 1)
    width, height, _, _, _, _, length, offset = struct.unpack("<BBBBHHII", data[6:22])
    assert (width, height, data[offset : offset + length]) == (32, 32, b"picture")
