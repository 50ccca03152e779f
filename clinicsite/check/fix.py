"""Safe edits of a source, as diagnostics carry them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from clinicsite.model.diagnostic import Diagnostic, Fix


def apply(text: str, fixes: Iterable[Fix]) -> str:
    """The text with each fix made. Of two fixes for the same line the first counts; lint again for the other."""
    chosen: dict[int, Fix] = {}
    for fix in fixes:
        chosen.setdefault(fix.line, fix)
    lines: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        lines.extend(chosen[number].lines if number in chosen else (line,))
    return "\n".join(lines)


def mend(text: str, lint: Callable[[str], Iterable[Diagnostic]], rounds: int = 20) -> str:
    """Apply what `lint` can fix until nothing is left to fix. Mending a mended text changes nothing."""
    for _ in range(rounds):
        fixes = [found.fix for found in lint(text) if found.fix]
        if not fixes:
            break
        text = apply(text, fixes)
    return text
