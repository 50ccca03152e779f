from __future__ import annotations

from clinicsite.render.robots import jobs
from tests.render.fake_view import SETTINGS, FakeView, make_clinic, make_site


def robots(site, **view) -> str:
    (job,) = jobs(site, SETTINGS)
    assert job.path == "robots.txt"
    return job.render(FakeView(site, **view)).decode()


def test_robots_may_read_everything_but_the_preview():
    assert robots(make_site()) == (
        "User-agent: *\nDisallow: /_preview\n\nSitemap: https://www.juniperrow.example/sitemap.xml\n"
    )


def test_robots_may_read_a_sample_too_or_they_would_not_see_that_it_is_not_to_be_listed():
    assert robots(make_site(clinic=make_clinic(sample=True))) == "User-agent: *\nDisallow: /_preview\n"


def test_a_site_in_a_folder_names_its_own_sitemap():
    text = robots(make_site(), base_url="https://example.org/clinic")
    assert "Disallow: /clinic/_preview" in text
    assert "Sitemap: https://example.org/clinic/sitemap.xml" in text
