"""Values of the model as JSON and back, equal to what they were."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any

from clinicsite.model.meta import Meta
from clinicsite.model.page import Source

MODEL = "clinicsite.model."


def to_json(value: Any, source: Source | None = None) -> Any:
    """A value as JSON: what JSON does not know by itself is an object with one key that says what it is. `source` stands for
    itself. Raises TypeError for what is neither plain, a date nor a dataclass of the model."""
    kind = type(value)
    if value is None or kind in (str, int, bool, float):
        return value
    if kind is tuple:
        return [to_json(item, source) for item in value]
    if kind is date:
        return {"date": value.isoformat()}
    if kind is dict:
        return {"keys": {_key(key): to_json(item, source) for key, item in value.items()}}
    if kind is list:
        return {"list": [to_json(item, source) for item in value]}
    if source is not None and value is source:
        return {"source": ""}
    if is_dataclass(value):
        return {_name_of(kind): {each.name: to_json(getattr(value, each.name), source) for each in fields(value)}}
    raise TypeError(f"{kind} has no JSON")


def from_json(value: Any, source: Source | None = None) -> Any:
    """What `to_json` was given. Raises one of several errors for JSON of another make."""
    if type(value) is list:
        return tuple([from_json(item, source) for item in value])
    if type(value) is not dict:
        return value
    ((tag, inner),) = value.items()
    if tag == "date":
        return date.fromisoformat(inner)
    if tag == "keys":
        return {key: from_json(item, source) for key, item in inner.items()}
    if tag == "list":
        return [from_json(item, source) for item in inner]
    if tag == "source":
        return source
    return _type_of(tag)(**{key: from_json(item, source) for key, item in inner.items()})


def meta_to_json(meta: Meta) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """The name of a kind of front matter, the values that JSON knows, and the others; without what is as it is by default."""
    plain: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    for each in fields(meta):
        value = getattr(meta, each.name)
        if not _is_default(each, value):
            (plain if type(value) in (str, int, bool, float) else rest)[each.name] = to_json(value)
    return _name_of(type(meta)), plain, rest


def meta_from_json(name: str, plain: dict[str, Any], rest: dict[str, Any]) -> Meta:
    """What `meta_to_json` was given."""
    kind = _type_of(name)
    # A frozen value of thirty fields is set up in one step, as its own constructor takes longer than all the rest.
    meta = object.__new__(kind)
    values = meta.__dict__
    values.update(_defaults(kind))
    values.update(plain)
    for key, value in rest.items():
        values[key] = from_json(value)
    for key, make in _made_anew(kind):
        if key not in values:
            values[key] = make()
    return meta  # type: ignore[no-any-return]


def _key(key: Any) -> str:
    if type(key) is not str:
        raise TypeError(f"{type(key)} is no key")
    return key


def _name_of(kind: type[Any]) -> str:
    if not kind.__module__.startswith(MODEL):
        raise TypeError(f"{kind} has no JSON")
    return f"{kind.__module__.removeprefix(MODEL)} {kind.__qualname__}"


@cache
def _type_of(name: str) -> type[Any]:
    module, _, kind = name.partition(" ")
    found = getattr(import_module(MODEL + module), kind)
    if not is_dataclass(found) or not isinstance(found, type):
        raise TypeError(name)
    return found


def _is_default(each: Field[Any], value: Any) -> bool:
    if each.default_factory is not MISSING:
        return bool(value == each.default_factory())
    return type(value) is type(each.default) and bool(value == each.default)


@cache
def _defaults(kind: type[Any]) -> dict[str, Any]:
    return {each.name: each.default for each in fields(kind) if each.default is not MISSING}


@cache
def _made_anew(kind: type[Any]) -> tuple[tuple[str, Callable[[], Any]], ...]:
    return tuple((each.name, each.default_factory) for each in fields(kind) if each.default_factory is not MISSING)
