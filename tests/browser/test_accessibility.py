"""A page of every kind before axe."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.axe import SCHEMES, Scheme, found_in, judge
from tests.browser.conftest import Read
from tests.browser.demo import ARTICLE, EVERY, Built

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kind", EVERY)
def test_axe_finds_nothing(kind: str, read: Read, built: Built) -> None:
    judge(read(built.url(EVERY[kind])))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_the_call_bar(scheme: Scheme, read: Read, built: Built) -> None:
    page = read(built.url(ARTICLE), width=360, height=740)
    page.emulate_media(color_scheme=scheme)
    page.mouse.wheel(0, 600)
    expect(page.get_by_role("navigation", name="Call or request")).to_be_visible()
    assert found_in(page, ".bar") == []
