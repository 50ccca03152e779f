"""Serves the output folder as the host will: pages, 404, redirects, headers."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tornado.web import HTTPError, RequestHandler, StaticFileHandler

from clinicsite.model.frozen import frozen
from clinicsite.model.languages import BY_FOLDER
from clinicsite.preview.channel import Broadcast
from clinicsite.preview.overlay import NO_SUCH_PAGE, NOTHING_YET, SCRIPT_FILE, with_script
from clinicsite.preview.policy import preview_headers
from clinicsite.preview.redirects import Redirects

Headers = Callable[[str], Mapping[str, str]]
Fresh = Callable[[str], bytes | None]

TYPES = {
    ".avif": "image/avif",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".json": "application/json",
    ".md": "text/markdown",
    ".svg": "image/svg+xml",
    ".vcf": "text/vcard",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".xml": "application/xml",
}
"""Types that some systems' tables lack or have otherwise."""


def no_file(path: str) -> None:
    return None


@frozen()
class Folder:
    """The output folder and what goes with every answer. `base` is the site's path on its host, `""` or `/base`;
    `fresh` gives files that are newer than the folder's."""

    path: Path
    headers: Headers
    redirects: Redirects
    broadcast: Broadcast
    base: str = ""
    fresh: Fresh = no_file


class SiteFiles(StaticFileHandler):
    """A file of the output folder, or a redirect, or the site's own 404 page."""

    def initialize(self, folder: Folder) -> None:
        super().initialize(path=str(folder.path), default_filename="index.html")
        self.folder = folder

    def set_default_headers(self) -> None:
        # tornado calls this before initialize as well.
        folder = getattr(self, "folder", None)
        if folder:
            for name, value in preview_headers(folder.headers(unquote(self.request.path))).items():
                self.set_header(name, value)

    def prepare(self) -> None:
        self.set_default_headers()

    async def get(self, path: str, include_body: bool = True) -> None:
        if self._redirected(forced=True):
            return
        base = self.folder.base.lstrip("/")
        if base and path in ("", base):
            return self.redirect(f"/{base}/")
        try:
            if base and not path.startswith(f"{base}/"):
                raise HTTPError(404)
            await self._send(path[len(base) + 1:] if base else path, include_body)
        except HTTPError as error:
            if error.status_code != 404 or not self._redirected():
                raise

    async def _send(self, path: str, include_body: bool) -> None:
        if _is_hidden(path):
            raise HTTPError(404)
        file = f"{path}index.html" if path.endswith("/") or not path else path
        fresh = self.folder.fresh(file)
        if fresh is not None and file.endswith(".html"):
            self._send_page(fresh)
            return
        if fresh is not None:
            self.absolute_path = None
            self.set_header("Content-Type", TYPES.get(Path(path).suffix, "application/octet-stream"))
            self.write(fresh)
            return
        self.path = self.parse_url_path(path)
        absolute = self.validate_absolute_path(self.root, self.get_absolute_path(self.root, self.path))
        if absolute is None:
            return
        if absolute.endswith(".html"):
            self._send_page(Path(absolute).read_bytes())
        else:
            await super().get(path, include_body)

    def _send_page(self, html: bytes) -> None:
        self.absolute_path = None
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.write(with_script(html, self.folder.broadcast.build))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        if status_code != 404:
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.finish(f"{status_code} {self._reason}\n")
            return
        try:
            html = self._missing_page().read_bytes()
        except OSError:
            html = NO_SUCH_PAGE if (self.folder.path / "index.html").exists() else NOTHING_YET
        self._send_page(html)
        self.finish()

    def _missing_page(self) -> Path:
        """The 404 page of the language that was asked for, as hosts find it, else the site's."""
        first = unquote(self.request.path).removeprefix(self.folder.base).lstrip("/").partition("/")[0]
        own = self.folder.path / first / "404.html"
        return own if first in BY_FOLDER and own.is_file() else self.folder.path / "404.html"

    def get_content_type(self) -> str:
        path = self.absolute_path or ""
        kind, encoding = mimetypes.guess_type(path)
        kind = TYPES.get(Path(path).suffix.lower(), kind if not encoding else None) or "application/octet-stream"
        produced = self.folder.headers(unquote(self.request.path))
        stated = next((value for name, value in produced.items() if name.lower() == "content-type"), None)
        return stated or (f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)

    def compute_etag(self) -> str | None:
        """By the file's stat: tornado's own is hashed once and never again, and would hide an edit."""
        if self.absolute_path is None:
            return RequestHandler.compute_etag(self)
        stat = self._stat()
        return f'"{stat.st_mtime_ns:x}-{stat.st_size:x}-{stat.st_ino:x}"'

    def get_modified_time(self) -> None:  # type: ignore[override]
        """None: a date in whole seconds cannot tell two saves in one second apart."""

    def should_return_304(self) -> bool:
        return self.check_etag_header()

    def _redirected(self, forced: bool = False) -> bool:
        found = self.folder.redirects.find(unquote(self.request.path), forced)
        if found is None:
            return False
        target, status = found
        if self.request.query and "?" not in target:
            target = f"{target}?{self.request.query}"
        self.redirect(target, status=status)
        return True


class OverlayScript(RequestHandler):
    """The script that reloads the page and shows problems."""

    def get(self) -> None:
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.write(SCRIPT_FILE.read_bytes())

    head = get


def _is_hidden(path: str) -> bool:
    """Files that hosts keep to themselves: their rules, our manifest and temporaries, .gitignore."""
    parts = path.split("/")
    return parts[0] in ("_headers", "_redirects", "_nginx.conf") or any(part.startswith(".") and part != ".well-known" for part in parts)
