"""Which values of a record are words that a translation writes anew, and which are facts that it takes over.

A translation holds words alone. Phones, prices, hours, dates, names of files and of people stand once, in English, and
shine through: `merged` lays the words over them.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.model.formats import Inline, Text
from clinicsite.model.frozen import frozen
from clinicsite.model.places import Day
from clinicsite.read.yaml_nodes import YamlDocument

OWN = frozenset({
    "slug", "aliases", "folders", "draft", "publish", "expires", "noindex", "menu", "more", "notices", "href", "extra",
    "image", "image_focus", "image_decorative", "hero", "drawing", "also",
})  # fmt: skip
"""Keys that a translation may set for itself, whatever they hold: its addresses, its menus, a drawing with other words,
other names that its own prose uses."""

FACTS = frozenset({"waivers", "allowed_requests"})
"""Keys that are facts in all their parts: what somebody at the clinic answers for, in words that no visitor reads."""

NOT_INHERITED = frozenset({"aliases", "folders", "also"})
WORDS = frozenset({typing.get_args(Text)[1], typing.get_args(Inline)[1]})
LETTER = re.compile(r"[^\W\d_]")


@frozen(slots=True)
class Nature:
    """What a field holds: `words`, a `fact`, or records of a shape, one (`record`), in a list or in a table."""

    kind: str
    shape: Any = None


@dataclasses.dataclass
class Merging:
    """Words over facts. `repeated` are facts that a translation writes again, `missing` words that it lacks, `extra` what
    it says and English does not; all by dotted key."""

    values: dict[str, Any]
    repeated: list[str]
    missing: list[str]
    extra: list[str]


def merged(shape: type[Any], original: Mapping[str, Any], own: Mapping[str, Any]) -> Merging:
    """The values of a translation: those of the original with the translation's words in place of its own."""
    merging = Merging({}, [], [], [])
    merging.values = _record(shape, original, own, "", merging)
    return merging


def words_of(shape: type[Any], values: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every translatable text of a record with its dotted key."""
    if not isinstance(values, Mapping):
        return
    for name, value in values.items():
        nature = natures(shape).get(str(name), Nature("fact"))
        place = f"{key}.{name}".lstrip(".")
        if name in OWN or value is None:
            continue
        if nature.kind == "words":
            for n, text in enumerate(value if isinstance(value, list) else [value]):
                yield (f"{place}.{n}" if isinstance(value, list) else place), str(text)
        elif nature.kind == "record":
            yield from words_of(nature.shape, value, place)
        elif nature.kind == "records" and isinstance(value, list):
            for n, item in enumerate(value):
                yield from words_of(nature.shape, item, f"{place}.{n}")
        elif nature.kind == "table" and isinstance(value, Mapping):
            for inner, item in value.items():
                yield from words_of(nature.shape, item, f"{place}.{inner}")


@cache
def natures(shape: type[Any]) -> Mapping[str, Nature]:
    """What each field of a record holds."""
    found = {name: _nature(hint) for name, hint in typing.get_type_hints(shape, include_extras=True).items()}
    facts = {*FACTS, "hours"} if shape is Day else FACTS
    return found | {name: Nature("fact") for name in facts & found.keys()}


def _nature(hint: Any) -> Nature:
    if WORDS & set(getattr(hint, "__metadata__", ())):
        return Nature("words")
    if dataclasses.is_dataclass(hint):
        return Nature("record", hint)
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple and parts:
        inner = _nature(parts[0])
        return Nature("records", inner.shape) if inner.kind == "record" else inner
    if origin in (typing.Union, types.UnionType):
        return next((found for part in parts if (found := _nature(part)).kind != "fact"), Nature("fact"))
    if isinstance(origin, type) and issubclass(origin, Mapping) and len(parts) == 2 and dataclasses.is_dataclass(parts[1]):
        return Nature("table", parts[1])
    return Nature("fact")


def _record(shape: Any, original: Any, own: Any, key: str, merging: Merging) -> Any:
    if not isinstance(own, Mapping):
        own = {}
    known = natures(shape)
    values = {name: value for name, value in original.items() if name not in NOT_INHERITED or name in own}
    for name in [*original, *(name for name in own if name not in original)]:
        place = f"{key}.{name}".lstrip(".")
        nature = known.get(str(name))
        if name in own and (nature is None and name not in original or name in OWN):
            values[name] = own[name]
        elif nature is not None and name not in OWN:
            values[name] = _value(nature, original.get(name), own.get(name), place, merging)
            if values[name] is None:
                del values[name]
    return values


def _value(nature: Nature, original: Any, own: Any, place: str, merging: Merging) -> Any:
    if original is None:
        merging.extra.append(place)
        return None
    if nature.kind == "fact":
        if own is not None:
            merging.repeated.append(place)
        return original
    if nature.kind == "words":
        if own is not None:
            return own
        if LETTER.search(str(original)):
            merging.missing.append(place)
        return original
    if nature.kind == "record":
        return _record(nature.shape, original, own, place, merging) if isinstance(original, Mapping) else original
    if nature.kind == "table":
        return _table(nature.shape, original, own, place, merging)
    return _records(nature.shape, original, own, place, merging)


def _table(shape: Any, original: Any, own: Any, place: str, merging: Merging) -> Any:
    own = own if isinstance(own, Mapping) else {}
    merging.extra += [f"{place}.{name}" for name in own if name not in original]
    return {
        name: _record(shape, value, own.get(name), f"{place}.{name}", merging) if isinstance(value, Mapping) else value
        for name, value in original.items()
    }


def _records(shape: Any, original: Any, own: Any, place: str, merging: Merging) -> Any:
    if not isinstance(original, list):
        return original
    items = own if isinstance(own, list) else []
    merging.extra += [f"{place}.{n}" for n in range(len(original), len(items))]
    return [
        _record(shape, item, items[n] if n < len(items) else {}, f"{place}.{n}", merging) if isinstance(item, Mapping) else item
        for n, item in enumerate(original)
    ]


def problems(merging: Merging, document: YamlDocument, file: str, original: str) -> Iterator[Diagnostic]:
    """What a translation repeats, lacks or adds, each at its key. `original` is the file that it translates."""
    for key in merging.repeated:
        yield Diagnostic(
            "LOC-12", f"`{key}` is a fact, and {original} holds it already.", _place(key, document, file), "Delete the line.",
        )
    for key in merging.missing:
        yield Diagnostic(
            "LOC-13", f"`{key}` is not translated.", _place(key, document, file),
            f"Add `{key.rpartition('.')[2]}`, as in {original}.",
        )
    for key in merging.extra:
        yield Diagnostic(
            "LOC-14", f"`{key}` has nothing in {original} to translate.", _place(key, document, file),
            "Delete it here, or add it there first.",
        )


def _place(key: str, document: YamlDocument, file: str) -> Location:
    while key and key not in document.places:
        key = key.rpartition(".")[0]
    return Location(file, *document.places.get(key, (1, 1)))
