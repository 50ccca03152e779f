"""The kinds of page: their front matter as frozen types. The field docs are what editors show and docs/front-matter.md."""

from __future__ import annotations

from datetime import date as Date
from typing import Literal

from clinicsite.model.evidence import Evidence
from clinicsite.model.fees import Fees
from clinicsite.model.formats import Inline, Name, Slug, State, Text
from clinicsite.model.frozen import frozen
from clinicsite.model.home import Home
from clinicsite.model.meta import CONFIG, Fact, Meta, Sky
from clinicsite.model.places import Place


@frozen(kw_only=True)
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
    handout: bool = False
    """Whether it prints as one sheet to take home: what to do, when to call, the numbers, and a code that leads to the page."""


@frozen(kw_only=True)
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


@frozen(kw_only=True)
class Topic(Meta):
    """content/articles/<topic>/index.md"""

    stages: tuple[Stage, ...] = ()
    """The topic's timeline, where it has one."""


@frozen(kw_only=True)
class Section(Meta):
    """content/<kind>/index.md: the page that lists locations, people, treatments, conditions or articles."""


@frozen(kw_only=True)
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


@frozen(kw_only=True)
class Condition(Meta):
    """content/conditions/<name>.md"""

    condition: Text
    """The condition's plain name, as in `Depression`."""
    medical_name: Text | None = None
    """Its medical name, as in `Major depressive disorder`."""
    also: tuple[Text, ...] = ()
    """Other names that pages use for it, as in `post-traumatic stress`."""
    evidence: Evidence | None = None
    """How good the evidence for the treatment is. Every condition page needs it."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by, the plain one first."""
        return tuple(dict.fromkeys(name for name in (self.condition, self.medical_name, *self.also) if name))


@frozen(kw_only=True)
class Person(Meta):
    """content/people/<name>.md: `title` is the person's name without credentials."""

    credentials: Name | None = None
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


Notice = Literal[
    "privacy-practices", "good-faith-estimate", "nondiscrimination", "consumer-health-data", "accessibility", "web-privacy"
]
"""The legal notices that a clinic may have to publish."""


@frozen(kw_only=True)
class PlainPage(Meta):
    """content/pages/<name>.md"""

    layout: Literal["page", "faq", "about", "first-visit", "glossary", "contact", "notice", "search"] = "page"
    """How the page is composed."""
    effective: Date | None = None
    """The day a legal notice takes effect."""
    notice: Notice | None = None
    """Which legal notice this page is. The ones that clinic.yaml's `profile` asks for have to be there."""


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
