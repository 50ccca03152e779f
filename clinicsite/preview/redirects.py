"""The site's redirects, read from the _redirects file that hosts read (Netlify's and Cloudflare Pages' format)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, unquote

from clinicsite.model.frozen import frozen

STATUSES = frozenset({301, 302, 303, 307, 308})


@frozen(slots=True)
class Redirect:
    """One line: `/old/* /new/:splat 301`, matched against decoded paths.

    `forced` (a `!` after the status) goes before a file of the same path.
    """

    pattern: re.Pattern[str]
    target: str
    status: int
    forced: bool = False

    def match(self, path: str) -> str | None:
        """Where this path leads, None when the line is not about it."""
        found = self.pattern.fullmatch(path)
        if found is None:
            return None
        return fill(self.target, found.groupdict())


def fill(target: str, found: Mapping[str, str]) -> str:
    return re.sub(r":([a-z]\w*)", lambda word: quote(found.get(word[1], word[0])), target)


def parse_redirects(text: str) -> Iterator[Redirect]:
    """The lines that send a browser elsewhere; rewrites and conditions of hosts are passed over."""
    for line in text.splitlines():
        words = line.split()
        if len(words) < 2 or not words[0].startswith("/"):
            continue
        status = words[2] if len(words) > 2 else "302"
        number = status.rstrip("!")
        if number.isdigit() and int(number) in STATUSES:
            yield Redirect(_pattern(words[0]), words[1], int(number), status.endswith("!"))


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"(\*|:[a-z]\w*)", path.rstrip("/"))
    written = "".join(
        "(?P<splat>.*)" if part == "*" else f"(?P<{part[1:]}>[^/]+)" if part.startswith(":") else re.escape(unquote(part))
        for part in parts
    )
    return re.compile(written if path.endswith("*") else f"{written}/?")


class Redirects:
    """The redirects of an output folder, read again when the file changes."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "_redirects"
        self.read: tuple[int, int, int] | None = None
        self.lines: tuple[Redirect, ...] = ()

    def find(self, path: str, forced: bool = False) -> tuple[str, int] | None:
        """Where a path leads and with which status; with `forced`, only by lines that go before files."""
        self._refresh()
        for line in self.lines:
            if (line.forced or not forced) and (target := line.match(path)) is not None:
                return target, line.status
        return None

    def _refresh(self) -> None:
        try:
            stat = self.file.stat()
            mark = stat.st_mtime_ns, stat.st_size, stat.st_ino
            if mark != self.read:
                self.lines = tuple(parse_redirects(self.file.read_text("utf-8", "replace")))
                self.read = mark
        except OSError:
            self.lines, self.read = (), None
