"""livereload's server, with its watcher, its application and its logging replaced by ours."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import livereload
from livereload.handlers import LiveReloadHandler
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.web import RequestHandler

from clinicsite.preview.guard import LocalApplication


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
