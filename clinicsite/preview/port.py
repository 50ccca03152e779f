"""The port that the preview listens on."""

from __future__ import annotations

import errno
import socket

from tornado.netutil import bind_sockets

HOST = "127.0.0.1"
REASONS = {
    errno.EADDRINUSE: "is in use by another program",
    errno.EACCES: "may be used by the system's administrator only",
}


class PortInUse(Exception):
    """The port cannot be had. `free` is the next one that can, if any; `hint` says what to type."""

    def __init__(self, port: int, free: int | None, why: str) -> None:
        super().__init__(f"Port {port} {why}.")
        self.port = port
        self.free = free
        self.hint = f"Try `--port {free}`." if free else "Stop the other program, or choose a port with `--port`."


def take_port(port: int) -> list[socket.socket]:
    """Sockets on 127.0.0.1 alone. Port 0 is any free one. Raises PortInUse."""
    if not 0 <= port < 65536:
        raise PortInUse(port, _next_free(8000), "does not exist")
    try:
        return bind_sockets(port, HOST)
    except OSError as error:
        why = REASONS.get(error.errno or 0)
        if why is None:
            raise
        raise PortInUse(port, _next_free(max(port, 1023)), why) from None


def _next_free(port: int) -> int | None:
    for candidate in range(port + 1, min(port + 100, 65536)):
        try:
            for taken in bind_sockets(candidate, HOST):
                taken.close()
        except OSError:
            continue
        return candidate
    return None
