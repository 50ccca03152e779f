"""What a script needs to say whether a location is open now: its time zone, its week and its closures, with every word that it
may say. Nothing is reckoned here, because the build does not know when the page is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from clinicsite.model.page import Page
from clinicsite.model.places import Place, Span
from clinicsite.render.filters import CLOSED, WEEK, clock, json_script

if TYPE_CHECKING:
    from clinicsite.language.tongue import Tongue
    from clinicsite.render.view import View


def open_now(view: View, page: Page) -> Mapping[str, Any]:
    """Whether a location is open at this moment, said only where a script runs; nothing where it is never open."""
    place: Place = page.meta  # type: ignore[assignment]
    if not any(day.spans for day in place.hours.values()):
        return {"facts": None}
    return {"facts": Markup(json_script(opening(place, view.tongue)).replace("'", "\\u0027"))}


def opening(place: Place, tongue: Tongue) -> dict[str, Any]:
    """The hours as data. `week` has the stretches of each day from Monday on: start and end in minutes after midnight, and the words
    for both. `weeks` names the weeks of the month in which a day counts, where not all do; `closed` the first and last days of closures."""
    days = [place.hours.get(name, CLOSED) for name in WEEK]
    gettext = tongue.gettext
    return {
        "zone": place.timezone,
        "week": [[_stretch(span, tongue) for span in day.spans] for day in days],
        "weeks": [list(day.weeks) for day in days],
        "closed": [[closure.first.isoformat(), closure.last.isoformat()] for closure in place.closures],
        "days": [tongue.pgettext("opens on", "on %(day)s").replace("%(day)s", name) for name in tongue.weekdays],
        "today": gettext("today"),
        "tomorrow": gettext("tomorrow"),
        "open": gettext("Open now. Closes {time}."),
        "shut": gettext("Closed now."),
        "opens": gettext("Closed now. Opens {day} {time}."),
    }


def _stretch(span: Span, tongue: Tongue) -> list[int | str]:
    start, end = span.minutes
    return [start, end, at(span.opens, tongue), at(span.closes, tongue)]


def at(time: str, tongue: Tongue) -> str:
    """A time of day as something happens then: `at 8 am`, `at noon`; `a las 8 a. m.`, `a la 1 p. m.`, `al mediodía`."""
    hour, _, minutes = time.partition(":")
    if int(minutes) == 0 and int(hour) in (0, 12, 24):
        return tongue.gettext("at noon") if int(hour) == 12 else tongue.gettext("at midnight")
    said = {"time": clock(time, tongue)}
    if int(hour) in (1, 13):
        return tongue.pgettext("one o'clock", "at %(time)s") % said
    return tongue.gettext("at %(time)s") % said
