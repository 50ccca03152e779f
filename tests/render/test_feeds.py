from __future__ import annotations

import json
from datetime import date
from xml.etree import ElementTree

import pytest

from clinicsite.render.feeds import feed_links, jobs
from tests.render.fake_view import SETTINGS, FakeView, make_article, make_page, make_reference, make_site

ATOM = {"a": "http://www.w3.org/2005/Atom"}

FEELS = make_article(
    "articles/infusion/what-it-feels-like",
    title="What does it feel like?",
    summary="Most of all, *strange*.[@berman2000]",
    date=date(2026, 10, 6),
    updated=date(2026, 11, 3),
    authors=("hannah-brandt",),
    tags=("dissociation",),
)
HISTORY = make_article("articles/science/a-short-history", title="A < short & history", date=date(2026, 9, 1))
HANNAH = make_page("people/hannah-brandt", "person", title="Hannah Brandt", credentials="RN", role="Nurse")
INFUSION = make_page("articles/infusion", "topic", title="The visit", description="From curb to home.")
SCIENCE = make_page("articles/science", "topic", title="Science")
SITE = make_site(FEELS, HISTORY, HANNAH, INFUSION, SCIENCE, references={"berman2000": make_reference("berman2000")})


def outputs(site=SITE, **view) -> dict[str, bytes]:
    return {job.path: job.render(FakeView(site, **view)) for job in jobs(site, SETTINGS)}


def atom(path: str = "feed.xml", site=SITE, **view) -> ElementTree.Element:
    return ElementTree.fromstring(outputs(site, **view)[path])


def texts(root: ElementTree.Element, path: str) -> list[str]:
    return [element.text or "" for element in root.findall(path, ATOM)]


def content(html: str, **view) -> str:
    """The content of the entry whose body is this HTML."""
    root = atom("articles/infusion/feed.xml", prose={FEELS.id: html}, **view)
    return texts(root, "a:entry/a:content")[0]


def test_the_site_and_each_topic_have_both_feeds():
    assert sorted(outputs()) == [
        "articles/infusion/feed.json",
        "articles/infusion/feed.xml",
        "articles/science/feed.json",
        "articles/science/feed.xml",
        "feed.json",
        "feed.xml",
    ]


def test_a_topic_without_articles_has_no_feed_and_no_link_to_one():
    site = make_site(FEELS, INFUSION, SCIENCE)
    assert "articles/science/feed.xml" not in outputs(site)
    assert feed_links(FakeView(site), SCIENCE) == (("application/atom+xml", "Juniper Row", "/feed.xml"),)


def test_an_article_names_its_topics_feed_and_the_sites():
    assert feed_links(FakeView(SITE, base_url="https://example.org/clinic"), FEELS) == (
        ("application/atom+xml", "The visit, Juniper Row", "/clinic/articles/infusion/feed.xml"),
        ("application/atom+xml", "Juniper Row", "/clinic/feed.xml"),
    )


def test_an_atom_feed_has_what_rfc_4287_asks_for():
    root = atom()
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    assert texts(root, "a:id") == ["https://www.juniperrow.example/feed.xml"]
    assert texts(root, "a:title") == ["Juniper Row Ketamine Clinic"]
    assert texts(root, "a:author/a:name") == ["Juniper Row Ketamine Clinic"]
    links = {link.get("rel"): link.get("href") for link in root.findall("a:link", ATOM)}
    assert links == {"self": "https://www.juniperrow.example/feed.xml", "alternate": "https://www.juniperrow.example/"}
    for entry in root.findall("a:entry", ATOM):
        assert all(texts(entry, f"a:{name}") for name in ("id", "title", "updated", "published", "summary", "content"))


def test_the_newest_article_comes_first_and_dates_the_feed():
    root = atom()
    assert texts(root, "a:entry/a:title") == ["What does it feel like?", "A < short & history"]
    assert texts(root, "a:entry/a:updated") == ["2026-11-03T12:00:00Z", "2026-09-01T12:00:00Z"]
    assert texts(root, "a:entry/a:published") == ["2026-10-06T12:00:00Z", "2026-09-01T12:00:00Z"]
    assert texts(root, "a:updated") == ["2026-11-03T12:00:00Z"]


def test_the_day_of_the_build_changes_nothing():
    assert outputs(clock=date(2026, 11, 22)) == outputs(clock=date(2031, 1, 1))


def test_an_entry_names_its_authors_tags_and_address():
    entry = atom("articles/infusion/feed.xml").find("a:entry", ATOM)
    assert entry is not None
    assert texts(entry, "a:id") == ["https://www.juniperrow.example/articles/infusion/what-it-feels-like/"]
    assert texts(entry, "a:author/a:name") == ["Hannah Brandt, RN"]
    assert texts(entry, "a:author/a:uri") == ["https://www.juniperrow.example/people/hannah-brandt/"]
    assert [tag.get("term") for tag in entry.findall("a:category", ATOM)] == ["dissociation"]
    assert texts(entry, "a:summary") == ["Most of all, strange."]


