from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from clinicsite.model.clinic import Clinic
from clinicsite.model.fees import Fees
from clinicsite.model.form import Form
from clinicsite.model.kinds import KINDS, Article, Person, PlainPage, Topic
from clinicsite.model.meta import Meta
from clinicsite.model.places import Day, Place, Span
from clinicsite.read.schema import field_docs, validate
from clinicsite.read.yaml_nodes import read_yaml

PAGE = "title: Fees\ndescription: What it costs.\n"
PLACE = PAGE + """\
name: Columbia
address: {street: 1 Main Street, city: Columbia, state: MD, postal_code: "21044"}
phone: 410-555-0118
timezone: America/New_York
timezone_name: Eastern time
calls: On working days
reply: We call back.
"""


def told(shape: type[Meta], text: str) -> list[str]:
    value, problems = validate(shape, read_yaml(text, "x.md"), "x.md", 1)
    assert (value is None) == bool(problems)
    return [f"{d.where.line}:{d.where.column} {d.code} {d.message} {d.hint}" for d in problems]


def made(shape: type[Meta], text: str):
    value, problems = validate(shape, read_yaml(text, "x.md"), "x.md", 1)
    assert problems == []
    return value


def test_values_become_the_frozen_type_of_their_kind():
    page = made(Article, PAGE + "date: 2026-11-03\ntags: [a, b]\ndraft: true\nsky: noon\nextra: {any: [thing]}\n")
    assert page == Article(
        title="Fees", description="What it costs.", date=date(2026, 11, 3), tags=("a", "b"), draft=True, sky="noon",
        extra={"any": ["thing"]},
    )  # fmt: skip


def test_everything_that_is_wrong_is_said_at_once():
    assert len(told(PlainPage, "titel: Fees\ndraft: maybe\ntags: one\ndate: soon\nslug: Our Fees\n")) == 7


# Keys


def test_a_mistyped_key_is_named_at_its_place_with_the_nearest_right_one():
    assert told(PlainPage, PAGE + "revewed: 2026-11-03\n") == ["3:1 KEY001 `revewed` is not a key that a page has. Did you mean `reviewed`?"]


def test_the_kind_is_named_as_people_would_say_it():
    assert "is not a key that an article has." in told(Article, PAGE + "xyzzy: 1\n")[0]
    assert "is not a key that a person has." in told(Person, PAGE + "role: Nurse\nxyzzy: 1\n")[0]


def test_where_no_key_is_near_all_are_listed():
    (problem,) = told(Topic, PAGE + "xyzzy: 1\n")
    assert problem.startswith("3:1 KEY001 `xyzzy` is not a key that a topic has. Use one of: aliases, authors, date,")
    assert all(field.name in problem for field in fields(Topic))


def test_a_key_inside_another_is_named_with_it():
    text = PAGE + "stages:\n  - {id: a, label: A, span: 1 day, colour: red}\n"
    assert told(Topic, text)[0].startswith("4:36 KEY001 `colour` is not a key that `stages` has. Use one of: id, label, marks, sky, span.")


def test_a_missing_key_is_said_at_what_it_is_missing_from_with_what_it_is():
    assert told(PlainPage, "title: Fees\n") == [
        "1:1 KEY002 `description` is missing. Add a line `description: …`. "
        "One or two sentences for search results and link previews. At most 160 characters show."
    ]
    assert told(Topic, PAGE + "stages:\n  - id: a\n    label: A\n") == [
        "4:5 KEY002 `span` is missing. Add a line `span: …`. The time it covers, as in `3½ hours`."
    ]


# Values


