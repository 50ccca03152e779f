"""Offsets of a text as lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right


class Lines:
    """Where the lines of a text start."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1
