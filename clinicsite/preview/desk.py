"""The front desk of the preview: what the handlers of forms and inbox share, and whom they turn away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timezone
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tornado.httputil import HTTPServerRequest
from tornado.web import RequestHandler

from clinicsite.preview.requests import RequestStore

if TYPE_CHECKING:
    from clinicsite.render.view import View

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


def _now() -> datetime:
    return datetime.now(timezone.utc)


def _as_is(html: str) -> str:
    return html


@dataclass(frozen=True)
class Desk:
    """`view` makes a fresh View of the site as it was last read; `dress` may add to the HTML of a page, as for live reload."""

    view: Callable[[], View]
    store: RequestStore
    dress: Callable[[str], str] = field(default=_as_is)
    now: Callable[[], datetime] = field(default=_now)


class DeskHandler(RequestHandler):
    """A handler at the desk: refuses what other sites send, and lets nothing be cached."""

    def initialize(self, desk: Desk) -> None:
        self.desk = desk

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")

    def prepare(self) -> None:
        if self.request.method == "POST" and is_cross_site(self.request):
            self.refuse(403, "This came from another site and was not taken.")

    def refuse(self, status: int, sentence: str) -> None:
        """End the request with one plain sentence."""
        self.set_status(status)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(sentence + "\n")

    def page(self, html: str, status: int = 200) -> None:
        """End the request with a page."""
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(self.desk.dress(html))


def is_cross_site(request: HTTPServerRequest) -> bool:
    """Whether a browser says that the request was made by a page of another origin.

    A request without either header comes from no browser's page: every browser sends Origin with a form's POST.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin")
    return origin is not None and origin != f"{request.protocol}://{request.host}"


def is_local(request: HTTPServerRequest) -> bool:
    """Whether the request comes from this very machine and asks for it by a local name, not one that was rebound to it."""
    try:
        remote = ip_address(request.remote_ip or "").is_loopback
    except ValueError:
        return False
    return remote and urlsplit(f"//{request.host}").hostname in LOCAL_NAMES
