from __future__ import annotations

import pytest

from clinicsite.model.page import Source
from clinicsite.model.reference import Term
from clinicsite.read.records import read_clinic, read_form, read_glossary
from tests.sites import CLINIC, split_files

FORM = """\
title: Request an appointment
description: Tell us how to reach you.
summary: A nurse calls you back.
emergency_title: In an emergency, call 911.
emergency_text: Do not use this form.
submit: Send
after_title: What happens then
steps:
  - legend: How we reach you
    seconds: 20
    why: So that a nurse can call.
    fields:
      - {name: name, label: Full name, type: text}
thanks: {title: Thanks, description: Thanks., text: A nurse calls you.}
"""


def glossary(text: str) -> tuple[tuple[Term, ...], list[str]]:
    terms, problems = read_glossary(Source("glossary.yaml", text, "0"))
    return terms, [f"{d.where}: {d.code} {d.message} {d.hint}" for d in problems]


def test_the_clinic_is_read_with_the_places_of_its_facts():
    clinic, places, problems = read_clinic(Source("clinic.yaml", split_files(CLINIC)["content/clinic.yaml"], "0"))
    assert problems == [] and clinic is not None
    assert (clinic.name, clinic.crisis[0].href, clinic.menu[0].to) == ("Alder Clinic", "tel:988", "pages/about.md")
    assert ("crisis.0.href", 9, 30) in places


def test_a_mistake_in_the_clinics_facts_is_placed_at_its_key():
    text = split_files(CLINIC)["content/clinic.yaml"].replace("states_served: [CO]", "states_served: [Colorado]")
    clinic, _, problems = read_clinic(Source("clinic.yaml", text, "0"))
    assert clinic is None
    assert [f"{d.where}: {d.message} {d.hint}" for d in problems] == [
        "content/clinic.yaml:13:17: This is not a US state: `Colorado`. Write its two letters, as in `CO`."
    ]


@pytest.mark.parametrize("text", ["- a\n- b\n", "words\n"])
def test_facts_that_are_no_keys_and_values_are_an_error(text):
    for read in (read_clinic, read_form):
        *_, problems = read(Source("clinic.yaml", text, "0"))
        assert [(d.code, d.message) for d in problems] == [("REC001", "This file is not keys and values.")]


def test_a_form_lives_at_the_name_of_its_file_or_at_its_slug():
    form, problems = read_form(Source("forms/request.yaml", FORM, "0"))
    assert problems == [] and form is not None
    assert (form.id, form.url, form.thanks_url) == ("request", "/request/", "/request/thank-you/")
    form, _ = read_form(Source("forms/request.yaml", f"{FORM}slug: call-me\n", "0"))
    assert form is not None and form.url == "/call-me/"


def test_a_mistake_deep_in_a_form_is_placed_there():
    form, problems = read_form(Source("forms/request.yaml", FORM.replace("type: text", "type: txet"), "0"))
    assert form is None
    assert [f"{d.where}: {d.message} {d.hint}" for d in problems] == [
        "content/forms/request.yaml:13:40: `type` cannot be `txet`. Did you mean `text`? "
        "`checkboxes` is one or more of `options`; `locations` offers the clinics."
    ]


def test_terms_are_sorted_as_readers_look_them_up():
    terms, problems = glossary("- {id: b, term: Beta, definition: B}\n- {id: a, term: alpha, definition: A, see: [b]}\n")
    assert problems == []
    assert terms == (Term(id="a", term="alpha", definition="A", see=("b",)), Term(id="b", term="Beta", definition="B"))


def test_a_term_that_is_explained_twice_is_an_error():
    terms, problems = glossary("- {id: a, term: A, definition: One}\n\n- {id: a, term: A, definition: Two}\n")
    assert problems == ["content/glossary.yaml:3:1: REC002 The glossary explains `a` twice. Keep one of the two."]


def test_a_mistake_in_a_term_is_placed_there_and_the_other_terms_are_kept():
    terms, problems = glossary("- {id: a, term: A, definition: One}\n- id: b\n  term: B\n  definiton: Two\n")
    assert [term.id for term in terms] == ["a"]
    assert [line.split(": ")[0] for line in problems] == ["content/glossary.yaml:2:1", "content/glossary.yaml:4:3"]
    assert problems[1].endswith("Did you mean `definition`?")


@pytest.mark.parametrize("text", ["a: b\n", "words\n"])
def test_a_glossary_that_is_no_list_is_an_error(text):
    assert glossary(text)[1] == [
        "content/glossary.yaml:1:1: REC001 The glossary is not a list of terms. Start each term with `- id:`, then `term:` and `definition:`."
    ]


def test_a_broken_glossary_is_said_once():
    assert [line.split(" ")[1] for line in glossary("- a: b: c\n")[1]] == ["FMT003"]
