"""The `<meta>` tags that chat programs and social networks read when someone shares a page (Open Graph)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinicsite.model.page import Page
from clinicsite.render.feeds import changed
from clinicsite.render.icons import PICTURES

if TYPE_CHECKING:
    from clinicsite.render.view import View

Tag = tuple[str, str, str]
TYPES = {"article": "article", "person": "profile"}
PICTURE_TYPES = (".png", ".jpg", ".jpeg", ".webp", ".gif")
"""No network shows SVG."""

ICON = "icon-512.png"


def social(view: View, page: Page) -> tuple[Tag, ...]:
    """`(attribute, name, content)` of each tag, as in `("property", "og:title", "Fees")`. Contents are not escaped."""
    clinic = view.clinic
    kind = TYPES.get(page.kind, "website")
    return (
        ("property", "og:type", kind),
        ("property", "og:site_name", clinic.name),
        ("property", "og:title", page.title),
        ("property", "og:description", page.meta.description),
        ("property", "og:url", view.absolute(page)),
        ("property", "og:locale", page.lang.replace("-", "_")),
        *(_article(view, page) if kind == "article" else ()),
        *_image(view, page),
    )


def _article(view: View, page: Page) -> tuple[Tag, ...]:
    last, topic = changed(page), view.topic(page)
    tags = [
        ("article:published_time", page.meta.date.isoformat() if page.meta.date else ""),
        ("article:modified_time", last.isoformat() if last else ""),
        ("article:section", topic.title if topic else ""),
    ]
    return tuple(("property", name, content) for name, content in tags if content)


def _image(view: View, page: Page) -> tuple[Tag, ...]:
    """The page's picture with its description, else the clinic's icon."""
    image = page.meta.image
    if image and image.lower().endswith(PICTURE_TYPES):
        host = view.base_url[: len(view.base_url) - len(view.base_path)]
        url, alt, card = host + view.media(image, page.source.path), page.meta.image_alt, "summary_large_image"
    elif view.clinic.mark:
        alt = view.gettext("The mark of %(clinic)s") % {"clinic": view.clinic.name}
        url, card = f"{view.base_url}/{ICON}", "summary"
    else:
        return (("name", "twitter:card", "summary"),)
    described: tuple[Tag, ...] = (("property", "og:image:alt", alt),) if alt else ()
    size = tuple(("property", f"og:image:{side}", str(PICTURES[ICON])) for side in ("width", "height") if card == "summary")
    return (("property", "og:image", url), *size, *described, ("name", "twitter:card", card))
