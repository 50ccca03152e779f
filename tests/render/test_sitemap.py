from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from clinicsite.render.sitemap import jobs
from tests.render.fake_view import SETTINGS, FakeView, make_article, make_clinic, make_form, make_page, make_site

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def sitemap(site, path: str = "sitemap.xml", **options) -> ElementTree.Element:
    made = {job.path: job for job in jobs(site, SETTINGS, **options)}
    return ElementTree.fromstring(made[path].render(FakeView(site)))


def lines(root: ElementTree.Element) -> dict[str, str | None]:
    return {
        url.findtext("s:loc", "", SITEMAP): url.findtext("s:lastmod", None, SITEMAP) for url in root.findall("s:url", SITEMAP)
    }


def test_the_sitemap_lists_pages_and_forms_with_the_day_of_their_last_change():
    day = {"date": date(2026, 1, 1)}
    site = make_site(
        make_article("articles/a/updated", updated=date(2026, 3, 3), reviewed=date(2026, 2, 2), **day),
        make_article("articles/a/reviewed", reviewed=date(2026, 2, 2), **day),
        make_article("articles/a/written", **day),
        make_page("fees-and-more"),
        forms=(make_form(),),
    )
    assert lines(sitemap(site)) == {
        "https://www.juniperrow.example/": None,
        "https://www.juniperrow.example/articles/a/updated/": "2026-03-03",
        "https://www.juniperrow.example/articles/a/reviewed/": "2026-02-02",
        "https://www.juniperrow.example/articles/a/written/": "2026-01-01",
        "https://www.juniperrow.example/fees-and-more/": None,
        "https://www.juniperrow.example/request-appointment/": None,
    }


def test_a_page_hidden_from_search_engines_is_not_in_the_sitemap():
    site = make_site(make_page("hidden", noindex=True))
    assert list(lines(sitemap(site))) == ["https://www.juniperrow.example/"]


def test_thank_you_pages_are_not_in_the_sitemap():
    site = make_site(forms=(make_form(),))
    assert not any("thank-you" in url for url in lines(sitemap(site)))


def test_more_addresses_than_one_file_may_hold_make_an_index_and_parts():
    site = make_site(*(make_page(f"p{n}") for n in range(4)))
    paths = [job.path for job in jobs(site, SETTINGS, most=2)]
    assert paths == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    index = sitemap(site, most=2)
    assert index.tag.endswith("sitemapindex")
    assert [loc.text for loc in index.findall("s:sitemap/s:loc", SITEMAP)] == [
        f"https://www.juniperrow.example/sitemap-{n}.xml" for n in (1, 2, 3)
    ]
    listed = [url for n in (1, 2, 3) for url in lines(sitemap(site, f"sitemap-{n}.xml", most=2))]
    assert len(listed) == len(set(listed)) == 5


@pytest.mark.parametrize(
    ("clinic", "more"),
    [({"sample": True}, {}), ({}, {"drafts": True}), ({}, {"base_url": "https://alder.netlify.app"})],
)
def test_a_sample_or_a_copy_for_trial_has_no_sitemap(clinic, more):
    assert list(jobs(make_site(clinic=make_clinic(**clinic)), replace(SETTINGS, **more))) == []


def test_a_site_that_fits_exactly_has_one_file():
    assert [job.path for job in jobs(make_site(make_page("p")), SETTINGS, most=2)] == ["sitemap.xml"]
