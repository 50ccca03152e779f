"""The keys that every page may have, and the parts that several kinds share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date as Date
from typing import Any, Literal

from clinicsite.model.formats import Alias, File, Focus, Inline, Slug, Stamp, Text
from clinicsite.model.frozen import frozen

CONFIG = {"extra": "forbid"}
Sky = Literal["evening", "night", "dawn", "morning", "noon", "late", "dusk"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


@frozen(kw_only=True)
class Waiver:
    """A finding of the claims desk that somebody answers for, for a while."""

    __pydantic_config__ = CONFIG

    rule: Text
    """The code of the rule, as in `EFF-03`."""
    reason: Text
    """Why the words may stand."""
    by: Slug
    """Who answers for it: a file name in content/people/."""
    until: Date
    """The last day it holds."""
    words: Text | None = None
    """Only findings whose words hold these."""


@frozen(kw_only=True)
class Meta:
    """The keys that every page may have."""

    __pydantic_config__ = CONFIG

    title: Text
    """The page's one H1, best as the reader's question."""
    description: Text
    """One or two sentences for search results and link previews. At most 160 characters show."""
    summary: Inline | None = None
    """The paragraph under the title, in plain words. The description stands in where it is missing."""
    date: Date | None = None
    """The day it was first published, as 2026-11-03."""
    updated: Date | None = None
    """The day its meaning last changed."""
    publish: Date | None = None
    """Not before this day."""
    expires: Date | None = None
    """Not from this day on."""
    draft: bool = False
    """true keeps the page out of the site, its lists and feeds."""
    slug: Slug | None = None
    """The last part of the address, where it is not the file's name."""
    aliases: tuple[Alias, ...] = ()
    """Old addresses that lead here."""
    topic: Slug | None = None
    """The topic an article belongs to, where it is not its folder."""
    tags: tuple[Slug, ...] = ()
    """What else it is about; related articles share them."""
    authors: tuple[Slug, ...] = ()
    """Who wrote it: file names in content/people/."""
    reviewed_by: Slug | None = None
    """The clinician who reviewed it: a file name in content/people/."""
    reviewed: Date | None = None
    """The day of the last medical review. `clinicsite review` writes it."""
    review_due: Date | None = None
    """The day the next one is due. `clinicsite review` writes it."""
    reviewed_words: Stamp | None = None
    """The stamp of the words that were reviewed. `clinicsite review` writes it, never you."""
    image: File | None = None
    """A picture or drawing for the head of the page."""
    image_alt: Text | None = None
    """What the picture shows, for people who do not see it."""
    image_decorative: bool = False
    """true says that the picture tells nothing, so that no words stand in for it."""
    image_focus: Focus | None = None
    """What stays in sight where a photo is cropped: how far from the left and from the top, as `60% 30%`."""
    locations: tuple[Slug, ...] = ()
    """The clinics it speaks of: file names in content/locations/. None means all."""
    treatments: tuple[Slug, ...] = ()
    """The treatments it names; the first one's status line stands under the summary."""
    series: Slug | None = None
    """A patient's path it belongs to. Its pages follow each other by weight."""
    weight: int = 0
    """The order in lists and series, smallest first."""
    noindex: bool = False
    """true asks search engines to leave it out."""
    next_step: bool = True
    """false leaves out the request for an appointment, as on a page for people in a crisis."""
    waivers: tuple[Waiver, ...] = ()
    """Findings of the claims desk that may stand for a while, each with its reason."""
    sample: bool = False
    """true marks fictional content, which must not go live."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Anything your own templates need."""


@frozen(kw_only=True)
class Fact:
    """A term and what is true of it."""

    __pydantic_config__ = CONFIG

    term: Text
    text: Inline


@frozen(kw_only=True)
class Step:
    """A step on a timeline: a figure, its unit, and what happens."""

    __pydantic_config__ = CONFIG

    figure: Text
    """As in `+3`."""
    unit: Text
    """As in `working days, if you ask`."""
    marks: int = 1
    sky: Sky = "dawn"
    title: Text
    text: Inline
