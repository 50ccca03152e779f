"""What holds on every page of the demo, looked at once at the width of a small phone, and what holds on every kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, Response, expect

from clinicsite.model.page import Page as SitePage
from clinicsite.render.pages import template_of
from tests.browser.conftest import Read
from tests.browser.demo import EVERY, KINDS, SPANISH, Built

pytestmark = pytest.mark.browser

LISTEN = """
window.refused = [];
addEventListener("securitypolicyviolation", event => window.refused.push(`${event.violatedDirective} ${event.blockedURI}`));
"""

OPEN_NOW = re.compile("(Open|Closed|Abierto|Cerrado) (now|ahora)[.]")

LOOK = """() => {
  const wide = [...document.body.querySelectorAll("*")].filter(element => {
    const box = element.getBoundingClientRect();
    return box.width && box.right > innerWidth + 1 && !element.closest("svg, .hide");
  });
  return {
    title: document.title,
    headings: document.querySelectorAll("h1").length,
    landmarks: document.querySelectorAll("main").length,
    language: document.documentElement.lang,
    width: document.documentElement.scrollWidth,
    wide: wide.map(element => element.outerHTML.slice(0, 120)),
    refused: window.refused,
    kept: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
  };
}"""


@dataclass
class Look:
    """What one page showed and did."""

    facts: dict[str, Any] = field(default_factory=dict)
    policy: str = ""
    cookies: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


class Looker:
    """Goes from page to page in one window and notes what each does."""

    def __init__(self, page: Page) -> None:
        self.page, self.now = page, Look()
        page.on("console", lambda message: self.now.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.now.said.append(error.message))
        page.on("request", lambda request: self.now.asked.append(request.url))
        page.on("requestfailed", self.failed)
        page.on("response", self.answered)

    def look(self, url: str) -> Look:
        self.now = Look()
        response = self.page.goto(url, wait_until="load")
        assert response
        self.now.policy = response.headers.get("content-security-policy", "")
        self.now.facts = self.page.evaluate(LOOK)
        self.now.cookies = [str(cookie) for cookie in self.page.context.cookies()]
        return self.now

    def failed(self, request: Request) -> None:
        # The browser gives up the icon of a page when it leaves it.
        if request.failure != "net::ERR_ABORTED":
            self.now.failed.append(f"{request.failure} {request.url}")

    def answered(self, response: Response) -> None:
        if response.status >= 400:
            self.now.failed.append(f"{response.status} {response.url}")


@pytest.fixture(scope="module")
def looks(chromium: Browser, built: Built) -> Iterator[dict[str, Look]]:
    """Every page at 320 px, in one pass."""
    context = chromium.new_context(viewport={"width": 320, "height": 640})
    context.add_init_script(LISTEN)
    looker = Looker(context.new_page())
    yield {path: looker.look(built.url(path)) for path in built.pages}
    context.close()


def faults(looks: dict[str, Look], fault: Any) -> dict[str, Any]:
    """The pages with a fault, and what it is."""
    return {path: wrong for path, look in looks.items() if (wrong := fault(look))}


def test_no_page_is_wider_than_a_small_phone(looks: dict[str, Look]) -> None:
    assert not faults(looks, lambda look: look.facts["wide"] or look.facts["width"] > 320)


def test_every_page_has_one_h1_one_main_landmark_a_title_and_a_language(looks: dict[str, Look]) -> None:
    assert not faults(looks, lambda look: look.facts["headings"] != 1)
    assert not faults(looks, lambda look: look.facts["landmarks"] != 1)
    assert not faults(looks, lambda look: not look.facts["title"].endswith("Juniper Row Ketamine Clinic"))
    told = {path: look.facts["language"] for path, look in looks.items()}
    assert told == {path: "es-US" if path.startswith("/es/") else "en-US" for path in looks}


def test_no_two_pages_of_a_language_have_the_same_title(looks: dict[str, Look]) -> None:
    titles = [(look.facts["language"], look.facts["title"]) for look in looks.values()]
    assert sorted(titles) == sorted(set(titles))


def test_the_console_stays_silent_on_every_page(looks: dict[str, Look]) -> None:
    assert not faults(looks, lambda look: look.said)


def test_every_page_asks_only_its_own_host_and_gets_all_it_asks_for(looks: dict[str, Look], built: Built) -> None:
    def strange(look: Look) -> list[str]:
        return [url for url in look.asked if not url.startswith(built.address + "/")]

    def missing(look: Look) -> list[str]:
        paths = [url.removeprefix(built.address) for url in look.asked]
        return [path for path in paths if not path.endswith("/") and not (built.folder / path.lstrip("/")).is_file()]

    assert not faults(looks, strange)
    assert not faults(looks, missing)
    assert not faults(looks, lambda look: look.failed)


def test_no_page_keeps_anything_in_the_browser(looks: dict[str, Look]) -> None:
    assert not faults(looks, lambda look: look.facts["kept"] or look.cookies)


def test_a_policy_that_allows_nothing_from_elsewhere_is_sent_and_kept(looks: dict[str, Look]) -> None:
    def lax(look: Look) -> bool:
        return not look.policy.startswith("default-src 'none'") or "unsafe" in look.policy or "http" in look.policy

    searches = [KINDS["search"], SPANISH["search"]]
    assert set(faults(looks, lax)) == set(searches)
    assert {looks[path].policy.replace(" 'wasm-unsafe-eval'", "") for path in searches} == {looks["/"].policy}
    assert not faults(looks, lambda look: look.facts["refused"])


def test_a_page_of_every_kind_is_looked_at(built: Built, looks: dict[str, Look]) -> None:
    assert {kind(page) for page in built.site.pages} | {"form", "thanks", "404"} == set(KINDS)
    assert {kind(page) for page in built.site.pages_in("es-US")} | {"form", "thanks", "404"} == set(SPANISH)
    assert set(EVERY.values()) <= set(looks)


def kind(page: SitePage) -> str:
    """Its template's name; a section's with its own name, because each lists something else."""
    template = template_of(page).removeprefix("pages/").removesuffix(".html")
    return f"section {page.name}" if template == "section" else template


def test_an_address_that_leads_nowhere_gets_a_page_that_helps(read: Read, built: Built) -> None:
    page = read(built.url("/no/such/page/"))
    expect(page.get_by_role("heading", name="This page is not here")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="The first page").click()
    expect(page).to_have_url(built.url("/"))


@pytest.mark.parametrize("kind", EVERY)
def test_without_javascript_all_text_is_there(kind: str, read: Read, built: Built) -> None:
    needs_script = {"Copy the link", "Share from this device", "Print", "Copiar el enlace", "Compartir desde este aparato", "Imprimir"}
    with_script, without = (lines(read(built.url(EVERY[kind]), width=360, height=740, script=on)) for on in (True, False))
    assert [line for line in with_script if line not in needs_script and not OPEN_NOW.match(line)] == without
    assert len(without) > 20


def lines(page: Page) -> list[str]:
    return [line.strip() for line in page.locator("body").inner_text().splitlines() if line.strip()]


@pytest.mark.parametrize("script", (True, False), ids=("with JavaScript", "without JavaScript"))
def test_on_a_phone_the_menu_leads_to_every_destination(script: bool, read: Read, built: Built) -> None:
    page = read(built.url(KINDS["article"]), width=360, height=740, script=script)
    entries = built.site.clinic.menu
    assert entries
    for entry in entries:
        page.goto(built.url(KINDS["article"]))
        page.get_by_role("link", name="Menu", exact=True).click()
        link = page.get_by_role("navigation", name="Site").get_by_role("link", name=entry.label, exact=True)
        expect(link).to_be_in_viewport()
        link.click()
        target = built.site.by_source[entry.to]
        expect(page).to_have_url(built.url(target.url))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