WRONG = [
    ("date: 2024-1-5", "1 KEY003 `date` is not a date: `2024-1-5`. Write year-month-day with two digits each, as in `2026-01-05`. "
     "The day it was first published, as 2026-11-03."),
    ("expires: next week", "1 KEY003 `expires` is not a date: `next week`. Write year-month-day with two digits each, as in `2026-01-05`. "
     "Not from this day on."),
    ("date: 2026-11-03T10:00", "1 KEY003 `date` is not a date: `2026-11-03T10:00`. Write year-month-day with two digits each, as in "
     "`2026-01-05`. The day it was first published, as 2026-11-03."),
    ("draft: maybe", "1 KEY003 `draft` takes `true` or `false`, not `maybe`. Write `draft: true` or `draft: false`. "
     "true keeps the page out of the site, its lists and feeds."),
    ("draft:", "1 KEY003 `draft` takes `true` or `false`, not nothing. Write `draft: true` or `draft: false`. "
     "true keeps the page out of the site, its lists and feeds."),
    ("weight: heavy", "1 KEY003 `weight` takes a whole number, not `heavy`. Write digits alone, as in `weight: 3`. "
     "The order in lists and series, smallest first."),
    ("tags: pain", "1 KEY003 `tags` takes a list, not `pain`. Write `tags: [pain]`. What else it is about; related articles share them."),
    ("tags: {a: b}", "1 KEY003 `tags` takes a list, not keys and values. Write one entry on each line, after `- `. "
     "What else it is about; related articles share them."),
    ("tags: [a, 2]", "11 KEY003 This entry takes words, not `2`. Quote it: `\"2\"`."),
    ("tags: [Chronic Pain]", "8 KEY003 This is not a slug: `Chronic Pain`. Write `chronic-pain`."),
    ("slug: ../x", "1 KEY003 This is not a slug: `../x`. Write `x`. The last part of the address, where it is not the file's name."),
    ("slug: éèê", "1 KEY003 This is not a slug: `éèê`. Write `eee`. The last part of the address, where it is not the file's name."),
    ("slug: '!'", "1 KEY003 This is not a slug: `!`. Use letters, digits and hyphens. "
     "The last part of the address, where it is not the file's name."),
    ("slug: nul", "1 KEY003 `nul` is a reserved file name on Windows: `nul`. Choose another word. "
     "The last part of the address, where it is not the file's name."),
    ("summary: [a, b]", "1 KEY003 `summary` takes words, not a list. Write one line of text. "
     "The paragraph under the title, in plain words. The description stands in where it is missing."),
    ("summary: 42", "1 KEY003 `summary` takes words, not `42`. Quote it: `summary: \"42\"`. "
     "The paragraph under the title, in plain words. The description stands in where it is missing."),
    ("summary: true", "1 KEY003 `summary` takes words, not `true`. Quote it: `summary: \"true\"`. "
     "The paragraph under the title, in plain words. The description stands in where it is missing."),
    ("summary: ' '", "1 KEY003 This is empty: ` `. Write a few words or leave the key out. "
     "The paragraph under the title, in plain words. The description stands in where it is missing."),
    ("summary: A <b>bold</b> word", "1 KEY003 This holds HTML: `A <b>bold</b> word`. Write plain words. "
     "The paragraph under the title, in plain words. The description stands in where it is missing."),
    ("aliases: [old]", "11 KEY003 An alias is an old address on this site: `old`. Start it with one `/`, as in `/old-page/`."),
    ("aliases: [//evil.example/x]", "11 KEY003 An alias is an old address on this site: `//evil.example/x`. "
     "Start it with one `/`, as in `/old-page/`."),
    ("aliases: [/../x/]", "11 KEY003 This alias is not a plain path: `/../x/`. Use letters, digits, `-`, `.` and `/` only."),
    ("aliases: [\"/a b\\nc/\"]", "11 KEY003 This alias is not a plain path: `/a b\nc/`. Use letters, digits, `-`, `.` and `/` only."),
    ("image: ../../../../etc/passwd", "1 KEY003 This path leads out of content/: `../../../../etc/passwd`. "
     "Write it from the file's own folder or from content/. A picture or drawing for the head of the page."),
    ("image: /etc/passwd", "1 KEY003 This path leads out of content/: `/etc/passwd`. "
     "Write it from the file's own folder or from content/. A picture or drawing for the head of the page."),
    ("image: C:\\x.png", "1 KEY003 This path leads out of content/: `C:\\x.png`. "
     "Write it from the file's own folder or from content/. A picture or drawing for the head of the page."),
    ("layout: contcat", "1 KEY003 `layout` cannot be `contcat`. Did you mean `contact`? How the page is composed."),
    ("layout: 3", "1 KEY003 `layout` cannot be `3`. Use one of: page, faq, about, first-visit, glossary, contact, notice, search. "
     "How the page is composed."),
    ("extra: x", "1 KEY003 `extra` takes keys and values, not `x`. Write one `key: value` on each line under it, indented by two spaces. "
     "Anything your own templates need."),
]  # fmt: skip


@pytest.mark.parametrize(("line", "problem"), WRONG, ids=[line for line, _ in WRONG])
def test_a_value_of_the_wrong_kind_is_told_apart_with_what_to_write(line, problem):
    assert told(PlainPage, f"{PAGE}{line}\n") == [f"3:{problem}"]


def test_a_long_value_is_cut_short_in_the_message():
    assert told(PlainPage, f"{PAGE}slug: {'long ' * 40}\n")[0].startswith(f"3:1 KEY003 This is not a slug: `{'long ' * 12}…`.")


@pytest.mark.parametrize(("word", "meant"), [("yes", True), ("no", False), ("on", True), ("Off", False), ("True", True)])
def test_truths_may_be_written_as_people_do(word, meant):
    assert made(PlainPage, f"{PAGE}draft: {word}\n").draft is meant


