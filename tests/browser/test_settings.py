"""Readers who set their browser to what they need: larger text, less motion, colours of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Read
from tests.browser.demo import ARTICLE, FORM, KINDS, Built

pytestmark = pytest.mark.browser

PAGES = ("/", ARTICLE, KINDS["location"], KINDS["fees"], KINDS["glossary"], FORM)

HIDDEN = """() => {
  const wide = document.documentElement.scrollWidth > innerWidth;
  const cut = [...document.querySelectorAll("html, body, body *")].filter(element =>
    element.checkVisibility() && !element.closest(".hide, svg") && /hidden|clip/.test(getComputedStyle(element).overflow)
      && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1));
  return [...(wide ? [`${document.documentElement.scrollWidth} px wide`] : []), ...cut.map(element => element.cloneNode(false).outerHTML)];
}"""


def reads(page: Page) -> None:
    """The title and the first paragraph can be scrolled to and read, and nothing lies over them."""
    for part in (page.get_by_role("heading", level=1), page.get_by_role("main").locator("p.lede, .lede").first):
        part.scroll_into_view_if_needed()
        expect(part).to_be_in_viewport()
        assert part.evaluate(
            """element => {
              const box = element.getBoundingClientRect(), top = Math.max(box.top, 0) + 4;
              const found = document.elementFromPoint(box.left + 4, top);
              return element.contains(found) || found.contains(element);
            }"""
        )
    assert page.evaluate(HIDDEN) == []


@pytest.fixture(scope="module")
def window(chromium: Browser) -> Iterator[Page]:
    """A small window, in which a test may add a style sheet of the reader's own."""
    context = chromium.new_context(viewport={"width": 320, "height": 256}, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def large(chromium: Browser) -> Iterator[Page]:
    """A window of a reader who asked for text of twice the usual size."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    yield page
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_text_twice_as_large_stays_readable(path: str, large: Page, built: Built) -> None:
    large.goto(built.url(path))
    assert large.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    reads(large)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_is_enlarged_four_times_needs_no_scrolling_to_the_side(path: str, window: Page, built: Built) -> None:
    window.goto(built.url(path))
    reads(window)


SPACED = """
  * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-bottom: 2em !important }
"""


@pytest.mark.parametrize("path", PAGES)
def test_text_with_more_space_between_is_not_cut(path: str, window: Page, built: Built) -> None:
    window.goto(built.url(path))
    window.add_style_tag(content=SPACED)
    reads(window)


MOVING = """() => {
  const still = /^(offset|computedOffset|easing|composite|visibility|color|background.*)$/;
  const moves = animation => animation.effect.getKeyframes().some(frame => !Object.keys(frame).every(name => still.test(name)));
  return document.getAnimations().filter(animation => animation.playState === "running" && moves(animation))
    .map(animation => animation.animationName);
}"""
"""Animations that move something. To appear, to leave and to change colour at once is no motion."""


def test_nothing_moves_for_those_who_asked_for_no_motion(read: Read, built: Built) -> None:
    page = read(built.url(ARTICLE))
    assert page.evaluate(MOVING) == ["needle"]
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVING) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate(MOVING) == []
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


OUTLINE = """() => {
  const style = getComputedStyle(document.activeElement);
  return [style.outlineStyle, style.outlineWidth];
}"""


@pytest.mark.parametrize("path", (ARTICLE, FORM))
def test_the_focus_is_outlined_in_colours_of_the_readers_own(path: str, read: Read, built: Built) -> None:
    page = read(built.url(path), width=360, height=740)
    page.emulate_media(forced_colors="active")
    page.keyboard.press("Tab")
    stops = 0
    while page.evaluate("document.activeElement !== document.body"):
        style, width = page.evaluate(OUTLINE)
        assert style != "none" and float(width.removesuffix("px")) >= 2
        page.keyboard.press("Tab")
        stops += 1
    assert stops > 20
