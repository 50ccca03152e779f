"""Reading without a connection: the small worker that keeps the pages that clinic.yaml names, once a reader opened them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from clinicsite.model.page import Page
from clinicsite.model.site import Site
from clinicsite.render.job import Job
from clinicsite.settings import Settings

if TYPE_CHECKING:
    from clinicsite.render.view import View

WORKER = "offline.js"
SCRIPT = "assets/js/offline.js"
"""The template that it is made from."""
PLACE = "__KEPT__"
BESIDE = ("later.css", "page.js")
"""What a kept page asks for."""


def jobs(site: Site, settings: Settings) -> Iterator[Job]:
    """`/offline.js`, where clinic.yaml names pages to keep."""
    if site.clinic.offline:
        yield Job(WORKER, site.clinic_source.file, worker)


def worker(view: View) -> bytes:
    """The worker with the addresses of what it keeps, and a name for its store that changes with them."""
    english = [page for page in view.pages() if is_kept(view, page)]
    every = [view.counterpart(page, language.code) for page in english for language in view.languages()]
    pages = sorted({view.url(page) for page in (*english, *every) if page is not None})
    files = sorted(view.asset(name) for name in BESIDE)
    kept = {"pages": pages, "files": files, "store": f"kept-{hashlib.sha256(repr((pages, files)).encode()).hexdigest()[:8]}"}
    return view.template_text(SCRIPT).replace(PLACE, json.dumps(kept, ensure_ascii=False)).encode()


def is_kept(view: View, page: Page) -> bool:
    """Whether clinic.yaml names the page, or the English page that it translates."""
    original = view.page(page.first_id) if page.original is not None else page
    return original is not None and original.source.path in view.clinic.offline


def offline_marks(view: View, page: Page) -> dict[str, str]:
    """The attribute by which a page's script knows the worker, on pages that are kept."""
    return {"data-offline": view.url(f"/{WORKER}")} if is_kept(view, page) else {}
