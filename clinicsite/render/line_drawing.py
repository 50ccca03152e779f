"""Line drawings as numbers: an SVG's view box and the straight segments of its paths."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.model.frozen import frozen

Point = tuple[float, float]
Segment = tuple[Point, Point]

VIEW_BOX = re.compile(r'\sviewBox="\s*([-\d.]+)[\s,]+([-\d.]+)[\s,]+([-\d.]+)[\s,]+([-\d.]+)\s*"')
PATH = re.compile(r'<path\b[^>]*?\sd="([^"]*)"')
TOKEN = re.compile(r"[A-Za-z]|[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
PIECES = 12
"""Straight pieces of a curve."""


@frozen()
class LineDrawing:
    """`box` is x, y, width and height; `inside` is what stands between `<svg …>` and `</svg>`."""

    box: tuple[float, float, float, float]
    inside: str
    segments: tuple[Segment, ...]


def line_drawing(svg: str) -> LineDrawing:
    """Raises ValueError, with a clause about the drawing, when it cannot be read. Only its paths become segments."""
    box = VIEW_BOX.search(svg)
    start, end = re.search(r"<svg\b[^>]*>", svg), svg.rfind("</svg>")
    if not box or not start or end < 0:
        raise ValueError("it has no viewBox, or is not closed")
    x, y, width, height = (float(number) for number in box.groups())
    segments = tuple(segment for data in PATH.findall(svg) for segment in path_segments(data))
    return LineDrawing((x, y, width, height), svg[start.end() : end].strip(), segments)


def path_segments(data: str) -> Iterator[Segment]:
    """The segments of SVG path data. Curves are cut into straight pieces; an arc becomes its chord.

    Raises ValueError on anything that is not path data.
    """
    here, start, control, previous = (0.0, 0.0), (0.0, 0.0), (0.0, 0.0), ""
    for command, numbers in _commands(data):
        kind, origin = command.upper(), here if command.islower() else (0.0, 0.0)
        points = _points(kind, numbers, origin, here)
        if kind == "M":
            here = start = points[-1]
        elif kind == "Z":
            yield here, start
            here = start
        else:
            if kind in "ST":
                smooth = previous in ("CS" if kind == "S" else "QT")
                first = (2 * here[0] - control[0], 2 * here[1] - control[1]) if smooth else here
                points = [first, *points]
            curve = [here, *points]
            if len(curve) > 2:
                control = curve[-2]
            yield from _pieces(curve)
            here = points[-1]
        previous = kind


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    tokens = TOKEN.findall(data)
    at, command = 0, ""
    while at < len(tokens):
        if tokens[at].isalpha():
            command, at = tokens[at], at + 1
        elif command in ("", "Z", "z"):
            raise ValueError(f"its path has the number {tokens[at]} where a command belongs")
        count = ARGUMENTS.get(command.upper())
        numbers = tokens[at : at + (count or 0)]
        if count is None or len(numbers) < count or any(number.isalpha() for number in numbers):
            raise ValueError(f"its path has a command `{command}` that cannot be read")
        yield command, [float(number) for number in numbers]
        at += count
        command = {"M": "L", "m": "l"}.get(command, command)


def _points(kind: str, numbers: list[float], origin: Point, here: Point) -> list[Point]:
    if kind == "H":
        return [(origin[0] + numbers[0], here[1])]
    if kind == "V":
        return [(here[0], origin[1] + numbers[0])]
    if kind == "A":
        numbers = numbers[5:]
    return [(origin[0] + x, origin[1] + y) for x, y in zip(numbers[::2], numbers[1::2])]


def _pieces(points: list[Point]) -> Iterator[Segment]:
    """A Bézier curve of any degree (a line has degree 1) as straight pieces, by de Casteljau's construction."""
    count = 1 if len(points) == 2 else PIECES
    last = points[0]
    for step in range(1, count + 1):
        t, level = step / count, points
        while len(level) > 1:
            level = [(a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])) for a, b in zip(level, level[1:])]
        yield last, level[0]
        last = level[0]
