"""The kinds of page: their front matter as frozen types. The field docs are what editors show and docs/front-matter.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from typing import Any, Literal

from clinicsite.model.formats import Alias, Clock, File, Inline, Phone, Slug, State, Text, TimeZone, Url

CONFIG = {"extra": "forbid"}
Sky = Literal["evening", "night", "dawn", "morning", "noon", "late", "dusk"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


@dataclass(frozen=True, kw_only=True)
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
    """The day of the last medical review."""
    review_due: Date | None = None
    """The day the next one is due."""
    image: File | None = None
    """A picture or drawing for the head of the page."""
    image_alt: Text | None = None
    """What the picture shows, for people who do not see it."""
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
    sample: bool = False
    """true marks fictional content, which must not go live."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Anything your own templates need."""


@dataclass(frozen=True, kw_only=True)
class Article(Meta):
    """content/articles/<topic>/<name>.md"""

    stage: Slug | None = None
    """Which stage of its topic it belongs to, where the topic has stages."""
    audience: Literal["patient", "caregiver", "clinician"] = "patient"
    """Whom it speaks to."""
    about: tuple[Slug, ...] = ()
    """Conditions it is about: file names in content/conditions/."""
    sky: Sky = "dawn"
    """The hour whose light its head takes."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A part of a topic's timeline."""

    __pydantic_config__ = CONFIG

    id: Slug
    """What articles name in `stage`."""
    label: Text
    """As in `At the clinic`."""
    span: Text
    """The time it covers, as in `3½ hours`."""
    marks: int = 4
    """How many marks the line carries there, one for each unit of `span`."""
    sky: Sky = "dawn"
    """The hour whose colour it takes."""


@dataclass(frozen=True, kw_only=True)
class Topic(Meta):
    """content/articles/<topic>/index.md"""

    stages: tuple[Stage, ...] = ()
    """The topic's timeline, where it has one."""


@dataclass(frozen=True, kw_only=True)
class Section(Meta):
    """content/<kind>/index.md: the page that lists locations, people, treatments, conditions or articles."""


@dataclass(frozen=True, kw_only=True)
class Treatment(Meta):
    """content/treatments/<name>.md"""

    status: Inline
    """The regulatory status in one or two sentences: approved for what, off-label for what, controlled or not."""
    therapy: Text
    """The treatment's plain name, as in `Intravenous ketamine infusion`."""
    drug: Text | None = None
    """The drug's name, as in `Ketamine hydrochloride`."""
    conditions: tuple[Slug, ...] = ()
    """What it is given for here: file names in content/conditions/."""
    facts: tuple[Fact, ...] = ()
    """Short facts shown beside the text."""


@dataclass(frozen=True, kw_only=True)
class Condition(Meta):
    """content/conditions/<name>.md"""

    condition: Text
    """The condition's plain name, as in `Depression`."""
    medical_name: Text | None = None
    """Its medical name, as in `Major depressive disorder`."""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A term and what is true of it."""

    __pydantic_config__ = CONFIG

    term: Text
    text: Inline


@dataclass(frozen=True, kw_only=True)
class Person(Meta):
    """content/people/<name>.md: `title` is the person's name without credentials."""

    credentials: Text | None = None
    """Letters after the name, as in `MD`."""
    role: Text
    """As in `Medical director`."""
    certification: Text | None = None
    """The board and what it certifies, as in `Certified by the American Board of Anesthesiology`."""
    license_states: tuple[State, ...] = ()
    """States the person is licensed in."""
    languages: tuple[Text, ...] = ()
    """Languages spoken besides English."""
    days: Text | None = None
    """When the person works, as in `Monday to Thursday`."""
    meets: Text | None = None
    """When in a visit you meet them, as in `8:30 to noon`."""
    meets_text: Inline | None = None
    """What they do then, in a sentence or two."""

    @property
    def full_name(self) -> str:
        return f"{self.title}, {self.credentials}" if self.credentials else self.title


@dataclass(frozen=True, kw_only=True)
class Address:
    """A street address in the United States."""

    __pydantic_config__ = CONFIG

    street: Text
    suite: Text | None = None
    city: Text
    state: State
    postal_code: Text
    cross_street: Text | None = None
    """As in `on the corner of Alder and Fillmore Place`."""


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
class Day:
    """The hours of one weekday. No spans means closed."""

    __pydantic_config__ = CONFIG

    spans: tuple[Span, ...] = ()
    note: Text | None = None
    """As in `phone until 4 pm`."""
    weeks: tuple[Literal[1, 2, 3, 4, 5], ...] = ()
    """Only in these weeks of the month, as in [2] for every second Saturday of the month."""


@dataclass(frozen=True, kw_only=True)
class Closure:
    """Days on which the clinic is closed although the week says open."""

    __pydantic_config__ = CONFIG

    first: Date
    last: Date
    reason: Text
    """As in `Thanksgiving`."""


@dataclass(frozen=True, kw_only=True)
class Stop:
    """A point on the way from the street to the chair."""

    __pydantic_config__ = CONFIG

    at: Clock
    """Minutes and seconds from the curb, as in 1:30."""
    text: Text


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
class PlainPage(Meta):
    """content/pages/<name>.md"""

    layout: Literal["page", "faq", "about", "first-visit", "glossary", "contact", "notice"] = "page"
    """How the page is composed."""
    effective: Date | None = None
    """The day a legal notice takes effect."""


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A question about time, with a figure."""

    __pydantic_config__ = CONFIG

    question: Text
    figure: Text
    text: Inline


@dataclass(frozen=True, kw_only=True)
class Tide:
    """Help and harm at one time after an infusion."""

    __pydantic_config__ = CONFIG

    after: Text
    help: Inline
    harm: Inline


@dataclass(frozen=True, kw_only=True)
class Home(Meta):
    """content/pages/index.md"""

    layout: Literal["home"] = "home"
    hero: File | None = None
    """The drawing of the first screen."""
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


@dataclass(frozen=True, kw_only=True)
class Fee:
    """A line of the fee table."""

    __pydantic_config__ = CONFIG

    item: Text
    time: Text
    price: int
    """Whole US dollars."""
    includes: Inline


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
class Fees(Meta):
    """content/pages/fees.md"""

    layout: Literal["fees"] = "fees"
    checked: Date
    """The day the prices were last checked."""
    fees_note: Text | None = None
    fees: tuple[Fee, ...]
    estimate_title: Text
    estimate_lead: Text
    estimate: tuple[Step, ...]
    """The Good Faith Estimate's legal clock."""
    insurance_title: Text
    insurance: tuple[Fact, ...]


KINDS: dict[str, type[Meta]] = {
    "article": Article,
    "topic": Topic,
    "section": Section,
    "treatment": Treatment,
    "condition": Condition,
    "person": Person,
    "location": Place,
    "page": PlainPage,
    "home": Home,
    "fees": Fees,
}
