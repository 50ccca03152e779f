"""Drawings of ours as pixels: where an SVG has ink and where it has light."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from clinicsite.model.frozen import frozen
from clinicsite.render.line_drawing import Point, path_segments

if TYPE_CHECKING:
    from PIL.Image import Image

FINE = 3
"""Pixels are a third as wide while we draw, and are then averaged: Pillow's lines have hard edges."""

ROUND = 48
"""Sides of the polygon that stands for a circle."""

SHAPES = frozenset({"path", "circle", "ellipse", "rect", "line", "polyline", "polygon"})
PASSED = frozenset({"svg", "g", "title", "desc", "metadata", "defs"})


@frozen(slots=True)
class Shape:
    """Lines of points in the drawing's units. `fill` is `light`, `paper` or nothing; `stroke` says that they are inked."""

    lines: tuple[tuple[Point, ...], ...]
    fill: str
    stroke: bool


@frozen(slots=True)
class Sketch:
    """`box` is x, y, width and height in the drawing's units; the shapes are in the order in which they cover each other."""

    box: tuple[float, float, float, float]
    shapes: tuple[Shape, ...]


def sketch(svg: str) -> Sketch:
    """A drawing as shapes, by the classes of docs/templates.md. Raises ValueError, with a clause, where it holds what we
    do not draw: text, a transform, or path data that cannot be read."""
    try:
        root = ElementTree.fromstring(svg)
        numbers = [float(number) for number in root.get("viewBox", "").replace(",", " ").split()]
    except (ElementTree.ParseError, ValueError) as error:
        raise ValueError("it is not well formed") from error
    if len(numbers) != 4 or min(numbers[2:]) <= 0:
        raise ValueError("it has no viewBox")
    x, y, width, height = numbers
    return Sketch((x, y, width, height), tuple(_shapes(root, frozenset())))


def _shapes(element: ElementTree.Element, above: frozenset[str]) -> Iterator[Shape]:
    name = element.tag.rpartition("}")[2]
    classes = above | frozenset(element.get("class", "").split())
    if element.get("transform") or name not in SHAPES | PASSED:
        raise ValueError(f"it holds {'a transform' if element.get('transform') else f'`<{name}>`'}")
    if name in SHAPES:
        filled = "light" if classes & {"lit", "glow"} else "paper" if classes & {"pane", "body"} else ""
        yield Shape(tuple(_lines(name, element)), filled, not classes & {"lit", "glow", "pane"})
    elif name in ("svg", "g"):
        for child in element:
            yield from _shapes(child, classes)


def _lines(name: str, element: ElementTree.Element) -> Iterator[tuple[Point, ...]]:
    def number(key: str, otherwise: float = 0.0) -> float:
        return float(element.get(key, otherwise))

    if name == "path":
        yield from _joined(element.get("d", ""))
    elif name in ("circle", "ellipse"):
        across, down = number("rx", number("r")), number("ry", number("r"))
        turns = [2 * math.pi * n / ROUND for n in range(ROUND + 1)]
        yield tuple((number("cx") + across * math.cos(t), number("cy") + down * math.sin(t)) for t in turns)
    elif name == "rect":
        x, y, width, height = number("x"), number("y"), number("width"), number("height")
        yield ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
    elif name == "line":
        yield ((number("x1"), number("y1")), (number("x2"), number("y2")))
    else:
        values = [float(value) for value in element.get("points", "").replace(",", " ").split()]
        points = tuple(zip(values[::2], values[1::2]))
        yield points + points[:1] if name == "polygon" else points


def _joined(data: str) -> Iterator[tuple[Point, ...]]:
    """Segments that meet, as lines."""
    line: list[Point] = []
    for start, end in path_segments(data):
        if line and line[-1] != start:
            yield tuple(line)
            line = []
        line = [*(line or [start]), end]
    if line:
        yield tuple(line)


def fitted(drawing: Sketch, width: int, height: int) -> tuple[int, int]:
    """The size in pixels at which a drawing just fits into width and height."""
    scale = min(width / drawing.box[2], height / drawing.box[3])
    return max(1, round(drawing.box[2] * scale)), max(1, round(drawing.box[3] * scale))


def masks(drawing: Sketch, size: tuple[int, int], stroke: float, margin: int = 4) -> tuple[Image, Image]:
    """Ink and light, each a grey picture of `size` and a margin around it, all in pixels. Ends and corners are round."""
    from PIL import Image, ImageDraw

    x, y, width, height = drawing.box
    whole = (size[0] + 2 * margin, size[1] + 2 * margin)
    ink, light = (Image.new("L", (whole[0] * FINE, whole[1] * FINE)) for _ in range(2))
    inked, lit = ImageDraw.Draw(ink), ImageDraw.Draw(light)
    across, down = size[0] / width * FINE, size[1] / height * FINE

    def placed(points: Sequence[Point]) -> list[Point]:
        return [((px - x) * across + margin * FINE, (py - y) * down + margin * FINE) for px, py in points]

    for shape in drawing.shapes:
        lines = [placed(line) for line in shape.lines]
        for line in lines if shape.fill else ():
            if len(line) > 2:
                lit.polygon(line, fill=255 if shape.fill == "light" else 0)
                inked.polygon(line, fill=0)
        for line in lines if shape.stroke else ():
            _stroke(inked, line, stroke * FINE)
    return ink.reduce(FINE), light.reduce(FINE)


def _stroke(draw: object, line: Sequence[Point], width: float) -> None:
    """A line with round joints, which cover the gaps that Pillow leaves between the pieces of a bent one."""
    reach = width / 2
    draw.line(list(line), fill=255, width=round(width))  # type: ignore[attr-defined]
    for px, py in line:
        draw.ellipse((px - reach, py - reach, px + reach - 1, py + reach - 1), fill=255)  # type: ignore[attr-defined]
