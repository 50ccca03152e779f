"""The livereload socket: tells browsers to reload, and what is wrong."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence

from livereload.handlers import LiveReloadHandler

from clinicsite.model.diagnostic import Diagnostic
from clinicsite.preview.overlay import problems_message


class Broadcast:
    """What every open page should know: which build is the newest, and the problems of a failed one.

    All methods run on the server's thread.
    """

    def __init__(self) -> None:
        self.server = secrets.token_hex(4)
        self.number = 0
        self.problems: tuple[Diagnostic, ...] = ()

    @property
    def build(self) -> str:
        """The name of the newest build. A page that carries another is out of date, from an earlier server too."""
        return f"{self.server}-{self.number}"

    def reload(self) -> None:
        """There is something new to see."""
        self.number += 1
        LiveReloadHandler.reload_waiters("*")

    def show(self, problems: Sequence[Diagnostic]) -> None:
        """Shows the problems on every open page, and takes them away when there are none."""
        if not problems and not self.problems:
            return
        self.problems = tuple(problems)
        message = problems_message(self.problems)
        for page in LiveReloadHandler.waiters.copy():
            page.send_message(message)


class Channel(LiveReloadHandler):
    """One page's socket. A page that missed a reload while it was loading is told so as soon as it says hello."""

    def initialize(self, broadcast: Broadcast) -> None:
        self.broadcast = broadcast

    def check_origin(self, origin: str) -> bool:
        """Origins are judged before any handler is found, in `guard`."""
        return True

    def on_message(self, message: str | bytes) -> None:
        try:
            told = json.loads(message)
            command = told["command"]
        except (ValueError, TypeError, KeyError):
            self.close(1003, "not the livereload protocol")
            return
        super().on_message(message)
        if command == "info":
            self._catch_up(told.get("build"))

    def _catch_up(self, build: str | None) -> None:
        if build is not None and build != self.broadcast.build:
            self.send_message({"command": "reload", "path": "*", "liveCSS": True})
        elif self.broadcast.problems:
            self.send_message(problems_message(self.broadcast.problems))
