"""Diagnostics as JSON, for the memo."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache

from clinicsite.model.diagnostic import Diagnostic, Location


def written(found: Iterable[Diagnostic]) -> str:
    """Diagnostics as a JSON text. Fixes are left out."""
    rows = [[d.code, d.message, d.where.file, d.where.line, d.where.column, d.hint, d.severity, d.why, d.words] for d in found]
    return json.dumps(rows)


@lru_cache(maxsize=50_000)
def read(text: str) -> tuple[Diagnostic, ...]:
    """The diagnostics of a text that `written` gave."""
    return tuple(
        Diagnostic(code, message, Location(file, line, column), hint, severity, why=why, words=words)
        for code, message, file, line, column, hint, severity, why, words in json.loads(text)
    )
