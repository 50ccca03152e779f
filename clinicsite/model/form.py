"""A form as content/forms/<name>.yaml declares it."""

from __future__ import annotations

from typing import Literal

from clinicsite.model.formats import Alias, Inline, Name, Slug, Text
from clinicsite.model.frozen import frozen
from clinicsite.model.meta import CONFIG, Sky, Step


@frozen(kw_only=True)
class Option:
    """A choice of a field."""

    __pydantic_config__ = CONFIG

    value: Name
    label: Text
    note: Text | None = None
    sky: Sky | None = None


@frozen(kw_only=True)
class Field:
    """A field of a form."""

    __pydantic_config__ = CONFIG

    name: Slug
    """The name the request is kept under."""
    label: Text
    type: Literal["text", "tel", "email", "textarea", "radio", "checkbox", "checkboxes", "locations"]
    """`checkboxes` is one or more of `options`; `locations` offers the clinics."""
    hint: Inline | None = None
    required: bool = True
    """false shows `(optional)`."""
    options: tuple[Option, ...] = ()
    row: bool = False
    """true lays options side by side on wide screens."""
    short: bool = False
    """true draws a short box."""
    autocomplete: Name | None = None
    """What browsers may fill in, as in `name`, `tel` or `email`."""
    health: bool = False
    """true marks a field that asks about health."""
    limit: int | None = None
    """The most characters it takes."""
    missing: Text | None = None
    """What the error says when it is empty, as in `Write your full name.`"""
    wrong: Text | None = None
    """What it says when it cannot be right."""


@frozen(kw_only=True)
class FormStep:
    """A group of fields."""

    __pydantic_config__ = CONFIG

    legend: Text
    seconds: int
    """How long it takes, as timed with people."""
    sky: Sky = "dawn"
    why: Inline
    """Why we ask."""
    fields: tuple[Field, ...]


@frozen(kw_only=True)
class Thanks:
    """The page after sending: who will call, from which number, by when."""

    __pydantic_config__ = CONFIG

    title: Text
    description: Text
    slug: Slug = "thank-you"
    """The last part of its address, under that of the form."""
    text: Inline
    steps: tuple[Step, ...] = ()


@frozen(kw_only=True)
class Form:
    """content/forms/<name>.yaml"""

    __pydantic_config__ = CONFIG

    title: Text
    description: Text
    summary: Inline
    slug: Slug | None = None
    aliases: tuple[Alias, ...] = ()
    draft: bool = False
    sample: bool = False
    """true marks fictional content, which must not go live."""
    emergency_title: Text
    emergency_text: Inline
    steps: tuple[FormStep, ...]
    submit: Text
    """The words of the button."""
    after_title: Text
    after: tuple[Step, ...] = ()
    """What happens after sending."""
    thanks: Thanks

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(f for step in self.steps for f in step.fields)
