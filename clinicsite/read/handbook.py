"""The kinds of content as documents: JSON Schema for editors and the tables of docs/front-matter.md.

`python -m clinicsite.read.handbook docs` writes them; a test keeps them true.
"""

from __future__ import annotations

import dataclasses
import json
import sys
import types
import typing
from datetime import date
from pathlib import Path
from typing import Any

from clinicsite.model.clinic import Clinic
from clinicsite.model.form import Form
from clinicsite.model.formats import Format
from clinicsite.model.kinds import KINDS
from clinicsite.model.meta import Meta
from clinicsite.model.reference import Term
from clinicsite.read.schema import field_docs

RECORDS: dict[str, type[Any]] = {"clinic": Clinic, "form": Form}
OPENING = """\
# Front matter

Every Markdown file in content/ starts with keys between two lines of `---`; clinic.yaml, glossary.yaml and the files
in forms/ hold nothing but keys. This page lists them all. It is written by the engine from the same definitions that
check your files, as are the JSON Schemas in [schema/](schema/) that editors use: in VS Code with the YAML extension,
the first line `# yaml-language-server: $schema=../docs/schema/clinic.json` of a YAML file turns on completion.

Keys without a default must be there. A list is written `[a, b]` or one entry on each line after `- `; dates are
`2026-11-03`; words that hold `:` or `#` are quoted.
"""


def schemas() -> dict[str, str]:
    """File name -> JSON Schema text for every kind of front matter and every YAML record."""
    from pydantic import TypeAdapter

    shapes: dict[str, Any] = {**KINDS, **RECORDS, "glossary": tuple[Term, ...]}
    found = {}
    for name, shape in shapes.items():
        schema = TypeAdapter(shape).json_schema()
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        for part in (shape, *_parts_of(shape), *_dataclasses_in(shape)):
            _describe(schema, part)
        if name == "location":
            schema["properties"]["hours"] = _short_hours(schema["properties"]["hours"])
        found[f"{name}.json"] = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    return found


def _describe(schema: dict[str, Any], shape: Any) -> None:
    """Give the properties of `shape`, which is the whole schema or one of its parts, their field docs."""
    if not dataclasses.is_dataclass(shape):
        return
    part = schema.get("$defs", {}).get(shape.__name__, schema)  # type: ignore[union-attr]
    for key, doc in field_docs(shape).items():  # type: ignore[arg-type]
        if key in part.get("properties", {}):
            part["properties"][key]["description"] = doc


def _short_hours(hours: dict[str, Any]) -> dict[str, Any]:
    written = {"oneOf": [{"type": "string"}, {"type": "object"}]}
    return {**hours, "additionalProperties": written}


def front_matter() -> str:
    """docs/front-matter.md"""
    parts = [OPENING, _section("Keys of every page", Meta, ())]
    common = tuple(field.name for field in dataclasses.fields(Meta))
    seen: list[type[Any]] = []
    for name, kind in KINDS.items():
        own = [field for field in dataclasses.fields(kind) if field.name not in common]
        title = f"`{name}`: {(kind.__doc__ or '').rstrip('.')}"
        parts.append(_section(title, kind, common) if own else f"## {title}\n\nNo keys of its own.\n")
        seen += _parts_of(kind)
    for name, record in RECORDS.items():
        parts.append(_section(f"`{name}`: {(record.__doc__ or '').rstrip('.')}", record, ()))
        seen += _parts_of(record)
    parts.append(_section("`glossary`: a list of terms in content/glossary.yaml", Term, ()))
    parts.append("## Parts\n\nKeys that stand inside other keys.\n")
    parts += [_section(f"{part.__name__}: {_lowered(part.__doc__ or '')}", part, (), "###") for part in dict.fromkeys(seen)]
    return "\n".join(parts)


def _section(title: str, shape: type[Any], without: tuple[str, ...], mark: str = "##") -> str:
    hints, docs = typing.get_type_hints(shape, include_extras=True), field_docs(shape)
    rows = [
        f"| `{field.name}` | {_kind(hints[field.name])} | {_default(field)} | {docs.get(field.name, '')} |"
        for field in dataclasses.fields(shape)
        if field.name not in without
    ]
    return "\n".join([f"{mark} {title}", "", "| key | takes | default | what it is |", "|---|---|---|---|", *rows, ""])


def _default(field: dataclasses.Field[Any]) -> str:
    if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
        return "required"
    if field.default in (None, ()) or field.default is dataclasses.MISSING:
        return ""
    return f"`{str(field.default).lower() if isinstance(field.default, bool) else field.default}`"


def _kind(hint: Any) -> str:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        formats = [a.description for a in arguments if isinstance(a, Format)]
        return formats[0].rstrip(".") if formats else _kind(arguments[0])
    if origin in (typing.Union, types.UnionType):
        return _kind(next(a for a in arguments if a is not type(None)))
    if origin is typing.Literal:
        return " or ".join(f"`{choice}`" for choice in arguments)
    if origin is tuple:
        inner = _kind(arguments[0])
        return f"list of {inner}" if dataclasses.is_dataclass(_bare(arguments[0])) else f"list: {_lowered(inner)}"
    if hint in (str, Any):
        return "words"
    names = {bool: "`true` or `false`", int: "whole number", float: "number", date: "date"}
    if hint in names:
        return names[hint]
    return f"[{hint.__name__}](#parts)" if dataclasses.is_dataclass(hint) else "keys and values"


def _bare(hint: Any) -> Any:
    return typing.get_args(hint)[0] if typing.get_origin(hint) is typing.Annotated else hint


def _lowered(text: str) -> str:
    text = " ".join(text.split()).rstrip(".")
    return text[:1].lower() + text[1:]


def _parts_of(shape: type[Any]) -> list[type[Any]]:
    found: list[type[Any]] = []
    hints = typing.get_type_hints(shape) if dataclasses.is_dataclass(shape) else {}
    for hint in hints.values():
        for inner in _dataclasses_in(hint):
            found += [inner, *_parts_of(inner)]
    return found


def _dataclasses_in(hint: Any) -> list[type[Any]]:
    if dataclasses.is_dataclass(hint):
        return [hint]  # type: ignore[list-item]
    return [found for argument in typing.get_args(hint) for found in _dataclasses_in(argument)]


def write(folder: Path) -> None:
    """Write everything under `folder`."""
    (folder / "schema").mkdir(parents=True, exist_ok=True)
    (folder / "front-matter.md").write_text(front_matter(), "utf-8")
    for name, text in schemas().items():
        (folder / "schema" / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
