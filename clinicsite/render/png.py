"""PNG files with a palette, put together of strips: one that many pictures share is packed once.

The format is that of https://www.w3.org/TR/png-3/, the stream in it that of RFC 1950 and 1951.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from functools import reduce

from clinicsite.model.frozen import frozen

BASE = 65521
"""The modulus of Adler-32."""
HEAD, END = b"\x78\x01", b"\x03\x00"
"""How a zlib stream begins, and the empty block that ends one."""


@frozen(slots=True)
class Strip:
    """Rows of a picture, packed; `length` and `sum` are of what was packed: how many bytes, and their Adler-32."""

    packed: bytes
    length: int
    sum: int


NOTHING = Strip(HEAD, 0, 1)


def strip(rows: bytes, level: int, strategy: int = zlib.Z_DEFAULT_STRATEGY) -> Strip:
    """Rows as they stand in the file: each a zero, which says that it is not filtered, and a byte for each pixel."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS, strategy=strategy)
    return Strip(packer.compress(rows) + packer.flush(zlib.Z_FULL_FLUSH), len(rows), zlib.adler32(rows))


def png_of(width: int, height: int, palette: bytes, strips: Iterable[Strip]) -> bytes:
    """The file. `palette` has three bytes for each colour; the strips follow one another from the top."""
    whole = reduce(_joined, strips, NOTHING)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", palette),
            _chunk(b"IDAT", whole.packed + END + struct.pack(">I", whole.sum)),
            _chunk(b"IEND", b""),
        )
    )


def _joined(first: Strip, second: Strip) -> Strip:
    """Both as one. Each sum is two: of the bytes, begun with one, and of all such sums on the way."""
    low = (first.sum & 0xFFFF) + (second.sum & 0xFFFF) - 1
    high = (first.sum >> 16) + (second.sum >> 16) + second.length * ((first.sum & 0xFFFF) - 1)
    return Strip(first.packed + second.packed, first.length + second.length, high % BASE << 16 | low % BASE)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
