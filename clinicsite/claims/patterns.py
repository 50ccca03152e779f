"""The patterns of the sentence rules, by code, and the index that finds the few worth searching in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from clinicsite.language.pattern import Pattern, pattern_of

FOLDER = Path(__file__).parent / "patterns"


@cache
def patterns() -> Mapping[str, tuple[Pattern, ...]]:
    """Patterns by code. A file holds `[CODE]` lines and the patterns below each; `#` starts a comment."""
    found: dict[str, list[Pattern]] = {}
    for path in sorted(FOLDER.glob("*.txt")):
        code = ""
        for line in path.read_text("utf-8").splitlines():
            line = line.partition("#")[0].strip()
            if line.startswith("[") and line.endswith("]"):
                code = line[1:-1]
            elif line:
                found.setdefault(code, []).append(pattern_of(line))
    return {code: tuple(lines) for code, lines in found.items()}


@cache
def index() -> Mapping[str, tuple[tuple[int, str, Pattern], ...]]:
    """Words and classes with the patterns that hang on them, each with its number and code."""
    found: dict[str, list[tuple[int, str, Pattern]]] = {}
    numbered = ((code, pattern) for code, lines in patterns().items() for pattern in lines)
    for number, (code, pattern) in enumerate(numbered):
        for anchor in pattern.anchors:
            found.setdefault(anchor, []).append((number, code, pattern))
    return {anchor: tuple(entries) for anchor, entries in found.items()}


def candidates(features: frozenset[str]) -> list[tuple[str, Pattern]]:
    """The patterns all of whose anchors stand in a sentence, with their codes, in the order of the files."""
    table = index()
    found: dict[int, tuple[str, Pattern]] = {}
    for feature in features:
        for number, code, pattern in table.get(feature, ()):
            for names in pattern.others:
                if names.isdisjoint(features):
                    break
            else:
                found[number] = (code, pattern)
    return [found[number] for number in sorted(found)]
