"""Components that draw time: the edge itself, the to-scale day, the hours of a visit, the steps of a legal clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from clinicsite.model.home import Hours, Moment
from clinicsite.model.meta import Step
from clinicsite.model.page import Page
from clinicsite.render import edge as line
from clinicsite.render.filters import clock_parts
from clinicsite.render.prose import inline

if TYPE_CHECKING:
    from clinicsite.render.view import View


def edge(view: View, figure: str | int = "", unit: str = "", marks: int = 0) -> Mapping[str, Any]:
    """A cell of the line at the side of a band, with a figure and its unit; `marks` is how many the cell holds."""
    return {"figure": str(figure), "unit": unit, "marks": line.marks(marks) if marks else 0}


def scale(view: View, cells: Sequence[Hours], day: Sequence[Moment], label: str) -> Mapping[str, Any]:
    """The whole day and night to scale, with the drip as a solid bar. `label` says the same in words."""
    return {"cells": line.scale_of(cells, day), "label": label}


def day(view: View, moments: Sequence[Moment], page: Page) -> Mapping[str, Any]:
    """One visit, an hour note a band. Drawings stand on the rule of the next hour."""
    return {"hours": [(moment, *_label(moment, view), line.marks(moment.marks)) for moment in moments], "page": page}


def clock(view: View, steps: Sequence[Step], page: Page | None = None) -> Mapping[str, Any]:
    """Steps on a line of days or working days, one band each."""
    return {"steps": [(step, line.marks(step.marks), inline(step.text, view, page)) for step in steps]}


def _label(moment: Moment, view: View) -> tuple[str, str]:
    figure, unit = clock_parts(moment.at, view.tongue)
    return figure, f"{unit}, {moment.note}" if moment.note else unit
