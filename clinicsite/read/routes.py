"""Which kind of page a source file is, and the id it gets from its path."""

from __future__ import annotations

from pathlib import PurePosixPath

from clinicsite.model.fees import Fees
from clinicsite.model.home import Home
from clinicsite.model.kinds import KINDS
from clinicsite.model.languages import original_of
from clinicsite.model.meta import Meta

FOLDERS = {
    "articles": "article",
    "conditions": "condition",
    "locations": "location",
    "pages": "page",
    "people": "person",
    "treatments": "treatment",
}
LAYOUTS: dict[str, type[Meta]] = {"home": Home, "fees": Fees}
RECORDS = frozenset({"clinic.yaml", "glossary.yaml", "references.bib", "references.lock"})
MANY = ("articles/", "reviews/")
SECTIONS = ("articles", "conditions", "locations", "people", "treatments")


def kind_of(path: str) -> str | None:
    """The kind of a Markdown file under content/, or None where no kind lives.

    `articles/science/x.md` is an article, `articles/science/index.md` its topic, `people/index.md` a section.
    """
    parts = PurePosixPath(path).parts
    kind = FOLDERS.get(parts[0])
    if kind is None or len(parts) < 2:
        return None
    if kind == "article":
        if len(parts) == 2:
            return "section" if parts[1] == "index.md" else None
        return "topic" if parts[-1] == "index.md" and len(parts) == 3 else "article"
    if kind == "page":
        return "page"
    return "section" if parts[1:] == ("index.md",) else kind


def is_one_of_many(path: str) -> bool:
    """Whether a file of content/ is of those that a site has hundreds of: an article, or the record of a review."""
    first = path if path.startswith(MANY) else original_of(path)
    return first.startswith(MANY) and not first.endswith("/index.md")


def id_of(path: str, slug: str | None) -> str:
    """`pages/notices/x.md` -> `notices/x`; `pages/index.md` -> ``; a slug replaces the last part."""
    pure = PurePosixPath(path)
    parts = list(pure.parts[:-1])
    if parts[0] == "pages":
        parts = parts[1:]
    if pure.name != "index.md":
        parts.append(slug or pure.stem)
    elif slug and parts:
        parts[-1] = slug
    return "/".join(parts)


def shape_of(kind: str, layout: object) -> type[Meta]:
    """The type that a kind's front matter is validated against; a page's `layout` may choose a richer one."""
    if kind == "page" and isinstance(layout, str) and layout in LAYOUTS:
        return LAYOUTS[layout]
    return KINDS[kind]
