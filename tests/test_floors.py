"""Imports only go down. Every import counts: those in functions and those for type checkers too."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ENGINE = Path(__file__).parents[1] / "clinicsite"

FLOORS = {
    "clinicsite.model": 0,
    "clinicsite.settings": 0,
    "clinicsite.language": 1,
    "clinicsite.read": 1,
    "clinicsite.check": 2,
    "clinicsite.language.markdown": 2,
    "clinicsite.claims": 2,
    "clinicsite.render": 3,
    "clinicsite.publish": 4,
    "clinicsite.amending": 5,
    "clinicsite.checking": 5,
    "clinicsite.judging": 5,
    "clinicsite.inspecting": 5,
    "clinicsite.engine": 5,
    "clinicsite.crew": 5,
    "clinicsite.pipeline": 5,
    "clinicsite.rendering": 5,
    "clinicsite.report": 5,
    "clinicsite.preview": 5,
    "clinicsite.lists": 5,
    "clinicsite.edits": 5,
    "clinicsite.icalendar": 5,
    "clinicsite.mend": 5,
    "clinicsite.noting": 5,
    "clinicsite.locking": 5,
    "clinicsite.review_list": 5,
    "clinicsite.reviewing": 5,
    "clinicsite.starting": 5,
    "clinicsite.starter": 5,
    "clinicsite.cli": 6,
    "clinicsite.command_build": 6,
    "clinicsite.command_check": 6,
    "clinicsite.command_words": 6,
}
FACE = "clinicsite"
"""The package itself: its two names and its version are for every floor, and its `main` is the way up."""


def modules(folder: Path) -> dict[str, str]:
    """The source of every module under the package's folder, by name."""
    found = {}
    for path in sorted(folder.rglob("*.py")):
        parts = (folder.name, *path.relative_to(folder).with_suffix("").parts)
        found[".".join(parts).removesuffix(".__init__")] = path.read_text("utf-8")
    return found


def imports(name: str, source: str) -> Iterator[tuple[int, str]]:
    """Every module that a module imports, with the line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(name.split(".")[: -node.level]) + "." if node.level else ""
            source_name = (base + (node.module or "")).rstrip(".")
            for alias in node.names:
                yield node.lineno, f"{source_name}.{alias.name}"


def floor_of(name: str) -> int | None:
    """The floor of a module or of a name in one; None where the table knows none."""
    while name:
        if name in FLOORS:
            return FLOORS[name]
        name = name.rpartition(".")[0]
    return None


def faults(sources: Mapping[str, str]) -> Iterator[str]:
    """One sentence for each import that goes up, each module without a floor, each guest in model/."""
    for name, source in sources.items():
        own = floor_of(name)
        if own is None and name != FACE:
            yield f"{name} has no floor."
            continue
        for line, target in imports(name, source):
            if target.split(".")[0] != FACE:
                if own == 0 and target.split(".")[0] not in sys.stdlib_module_names:
                    yield f"{name}:{line} imports {target}, which is not in the standard library."
            elif own is not None and (floor_of(target) or 0) > own:
                yield f"{name}:{line} imports {target}, from floor {own} up to {floor_of(target)}."


def test_imports_only_go_down():
    found = modules(ENGINE)
    assert len(found) > 100
    assert list(faults(found)) == []


def test_every_row_of_the_table_stands_for_something():
    names = set(modules(ENGINE))
    assert [row for row in FLOORS if not any(name == row or name.startswith(f"{row}.") for name in names)] == []


UP = "clinicsite.read.pages:{line} imports clinicsite.render.{what}, from floor 1 up to 3."
WRONG = {
    "a plain import": ("import clinicsite.render.view", UP.format(line=1, what="view")),
    "a name of a module": ("\nfrom clinicsite.render.view import View", UP.format(line=2, what="view.View")),
    "a module of a package": ("from clinicsite.render import view", UP.format(line=1, what="view")),
    "a module of the face": ("from clinicsite import cli", "clinicsite.read.pages:1 imports clinicsite.cli, from floor 1 up to 6."),
    "a relative import": ("from ..render.view import View", UP.format(line=1, what="view.View")),
    "an import in a function": ("def f():\n    import clinicsite.render.view", UP.format(line=2, what="view")),
    "an import for type checkers": (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from clinicsite.render.view import View",
        UP.format(line=3, what="view.View"),
    ),
}


@pytest.mark.parametrize(("source", "told"), WRONG.values(), ids=list(WRONG))
def test_an_import_that_goes_up_is_found(source, told):
    assert list(faults({"clinicsite.read.pages": source})) == [told]


def test_imports_on_the_same_floor_down_and_of_the_face_are_fine():
    source = "from clinicsite.read.scan import scan\nfrom clinicsite.model.page import Page\nfrom clinicsite import __version__\nimport yaml"
    assert list(faults({"clinicsite.read.pages": source})) == []


def test_settings_may_be_imported_by_all():
    assert list(faults({"clinicsite.model.page": "from clinicsite.settings import Settings"})) == []


def test_the_face_may_call_the_command_line_and_nothing_else_may():
    source = "def main():\n    from clinicsite.cli import main"
    assert list(faults({"clinicsite": source})) == []
    assert list(faults({"clinicsite.pipeline": source})) == ["clinicsite.pipeline:2 imports clinicsite.cli.main, from floor 5 up to 6."]


def test_a_module_that_the_table_does_not_know_is_found():
    assert list(faults({"clinicsite.utils": ""})) == ["clinicsite.utils has no floor."]


def test_a_guest_among_the_models_is_found():
    source = "import re\nfrom dataclasses import dataclass\ndef f():\n    from pydantic import TypeAdapter"
    told = "clinicsite.model.page:4 imports pydantic.TypeAdapter, which is not in the standard library."
    assert list(faults({"clinicsite.model.page": source})) == [told]
