"""Passing a page on, which needs nobody's service."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Read, Visit
from tests.browser.demo import ARTICLE, Built

pytestmark = pytest.mark.browser


def test_a_page_is_passed_on_by_its_public_address(visit: Visit, built: Built) -> None:
    page = visit(built.url(ARTICLE), permissions=["clipboard-read", "clipboard-write"])
    share = page.get_by_role("region", name="Pass it on")
    address = built.site.clinic.base_url + ARTICLE
    expect(share.get_by_text(address)).to_be_visible()
    share.get_by_role("button", name="Copy the link").click()
    expect(share.get_by_role("status")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == address
    mail = unquote(str(share.get_by_role("link", name="Email this page").get_attribute("href")))
    assert mail.startswith("mailto:?subject=") and address in mail


def test_without_javascript_no_button_stands_there_in_vain(read: Read, built: Built) -> None:
    share = read(built.url(ARTICLE), script=False).get_by_role("region", name="Pass it on")
    expect(share.get_by_role("link", name="Email this page")).to_be_visible()
    expect(share.get_by_role("button")).to_have_count(0)
