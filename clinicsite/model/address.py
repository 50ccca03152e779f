"""Addresses: source file <-> id <-> URL <-> output path, slugs and anchors."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from urllib.parse import quote

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))})


def slugify(text: str) -> str:
    """Lower-case ASCII words joined by hyphens: `Who’s it for? É` -> `whos-it-for-e`. Empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", plain.lower())))


def unique_anchor(text: str, taken: set[str]) -> str:
    """The id of a heading: its slug, with `-2`, `-3` … where the page has it already. Adds it to `taken`."""
    base = slugify(text) or "section"
    anchor, n = base, 2
    while anchor in taken:
        anchor, n = f"{base}-{n}", n + 1
    taken.add(anchor)
    return anchor


UNSAFE = re.compile(r"(?:^|/)\.{0,2}(?:/|\Z)|[\\\0:]")


def is_safe_path(path: str) -> bool:
    """Whether a relative path stays inside its folder: no `..`, no root, no backslash, drive or NUL."""
    return not UNSAFE.search(path)


def url_of(page_id: str) -> str:
    """`articles/science/x` -> `/articles/science/x/`; the empty id is the home page, `/`."""
    return f"/{page_id}/" if page_id else "/"


def output_of(url: str) -> str:
    """`/fees/` -> `fees/index.html`; `/404.html` -> `404.html`."""
    path = url.lstrip("/")
    return path + "index.html" if path == "" or path.endswith("/") else path


def quote_path(path: str) -> str:
    """A URL path with everything but safe characters percent-encoded."""
    return quote(path, safe="/-._~#?=&%")


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name the writer most likely meant, or None when nothing is near."""
    choices = list(names)
    exact = {c.casefold(): c for c in choices}
    if name.casefold() in exact:
        return exact[name.casefold()]
    found = get_close_matches(name, choices, n=1, cutoff=0.6)
    return found[0] if found else None


def did_you_mean(name: str, names: Iterable[str], otherwise: str = "") -> str:
    """The hint for a mistyped name."""
    near = nearest(name, names)
    return f"Did you mean `{near}`?" if near else otherwise
