"""Pictures: there, of a kind that browsers show, with words, light, and harmless."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from clinicsite.check.mentions import Mention, is_web_address
from clinicsite.check.rule import Rule, rule
from clinicsite.model.address import nearest
from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.model.page import Page
from clinicsite.model.picture import RASTER
from clinicsite.model.site import MediaFile, Site
from clinicsite.read.links import parse_target, resolve

SHOWN = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif")
LARGEST = 2_000_000
DRAWINGS = "drawings/"

SCRIPT = re.compile(r"<\s*script\b|<\s*foreignObject\b|<\s*(?:iframe|embed|object|audio|video)\b", re.I)
HANDLER = re.compile(r"<[^>]*\s(on[a-z]+)\s*=", re.I)
ADDRESS = re.compile(r"""(?:\b(?:xlink:)?href|\bsrc)\s*=\s*["']\s*([^"'\s]*)|url\(\s*["']?\s*([^"')\s]*)|@import\s+["']?([^"';\s]+)""", re.I)
DOCTYPE = re.compile(r"<!(?:ENTITY|DOCTYPE[^>]*\[)", re.I)


@rule("IMG001", "mention")
def missing_picture(mention: Mention, site: Site) -> Iterator[Diagnostic]:
    """A picture does not exist.

    Pictures are named by their file in content/, from this file's folder or with a slash in front.

    Bad:
        ---
        image: drawings/chiar.svg
        ---

        -- content/drawings/chair.svg --
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M1 1h6"/></svg>

    Good:
        ---
        image: drawings/chair.svg
        ---

        -- content/drawings/chair.svg --
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M1 1h6"/></svg>
    """
    if mention.kind != "picture" or resolve(mention.target, mention.path, site) is not None or not mention.target:
        return
    target = parse_target(mention.target, mention.path)
    if target.kind in ("content", "address") and target.path.lower().endswith(SHOWN):
        near = nearest(mention.target.lstrip("/"), site.media) or nearest(target.path, site.media)
        yield Diagnostic(
            "IMG001", f"No picture is called `{mention.target}`.", mention.where,
            f"Did you mean `/{near}`?" if near else "Put the file into content/images/ and name it `/images/…`.",
        )


@rule("IMG002", "page")
def picture_without_words(page: Page, site: Site) -> Iterator[Diagnostic]:
    """A page has a picture at its head and no words for people who do not see it.

    A drawing in drawings/ only sets a mood and may go without; a photograph or figure tells something (WCAG 2.2,
    1.1.1), unless `image_decorative` says that it does not.

    Bad:
        ---
        image: images/chair.png
        ---

        -- content/images/chair.png --
        a picture

    Good:
        ---
        image: images/chair.png
        image_alt: A reclining chair by a window
        ---

        -- content/images/chair.png --
        a picture
    """
    if page.meta.image_alt or page.meta.image_decorative:
        return
    image, hero = page.meta.image, getattr(page.meta, "hero", None)
    wordless = {"image": image if image and f"/{DRAWINGS}" not in f"/{image}" else None}
    wordless["hero"] = hero if hero and hero.lower().endswith(RASTER) else None
    for key, path in wordless.items():
        if path:
            yield Diagnostic(
                "IMG002", f"The picture `{path}` has no words for people who do not see it.", page.where(key),
                "Add `image_alt` with what the picture shows, or `image_decorative: true` if it tells nothing.",
            )


@rule("IMG003", "mention")
def unsupported_picture(mention: Mention, site: Site) -> Iterator[Diagnostic]:
    """A picture is of a kind that browsers do not show.

    Phones and scanners save HEIC, TIFF and PDF; browsers show SVG, PNG, JPEG, WebP, AVIF and GIF.

    Bad:
        ![A reclining chair by a window](/images/chair.heic)

    Good:
        ![A reclining chair by a window](/images/chair.png)

        -- content/images/chair.png --
        a picture
    """
    if mention.kind != "picture" or is_web_address(mention.target):
        return
    path = mention.target.partition("#")[0]
    if path and not path.lower().endswith(SHOWN):
        kind = posixpath.splitext(path)[1] or path
        yield Diagnostic(
            "IMG003", f"A picture cannot be of the kind `{kind}`.", mention.where,
            "Save it as SVG, PNG, JPEG, WebP or AVIF and name that file.",
        )


@rule("IMG004", "mention")
def foreign_picture(mention: Mention, site: Site) -> Iterator[Diagnostic]:
    """A picture lies on another site.

    That site would learn who reads which page of a clinic, and could change the picture.

    Bad:
        ![A reclining chair](https://www.example.org/chair.png)

    Good:
        ![A reclining chair](/images/chair.png)

        -- content/images/chair.png --
        a picture
    """
    if mention.kind == "picture" and is_web_address(mention.target):
        yield Diagnostic(
            "IMG004", f"The picture `{mention.target}` does not lie in content/.", mention.where,
            "Save it in content/images/, if its maker allows that, and name it `/images/…`.",
        )


@rule("IMG005", "drawing")
def unsafe_drawing(file: MediaFile, text: str) -> Iterator[Diagnostic]:
    """A drawing holds a script or something foreign.

    An SVG is a document: it can run scripts, show other pages and call other sites. Drawings stand inside our pages,
    so theirs would run with the page's rights.

    Bad:
        -- content/images/chair.svg --
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><script>go()</script></svg>

    Good:
        -- content/images/chair.svg --
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M1 1h6"/></svg>
    """
    for offset, what in _unsafe(re.sub(r"<!--.*?-->", lambda m: " " * len(m[0]), text, flags=re.S)):
        before = text[:offset]
        yield Diagnostic(
            "IMG005", f"This drawing holds {what}.",
            Location(f"content/{file.path}", before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1),
            "Export it as plain SVG, without scripts, styles from elsewhere or linked pictures.",
        )


@rule("IMG006", "site", "warning")
def heavy_picture(site: Site) -> Iterator[Diagnostic]:
    """A picture is larger than 2 MB.

    A drawing goes to readers as it is: on a phone at night it takes long to come, and costs them data. Of photos they get
    small copies, so that a photo of any size that can be read is fine.

    Bad:
        -- content/images/chair.svg (2.4 MB) --

    Good:
        -- content/images/chair.svg (0.2 MB) --
    """
    for path, file in site.media.items():
        if file.size > LARGEST and path.lower().endswith(".svg"):
            yield Diagnostic(
                "IMG006", f"This picture is {file.size / 1_000_000:.1f} MB.", Location(f"content/{path}"),
                "Simplify its paths, or save it as a PNG.", severity="warning",
            )


def _unsafe(text: str) -> Iterator[tuple[int, str]]:
    for match in SCRIPT.finditer(text):
        yield match.start(), f"`{match[0].replace(' ', '')}>`"
    for match in HANDLER.finditer(text):
        yield match.start(1), f"a script in `{match[1]}`"
    for match in ADDRESS.finditer(text):
        target = match[1] or match[2] or match[3] or ""
        if target and not target.startswith(("#", "data:image/png", "data:image/jpeg", "data:image/webp")):
            yield match.start(), f"a reference to `{target[:60]}`"
    for match in DOCTYPE.finditer(text):
        yield match.start(), "declarations of entities"


RULES: tuple[Rule, ...] = (
    missing_picture, picture_without_words, unsupported_picture, foreign_picture, unsafe_drawing, heavy_picture,
)
