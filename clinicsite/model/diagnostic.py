"""Problems as values: what is wrong, where, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from clinicsite.model.frozen import frozen

Severity = Literal["error", "warning", "note"]


@frozen(slots=True)
class Location:
    """A place in a source file. `file` is relative to the site folder with `/`; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@frozen(slots=True)
class Fix:
    """A safe edit of one line of the source: replace it by `lines` (none deletes it)."""

    line: int
    lines: tuple[str, ...]


@frozen(slots=True)
class Diagnostic:
    """One problem.

    `code` is a promise: documented in docs/diagnostics.md and never reused. `message` is one sentence that names
    the offence and holds no place; `hint` starts with a verb and says what to do next. `why` is the reason with its source,
    `words` what the finding is about as it is written, where a rule judges prose.
    """

    code: str
    message: str
    where: Location
    hint: str = ""
    severity: Severity = "error"
    fix: Fix | None = None
    why: str = ""
    words: str = ""

    def as_error(self) -> Diagnostic:
        return replace(self, severity="error")


def by_place(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each diagnostic once, in the order a reader of the files would meet them."""
    unique = dict.fromkeys(diagnostics)
    return tuple(sorted(unique, key=lambda d: (d.where.file, d.where.line, d.where.column, d.code, d.message)))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(d.severity == "error" for d in diagnostics)
