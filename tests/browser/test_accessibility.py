"""axe, with the rules of WCAG 2.2 AA, its own best practices, AAA contrast and the size of targets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.demo import KINDS, Built

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("built")]

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
    "resultTypes": ["violations", "incomplete"],
}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(kind: str, page: Page, built: Built) -> None:
    page.goto(built.url(KINDS[kind]))
    found = [*judged(page, 1280)]
    page.set_viewport_size({"width": 360, "height": 740})
    page.mouse.wheel(0, 400)
    found += judged(page, 360)
    assert not [row for row in found if "violation" in row], "\n".join(found)


def judged(page: Page, width: int) -> Iterator[str]:
    """What axe has to say in both schemes: violations, and what it could not judge by itself."""
    page.set_viewport_size({"width": width, "height": 740})
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        response = Axe().run(page, options=OPTIONS).response
        for verdict, rules in (("violation", response["violations"]), ("not judged", response["incomplete"])):
            yield from (f"{width} px, {scheme}, {verdict}: {row}" for rule in rules for row in rows(rule))


def rows(rule: dict[str, Any]) -> Iterator[str]:
    for node in rule["nodes"]:
        checks = [check["message"] for check in (*node["any"], *node["all"], *node["none"])]
        yield f"{rule['id']} at {node['target']}: {' '.join(checks)}"
