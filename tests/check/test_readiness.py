"""What must not go live: found at its place, and silence on text that is clean."""

from __future__ import annotations

import pytest

from clinicsite.check import boilerplate, placeholders, samples, secrets, stand_ins, wording
from clinicsite.check.families import BARRING, RULES
from clinicsite.check.manuscript import read_manuscript
from clinicsite.check.secrets import entropy, masked
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.page import Source
from clinicsite.read.templates import TemplateSource
from tests.check.examples import findings

WORDS = (samples, stand_ins, placeholders, boilerplate, wording, secrets)


def found(text: str, path: str = "pages/about.md") -> list[Diagnostic]:
    """What the rules on text say of one file."""
    manuscript = read_manuscript(Source(path, text, ""))
    return [d for module in WORDS for rule in module.RULES if rule.scope in ("shown", "manuscript") for d in rule(manuscript)]


def told(text: str, path: str = "pages/about.md") -> list[str]:
    return [f"{d.where.line}:{d.where.column} {d.code} {d.message}" for d in found(text, path)]


def codes(text: str, path: str = "pages/about.md") -> list[str]:
    return [d.code for d in found(text, path)]


# Stand-ins


@pytest.mark.parametrize(
    "number",
    [
        "719-555-0142", "(719) 555-0142", "719.555.0142", "719 555 0142", "7195550142", "+1 719 555 0142", "1-719-555-0142",
        "719\u2011555\u20110142", "719\u00a0555\u00a00142", "719/555-0142", "555-0142", "800-555-0199", "(555) 123-4567", "123-456-7890",
        "000-000-0000",
    ],
)  # fmt: skip
def test_a_phone_number_that_is_nobodys_is_found_however_it_is_written(number):
    assert told(f"Call us at {number} today.\n") == [
        f"1:12 LIVE-03 The phone number `{' '.join(number.split())}` stands in for a real one."
    ]


def test_the_number_that_a_link_dials_is_found_beside_the_one_it_shows():
    assert told("Call [719-555-0142](tel:+17195550142).\n") == [
        "1:7 LIVE-03 The phone number `719-555-0142` stands in for a real one.",
        "1:25 LIVE-03 The phone number `+17195550142` stands in for a real one.",
    ]
    assert codes("phones:\n  - {label: Us, number: 719-555-0142}\n", "clinic.yaml") == ["LIVE-03"]


@pytest.mark.parametrize(
    "text",
    [
        "Call 988, 911 or 1-800-222-1222.", "Call (719) 634-0142 or 719-555-1212.", "See doi 10.1176/555-0142.x.",
        "The order has the number 12345678901234.", "From 2019-555-01423 on.", "DOI 10.1002/14651858.CD013718.pub2",
        "Registered as NCT05550142.",
    ],
)  # fmt: skip
def test_numbers_that_somebody_answers_and_other_numbers_are_left_alone(text):
    assert told(text) == []


def test_a_form_may_show_how_a_number_and_an_address_are_written_and_a_page_may_not():
    hint = "wrong: Write all ten digits, such as 218 555 0199.\nhint: As in name@example.com.\n"
    assert told(hint, "forms/request-appointment.yaml") == []
    assert codes("Call us, as in 218 555 0199.") == ["LIVE-03"]
    assert codes("hint: We call from 218 555 0199.\n", "forms/request-appointment.yaml") == ["LIVE-03"]


@pytest.mark.parametrize(
    "address",
    [
        "office@juniperrow.example", "www.alder.test", "https://alder.invalid/fees", "http://localhost:8000/", "https://www.example.com/x",
        "office@example.org", "https://127.0.0.1/",
    ],
)  # fmt: skip
def test_a_domain_that_is_nobodys_is_found(address):
    assert codes(f"Write to {address} now.\n") == ["LIVE-04"]


def test_a_comment_is_not_shown_and_so_is_not_judged_but_a_key_in_one_is():
    yaml = "# was 719-555-0142, TODO ask\nname: Alder # office@alder.example\nnote: 'Suite #4'\n"
    assert told(yaml, "clinic.yaml") == []
    assert told("<!-- TODO: 719-555-0142 -->\nWe care.\n") == []
    assert codes("# AKIAIOSFODNN7EXAMPLE\nname: Alder\n", "clinic.yaml") == ["LIVE-12"]


def test_words_like_test_and_example_are_no_domains():
    assert told("We run a blood test. Invalid answers are shown. For example, e.g. this example.\n") == []


# Samples


@pytest.mark.parametrize(
    "text",
    [
        "Juniper Row is not a real clinic.", "The people on these pages are invented.", "It was made up for you.",
        "This is a sample for a made-up clinic.", "Drawing: Juniper Row (sample)", "A sample policy.",
    ],
)  # fmt: skip
def test_text_that_says_it_is_made_up_is_found_once_a_line(text):
    assert codes(text) == ["LIVE-02"]


