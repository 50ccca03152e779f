"""What people answer in a form, and the words for what is missing or cannot be right.

The page carries the same words in `data-missing`, `data-wrong` and `data-any`, so that the browser and the receiving
side never disagree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from clinicsite.language.tongue import IN_ENGLISH, Tongue
from clinicsite.model.form import Field, Form, Option
from clinicsite.model.frozen import frozen
from clinicsite.model.page import Page
from clinicsite.model.places import Place

Values = Mapping[str, Sequence[str]]
"""Answers as they were typed, by the names of the fields. A field of several choices has several."""

LIMITS = {"text": 150, "tel": 60, "email": 254, "textarea": 2000}
"""The most characters of each type where the form says nothing. 254 is the longest address mail can have (RFC 5321)."""

TEN_DIGITS = r"(\D*\d){10,}\D*"
"""A phone number as people type it, as a browser's `pattern`."""

MOST_SHOWN = 80
"""A longer label is cut in a message."""


@frozen(slots=True)
class FieldError:
    """What is wrong with one field. `name` is empty when it is about the form as a whole."""

    name: str
    message: str


Errors = tuple[FieldError, ...]


def with_locations(form: Form, places: Iterable[Page]) -> Form:
    """The form with the clinics as options of its `locations` fields."""
    options = tuple(_option(page) for page in places)
    steps = tuple(
        replace(step, fields=tuple(replace(f, options=options) if f.type == "locations" else f for f in step.fields))
        for step in form.steps
    )
    return replace(form, steps=steps)


def _option(page: Page) -> Option:
    meta = page.meta
    return Option(value=page.name, label=meta.name, note=meta.calls) if isinstance(meta, Place) else Option(
        value=page.name, label=page.title
    )


def validate(form: Form, values: Values, tongue: Tongue = IN_ENGLISH) -> Errors:
    """What is wrong with the answers, in the order of the fields. Nothing is changed; phones and names count as typed.

    A `locations` field accepts the options that `with_locations` gave it.
    """
    found = ((field, wording(field, answers(values, field.name), tongue)) for field in form.fields)
    return tuple(FieldError(field.name, words) for field, words in found if words)


def answers(values: Values, name: str) -> tuple[str, ...]:
    """What was typed into a field, with the line ends that browsers send made plain."""
    return tuple(text.replace("\r\n", "\n") for text in values.get(name, ()))


def wording(field: Field, given: Sequence[str], tongue: Tongue = IN_ENGLISH) -> str:
    """What is wrong with the answers to one field, or nothing."""
    filled = [text for text in given if text.strip()]
    if not filled:
        return missing_words(field, tongue) if field.required else ""
    if any(len(text) > limit_of(field) for text in filled):
        return long_words(field, tongue)
    if field.type == "tel" and not is_phone(filled[0]) or field.type == "email" and not is_email(filled[0]):
        return wrong_words(field, tongue)
    if field.options and any(text not in {option.value for option in field.options} for text in filled):
        return wrong_words(field, tongue)
    return ""


def is_phone(text: str) -> bool:
    """Whether it holds at least ten digits, whatever stands between them."""
    return len(re.findall(r"[0-9]", text)) >= 10


def is_email(text: str) -> bool:
    """Whether something stands on both sides of one `@`. Browsers are not stricter about what counts."""
    return bool(re.fullmatch(r"\s*[^@\s]+@[^@\s]+\s*", text))


def limit_of(field: Field) -> int:
    """The most characters a field takes; of choices, far more than any option has."""
    return field.limit if field.limit is not None else LIMITS.get(field.type, 1000)


def missing_words(field: Field, tongue: Tongue = IN_ENGLISH) -> str:
    """What the error says when nothing was answered."""
    if field.missing:
        return field.missing
    if field.type == "checkbox":
        return tongue.gettext("Tick %(field)s to go on.") % {"field": _quoted(field)}
    if field.type == "checkboxes":
        return tongue.gettext("Tick at least one under %(field)s.") % {"field": _quoted(field)}
    if field.type in ("radio", "locations"):
        return tongue.gettext("Choose an answer to %(field)s.") % {"field": _quoted(field)}
    return tongue.gettext("Fill in %(field)s.") % {"field": _quoted(field)}


def wrong_words(field: Field, tongue: Tongue = IN_ENGLISH) -> str:
    """What the error says when the answer cannot be right."""
    if field.wrong:
        return field.wrong
    if field.type == "tel":
        return tongue.gettext("Write the phone number with all ten digits, as in 719-555-0142.")
    if field.type == "email":
        return tongue.gettext("Write the whole email address, as in name@example.com.")
    return tongue.gettext("Choose from the answers under %(field)s.") % {"field": _quoted(field)}


def long_words(field: Field, tongue: Tongue = IN_ENGLISH) -> str:
    """What the error says when the answer is longer than the field takes."""
    if field.wrong and field.type in ("text", "textarea"):
        return field.wrong
    written = tongue.gettext("Write at most %(limit)s characters under %(field)s.")
    return written % {"limit": f"{limit_of(field):,}", "field": _quoted(field)}


def _quoted(field: Field) -> str:
    label = field.label if len(field.label) <= MOST_SHOWN else field.label[: MOST_SHOWN - 1].rstrip() + "…"
    return f"“{label}”"
