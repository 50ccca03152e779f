"""Who may talk to the preview: browsers on this computer, and only pages that the preview itself served."""

from __future__ import annotations

from urllib.parse import urlsplit

from tornado.httputil import HTTPHeaders, HTTPServerRequest
from tornado.web import Application, RequestHandler

NAMES = frozenset({"127.0.0.1", "localhost"})
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def is_local(host: str) -> bool:
    """Whether a Host header names this computer. A foreign name that leads here is an attack (DNS rebinding)."""
    try:
        return urlsplit(f"//{host}").hostname in NAMES
    except ValueError:
        return False


def is_own(headers: HTTPHeaders) -> bool:
    """Whether a request that changes something, or opens a socket, comes from a page of the preview or from no page.

    Browsers say so in Sec-Fetch-Site; older ones send an Origin.
    """
    site = headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == headers.get("Host")


class Refusal(RequestHandler):
    """Answers every method with 403 and a reason."""

    def initialize(self, reason: str) -> None:
        self.reason = reason

    def prepare(self) -> None:
        self.set_status(403)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(self.reason)


class LocalApplication(Application):
    """A tornado application that refuses strangers before any handler sees them."""

    def find_handler(self, request: HTTPServerRequest, **kwargs: object):  # type: ignore[no-untyped-def]
        if not is_local(request.headers.get("Host", "")):
            return self._refuse(request, "The preview answers to 127.0.0.1 and localhost only.\n")
        asks = request.method in SAFE and request.headers.get("Upgrade", "").lower() != "websocket"
        if not asks and not is_own(request.headers):
            return self._refuse(request, "The preview takes nothing from pages of other sites.\n")
        return super().find_handler(request, **kwargs)

    def _refuse(self, request: HTTPServerRequest, reason: str):  # type: ignore[no-untyped-def]
        return self.get_handler_delegate(request, Refusal, {"reason": reason})
