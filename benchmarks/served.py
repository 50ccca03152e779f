"""From a saved edit to the page that holds it, under a generator's own server."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from corpus import Article
from measure import AS_INSTALLED, Failed
from peers import Peer

PATIENCE = 60.0
POLL_SECONDS = 0.005


def seconds_to_page(peer: Peer, folder: Path, article: Article, turn: int) -> float:
    """Start the server, wait for the page, save an edit, and time how long it takes until the page shows it."""
    path = peer.page.format(topic=article.topic, slug=article.slug)
    mark = f"Saved while served, number {turn}"
    with _server(peer, folder) as port:
        _until(port, path, article.title)
        _until_quiet(port, path)
        peer.edit(peer.article(folder, article), f"{mark}.")
        started = time.perf_counter()
        _until(port, path, mark)
        return time.perf_counter() - started


@contextmanager
def _server(peer: Peer, folder: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [part.replace("{port}", str(port)) for part in peer.serve]
    process = subprocess.Popen(
        command, cwd=folder, env={**os.environ, **AS_INSTALLED, **peer.environment}, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    try:
        yield port
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _until(port: int, path: str, words: str) -> None:
    over = time.perf_counter() + PATIENCE
    while words not in _page(port, path):
        if time.perf_counter() > over:
            raise Failed(f"{path} did not show “{words}” within {PATIENCE:.0f} s.")
        time.sleep(POLL_SECONDS)


def _until_quiet(port: int, path: str) -> None:
    """A server may answer before its watcher looks; two seconds of the same page, scripts apart, are taken for readiness."""
    over = time.perf_counter() + PATIENCE
    since, page = time.perf_counter(), _without_scripts(_page(port, path))
    while time.perf_counter() - since < 2.0:
        if time.perf_counter() > over:
            raise Failed(f"{path} kept changing for {PATIENCE:.0f} s.")
        time.sleep(0.1)
        now = _without_scripts(_page(port, path))
        if now != page:
            since, page = time.perf_counter(), now


def _without_scripts(page: str) -> str:
    """A server's own script may differ from one answer to the next."""
    return re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)


def _page(port: int, path: str) -> str:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        return connection.getresponse().read().decode("utf-8", "replace")
    except (OSError, HTTPException):
        return ""
    finally:
        connection.close()
