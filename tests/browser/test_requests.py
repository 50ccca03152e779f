"""Asking for an appointment, as `serve` takes it in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visit
from tests.browser.demo import FORM, Served
from tests.browser.filling import FILLED, PHONES, THANKS, field, fill, problem, send, tells, typed, unsent

pytestmark = pytest.mark.browser

MISSING = {
    "Full name": "Write your full name.",
    "Phone number": "Write the phone number we should call.",
    "Yes, as “Juniper Row”": "Choose whether we may leave a voicemail.",
    "Colorado Springs": "Choose a clinic.",
    "You may call me about this request.": "Tick the box so that we may call you, or call us instead.",
}
"""What an empty form lacks: the first input of each field by its label, and the words for it."""

script = pytest.mark.parametrize("script", (True, False), ids=("with JavaScript", "without JavaScript"))
Open = Callable[..., Page]


@pytest.fixture
def open_form(visit: Visit, served: Served) -> Open:
    """Opens the form under `serve`, with the browser's clock a minute behind, as if somebody had taken their time."""

    def open_page(script: bool = True, **options: Any) -> Page:
        page = visit("about:blank", java_script_enabled=script, **options)
        if script:
            page.clock.set_fixed_time(datetime.now() - timedelta(minutes=1))
        page.goto(served.url(FORM))
        return page

    return open_page


def no_check(page: Page) -> None:
    """Makes the browser one that does not check fields by itself."""
    page.locator("form.form").evaluate("form => form.noValidate = true")


@script
def test_an_empty_form_is_answered_with_a_summary_that_leads_to_the_fields(script: bool, open_form: Open) -> None:
    page = open_form(script)
    no_check(page)
    send(page)
    expect(problem(page)).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: Request an appointment"))
    expect(problem(page).get_by_role("listitem")).to_have_text(list(MISSING.values()))
    summary, heading = problem(page).bounding_box(), page.get_by_role("heading", level=1).bounding_box()
    assert summary and heading and summary["y"] + summary["height"] <= heading["y"]
    for label, words in MISSING.items():
        problem(page).get_by_role("link", name=words).click()
        expect(field(page, label)).to_be_focused()
        expect(field(page, label)).to_be_in_viewport()


@script
def test_the_words_of_the_summary_stand_beside_each_field(script: bool, open_form: Open) -> None:
    page = open_form(script)
    no_check(page)
    send(page)
    expect(problem(page)).to_be_visible()
    for label in ("Full name", "Phone number", "You may call me about this request."):
        expect(field(page, label)).to_have_accessible_description(re.compile(re.escape(MISSING[label])))
        expect(field(page, label)).to_have_attribute("aria-invalid", "true")
    for name, words in (("May we leave a voicemail?", "Choose whether we may leave a voicemail."), ("Which clinic?", "Choose a clinic.")):
        group = page.get_by_role("radiogroup", name=name)
        expect(group).to_have_accessible_description(re.compile(re.escape(words)))
        expect(group.get_by_text(words)).to_be_visible()
    expect(page.locator(".error:visible")).to_have_text(list(MISSING.values()))


@script
def test_what_was_mended_is_sent_and_stands_in_the_inbox(script: bool, open_form: Open, served: Served) -> None:
    name = f"Ada O’Quill {'with' if script else 'without'} a script"
    page = open_form(script)
    no_check(page)
    send(page)
    expect(problem(page)).to_be_visible()
    fill(page, name)
    send(page)
    expect(page).to_have_url(served.url(THANKS))
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your request")
    tells(page.get_by_role("main"), "A nurse calls you by 5 pm on the next working day.", *PHONES)
    page.goto(served.url("/_inbox/"))
    request = page.get_by_role("listitem").filter(has_text=name)
    assert dict(zip(request.get_by_role("term").all_inner_texts(), request.get_by_role("definition").all_inner_texts())) == {
        "Full name": name,
        "Phone number": "(719) 555.0177 ext. 4",
        "May we leave a voicemail?": "name-only",
        "Email": "ada@example.org",
        "Which clinic?": "columbia",
        "Best time to call": "10, 14",
        "You may call me about this request.": "yes",
        "You may also text me about times.": "nothing",
    }
    assert (served.root / ".requests").is_dir()


