"""Where a link leads: from the target as written to a page, form, file or term of the site."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote

from clinicsite.model.frozen import frozen
from clinicsite.model.languages import original_of
from clinicsite.model.page import Page
from clinicsite.model.site import FormFile, MediaFile, Site

SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*:")
PHRASE = "lang:"
"""`[Good Faith Estimate](lang:en)` is no link: it says in which language a phrase is."""

Kind = Literal["external", "anchor", "term", "phrase", "content", "outside", "address"]


@frozen(slots=True)
class Target:
    """A target taken apart. `path` is relative to content/ for `content`, the term's id for `term`, else as written.

    `phrase` names a language; `outside` leads out of content/; `address` is a web address of the site (`/fees/`) instead of a source file.
    """

    kind: Kind
    path: str
    anchor: str = ""


@lru_cache(maxsize=20_000)
def parse_target(target: str, from_path: str) -> Target:
    """Take apart a link written in the file `from_path` (relative to content/)."""
    if target.startswith("term:"):
        return Target("term", target.removeprefix("term:"))
    if target.startswith(PHRASE):
        return Target("phrase", target.removeprefix(PHRASE))
    if SCHEME.match(target) or target.startswith("//"):
        return Target("external", target)
    path, _, anchor = target.partition("#")
    if not path:
        return Target("anchor", from_path, anchor)
    path = unquote(path)
    base = "" if path.startswith("/") else posixpath.dirname(from_path)
    joined = posixpath.normpath(posixpath.join(base, path.lstrip("/")))
    if joined.startswith("..") or "\\" in path or "\0" in path:
        return Target("outside", path, anchor)
    if path.startswith("/") and (path.endswith("/") or "." not in posixpath.basename(path)):
        return Target("address", path, anchor)
    return Target("content", joined, anchor)


def resolve(target: str, from_path: str, site: Site) -> Page | FormFile | MediaFile | None:
    """The page, form or file that a link leads to; None for external links and for misses.

    A path that is not found beside the file is tried from content/, so that front matter may name
    `drawings/drip.svg` or `pages/fees.md` from anywhere. In a translation it is then tried from where the English file
    stands, so that what is not translated is found in English.
    """
    found = _find(target, from_path, site)
    english = original_of(from_path)
    return found if found is not None or english == from_path else _find(target, english, site)


def _find(target: str, from_path: str, site: Site) -> Page | FormFile | MediaFile | None:
    parsed = parse_target(target, from_path)
    if parsed.kind == "anchor":
        return site.by_source.get(from_path)
    if parsed.kind == "address":
        path = parsed.path.strip("/")
        return site.by_id.get(path) or next((form for form in site.all_forms if form.id == path), None)
    if parsed.kind != "content":
        return None
    rooted = target.partition("#")[0].lstrip("/")
    for path in (parsed.path, posixpath.normpath(rooted)):
        found = site.by_source.get(path) or site.forms_by_source.get(path) or site.media.get(path)
        if found:
            return found
    return None
