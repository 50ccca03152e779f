"""The site's icons, drawn from the clinic's mark: SVG for browsers, ICO and PNG for what reads no SVG."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from clinicsite.model.frozen import frozen
from clinicsite.model.site import Site
from clinicsite.render.job import Job
from clinicsite.render.line_drawing import LineDrawing, line_drawing
from clinicsite.render.raster import Colour, draw, ico, png
from clinicsite.render.text import render_text
from clinicsite.settings import Settings

if TYPE_CHECKING:
    from clinicsite.render.view import View

PAPER: Colour = (250, 247, 241)
INK: Colour = (21, 32, 43)
SIDE = 64.0
"""The side of the icon; the numbers below are in its units."""

MARGIN = 8.0
STROKE = 3.0
PICTURES = {"apple-touch-icon.png": 180, "icon-512.png": 512}
FAVICON = 32


@frozen()
class Placement:
    """How a mark is set into the icon: scaled, then moved."""

    scale: float
    x: float
    y: float


def jobs(site: Site, settings: Settings) -> Iterator[Job]:
    """The SVG icon always, pictures where the clinic has a mark; without one its initials stand in the SVG."""
    yield Job("favicon.svg", "templates/text/favicon.svg", favicon)
    if mark := site.clinic.mark:
        yield Job("favicon.ico", f"content/{mark}", lambda view: ico(picture(view, FAVICON), FAVICON))
        for name, size in PICTURES.items():
            yield Job(name, f"content/{mark}", partial(picture, size=size))


def favicon(view: View) -> bytes:
    clinic = view.clinic
    drawing = _mark(view)
    place = placement(drawing) if drawing else Placement(1, 0, 0)
    return render_text(
        view,
        "favicon.svg",
        mark=Markup(drawing.inside) if drawing else "",
        initials=initials(clinic.short_name),
        scale=_short(place.scale),
        x=_short(place.x),
        y=_short(place.y),
        stroke=_short(STROKE / place.scale),
        paper=_hex(PAPER),
        ink=_hex(INK),
    )


def picture(view: View, size: int) -> bytes:
    """A square PNG of the mark, `size` pixels a side."""
    drawing = _mark(view)
    if drawing is None:
        raise LookupError("There is no mark to draw an icon from.")
    place, unit = placement(drawing), size / SIDE
    segments = [
        tuple(((x * place.scale + place.x) * unit, (y * place.scale + place.y) * unit) for x, y in segment)
        for segment in drawing.segments
    ]
    return png(draw(segments, size, STROKE * unit), PAPER, INK)  # type: ignore[arg-type]


def placement(drawing: LineDrawing) -> Placement:
    """The mark as large as the margin allows, in the middle."""
    x, y, width, height = drawing.box
    scale = (SIDE - 2 * MARGIN) / max(width, height)
    return Placement(scale, SIDE / 2 - (x + width / 2) * scale, SIDE / 2 - (y + height / 2) * scale)


def initials(name: str) -> str:
    """`Juniper Row` -> `JR`"""
    return "".join(word[0] for word in name.split()[:2]).upper()


def _mark(view: View) -> LineDrawing | None:
    mark = view.clinic.mark
    if not mark:
        return None
    try:
        return line_drawing(view.media_text(mark))
    except ValueError as error:
        raise LookupError(f"The mark `{mark}` cannot be drawn: {error}.") from error


def _hex(colour: Colour) -> str:
    return "#" + bytes(colour).hex()


def _short(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".")
