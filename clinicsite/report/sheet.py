"""The report of `check --report`: every text in order, what was found marked in its place, as one page of HTML for print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from clinicsite.language.passage import Passage, Prose
from clinicsite.model.diagnostic import Diagnostic, Severity
from clinicsite.model.frozen import frozen
from clinicsite.pipeline import BuildResult
from clinicsite.report import families

NAMES: dict[Severity, str] = {"error": "Error", "warning": "Warning", "note": "Note"}
WEIGHT: dict[Severity, int] = {"error": 0, "warning": 1, "note": 2}


@frozen(slots=True)
class Finding:
    """A diagnostic with its number on the page, and the words of the passage that it marks."""

    number: int
    found: Diagnostic
    start: int = 0
    end: int = 0

    @property
    def severity(self) -> str:
        return NAMES[self.found.severity]


@frozen(slots=True)
class Piece:
    """A stretch of a passage: plain, or marked with a severity; `numbers` are of the findings that begin there."""

    text: str
    severity: Severity | None
    numbers: tuple[int, ...] = ()


@frozen(slots=True)
class Block:
    """A passage with what was found in it."""

    passage: Passage
    pieces: tuple[Piece, ...]
    findings: tuple[Finding, ...]

    @property
    def tag(self) -> str:
        if self.passage.kind in ("title", "heading", "question"):
            return "h3" if self.passage.level in (0, 1, 2) else "h4"
        return "blockquote" if self.passage.kind == "quotation" else "p"


@frozen(slots=True)
class Page:
    """A document in the report. `beside` are findings about no words of its text."""

    number: int
    prose: Prose
    blocks: tuple[Block, ...]
    beside: tuple[Finding, ...]

    @property
    def title(self) -> str:
        return self.prose.title or self.prose.file

    @property
    def found(self) -> tuple[Diagnostic, ...]:
        return tuple(f.found for f in (*self.beside, *(f for block in self.blocks for f in block.findings)))

    def count(self, severity: Severity) -> int:
        return sum(1 for d in self.found if d.severity == severity)


def sheet(result: BuildResult, proses: Sequence[Prose], day: date) -> str:
    """The report as HTML: no script, no request, everything escaped. Pages without findings are only named, unless there is
    but one."""
    by_file: dict[str, list[Diagnostic]] = {}
    for diagnostic in result.diagnostics:
        by_file.setdefault(diagnostic.where.file, []).append(diagnostic)
    pages = [page_of(number, prose, by_file.pop(prose.file, [])) for number, prose in enumerate(proses, 1)]
    elsewhere = [d for found in by_file.values() for d in found]
    shown = [page for page in pages if page.found or len(pages) == 1]
    return _template().render(
        pages=pages, shown=shown, elsewhere=[Finding(n, d) for n, d in enumerate(elsewhere, 1)], day=day, rows=families.counts(result.diagnostics),
        sentence=families.sentence(result.diagnostics, max(len(pages), 1)), title=pages[0].title if len(pages) == 1 else f"{len(pages)} pages",
    )


def page_of(number: int, prose: Prose, found: Sequence[Diagnostic]) -> Page:
    """A document with its findings at their words."""
    placed: dict[int, list[tuple[int, int, Diagnostic]]] = {}
    beside: list[Diagnostic] = []
    for diagnostic in found:
        spot = next(_spots(prose, diagnostic), None) if diagnostic.words else None
        if spot is None:
            beside.append(diagnostic)
        else:
            index, start, end = spot
            placed.setdefault(index, []).append((start, end, diagnostic))
    loose = tuple(Finding(n, d) for n, d in enumerate(beside, 1))
    count = len(loose)
    blocks: list[Block] = []
    for index, passage in enumerate(prose.passages):
        here = sorted(placed.get(index, []), key=lambda spot: (spot[0], WEIGHT[spot[2].severity]))
        findings = tuple(Finding(count + n, d, start, end) for n, (start, end, d) in enumerate(here, 1))
        count += len(findings)
        blocks.append(Block(passage, tuple(_pieces(passage.text, findings)), findings))
    return Page(number, prose, tuple(blocks), loose)


def _spots(prose: Prose, found: Diagnostic) -> Iterator[tuple[int, int, int]]:
    """Passages, with start and end in them, that a diagnostic may speak of."""
    for index, passage in enumerate(prose.passages):
        start = offset_of(passage, found.where.line, found.where.column)
        if start is not None:
            yield index, start, _end(passage.text, start, found.words)


def offset_of(passage: Passage, line: int, column: int) -> int | None:
    """The offset of a passage's text that stands at this place; None where it is another's."""
    ends = [start for start, _, _ in passage.places[1:]] + [len(passage.text)]
    for (start, at_line, at_column), end in zip(passage.places, ends):
        if line == at_line and at_column <= column < at_column + max(end - start, 1):
            return start + column - at_column
    return None


def _end(text: str, start: int, words: str) -> int:
    match = re.compile(r"\s+".join(map(re.escape, words.split()))).match(text, start)
    return match.end() if match else start + len(re.match(r"\S*", text[start:])[0])  # type: ignore[index]


def _pieces(text: str, findings: Sequence[Finding]) -> Iterator[Piece]:
    edges = sorted({0, len(text), *(f.start for f in findings), *(f.end for f in findings)})
    for start, end in zip(edges, edges[1:]):
        marks = [f for f in findings if f.start <= start < f.end]
        severity = min((f.found.severity for f in marks), key=lambda s: WEIGHT[s], default=None)
        yield Piece(text[start:end], severity, tuple(f.number for f in findings if f.start == start))


@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = FileSystemLoader(Path(__file__).parent)
    environment = Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.globals["style"] = (Path(__file__).parent / "sheet.css").read_text("utf-8")
    return environment.get_template("sheet.html")