def test_samples_of_blood_and_of_people_are_none_of_ours():
    text = "We take a blood sample. A urine sample is a sample of what is left. In a sample of 158 people the groups were made up of adults."
    assert told(text) == []


SAMPLES = """\
-- content/clinic.yaml --
sample: true
-- content/people/ruth.md --
---
title: Ruth Lindqvist
role: Nurse
sample: true
---
-- content/locations/columbia.md --
---
sample: true
---
-- content/pages/held.md --
---
draft: true
sample: true
---
TODO: call 719-555-0142, on the form to the right.
"""


def test_every_sample_mark_is_named_at_its_line_and_a_draft_counts_for_nothing(tmp_path):
    said = [f"{d.where} {d.code} {d.message}" for d in findings(SAMPLES, tmp_path, going_live=True)]
    clinic = (tmp_path / "content/clinic.yaml").read_text().splitlines().index("sample: true") + 1
    assert sorted(said) == [
        f"content/clinic.yaml:{clinic}:1 LIVE-01 The clinic is marked as a sample.",
        "content/locations/columbia.md:12:1 LIVE-01 The location `The page locations columbia` is marked as a sample.",
        "content/people/ruth.md:5:1 LIVE-01 The person `Ruth Lindqvist` is marked as a sample.",
    ]


def test_a_form_can_be_a_sample_too(tmp_path):
    form = (
        "-- content/forms/ask.yaml --\ntitle: Ask\ndescription: Ask us.\nsummary: Ask us.\nsample: true\nemergency_title: In an emergency, "
        "call 911.\nemergency_text: Not here.\nsubmit: Send\nafter_title: Then\nsteps:\n  - legend: You\n    seconds: 9\n    why: To call.\n"
        "    fields:\n      - {name: tel, label: Phone number, type: tel, autocomplete: tel}\n"
        "thanks: {title: We have it, description: We call., text: We call.}\n"
    )
    (only,) = [d for d in findings(form, tmp_path, going_live=True) if d.code == "LIVE-01"]
    assert str(only.where) == "content/forms/ask.yaml:4:1" and only.message == "The form `Ask` is marked as a sample."


# Trials


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("https://juniper-row.netlify.app", "is that of a copy for trial"),
        ("https://someone.github.io/juniper", "is that of a copy for trial"),
        ("https://juniper.pages.dev", "is that of a copy for trial"),
        ("https://staging.juniperrow.org", "is that of a copy for trial"),
        ("https://dev2.juniperrow.org", "is that of a copy for trial"),
        ("http://localhost:8000", "lies in a domain that belongs to nobody"),
        ("https://192.0.2.7", "names a machine and no domain"),
        ("https://[2001:db8::7]", "names a machine and no domain"),
        ("https://www.juniperrow.example", "lies in a domain that belongs to nobody"),
        ("https://www.example.org", "lies in a domain that belongs to nobody"),
        ("http://www.juniperrow.org", "is not secure"),
    ],
)
def test_a_base_url_where_no_clinic_lives_is_found_once_at_its_line(tmp_path, address, what):
    (only,) = findings(f"-- content/clinic.yaml --\nbase_url: {address}\n", tmp_path, going_live=True)
    assert (only.code, only.message) == ("LIVE-05", f"The site's address, `{address}`, {what}.")
    line = (tmp_path / "content/clinic.yaml").read_text().splitlines()[only.where.line - 1]
    assert line == f"base_url: {address}"


@pytest.mark.parametrize("address", ["https://www.juniperrow.org", "https://testing-center.org", "https://developmental.clinic/base"])
def test_a_clinics_own_address_is_fine(tmp_path, address):
    assert findings(f"-- content/clinic.yaml --\nbase_url: {address}\n", tmp_path, going_live=True) == []


def test_links_to_our_copies_are_found_and_links_to_others_are_not(tmp_path):
    text = (
        "[Fees](https://alder.vercel.app/fees/) and [hours](https://staging.alder-ketamine.org/), but [code](https://dev.azure.com/x) and "
        "[a study's page](https://someone.github.io/study/).\n"
    )
    said = [f"{d.where} {d.message}" for d in findings(text, tmp_path, going_live=True)]
    assert said == [
        "content/pages/example.md:5:1 `https://alder.vercel.app/fees/` leads to a copy for trial.",
        "content/pages/example.md:5:44 `https://staging.alder-ketamine.org/` leads to a copy for trial.",
    ]


