"""The component that tells how good the evidence is: a grade in words, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from clinicsite.model.evidence import Evidence, Grade
from clinicsite.model.page import Page
from clinicsite.read.scan import citations_in
from clinicsite.render.prose import inline

if TYPE_CHECKING:
    from clinicsite.render.view import View

GRADES: Mapping[Grade, tuple[str, str]] = {
    "strong": ("Strong evidence", "Several large trials agree."),
    "moderate": ("Moderate evidence", "Some trials agree, and important questions are left."),
    "limited": ("Limited evidence", "The trials are small, short or few. The next one may say something else."),
    "mixed": ("Mixed evidence", "The studies do not agree with each other."),
    "none": ("No evidence to show", "We know of no study that answers the question."),
}
"""Each grade in plain words, and what it means."""

LINES: tuple[tuple[str, str], ...] = (
    ("studies", "What kind of studies"),
    ("people", "How many people"),
    ("duration", "For how long"),
    ("help", "What they saw"),
    ("harm", "What can go wrong"),
    ("unknown", "What is not known"),
)
"""The keys of a grade in the order in which readers ask, each with the words that head its row."""


def evidence_grade(view: View, page: Page, level: int = 2) -> Mapping[str, Any]:
    """How good the evidence for the treatment is in a condition, help and harm in one table; nothing on other pages."""
    evidence: Evidence | None = getattr(page.meta, "evidence", None)
    if evidence is None:
        return {"grade": "", "level": level}
    grade, meaning = GRADES[evidence.grade]
    told = [(label, text) for key, label in LINES if (text := getattr(evidence, key))]
    cited = {key for _, text in told for citation in citations_in(text, 1) for key in citation.keys}
    others = [f"@{key}" for key in evidence.keys if key not in cited]
    return {
        "grade": grade, "meaning": meaning, "level": level,
        "works": inline(f"[{'; '.join(others)}]", view, page) if others else "",
        "lines": [(label, inline(text, view, page)) for label, text in told],
    }
