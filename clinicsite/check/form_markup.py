"""A form as it stands in a page of HTML: its fields, what they ask, and whom it reaches."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from clinicsite.check.document import Element
from clinicsite.check.questions import BIRTH, EMAIL, TELEPHONE, asks_for_name, plain_words, refused, story
from clinicsite.model.frozen import frozen

FIELDS = frozenset({"input", "select", "textarea"})
SILENT = frozenset({"submit", "button", "image", "reset"})
TYPED = frozenset({"text", "tel", "email", "number", "search", "url", "date", "textarea", ""})
EMERGENCY = {"911": re.compile(r"(?<![\d-])9-?1-?1(?![\d-])"), "988": re.compile(r"(?<![\d-])988(?![\d-])")}
UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
NEWSLETTER = 3
"""The most fields of a form that only orders a newsletter: first name, last name and email."""


@frozen()
class FieldMarkup:
    """A field. `label` are the words of its label, `first` those of a select's first options."""

    element: Element
    attributes: Mapping[str, str]
    label: str
    is_labelled: bool
    first: str = ""

    @property
    def name(self) -> str:
        return self.attributes.get("name", "")

    @property
    def type(self) -> str:
        if self.element.tag != "input":
            return self.element.tag
        return self.attributes.get("type", "text").strip().lower() or "text"

    @property
    def is_seen(self) -> bool:
        """Whether a visitor can fill it in. Robots' fields are left out of the order of focus."""
        given = self.attributes
        if self.type == "hidden" or given.keys() & {"hidden", "readonly", "disabled"} or given.get("aria-hidden") == "true":
            return False
        return given.get("tabindex") != "-1" and not UNSEEN.search(given.get("style", ""))

    @property
    def called(self) -> str:
        """What a person would call it."""
        given = (self.label, *(self.attributes.get(key, "") for key in ("aria-label", "placeholder", "name", "id")))
        words = next((text for text in given if text.strip()), self.type)
        return " ".join(words.replace("`", "'").split())[:60].rstrip()

    @cached_property
    def words(self) -> str:
        """Everything that tells what it asks."""
        names = (self.attributes.get(key, "") for key in ("aria-label", "placeholder", "name", "id", "autocomplete"))
        return " | ".join(filter(None, (self.label.strip(), *map(plain_words, names), self.first)))[:1000]

    @cached_property
    def asks(self) -> Literal["email", "tel", "name", "birth", "refused", "health", ""]:
        """What it is for, as far as its words tell."""
        if BIRTH.search(self.words):
            return "birth"
        if refused(self.words):
            return "refused"
        if self.type == "email" or self.type in TYPED and EMAIL.search(self.words):
            return "email"
        if self.type == "tel" or self.type in TYPED and self.type != "textarea" and TELEPHONE.search(self.words):
            return "tel"
        if self.type in ("textarea", "text", "select") and story(self.words):
            return "health"
        return "name" if self.type in TYPED and self.type != "textarea" and asks_for_name(self.words) else ""


@frozen()
class FormMarkup:
    """A form, or the fields that stand outside of any, whose `element` is None. `warned` are the numbers for emergencies
    that stand before its first field; `buttons` what sends it; `text` all its words."""

    element: Element | None
    attributes: Mapping[str, str]
    fields: tuple[FieldMarkup, ...]
    buttons: tuple[tuple[Element, Mapping[str, str]], ...]
    warned: frozenset[str]
    text: str

    @property
    def anchor(self) -> Element:
        """Where to point."""
        return self.element or self.fields[0].element

    @cached_property
    def seen(self) -> tuple[FieldMarkup, ...]:
        return tuple(f for f in self.fields if f.is_seen)

    @cached_property
    def is_personal(self) -> bool:
        """Whether it takes something about a person. A search or a login does not, as far as these rules go."""
        types = {f.type for f in self.seen}
        if "password" in types or "search" in types or self.attributes.get("role") == "search":
            return False
        return any(f.asks or f.type == "textarea" for f in self.seen)

    @cached_property
    def is_comment(self) -> bool:
        """Whether it publishes what is typed under an article."""
        said = " ".join(self.attributes.get(name, "") for name in ("id", "class", "action"))
        return bool(re.search(r"wp-comments-post|\bcomment-?form\b|\bcommentform\b|/comments?/(?:post|add)", said, re.I))

    @cached_property
    def reaches_clinic(self) -> bool:
        """Whether people would write to the clinic with it, or ask to be called, rather than order a newsletter."""
        if not self.is_personal or self.is_comment:
            return False
        asked = {f.asks for f in self.seen}
        return bool(asked & {"tel", "health"} or "textarea" in {f.type for f in self.seen} or len(self.seen) > NEWSLETTER)
