from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.model.diagnostic import Location
from clinicsite.model.page import Page, Source
from clinicsite.model.site import MediaFile, Site
from clinicsite.read.scan import scan
from clinicsite.render.facts import Facts, matches
from clinicsite.render.outlines import digest, minutes_of
from clinicsite.settings import Settings
from tests.render.fake_view import SETTINGS, TODAY, make_article, make_clinic, make_location, make_page, make_reference, make_site


def facts(site: Site, settings: Settings = SETTINGS, clock: date = TODAY) -> Facts:
    return Facts(site, settings, clock, lambda name: f"template {name}", lambda name: f"asset {name}")


def rewritten(page: Page, body: str) -> Page:
    return replace(page, body=scan(body, 5), source=Source(page.source.path, body, digest(body)))


HOW = make_article("articles/science/how", "Words.", tags=("mood",))
WHY = make_article("articles/science/why", "Words.", tags=("mood",), weight=2)
FEES = make_page("fees", body="Words.")
SITE = make_site(HOW, WHY, FEES, references={"a": make_reference("a")}, media={"c.png": MediaFile("c.png", "d" * 64, 10)})
QUESTIONS = [
    ("page", "articles/science/how"), ("body", "articles/science/how"), ("address", "articles/science/how"), ("page", "fees"),
    ("listing", "kind=article topic=science"), ("listing", "kind=page"), ("related", "articles/science/why"), ("clinic", ""), ("clock", ""),
    ("settings", ""), ("reference", "a"), ("media", "c.png"), ("file", "c.png"), ("forms", ""), ("terms", ""),
]  # fmt: skip


def changed(before: Site, after: Site, **more: object) -> set[str]:
    """The questions whose answers are no longer the same."""
    old, new = facts(before), facts(after, **more)
    return {f"{kind} {name}".strip() for kind, name in QUESTIONS if old.digest(kind, name) != new.digest(kind, name)}


def with_page(site: Site, page: Page) -> Site:
    return replace(site, pages=tuple(page if old.id == page.id else old for old in site.pages))


def test_nothing_changes_by_itself():
    assert changed(SITE, make_site(HOW, WHY, FEES, references=SITE.references, media=SITE.media)) == set()


def test_a_changed_body_concerns_nobody_but_its_page():
    assert changed(SITE, with_page(SITE, rewritten(HOW, "Other words."))) == {"body articles/science/how"}


@pytest.mark.parametrize("body", ["Words. " * 600, "## A heading\n\nWords."])
def test_a_body_that_takes_longer_or_has_other_headings_concerns_those_who_show_that(body):
    assert changed(SITE, with_page(SITE, rewritten(HOW, body))) == {
        "body articles/science/how", "page articles/science/how", "listing kind=article topic=science", "related articles/science/why",
    }  # fmt: skip


def test_another_title_concerns_lists_and_relatives_but_not_plain_links():
    named = replace(HOW, meta=replace(HOW.meta, title="Another title"))
    assert changed(SITE, with_page(SITE, named)) == {
        "page articles/science/how", "listing kind=article topic=science", "related articles/science/why",
    }  # fmt: skip


def test_another_address_concerns_plain_links_too():
    assert "address articles/science/how" in changed(SITE, with_page(SITE, replace(HOW, url="/elsewhere/")))


def test_a_new_article_concerns_its_topic_and_its_relatives():
    new = make_article("articles/science/when", tags=("mood",))
    assert changed(SITE, replace(SITE, pages=(*SITE.pages, new))) == {"listing kind=article topic=science", "related articles/science/why"}


def test_a_page_that_goes_is_gone():
    after = facts(replace(SITE, pages=(FEES,)))
    assert [after.digest(kind, "articles/science/how") for kind in ("page", "body", "address", "related")] == ["", "", "", ""]


