"""The demo clinic for a browser: built and served as its host will, or shown by `serve` from a copy of its own."""

from __future__ import annotations

import mimetypes
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, Queue
from urllib.parse import unquote, urlsplit

import pytest

from clinicsite.model.site import Site
from clinicsite.pipeline import build
from clinicsite.render.environment import site_styles
from clinicsite.publish.headers import HeaderRule, header_rules, headers_for
from clinicsite.publish.search_index import search_pages
from clinicsite.report.text import text
from clinicsite.settings import Settings
from tests.sites import DAY

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0
"""Seconds after which a server that says nothing has failed."""

KINDS = {
    "home": "/",
    "article": "/articles/infusion/the-day-of/",
    "topic": "/articles/infusion/",
    "section articles": "/articles/",
    "section conditions": "/conditions/",
    "section locations": "/locations/",
    "section people": "/people/",
    "section treatments": "/treatments/",
    "treatment": "/treatments/ketamine-infusion/",
    "condition": "/conditions/depression/",
    "person": "/people/miriam-okafor/",
    "location": "/locations/colorado-springs/",
    "page": "/editorial-policy/",
    "about": "/about/",
    "contact": "/contact/",
    "faq": "/faq/",
    "fees": "/fees/",
    "first-visit": "/first-visit/",
    "glossary": "/glossary/",
    "search": "/search/",
    "notice": "/notices/privacy-practices/",
    "form": "/request-appointment/",
    "thanks": "/request-appointment/thank-you/",
    "404": "/404.html",
}
"""A page of every kind by its address."""

SPANISH = {
    "home": "/es/",
    "article": "/es/articulos/despues/efectos-secundarios/",
    "section locations": "/es/sedes/",
    "section people": "/es/personas/",
    "treatment": "/es/tratamientos/infusion-de-ketamina/",
    "condition": "/es/condiciones/pensamientos-de-suicidio/",
    "person": "/es/personas/ruth-lindqvist/",
    "location": "/es/sedes/colorado-springs/",
    "contact": "/es/contacto/",
    "fees": "/es/precios/",
    "first-visit": "/es/primera-visita/",
    "search": "/es/buscar/",
    "notice": "/es/avisos/practicas-de-privacidad/",
    "form": "/es/pedir-cita/",
    "thanks": "/es/pedir-cita/gracias/",
    "404": "/es/404.html",
}
"""The same in Spanish, of every kind that is translated."""

EVERY = KINDS | {f"{kind} in Spanish": path for kind, path in SPANISH.items()}
FORM = KINDS["form"]
ARTICLE = KINDS["article"]


@dataclass(frozen=True)
class Built:
    """The demo as it is published. `address` is where it is served, without a slash at its end."""

    address: str
    folder: Path
    site: Site

    def url(self, path: str) -> str:
        return self.address + path

    @property
    def pages(self) -> list[str]:
        """The address of every page."""
        files = sorted(file.relative_to(self.folder).as_posix() for file in self.folder.rglob("*.html"))
        return ["/" + file.removesuffix("index.html") for file in files]


def known(folder: Path) -> Path:
    """What the first build of the demo in this run of the tests found out, so that the others need not find it out again."""
    run = next((above for above in folder.parents if re.fullmatch(r"pytest-\d+", above.name)), folder)
    return run / "demo-cache"


def begin_with_what_is_known(folder: Path, cache: Path) -> None:
    with suppress(FileNotFoundError):
        shutil.copytree(known(folder), cache, ignore=shutil.ignore_patterns("*.lock", "last-build.json"))


def keep_what_is_known(folder: Path, cache: Path) -> None:
    if not known(folder).exists():
        fresh = folder / "demo-cache"
        shutil.copytree(cache, fresh)
        with suppress(OSError):
            # Another process may have been quicker.
            os.rename(fresh, known(folder))


@contextmanager
def published(folder: Path, content: Path = ROOT / "content") -> Iterator[Built]:
    """Builds the site of `content` under `folder` and serves it with production's headers."""
    settings = Settings(
        root=ROOT, content=content, output=folder / "site", cache=folder / "cache", clock=DAY
    )
    begin_with_what_is_known(folder, settings.cache_folder)
    result = build(settings)
    keep_what_is_known(folder, settings.cache_folder)
    if result.site is None or not result.ok:
        pytest.fail(f"the demo does not build:\n{text(result, ROOT)}", pytrace=False)
    search = [page.url for page in search_pages(result.site)]
    rules = header_rules(result.site.clinic, standing=result.standing, languages=result.site.languages, search=search, styles=site_styles(settings).digests)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, settings.output_folder, rules)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Built(f"http://127.0.0.1:{server.server_port}", settings.output_folder, result.site)
        server.shutdown()
        thread.join()


class Host(BaseHTTPRequestHandler):
    """Answers as a static host does: the files, the 404 page, and the headers of the site's table and no others."""

    protocol_version = "HTTP/1.1"

    def __init__(self, folder: Path, rules: tuple[HeaderRule, ...], *args: object) -> None:
        self.folder, self.rules = folder, rules
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = self.folder / (path.lstrip("/") + ("index.html" if path.endswith("/") else ""))
        self.send_response(200 if file.is_file() else 404)
        file = file if file.is_file() else self.missing(path)
        body = file.read_bytes()
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        for name, value in {"Content-Type": kind, **headers_for(path, self.rules)}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):
            # A page that is left does not wait for its icon.
            self.wfile.write(body if self.command == "GET" else b"")

    do_HEAD = do_GET

    def missing(self, path: str) -> Path:
        """The 404 page nearest to an address."""
        nearest = self.folder / path.lstrip("/").partition("/")[0] / "404.html"
        return nearest if nearest.is_file() else self.folder / "404.html"

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


@dataclass(frozen=True)
class Served:
    """A copy of the demo under `serve`."""

    address: str
    root: Path

    def url(self, path: str) -> str:
        return self.address + path

    def read(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def write(self, path: str, words: str) -> None:
        (self.root / path).write_text(words, "utf-8")


@contextmanager
def serving(root: Path) -> Iterator[Served]:
    """Runs `python build.py serve` on a copy of the demo until the block ends, and waits for its first build."""
    begin_with_what_is_known(root, root / ".cache")
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "build.py", root / "build.py")
    command = [sys.executable, "build.py", "serve", "--port", "0", "--drafts", "--clock", DAY.isoformat()]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        command, cwd=root, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    said: Queue[str] = Queue()
    listener = threading.Thread(target=listen, args=(process, said), daemon=True)
    listener.start()
    try:
        yield Served(started(said), root)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
        listener.join(PATIENCE)


def listen(process: subprocess.Popen[str], said: Queue[str]) -> None:
    """Takes in what a program says, so that it never waits for somebody to listen; an empty line is its end."""
    assert process.stdout
    for line in process.stdout:
        said.put(line)
    said.put("")


def started(said: Queue[str]) -> str:
    """The address at which a `serve` has come up, once it has built."""
    lines = []
    try:
        while line := said.get(timeout=PATIENCE):
            lines.append(line)
            if line.startswith("Built in"):
                return re.findall(r"http://127\.0\.0\.1:\d+", "".join(lines))[0]
    except Empty:
        lines.append(f"(nothing more in {PATIENCE:.0f} s)")
    pytest.fail("`serve` did not come up:\n" + "".join(lines), pytrace=False)
