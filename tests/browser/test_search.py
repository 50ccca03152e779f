"""Searching, as a reader does it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import found_in, judge
from tests.browser.conftest import Read, Visit
from tests.browser.demo import KINDS, SPANISH, Built, Served

pytestmark = pytest.mark.browser

SEARCH = KINDS["search"]


def found(page: Page) -> list[str]:
    """The titles of the pages that were found."""
    return page.locator("[data-rows] h3").all_inner_texts()


def said(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("status").first).to_have_text(words)


def ask(page: Page, words: str) -> None:
    page.get_by_label("Words to look for").fill(words)


@pytest.fixture
def opened(read: Read, built: Built):
    """Opens the search page at an address with these words."""
    return lambda words="", **more: read(built.url(SEARCH + (f"?q={quote(words)}" if words else "")), **more)


def test_an_address_with_words_shows_what_was_found_with_the_words_marked(opened) -> None:
    page = opened("driving")
    said(page, re.compile(r"^\d+ pages have “driving”\.$"))
    assert found(page)[0] == "When can I drive again?"
    assert re.match("dr[io]v", page.locator("[data-rows] mark").first.inner_text(), re.I)
    expect(page.locator("[data-rows] [data-topic]").first).to_have_text("After the infusion")
    expect(page.get_by_label("Words to look for")).to_have_value("driving")


def test_a_result_leads_to_its_page(opened, built: Built) -> None:
    page = opened("driving")
    page.get_by_role("link", name="When can I drive again?").first.click()
    expect(page).to_have_url(built.url("/articles/aftercare/driving/"))


def test_typing_is_enough_and_the_address_follows(opened, built: Built) -> None:
    page = opened()
    ask(page, "aneurysm")
    said(page, re.compile("aneurysm"))
    assert found(page)
    expect(page).to_have_url(built.url(SEARCH + "?q=aneurysm"))
    ask(page, "")
    said(page, "")
    expect(page.locator("[data-found]")).to_be_hidden()
    expect(page).to_have_url(built.url(SEARCH))


def test_the_button_and_the_enter_key_load_no_other_page(opened) -> None:
    page = opened()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.resource_type))
    ask(page, "driving")
    page.get_by_label("Words to look for").press("Enter")
    page.get_by_role("search").get_by_role("button", name="Search").click()
    said(page, re.compile("driving"))
    assert "document" not in asked


def test_a_topic_narrows_what_was_found_and_stands_in_the_address(opened, visit: Visit) -> None:
    page = opened("driving")
    said(page, re.compile("driving"))
    choice = page.get_by_label("Topic")
    names = choice.locator("option").all_inner_texts()
    assert names[0] == "All topics" and all(re.search(r" \(\d+\)$", name) for name in names[1:])
    (aftercare,) = [name for name in names if name.startswith("After the infusion")]
    choice.select_option(label=aftercare)
    number = int(aftercare[aftercare.rindex("(") + 1 : -1])
    said(page, f"{number} pages have “driving”.")
    assert set(page.locator("[data-topic]").all_inner_texts()) == {"After the infusion"}
    expect(page).to_have_url(re.compile(r"q=driving&topic=After\+the\+infusion$"))
    again = visit(page.url)
    said(again, f"{number} pages have “driving”.")
    expect(again.get_by_label("Topic")).to_have_value("After the infusion")


def test_a_long_list_is_shown_ten_by_ten_and_the_focus_goes_on(opened) -> None:
    page = opened("ketamine")
    said(page, re.compile("ketamine"))
    assert len(found(page)) == 10
    page.get_by_role("button", name="Show more pages").click()
    expect(page.locator("[data-rows] > li")).to_have_count(20)
    expect(page.locator("[data-rows] > li:nth-child(11) a")).to_be_focused()


@pytest.mark.parametrize("words", ("dissociation", "What is dissociation?", "DISSOCIATION"))
def test_a_word_is_answered_with_its_meaning_before_any_page(opened, built: Built, words: str) -> None:
    page = opened(words)
    said(page, re.compile("pages? ha"))
    card = page.locator("[data-cards] section").first
    expect(card.get_by_role("heading")).to_have_text("Dissociation")
    expect(card).to_contain_text("Feeling cut off from your body")
    assert card.bounding_box()["y"] < page.locator("[data-rows]").bounding_box()["y"]
    card.get_by_role("link").click()
    expect(page).to_have_url(built.url("/glossary/#term-dissociation"))


def test_words_that_only_make_a_question_are_not_looked_for(opened) -> None:
    page = opened("What is dissociation?")
    said(page, re.compile("pages? ha"))
    marks = page.locator("[data-rows] mark").all_inner_texts()
    assert marks and all("dissoci" in mark.lower() for mark in marks)


def test_a_word_that_is_one_among_many_is_not_explained(opened) -> None:
    page = opened("can I drive a car home after the ketamine infusion")
    said(page, re.compile("pages? ha"))
    assert "When can I drive again?" in found(page)
    assert "Ketamine" not in page.locator("[data-cards] h3").all_inner_texts()


def test_a_town_is_answered_with_its_clinic(opened) -> None:
    page = opened("columbia")
    said(page, re.compile("columbia"))
    (card,) = page.locator("[data-cards] section").all()
    expect(card.get_by_role("heading")).to_have_text("Columbia, Maryland")
    expect(card).to_contain_text("6011 Tamar Crossing")
    expect(card.get_by_role("link", name="410-555-0118")).to_have_attribute("href", "tel:+14105550118")
    expect(card).to_contain_text("Tuesday to Friday, 8 am to 5 pm")
    expect(card.get_by_role("link", name="Hours and the way here")).to_have_attribute("href", "/locations/columbia/")


def test_who_asks_for_hours_sees_every_clinic(opened) -> None:
    page = opened("opening hours")
    said(page, re.compile("hours"))
    assert page.locator("[data-cards] h3").all_inner_texts() == ["Colorado Springs, Colorado", "Columbia, Maryland"]


def test_where_nothing_was_found_there_is_a_way_on(opened) -> None:
    page = opened("xylophone")
    said(page, "No page has “xylophone”.")
    way = page.get_by_role("region", name="Try another way")
    expect(way).to_be_visible()
    expect(way.get_by_role("link", name=re.compile("410-555-0118"))).to_be_visible()
    way.get_by_role("link", name="list from A to Z").click()
    expect(page.get_by_role("heading", name="From A to Z")).to_be_in_viewport()


def test_words_that_look_like_html_stay_words(opened) -> None:
    page = opened("<img src=x onerror=alert(1)>")
    said(page, re.compile(re.escape("“<img src=x onerror=alert(1)>”")))
    assert page.locator("main img").count() == 0


MISSING = (r"pagefind\.js", r"pagefind-entry\.json", r"\.pf_meta", r"wasm\.", r"\.pf_index", r"\.pf_fragment")


@pytest.mark.parametrize("file", MISSING)
def test_an_index_that_cannot_be_loaded_leaves_the_list_the_answers_and_the_phone(file: str, visit: Visit, built: Built) -> None:
    page = visit(built.url(SEARCH))
    page.route(re.compile(file), lambda route: route.fulfill(status=404, body="not here"))
    ask(page, "dissociation")
    said(page, "The search did not load.")
    help_ = page.get_by_role("region", name="You can still find the page")
    expect(help_).to_be_visible()
    expect(help_.get_by_role("link", name=re.compile("719-555-0142"))).to_be_visible()
    expect(page.locator("[data-cards] section")).to_contain_text("Feeling cut off from your body")
    expect(page.get_by_role("heading", name="From A to Z")).to_be_visible()


def test_a_connection_lost_while_typing_is_told_of(visit: Visit, built: Built) -> None:
    page = visit(built.url(SEARCH))
    ask(page, "driving")
    said(page, re.compile("pages have"))
    page.context.set_offline(True)
    ask(page, "zoster")
    said(page, "The search did not load.")


def test_after_a_failure_the_next_word_tries_again(visit: Visit, built: Built) -> None:
    page = visit(built.url(SEARCH))
    page.route(re.compile("pagefind-entry"), lambda route: route.abort(), times=1)
    ask(page, "driving")
    said(page, "The search did not load.")
    ask(page, "driving home")
    said(page, re.compile("pages have “driving home”"))
    expect(page.get_by_role("region", name="You can still find the page")).to_be_hidden()


def test_without_its_topics_pages_are_found_all_the_same(visit: Visit, built: Built) -> None:
    page = visit(built.url(SEARCH))
    page.route(re.compile(r"\.pf_filter"), lambda route: route.fulfill(status=404, body="not here"))
    ask(page, "driving")
    said(page, re.compile("pages have “driving”"))
    assert page.get_by_label("Topic").locator("option").all_inner_texts() == ["All topics"]


def test_without_answers_pages_are_found_all_the_same(visit: Visit, built: Built) -> None:
    page = visit(built.url(SEARCH))
    page.route(re.compile(r"answers\.json"), lambda route: route.abort())
    ask(page, "driving")
    said(page, re.compile("pages have “driving”"))
    assert found(page)


def test_nothing_of_the_search_is_loaded_before_somebody_looks_for_something(visit: Visit, built: Built) -> None:
    asked: list[str] = []
    for path in ("/", SEARCH):
        page = visit("about:blank")
        page.on("request", lambda request: asked.append(request.url))
        page.goto(built.url(path), wait_until="networkidle")
        page.get_by_role("link", name="Search", exact=True).first.focus()
    assert not [url for url in asked if "pagefind" in url or "answers" in url]
    assert [url for url in asked if "search." in url] and not [url for url in asked[: asked.index(built.url(SEARCH))] if "search." in url]


def test_what_is_typed_is_sent_nowhere(visit: Visit, built: Built) -> None:
    page = visit("about:blank")
    sent: list[str] = []
    refused: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.method} {request.url} {request.post_data or ''} {request.headers.get('referer', '')}"))
    page.on("console", lambda message: refused.append(message.text))
    page.goto(built.url(SEARCH))
    ask(page, "aneurysm")
    said(page, re.compile("aneurysm"))
    page.locator("[data-rows] a").first.click()
    page.wait_for_load_state("networkidle")
    assert len(sent) > 6 and refused == []
    assert not [line for line in sent if "aneurysm" in line]
    assert all(line.startswith(f"GET {built.address}/") for line in sent)


def test_without_javascript_the_list_leads_everywhere(read: Read, built: Built) -> None:
    page = read(built.url(SEARCH + "?q=driving"), script=False)
    letters = page.get_by_role("navigation", name="Letters")
    letters.get_by_role("link", name="D", exact=True).click()
    expect(page.get_by_role("heading", name="D", exact=True)).to_be_in_viewport()
    listed = page.locator(".az a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    pages = {site_page.url for site_page in built.site.pages if not site_page.meta.noindex} - {SEARCH}
    terms = {f"/glossary/#term-{term.id}" for term in built.site.glossary}
    forms = {form.url for form in built.site.forms}
    assert sorted(listed) == sorted(pages | terms | forms)
    page.get_by_role("link", name="Dissociation").click()
    expect(page).to_have_url(built.url("/glossary/#term-dissociation"))


def test_without_javascript_the_form_leads_to_the_list(read: Read, built: Built) -> None:
    page = read(built.url(SEARCH), script=False)
    ask(page, "driving")
    page.get_by_role("search").get_by_role("button", name="Search").click()
    expect(page).to_have_url(built.url(SEARCH + "?q=driving"))
    expect(page.get_by_role("heading", name="From A to Z")).to_be_visible()


@pytest.mark.parametrize("words", ("driving", "xylophone"))
def test_axe_finds_nothing_in_what_was_found(opened, words: str) -> None:
    page = opened(words)
    said(page, re.compile(words))
    judge(page)


@pytest.mark.parametrize("words", ("dissociation", "columbia"))
def test_axe_finds_nothing_in_the_answers_of_the_glossary_and_of_a_location(opened, words: str) -> None:
    page = opened(words)
    said(page, re.compile(words))
    assert found_in(page, "[data-cards]") == []


def test_axe_finds_nothing_where_the_search_did_not_load(visit: Visit, built: Built) -> None:
    page = visit(built.url(SEARCH))
    page.route(re.compile("pagefind"), lambda route: route.abort())
    ask(page, "driving")
    said(page, "The search did not load.")
    judge(page)


@pytest.mark.parametrize("width", (320, 360, 768, 1280))
def test_what_was_found_fits_every_screen(opened, width: int) -> None:
    page = opened("medicines columbia", width=width, height=740)
    said(page, re.compile("columbia"))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_every_page_leads_to_the_search(read: Read, built: Built) -> None:
    page = read(built.url(KINDS["article"]), width=360, height=740)
    page.get_by_role("banner").get_by_role("link", name="Search").click()
    expect(page).to_have_url(built.url(SEARCH))


# Two languages

def test_pages_of_every_language_are_found_and_one_can_be_chosen(opened) -> None:
    page = opened("Okafor")
    said(page, re.compile(r"^\d+ pages have"))
    everywhere = int(page.get_by_role("status").first.inner_text().split()[0])
    counts = []
    for name, folder in (("English", False), ("Español", True)):
        page.get_by_label("Language").select_option(label=name)
        said(page, re.compile(rf"^(?!{everywhere} )\d+ pages have"))
        expect(page.locator("[data-rows] a[href^='/es/']")).to_have_count(page.locator("[data-rows] h3").count() if folder else 0)
        counts.append(int(page.get_by_role("status").first.inner_text().split()[0]))
    assert sum(counts) == everywhere and all(counts)


@pytest.mark.parametrize(("search", "own"), [("/search/", ""), ("/es/buscar/", "es-us")])
def test_pages_of_ones_own_language_come_first_and_others_say_which_they_are(search: str, own: str, read: Read, built: Built) -> None:
    page = read(built.url(f"{search}?q=Okafor"))
    status = page.get_by_role("status").first
    expect(status).to_have_text(re.compile(r"^\d+ "))
    number = int(status.inner_text().split()[0])
    lines = page.locator("[data-rows] > li")
    for shown in range(20, number + 10, 10):
        page.locator("[data-more]").click()
        expect(lines).to_have_count(min(shown, number))
    rows = page.evaluate("""() => [...document.querySelectorAll("[data-rows] > li")].map(row => [row.querySelector("a").getAttribute("href").startsWith("/es/"), row.lang])""")
    spanish = [is_spanish for is_spanish, _ in rows]
    assert spanish == sorted(spanish, reverse=bool(own)) and len(set(spanish)) == 2
    assert {lang for is_spanish, lang in rows if is_spanish == bool(own)} == {""}
    assert {lang for is_spanish, lang in rows if is_spanish != bool(own)} == {"en-us" if own else "es-us"}


def test_the_chosen_language_stands_in_the_address(opened, visit: Visit) -> None:
    page = opened("Okafor")
    said(page, re.compile("Okafor"))
    page.get_by_label("Language").select_option(label="Español")
    expect(page).to_have_url(re.compile(r"q=Okafor&lang=es-us$"))
    again = visit(page.url)
    said(again, re.compile("Okafor"))
    expect(again.get_by_label("Language")).to_have_value("es-us")


def test_the_spanish_page_answers_in_spanish(read: Read, built: Built) -> None:
    page = read(built.url(SPANISH["search"] + "?q=" + quote("¿Qué es la cistitis?")))
    said(page, re.compile(r"“¿Qué es la cistitis\?”\.$"))
    card = page.locator("[data-cards] section").first
    expect(card.get_by_role("heading")).to_have_text("Cistitis")
    expect(card).to_contain_text("Una vejiga adolorida")
    expect(card.get_by_role("link")).to_have_count(0)
    page.get_by_label("Palabras que busca").fill("xilófono")
    said(page, "Ninguna página tiene “xilófono”.")
    judge(page)


# The preview

@pytest.mark.xdist_group("served")
def test_an_edit_is_found_in_the_preview(visit: Visit, served: Served) -> None:
    path = "content/pages/about.md"
    before = served.read(path)
    page = visit("about:blank")
    # Nothing but this test reloads the page.
    page.route("**/_preview/overlay.js", lambda route: route.abort())
    page.goto(served.url(SEARCH))
    try:
        served.write(path, before + "\nThe rooftop has a zeppelin.\n")
        expect(page.locator("body")).to_be_visible()
        for _ in range(40):
            page.goto(served.url(SEARCH + "?q=zeppelin"))
            said(page, re.compile("zeppelin|did not load"))
            if page.get_by_role("status").first.inner_text() == "1 page has “zeppelin”.":
                break
        assert found(page) == ["About this clinic"]
    finally:
        served.write(path, before)


def test_the_index_says_which_pages_it_covers(built: Built) -> None:
    entry = json.loads((built.folder / "pagefind/pagefind-entry.json").read_text("utf-8"))
    covered = [page for page in Path(built.folder).rglob("*.html") if b"data-pagefind-body" in page.read_bytes()]
    counts = {language: facts["page_count"] for language, facts in entry["languages"].items()}
    assert set(counts) == {"en-us", "es-us"} and sum(counts.values()) == len(covered)
    assert counts["en-us"] > 60 and counts["es-us"] > 15
