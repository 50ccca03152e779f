"""Pages as they were read, kept as text between builds, so that what did not change is not parsed again.

Kept are pages in which nothing was wrong. Front matter is taken up at once, because lists and menus ask all pages for theirs; what
a body holds is taken up when somebody asks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any, Protocol

from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.meta import Meta
from clinicsite.model.page import BlockUse, Body, Citation, Heading, Link, Page, Source
from clinicsite.read.pages import read_page

FRONT, BODY = "front matter", "body"
"""The kinds of text that are kept, each by the path of its source."""
MODEL = "clinicsite.model."


class Texts(Protocol):
    """What keeps texts from one build to the next, for as long as the engine is the same."""

    def text(self, kind: str, name: str) -> str | None: ...
    def texts(self, kind: str) -> Mapping[str, str]: ...
    def keep_text(self, kind: str, name: str, text: str) -> None: ...


class KeptPages:
    """Reads pages as `read_page` does. Texts that hold no page, or that of another source, are as good as none."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts

    def read(self, source: Source) -> tuple[Page | None, tuple[Diagnostic, ...]]:
        """The page of one Markdown source with everything that is wrong in it; None when it cannot be a page."""
        kept = self.texts.texts(FRONT).get(source.path)
        if kept is not None and kept.startswith(f'["{source.digest}"'):
            try:
                return self._page(kept, source), ()
            except (ValueError, TypeError, KeyError, AttributeError, ImportError):
                pass
        page, problems = read_page(source)
        if page is not None and not problems and source.text.endswith(page.body.text):
            try:
                front = _written([source.digest, page.id, page.kind, page.url, page.path, *_front(page.meta), page.places])
                body = _written(_body(source, page.body))
            except TypeError:
                return page, problems
            self.texts.keep_text(FRONT, source.path, front)
            self.texts.keep_text(BODY, source.path, body)
        return page, problems

    def _page(self, kept: str, source: Source) -> Page:
        _, page_id, kind, url, path, name, plain, rest, places = json.loads(kept)
        return Page(
            id=page_id, kind=kind, url=url, path=path, meta=_meta(name, plain, rest), body=KeptBody(lambda: self._body(source)),
            source=source, places=tuple([tuple(place) for place in places]),
        )

    def _body(self, source: Source) -> Body:
        """Of a page in which nothing is wrong."""
        kept = self.texts.text(BODY, source.path)
        if kept is not None and kept.startswith(f'["{source.digest}"'):
            try:
                return _body_of(json.loads(kept), source)
            except (ValueError, TypeError):
                pass
        page, _ = read_page(source)
        assert page is not None
        return page.body


class KeptBody(Body):
    """A body that is taken up when it is first asked for anything. It equals the body that it stands for."""

    __slots__ = ("take_up",)

    def __init__(self, take_up: Callable[[], Body]) -> None:
        object.__setattr__(self, "take_up", take_up)

    def __getattr__(self, name: str) -> Any:
        if name not in NAMES:
            raise AttributeError(name)
        body = self.take_up()
        for each in NAMES:
            object.__setattr__(self, each, getattr(body, each))
        return getattr(self, name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Body) and all(getattr(self, name) == getattr(other, name) for name in NAMES)

    def __hash__(self) -> int:
        return hash((self.text, self.first_line))

    def __reduce__(self) -> tuple[Any, ...]:
        return Body, tuple(getattr(self, name) for name in NAMES)


NAMES = tuple(each.name for each in fields(Body))


def _body(source: Source, body: Body) -> list[Any]:
    return [
        source.digest, body.first_line, len(source.text) - len(body.text), body.words, body.lead_words,
        [[h.level, h.text, h.id, h.line, h.words, h.figures] for h in body.headings],
        [[link.target, link.text, link.line, link.column, link.image] for link in body.links],
        [[c.keys, c.line, c.column] for c in body.citations],
        [[b.name, b.argument, b.line, b.end, b.depth] for b in body.blocks],
    ]


def _body_of(kept: list[Any], source: Source) -> Body:
    _, first_line, start, words, lead_words, headings, links, citations, blocks = kept
    return Body(
        text=source.text[start:], first_line=first_line, headings=tuple(Heading(*h) for h in headings),
        links=tuple(Link(*link) for link in links), citations=tuple(Citation(tuple(keys), *place) for keys, *place in citations),
        blocks=tuple(BlockUse(*block) for block in blocks), words=words, lead_words=lead_words,
    )


def _front(meta: Meta) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """The name of a kind of front matter, the values that JSON knows, and the others; without what is as it is by default."""
    plain: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    for each in fields(meta):
        value = getattr(meta, each.name)
        if not _is_default(each, value):
            (plain if type(value) in (str, int, bool, float) else rest)[each.name] = _tagged(value)
    return _name_of(type(meta)), plain, rest


def _meta(name: str, plain: dict[str, Any], rest: dict[str, Any]) -> Meta:
    kind = _type_of(name)
    # A frozen value of thirty fields is set up in one step, as its own constructor takes longer than all the rest.
    meta = object.__new__(kind)
    values = meta.__dict__
    values.update(_defaults(kind))
    values.update(plain)
    for key, value in rest.items():
        values[key] = _untagged(value)
    for key, make in _made_anew(kind):
        if key not in values:
            values[key] = make()
    return meta  # type: ignore[no-any-return]


def _tagged(value: Any) -> Any:
    """A value as JSON: what JSON does not know by itself is an object with one key that says what it is."""
    kind = type(value)
    if value is None or kind in (str, int, bool, float):
        return value
    if kind is tuple:
        return [_tagged(item) for item in value]
    if kind is date:
        return {"date": value.isoformat()}
    if kind is dict:
        return {"keys": {_key(key): _tagged(item) for key, item in value.items()}}
    if kind is list:
        return {"list": [_tagged(item) for item in value]}
    if is_dataclass(value):
        return {_name_of(kind): {each.name: _tagged(getattr(value, each.name)) for each in fields(value)}}
    raise TypeError(f"{kind} is not kept")


def _untagged(value: Any) -> Any:
    if type(value) is list:
        return tuple([_untagged(item) for item in value])
    if type(value) is not dict:
        return value
    ((tag, inner),) = value.items()
    if tag == "date":
        return date.fromisoformat(inner)
    if tag == "keys":
        return {key: _untagged(item) for key, item in inner.items()}
    if tag == "list":
        return [_untagged(item) for item in inner]
    return _type_of(tag)(**{key: _untagged(item) for key, item in inner.items()})


def _key(key: Any) -> str:
    if type(key) is not str:
        raise TypeError(f"{type(key)} is no key")
    return key


def _written(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _name_of(kind: type[Any]) -> str:
    if not kind.__module__.startswith(MODEL):
        raise TypeError(f"{kind} is not kept")
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
