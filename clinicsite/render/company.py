"""The articles that a file of the site has to do with: all that has to be read of many articles to make it anew."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from clinicsite.model.output import Need
from clinicsite.model.page import Page
from clinicsite.render.facts import Facts

AMONG_ALL = ("related", "neighbours", "newest", "feed")
"""Kinds of needs whose answer is found among all articles."""
NAMED = ("page", "address", "body")
"""Kinds of needs that go by the id of a page."""


def company_of(needs: Iterable[Need], facts: Facts) -> str:
    """As JSON: the sources of the articles that were found among all, by kind and name of the need, and under no name those
    that were asked for by their own."""
    found: dict[str, list[str | None]] = {}
    named: list[str | None] = []
    for need in needs:
        if need.kind in AMONG_ALL:
            others = facts.others(need.kind, need.name)
            found[f"{need.kind} {need.name}"] = [page.source.path if page else None for page in others]
        elif need.kind in NAMED and (page := facts.site.by_id.get(need.name)) and page.kind == "article":
            named.append(page.source.path)
    if named:
        found[""] = list(dict.fromkeys(named))
    return json.dumps(found, separators=(",", ":")) if found else ""


def sources_of(company: str) -> set[str]:
    """The paths of the sources that a text of `company_of` names. Raises ValueError for another text."""
    return {path for paths in _read(company).values() for path in paths if path}


def others_of(company: str, by_source: Mapping[str, Page]) -> dict[tuple[str, str], tuple[Page | None, ...]]:
    """What was found among all articles, by kind and name. Raises KeyError where one of them is not among `by_source`."""
    answers = {key.partition(" ")[::2]: paths for key, paths in _read(company).items() if key}
    return {(kind, name): tuple(by_source[path] if path else None for path in paths) for (kind, name), paths in answers.items()}


def _read(company: str) -> dict[str, list[str | None]]:
    return json.loads(company) if company else {}
