"""What the other pages of a site need to know of a rendered page: small enough to be kept while the page stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Set
from functools import cached_property, lru_cache
from urllib.parse import urlsplit

from clinicsite.check.document import Document
from clinicsite.check.requests import requests_of
from clinicsite.check.trust import NOBODY, Trust
from clinicsite.model.address import output_of
from clinicsite.model.diagnostic import Location
from clinicsite.model.frozen import frozen


@frozen(slots=True)
class Abstract:
    """A page by its `path` under site/: its language, its ids, the addresses that it holds, those among them that lead a visitor
    to an anchor (`jumps`), the hosts it asks for something, and the legal notice that it is, if it is one."""

    path: str
    lang: str
    ids: frozenset[str]
    links: tuple[str, ...]
    jumps: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    notice: str = ""


def abstract_of(page: Document) -> Abstract:
    targets = dict.fromkeys(reference.target for reference in page.references)
    followed = {reference.target for reference in page.references if not reference.loads}
    return Abstract(
        path=page.path,
        lang=next((html.attributes.get("lang", "") for html in page.by_tag.get("html", ())), ""),
        ids=frozenset(page.ids),
        links=tuple(targets),
        jumps=tuple(target for target in targets if "#" in target and target in followed),
        hosts=tuple(dict.fromkeys(request.host for request in requests_of(page))),
        notice=next((name for main in page.by_tag.get("main", ()) if (name := main.attributes.get("data-notice"))), ""),
    )


def written(page: Abstract) -> str:
    """An abstract as a JSON text, for the memo."""
    values = [page.path, page.lang, sorted(page.ids), page.links, page.jumps, page.hosts, page.notice]
    return json.dumps(values, separators=(",", ":"))


@lru_cache(maxsize=20_000)
def read(text: str) -> Abstract:
    """The abstract of a text that `written` gave."""
    path, lang, ids, links, jumps, hosts, notice = json.loads(text)
    return Abstract(path, lang, frozenset(ids), tuple(links), tuple(jumps), tuple(hosts), notice)


ABSOLUTE = ("/", "http:", "https:", "mailto:", "tel:", "sms:")
"""Addresses that mean the same on every page begin so."""


@frozen()
class Abstracts:
    """All pages of a build by path; `paths` are all its files, `base_url` its address. `document` gives a page whole."""

    pages: Mapping[str, Abstract]
    paths: Set[str]
    base_url: str
    document: Callable[[str], Document]
    trust: Trust = NOBODY

    def places(self, path: str, target: str, followed: bool = False) -> Iterator[Location]:
        """Where the page `path` holds an address; with `followed` only where a visitor may follow it."""
        page = self.document(path)
        return (page.at(found.element) for found in page.references if found.target == target and not (followed and found.loads))

    @cached_property
    def base_path(self) -> str:
        return urlsplit(self.base_url).path.rstrip("/")

    @cached_property
    def origin(self) -> str:
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"

    def file_of(self, target: str, path: str) -> tuple[str, str] | None:
        """The file under site/ and the anchor that an address on the page `path` leads to; None for other hosts and schemes."""
        if not target.startswith(ABSOLUTE):
            return self._file_of(target, path)
        if target not in self._files:
            self._files[target] = self._file_of(target, path)
        return self._files[target]

    @cached_property
    def _files(self) -> dict[str, tuple[str, str] | None]:
        return {}

    def _file_of(self, target: str, page: str) -> tuple[str, str] | None:
        if target.startswith(self.origin + "/") or target == self.origin:
            target = target[len(self.origin) :] or "/"
        if target.startswith("//") or re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", target):
            return None
        path, _, anchor = target.partition("#")
        path = path.partition("?")[0]
        if not path:
            return page, anchor
        if path.startswith("/"):
            inside = path == self.base_path or path.startswith(self.base_path + "/")
            return (output_of(path[len(self.base_path) :] or "/") if inside else path, anchor)
        folder = page.rpartition("/")[0]
        return output_of(_joined(folder, path)), anchor


def _joined(folder: str, path: str) -> str:
    parts = folder.split("/") if folder else []
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
