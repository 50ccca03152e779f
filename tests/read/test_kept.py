"""What was read once is not parsed again, and is the same as if it had been."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.model.page import Body, Page, Source
from clinicsite.read.bibliography import read_bibliography
from clinicsite.read.files import read_files
from clinicsite.read.kept import BODY, FACTS, FRONT, KeptReader
from clinicsite.read.pages import read_page
from clinicsite.read.pins import read_pins
from clinicsite.read.records import read_clinic, read_form, read_glossary
from clinicsite.read.translations import (
    read_translated_clinic,
    read_translated_form,
    read_translated_glossary,
    read_translated_page,
)

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = [
    source for folder in ("content", "clinicsite/starter/content") for source in read_files(ROOT / folder).sources
    if source.path.endswith(".md") and not source.path.startswith("es/")
]
FACTS_FILES = {source.path: source for source in read_files(ROOT / "content").sources}
PAGE = """---
title: Driving home
description: When it is safe to drive.
date: 2026-11-03
tags: [car]
waivers:
  - rule: EFF-03
    reason: It quotes a label.
    by: ana
    until: 2026-12-01
extra:
  days: [2026-11-04, {some: [1, 2.5, null]}]
---

Ask somebody to drive.[@label]

## The next day

See [the fees](../../pages/fees.md).
"""


class Texts:
    """Keeps texts in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, str]] = {FRONT: {}, BODY: {}, FACTS: {}}

    def text(self, kind: str, name: str) -> str | None:
        return self.kept[kind].get(name)

    def texts(self, kind: str) -> Mapping[str, str]:
        return self.kept[kind]

    def keep_text(self, kind: str, name: str, text: str) -> None:
        self.kept[kind][name] = text


@pytest.fixture
def texts() -> Texts:
    return Texts()


def article(text: str = PAGE, digest: str = "a1") -> Source:
    return Source("articles/aftercare/driving.md", text, digest)


def page_of(texts: Texts, source: Source) -> Page:
    page, problems = KeptReader(texts).page(source)
    assert page is not None, problems
    return page


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.path)
def test_a_kept_page_is_the_page_that_was_read(source: Source, texts: Texts) -> None:
    assert page_of(texts, source) == page_of(texts, source) == read_page(source)[0]
    assert repr(page_of(texts, source).meta) == repr(page_of(texts, source).meta)


def test_dates_lists_and_nested_values_come_back_as_they_were(texts: Texts) -> None:
    first, again = page_of(texts, article()), page_of(texts, article())
    assert repr(again.meta) == repr(first.meta)
    assert again.meta.extra == {"days": [date(2026, 11, 4), {"some": [1, 2.5, None]}]}
    assert again.meta.waivers[0].until == date(2026, 12, 1)
    assert again.places == first.places


