from __future__ import annotations

import io
import zlib

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from clinicsite.render.png import png_of, strip

GREYS = bytes(level for level in range(256) for _ in range(3))


@given(st.lists(st.lists(st.binary(min_size=5, max_size=5), max_size=4), min_size=1, max_size=4).filter(any))
def test_strips_packed_apart_are_one_picture(strips: list[list[bytes]]) -> None:
    rows = [row for rows in strips for row in rows]
    packed = [strip(b"".join(b"\0" + row for row in rows), 1, zlib.Z_RLE) for rows in strips]
    with Image.open(io.BytesIO(png_of(5, len(rows), GREYS, packed))) as picture:
        assert (picture.size, picture.convert("L").tobytes()) == ((5, len(rows)), b"".join(rows))


def test_a_strip_may_be_longer_than_the_modulus_of_its_sum() -> None:
    rows = (b"\0" + b"\xff" * 1200) * 630
    whole = png_of(1200, 630, GREYS, [strip(rows[: 1201 * 200], 1), strip(rows[1201 * 200 :], 1)])
    assert whole.count(zlib.adler32(rows).to_bytes(4, "big")) == 1
    with Image.open(io.BytesIO(whole)) as picture:
        assert picture.convert("L").getextrema() == (255, 255)
