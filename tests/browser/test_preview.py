"""`serve` before an editor's eyes: what is saved shows by itself, and what is wrong is said on the page."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import found_in, judge
from tests.browser.conftest import Visit
from tests.browser.demo import ARTICLE, FORM, Served
from tests.browser.filling import fill, send

pytestmark = pytest.mark.browser

SOURCE = f"content{ARTICLE.rstrip('/')}.md"
NEW = "This line was written while you watched."


@pytest.fixture
def source(served: Served) -> Iterator[str]:
    """The article's source as it was, to which it returns after the test."""
    text = served.read(SOURCE)
    yield text
    served.write(SOURCE, text)


def overlay(page: Page) -> Locator:
    return page.get_by_role("alert").filter(has_text="with the site")


def test_a_saved_line_shows_in_the_open_page(source: str, visit: Visit, served: Served) -> None:
    page = visit(served.url(ARTICLE))
    expect(page.get_by_role("article")).to_be_visible()
    saved = time.perf_counter()
    served.write(SOURCE, f"{source}\n{NEW}\n")
    page.get_by_text(NEW).wait_for()
    print(f"From save to sight: {time.perf_counter() - saved:.3f} s")
    served.write(SOURCE, source)
    expect(page.get_by_text(NEW)).to_have_count(0)


def test_a_mistake_in_the_front_matter_is_said_on_the_page_until_it_is_mended(source: str, visit: Visit, served: Served) -> None:
    page = visit(served.url(ARTICLE))
    title = page.get_by_role("heading", level=1).inner_text()
    served.write(SOURCE, source.replace("\ntitle: ", "\ntitel: ", 1))
    expect(overlay(page)).to_contain_text(f"{SOURCE}:")
    expect(overlay(page).get_by_text(f"{SOURCE}:2")).to_be_visible()
    expect(overlay(page).locator(".hint").first).to_contain_text("title")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert found_in(page, "clinicsite-problems") == []
    page.goto(served.url("/fees/"))
    expect(overlay(page)).to_be_visible()
    served.write(SOURCE, source)
    expect(overlay(page)).to_have_count(0)


def test_the_word_on_a_mistake_can_be_put_away(source: str, visit: Visit, served: Served) -> None:
    page = visit(served.url(ARTICLE))
    served.write(SOURCE, source.replace("---\n", "---\ntitle: [\n", 1))
    expect(overlay(page)).to_be_visible()
    overlay(page).get_by_role("button", name="Hide").click()
    expect(overlay(page)).to_have_count(0)


@pytest.mark.parametrize("path", ("/", ARTICLE, FORM, "/_inbox/", "/no/such/page/"))
def test_the_policy_of_the_host_holds_in_the_preview_as_well(path: str, visit: Visit, served: Served) -> None:
    page = visit("about:blank")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    response = page.goto(served.url(path))
    assert response and response.headers["content-security-policy"].startswith("default-src 'none'")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert [words for words in said if "404" not in words] == []


def test_axe_finds_nothing_in_a_form_with_mistakes(visit: Visit, served: Served) -> None:
    page = visit(served.url(FORM))
    send(page)
    expect(page.get_by_role("region", name="There is a problem")).to_be_visible()
    judge(page)


def test_axe_finds_nothing_in_an_inbox_that_is_used(visit: Visit, served: Served) -> None:
    page = visit(served.url(FORM), java_script_enabled=False)
    fill(page, "Noor Haddad")
    send(page)
    page = visit(served.url("/_inbox/"))
    request = page.get_by_role("listitem").filter(has_text="Noor Haddad")
    request.get_by_text("Delete", exact=False).first.click()
    expect(request.get_by_role("button", name="Delete for good")).to_be_visible()
    judge(page)


def test_the_inbox_marks_and_deletes_a_request(visit: Visit, served: Served) -> None:
    page = visit(served.url(FORM), java_script_enabled=False)
    fill(page, "Sam Okello")
    send(page)
    page.goto(served.url("/_inbox/"))
    request = page.get_by_role("listitem").filter(has_text="Sam Okello")
    request.get_by_role("button", name="Mark as done").click()
    expect(request.get_by_role("heading")).to_contain_text("done")
    request.get_by_role("button", name="Mark as open").click()
    expect(request.get_by_role("heading")).not_to_contain_text("done")
    request.locator("summary").click()
    request.get_by_role("button", name="Delete for good").click()
    expect(request).to_have_count(0)


def test_axe_finds_nothing_in_the_style_guide(visit: Visit, served: Served) -> None:
    judge(visit(served.url("/styleguide/")))
