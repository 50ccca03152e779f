"""The filters of templates: values as readers see them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from clinicsite.model.meta import Weekday
from clinicsite.model.places import Closure, Day, Place, Span
from clinicsite.render.reading_time import clock_face, in_words
from clinicsite.render.typography import smarten

NBSP = "\N{NO-BREAK SPACE}"
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
WEEK: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
ORDINALS = ("", "first", "second", "third", "fourth", "fifth")
CLOSED = Day()


def typo(text: str) -> str:
    """Plain text with real quotes and dashes, and numbers that stay with their units."""
    return smarten(text)


def day(value: date) -> Markup:
    """`3 November 2026` in a `<time>`, unbroken between day and month."""
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), day_in_words(value))


def month(value: date) -> Markup:
    """`November 2026` in a `<time>`."""
    return Markup('<time datetime="{:%Y-%m}">{}{}{}</time>').format(value, MONTHS[value.month - 1], NBSP, value.year)


def short_month(value: date) -> Markup:
    """`Nov 2026` in a `<time>`, for lists."""
    return Markup('<time datetime="{:%Y-%m}">{}{}{}</time>').format(value, MONTHS[value.month - 1][:3], NBSP, value.year)


def iso(value: date) -> str:
    """`2026-11-03`"""
    return value.isoformat()


def day_in_words(value: date) -> str:
    """`3 November 2026`"""
    return f"{value.day}{NBSP}{MONTHS[value.month - 1]} {value.year}"


def phone_href(number: str) -> str:
    """`719-555-0142` -> `tel:+17195550142`"""
    digits = "".join(character for character in number if character.isdigit())
    return f"tel:+{digits if len(digits) == 11 else '1' + digits}"


def clock(value: str) -> str:
    """A 24-hour time as people say it: `8:30` -> `8:30 am`, `17:00` -> `5 pm`, `12:00` -> `noon`, `24:00` -> `midnight`."""
    figure, unit = clock_parts(value)
    if unit in ("noon", "midnight"):
        return unit
    return f"{figure.removesuffix(':00')}{NBSP}{unit}"


def clock_parts(value: str) -> tuple[str, str]:
    """A 24-hour time as a figure and what stands under it: `20:00` -> (`8:00`, `pm`), `12:00` -> (`12:00`, `noon`)."""
    hours, _, minutes = value.partition(":")
    hour = int(hours) % 24
    unit = "am" if hour < 12 else "pm"
    if int(minutes) == 0 and hour in (0, 12):
        unit = "noon" if hour else "midnight"
    return f"{hour % 12 or 12}:{minutes}", unit


def money(dollars: int) -> str:
    """2850 -> `$2,850`"""
    return f"${dollars:,}"


def minutes(seconds: int) -> str:
    """315 -> `5:15`"""
    return clock_face(seconds)


def spell(number: int) -> str:
    """7 -> `seven`; figures from 13 on."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else f"{number:,}"


def several(number: int, one: str, many: str = "") -> str:
    """(1, `article`) -> `one article`; (7, `article`) -> `seven articles`."""
    return f"{spell(number)} {one if number == 1 else many or one + 's'}"


def json_script(value: Any) -> Markup:
    """A value as JSON that no `</script>` inside it can close."""
    text = json.dumps(value, ensure_ascii=False, indent=None, separators=(",", ":"))
    for character, escape in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029")):
        text = text.replace(character, escape)
    return Markup(text)


def hours(spans: Sequence[Span]) -> str:
    """The open hours of a day in words: `8 am to 5 pm`, `9 am to noon and 1 pm to 4 pm`, or `closed`."""
    return " and ".join(f"{clock(span.opens)} to {clock(span.closes)}" for span in spans) or "closed"


def open_day(day: Day) -> str:
    """A day's hours with its note: `8 am to noon; phone until 4 pm`."""
    return "; ".join(part for part in (hours(day.spans), day.note) if part)


def open_on(name: str, day: Day) -> str:
    """The same as a sentence about a weekday: `8 am to 5 pm`, `Closed`, `Second Saturday of the month, 9 am to 1 pm`."""
    said = open_day(day)
    if day.spans and day.weeks:
        return f"{_days([name], day)} of the month, {said}"
    return said[:1].upper() + said[1:]


def week(place: Place) -> tuple[tuple[str, str], ...]:
    """A place's open days in words, neighbours with equal hours together: (`Monday to Thursday`, `8 am to 5 pm`) …"""
    groups: list[tuple[list[str], Day]] = []
    for name in WEEK:
        today = place.hours.get(name, CLOSED)
        if groups and groups[-1][1] == today:
            groups[-1][0].append(name)
        else:
            groups.append(([name], today))
    return tuple((_days(names, today), open_day(today)) for names, today in groups if today.spans)


def closure(value: Closure) -> str:
    """`Thursday 26 and Friday 27 November 2026`, or `Monday 21 December 2026 to Friday 1 January 2027`."""
    first, last = value.first, value.last
    gap = (last - first).days
    if gap == 0:
        return _weekday_and_day(first)
    link = " and " if gap == 1 else " to "
    if (first.month, first.year) == (last.month, last.year):
        return f"{WEEK[first.weekday()].capitalize()} {first.day}{link}{_weekday_and_day(last)}"
    return _weekday_and_day(first) + link + _weekday_and_day(last)


def _days(names: list[str], today: Day) -> str:
    first, last = names[0].capitalize(), names[-1].capitalize()
    if today.weeks:
        return f"{' and '.join(ORDINALS[n] for n in today.weeks).capitalize()} {first}"
    return first if first == last else f"{first} {'and' if len(names) == 2 else 'to'} {last}"


def _weekday_and_day(value: date) -> str:
    return f"{WEEK[value.weekday()].capitalize()} {day_in_words(value)}"


FILTERS: Mapping[str, Callable[..., Any]] = {
    "about": in_words,
    "clock": clock,
    "closure": closure,
    "day": day,
    "hours": hours,
    "iso": iso,
    "json_script": json_script,
    "minutes": minutes,
    "money": money,
    "month": month,
    "open_day": open_day,
    "phone_href": phone_href,
    "several": several,
    "short_month": short_month,
    "spell": spell,
    "typo": typo,
    "week": week,
}
