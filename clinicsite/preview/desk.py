"""The front desk of the preview: what the handlers of forms and inbox share, and whom they turn away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime, timezone
from ipaddress import ip_address
from typing import TYPE_CHECKING

from tornado.httputil import HTTPServerRequest
from tornado.web import RequestHandler

from clinicsite.model.frozen import frozen
from clinicsite.preview.guard import is_local, is_own
from clinicsite.preview.requests import RequestStore

if TYPE_CHECKING:
    from clinicsite.render.view import View


def _now() -> datetime:
    return datetime.now(timezone.utc)


def _as_is(html: str) -> str:
    return html


def _always(path: str) -> bool:
    return True


def _no_headers(path: str) -> Mapping[str, str]:
    return {}


@frozen()
class Desk:
    """`view` makes a fresh View of the site as it was last read, and None while there is none. It may have to read files, so
    `may_be_form` is asked first whether an address can be that of a form.

    `headers` are production's for a URL path; `dress` may add to the HTML of a page, as for live reload.
    """

    view: Callable[[], View | None]
    store: RequestStore
    headers: Callable[[str], Mapping[str, str]] = field(default=_no_headers)
    dress: Callable[[str], str] = field(default=_as_is)
    now: Callable[[], datetime] = field(default=_now)
    may_be_form: Callable[[str], bool] = field(default=_always)


class DeskHandler(RequestHandler):
    """A handler at the desk: refuses what other sites send, and lets nothing be cached."""

    def initialize(self, desk: Desk) -> None:
        self.desk = desk

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")

    def prepare(self) -> None:
        if self.request.method == "POST" and not is_own(self.request.headers):
            return self.refuse(403, "This came from another site and was not taken.")
        view = self.desk.view()
        if view is None:
            return self.refuse(503, "The site cannot be read at the moment.")
        self.view = view

    def refuse(self, status: int, sentence: str) -> None:
        """End the request with one plain sentence."""
        self.set_status(status)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(sentence + "\n")

    def page(self, html: str, status: int = 200) -> None:
        """End the request with a page, under the headers it will have in production but for its time in caches."""
        for name, value in self.desk.headers(self.request.path).items():
            if name.lower() != "cache-control":
                self.set_header(name, value)
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(self.desk.dress(html))


def is_here(request: HTTPServerRequest) -> bool:
    """Whether the request comes from this very machine and asks for it by a local name, not one that was rebound to it."""
    try:
        return ip_address(request.remote_ip or "").is_loopback and is_local(request.headers.get("Host", ""))
    except ValueError:
        return False
