"""A Markdown source becomes a page."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath

from clinicsite.model.address import SLUG, output_of, slugify, url_of
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.kinds import Article
from clinicsite.model.meta import Meta
from clinicsite.model.page import Body, Citation, Page, Source
from clinicsite.read.frontmatter import read_frontmatter
from clinicsite.read.routes import LAYOUTS, id_of, kind_of, shape_of
from clinicsite.read.scan import citations_in, scan
from clinicsite.read.schema import validate
from clinicsite.read.yaml_nodes import YamlDocument, places_of, walk_strings

CODES = {
    "READ009": "A Markdown file lies where no kind of page lives.",
    "READ010": "A file or folder name cannot become an address.",
}


@lru_cache(maxsize=20_000)
def read_page(source: Source) -> tuple[Page | None, tuple[Diagnostic, ...]]:
    """The page of one Markdown source with everything that is wrong in it; None when it cannot be a page."""
    page, problems = _read_page(source)
    return page, tuple(problems)


def _read_page(source: Source) -> tuple[Page | None, list[Diagnostic]]:
    kind = kind_of(source.path)
    if kind is None:
        return None, [
            Diagnostic(
                "READ009", f"No kind of page lives at `{source.path}`.", source.at(),
                "Move it into articles/<topic>/, pages/, people/, locations/, treatments/ or conditions/.",
            )
        ]
    problems = list(_path_problems(source))
    front = read_frontmatter(source.text, source.file)
    problems += front.document.problems
    if front.document.values is None or not isinstance(front.document.values, dict):
        return None, problems
    layout = front.values.get("layout")
    meta, invalid = validate(shape_of(kind, layout), front.document, source.file)
    told = {problem.where.line for problem in problems}
    problems += [problem for problem in invalid if problem.where.line not in told or problem.code == "KEY002"]
    if meta is None or problems:
        return None, problems
    return page_of(source, kind, meta, scan(front.body, front.first_line), front.document), problems


def page_of(source: Source, kind: str, meta: Meta, body: Body, document: YamlDocument) -> Page:
    page_id = id_of(source.path, meta.slug)
    if isinstance(meta, Article) and meta.topic is None:
        meta = replace(meta, topic=PurePosixPath(source.path).parts[1])
    url = url_of(page_id)
    return Page(
        id=page_id,
        kind=_kind_by_layout(kind, meta),
        url=url,
        path=output_of(url),
        meta=meta,
        body=replace(body, citations=(*_citations_in_values(document), *body.citations)),
        source=source,
        places=places_of(document),
    )


def _kind_by_layout(kind: str, meta: Meta) -> str:
    layout = getattr(meta, "layout", "page")
    return layout if kind == "page" and layout in LAYOUTS else kind


def _citations_in_values(document: YamlDocument) -> list[Citation]:
    found: list[Citation] = []
    for key, text in walk_strings(document.values):
        if "[@" in text:
            line, column = document.places.get(key, (1, 1))
            found.extend(Citation(c.keys, line, column) for c in citations_in(text, line))
    return found


def _path_problems(source: Source) -> list[Diagnostic]:
    pure = PurePosixPath(source.path)
    for part in (*pure.parts[:-1], pure.stem):
        if not SLUG.match(part):
            better = slugify(part) or "a-short-name"
            return [
                Diagnostic(
                    "READ010", f"`{part}` cannot be part of a web address.", source.at(),
                    f"Rename it to `{better}`: lower-case letters, digits and hyphens.",
                )
            ]
    return []
