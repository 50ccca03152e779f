"""The `<meta>` tags that chat programs and social networks read when someone shares a page (Open Graph)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinicsite.model.page import Page
from clinicsite.model.picture import RASTER
from clinicsite.render.prints import prints_of
from clinicsite.render.social_cards import HEIGHT, WIDTH, card_of

if TYPE_CHECKING:
    from clinicsite.render.view import View

Tag = tuple[str, str, str]
TYPES = {"article": "article", "person": "profile"}


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
    last, topic = page.changed, view.topic(page)
    tags = [
        ("article:published_time", page.meta.date.isoformat() if page.meta.date else ""),
        ("article:modified_time", last.isoformat() if last else ""),
        ("article:section", topic.title if topic else ""),
    ]
    return tuple(("property", name, content) for name, content in tags if content)


def _image(view: View, page: Page) -> tuple[Tag, ...]:
    """The page's photo, cut to the networks' shape, else a card drawn for it; neither for a page that is not to be found."""
    if page.meta.noindex:
        return (("name", "twitter:card", "summary"),)
    image = page.meta.image
    if image and image.lower().endswith(RASTER):
        shot, _ = view.shot(image, page.source.path, "shared", page.meta.image_focus or "")
        cut = next(prints_of(shot))
        path, width, height, alt = cut.path, cut.width, cut.height, page.meta.image_alt or ""
    else:
        card = card_of(view, page)
        path, width, height, alt = card.path, WIDTH, HEIGHT, f"{card.title} ({card.clinic})"
    tags = [
        ("property", "og:image", f"{view.base_url}/{path}"),
        ("property", "og:image:width", str(width)),
        ("property", "og:image:height", str(height)),
        ("property", "og:image:alt", alt),
        ("name", "twitter:card", "summary_large_image"),
        ("name", "twitter:image:alt", alt),
    ]
    return tuple(tag for tag in tags if tag[2])
