"""Line drawings as pixels: strokes on a plain ground, as PNG and ICO."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable

from clinicsite.render.line_drawing import Segment
from clinicsite.render.png import png_of, strip

Colour = tuple[int, int, int]


def draw(segments: Iterable[Segment], size: int, width: float) -> list[bytearray]:
    """Rows of `size` pixels, each 0 (ground) to 255 (stroke). Segments and stroke width are in pixels; ends are round."""
    rows = [bytearray(size) for _ in range(size)]
    reach = width / 2 + 0.5
    for (x1, y1), (x2, y2) in segments:
        dx, dy = x2 - x1, y2 - y1
        length = dx * dx + dy * dy
        for y in range(max(0, math.floor(min(y1, y2) - reach)), min(size, math.ceil(max(y1, y2) + reach))):
            row = rows[y]
            for x in range(max(0, math.floor(min(x1, x2) - reach)), min(size, math.ceil(max(x1, x2) + reach))):
                px, py = x + 0.5 - x1, y + 0.5 - y1
                t = min(1.0, max(0.0, (px * dx + py * dy) / length)) if length else 0.0
                cover = reach - math.hypot(px - t * dx, py - t * dy)
                if cover > 0:
                    row[x] = max(row[x], round(255 * min(1.0, cover)))
    return rows


def png(rows: list[bytearray], ground: Colour, stroke: Colour) -> bytes:
    """A PNG with a palette of 256 steps from ground to stroke."""
    size = len(rows)
    palette = bytes(round(a + (b - a) * step / 255) for step in range(256) for a, b in zip(ground, stroke))
    return png_of(size, size, palette, [strip(b"".join(b"\0" + row for row in rows), 9)])


def ico(image: bytes, size: int) -> bytes:
    """An ICO file that holds one PNG of at most 255 pixels."""
    return struct.pack("<HHH", 0, 1, 1) + struct.pack("<BBBBHHII", size, size, 0, 0, 1, 8, len(image), 22) + image
