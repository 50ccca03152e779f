"""The component that tells how good the evidence is: a grade in words, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from clinicsite.language.tongue import noted
from clinicsite.model.evidence import Evidence, Grade
from clinicsite.model.page import Page
from clinicsite.read.scan import citations_in
from clinicsite.render.prose import inline

if TYPE_CHECKING:
    from clinicsite.render.view import View

GRADES: Mapping[Grade, tuple[str, str]] = {
    "strong": (noted("Strong evidence"), noted("Several large trials agree.")),
    "moderate": (noted("Moderate evidence"), noted("Some trials agree, and important questions are left.")),
    "limited": (
        noted("Limited evidence"), noted("The trials are small, short or few. The next one may say something else."),
    ),
    "mixed": (noted("Mixed evidence"), noted("The studies do not agree with each other.")),
    "none": (noted("No evidence to show"), noted("We know of no study that answers the question.")),
}
"""Each grade in plain words, and what it means."""

LINES: tuple[tuple[str, str], ...] = (
    ("studies", noted("What kind of studies")),
    ("people", noted("How many people")),
    ("duration", noted("For how long")),
    ("help", noted("What they saw")),
    ("harm", noted("What can go wrong")),
    ("unknown", noted("What is not known")),
)
"""The keys of a grade in the order in which readers ask, each with the words that head its row."""


def evidence_grade(view: View, page: Page, level: int = 2) -> Mapping[str, Any]:
    """How good the evidence for the treatment is in a condition, help and harm in one table; nothing on other pages."""
    evidence: Evidence | None = getattr(page.meta, "evidence", None)
    if evidence is None:
        return {"grade": "", "level": level}
    grade, meaning = (view.gettext(words) for words in GRADES[evidence.grade])
    told = [(view.gettext(label), text) for key, label in LINES if (text := getattr(evidence, key))]
    cited = {key for _, text in told for citation in citations_in(text, 1) for key in citation.keys}
    others = [f"@{key}" for key in evidence.keys if key not in cited]
    return {
        "grade": grade, "meaning": meaning, "level": level,
        "works": inline(f"[{'; '.join(others)}]", view, page) if others else "",
        "lines": [(label, inline(text, view, page)) for label, text in told],
    }