def test_the_clinic_the_day_and_the_settings():
    assert changed(SITE, replace(SITE, clinic=make_clinic(name="Other"))) == {"clinic"}
    assert changed(SITE, replace(SITE, clinic=make_clinic(base_url="https://other.example"))) == {"clinic", "settings"}
    assert changed(SITE, SITE, clock=date(2026, 11, 23)) == {"clock"}
    assert changed(SITE, SITE, settings=replace(SETTINGS, drafts=True)) == {"settings"}
    assert changed(SITE, SITE, settings=replace(SETTINGS, base_url="https://preview.example/x")) == {"settings"}
    assert changed(SITE, SITE, settings=replace(SETTINGS, strict=True)) == set()


def test_a_work_that_only_moved_in_its_file_is_the_same_work():
    moved = replace(SITE.references["a"], where=Location("content/references.bib", 99))
    assert changed(SITE, replace(SITE, references={"a": moved})) == set()
    assert changed(SITE, replace(SITE, references={"a": replace(moved, year="2001")})) == {"reference a"}


def test_a_picture_is_its_bytes():
    other = {"c.png": MediaFile("c.png", "e" * 64, 10)}
    assert changed(SITE, replace(SITE, media=other)) == {"media c.png", "file c.png"}


def test_what_nobody_knows_has_no_answer():
    known = facts(SITE)
    assert [known.digest(*question) for question in (("page", "x"), ("reference", "x"), ("media", "x"), ("form", "x"), ("what", "x"))] == [""] * 5


def test_a_template_and_an_asset_are_what_their_folders_say():
    assert (facts(SITE).digest("template", "a.html"), facts(SITE).digest("asset", "b.css")) == ("template a.html", "asset b.css")


# Listings


def ids(query: str, *pages: Page) -> list[str]:
    return [page.id for page in facts(make_site(*pages)).listing(query) if page.id]


def test_a_list_stands_in_the_order_of_weight_then_title():
    pages = [make_page("a", weight=2, title="A"), make_page("b", title="beta"), make_page("c", title="Alpha"), make_page("d", title="alpha")]
    assert ids("kind=page", *pages) == ["c", "d", "b", "a"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=article", ["articles/science/a", "articles/science/b"]),
        ("kind=article stage=before", ["articles/science/a"]),
        ("kind=article tag=mood", ["articles/science/b"]),
        ("kind=article about=ocd", ["articles/science/a"]),
        ("kind=article author=ruth", ["articles/science/a"]),
        ("kind=article treatment=ketamine", ["articles/science/b"]),
        ("series=path", ["articles/science/a", "fees"]),
        ("kind=page,location", ["fees", "locations/columbia"]),
        ("kind=article location=columbia", ["articles/science/a", "articles/science/b"]),
        ("kind=article location=elsewhere", ["articles/science/b"]),
        ("kind=article topic=cost", []),
        ("kind=nothing", []),
    ],
)
def test_a_list_holds_the_pages_that_answer_every_criterion(query, found):
    pages = (
        make_article("articles/science/a", stage="before", about=("ocd",), authors=("ruth",), series="path", locations=("columbia",)),
        make_article("articles/science/b", tags=("mood",), treatments=("ketamine",)),
        make_page("fees", series="path"), make_location("columbia", title="Zz"),
    )  # fmt: skip
    assert ids(query, *pages) == found


def test_a_criterion_that_does_not_exist_names_those_that_do():
    with pytest.raises(TypeError, match=r"^`view\.pages` takes kind, topic, stage, .* and location, not `colour`\.$"):
        matches(FEES, "colour", "red")


def test_reading_takes_at_least_a_minute():
    assert minutes_of(make_page("a", body="Word.")) == 1
    assert 3 <= minutes_of(make_page("a", body="Word. " * 800)) <= 5


@given(st.lists(st.text(max_size=4), max_size=4), st.lists(st.text(max_size=4), max_size=4))
def test_digests_of_different_parts_differ(first, second):
    assert (digest(*first) == digest(*second)) == (first == second) or any("\0" in part for part in first + second)
