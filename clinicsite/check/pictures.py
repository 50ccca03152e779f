"""Photos: whole, of the kind that their name says, of a size and in colours that a browser can show, and still."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.model.page import Page
from clinicsite.model.picture import RASTER, Flaw
from clinicsite.model.site import MediaFile, Site


@rule("IMG007", "page")
def decorative_with_words(page: Page, site: Site) -> Iterator[Diagnostic]:
    """A picture is called decorative and has words too.

    Words that nobody hears are a promise that is not kept: the writer thought that the picture tells something. A
    decorative picture is left out of what a screen reader says (WCAG 2.2, 1.1.1).

    Bad:
        ---
        image: images/chair.png
        image_alt: A reclining chair by a window
        image_decorative: true
        ---

        -- content/images/chair.png --
        a picture

    Good:
        ---
        image: images/chair.png
        image_decorative: true
        ---

        -- content/images/chair.png --
        a picture
    """
    if page.meta.image_decorative and page.meta.image_alt:
        yield Diagnostic(
            "IMG007", "The picture is called decorative and has words for people who do not see it.",
            page.where("image_decorative"), "Take out `image_decorative` if the picture tells something, else `image_alt`.",
        )


@rule("IMG008", "page", "warning")
def focus_of_nothing(page: Page, site: Site) -> Iterator[Diagnostic]:
    """A focus is given, and the page has no photo that is cropped.

    Only photos are cropped. A drawing is always shown whole.

    Bad:
        ---
        image: drawings/chair.svg
        image_focus: 60% 30%
        ---

        -- content/drawings/chair.svg --
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M1 1h6"/></svg>

    Good:
        ---
        image: images/chair.png
        image_alt: A reclining chair by a window
        image_focus: 60% 30%
        ---

        -- content/images/chair.png --
        a picture
    """
    shown = (page.meta.image, getattr(page.meta, "hero", None))
    if page.meta.image_focus and not any(path and path.lower().endswith(RASTER) for path in shown):
        yield Diagnostic(
            "IMG008", "There is no photo whose focus this could be.", page.where("image_focus"),
            "Take out `image_focus`, or name a photo in `image`.", "warning",
        )


@rule("IMG009", "picture")
def no_picture(file: MediaFile, flaw: Flaw) -> Iterator[Diagnostic]:
    """A file is named like a picture and is none.

    A page that was saved under the name of a picture, or a kind of picture that browsers do not show.

    Bad:
        -- content/images/chair.png (a web page) --

    Good:
        -- content/images/chair.png --
        a picture
    """
    if flaw.fault == "foreign":
        yield _found("IMG009", file, "This file is no picture that can be read.", "Export it again as PNG, JPEG, WebP or AVIF.")


@rule("IMG010", "picture")
def wrong_ending(file: MediaFile, flaw: Flaw) -> Iterator[Diagnostic]:
    """A picture's name says another format than the file has.

    Hosts go by the name. A browser that is told of a PNG and gets something else may show nothing.

    Bad:
        -- content/images/chair.png (a JPEG) --

    Good:
        -- content/images/chair.jpg --
        a picture
    """
    if flaw.fault == "named":
        name = PurePosixPath(file.path)
        hint = f"Rename it to `{name.stem}{flaw.about}`, also where it is named." if flaw.about else "Save it as PNG or JPEG."
        yield _found("IMG010", file, f"This picture is not what `{name.suffix}` says.", hint)


@rule("IMG011", "picture")
def damaged_picture(file: MediaFile, flaw: Flaw) -> Iterator[Diagnostic]:
    """A picture is damaged or cut off.

    Half a picture comes of a copy that broke off. A browser shows a gray part, or nothing.

    Bad:
        -- content/images/chair.jpg (cut off) --

    Good:
        -- content/images/chair.jpg --
        a picture
    """
    if flaw.fault == "damaged":
        yield _found("IMG011", file, "This picture is damaged or cut off.", "Copy it again from where it came from.")


@rule("IMG012", "picture")
def huge_picture(file: MediaFile, flaw: Flaw) -> Iterator[Diagnostic]:
    """A picture has more than 50 million pixels.

    No camera that a clinic needs makes so many. A small file may claim them to fill the memory of whoever opens it.

    Bad:
        -- content/images/chair.png (9000 by 9000 pixels) --

    Good:
        -- content/images/chair.png --
        a picture
    """
    if flaw.fault == "huge":
        size = f"{flaw.about} pixels, more" if flaw.about else "more pixels"
        yield _found("IMG012", file, f"This picture has {size} than the 50 million that are opened.", "Save it at most 4000 pixels wide.")


@rule("IMG013", "picture")
def print_colours(file: MediaFile, flaw: Flaw) -> Iterator[Diagnostic]:
    """A picture has the colors of print.

    Cyan, magenta, yellow and black (CMYK) are ink. Screens mix light, and each browser guesses another color.

    Bad:
        -- content/images/chair.jpg (in CMYK) --

    Good:
        -- content/images/chair.jpg --
        a picture
    """
    if flaw.fault == "print":
        yield _found("IMG013", file, "This picture has the colors of print (CMYK).", "Save it in RGB, best as sRGB.")


@rule("IMG014", "picture")
def moving_picture(file: MediaFile, flaw: Flaw) -> Iterator[Diagnostic]:
    """A picture moves.

    What moves by itself pulls people away from the text, makes some of them sick, and can bring on a seizure (WCAG 2.2,
    2.2.2 and 2.3.1). Someone dizzy after an infusion is the last to need it.

    Bad:
        -- content/images/chair.gif (animated) --

    Good:
        -- content/images/chair.gif --
        a picture
    """
    if flaw.fault == "moving":
        yield _found("IMG014", file, f"This picture moves: it has {flaw.about} frames.", "Save one frame of it as PNG or JPEG.")


def _found(code: str, file: MediaFile, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code, message, Location(f"content/{file.path}"), hint)


RULES: tuple[Rule, ...] = (
    decorative_with_words, focus_of_nothing, no_picture, wrong_ending, damaged_picture, huge_picture, print_colours,
    moving_picture,
)