@pytest.mark.parametrize(
    ("html", "absolute"),
    [
        ('<a href="/fees/#gfe">x</a>', '<a href="https://www.juniperrow.example/fees/#gfe">x</a>'),
        (
            '<a class="b" href="#risks">x</a>',
            '<a class="b" href="https://www.juniperrow.example/articles/infusion/what-it-feels-like/#risks">x</a>',
        ),
        ('<img alt="" src="/media/x.1.png">', '<img alt="" src="https://www.juniperrow.example/media/x.1.png">'),
        (
            '<source srcset="/media/a.webp 1x, /media/b.webp 2x">',
            '<source srcset="https://www.juniperrow.example/media/a.webp 1x, https://www.juniperrow.example/media/b.webp 2x">',
        ),
        ('<a href="https://988lifeline.org/">x</a>', '<a href="https://988lifeline.org/">x</a>'),
        ('<a href="tel:988">988</a>', '<a href="tel:988">988</a>'),
    ],
)
def test_links_in_a_feed_work_away_from_the_site(html: str, absolute: str):
    assert absolute in content(html)


def test_links_of_a_site_in_a_folder_keep_the_folder_once():
    html = content('<a href="/clinic/fees/">x</a>', base_url="https://example.org/clinic")
    assert '<a href="https://example.org/clinic/fees/">x</a>' in html


def test_citations_are_numbered_and_listed():
    html = content('<p>It helped some.<x-cite keys="berman2000"></x-cite></p>')
    assert '/what-it-feels-like/#r1" aria-label="Reference 1">1</a></sup>' in html
    assert '<h2>References</h2><ol class="refs">\n<li id="r1">Berman RM. Ketamine in depression.' in html


def test_an_article_that_cites_nothing_has_no_empty_list():
    assert "References" not in content("<p>Plain.</p>")


def test_the_regulatory_status_travels_with_the_article():
    therapy = make_page(
        "treatments/ketamine-infusion", "treatment", status="Ketamine for depression is *off-label*.", therapy="Infusion"
    )
    article = make_article("articles/infusion/a", date=date(2026, 1, 1), treatments=("ketamine-infusion",))
    root = atom("feed.xml", make_site(article, therapy))
    assert "<p>Ketamine for depression is off-label.</p>" in texts(root, "a:entry/a:content")[0]


def test_a_page_hidden_from_search_engines_stays_out_of_every_feed():
    hidden = make_article("articles/infusion/hidden", title="Hidden", date=date(2026, 11, 20), noindex=True)
    site = make_site(FEELS, HANNAH, INFUSION, hidden)
    assert all(b"Hidden" not in data for data in outputs(site).values())


def test_a_site_without_articles_has_no_feed():
    assert list(jobs(make_site(HANNAH), SETTINGS)) == []
    assert feed_links(FakeView(make_site(HANNAH))) == ()


def test_a_control_character_in_a_body_does_not_break_the_feed():
    assert "<p>ab</p>" in content("<p>a\x0bb</p>")


def test_a_json_feed_has_what_version_1_1_asks_for():
    feed = json.loads(outputs()["feed.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "Juniper Row Ketamine Clinic"
    assert feed["home_page_url"] == "https://www.juniperrow.example/"
    assert feed["feed_url"] == "https://www.juniperrow.example/feed.json"
    assert feed["authors"] == [{"name": "Juniper Row Ketamine Clinic", "url": "https://www.juniperrow.example/"}]
    first, second = feed["items"]
    assert first["id"] == first["url"] == "https://www.juniperrow.example/articles/infusion/what-it-feels-like/"
    assert first["date_published"] == "2026-10-06T12:00:00Z"
    assert first["date_modified"] == "2026-11-03T12:00:00Z"
    assert first["authors"][0]["name"] == "Hannah Brandt, RN"
    assert first["tags"] == ["dissociation"]
    assert first["content_html"].startswith("<p>Most of all, strange.</p>")
    assert "tags" not in second


def test_a_feed_stops_at_twenty_articles():
    articles = [make_article(f"articles/science/a{n:02}", date=date(2026, 1, 1)) for n in range(30)]
    assert len(json.loads(outputs(make_site(*articles))["feed.json"])["items"]) == 20


def test_an_edited_article_is_a_need_of_its_feed():
    view = FakeView(SITE)
    next(job for job in jobs(SITE, SETTINGS) if job.path == "feed.xml").render(view)
    needs = {str(need) for need in view.needs}
    assert f"body {FEELS.id}" in needs
    assert "template text/feed.xml" in needs