def test_a_page_that_is_kept_is_not_parsed_again(texts: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    page_of(texts, article())
    monkeypatch.setattr("clinicsite.read.kept.read_page", None)
    again = page_of(texts, article())
    assert again.meta.title == "Driving home"
    assert [link.target for link in again.body.links] == ["../../pages/fees.md"]
    assert again.body.citations[0].keys == ("label",)


def test_an_edited_page_is_read_anew(texts: Texts) -> None:
    page_of(texts, article())
    edited = page_of(texts, article(PAGE.replace("Driving home", "Driving back"), "b2"))
    assert edited.title == "Driving back"
    assert page_of(texts, article(PAGE.replace("Driving home", "Driving back"), "b2")) == edited


def test_a_page_with_something_wrong_in_it_is_told_of_each_time(texts: Texts) -> None:
    wrong = article(PAGE.replace("tags: [car]", "tagz: [car]"))
    for _ in range(2):
        page, problems = KeptReader(texts).page(wrong)
        assert page is None
        assert [problem.code for problem in problems] == ["KEY001"]


@pytest.mark.parametrize("damage", ['["a1"', '["a1",{}]', '["a1","b",4,5,[],"x","article","/x/","x","kinds Nobody",{},{},[]]', '["a1",1,2,3,4,5,6,7,8,9,10,11,12]'])
def test_a_damaged_text_is_as_good_as_none(texts: Texts, damage: str) -> None:
    first = page_of(texts, article())
    texts.kept[FRONT]["articles/aftercare/driving.md"] = damage
    assert page_of(texts, article()) == first


def test_a_damaged_body_is_scanned_again(texts: Texts) -> None:
    first = page_of(texts, article())
    texts.kept[BODY].clear()
    assert page_of(texts, article()).body == first.body
    texts.kept[BODY]["articles/aftercare/driving.md"] = '["a1",4]'
    assert page_of(texts, article()).body == first.body


def test_only_types_of_the_model_are_named_in_what_is_kept(texts: Texts) -> None:
    page_of(texts, article())
    assert json.loads(texts.kept[FRONT]["articles/aftercare/driving.md"])[9] == "kinds Article"


def test_a_kept_body_is_told_from_another(texts: Texts) -> None:
    page_of(texts, article())
    again = page_of(texts, article())
    assert again.body != Body("", 1)
    assert hash(again.body) == hash(page_of(texts, article()).body)


@given(st.text("\n-# a[@b]`*~/", max_size=60))
def test_a_page_of_which_only_the_body_was_edited_is_the_page_that_would_be_read(body: str) -> None:
    texts = Texts()
    page_of(texts, article())
    edited = article(PAGE.partition("Ask somebody")[0] + body, "b2")
    assert page_of(texts, edited) == page_of(texts, edited) == read_page(edited)[0]


def test_front_matter_is_not_parsed_again_when_only_the_body_was_edited(texts: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    page_of(texts, article())
    monkeypatch.setattr("clinicsite.read.kept.read_page", None)
    assert page_of(texts, article(PAGE + "\nTake a taxi.\n", "b2")).body.text.endswith("Take a taxi.\n")


def test_front_matter_that_now_ends_elsewhere_is_read_anew(texts: Texts) -> None:
    page_of(texts, article("---\ntitle: A\ndescription: B.\ndate: 2026-11-03\n---\n"))
    longer = article("---\ntitle: A\ndescription: B.\ndate: 2026-11-03\n---x\n---\n", "b2")
    assert KeptReader(texts).page(longer) == read_page(longer)


@pytest.mark.parametrize(("path", "read"), [
    ("clinic.yaml", read_clinic), ("glossary.yaml", read_glossary), ("references.bib", read_bibliography), ("references.lock", read_pins),
    ("forms/request-appointment.yaml", read_form),
])
def test_kept_facts_are_the_facts_that_were_read(path: str, read: Callable[[Source], Any], texts: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    source = FACTS_FILES[path]
    first = KeptReader(texts).facts(read, source)
    assert texts.kept[FACTS][path]
    again = KeptReader(texts).facts(lambda source: pytest.fail("It was read again."), source)
    assert again[:-1] == first[:-1]
    assert repr(again[0]) == repr(first[0])
    assert not again[-1] and not first[-1]


def test_facts_with_a_mistake_are_told_of_each_time(texts: Texts) -> None:
    wrong = Source("glossary.yaml", "- id: dose\n", "a1")
    for _ in range(2):
        terms, problems = KeptReader(texts).facts(read_glossary, wrong)
        assert terms == ()
        assert [problem.code for problem in problems] == ["KEY002", "KEY002"]


@pytest.mark.parametrize("damage", ['["a1"', '["a1",[{"reference Nothing":{}}]]', '["a1",[{"reference Term":{"idd":"x"}}]]', '["a1"]'])
def test_damaged_facts_are_read_again(texts: Texts, damage: str) -> None:
    source = Source("glossary.yaml", "- id: dose\n  term: Dose\n  definition: How much.\n", "a1")
    first = KeptReader(texts).facts(read_glossary, source)
    texts.kept[FACTS]["glossary.yaml"] = damage
    assert KeptReader(texts).facts(read_glossary, source) == first


def test_many_new_pages_are_read_ahead_and_are_the_same(texts: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    shared: list[int] = []

    def share(tasks: Sequence[Callable[[], Any]], least: int) -> list[Any]:
        shared.append(len(tasks))
        return [task() for task in tasks]

    wrong = Source("articles/aftercare/wrong.md", PAGE.replace("tags: [car]", "tagz: [car]"), "c3")
    sound = list({source.path: source for source in SOURCES}.values())
    sources = [*sound, wrong]
    expected = [read_page(source) for source in sources]
    reader = KeptReader(texts, share)
    reader.ahead(sources)
    assert shared == [len(sources)]
    assert [reader.page(source) for source in sources] == expected
    monkeypatch.setattr("clinicsite.read.kept.read_page", None)
    assert [reader.page(source) for source in sound] == expected[:-1]
    KeptReader(texts, share).ahead(sound)
    assert shared == [len(sources)]


def test_a_few_new_pages_are_read_when_they_are_asked_for(texts: Texts) -> None:
    KeptReader(texts, lambda tasks, least: pytest.fail("They were shared out.")).ahead(SOURCES[:3])


TRANSLATED = {
    path: read_translated_clinic if path == "es/clinic.yaml" else read_translated_glossary if path == "es/glossary.yaml"
    else read_translated_form if path.startswith("es/forms/") else read_translated_page
    for path in sorted(FACTS_FILES) if path.startswith("es/") and path != "es/translated.yaml"
}  # fmt: skip


@pytest.mark.parametrize("path", TRANSLATED)
def test_a_kept_translation_is_the_translation_that_was_read(path: str, texts: Texts) -> None:
    read, source, original = TRANSLATED[path], FACTS_FILES[path], FACTS_FILES[path.removeprefix("es/")]
    more = ((("locations", "sedes"),),) if read is read_translated_page else ()
    first = KeptReader(texts).facts(read, source, original, *more)
    assert texts.kept[FACTS][path]
    again = KeptReader(texts).facts(lambda *given: pytest.fail("It was read again."), source, original, *more)
    assert again[:-1] == first[:-1]
    assert repr(again[0]) == repr(first[0])


def test_a_translation_is_read_anew_when_what_it_translates_or_a_folder_has_changed(texts: Texts) -> None:
    source, original = FACTS_FILES["es/pages/fees.md"], FACTS_FILES["pages/fees.md"]
    read: list[Source] = []

    def reading(source: Source, *more: Any) -> tuple[str, tuple[()]]:
        read.append(source)
        return "a page", ()

    for other in (original, original, replace(original, digest="0"), replace(original, digest="0")):
        KeptReader(texts).facts(reading, source, other, ())
    assert len(read) == 2
    KeptReader(texts).facts(reading, source, replace(original, digest="0"), (("locations", "sedes"),))
    assert len(read) == 3
