"""The page on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Read
from tests.browser.demo import ARTICLE, KINDS, Built

pytestmark = pytest.mark.browser

PAPER = 695
"""Pixels between the margins of a letter sheet."""

CUT = """() => [...document.body.querySelectorAll("*")].filter(element => {
  if (!element.checkVisibility() || element.closest("svg, .hide")) return false;
  const style = getComputedStyle(element), box = element.getBoundingClientRect();
  const says = !element.childElementCount || [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  const clips = /hidden|clip|auto|scroll/.test(style.overflowX + style.overflowY);
  return (says && (box.right > innerWidth + 1 || box.left < -1))
    || (clips && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1));
}).map(element => element.cloneNode(false).outerHTML)"""


@pytest.fixture
def sheet(read: Read, built: Built) -> Page:
    """An article as it is printed, without a script's help."""
    page = read(built.url(ARTICLE), width=PAPER, script=False)
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("width", (PAPER, 1100), ids=("a letter sheet", "a wide sheet"))
def test_what_cannot_be_used_on_paper_is_left_out(width: int, read: Read, built: Built) -> None:
    page = read(built.url(ARTICLE), width=width)
    page.mouse.wheel(0, 900)
    if width == PAPER:
        expect(page.get_by_role("navigation", name="Call or request")).to_be_visible()
    page.emulate_media(media="print")
    for name in ("Main", "Site", "Notices", "You are here", "Call or request", "Contents, in reading time"):
        expect(page.get_by_role("navigation", name=name)).to_be_hidden()
    for name in ("Menu", "Request an appointment", "Request a visit", "Skip to the page"):
        expect(page.get_by_role("link", name=name)).to_be_hidden()
    expect(page.get_by_text("The next step is a call")).to_be_hidden()
    expect(page.get_by_text("Pass it on")).to_be_hidden()


def test_help_and_phones_are_on_the_sheet(sheet: Page) -> None:
    crisis = sheet.get_by_role("region", name="Crisis help")
    for words in ("988 call", "988 text", "911 emergency", "988, then 1 Veterans"):
        expect(crisis.get_by_role("link", name=words)).to_be_visible()
    for phone in ("719-555-0142", "410-555-0118"):
        expect(sheet.get_by_role("contentinfo").get_by_text(phone)).to_be_visible()


def test_who_wrote_it_and_on_what_is_on_the_sheet(sheet: Page, built: Built) -> None:
    references = sheet.get_by_role("region", name="References").get_by_role("listitem")
    assert references.count() >= 5
    for reference in references.all():
        expect(reference).to_be_visible()
    text = sheet.locator("body").inner_text()
    for words in ("Written by", "Medically reviewed by", "Last reviewed", "Next review due"):
        assert re.search(rf"{words}\s+\w", text), words
    assert built.site.clinic.base_url + ARTICLE in text


def test_every_source_prints_its_whole_address(sheet: Page) -> None:
    for link in sheet.get_by_role("region", name="References").get_by_role("link").all():
        printed = link.inner_text() + link.evaluate("element => getComputedStyle(element, '::after').content")
        assert str(link.get_attribute("href")).removeprefix("https://") in printed


def test_definitions_can_be_read_though_nobody_opened_them(sheet: Page) -> None:
    notes = sheet.locator("details > p")
    assert notes.count() >= 3
    for note in notes.all():
        expect(note).to_be_visible()
        words = note.inner_text()
        assert len(words) > 20 and words in sheet.get_by_role("article").inner_text()


def test_an_article_becomes_a_few_sheets(read: Read, built: Built) -> None:
    pdf = read(built.url(ARTICLE)).pdf(format="Letter")
    assert pdf.startswith(b"%PDF-")
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 6


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_cut_at_the_edge_of_the_paper(kind: str, read: Read, built: Built) -> None:
    page = read(built.url(KINDS[kind]), width=PAPER)
    page.emulate_media(media="print")
    assert page.evaluate(CUT) == []



HANDOUTS = ("/articles/aftercare/first-24-hours/", "/articles/aftercare/driving/", "/es/articulos/despues/efectos-secundarios/")


def sheets(page: Page, paper: str) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper)))


@pytest.mark.parametrize("path", HANDOUTS)
def test_a_handout_is_one_sheet_of_either_paper(path: str, read: Read, built: Built) -> None:
    page = read(built.url(path), script=False)
    assert (sheets(page, "Letter"), sheets(page, "A4")) == (1, 1)


def test_a_handout_says_what_to_do_when_to_call_and_where_the_rest_is(read: Read, built: Built) -> None:
    page = read(built.url(HANDOUTS[0]), script=False)
    page.emulate_media(media="print")
    for words in ("Do not", "Call 911 now", "Call us the same day", "do not sign legal papers", "This is the version of"):
        expect(page.get_by_text(words, exact=False).first).to_be_visible()
    expect(page.get_by_role("contentinfo").get_by_text("719-555-0142")).to_be_visible()
    expect(page.get_by_role("region", name="Crisis help").get_by_role("link", name="988 call")).to_be_visible()
    code = page.get_by_role("img", name="A code that leads to this page")
    code.scroll_into_view_if_needed()
    expect(code).to_be_visible()
    expect(code).to_have_js_property("complete", True)
    assert code.evaluate("image => image.naturalWidth") > 0
    expect(page.get_by_role("region", name="References")).to_be_hidden()
    expect(page.get_by_text("Let your adult carry the bag")).to_be_hidden()


def test_what_is_printed_can_be_chosen_without_a_script(read: Read, built: Built) -> None:
    page = read(built.url(HANDOUTS[0]), script=False)
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    rule = page.get_by_text("do not sign legal papers")
    page.emulate_media(media="print")
    small = rule.evaluate(size)
    page.emulate_media(media="screen")
    page.get_by_label("The same in large print").check()
    page.emulate_media(media="print")
    assert rule.evaluate(size) >= 15.9 / 72 * 96 > small
    page.emulate_media(media="screen")
    page.get_by_label("The whole page with its sources").check()
    page.emulate_media(media="print")
    expect(page.get_by_role("region", name="References")).to_be_visible()
    expect(page.get_by_text("Let your adult carry the bag")).to_be_visible()


def test_the_code_is_not_asked_for_before_it_is_printed(read: Read, built: Built) -> None:
    page = read(built.url("/"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(built.url(HANDOUTS[0]))
    page.mouse.wheel(0, 20000)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if url.endswith("code.svg")]
