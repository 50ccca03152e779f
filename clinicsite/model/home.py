"""The home page: the day to scale, hour by hour, and help and harm on one clock."""

from __future__ import annotations

from typing import Literal

from clinicsite.model.formats import Clock, File, Inline, Slug, Text
from clinicsite.model.frozen import frozen
from clinicsite.model.meta import CONFIG, Meta, Sky


@frozen(kw_only=True)
class Moment:
    """An hour of the day on the home page."""

    __pydantic_config__ = CONFIG

    at: Clock
    """The time it starts, in 24 hours."""
    note: Text | None = None
    """After the time, as in `the night before`."""
    marks: int
    """How many marks the line carries until the next moment."""
    sky: Sky
    title: Text
    text: Inline
    more: Inline | None = None
    """A second paragraph."""
    link: Text | None = None
    """The words of a link."""
    to: File | None = None
    """The page it leads to."""
    drawing: File | None = None
    """A drawing that stands on the next line."""
    deep: bool = False
    """true gives it more room."""


@frozen(kw_only=True)
class Hours:
    """A cell of the to-scale day at the top of the home page."""

    __pydantic_config__ = CONFIG

    hours: int
    """How many hours it spans."""
    sky: Sky
    label: Text | None = None
    """As in `8 pm`; words between asterisks show on wide screens only."""
    drip: bool = False
    """true draws the 40-minute drip into it."""


@frozen(kw_only=True)
class Answer:
    """A question about time, with a figure."""

    __pydantic_config__ = CONFIG

    question: Text
    figure: Text
    text: Inline


@frozen(kw_only=True)
class Tide:
    """Help and harm at one time after an infusion."""

    __pydantic_config__ = CONFIG

    after: Text
    help: Inline
    harm: Inline


@frozen(kw_only=True)
class Home(Meta):
    """content/pages/index.md"""

    layout: Literal["home"] = "home"
    hero: File | None = None
    """The drawing or photo of the first screen."""
    scale: tuple[Hours, ...] = ()
    """The whole day, to scale."""
    scale_label: Text | None = None
    """The same for people who do not see it."""
    answers: tuple[Answer, ...] = ()
    day_title: Text | None = None
    day_note: Text | None = None
    day: tuple[Moment, ...] = ()
    tide_title: Text | None = None
    tide_lead: Text | None = None
    tide_note: Inline | None = None
    tide: tuple[Tide, ...] = ()
    people_title: Text | None = None
    people: tuple[Slug, ...] = ()
