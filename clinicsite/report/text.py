"""Diagnostics in the terminal: the place, the sentence, the line as written, and the next step."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.frozen import frozen
from clinicsite.pipeline import BuildResult

COLOURS = {"error": "31", "warning": "33", "note": "36"}
LONGEST = 160


@frozen()
class Style:
    """Whether to colour."""

    colour: bool = False

    def paint(self, text: str, code: str) -> str:
        return f"\033[{code}m{text}\033[0m" if self.colour else text


def text(result: BuildResult, root: Path, style: Style = Style()) -> str:
    """Every diagnostic, then a line that counts them; empty when there is none."""
    rows = {file: tuple(written.split("\n")) for file, written in result.texts.items()}
    parts = [_one(d, rows.get(d.where.file) or _rows(root / d.where.file), style) for d in result.diagnostics]
    if parts:
        parts.append(counted(result.diagnostics) + "\n")
    return "\n".join(parts)


def counted(diagnostics: Sequence[Diagnostic]) -> str:
    """`2 errors and 1 warning.`"""
    counts = []
    for severity in ("error", "warning", "note"):
        n = sum(1 for d in diagnostics if d.severity == severity)
        if n:
            counts.append(f"{n} {severity}{'' if n == 1 else 's'}")
    return (", ".join(counts[:-1]) + " and " + counts[-1] if len(counts) > 1 else counts[0]) + "." if counts else ""


def _one(d: Diagnostic, rows: Sequence[str], style: Style) -> str:
    severity = style.paint(f"{d.severity}[{d.code}]", f"1;{COLOURS[d.severity]}")
    lines = [f"{style.paint(_plain(str(d.where)), '1')}: {severity} {_plain(d.message)}"]
    row = _row(rows, d.where.line)
    margin = " " * max(4, len(str(d.where.line)) + 1)
    if row:
        start = max(0, d.where.column - LONGEST // 2) if len(row) > LONGEST else 0
        shown = row[start : start + LONGEST]
        caret = min(d.where.column - 1 - start, len(shown))
        lines.append(f"{d.where.line:>{len(margin)}} | {shown}")
        lines.append(f"{margin} | {' ' * caret}{style.paint('^', COLOURS[d.severity])}")
    if d.hint:
        lines.append(f"{margin} = hint: {_plain(d.hint)}")
    if d.why:
        lines.append(f"{margin} = why: {_plain(d.why)}")
    return "\n".join(lines) + "\n"


def _row(rows: Sequence[str], line: int) -> str:
    return _shown(rows[line - 1]) if 0 < line <= len(rows) else ""


@lru_cache(maxsize=64)
def _shown(row: str) -> str:
    """A line as it is shown. A file may be one long line, of which much is told."""
    from clinicsite.check.secrets import masked

    return _plain(masked(row)).rstrip()


def _plain(text: str) -> str:
    """Text that can do nothing to a terminal, character by character."""
    return "".join(character if character.isprintable() else " " for character in text)


@lru_cache(maxsize=64)
def _rows_at(path: Path, stamp: tuple[int, int]) -> tuple[str, ...]:
    if stamp[1] > 2_000_000:
        return ()
    return tuple(path.read_text("utf-8-sig", errors="replace").split("\n"))


def _rows(path: Path) -> tuple[str, ...]:
    try:
        stat = path.stat()
        return _rows_at(path, (stat.st_mtime_ns, stat.st_size)) if path.is_file() else ()
    except OSError:
        return ()
