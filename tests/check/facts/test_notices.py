"""Legal notices that the profile asks for, crisis lines of clinic.yaml, and closures that are over."""

from __future__ import annotations

import pytest

from clinicsite.check.families import check_html
from clinicsite.model.diagnostic import Diagnostic
from tests.check.examples import findings
from tests.sites import CLINIC, codes, make_site

NOTHING = "hipaa: false, self_pay: false, federal_funds: false, public: false"


@pytest.fixture
def judge(tmp_path):
    def judged(clinic: str, pages: str = "Text.\n") -> list[Diagnostic]:
        return findings(f"{pages}\n-- content/clinic.yaml --\n{clinic}", tmp_path)

    return judged


@pytest.mark.parametrize(
    ("profile", "messages"),
    [
        (NOTHING, []),
        (NOTHING.replace("hipaa: false", "hipaa: true"),
         ["There is no Notice of Privacy Practices, which `hipaa: true` in the profile asks for."]),
        (NOTHING.replace("self_pay: false", "self_pay: true"),
         ["There is no notice of the right to a Good Faith Estimate, which `self_pay: true` in the profile asks for."]),
        (NOTHING.replace("federal_funds: false", "federal_funds: true"),
         ["There is no accessibility statement, which `federal_funds: true` in the profile asks for.",
          "There is no notice of nondiscrimination and language help, which `federal_funds: true` in the profile asks for."]),
        (NOTHING.replace(", public: false", ""),
         ["There is no accessibility statement, which `public: true` in the profile asks for.",
          "There is no privacy policy of the website, which `public: true` in the profile asks for."]),
    ],
)  # fmt: skip
def test_each_duty_asks_for_its_notices_at_its_line(judge, profile, messages):
    found = judge(f"profile: {{{profile}}}\n")
    assert sorted(d.message for d in found) == messages
    assert {(d.code, d.where.file, d.where.line) for d in found} <= {("LEG-01", "content/clinic.yaml", 1)}


@pytest.mark.parametrize(("states", "asked"), [("[CO]", False), ("[CO, WA]", True), ("[NV]", True)])
def test_washington_and_nevada_ask_for_a_policy_on_health_data(judge, states, asked):
    found = [d for d in judge(f"states_served: {states}\n") if d.code == "LEG-01"]
    assert [d.where.line for d in found] == [1] * asked


def test_a_notice_that_the_foot_leaves_out_is_named_with_its_line(judge):
    page = "---\nnotice: privacy-practices\n---\nText.\n"
    profile = f"profile: {{{NOTHING.replace('hipaa: false', 'hipaa: true')}}}\n"
    (found,) = judge(profile + "notices:\n  - {label: Fees, to: pages/fees.md}\n", page)
    assert found.message == (
        "The Notice of Privacy Practices is not linked from every page, which `hipaa: true` in the profile asks for."
    )
    assert (found.where.line, found.hint) == (2, "Add `to: pages/example.md` to `notices`.")
    assert judge(profile + "notices:\n  - {label: Privacy, to: pages/example.md}\n", page) == []


def test_a_notice_that_is_missing_a_draft_or_unmarked_says_how_to_mend_it(judge):
    profile = f"profile: {{{NOTHING.replace('hipaa: false', 'hipaa: true')}}}\n"
    assert [d.hint for d in judge(profile)][0].startswith("Write content/pages/notices/privacy-practices.md")
    draft = "Text.\n-- content/pages/privacy-practices.md --\n---\ndraft: true\nnotice: privacy-practices\n---\nText.\n"
    assert [d.hint for d in judge(profile, draft)] == ["Publish content/pages/privacy-practices.md, which is kept out of the site."]
    unmarked = "Text.\n-- content/pages/privacy-practices.md --\nText.\n"
    assert [d.hint for d in judge(profile, unmarked)] == ["Add `notice: privacy-practices` to content/pages/privacy-practices.md."]


