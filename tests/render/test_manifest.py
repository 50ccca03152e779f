from __future__ import annotations

import json

from clinicsite.render.manifest import jobs
from tests.render.fake_view import SETTINGS, FakeView, make_clinic, make_site


def manifest(site, **view) -> dict:
    (job,) = jobs(site, SETTINGS)
    assert job.path == "site.webmanifest"
    return json.loads(job.render(FakeView(site, **view)))


def test_the_manifest_names_the_clinic_and_its_icons():
    found = manifest(make_site(clinic=make_clinic(mark="drawings/twig.svg")))
    assert (found["name"], found["short_name"], found["start_url"]) == ("Juniper Row Ketamine Clinic", "Juniper Row", "/")
    assert [(icon["src"], icon["sizes"]) for icon in found["icons"]] == [
        ("/favicon.svg", "any"),
        ("/apple-touch-icon.png", "180x180"),
        ("/icon-512.png", "512x512"),
    ]


def test_the_site_opens_with_the_browsers_own_buttons():
    assert manifest(make_site())["display"] == "browser"


def test_a_site_in_a_folder_stays_in_its_folder():
    found = manifest(make_site(), base_url="https://example.org/clinic")
    assert found["start_url"] == found["scope"] == "/clinic/"
    assert [icon["src"] for icon in found["icons"]] == ["/clinic/favicon.svg"]
