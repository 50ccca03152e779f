"""The component for a stretch of hours in prose: a bullet list whose items start with a bold time, on an edge of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from clinicsite.model.frozen import frozen
from clinicsite.model.meta import Sky
from clinicsite.render import edge
from clinicsite.render.calls import ComponentError

if TYPE_CHECKING:
    from clinicsite.render.view import View

LIST = re.compile(r"\s*<ul>\s*(.*?)\s*</ul>\s*", re.S)
ITEM = re.compile(r"<li>\s*(?:<p>)?\s*<strong>(.*?)</strong>[\s:.]*(.*?)(?:</p>)?\s*</li>\s*", re.S)
CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))?(?:\s|\N{NO-BREAK SPACE})*(?:del\s)?(am|pm|noon|midnight|[ap]\.\sm\.|mediodía|medianoche)(?!\w)", re.I)
NAMED = {"noon": 12 * 60, "midnight": 24 * 60, "mediodía": 12 * 60, "medianoche": 24 * 60}


@frozen(slots=True)
class Hour:
    """An item of a timeline. `marks` is 0 and `sky` empty where the label is not a time of day."""

    figure: str
    unit: str
    text: Markup
    marks: int
    sky: Sky | str


def timeline(view: View, body: Markup, title: str = "", id: str = "", level: int = 3) -> Mapping[str, Any]:
    """Hours in order. Where every label is a time, the marks between them are true and `unit` says what one is worth."""
    items = _items(body)
    minutes = _running([minute_of(label) for label, _ in items])
    unit, marks = edge.day_marks(minutes) if minutes else (0, (0,) * len(items))
    skies = [edge.sky_of(minute) for minute in minutes] if minutes else [""] * len(items)
    hours = [
        Hour(*split_label(label), Markup(text), count, sky)
        for (label, text), count, sky in zip(items, marks, skies, strict=True)
    ]
    return {"level": level, "title": title, "id": id, "hours": hours, "unit": unit if len(hours) > 1 else 0}


def split_label(label: str) -> tuple[str, str]:
    """`8:30 am` -> (`8:30`, `am`); `Day 2` and `noon` stay whole."""
    match = re.fullmatch(r"(\d{1,2}(?::\d{2})?)[\s\N{NO-BREAK SPACE}]*(\D.*)", label.strip(), re.S)
    return (match[1], match[2]) if match else (label.strip(), "")


def minute_of(label: str) -> int | None:
    """The minute of the day a label names, or None: `8:30 am` -> 510, `noon` -> 720, `Day 2` -> None."""
    plain = label.strip().lower()
    if plain in NAMED:
        return NAMED[plain]
    match = CLOCK.match(plain)
    if not match:
        return None
    hour = int(match[1]) % 12 + (12 if match[3].startswith("p") or match[3] in ("noon", "mediodía") else 0)
    return hour * 60 + int(match[2] or 0)


def _items(body: Markup) -> list[tuple[str, str]]:
    match = LIST.fullmatch(body)
    items = ITEM.findall(match[1]) if match else []
    if not match or not items or ITEM.sub("", match[1]).strip():
        raise ComponentError("The component `timeline` takes one bullet list as `body`, each bullet starting with a bold time.")
    return items


def _running(minutes: Sequence[int | None]) -> tuple[int, ...]:
    """Times that never run backwards, or nothing where one of the labels is no time."""
    known = [minute for minute in minutes if minute is not None]
    if len(known) < len(minutes):
        return ()
    return edge.running([f"{minute // 60}:{minute % 60:02d}" for minute in known])