def test_a_profile_that_leaves_a_question_open_is_refused(tmp_path):
    made = make_site(tmp_path, clinic=CLINIC.replace("profile: {hipaa: false, ", "profile: {"))
    assert codes(made.build()) == ["KEY002"]


PRIVACY = """\
-- content/pages/privacy.md --
---
title: Privacy practices
description: How we use your health information.
notice: privacy-practices
---
This notice says how.
"""
WITH_NOTICE = CLINIC.replace("hipaa: false", "hipaa: true").replace(
    "next_step:", "notices:\n  - {label: Privacy, to: pages/privacy.md}\nnext_step:"
)


def test_every_page_of_a_build_links_to_the_notice_and_a_template_without_the_foot_is_found(tmp_path):
    made = make_site(tmp_path, PRIVACY, clinic=WITH_NOTICE)
    assert codes(made.build()) == []
    assert 'data-notice="privacy-practices"' in made.read("privacy/index.html")
    assert 'href="/privacy/"' in made.read("404.html")
    made.write("templates/components/footer.html", "<footer></footer>")
    found = {(d.code, d.where.file) for d in made.build().diagnostics}
    assert ("LEG-03", "site/about/index.html") in found and ("LEG-03", "site/privacy/index.html") not in found


def test_a_page_that_does_not_link_to_a_notice_names_it():
    page = '<!doctype html><html lang="en-US"><title>A</title><h1>A</h1>{}</html>'
    pages = {"index.html": page.format(""), "npp/index.html": page.format('<main data-notice="privacy-practices"></main>')}
    found = [d for d in check_html(pages, set(pages)) if d.code == "LEG-03"]
    assert [(d.where.file, d.message) for d in found] == [
        ("site/index.html", "This page does not link to the Notice of Privacy Practices, `npp/index.html`.")
    ]


LINES = """\
crisis:
  - {show: "911", say: emergency, href: tel:911, use: emergency}
  - {show: "988", say: call, href: tel:988, use: crisis-call}
"""


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{show: "988", say: call, href: "tel:998", use: crisis-call}',
         "The line `call` leads to `tel:998`, which is not for `crisis-call`."),
        ('{show: "989", say: text, href: "sms:988", use: crisis-text}', "The line `text` shows `989`, but leads to `sms:988`."),
        ('{show: "988, then 1", say: Veterans, href: "tel:988,2", use: veterans}',
         "The line `Veterans` leads to `tel:988,2`, which is not for `veterans`."),
        ('{show: "838225", say: Veterans, href: "sms:838255", use: veterans}',
         "The line `Veterans` shows `838225`, but leads to `sms:838255`."),
    ],
)  # fmt: skip
def test_a_crisis_line_of_the_clinic_is_held_to_its_use_and_to_what_it_shows(judge, line, message):
    (found,) = judge(f"{LINES}  - {line}\n")
    assert (found.code, found.message, found.where.line) == ("FACT-12", message, 4)


def test_a_crisis_line_for_veterans_may_be_texted(judge):
    assert judge(LINES + '  - {show: "838255", say: text, href: "sms:838255", use: veterans}\n') == []


def test_a_closure_is_over_on_the_day_after_its_last(tmp_path):
    place = "-- content/locations/columbia.md --\n---\nclosures:\n{}---\n"
    over = "  - first: 2026-11-20\n    last: 2026-11-21\n    reason: training\n"
    today = "  - first: 2026-11-20\n    last: 2026-11-22\n    reason: training\n"
    (found,) = findings(place.format(over), tmp_path / "over")
    assert (found.code, found.severity, found.message) == ("FACT-08", "warning", "The closure `training` was over on 2026-11-21.")
    text = (tmp_path / "over/content/locations/columbia.md").read_text("utf-8").split("\n")
    assert text[found.where.line - 1] == "    last: 2026-11-21"
    assert findings(place.format(today), tmp_path / "today") == []
