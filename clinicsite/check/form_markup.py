"""The forms of a page of HTML: their fields, the words that label them, and what stands before the first field.

`read_document` knows start tags only. Labels, nested forms and the words before a field need end tags and text, so a page
that has fields is gone through once more, in one pass that looks at nothing twice, whatever is left open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from html import unescape
from typing import Literal

from clinicsite.check.document import COMMENT, RAW, START, Document, Element
from clinicsite.check.questions import BIRTH, EMAIL, TELEPHONE, asks_for_name, plain_words, refused, story

TOKEN = re.compile(rf"{COMMENT}|{RAW}|{START}|</([a-zA-Z][^\s/>]*+)[^>]*+(?:>|\Z)", re.S | re.I)
FIELDS = frozenset({"input", "select", "textarea"})
SILENT = frozenset({"submit", "button", "image", "reset"})
TYPED = frozenset({"text", "tel", "email", "number", "search", "url", "date", "textarea", ""})
EMERGENCY = {"911": re.compile(r"(?<![\d-])9-?1-?1(?![\d-])"), "988": re.compile(r"(?<![\d-])988(?![\d-])")}
UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
NEWSLETTER = 3
"""The most fields of a form that only orders a newsletter: first name, last name and email."""

LONGEST_LABEL = 12
"""After so many pieces of text, a label has been left open."""


@dataclass(frozen=True)
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
        hidden = self.type == "hidden" or "hidden" in self.attributes or self.attributes.get("aria-hidden") == "true"
        return not hidden and self.attributes.get("tabindex") != "-1" and not UNSEEN.search(self.attributes.get("style", ""))

    @property
    def called(self) -> str:
        """What a person would call it."""
        given = (self.label, self.attributes.get("aria-label"), self.attributes.get("placeholder"), self.name, self.attributes.get("id"))
        return " ".join(next((text for text in given if text), self.type).replace("`", "'").split())[:60]

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


@dataclass(frozen=True)
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


@dataclass
class _Label:
    target: str
    pieces: list[str] = field(default_factory=list)
    holds: list[int] = field(default_factory=list)


@dataclass
class _Form:
    element: Element | None
    attributes: Mapping[str, str]
    fields: list[int] = field(default_factory=list)
    buttons: list[tuple[Element, Mapping[str, str]]] = field(default_factory=list)
    warned: frozenset[str] = frozenset()
    pieces: list[str] = field(default_factory=list)
    has_begun: bool = False


def read_forms(page: Document) -> tuple[FormMarkup, ...]:
    """The forms of a page, in order; fields outside of any come last. A form within a form is part of the outer one."""
    if not any(page.by_tag.get(tag) for tag in FIELDS):
        return ()
    return _read(page.html)


@lru_cache(maxsize=4)
def _read(html: str) -> tuple[FormMarkup, ...]:
    return _Reading(html).read()


class _Reading:
    def __init__(self, html: str) -> None:
        self.html = html
        self.forms: list[_Form] = []
        self.loose = _Form(None, {})
        self.open: _Form | None = None
        self.label: _Label | None = None
        self.labels: list[_Label] = []
        self.fields: list[tuple[Element, Mapping[str, str]]] = []
        self.options: dict[int, list[str]] = {}
        self.select: int | None = None
        self.warned: frozenset[str] = frozenset()
        self.in_main = False
        self.by_id: dict[str, _Form] = {}

    def read(self) -> tuple[FormMarkup, ...]:
        at = 0
        for match in TOKEN.finditer(self.html):
            if match.start() > at:
                self._text(self.html[at : match.start()])
            raw_tag, raw, tag, attributes, end_tag = match.groups()
            if end_tag:
                self._end(end_tag.lower())
            elif name := (raw_tag or tag or "").lower():
                self._start(Element(name, raw if raw_tag else attributes, match.start(), match.end()))
            at = match.end()
        self._text(self.html[at:])
        return self._result()

    def _text(self, text: str) -> None:
        if not text.strip():
            return
        text = unescape(text)
        self.warned |= {number for number, pattern in EMERGENCY.items() if number in text.replace("-", "") and pattern.search(text)}
        if self.select is not None:
            if len(self.options.setdefault(self.select, [])) < 2:
                self.options[self.select].append(text)
            return
        if self.label and len(self.label.pieces) < LONGEST_LABEL:
            self.label.pieces.append(text)
        if self.open:
            self.open.pieces.append(text)

    def _start(self, element: Element) -> None:
        if element.tag == "form":
            if self.open is None:
                self.open = _Form(element, element.attributes)
                self.forms.append(self.open)
                self.by_id.setdefault(self.open.attributes.get("id", ""), self.open)
        elif element.tag == "label":
            self.label = _Label(element.attributes.get("for", ""))
            self.labels.append(self.label)
        elif element.tag in FIELDS:
            self._field(element)
        elif element.tag == "button":
            (self.open or self.loose).buttons.append((element, element.attributes))
        elif element.tag == "main" and not self.in_main:
            self.in_main, self.warned = True, frozenset()

    def _field(self, element: Element) -> None:
        attributes = element.attributes
        form = self.by_id.get(attributes.get("form", "?")) or self.open or self.loose
        if element.tag == "input" and attributes.get("type", "").strip().lower() in SILENT:
            form.buttons.append((element, attributes))
            return
        number = len(self.fields)
        self.fields.append((element, attributes))
        form.fields.append(number)
        if self.label:
            self.label.holds.append(number)
        if element.tag == "select":
            self.select = number
        if not form.has_begun and FieldMarkup(element, attributes, "", False).is_seen:
            form.has_begun, form.warned = True, self.warned

    def _end(self, tag: str) -> None:
        if tag == "form":
            self.open, self.label, self.select = None, None, None
        elif tag == "label":
            self.label = None
        elif tag == "select":
            self.select = None
        elif tag == "nav" and not self.in_main:
            self.warned = frozenset()

    def _result(self) -> tuple[FormMarkup, ...]:
        words: dict[int, list[str]] = {}
        targets: dict[str, list[str]] = {}
        for label in self.labels:
            if label.target:
                targets.setdefault(label.target, label.pieces)
            for number in label.holds[:1]:
                words.setdefault(number, []).extend(label.pieces)
        made = [self._made(n, element, attributes, words, targets) for n, (element, attributes) in enumerate(self.fields)]
        loose = [self.loose] if self.loose.fields else []
        return tuple(
            FormMarkup(
                form.element, form.attributes, tuple(made[n] for n in form.fields), tuple(form.buttons), form.warned,
                " ".join(" ".join(form.pieces).split()),
            )
            for form in (*self.forms, *loose)
        )

    def _made(
        self, number: int, element: Element, attributes: Mapping[str, str],
        words: Mapping[int, list[str]], targets: Mapping[str, list[str]],
    ) -> FieldMarkup:  # fmt: skip
        pieces = [*targets.get(attributes.get("id", ""), ()), *words.get(number, ())]
        label = " ".join(" ".join(pieces).split())
        spoken = any(attributes.get(key, "").strip() for key in ("aria-label", "aria-labelledby", "title"))
        first = " ".join(" ".join(self.options.get(number, ())).split())
        return FieldMarkup(element, attributes, label, bool(label) or spoken, first)