def test_numbers_and_prices():
    fees = (
        "layout: fees\nchecked: 2026-11-02\nestimate_title: E\nestimate_lead: E\nestimate: []\ninsurance_title: I\ninsurance: []\n"
        "fees:\n  - {item: Call, time: 15 min, price: 0, includes: A call}\n  - {item: Visit, time: 1 h, price: 2.50, includes: A talk}\n"
    )
    assert told(Fees, PAGE + fees) == [
        "12:30 KEY003 `price` takes a whole number, not `2.5`. Write digits alone, as in `price: 3`. Whole US dollars."
    ]


def test_a_phone_is_brought_into_one_form_and_a_wrong_one_refused():
    assert made(Place, f"{PLACE}hours: {{}}\n".replace("410-555-0118", "+1 (410) 555.0118")).phone == "410-555-0118"
    assert told(Place, f"{PLACE}hours: {{}}\n".replace("410-555-0118", "555-0118")) == [
        "5:1 KEY003 This is not a US phone number: `555-0118`. Write ten digits, as in `719-555-0142`."
    ]


# Hours


def hours(text: str):
    return made(Place, f"{PLACE}hours:\n  saturday: {text}\n").hours["saturday"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("8:00-17:00", Day(spans=(Span(opens="8:00", closes="17:00"),))),
        ("8:30 – 12:00", Day(spans=(Span(opens="8:30", closes="12:00"),))),
        ("8:30 to 12:00", Day(spans=(Span(opens="8:30", closes="12:00"),))),
        ("8:00-12:00, 13:00—17:00", Day(spans=(Span(opens="8:00", closes="12:00"), Span(opens="13:00", closes="17:00")))),
        ("08:00-17:00", Day(spans=(Span(opens="8:00", closes="17:00"),))),
        ("closed", Day()),
        ("Closed", Day()),
        ("{hours: 9:00-13:00, weeks: [2, 4], note: by phone}",
         Day(spans=(Span(opens="9:00", closes="13:00"),), weeks=(2, 4), note="by phone")),
        ("{hours: closed, note: Easter}", Day(note="Easter")),
        ("{spans: [{opens: 9:00, closes: 13:00}]}", Day(spans=(Span(opens="9:00", closes="13:00"),))),
    ],
)  # fmt: skip
def test_short_forms_of_opening_hours(text, day):
    assert hours(text) == day


WRONG_HOURS = [
    ("8-12", "3 KEY003 This is not a time of day: `8`. Write it in 24 hours, as in `8:30` or `17:00`."),
    ("8:00-25:00", "3 KEY003 This is not a time of day: `25:00`. Write it in 24 hours, as in `8:30` or `17:00`."),
    ("8:00am-5:00pm", "3 KEY003 This is not a time of day: `8:00am`. Write it in 24 hours, as in `8:30` or `17:00`."),
    ("8:00-12:00,", "3 KEY003 `saturday` takes opening hours, not ``. Write `saturday: 8:00-12:00, 13:00-17:00`, or `saturday: closed`."),
    ("by appointment", "3 KEY003 `saturday` takes opening hours, not `by appointment`. Write `saturday: 8:00-12:00, 13:00-17:00`, or `saturday: closed`."),
    ("[8:00-12:00]", "3 KEY003 `saturday` takes opening hours, not a list. Write `saturday: 8:00-12:00, 13:00-17:00`, or `saturday: closed`."),
    ("", "3 KEY003 `saturday` takes opening hours, not nothing. Write `saturday: 8:00-12:00, 13:00-17:00`, or `saturday: closed`."),
    ("{hours: 9:00-13:00, weeks: [6]}", "41 KEY003 This entry cannot be `6`. Use one of: 1, 2, 3, 4, 5."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "problem"), WRONG_HOURS, ids=[text for text, _ in WRONG_HOURS])
def test_wrong_opening_hours_are_explained(text, problem):
    assert told(Place, f"{PLACE}hours:\n  saturday: {text}\n")[0] == f"11:{problem}"


def test_a_day_that_is_none_is_named_with_the_nearest():
    assert told(Place, f"{PLACE}hours:\n  mon: closed\n  someday: closed\n") == [
        "11:3 KEY001 `mon` is not a key that `hours` has. Did you mean `monday`?",
        "12:3 KEY001 `someday` is not a key that `hours` has. Did you mean `sunday`?",
    ]


# Docs of fields


@pytest.mark.parametrize("shape", [*KINDS.values(), Clinic, Form], ids=lambda shape: shape.__name__)
def test_docs_of_fields_belong_to_fields(shape):
    docs = field_docs(shape)
    assert set(docs) <= {field.name for field in fields(shape)}
    assert all(text.endswith((".", "`")) and "\n" not in text for text in docs.values())


def test_a_kind_has_its_parents_docs_too():
    assert field_docs(Article)["draft"] == field_docs(Meta)["draft"] == "true keeps the page out of the site, its lists and feeds."
