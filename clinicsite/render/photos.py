"""The component for pictures of pixels: one element that lets the browser choose format and size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from clinicsite.model.frozen import frozen
from clinicsite.model.picture import LAYOUTS
from clinicsite.render.cards import one_of
from clinicsite.render.prints import Print, framed

if TYPE_CHECKING:
    from clinicsite.render.view import View

KINDS = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg", "png": "image/png"}


@frozen(slots=True)
class Source:
    """What a browser may choose from: addresses with widths, for some screens, in one format. Sizes are in pixels."""

    kind: str
    srcset: str
    sizes: str
    screen: str
    width: int
    height: int
    src: str


def photo(
    view: View, path: str, alt: str, layout: str = "text", source: str = "", focus: str = "", title: str = ""
) -> Mapping[str, Any]:
    """A photo cut for its place: `head`, `hero`, `text` or `row`. `alt` is empty only where it is decorative.

    `source` is the file in which `path` was written; `focus` stays in sight where it is cropped, as in `60% 30%`.
    """
    places = [name for name, each in LAYOUTS.items() if each.frames[0].sizes]
    one_of("photo", "layout", layout, places)
    shot, picture = view.shot(path, source, layout, focus)
    sources = [
        _source(view, kind, prints, each.frame.sizes, each.frame.screen)
        for each in framed(shot) for kind, prints in each.prints.items()
    ]
    return {
        "sources": sources[:-1], "last": sources[-1], "alt": alt, "title": title, "eager": LAYOUTS[layout].eager,
        "colour": "" if picture.clear else picture.colour,
    }


def _source(view: View, kind: str, prints: Sequence[Print], sizes: str, screen: str) -> Source:
    srcset = ", ".join(f"{view.base_path}/{each.path} {each.width}w" for each in prints)
    largest = prints[-1]
    middle = prints[len(prints) // 2]
    return Source(KINDS[kind], srcset, sizes, screen, largest.width, largest.height, f"{view.base_path}/{middle.path}")
