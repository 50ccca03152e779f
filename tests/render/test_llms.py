from __future__ import annotations

from clinicsite.render.llms import jobs
from tests.render.fake_view import SETTINGS, FakeView, make_article, make_form, make_location, make_page, make_site


def llms(*pages, **parts) -> str:
    site = make_site(*pages, **parts)
    (job,) = jobs(site, SETTINGS)
    assert job.path == "llms.txt"
    return job.render(FakeView(site)).decode()


def test_llms_txt_lists_the_site_by_parts():
    text = llms(
        make_page(
            "treatments/ketamine-infusion", "treatment", title="Ketamine infusion", description="A drip.",
            status="Off-label.", therapy="Infusion",
        ),
        make_page("articles/science", "topic", title="The science"),
        make_article("articles/science/how", title="How may [it] work?", description="Several ideas & no proof."),
        make_location(description="Hours and address."),
        make_page("people/ruth", "person", title="Ruth Lindqvist", credentials="RN", role="Nurse", description="Lead nurse."),
        make_page("about", layout="about", title="About us", description="Who we are."),
        make_page("notices/privacy", layout="notice", title="Privacy", description="Your rights."),
        forms=(make_form(),),
    )  # fmt: skip
    assert text == """\
# Juniper Row Ketamine Clinic

> Ketamine infusions, given off-label, for adults.

This is information, not medical advice.

## Treatments

- [Ketamine infusion](https://www.juniperrow.example/treatments/ketamine-infusion/): A drip.

## The science

- [How may (it) work?](https://www.juniperrow.example/articles/science/how/): Several ideas & no proof.

## Locations

- [Colorado Springs](https://www.juniperrow.example/locations/colorado-springs/): Hours and address.

## People

- [Ruth Lindqvist, RN](https://www.juniperrow.example/people/ruth/): Lead nurse.

## About the clinic

- [About us](https://www.juniperrow.example/about/): Who we are.
- [Request an appointment](https://www.juniperrow.example/request-appointment/): Ask for a call.

## Optional

- [Privacy](https://www.juniperrow.example/notices/privacy/): Your rights.
"""


def test_a_page_hidden_from_search_engines_is_not_listed():
    assert "hidden" not in llms(make_page("hidden", noindex=True))
