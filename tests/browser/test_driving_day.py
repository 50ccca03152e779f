"""The day after a day that the reader gives: told on the device, sent nowhere, and never an hour."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Read
from tests.browser.demo import Built

pytestmark = pytest.mark.browser

DRIVING = "/articles/aftercare/driving/"
SPANISH = "/es/articulos/despues/primeras-24-horas/"


@pytest.fixture(scope="module")
def device(chromium: Browser):
    """A device in Denver on the evening of 18 November 2026, when it is the 19th in London."""
    context = chromium.new_context(timezone_id="America/Denver")
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-19T02:30:00Z")
    yield page
    context.close()


def test_on_the_day_itself_the_next_day_is_named_with_the_rule(device: Page, built: Built) -> None:
    device.goto(built.url(DRIVING))
    box = device.get_by_role("region", name="The day for you")
    expect(box.get_by_label("The day of your infusion")).to_have_value("2026-11-18")
    expect(box.get_by_role("status")).to_have_text("Not before Thursday 19 November, and then only if you have slept a night and feel clear.")


def test_a_day_that_is_past_leaves_the_rule_and_one_to_come_cannot_be_given(device: Page, built: Built) -> None:
    device.goto(built.url(DRIVING))
    box = device.get_by_role("region", name="The day for you")
    given, said = box.get_by_label("The day of your infusion"), box.get_by_role("status")
    given.fill("2026-11-17")
    expect(said).to_have_text("You may drive if you have slept a night since then and feel clear. If not, wait longer.")
    assert given.get_attribute("max") == "2026-11-18"
    given.fill("2026-10-31")
    expect(said).to_contain_text("wait longer")
    given.fill("")
    expect(said).to_have_text("")


def test_in_spanish_the_day_is_said_in_spanish(device: Page, built: Built) -> None:
    device.goto(built.url(SPANISH))
    said = device.get_by_role("region", name="El día para usted").get_by_role("status")
    expect(said).to_have_text("No antes del jueves 19 de noviembre, y entonces solo si ha dormido una noche y se siente con la mente clara.")


def test_nothing_is_sent_or_kept(device: Page, built: Built) -> None:
    device.goto(built.url(DRIVING))
    device.wait_for_load_state("networkidle")
    asked: list[str] = []
    device.on("request", lambda request: asked.append(request.url))
    device.get_by_label("The day of your infusion").fill("2026-11-16")
    assert asked == [] and device.context.cookies() == []
    assert device.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert device.locator("[data-driving] input").get_attribute("name") is None


def test_without_javascript_the_rule_stands_by_itself(read: Read, built: Built) -> None:
    page = read(built.url(DRIVING), script=False)
    box = page.get_by_role("region", name="The day for you")
    expect(box.get_by_text("the night has to have been slept")).to_be_visible()
    expect(box.locator("input")).to_be_hidden()
