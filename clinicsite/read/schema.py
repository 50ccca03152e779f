"""Values from YAML become the frozen types of the model; everything wrong is reported at once, each at its key."""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from clinicsite.model.address import did_you_mean, nearest
from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.read.yaml_nodes import YamlDocument

T = TypeVar("T")

CODES = {
    "KEY001": "A key is not known.",
    "KEY002": "A key is missing.",
    "KEY003": "A value is not of the kind that its key takes.",
}


@cache
def _adapter(shape: type[Any]) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(shape)


def validate(shape: type[T], document: YamlDocument, file: str, first_line: int = 1) -> tuple[T | None, list[Diagnostic]]:
    """One value of `shape`, or None and why not. Places come from the document."""
    from pydantic import ValidationError

    values = document.values if isinstance(document.values, dict) else {}
    try:
        return _adapter(shape).validate_python(_expanded(shape, values)), []
    except ValidationError as error:
        problems = [_diagnostic(item, shape, document, file, first_line) for item in error.errors(include_url=False)]
        return None, list(dict.fromkeys(problems))


def _expanded(shape: type[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The short forms of opening hours written out: `8:00-12:00, 13:00-17:00`, `closed`, `{hours: …, weeks: [2]}`."""
    hours = values.get("hours")
    if "hours" not in shape.__dataclass_fields__ or not isinstance(hours, dict):
        return dict(values)
    return dict(values, hours={day: _day(value) for day, value in hours.items()})


def _day(value: Any) -> Any:
    if isinstance(value, dict) and isinstance(value.get("hours"), str):
        rest = {key: item for key, item in value.items() if key != "hours"}
        return {"spans": _spans(value["hours"]), **rest}
    if isinstance(value, str):
        return {"spans": _spans(value)}
    return value


def _spans(text: str) -> Any:
    if text.strip().lower() == "closed":
        return []
    spans = []
    for part in text.split(","):
        opens, dash, closes = re.sub(r"\s*[–—]\s*|\s+to\s+", "-", part.strip()).partition("-")
        spans.append({"opens": opens.strip(), "closes": closes.strip()} if dash else part.strip())
    return spans


def _diagnostic(item: Any, shape: type[Any], document: YamlDocument, file: str, first_line: int) -> Diagnostic:
    path = [part for part in item["loc"] if not (isinstance(part, str) and re.fullmatch(r"function-\w+\[.*\]", part))]
    kind, key = item["type"], ".".join(str(part) for part in path)
    where = _place(key, document, file, first_line)
    if path and path[-1] == "[key]":
        return _unknown_name(str(path[-2]), str(path[-3]), item, where)
    if path[:1] == ["hours"] and kind == "dataclass_type":
        return _not_hours(str(path[1]), item["input"], where)
    last = str(path[-1]) if path else ""
    if kind == "unexpected_keyword_argument":
        owner = _owner(shape, path[:-1])
        names = [f.name for f in dataclasses.fields(owner)] if owner else []
        return Diagnostic(
            "KEY001", f"`{last}` is not a key that {_where_it_stands(path, shape)} has.", where,
            did_you_mean(last, names, f"Use one of: {', '.join(sorted(names))}."),
        )
    if kind == "missing":
        return Diagnostic(
            "KEY002", f"`{last}` is missing.", where,
            f"Add a line `{last}: …`.{_doc_of(shape, path)}",
        )
    return Diagnostic("KEY003", _sentence(item, last), where, _hint(item, last) + _doc_of(shape, path))


def _unknown_name(name: str, owner: str, item: Any, where: Location) -> Diagnostic:
    names = _choices(item)
    return Diagnostic(
        "KEY001", f"`{name}` is not a key that `{owner}` has.", where,
        did_you_mean(name, names, f"Use one of: {', '.join(names)}."),
    )


def _not_hours(day: str, value: Any, where: Location) -> Diagnostic:
    return Diagnostic(
        "KEY003", f"`{day}` takes opening hours, not {_shown(value)}.", where,
        f"Write `{day}: 8:00-12:00, 13:00-17:00`, or `{day}: closed`.",
    )


def _place(key: str, document: YamlDocument, file: str, first_line: int) -> Location:
    while key:
        if key in document.places:
            return Location(file, *document.places[key])
        key = key.rpartition(".")[0]
    return Location(file, first_line, 1)


def _sentence(item: Any, key: str) -> str:
    kind, value = item["type"], item["input"]
    shown = _shown(value)
    name = f"`{key}`" if not key.isdigit() else "This entry"
    if kind == "value_error":
        return str(item["msg"]).removeprefix("Value error, ").split(". ")[0].rstrip(".") + f": {shown}."
    if kind.startswith("date"):
        return f"{name} is not a date: {shown}."
    if kind in ("tuple_type", "list_type"):
        return f"{name} takes a list, not {shown}."
    if kind == "string_type":
        return f"{name} takes words, not {shown}."
    if kind.startswith("bool"):
        return f"{name} takes `true` or `false`, not {shown}."
    if kind.startswith("int"):
        return f"{name} takes a whole number, not {shown}."
    if kind == "literal_error":
        return f"{name} cannot be {shown}."
    if kind in ("dataclass_type", "mapping_type", "dict_type"):
        return f"{name} takes keys and values, not {shown}."
    return f"{name} is not right: {shown}."


def _hint(item: Any, key: str) -> str:
    kind, value = item["type"], item["input"]
    if kind == "value_error":
        rest = str(item["msg"]).removeprefix("Value error, ").partition(". ")[2]
        return rest or "Write it anew."
    if kind.startswith("date"):
        return "Write year-month-day with two digits each, as in `2026-01-05`."
    if kind in ("tuple_type", "list_type"):
        return f"Write `{key}: [{value}]`." if isinstance(value, str) else "Write one entry on each line, after `- `."
    if kind == "string_type" and value is None:
        return "Write a few words after the colon, or delete the line."
    if kind == "string_type" and not isinstance(value, (dict, list)):
        before = "" if key.isdigit() else f"{key}: "
        return f'Quote it: `{before}"{_text(value)}"`.'
    if kind == "string_type":
        return "Write one line of text."
    if kind.startswith("bool"):
        return f"Write `{key}: true` or `{key}: false`."
    if kind == "literal_error":
        choices = _choices(item)
        near = nearest(value, choices) if isinstance(value, str) else None
        return f"Did you mean `{near}`?" if near else f"Use one of: {', '.join(choices)}."
    if kind.startswith("int"):
        return f"Write digits alone, as in `{key}: 3`."
    return "Write one `key: value` on each line under it, indented by two spaces."


def _choices(item: Any) -> list[str]:
    expected = item["ctx"]["expected"]
    return re.findall(r"'([^']*)'", expected) or re.findall(r"\d+", expected)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "keys and values"
    if isinstance(value, (list, tuple)):
        return "a list"
    text = _text(value)
    return f"`{text[:60]}…`" if len(text) > 60 else f"`{text}`"


def _where_it_stands(path: list[Any], shape: type[Any]) -> str:
    parents = [str(p) for p in path[:-1] if not isinstance(p, int)]
    return f"`{parents[-1]}`" if parents else f"{_article(shape)}"


def _article(shape: type[Any]) -> str:
    from clinicsite.model.kinds import KINDS

    for name, kind in KINDS.items():
        if kind is shape:
            return f"an {name}" if name[0] in "aeiou" else f"a {name}"
    return f"a {shape.__name__.lower()}"


def _owner(shape: Any, path: list[Any]) -> type[Any] | None:
    """The dataclass at the end of a path of keys and indexes."""
    for part in path:
        shape = _unwrapped(shape)
        arguments = typing.get_args(shape)
        if isinstance(part, int) and arguments:
            shape = arguments[0]
        elif dataclasses.is_dataclass(shape):
            shape = _hints(shape).get(str(part))
        elif len(arguments) == 2:
            shape = arguments[1]
        if shape is None:
            return None
    shape = _unwrapped(shape)
    return shape if dataclasses.is_dataclass(shape) else None


def _unwrapped(shape: Any) -> Any:
    if typing.get_origin(shape) in (typing.Union, types.UnionType):
        return next(a for a in typing.get_args(shape) if a is not type(None))
    return shape


@cache
def _hints(shape: type[Any]) -> dict[str, Any]:
    return typing.get_type_hints(shape) if dataclasses.is_dataclass(shape) else {}


def _doc_of(shape: type[Any], path: list[Any]) -> str:
    owner = _owner(shape, path[:-1]) if path else None
    doc = field_docs(owner).get(str(path[-1]), "") if owner else ""
    return f" {doc}" if doc else ""


@cache
def field_docs(shape: type[Any]) -> dict[str, str]:
    """The docstring under each field of a dataclass and of its parents, joined to one line."""
    import ast
    import inspect
    import textwrap

    docs: dict[str, str] = {}
    for owner in reversed(shape.__mro__):
        if not dataclasses.is_dataclass(owner):
            continue
        body = ast.parse(textwrap.dedent(inspect.getsource(owner))).body[0].body  # type: ignore[attr-defined]
        for node, after in zip(body, body[1:]):
            if isinstance(node, ast.AnnAssign) and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
                docs[node.target.id] = " ".join(str(after.value.value).split())  # type: ignore[union-attr]
    return docs
