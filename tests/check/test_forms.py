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


def test_rules_that_share_a_code_are_about_different_things():
    assert len({lesson(rule).sentence for rule in RULES}) == len(RULES)
    own = [rule.code for rule in RULES if rule.code.startswith("FORM")]
    assert len(set(own)) == len(own)


TEL = "  - {name: tel, label: Phone number, type: tel}\n"


def test_a_question_about_health_on_netlify_is_an_error_at_the_line_that_says_so():
    text = "forms: {backend: netlify}\nfields:\n" + TEL + "  - {name: reason, label: Reason, type: text, health: true}\n"
    site = site_of(text)
    first = next(d for rule in RULES for d in rule(site) if d.code == "PRI-02")
    assert first.message == "`reason` asks about health, and `netlify` has signed no business associate agreement."
    assert "`baa: signed`" in first.hint
    assert first.where.file == "content/forms/request-appointment.yaml"
    assert "health: true" in site.forms[0].source.text.splitlines()[first.where.line - 1]


def test_a_label_that_asks_about_health_counts_without_being_marked():
    text = "forms: {backend: netlify, baa: none}\nfields:\n" + TEL + "  - {name: list, label: Your medications, type: text}\n"
    assert "`list` asks about health" in said("PRI-02", text)


def test_agreeing_that_a_nurse_reads_about_health_is_no_question_about_health():
    text = "forms: {backend: netlify}\nfields:\n" + TEL + "  - {name: ok, label: You may read my health notes., type: checkbox}\n"
    assert [d.message for d in found(text)] == ["`netlify` takes requests for appointments and has perhaps signed no agreement."]


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
        ("mailto:a@b.example", "PRI-02"),
        ("MAILTO:a@b.example", "PRI-02"),
        ("a@b.example", "PRI-02"),
        ("http://forms.example/f", "PRI-02"),
        ("forms.example/f", "PRI-02"),
        ("https://", "PRI-02"),
        ("https://forms.example/f g", "PRI-02"),
        ("javascript:alert(1)", "PRI-02"),
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
    ("name", "label", "what", "code"),
    [
        ("dob", "When were you born?", "a date of birth", "PRI-03"),
        ("birthday", "Birthday", "a date of birth", "PRI-03"),
        ("when", "Date of Birth", "a date of birth", "PRI-03"),
        ("ssn", "Number", "a Social Security number", "PRI-04"),
        ("last", "Last four of your Social Security number", "a Social Security number", "PRI-04"),
        ("member-id", "Number on your card", "an insurance number", "PRI-04"),
        ("plan", "Insurance number", "an insurance number", "PRI-04"),
        ("card", "Card number", "payment details", "PRI-04"),
        ("symptoms", "What brings you here?", "symptoms", "PRI-02"),
        ("brings", "What brings you here?", "a story of somebody's health", "PRI-02"),
        ("list", "Your current medications", "medicines", "PRI-02"),
        ("dx", "Have you been diagnosed?", "a diagnosis", "PRI-02"),
        ("past", "Psychiatric history", "a medical history", "PRI-02"),
    ],
)
def test_what_a_website_must_not_ask_is_refused_with_a_reason(name, label, what, code):
    message = said(code, f'fields:\n{TEL}  - {{name: {name}, label: "{label}", type: text}}\n')
    assert message.startswith(f"`{name}` asks for {what}: ")
    assert len(message.split(": ")[1]) > 20


def test_autocomplete_gives_a_birthday_away():
    text = f"fields:\n{TEL}  - {{name: day, label: Day, type: text, autocomplete: bday}}\n"
    assert "PRI-03" in codes(text)


@pytest.mark.parametrize("label", ["Do you have insurance?", "Name of your practice", "Card we may send you", "Birthplace of the clinic"])
def test_plain_questions_are_not_refused(label):
    assert codes(f'fields:\n{TEL}  - {{name: field, label: "{label}", type: text}}\n') == []


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
