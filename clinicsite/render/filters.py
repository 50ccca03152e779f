"""The filters of templates: values as readers see them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache, wraps
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from clinicsite.language.tongue import IN_ENGLISH, NBSP, Tongue, unparted
from clinicsite.model.meta import Weekday
from clinicsite.model.places import Closure, Day, Place, Span
from clinicsite.render.reading_time import clock_face, in_words
from clinicsite.render.typography import smarten

WEEK: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CLOSED = Day()


@lru_cache(maxsize=4096, typed=True)
def typo(text: str) -> str:
    """Plain text with real quotes and dashes, and numbers that stay with their units."""
    return smarten(text)


def day(value: date, tongue: Tongue = IN_ENGLISH) -> Markup:
    """`3 November 2026` in a `<time>`, unbroken between day and month."""
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), tongue.day(value))


def month(value: date, tongue: Tongue = IN_ENGLISH) -> Markup:
    """`November 2026` in a `<time>`."""
    return Markup('<time datetime="{:%Y-%m}">{}</time>').format(value, tongue.month(value))


def short_month(value: date, tongue: Tongue = IN_ENGLISH) -> Markup:
    """`Nov 2026` in a `<time>`, for lists."""
    return Markup('<time datetime="{:%Y-%m}">{}</time>').format(value, tongue.short_month(value))


def iso(value: date) -> str:
    """`2026-11-03`"""
    return value.isoformat()


def phone_href(number: str) -> str:
    """`719-555-0142` -> `tel:+17195550142`"""
    digits = "".join(character for character in number if character.isdigit())
    return f"tel:+{digits if len(digits) == 11 else '1' + digits}"


def clock(value: str, tongue: Tongue = IN_ENGLISH) -> str:
    """A 24-hour time as people say it: `8:30` -> `8:30 am`, `17:00` -> `5 pm`, `12:00` -> `noon`, `24:00` -> `midnight`."""
    figure, unit = _parts(value)
    said = _unit(unit, tongue)
    return said if unit in ("noon", "midnight") else f"{figure.removesuffix(':00')}{NBSP}{said}"


def clock_parts(value: str, tongue: Tongue = IN_ENGLISH) -> tuple[str, str]:
    """A 24-hour time as a figure and what stands under it: `20:00` -> (`8:00`, `pm`), `12:00` -> (`12:00`, `noon`)."""
    figure, unit = _parts(value)
    return figure, _unit(unit, tongue)


def _parts(value: str) -> tuple[str, str]:
    hours, _, minutes = value.partition(":")
    hour = int(hours) % 24
    unit = "am" if hour < 12 else "pm"
    if int(minutes) == 0 and hour in (0, 12):
        unit = "noon" if hour else "midnight"
    return f"{hour % 12 or 12}:{minutes}", unit


def _unit(unit: str, tongue: Tongue) -> str:
    gettext = tongue.gettext
    said = {"am": gettext("am"), "pm": gettext("pm"), "noon": gettext("noon"), "midnight": gettext("midnight")}
    return unparted(said[unit])


def money(dollars: int) -> str:
    """2850 -> `$2,850`"""
    return f"${dollars:,}"


def minutes(seconds: int) -> str:
    """315 -> `5:15`"""
    return clock_face(seconds)


def spell(number: int, tongue: Tongue = IN_ENGLISH) -> str:
    """7 -> `seven`; figures from 13 on."""
    gettext = tongue.gettext
    words = (
        gettext("zero"), gettext("one"), gettext("two"), gettext("three"), gettext("four"), gettext("five"), gettext("six"),
        gettext("seven"), gettext("eight"), gettext("nine"), gettext("ten"), gettext("eleven"), gettext("twelve"),
    )  # fmt: skip
    return words[number] if 0 <= number < len(words) else f"{number:,}"


def several(number: int, one: str, many: str = "", tongue: Tongue = IN_ENGLISH) -> str:
    """(1, `article`) -> `one article`; (7, `article`) -> `seven articles`."""
    return f"{spell(number, tongue)} {one if number == 1 else many or one + 's'}"


def listed(parts: Sequence[str], tongue: Tongue = IN_ENGLISH) -> str:
    """`a and b`, `a and b and c`; in Spanish `y`, which is `e` before an i."""
    said = ""
    for part in parts:
        sounds_alike = part[:1].lower() == "i" or part[:2].lower() == "hi"
        link = tongue.pgettext("before an i", " and ") if sounds_alike else tongue.gettext(" and ")
        said = f"{said}{link}{part}" if said else part
    return said


def json_script(value: Any) -> Markup:
    """A value as JSON that no `</script>` inside it can close."""
    text = json.dumps(value, ensure_ascii=False, indent=None, separators=(",", ":"))
    for character, escape in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029")):
        text = text.replace(character, escape)
    return Markup(text)


def hours(spans: Sequence[Span], tongue: Tongue = IN_ENGLISH) -> str:
    """The open hours of a day in words: `8 am to 5 pm`, `9 am to noon and 1 pm to 4 pm`, or `closed`."""
    return listed([_open(span, tongue) for span in spans], tongue) or tongue.gettext("closed")


def _open(span: Span, tongue: Tongue) -> str:
    closes = _parts(span.closes)[1]
    if closes == "noon":
        return tongue.gettext("%(opens)s to noon") % {"opens": clock(span.opens, tongue)}
    if closes == "midnight":
        return tongue.gettext("%(opens)s to midnight") % {"opens": clock(span.opens, tongue)}
    return tongue.gettext("%(opens)s to %(closes)s") % {"opens": clock(span.opens, tongue), "closes": clock(span.closes, tongue)}


def open_day(day: Day, tongue: Tongue = IN_ENGLISH) -> str:
    """A day's hours with its note: `8 am to noon; phone until 4 pm`."""
    return "; ".join(part for part in (hours(day.spans, tongue), day.note) if part)


