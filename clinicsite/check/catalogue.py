"""Every code with what it means: `python -m clinicsite.check.catalogue > docs/diagnostics.md` writes the reference."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

from clinicsite.check.families import FAMILIES
from clinicsite.check.lesson import SIGNS, lesson
from clinicsite.check.rule import Rule
from clinicsite.claims import reference
from clinicsite.model.frozen import frozen

PACKAGE = Path(__file__).parent.parent
FLOORS = {
    "read": "Reading content", "check": "Checking", "claims": "Waivers and other people's documents", "render": "Rendering",
    "publish": "Publishing", "preview": "Preview",
    "": "Building",
}
INTRO = """\
# Diagnostics

What the engine may say, by code. A code is a promise: it keeps its meaning and is never used again for another. The
message says what is wrong, the hint what to do next, and the place is a file, a line and a column.

An **error** breaks a page or could harm a reader: the site is not built, and the last good one stays in place. A
**warning** should be mended; `--strict` makes it an error. A **note** is a hint.

This page is written by `python -m clinicsite.check.catalogue > docs/diagnostics.md`.
"""
SIGNS_NOTE = {"⇥": "a tab", "␣": "a space at the end of a line", "⍽": "a no-break space"}


@frozen(slots=True)
class Entry:
    """A code and its sentence; `family` is the part of the reference that it stands in.

    `page` is where docs/ say more of it, `severity` that of what it stands for, as far as there is one.
    """

    code: str
    sentence: str
    family: str
    rule: Rule | None = None
    severity: str = ""
    page: str = ""


@cache
def entries() -> tuple[Entry, ...]:
    """The whole catalogue: the rules first, then what reading, rendering and publishing may say."""
    return (*_rules(), *_claims(), *_elsewhere())


def explain(code: str) -> str:
    """A code's part of the reference, empty when there is no such code."""
    parts = by_code().get(code.upper())
    return reference.explained(code) or (_section(parts) if parts else "")


@cache
def by_code() -> dict[str, tuple[Entry, ...]]:
    """The parts of each code, in order. Most have one; a code of a wide offence has a rule for each of its forms."""
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in entries():
        found[entry.code] = (*found.get(entry.code, ()), entry)
    return found


def write() -> str:
    """docs/diagnostics.md as text."""
    parts = [INTRO, _table()]
    family = ""
    for same in by_code().values():
        if same[0].family != family:
            family = same[0].family
            parts.append(f"## {family}\n")
        parts.append(_section(same))
    return "\n".join(parts)


def _rules() -> Iterator[Entry]:
    for family in FAMILIES:
        for rule in family.RULES:
            yield Entry(rule.code, lesson(rule).sentence, _title(family), rule, rule.severity)


def _claims() -> Iterator[Entry]:
    """The rules of the claims desk, which have pages of their own. A code that a rule above has too is explained there."""
    told = {rule.code for family in FAMILIES for rule in family.RULES}
    for code, (rule, family) in reference.rules().items():
        if code in told:
            continue
        title = f"Claims: {reference.title_of(family).lower()}"
        yield Entry(code, lesson(rule).sentence, title, severity=rule.severity, page=f"{reference.page_of(family)}#{code.lower()}")


def _title(module: ModuleType) -> str:
    return re.split(r"[:.]", (module.__doc__ or "").strip())[0]


def _elsewhere() -> Iterator[Entry]:
    """The `CODES` tables of other modules, read from their text: this floor imports nothing above it."""
    for floor, title in FLOORS.items():
        found: dict[str, str] = {}
        for path in sorted((PACKAGE / floor).glob("*.py")):
            for node in ast.parse(path.read_text("utf-8")).body:
                if _is_codes(node):
                    found |= ast.literal_eval(node.value)  # type: ignore[attr-defined]
        for code, sentence in sorted(found.items()):
            yield Entry(code, sentence, title)


def _is_codes(node: ast.stmt) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return any(isinstance(target, ast.Name) and target.id == "CODES" for target in targets)


def _table() -> str:
    rows = [
        f"| [{entry.code}](#{entry.code.lower()}) | {entry.severity} | {entry.sentence} |"
        for same in by_code().values() for entry in same
    ]
    return "\n".join(("| Code | | What is wrong |", "|---|---|---|", *rows, ""))


def _section(same: tuple[Entry, ...]) -> str:
    return f"### {same[0].code}\n\n" + "\n".join(_part(entry) for entry in same)


def _part(entry: Entry) -> str:
    if entry.rule is None:
        told = f"**{entry.severity.capitalize()}.** {entry.sentence}" if entry.severity else entry.sentence
        more = f" See [{entry.page.partition('#')[0]}]({entry.page})." if entry.page else ""
        return f"{told}{more}\n"
    taught = lesson(entry.rule)
    shown = taught.bad + taught.good
    signs = [f"`{sign}` stands for {SIGNS_NOTE[sign]}." for sign in SIGNS if sign in shown]
    parts = [f"**{entry.rule.severity.capitalize()}.** {taught.sentence}", taught.why, *signs]
    parts += ["Bad:", _fenced(taught.bad), "Good:", _fenced(taught.good)]
    return "\n\n".join(parts) + "\n"


def _fenced(example: str) -> str:
    fence = "````" if "```" in example else "```"
    return f"{fence}text\n{example}{fence}"


if __name__ == "__main__":
    print(write(), end="")