# Placeholders and boilerplate


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lorem ipsum and so on.", "Lorem ipsum"), ("TODO: hours", "TODO"), ("It costs TBD.", "TBD"), ("Ask FIXME why.", "FIXME"),
        ("Is it XXX?", "XXX"), ("Please insert your hours here.", "insert your hours here"), ("We are in [City].", "[City]"),
        ("Call [phone number].", "[phone number]"), ("Ask [Dr. Name here].", "[Dr. Name here]"), ("Hello {{ first_name }}.", "{{ first_name }}"),
        ("Text goes here.", "Text goes here"), ("Welcome to Your Clinic Name.", "Your Clinic Name"), ("At 123 Main Street.", "123 Main Street"),
        ("Really???", "???"),
    ],
)  # fmt: skip
def test_what_was_meant_to_be_replaced_is_found(text, words):
    assert told(text) == [f"1:{text.index(words) + 1} LIVE-08 `{words}` was meant to be replaced."]


def test_placeholders_in_values_are_found_and_lists_of_yaml_are_not():
    text = '---\ntitle: "[Title]"\nlicense_states: [CO, MD]\nhours: {monday: 8:00-17:00, weeks: [2]}\nsummary: We are in [City].\n---\n'
    assert told(text) == [
        "2:9 LIVE-08 `[Title]` was meant to be replaced.", "5:20 LIVE-08 `[City]` was meant to be replaced.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "[Fees](/pages/fees.md) and [the label](term:label).", "As one trial found.[@murrough2013; @anand2023]", "A note.[^1]",
        'He said "the drug [ketamine] is not approved".', "See [the fees][fees].\n\n[fees]: /pages/fees.md", "- [ ] tick",
        "Type `TODO` or `[City]`.", "We insert a small needle. Rest here.", "Your city may have a bus. Your name is safe with us.",
        "Your State may differ.", "The todo list is short.", "![A chair](/images/chair.png)",
    ],
)  # fmt: skip
def test_links_citations_and_plain_words_are_no_placeholders(text):
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Just another WordPress site", "Powered by WordPress", "Powered by Bright Pixel", "Website by Bright Pixel Agency",
        "Site designed and built by Bright Pixel", "© 20XX Bright Agency", "Copyright 20XX", "Ask your local clinic name.",
        "Welcome to our website!", "Page under construction.",
    ],
)  # fmt: skip
def test_what_kits_and_agencies_leave_is_found(text):
    assert codes(text) == ["LIVE-09"]


@pytest.mark.parametrize(
    "text",
    [
        "© 2026 Juniper Row Ketamine Clinic.", "Copyright 2024 Alder.", "The room is powered by the sun.", "Call your local clinic.",
        "The website is run by Juniper Row.", "The site by Main Street is closed.", "The trial was designed by Janssen.",
    ],
)  # fmt: skip
def test_a_clinics_own_copyright_and_plain_words_are_no_boilerplate(text):
    assert told(text) == []


# Wording


@pytest.mark.parametrize(
    "words",
    [
        "Click here", "form to the right", "form on the right side of this page", "menu on the left", "number to the right", "image below",
        "See below", "The above image", "the sidebar", "Scroll down", "chart at the right", "Hover over", "Tap the button below",
        "left-hand column", "at the top of the page",
    ],
)  # fmt: skip
def test_words_that_hang_on_the_layout_are_found(words):
    text = f"It is plain. {words}, and so on."
    (only,) = [d for d in found(text) if d.code == "LIVE-10"]
    assert (only.where.column, only.severity) == (14, "warning")


def test_on_the_right_you_will_find_a_form():
    assert codes("On the right, you will find our contact form.") == ["LIVE-10"]


@pytest.mark.parametrize(
    "text",
    [
        "The clot lies to the right of the heart.", "These are the right side effects to watch for.", "Above all, do not drive.",
        "Blood pressure above 140 over 90 is too high.", "The door is on the right, past the front desk.",
        "Take the elevator. Our suite is on the left, and the table on the left of the lobby has water.",
        "You have the right to an estimate.", "The form on the right to refuse treatment is signed at the visit.",
        "A list on the right medicines is at the desk.", "The IV goes in the left arm.", "You will feel a click. Here you can rest.",
        "The image above the desk is a print.", "Numbers below 90 are low.", "The picture on the wall to the left of the door shows a tree.",
        "The picture on the left, by the elevator, shows a tree.", "On the right, you will see the front desk and a box for letters.",
        "The lists below come from two labels.", "It was below average.", "Scroll through the list of fees at your own pace.",
    ],
)  # fmt: skip
def test_left_and_right_of_bodies_and_buildings_and_plain_words_are_left_alone(text):
    assert told(text) == []


def test_a_link_called_click_here_is_reported_once(tmp_path):
    assert [d.code for d in findings("To ask, [click here](/pages/fees.md).\n", tmp_path)] == ["MD064"]


