"""Picture files: opened, judged, turned upright and brought into the colours of the web."""

from __future__ import annotations

import io
import warnings
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from clinicsite.model.picture import Flaw, Picture

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST = 50_000_000
"""Pixels. A photo of a good camera has half as many; a file of a few kB can claim a thousand times as many."""

FORMATS = {
    ".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP", ".avif": "AVIF", ".gif": "GIF",
}
SAVED_AS = {"PNG": ".png", "JPEG": ".jpg", "MPO": ".jpg", "WEBP": ".webp", "AVIF": ".avif", "GIF": ".gif"}
SEVERAL = frozenset({"JPEG", "MPO"})
"""Formats in which phones put a second, larger or deeper picture behind the first; the first is the picture."""


class Unfit(Exception):
    """A picture that cannot be used; carries the flaw."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.fault)
        self.flaw = flaw


def look(data: bytes, path: str) -> Picture | Flaw:
    """What a picture is, or why it cannot be used. All of it is decoded, so that a damaged end is found.

    `path` is its name in content/.
    """
    try:
        image = open_picture(data, path)
    except Unfit as unfit:
        return unfit.flaw
    clear = "A" in image.getbands() and image.getchannel("A").getextrema()[0] < 255
    red, green, blue = image.convert("RGB").resize((1, 1), 4).getpixel((0, 0))  # type: ignore[misc]
    return Picture(image.width, image.height, f"#{red:02x}{green:02x}{blue:02x}", clear)


def open_picture(data: bytes, path: str) -> Image:
    """The picture upright, in sRGB, as RGB or RGBA, and without anything that was written beside its pixels.

    Raises Unfit.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.filterwarnings("ignore", category=UserWarning)
            image = Image.open(io.BytesIO(data), formats=tuple(FORMATS.values()))
            _judge(image, path)
            upright = ImageOps.exif_transpose(image)
            plain = _in_srgb(upright)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unfit(Flaw("huge")) from None
    except UnidentifiedImageError:
        raise Unfit(Flaw("damaged" if _starts_well(data, path) else "foreign")) from None
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError) as error:
        raise Unfit(Flaw("damaged")) from error
    plain.info = {}
    return plain


def _judge(image: Image, path: str) -> None:
    suffix = PurePosixPath(path).suffix.lower()
    kind = image.format or ""
    if kind != FORMATS.get(suffix) and not (kind == "MPO" and FORMATS.get(suffix) == "JPEG"):
        raise Unfit(Flaw("named", SAVED_AS.get(kind, "")))
    if image.width * image.height > LARGEST:
        raise Unfit(Flaw("huge", f"{image.width} by {image.height}"))
    if image.mode == "CMYK":
        raise Unfit(Flaw("print"))
    if getattr(image, "is_animated", False) and kind not in SEVERAL:
        raise Unfit(Flaw("moving", str(image.n_frames)))  # type: ignore[attr-defined]


def _in_srgb(image: Image) -> Image:
    """The picture in the colours that browsers take for granted, by the profile that it brings along."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith(("I;16", "I", "F")):
        image = image.convert("I").point(lambda level: level / 256).convert("L")
    see_through = "A" in image.getbands() or "transparency" in image.info
    plain = image.convert("RGBA" if see_through else "RGB")
    return _converted(plain, profile) if profile else plain


def _converted(image: Image, profile: bytes) -> Image:
    """By relative intent with black point compensation. A profile that cannot be read counts as sRGB."""
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = {"RGB": "RGB", "GRAY": "L"}.get(source.profile.xcolor_space.strip())
        if mode is None:
            return image
        target = ImageCms.createProfile("sRGB")
        flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
        colours = ImageCms.profileToProfile(
            image.convert(mode), source, target, ImageCms.Intent.RELATIVE_COLORIMETRIC, "RGB", flags=flags
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image
    if colours is None:
        return image
    if image.mode == "RGBA":
        colours.putalpha(image.getchannel("A"))
    return colours


STARTS = {"PNG": b"\x89PNG", "JPEG": b"\xff\xd8", "WEBP": b"RIFF", "GIF": b"GIF8"}


def _starts_well(data: bytes, path: str) -> bool:
    """Whether a file that cannot be opened begins as its kind does: cut off rather than something else."""
    kind = FORMATS.get(PurePosixPath(path).suffix.lower(), "")
    return data.startswith(STARTS[kind]) if kind in STARTS else data[4:12].startswith(b"ftypavif")
