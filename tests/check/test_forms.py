from __future__ import annotations

import pytest

from clinicsite.check.forms import RULES
from clinicsite.check.lesson import lesson
from tests.form_site import site_of


def found(text: str):
    site = site_of(text)
    return [diagnostic for rule in RULES for diagnostic in rule(site)]


def codes(text: str) -> list[str]:
    return [diagnostic.code for diagnostic in found(text)]


def said(code: str, text: str) -> str:
    return next(d.message for d in found(text) if d.code == code)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_bad_example_of_a_rule_yields_its_code_and_the_good_one_nothing(rule):
    taught = lesson(rule)
    bad = list(rule(site_of(taught.bad)))
    assert {d.code for d in bad} == {rule.code}
    assert {d.severity for d in bad} == {rule.severity}
    assert list(rule(site_of(taught.good))) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_good_example_breaks_no_other_rule_of_forms(rule):
    assert [d for d in found(lesson(rule).good) if d.severity == "error"] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_diagnostic_names_one_offence_and_a_way_out(rule):
    for diagnostic in rule(site_of(lesson(rule).bad)):
        assert diagnostic.message.endswith(".") and diagnostic.message.count(". ") == 0
        assert diagnostic.hint[0].isupper()
        assert diagnostic.where.line > 1


def test_codes_are_used_once():
    assert len({rule.code for rule in RULES}) == len(RULES)


TEL = "  - {name: tel, label: Phone number, type: tel}\n"


def test_a_question_about_health_on_netlify_is_an_error_at_the_line_that_says_so():
    text = "forms: {backend: netlify}\nfields:\n" + TEL + "  - {name: reason, label: Reason, type: text, health: true}\n"
    site = site_of(text)
    first = next(d for rule in RULES for d in rule(site) if d.code == "FORM001")
    assert first.message == "`reason` asks about health, and `netlify` has signed no business associate agreement."
    assert "`baa: signed`" in first.hint
    assert first.where.file == "content/forms/request-appointment.yaml"
    assert "health: true" in site.forms[0].source.text.splitlines()[first.where.line - 1]


def test_a_label_that_asks_about_health_counts_without_being_marked():
    text = "forms: {backend: netlify, baa: none}\nfields:\n" + TEL + "  - {name: list, label: Your medications, type: text}\n"
    assert "`list` asks about health" in said("FORM001", text)


def test_agreeing_that_a_nurse_reads_about_health_is_no_question_about_health():
    text = "forms: {backend: netlify}\nfields:\n" + TEL + "  - {name: ok, label: You may read my health notes., type: checkbox}\n"
    assert "FORM001" not in codes(text)


def test_a_signed_agreement_silences_both_rules_on_agreements():
    text = "forms: {backend: netlify, baa: signed}\nfields:\n" + TEL + "  - {name: q, label: Question, type: textarea}\n"
    assert codes(text) == []


@pytest.mark.parametrize("backend", ["phone-only", "preview"])
def test_what_stays_on_this_machine_needs_no_agreement(backend):
    text = f"forms: {{backend: {backend}}}\nfields:\n" + TEL + "  - {name: q, label: Question, type: textarea}\n"
    assert codes(text) == []


@pytest.mark.parametrize(
    ("endpoint", "code"),
    [
        ("mailto:a@b.example", "FORM004"),
        ("MAILTO:a@b.example", "FORM004"),
        ("a@b.example", "FORM004"),
        ("http://forms.example/f", "FORM005"),
        ("forms.example/f", "FORM005"),
        ("https://", "FORM005"),
        ("https://forms.example/f g", "FORM005"),
        ("javascript:alert(1)", "FORM005"),
        ("   ", "FORM006"),
    ],
)
def test_an_endpoint_that_is_no_https_address_gets_one_error(endpoint, code):
    text = f'forms: {{backend: post, baa: signed, endpoint: "{endpoint}"}}\nfields:\n' + TEL
    assert codes(text) == [code]


def test_an_http_endpoint_is_answered_with_its_https_form():
    text = 'forms: {backend: post, baa: signed, endpoint: "http://forms.example/f"}\nfields:\n' + TEL
    assert "`https://forms.example/f`" in found(text)[0].hint


def test_a_method_cannot_be_declared_at_all():
    with pytest.raises(AssertionError, match="`method` is not a key"):
        site_of("forms: {backend: post, method: get}\nfields:\n" + TEL)


def test_a_consent_cannot_be_ticked_beforehand():
    with pytest.raises(AssertionError, match="`checked` is not a key"):
        site_of("fields:\n  - {name: ok, label: You may call., type: checkbox, checked: true}\n")


@pytest.mark.parametrize(
    ("name", "label", "what"),
    [
        ("dob", "When were you born?", "a date of birth"),
        ("birthday", "Birthday", "a date of birth"),
        ("when", "Date of Birth", "a date of birth"),
        ("ssn", "Number", "a Social Security number"),
        ("last", "Last four of your Social Security number", "a Social Security number"),
        ("member-id", "Number on your card", "an insurance number"),
        ("plan", "Insurance number", "an insurance number"),
        ("card", "Card number", "payment details"),
        ("symptoms", "What brings you here?", "symptoms"),
    ],
)
def test_what_a_website_must_not_ask_is_refused_with_a_reason(name, label, what):
    message = said("FORM010", f'fields:\n{TEL}  - {{name: {name}, label: "{label}", type: text}}\n')
    assert message.startswith(f"`{name}` asks for {what}: ")
    assert len(message.split(": ")[1]) > 20


def test_autocomplete_gives_a_birthday_away():
    text = f"fields:\n{TEL}  - {{name: day, label: Day, type: text, autocomplete: bday}}\n"
    assert "FORM010" in codes(text)


@pytest.mark.parametrize("label", ["Do you have insurance?", "Name of your practice", "Card we may send you", "Birthplace of the clinic"])
def test_plain_questions_are_not_refused(label):
    assert "FORM010" not in codes(f'fields:\n{TEL}  - {{name: field, label: "{label}", type: text}}\n')


def test_the_second_of_two_equal_names_points_at_the_first():
    message = said("FORM007", "fields:\n" + TEL + TEL)
    assert message.startswith("Two fields are called `tel`; the first is on line ")


def test_netlifys_own_field_name_is_taken():
    text = "forms: {backend: netlify, baa: signed}\nfields:\n" + TEL + "  - {name: form-name, label: Form, type: text}\n"
    assert said("FORM013", text) == "`form-name` is also the name of the hidden field of Netlify."


def test_a_mistyped_next_step_names_the_nearest_form():
    diagnostic = found("next_step: {to: forms/request-apointment.yaml}\nfields:\n" + TEL)[0]
    assert diagnostic.message == "No form is called `forms/request-apointment.yaml`."
    assert diagnostic.hint == "Did you mean `forms/request-appointment.yaml`?"
    assert diagnostic.where.file == "content/clinic.yaml"


def test_a_page_as_the_next_step_is_somebody_elses_matter():
    assert codes("next_step: {to: pages/nowhere.md}\nfields:\n" + TEL) == []