def open_on(name: Weekday, day: Day, tongue: Tongue = IN_ENGLISH) -> str:
    """The same as a sentence about a weekday: `8 am to 5 pm`, `Closed`, `Second Saturday of the month, 9 am to 1 pm`."""
    said = open_day(day, tongue)
    if day.spans and day.weeks:
        return tongue.gettext("%(days)s of the month, %(hours)s") % {"days": _days([name], day, tongue), "hours": said}
    return said[:1].upper() + said[1:]


def week(place: Place, tongue: Tongue = IN_ENGLISH) -> tuple[tuple[str, str], ...]:
    """A place's open days in words, neighbours with equal hours together: (`Monday to Thursday`, `8 am to 5 pm`) …"""
    groups: list[tuple[list[Weekday], Day]] = []
    for name in WEEK:
        today = place.hours.get(name, CLOSED)
        if groups and groups[-1][1] == today:
            groups[-1][0].append(name)
        else:
            groups.append(([name], today))
    return tuple((_days(names, today, tongue), open_day(today, tongue)) for names, today in groups if today.spans)


def closure(value: Closure, tongue: Tongue = IN_ENGLISH) -> str:
    """`Thursday 26 and Friday 27 November 2026`, or `Monday 21 December 2026 to Friday 1 January 2027`."""
    first, last = value.first, value.last
    gap = (last - first).days
    until = _weekday_and_day(last, tongue)
    if gap == 0:
        return until
    same_month = (first.month, first.year) == (last.month, last.year)
    since = f"{tongue.weekday(first)} {first.day}" if same_month else _weekday_and_day(first, tongue)
    if gap == 1:
        return tongue.gettext("%(first)s and %(last)s") % {"first": since, "last": until}
    return tongue.gettext("%(first)s to %(last)s") % {"first": since, "last": until}


def _days(names: Sequence[Weekday], today: Day, tongue: Tongue) -> str:
    first, last = (tongue.weekdays[WEEK.index(name)] for name in (names[0], names[-1]))
    if today.weeks:
        gettext = tongue.gettext
        ordinals = ("", gettext("first"), gettext("second"), gettext("third"), gettext("fourth"), gettext("fifth"))
        said = tongue.gettext("%(which)s %(day)s") % {"which": listed([ordinals[n] for n in today.weeks], tongue), "day": first}
    elif first == last:
        said = first
    elif len(names) == 2:
        said = tongue.gettext("%(first)s and %(last)s") % {"first": first, "last": last}
    else:
        said = tongue.gettext("%(first)s to %(last)s") % {"first": first, "last": last}
    return said[:1].upper() + said[1:]


def _weekday_and_day(value: date, tongue: Tongue) -> str:
    return tongue.gettext("%(weekday)s %(day)s") % {"weekday": tongue.weekday(value), "day": tongue.day(value)}


def spoken(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that answers in the language of the page it stands on."""

    @pass_context
    @wraps(function)
    def filtered(context: Context, *arguments: Any, **more: Any) -> Any:
        view = context.get("view")
        return function(*arguments, **more, **({"tongue": view.tongue} if view else {}))

    return filtered


FILTERS: Mapping[str, Callable[..., Any]] = {
    "about": spoken(in_words),
    "clock": spoken(clock),
    "closure": spoken(closure),
    "day": spoken(day),
    "hours": spoken(hours),
    "iso": iso,
    "json_script": json_script,
    "minutes": minutes,
    "money": money,
    "month": spoken(month),
    "open_day": spoken(open_day),
    "phone_href": phone_href,
    "several": spoken(several),
    "short_month": spoken(short_month),
    "spell": spoken(spell),
    "typo": typo,
    "week": spoken(week),
}
