"""The preview: builds on every save and shows the site on this computer as its host will."""

from __future__ import annotations

import asyncio
import errno
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import livereload
from livereload.handlers import LiveReloadHandler
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.web import RequestHandler

from clinicsite.preview.builds import BuildResult, Builds, Stopped
from clinicsite.preview.channel import Broadcast, Channel
from clinicsite.preview.files import Folder, Headers, OverlayScript, SiteFiles
from clinicsite.preview.guard import LocalApplication
from clinicsite.preview.overlay import SCRIPT_PATH
from clinicsite.preview.redirects import Redirects
from clinicsite.preview.restart import python_files, run_again, syntax_problems
from clinicsite.preview.watcher import Watcher

HOST = "127.0.0.1"


class PortInUse(Exception):
    """The port cannot be had. `free` is the next one that can, if any; `hint` says what to type."""

    def __init__(self, port: int, free: int | None, forbidden: bool = False) -> None:
        why = "may be used by the system's administrator only" if forbidden else "is in use by another program"
        super().__init__(f"Port {port} {why}.")
        self.port = port
        self.free = free
        self.hint = f"Try `--port {free}`." if free else "Stop the other program, or choose a port with `--port`."


def no_headers(path: str) -> Mapping[str, str]:
    return {}


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
) -> int:
    """Serves `folder` on 127.0.0.1 until it is stopped, builds now and after every save under `watch`; gives 0.

    `headers` gives production's headers for a URL path; `extra_handlers` are tornado rules that come before the files;
    `base_path` is the site's path on its host (`""` or `/base`). A changed .py file starts the whole program again.
    Raises PortInUse.
    """
    preview = Preview(build, folder, watch, port, open_browser, poll, headers, extra_handlers, base_path, say)
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
    ) -> None:
        self.sockets = take_port(port)
        self.address = f"http://{HOST}:{self.sockets[0].getsockname()[1]}{base_path}/"
        self.open_browser = open_browser
        self.say = say
        self.broadcast = Broadcast()
        self.watcher = Watcher(watch, self.changed, poll, ignore=(folder,))
        self.builds = Builds(build, self.built)
        self.python: frozenset[str] = frozenset()
        self.restarting = False
        served = Folder(folder, headers, Redirects(folder), self.broadcast, base_path)
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


class Server(livereload.Server):
    """livereload's server with our own application in it, on sockets that are already ours."""

    def __init__(
        self, rules: list[Any], sockets: list[socket.socket], begin: Callable[[], None], log: Callable[[RequestHandler], None]
    ) -> None:
        super().__init__(watcher=Outsourced(begin))
        self.rules = rules
        self.sockets = sockets
        self.log = log
        self.loop: Any = None
        self.stopped = False

    def application(self, port: int, host: str, *args: Any, **kwargs: Any) -> None:
        # The handler keeps its state on the class, where an earlier server in this process may have left some.
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.waiters = set()
        LiveReloadHandler._last_reload_time = None
        self.loop = IOLoop.current()
        self.http = HTTPServer(LocalApplication(self.rules, log_function=self.log))
        self.http.add_sockets(self.sockets)
        if self.stopped:
            self.loop.add_callback(self.end)

    def _setup_logging(self) -> None:
        """livereload's own would print a line for every request."""

    async def end(self) -> None:
        """Hangs up on every page and ends `serve`; on the server's thread."""
        self.http.stop()
        for page in LiveReloadHandler.waiters.copy():
            page.close(1001)
        await self.http.close_all_connections()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        if others:
            await asyncio.wait(others, timeout=0.2)
        IOLoop.current().stop()

    def on_loop(self, call: Callable[[], object]) -> None:
        """Runs `call` on the server's thread, soon; not at all once the server has ended."""
        if self.loop is None:
            self.stopped = True
            return
        with suppress(RuntimeError):
            # A signal comes on the loop's own thread, where add_callback would not wake it.
            self.loop.asyncio_loop.call_soon_threadsafe(self.loop.add_callback, call)


class Outsourced:
    """Stands where livereload keeps its watcher, which rebuilds on the server's thread and drops quick saves."""

    def __init__(self, begin: Callable[[], None]) -> None:
        self.begin = begin
        self.filepath = "*"
        self._tasks = {"": None}
        self._changes: list[tuple[str, float]] = []

    def start(self, callback: Callable[[], None]) -> bool:
        """True tells livereload not to look at files by itself."""
        self.begin()
        return True

    def examine(self) -> tuple[None, None]:
        return None, None


def take_port(port: int) -> list[socket.socket]:
    """Sockets on 127.0.0.1 alone. Port 0 is any free one. Raises PortInUse."""
    try:
        return bind_sockets(port, HOST)
    except OSError as error:
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            raise PortInUse(port, _next_free(max(port, 1023)), error.errno == errno.EACCES) from None
        raise


def _next_free(port: int) -> int | None:
    for candidate in range(port + 1, min(port + 100, 65536)):
        try:
            for taken in bind_sockets(candidate, HOST):
                taken.close()
        except OSError:
            continue
        return candidate
    return None


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
