"""Starts the preview again when the Python that it runs has changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from clinicsite.model.diagnostic import Diagnostic, Location

CODES = {"PRE002": "A Python file is not valid Python."}


def python_files(paths: Iterable[str]) -> frozenset[str]:
    return frozenset(path for path in paths if path.endswith(".py"))


def syntax_problems(paths: Iterable[str]) -> Iterator[Diagnostic]:
    """What keeps these files from being run at all. A file that is gone has no problem."""
    for path in sorted(paths):
        try:
            compile(Path(path).read_bytes(), path, "exec", dont_inherit=True)
        except FileNotFoundError:
            continue
        except (SyntaxError, ValueError, OSError) as error:
            yield Diagnostic(
                "PRE002",
                f"`{Path(path).name}` is not valid Python: {getattr(error, 'msg', None) or error}.",
                Location(path, getattr(error, "lineno", None) or 1, getattr(error, "offset", None) or 1),
                "Mend the line; the preview starts again by itself.",
            )


def run_again() -> None:
    """Replaces this process by a new one with the same command, which does not open the browser a second time."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, *(word for word in sys.orig_argv[1:] if word != "--open")])
