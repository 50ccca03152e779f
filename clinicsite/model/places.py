"""A location: address, hours and the way from the street to the chair."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from typing import Literal

from clinicsite.model.formats import Clock, Name, Phone, State, Text, TimeZone, Url
from clinicsite.model.frozen import frozen
from clinicsite.model.meta import CONFIG, Fact, Meta, Weekday


@frozen(kw_only=True)
class Address:
    """A street address in the United States."""

    __pydantic_config__ = CONFIG

    street: Name
    suite: Name | None = None
    city: Name
    state: State
    postal_code: Name
    cross_street: Text | None = None
    """As in `on the corner of Alder and Fillmore Place`."""


@frozen(kw_only=True)
class Span:
    """A stretch of one day, from `opens` to `closes`."""

    __pydantic_config__ = CONFIG

    opens: Clock
    closes: Clock

    @property
    def minutes(self) -> tuple[int, int]:
        """Minutes after midnight at which it starts and ends."""
        return _minutes(self.opens), _minutes(self.closes)


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)


@frozen(kw_only=True)
class Day:
    """The hours of one weekday. No spans means closed."""

    __pydantic_config__ = CONFIG

    spans: tuple[Span, ...] = ()
    note: Text | None = None
    """As in `phone until 4 pm`."""
    weeks: tuple[Literal[1, 2, 3, 4, 5], ...] = ()
    """Only in these weeks of the month, as in [2] for every second Saturday of the month."""


@frozen(kw_only=True)
class Closure:
    """Days on which the clinic is closed although the week says open."""

    __pydantic_config__ = CONFIG

    first: Date
    last: Date
    reason: Text
    """As in `Thanksgiving`."""


@frozen(kw_only=True)
class Stop:
    """A point on the way from the street to the chair."""

    __pydantic_config__ = CONFIG

    at: Clock
    """Minutes and seconds from the curb, as in 1:30."""
    text: Text


@frozen(kw_only=True)
class Place(Meta):
    """content/locations/<name>.md: one record feeds page, footer, forms, structured data and links."""

    name: Text
    """How the location is called in lists, as in `Columbia, Maryland`."""
    address: Address
    phone: Phone
    fax: Phone | None = None
    """For referrals."""
    timezone: TimeZone
    timezone_name: Text
    """As in `Mountain time`."""
    hours: Mapping[Weekday, Day]
    """Each weekday's hours, as in `monday: 8:00-17:00`, `saturday: closed`, or `{hours: 9:00-13:00, weeks: [2]}`."""
    closures: tuple[Closure, ...] = ()
    """Holidays. They leave the page once they are past."""
    calls: Text
    """When the front desk calls back, as in `Calls Monday to Friday`."""
    reply: Text
    """How long a reply takes, as in `A nurse calls back by 5 pm on the next working day.`"""
    map_url: Url | None = None
    """A map, linked and never embedded."""
    scheduling_url: Url | None = None
    """Online scheduling, as a plain link."""
    walk_title: Text | None = None
    """As in `From the curb to the chair: two minutes, no steps`."""
    walk: tuple[Stop, ...] = ()
    """The way from the street to the chair."""
    facts: tuple[Fact, ...] = ()
    """Parking, transit, entrance, lift, restroom, interpreters, where a ride home waits."""
