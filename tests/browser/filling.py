"""How a reader fills in the demo's form."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.demo import FORM

THANKS = f"{FORM}thank-you/"
PHONES = ("719-555-0142", "410-555-0118")
FILLED = [
    ["name", "Ada O’Quill"], ["tel", "(719) 555.0177 ext. 4"], ["voicemail", "name-only"], ["email", "ada@example.org"],
    ["clinic", "columbia"], ["time", "10"], ["time", "14"], ["ok-call", "yes"],
]  # fmt: skip


def field(page: Page, label: str) -> Locator:
    """An input by the words of its label."""
    return page.get_by_label(label)


def fill(page: Page, name: str = "Ada O’Quill") -> None:
    field(page, "Full name").fill(name)
    field(page, "Phone number").fill("(719) 555.0177 ext. 4")
    field(page, "Yes, but a first name and number only").check()
    field(page, "Email (optional)").fill("ada@example.org")
    field(page, "Columbia").check()
    field(page, "10 to 12").check()
    field(page, "2 to 5").check()
    field(page, "You may call me about this request.").check()


def typed(page: Page) -> list[list[str]]:
    """What stands in the fields that a reader sees."""
    values: list[list[str]] = page.locator("form.form").evaluate("form => [...new FormData(form)]")
    names = {name for name, _ in FILLED}
    return [pair for pair in values if pair[0] in names]


def send(page: Page) -> None:
    page.get_by_role("button", name="Send my request").click()


def problem(page: Page) -> Locator:
    return page.get_by_role("region", name="There is a problem")


def unsent(page: Page) -> Locator:
    return page.get_by_role("alert").filter(has_text="This did not go through.")


def tells(locator: Locator, *words: str) -> None:
    for part in words:
        expect(locator).to_contain_text(part)