def test_one_mistake_keeps_all_that_was_typed(open_form: Open) -> None:
    page = open_form(script=False)
    fill(page, name="   ")
    send(page)
    expect(problem(page).get_by_role("listitem")).to_have_text(["Write your full name."])
    assert typed(page) == [["name", "   "], *FILLED[1:]]


def test_a_mended_field_loses_its_mark_at_the_next_try(open_form: Open) -> None:
    page = open_form()
    fill(page)
    field(page, "Phone number").fill("555 0177")
    field(page, "Email (optional)").fill("ada at example")
    send(page)
    words = ["Write a phone number with ten digits, such as 719 555 0100.", "Write an email address with an @ in it, such as name@example.com."]
    expect(problem(page).get_by_role("listitem")).to_have_text(words)
    field(page, "Phone number").fill("719 555 0177")
    send(page)
    expect(problem(page).get_by_role("listitem")).to_have_text(words[1:])
    expect(field(page, "Phone number")).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator(".error:visible")).to_have_text(words[1:])


def test_without_javascript_the_browser_stops_at_the_first_empty_field(open_form: Open, served: Served) -> None:
    page = open_form(script=False)
    send(page)
    expect(field(page, "Full name")).to_be_focused()
    expect(page).to_have_url(served.url(FORM))
    expect(page).to_have_title(re.compile("^Request an appointment"))


def test_a_form_that_is_sent_faster_than_people_type_asks_for_one_more_press(visit: Visit, served: Served) -> None:
    page = visit(served.url(FORM))
    fill(page)
    page.locator("[name=opened_at]").evaluate("input => input.value = Date.now()")
    send(page)
    expect(problem(page)).to_be_focused()
    tells(problem(page), "This came faster than people can type. Please press the button once more.")
    assert typed(page) == FILLED


@pytest.mark.parametrize(
    "failing", (lambda route: route.abort(), lambda route: route.fulfill(status=503, body="{}")), ids=("no network", "no disk")
)
def test_a_request_that_does_not_go_through_says_so_and_loses_nothing(
    failing: Callable[[Route], None], open_form: Open, served: Served
) -> None:
    page = open_form()
    fill(page)
    expect(unsent(page)).to_be_hidden()
    page.route("**/_forms/*", failing)
    send(page)
    expect(unsent(page)).to_be_focused()
    tells(unsent(page), "Everything you typed is still here.", *PHONES)
    for phone in PHONES:
        expect(unsent(page).get_by_role("link", name=phone)).to_be_visible()
    assert typed(page) == FILLED
    page.unroute("**/_forms/*")
    send(page)
    expect(page).to_have_url(served.url(THANKS))


def test_pressing_twice_sends_once(open_form: Open, served: Served) -> None:
    page = open_form()
    fill(page)
    held: list[Route] = []
    page.route("**/_forms/*", lambda route: held.append(route))
    with page.expect_request("**/_forms/*"):
        send(page)
    button = page.get_by_role("button", name="Sending…")
    button.click(force=True)
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-disabled", "true")
    assert len(held) == 1
    held[0].continue_()
    expect(page).to_have_url(served.url(THANKS))


@script
def test_back_and_forward_keep_what_was_typed(script: bool, open_form: Open, served: Served) -> None:
    page = open_form(script)
    fill(page)
    page.get_by_role("link", name="Juniper Row").first.click()
    expect(page).to_have_url(served.url("/"))
    for _ in range(2):
        page.go_back()
        expect(page).to_have_url(served.url(FORM))
        expect(field(page, "You may call me about this request.")).to_be_checked()
        assert typed(page) == FILLED
        page.go_forward()
        expect(page).to_have_url(served.url("/"))


@script
def test_back_from_the_thank_you_page_the_form_can_be_sent_again(script: bool, open_form: Open, served: Served) -> None:
    page = open_form(script)
    fill(page)
    send(page)
    expect(page).to_have_url(served.url(THANKS))
    page.go_back()
    expect(page.get_by_role("button", name="Send my request")).to_be_enabled()
    expect(field(page, "You may call me about this request.")).to_be_checked()
    assert typed(page) == FILLED
