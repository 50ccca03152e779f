"""The pages and records of a site as prose: which of their keys hold sentences, and which kind of page they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from clinicsite.check.manuscript import read_manuscript
from clinicsite.language.front import front_passages
from clinicsite.language.markdown import body_passages
from clinicsite.language.passage import PassageKind, Prose
from clinicsite.model.page import Page, Source
from clinicsite.read.yaml_nodes import read_yaml

PROSE: Mapping[str, PassageKind] = {
    **dict.fromkeys(
        (
            "title", "description", "summary", "status", "text", "more", "note", "certification", "meets_text", "fees_note", "includes",
            "estimate_title", "estimate_lead", "insurance_title", "figure", "help", "harm", "day_title", "day_note", "tide_title",
            "tide_lead", "tide_note", "people_title", "walk_title", "calls", "reply", "tagline", "disclaimer", "crisis_title",
            "emergency_title", "emergency_text", "after_title", "why", "legend", "label", "hint", "missing", "wrong", "definition",
            "evidence.studies", "evidence.people", "evidence.duration", "evidence.unknown",
        ),
        "field",
    ),
    "question": "question", "scale_label": "caption", "submit": "button", "next_step.label": "button",
}  # fmt: skip
"""The keys of front matter, clinic.yaml, forms and the glossary that hold prose, at any depth."""
RECORDS: Mapping[str, str] = {"clinic.yaml": "clinic", "glossary.yaml": "glossary"}
"""What the records are called among kinds of page; every other record is a form."""


def kind_of_page(page: Page) -> str:
    """What the claims desk takes a page for: its layout where a plain page has one of its own, else its kind."""
    return str(getattr(page.meta, "layout", "page")) if page.kind == "page" else page.kind


def prose_of_page(page: Page, everywhere: str = "") -> Prose:
    """A page as its readers read it: front matter first, then the body. `everywhere` is what stands on each page."""
    source = page.source
    places = {key: (line, column) for key, line, column in page.places}
    front = front_passages(asdict(page.meta), places, source.file, PROSE, source.text)
    body = body_passages(read_manuscript(source)) if source.is_written else ()
    return Prose(source.file, kind_of_page(page), (*front, *body), getattr(page.meta, "audience", "patient"), page.title, everywhere)


def kind_of_record(path: str) -> str:
    return RECORDS.get(path, "form")


def prose_of_record(source: Source) -> Prose:
    """clinic.yaml, the glossary or a form as its readers read it. A text that is no YAML has no passages."""
    document = read_yaml(source.text, source.file)
    values: Any = document.values
    if isinstance(values, list):
        values = {str(number): entry for number, entry in enumerate(values)}
    if not isinstance(values, dict):
        values = {}
    passages = front_passages(values, document.places, source.file, PROSE, source.text)
    title = values.get("title") or values.get("name") or source.path
    return Prose(source.file, kind_of_record(source.path), passages, title=str(title))
