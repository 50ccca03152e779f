"""Fields of a form as templates draw them: ids, attributes and words, worked out from what the form declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Literal

from clinicsite.language.tongue import IN_ENGLISH, Tongue
from clinicsite.model.form import Field, Form, FormStep, Option
from clinicsite.model.frozen import frozen
from clinicsite.render.edge import marks, unit_of
from clinicsite.render.form_answers import TEN_DIGITS, Errors, Values, answers, limit_of, missing_words, wrong_words

Shape = Literal["box", "area", "choices", "tick", "fixed"]
SHAPES: Mapping[str, Shape] = {
    "text": "box", "tel": "box", "email": "box", "textarea": "area",
    "radio": "choices", "checkboxes": "choices", "locations": "choices", "checkbox": "tick",
}
Attributes = dict[str, str]


@frozen(slots=True)
class Choice:
    """A radio button or a checkbox with its words. `attributes` are those of its input element."""

    option: Option
    attributes: Attributes


@frozen(slots=True)
class Control:
    """A field with all that its template needs. `words` are the data attributes that the script reads."""

    field: Field
    id: str
    shape: Shape
    error: str
    words: Attributes
    attributes: Attributes
    choices: tuple[Choice, ...] = ()
    text: str = ""

    @property
    def role(self) -> str:
        return "group" if self.field.type == "checkboxes" else "radiogroup"


@frozen(slots=True)
class Step:
    """A group of fields on the edge. `blocks` keep consecutive ticks together, as one box."""

    step: FormStep
    number: int
    of: int
    marks: int
    figure: str
    blocks: tuple[tuple[Control, ...], ...]


def steps(form: Form, values: Values, errors: Errors, tongue: Tongue = IN_ENGLISH) -> tuple[Step, ...]:
    """The form's steps with what was typed and what is wrong. Its `locations` must have their options."""
    wrong = {error.name: error.message for error in errors}
    unit = unit_of(max((step.seconds for step in form.steps), default=0), (10, 20, 30, 60))
    return tuple(
        Step(
            step, number, len(form.steps), marks(step.seconds / unit), duration(step.seconds, tongue),
            _blocks([control(field, answers(values, field.name), wrong.get(field.name, ""), tongue) for field in step.fields]),
        )
        for number, step in enumerate(form.steps, 1)
    )


def _blocks(controls: Sequence[Control]) -> tuple[tuple[Control, ...], ...]:
    blocks: list[tuple[Control, ...]] = []
    for ticks, group in groupby(controls, lambda control: control.shape == "tick"):
        blocks += [tuple(group)] if ticks else [(one,) for one in group]
    return tuple(blocks)


def duration(seconds: int, tongue: Tongue = IN_ENGLISH) -> str:
    """10 -> `10 seconds`, 60 -> `1 minute`, 90 -> `1½ minutes`, 75 -> `1 minute 15`"""
    whole, rest = divmod(seconds, 60)
    if not whole:
        return tongue.ngettext("%(num)s second", "%(num)s seconds", seconds) % {"num": seconds}
    if rest == 30:
        return tongue.gettext("%(num)s½ minutes") % {"num": whole}
    said = tongue.ngettext("%(num)s minute", "%(num)s minutes", whole) % {"num": whole}
    return said + (f" {rest}" if rest else "")


def field_id(name: str) -> str:
    """The id of a field's first input, to which the error summary leads. The page's own ids never start like it."""
    return f"f-{name}"


def control(field: Field, given: Sequence[str], error: str, tongue: Tongue = IN_ENGLISH) -> Control:
    """A field as it is drawn with these answers."""
    shape = SHAPES[field.type]
    if field.type == "locations" and len(field.options) == 1:
        fixed = {"type": "hidden", "name": field.name, "value": field.options[0].value}
        return Control(field, field_id(field.name), "fixed", "", {}, fixed)
    draw = {"box": _box, "area": _area, "choices": _choices, "tick": _tick}[shape]
    return draw(field, shape, tuple(given), error, tongue)


def _box(field: Field, shape: Shape, given: tuple[str, ...], error: str, tongue: Tongue) -> Control:
    attributes = {"type": field.type} | _typed(field, error)
    if field.type in ("tel", "email"):
        attributes["inputmode"] = field.type
    if field.type == "tel":
        attributes |= {"pattern": TEN_DIGITS, "title": wrong_words(field, tongue)}
    if field.type == "email":
        attributes |= {"spellcheck": "false", "autocapitalize": "none"}
    if given:
        attributes["value"] = given[0]
    if field.short:
        attributes["class"] = "short"
    return Control(field, field_id(field.name), shape, error, _words(field, tongue), attributes)


def _area(field: Field, shape: Shape, given: tuple[str, ...], error: str, tongue: Tongue) -> Control:
    attributes = _typed(field, error) | {"rows": "3" if field.short else "6"}
    return Control(field, field_id(field.name), shape, error, _words(field, tongue), attributes, text=given[0] if given else "")


def _typed(field: Field, error: str) -> Attributes:
    attributes = {"id": field_id(field.name), "name": field.name}
    filled = field.autocomplete or {"tel": "tel", "email": "email"}.get(field.type)
    if filled:
        attributes["autocomplete"] = filled
    attributes["maxlength"] = str(limit_of(field))
    return attributes | _state(field, error) | {"aria-describedby": described(field)}


def _choices(field: Field, shape: Shape, given: tuple[str, ...], error: str, tongue: Tongue) -> Control:
    several = field.type == "checkboxes"
    group = {"aria-labelledby": f"{field_id(field.name)}-label", "aria-describedby": described(field)}
    if error and not several:
        group["aria-invalid"] = "true"
    choices = []
    for number, option in enumerate(field.options, 1):
        one = {"type": "checkbox" if several else "radio"}
        one["id"] = field_id(field.name) + (f"-{number}" if number > 1 else "")
        one |= {"name": field.name, "value": option.value}
        if option.value in given:
            one["checked"] = ""
        if field.required and not several:
            one["required"] = ""
        if error and several:
            one["aria-invalid"] = "true"
        choices.append(Choice(option, one))
    return Control(field, field_id(field.name), shape, error, _words(field, tongue), group, tuple(choices))


def _tick(field: Field, shape: Shape, given: tuple[str, ...], error: str, tongue: Tongue) -> Control:
    attributes = {"type": "checkbox", "id": field_id(field.name), "name": field.name, "value": "yes"}
    attributes |= _state(field, error) | {"aria-describedby": described(field)}
    if any(text.strip() for text in given):
        attributes["checked"] = ""
    return Control(field, field_id(field.name), shape, error, _words(field, tongue), attributes)


def _state(field: Field, error: str) -> Attributes:
    required = {"required": ""} if field.required else {}
    return required | ({"aria-invalid": "true"} if error else {})


def described(field: Field) -> str:
    """The ids of what describes a field: its hint, and the place of its error, which is empty until there is one."""
    base = field_id(field.name)
    return f"{base}-hint {base}-error" if field.hint else f"{base}-error"


def _words(field: Field, tongue: Tongue) -> Attributes:
    words = {"data-name": field.name}
    if field.required:
        words["data-missing"] = missing_words(field, tongue)
    if field.type in ("tel", "email"):
        words["data-wrong"] = wrong_words(field, tongue)
    return words