def test_a_heading_that_says_the_title_again_is_found_whatever_its_capitals(tmp_path):
    text = "---\ntitle: Driving, after an infusion?\n---\nNo.\n\n## Driving After an Infusion\n\nNo.\n\n## Driving the next day\n\nYes.\n"
    (only,) = findings(text, tmp_path)
    assert (only.code, str(only.where)) == ("LIVE-11", "content/pages/example.md:7:1")
    assert only.message == "The heading `Driving After an Infusion` says the page's title again."


# Secrets: put together here, so that no scanner takes this file for a leak


def shape(*parts: str) -> str:
    return "".join(parts)


SECRETS = [
    (shape("AKIA", "IOSFODNN7EXAMPLE"), "an access key of AWS"),
    (shape("AIza", "SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6q"), "an API key of Google"),
    (shape("sk_", "live_", "4eC39HqLyjWDarjtT1zdp7dc"), "a key of Stripe"),
    (shape("ghp_", "16C7e42F292c6912E7710c838347Ae178B4a"), "a token of GitHub"),
    (shape("xoxb-", "123456789012-abcdefABCDEF"), "a token of Slack"),
    (shape("-----BEGIN RSA ", "PRIVATE KEY-----"), "a private key"),
    (shape("eyJhbGciOiJIUzI1NiJ9", ".", "eyJzdWIiOiIxMjM0NTY3ODkwIn0", ".", "SflKxwRJSMeKKF2QT4fwpMeJf36P"), "a signed token (JWT)"),
    (shape("https://nurse:", "hunter2@", "files.alder.org"), "a password in an address"),
    (shape("SG.", "a" * 22, ".", "b" * 43), "a key of SendGrid"),
]


@pytest.mark.parametrize(("key", "what"), SECRETS, ids=[what for _, what in SECRETS])
def test_a_secret_is_found_by_its_shape_and_never_told_whole(key, what):
    (only,) = [d for d in found(f"Our key: {key} ok\n") if d.code == "LIVE-12"]
    assert only.message == f"`{key[:4]}…` looks like {what}."
    assert (only.where.column, only.severity) == (10, "error")
    assert key[:8] not in only.message + only.hint
    assert key[5:] not in masked(f"Our key: {key} ok")
    assert masked(f"Our key: {key} ok").endswith(" ok")


def test_a_random_value_of_something_called_a_key_is_found():
    assert told("client_secret: 9fK2xQ7vLm3Zp8Rt5Wb1\n", "clinic.yaml") == [
        "1:16 LIVE-12 `9fK2…` looks like the value of a client secret."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The token of our thanks: a cup of tea.", "Password: ask the front desk.", "access_key: 8c7a1f2e-3b4d-4a5c-9e6f-0a1b2c3d4e5f",
        "key: how-ketamine-may-work-in-the-brain", "secret: aaaaaaaaaaaaaaaa1111", "[@murrough2013]", "A key-figure of 12345678.",
        "https://example.org/a:b@c is odd", "mailto:office@alder.org",
    ],
)  # fmt: skip
def test_words_about_keys_are_no_secrets(text):
    assert "LIVE-12" not in codes(text)


def test_entropy_is_in_bits_a_character():
    assert entropy("aaaa") == 0 and entropy("abab") == 1 and entropy("abcd") == 2


# Templates


def test_a_template_is_looked_at_for_facts_and_keys_but_its_comments_and_tags_are_not(tmp_path):
    text = (
        "-- templates/components/footer.html --\n{# TODO: 719-555-0142 #}\n<a href=\"tel:7195550142\">Call</a>\n"
        "<p>{{ clinic.name }} [hidden] Powered by WordPress</p>\n"
        "-- templates/assets/js/map.js --\n// 719-555-0142\nfetch('https://api.maps-cdn.net/v1');\n"
    )
    said = [f"{d.where} {d.code}" for d in findings(text, tmp_path, going_live=True)]
    assert sorted(said) == [
        "templates/assets/js/map.js:2:8 LIVE-15", "templates/components/footer.html:2:14 LIVE-03",
        "templates/components/footer.html:3:31 LIVE-09",
    ]  # fmt: skip


def test_a_template_names_its_own_file_as_its_place():
    assert str(TemplateSource("templates/layouts/base.html", "", "").at(3, 4)) == "templates/layouts/base.html:3:4"


# The family


def test_the_rules_of_going_live_are_those_that_bar():
    assert {rule.code for rule in RULES if rule.code.startswith("LIVE-")} <= BARRING
    assert "MD001" not in BARRING
    assert {rule.severity for rule in RULES if rule.code == "PRI-02"} == {"error"}
