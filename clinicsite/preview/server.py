"""The preview: builds on every save and shows the site on this computer as its host will."""

from __future__ import annotations

import signal
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tornado.web import RequestHandler

from clinicsite.preview.builds import BuildResult, Builds, Stopped
from clinicsite.preview.channel import Broadcast, Channel
from clinicsite.preview.files import Folder, Fresh, Headers, OverlayScript, SiteFiles, no_file
from clinicsite.preview.live import Server
from clinicsite.preview.overlay import SCRIPT_PATH
from clinicsite.preview.port import HOST, PortInUse, take_port
from clinicsite.preview.redirects import Redirects
from clinicsite.preview.restart import python_files, run_again, syntax_problems
from clinicsite.preview.watcher import Watcher

Saved = Callable[[frozenset[str]], bool]

__all__ = ["BuildResult", "PortInUse", "Preview", "serve", "tell"]


def no_headers(path: str) -> Mapping[str, str]:
    return {}


def not_at_once(paths: frozenset[str]) -> bool:
    return False


def tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def serve(
    build: Callable[[], BuildResult],
    folder: Path,
    watch: Sequence[Path],
    port: int = 8000,
    open_browser: bool = False,
    poll: float | None = None,
    headers: Headers = no_headers,
    extra_handlers: Sequence[Any] = (),
    base_path: str = "",
    say: Callable[[str], None] = tell,
    fresh: Fresh = no_file,
    saved: Saved = not_at_once,
) -> int:
    """Serves `folder` on 127.0.0.1 until it is stopped, builds now and after every save under `watch`; gives 0.

    `headers` gives production's headers for a URL path; `extra_handlers` are tornado rules that come before the files;
    `base_path` is the site's path on its host (`""` or `/base`); `fresh` gives files that are newer than the folder's;
    `saved` is told of saved files before a build, and says whether `fresh` has them already. A changed .py file starts the whole program again.
    Raises PortInUse.
    """
    preview = Preview(build, folder, watch, port, open_browser, poll, headers, extra_handlers, base_path, say, fresh, saved)
    with _stopped_by_signals(preview.stop):
        preview.run()
    if preview.restarting:
        run_again()
    return 0


class Preview:
    """A server, a watcher and a thread that builds. The port is taken when it is made; `run` blocks until `stop`."""

    def __init__(
        self,
        build: Callable[[], BuildResult],
        folder: Path,
        watch: Sequence[Path],
        port: int = 8000,
        open_browser: bool = False,
        poll: float | None = None,
        headers: Headers = no_headers,
        extra_handlers: Sequence[Any] = (),
        base_path: str = "",
        say: Callable[[str], None] = tell,
        fresh: Fresh = no_file,
        saved: Saved = not_at_once,
    ) -> None:
        self.sockets = take_port(port)
        self.address = f"http://{HOST}:{self.sockets[0].getsockname()[1]}{base_path}/"
        self.open_browser = open_browser
        self.say = say
        self.broadcast = Broadcast()
        self.saved = saved
        self.watcher = Watcher(watch, self.changed, poll, ignore=(folder,), noticed=self.noticed)
        self.builds = Builds(build, self.built)
        self.python: frozenset[str] = frozenset()
        self.restarting = False
        served = Folder(folder, headers, Redirects(folder), self.broadcast, base_path, fresh)
        self.server = Server(_rules(self.broadcast, served, extra_handlers), self.sockets, self._begin, self._missing)

    def run(self) -> None:
        self.say(f"The preview is at {self.address} (Ctrl-C stops it).")
        try:
            self.server.serve(host=HOST)
        finally:
            self.watcher.stop()
            self.builds.stop()
            for taken in self.sockets:
                taken.close()

    def stop(self) -> None:
        """Ends `run`, from any thread or a signal."""
        self.server.on_loop(self.server.end)

    def noticed(self, paths: frozenset[str]) -> None:
        """As soon as a save is seen; on the watcher's thread."""
        if self.saved(paths):
            self.server.on_loop(self.broadcast.reload)

    def changed(self, paths: frozenset[str]) -> None:
        """After a burst of saves; on the watcher's thread."""
        self.python |= python_files(paths)
        if not self.python:
            self.builds.ask()
            return
        problems = tuple(syntax_problems(self.python))
        if problems:
            self.built(Stopped(problems))
        else:
            self.say("Python has changed; the preview starts again.")
            self.restarting = True
            self.stop()

    def built(self, result: BuildResult) -> None:
        """After a build; on the builds' thread."""
        self.server.on_loop(lambda: self._show(result))

    def _show(self, result: BuildResult) -> None:
        self.broadcast.show(() if result.ok else result.diagnostics)
        if result.written:
            self.broadcast.reload()
        if self.open_browser:
            self.open_browser = False
            threading.Thread(target=webbrowser.open, args=(self.address,), daemon=True).start()

    def _begin(self) -> None:
        self.watcher.start()
        self.builds.start()
        self.builds.ask()

    def _missing(self, handler: RequestHandler) -> None:
        if handler.get_status() == 404:
            page = handler.request.headers.get("Referer", "").partition(self.address.rstrip("/"))[2]
            self.say(f"404 {handler.request.path}" + (f" (asked for by {page})" if page else ""))
        elif handler.get_status() >= 500:
            self.say(f"{handler.get_status()} {handler.request.path}")


def _rules(broadcast: Broadcast, folder: Folder, extra: Sequence[Any]) -> list[Any]:
    return [
        (r"/livereload", Channel, {"broadcast": broadcast}),
        (SCRIPT_PATH, OverlayScript),
        *extra,
        (r"/(.*)", SiteFiles, {"folder": folder}),
    ]


@contextmanager
def _stopped_by_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Lets Ctrl-C and a polite kill end the preview in good order; a second Ctrl-C ends it at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def once(number: int, frame: object) -> None:
        signal.signal(number, before[number])
        stop()

    for number in before:
        signal.signal(number, once)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
