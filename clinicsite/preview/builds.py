"""Builds off the server's thread, one at a time."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from typing import Protocol

from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.model.frozen import frozen

CODES = {"PRE001": "The build broke off with an error of its own."}


class BuildResult(Protocol):
    """What the preview asks of a build. `written` are paths in the output folder."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]: ...

    @property
    def ok(self) -> bool: ...

    @property
    def written(self) -> tuple[str, ...]: ...


@frozen(slots=True)
class Stopped:
    """A build that ended in an exception, or was not begun."""

    diagnostics: tuple[Diagnostic, ...]
    ok: bool = False
    written: tuple[str, ...] = ()


class Builds:
    """A thread that builds when asked and calls `done` with each result.

    Asking during a build makes one more build after it, however often it is asked.
    """

    def __init__(self, build: Callable[[], BuildResult], done: Callable[[BuildResult], None]) -> None:
        self.build = build
        self.done = done
        self.asked = threading.Event()
        self.stopping = False
        self.thread = threading.Thread(target=self._run, name="builds", daemon=True)

    def start(self) -> None:
        self.thread.start()

    def ask(self) -> None:
        self.asked.set()

    def stop(self, patience: float = 10.0) -> None:
        """Lets a build that has begun come to its end, for at most `patience` seconds."""
        self.stopping = True
        self.asked.set()
        if self.thread.is_alive():
            self.thread.join(patience)

    def _run(self) -> None:
        while True:
            self.asked.wait()
            self.asked.clear()
            if self.stopping:
                return
            result = self._build()
            if not self.stopping:
                self.done(result)

    def _build(self) -> BuildResult:
        try:
            return self.build()
        except (Exception, SystemExit) as error:
            traceback.print_exc(file=sys.stderr)
            return Stopped((broken(error),))


def broken(error: BaseException) -> Diagnostic:
    """What to show for an exception that a build did not expect."""
    frames = traceback.extract_tb(error.__traceback__)
    where = Location(frames[-1].filename, frames[-1].lineno or 1) if frames else Location("build.py")
    text = traceback.format_exception_only(error)[-1].strip()
    return Diagnostic(
        "PRE001",
        f"The build broke off with `{text}`.",
        where,
        "Look at the traceback in the terminal, and undo what you last changed in build.py or a template.",
    )
