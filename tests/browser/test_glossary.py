"""Definitions open where a term stands, with a script or without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Read, Visit
from tests.browser.demo import ARTICLE, KINDS, Built

pytestmark = pytest.mark.browser

script = pytest.mark.parametrize("script", (True, False), ids=("with JavaScript", "without JavaScript"))


def first_term(page: Page) -> tuple[Locator, Locator, Locator]:
    """The first term of an article: the link in the text, the line that opens the definition, and the definition."""
    link = page.get_by_role("article").locator("a[href^='#term-']").first
    definition = page.locator(str(link.get_attribute("href")))
    return link, page.locator("details", has=definition).locator("summary"), definition


@script
def test_a_term_in_the_text_opens_its_definition_below(script: bool, read: Read, built: Built) -> None:
    page = read(built.url(ARTICLE), width=360, height=740, script=script)
    link, _, definition = first_term(page)
    expect(definition).to_be_hidden()
    link.click()
    expect(definition).to_be_visible()
    expect(definition).to_be_in_viewport()
    words = definition.inner_text()
    assert len(words) > 20 and words in page.get_by_role("article").inner_text()


@script
def test_a_definition_opens_and_closes_at_its_own_line(script: bool, read: Read, built: Built) -> None:
    page = read(built.url(ARTICLE), width=360, height=740, script=script)
    _, line, definition = first_term(page)
    line.click()
    expect(definition).to_be_visible()
    line.press("Enter")
    expect(definition).to_be_hidden()
    line.press("Enter")
    expect(definition).to_be_visible()


def test_a_link_from_elsewhere_finds_its_definition_open(read: Read, visit: Visit, built: Built) -> None:
    page = read(built.url(ARTICLE), width=360, height=740)
    address = first_term(page)[0].get_attribute("href")
    page = visit(built.url(f"{ARTICLE}{address}"), width=360, height=740)
    expect(first_term(page)[2]).to_be_in_viewport()


def test_where_there_is_room_definitions_stand_open_in_the_margin(read: Read, built: Built) -> None:
    page = read(built.url(ARTICLE), width=1440)
    definition = first_term(page)[2]
    expect(definition).to_be_visible()
    text, note = page.get_by_role("article").locator("> p").first.bounding_box(), definition.bounding_box()
    assert text and note and note["x"] > text["x"] + text["width"]


def test_the_glossary_leads_from_term_to_term(read: Read, built: Built) -> None:
    page = read(built.url(KINDS["glossary"]), script=False)
    link = page.get_by_role("main").get_by_role("definition").get_by_role("link").first
    name = link.inner_text()
    link.click()
    expect(page.get_by_role("term").get_by_text(name, exact=True)).to_be_in_viewport()
