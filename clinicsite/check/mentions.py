"""Everything that content names: link targets, files, glossary terms and citations, each with its place."""

from __future__ import annotations

import dataclasses
import re
import typing
from collections.abc import Iterator, Mapping, Set
from functools import cache, cached_property
from typing import Any, Literal

from clinicsite.check.once import once_for_page
from clinicsite.model.diagnostic import Location
from clinicsite.model.formats import File, Format, Key
from clinicsite.model.frozen import frozen
from clinicsite.model.page import Page
from clinicsite.model.site import FormFile, Site
from clinicsite.read.scan import CITATION, LINK

MentionKind = Literal["link", "picture", "citation"]
PICTURE_KEYS = frozenset({"image", "hero", "drawing", "mark"})
UNREADABLE = "unreadable"
"""Why a page is held whose file has errors of its own: they are reported there, not wherever it is named."""
FILE_FORMAT, KEY_FORMAT = typing.get_args(File)[1], typing.get_args(Key)[1]


@frozen(slots=True)
class Mention:
    """A target or citation key as written in the file `path` (relative to content/)."""

    kind: MentionKind
    target: str
    path: str
    where: Location


def mentions(site: Site) -> Iterator[Mention]:
    """What pages, forms, the clinic's facts and the glossary name."""
    for page in site.pages:
        yield from mentions_of_page(page)
    for form in site.forms:
        yield from _in_record(form.form, form.source.path, _places(form))
    yield from _in_record(site.clinic, site.clinic_source.path, Places(site.clinic_source.file, site.clinic_places))
    yield from _in_translations(site)
    for term in site.glossary:
        yield from _in_record(term, "glossary.yaml", Places("content/glossary.yaml"))


def _in_translations(site: Site) -> Iterator[Mention]:
    """What translations name themselves; what they take over from English is told of there."""
    for translation in site.translations:
        for page in translation.pages:
            own = {key for key, _, _ in page.places}
            yield from _in_page(page, own)
        for form in translation.forms:
            places = _places(form)
            yield from _in_record(form.form, form.source.path, places, set(places.table))
        clinic = f"{translation.language.folder}/clinic.yaml"
        places = Places(f"content/{clinic}", translation.places)
        yield from _in_record(translation.clinic, clinic, places, set(places.table))


@once_for_page
def mentions_of_page(page: Page) -> Iterator[Mention]:
    """What a page names."""
    return _in_page(page)


def _in_page(page: Page, own: Set[str] | None = None) -> Iterator[Mention]:
    """Of the front matter only the keys `own`, where they are given."""
    path = page.source.path
    for link in page.body.links:
        yield Mention("picture" if link.image else "link", link.target, path, page.source.at(link.line, link.column))
    for citation in page.body.citations:
        if citation.line >= page.body.first_line:
            for key in citation.keys:
                yield Mention("citation", key, path, page.source.at(citation.line, citation.column))
    yield from _in_record(page.meta, path, Places(page.source.file, page.places), own)


def strings(
    value: Any, key: str = "", name: str = "", naming: Format | None = None
) -> Iterator[tuple[str, str, Format | None, str]]:
    """Every string of a record: its dotted key, the last name in it, its format if it names a file or a work, the string."""
    if isinstance(value, str):
        yield key, name, naming, value
    elif isinstance(value, Mapping):
        for inner, item in value.items():
            yield from strings(item, f"{key}.{inner}".lstrip("."), str(inner), naming)
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            yield from strings(item, f"{key}.{n}".lstrip("."), name, naming)
    elif dataclasses.is_dataclass(value):
        formats = _naming_fields(type(value))
        for field in dataclasses.fields(value):
            item = getattr(value, field.name)
            if item and field.name != "extra":
                yield from strings(item, f"{key}.{field.name}".lstrip("."), field.name, formats.get(field.name))


def _in_record(
    record: Any, path: str, places: Places, own: Set[str] | None = None
) -> Iterator[Mention]:
    for key, name, naming, text in strings(record):
        if own is not None and key not in own:
            continue
        if naming is FILE_FORMAT:
            yield Mention("picture" if name in PICTURE_KEYS else "link", text, path, places.of(key))
        elif naming is KEY_FORMAT:
            yield Mention("citation", text, path, places.of(key))
        elif "[" in text:
            for match in LINK.finditer(text):
                yield Mention("picture" if match[1] else "link", match[3], path, places.of(key))
            for match in CITATION.finditer(text):
                for cited in match[1].split(";"):
                    yield Mention("citation", cited.strip().removeprefix("@"), path, places.of(key))


@cache
def _naming_fields(shape: type[Any]) -> Mapping[str, Format]:
    """The fields of a record whose values name a file or a work."""
    hints = typing.get_type_hints(shape, include_extras=True)
    return {name: naming for name, hint in hints.items() if (naming := _naming(hint))}


def _naming(hint: Any) -> Format | None:
    own = (mark for mark in getattr(hint, "__metadata__", ()) if mark in (FILE_FORMAT, KEY_FORMAT))
    return next(own, None) or next((found for part in typing.get_args(hint) if (found := _naming(part))), None)


def _places(form: FormFile) -> Places:
    return Places(form.source.file, form.places)


class Places:
    """Where the keys of a file of facts stand. Few are asked for."""

    def __init__(self, file: str, places: tuple[tuple[str, int, int], ...] = ()) -> None:
        self.file, self.places = file, places

    @cached_property
    def table(self) -> Mapping[str, tuple[int, int]]:
        return {key: (line, column) for key, line, column in self.places}

    def of(self, key: str) -> Location:
        """The place of a dotted key, else of what it stands in."""
        while key and key not in self.table:
            key = key.rpartition(".")[0]
        return Location(self.file, *self.table[key]) if key else Location(self.file)


def is_web_address(target: str) -> bool:
    """Whether a target leads elsewhere: it has a scheme, or starts with `//`."""
    return target.startswith("//") or bool(re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", target))
