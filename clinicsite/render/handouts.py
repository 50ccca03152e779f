"""What a page that prints as a handout has besides: a code that leads from the paper back to the page."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from clinicsite.model.kinds import Article
from clinicsite.model.page import Page
from clinicsite.model.site import Site
from clinicsite.render.job import Job
from clinicsite.settings import Settings

if TYPE_CHECKING:
    from clinicsite.render.view import View

QUIET = 2
"""Modules of white around the code. Paper adds to them."""


def jobs(site: Site, settings: Settings) -> Iterator[Job]:
    """`<page>/code.svg` beside each page that prints as a handout."""
    for page in site.all_pages:
        if is_handout(page):
            yield Job(code_path(page), page.source.file, partial(_render, page_id=page.id), page.lang)


def is_handout(page: Page) -> bool:
    return isinstance(page.meta, Article) and page.meta.handout


def code_path(page: Page) -> str:
    """`articles/aftercare/driving` -> `articles/aftercare/driving/code.svg`"""
    return f"{page.id}/code.svg"


def code(address: str) -> bytes:
    """An address as a QR code (ISO/IEC 18004) in SVG. A sixth of it may be stained or creased."""
    import segno

    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=QUIET, xmldecl=False, omitsize=True, svgclass=None, lineclass=None
    )
    return out.getvalue()


def handout(view: View, page: Page) -> Mapping[str, Any]:
    """How a page goes on paper: a choice of what to print, and what only paper shows. Nothing on pages that are no handout."""
    if not is_handout(page):
        return {"code": ""}
    meta = page.meta
    day = max(filter(None, (meta.date, meta.updated, meta.reviewed)), default=None)
    return {"code": view.url(f"/{code_path(page)}"), "address": view.absolute(page), "day": day}


def _render(view: View, page_id: str) -> bytes:
    page = view.page(page_id)
    if page is None:
        raise LookupError(f"There is no page `{page_id}`.")
    return code(view.absolute(page))
