"""A page of every kind before axe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import SCHEMES, Scheme, found_in, judge
from tests.browser.conftest import Visit
from tests.browser.demo import ARTICLE, KINDS, Built

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(kind: str, page: Page, built: Built) -> None:
    page.goto(built.url(KINDS[kind]))
    judge(page)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_the_call_bar(scheme: Scheme, visit: Visit, built: Built) -> None:
    page = visit(built.url(ARTICLE), width=360, height=740, color_scheme=scheme)
    page.mouse.wheel(0, 600)
    expect(page.get_by_role("navigation", name="Call or request")).to_be_visible()
    assert found_in(page, ".bar") == []
