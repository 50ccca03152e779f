"""Pictures of pixels: what is known of one, and the frames that pages put them into."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from clinicsite.model.frozen import frozen

RASTER = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif")
"""Endings of the files that are cut and encoded anew. SVG stays as it is."""

Fault = Literal["foreign", "named", "damaged", "huge", "print", "moving"]


@frozen(slots=True)
class Picture:
    """A picture that can be used. Width and height are in pixels, upright; `colour` is its mean, as in `#c3b9a0`;
    `clear` says that parts of it can be seen through."""

    width: int
    height: int
    colour: str
    clear: bool = False


@frozen(slots=True)
class Flaw:
    """Why a picture cannot be used; `about` fills in what its message needs to say."""

    fault: Fault
    about: str = ""


@frozen(slots=True)
class Frame:
    """Where a picture stands: the widths in pixels that screens may want of it there, and `sizes` for the browser.

    `shape` is width : height that it is cropped to, nothing for its own; `screen` limits the frame to some screens.
    """

    widths: tuple[int, ...]
    sizes: str
    shape: tuple[int, int] | None = None
    screen: str = ""


@frozen(slots=True)
class Layout:
    """The frames of one place on a page, the last for all screens that no other names. `eager`: it is seen first.

    `formats` are what it is encoded as, best first. The last is the one that every browser shows; `jpeg` stands for
    PNG where parts of the picture can be seen through.
    """

    frames: tuple[Frame, ...]
    eager: bool = False
    formats: tuple[str, ...] = ("avif", "webp", "jpeg")


WIDE = "(min-width: 64rem)"
LAYOUTS: Mapping[str, Layout] = {
    "head": Layout(
        (
            Frame((260, 390, 520), "16rem", (4, 5), WIDE),
            Frame((360, 540, 720, 1080), "calc(100vw - 6.25rem)", (3, 2)),
        ),
        eager=True,
    ),
    "hero": Layout(
        (
            Frame((400, 600, 800, 1040), "min(32rem, 33vw)", (4, 5), WIDE),
            Frame((360, 540, 720, 1080), "calc(100vw - 6.25rem)", (3, 2)),
        ),
        eager=True,
    ),
    "text": Layout((Frame((360, 540, 720, 1080, 1440), "(min-width: 48rem) 42rem, calc(100vw - 2rem)"),)),
    "row": Layout((Frame((72, 108, 144, 216), "4.5rem", (4, 5)),)),
    "shared": Layout((Frame((1200,), "", (1200, 630)),), formats=("jpeg",)),
}
"""By name, as templates ask for them. The widths are those of the layout at one to three pixels a point."""


@frozen(slots=True)
class Cut:
    """A part of an upright picture, in its pixels."""

    left: int
    top: int
    width: int
    height: int


def cut_to(width: int, height: int, shape: tuple[int, int] | None, focus: str = "") -> Cut:
    """The largest part of this shape (width : height) around the focus (`60% 30%`, else the middle)."""
    if shape is None:
        return Cut(0, 0, width, height)
    across, down = shape
    part_width = min(width, max(1, round(height * across / down)))
    part_height = min(height, max(1, round(width * down / across)))
    x, y = (int(part.rstrip("%")) / 100 for part in (focus or "50% 50%").split())
    left = min(max(0, round(width * x - part_width / 2)), width - part_width)
    top = min(max(0, round(height * y - part_height / 2)), height - part_height)
    return Cut(left, top, part_width, part_height)


def widths_of(frame: Frame, width: int) -> tuple[int, ...]:
    """The widths of a frame that a cut of this width can give without being blown up; its own where it is too small."""
    wanted = tuple(each for each in frame.widths if each < width)
    return wanted + (width,) if len(wanted) < len(frame.widths) else wanted
