"""The forms of a page of HTML: their fields, the words that label them, and what stands before the first field.

`read_document` knows start tags only. Labels, nested forms and the words before a field need end tags and text, so a page
that has fields is gone through once more, in one pass that looks at nothing twice, whatever is left open. `html.parser`
would not do: it takes seconds for what is never closed, and knows no forms.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

from clinicsite.check.document import COMMENT, RAW, START, Document, Element
from clinicsite.check.form_markup import EMERGENCY, FIELDS, SILENT, FieldMarkup, FormMarkup

TOKEN = re.compile(rf"{COMMENT}|{RAW}|{START}|</([a-zA-Z][^\s/>]*+)[^>]*+(?:>|\Z)", re.S | re.I)
LONGEST_LABEL = 12
"""After so many pieces of text, a label has been left open."""


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
        self.warned |= {number for number, pattern in EMERGENCY.items() if pattern.search(text)}
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
                if name := self.open.attributes.get("id"):
                    self.by_id.setdefault(name, self.open)
        elif element.tag == "label":
            self.label, self.select = _Label(element.attributes.get("for", "")), None
            self.labels.append(self.label)
        elif element.tag in FIELDS:
            self._field(element)
        elif element.tag == "button":
            (self.open or self.loose).buttons.append((element, element.attributes))
        elif element.tag == "main" and not self.in_main:
            self.in_main, self.warned = True, frozenset()

    def _field(self, element: Element) -> None:
        attributes = element.attributes
        form = self.by_id.get(attributes.get("form", "")) or self.open or self.loose
        if element.tag == "input" and attributes.get("type", "").strip().lower() in SILENT:
            form.buttons.append((element, attributes))
            return
        number = len(self.fields)
        self.fields.append((element, attributes))
        form.fields.append(number)
        if self.label:
            self.label.holds.append(number)
        self.select = number if element.tag == "select" else None
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
