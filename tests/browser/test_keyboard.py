"""The site by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.colour import CONTRAST
from tests.browser.conftest import Read
from tests.browser.demo import ARTICLE, FORM, Built

pytestmark = pytest.mark.browser

STOP = "async () => {" + CONTRAST + """
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const bar = [...document.querySelectorAll(".bar")].find(bar => getComputedStyle(bar).display !== "none");
  // The bar follows a scroll timeline, which moves on with the next frames.
  for (let n = 0; bar && n < 2; n++) await new Promise(requestAnimationFrame);
  const style = getComputedStyle(element);
  const boxes = [...element.getClientRects()].filter(box => box.width && box.height);
  const covers = bar && !bar.contains(element) && bar.checkVisibility({ visibilityProperty: true })
    && getComputedStyle(bar.firstElementChild).visibility === "visible" ? bar.getBoundingClientRect() : null;
  const seen = box => {
    const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
    const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
    const top = document.elementFromPoint(x, y);
    return top && (element.contains(top) || top.contains(element));
  };
  return {
    name: (element.getAttribute("aria-label") || element.innerText || element.id).trim().replace(/\\s+/g, " "),
    href: element.getAttribute("href") || "",
    html: element.cloneNode(false).outerHTML,
    outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && channels(style.outlineColor)[3] !== 0
      && contrast(style.outlineColor, behind(parseFloat(style.outlineOffset) < 0 ? element : element.parentElement)) >= 3,
    inside: boxes.length > 0 && boxes.every(box => box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth),
    free: !covers || boxes.every(box => box.bottom <= covers.top || box.top >= covers.bottom),
    seen: boxes.some(seen),
    bar: !!covers,
  };
}"""


def stops(page: Page) -> Iterator[dict[str, Any]]:
    """Tabs through the whole page and tells of each stop."""
    while True:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            return
        yield stop


def tab_to(page: Page, address: str) -> dict[str, Any]:
    """Presses Tab until the focus is on a link to such an address, given as a regular expression."""
    passed = []
    for stop in stops(page):
        if re.fullmatch(address, stop["href"]):
            return stop
        passed.append(stop["name"])
    pytest.fail(f"Tab never came to {address}, but to {passed}")


def test_an_article_can_be_read_from_the_first_page_on(read: Read, built: Built) -> None:
    page = read(built.url("/"))
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the page")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page).to_have_url(built.url("/#main"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    chosen = tab_to(page, "/articles/[^/]+/[^/]+/")
    page.keyboard.press("Enter")
    expect(page).to_have_url(built.url(chosen["href"]))
    chosen = tab_to(page, "#(?!main|site_menu|by_line).*")
    page.keyboard.press("Enter")
    expect(page.locator(f"h2{chosen['href']}")).to_be_in_viewport()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('article').contains(document.activeElement)")


@pytest.mark.parametrize(("path", "width"), (("/", 360), (ARTICLE, 360), (ARTICLE, 1280), (FORM, 360)))
def test_the_focus_is_seen_at_every_stop_and_never_behind_the_call_bar(path: str, width: int, read: Read, built: Built) -> None:
    page = read(built.url(path), width=width, height=640)
    found = list(stops(page))
    assert [stop["html"] for stop in found if not (stop["outline"] and stop["inside"] and stop["free"] and stop["seen"])] == []
    assert len(found) > 20
    assert any(stop["bar"] for stop in found) == (width == 360 and path != FORM)


@pytest.mark.parametrize("path", ("/", ARTICLE))
def test_going_backwards_the_focus_is_never_behind_the_call_bar_either(path: str, read: Read, built: Built) -> None:
    page = read(built.url(path), width=360, height=640)
    page.keyboard.press("Shift+Tab")
    found = []
    while stop := page.evaluate(STOP):
        found.append(stop)
        page.keyboard.press("Shift+Tab")
    assert [stop["html"] for stop in found if not (stop["inside"] and stop["free"] and stop["seen"])] == []
    assert len(found) > 20


@pytest.mark.parametrize("script", (True, False))
def test_the_foot_of_a_long_page_leads_back_to_its_top(script: bool, read: Read, built: Built) -> None:
    page = read(built.url(ARTICLE), width=360, height=740, script=script)
    link = page.get_by_role("contentinfo").get_by_role("link", name="Back to the top")
    link.scroll_into_view_if_needed()
    link.click()
    expect(page.get_by_role("region", name="Crisis help")).to_be_in_viewport()
