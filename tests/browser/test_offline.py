"""Pages that the clinic lets readers keep can be read again when nobody answers, once they were opened."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from clinicsite.publish.headers import header_rules
from clinicsite.render.environment import site_styles
from clinicsite.settings import Settings
from tests.browser.demo import ROOT, Built, Host

pytestmark = pytest.mark.browser

KEPT = "/articles/aftercare/first-24-hours/"
SPANISH = "/es/articulos/despues/primeras-24-horas/"
OTHER = "/articles/aftercare/days-after/"


class Brief(Host):
    """Answers once and hangs up, so that no connection outlives the host."""

    protocol_version = "HTTP/1.0"


class Switch:
    """A host that can be turned off."""

    def __init__(self, built: Built) -> None:
        rules = header_rules(built.site.clinic, standing="sample", languages=built.site.languages, styles=site_styles(Settings(root=ROOT)).digests)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Brief, built.folder, rules))
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        self.on = True

    def off(self) -> None:
        if self.on:
            self.server.shutdown()
            self.server.server_close()
            self.thread.join()
            self.on = False


@pytest.fixture
def host(built: Built) -> Iterator[Switch]:
    switch = Switch(built)
    yield switch
    switch.off()


@pytest.fixture
def phone(chromium) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(10_000)
    yield context
    context.close()


AT_ITS_POST = """async () => {
  const { ready } = navigator.serviceWorker;
  const worker = (await ready).active;
  if (worker.state !== "activated") await new Promise(done => worker.addEventListener("statechange", () => worker.state === "activated" && done()));
  if (!navigator.serviceWorker.controller) await new Promise(done => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
}"""
"""Waits for the worker. It has kept the page by then, because that is part of its activation."""
GONE = """async () => {
  while ((await caches.keys()).length || (await navigator.serviceWorker.getRegistrations()).length) await new Promise(requestAnimationFrame);
}"""


def opened(phone: BrowserContext, url: str, path: str) -> Page:
    page = phone.new_page()
    page.goto(url + path)
    page.evaluate(AT_ITS_POST)
    return page


@pytest.mark.parametrize(("path", "title"), [(KEPT, "What should I do in the first 24 hours?"), (SPANISH, "¿Qué debo hacer en las primeras 24 horas?")])
def test_a_kept_page_can_be_read_again_without_a_connection(path: str, title: str, host: Switch, phone: BrowserContext) -> None:
    page = opened(phone, host.address, path)
    host.off()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_role("link", name="911").first).to_be_visible()
    assert page.evaluate("matchMedia('print') && document.styleSheets.length > 0")


def test_other_pages_are_not_pretended_to_be_there(host: Switch, phone: BrowserContext) -> None:
    page = opened(phone, host.address, KEPT)
    page.goto(host.address + OTHER)
    host.off()
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED|ERR_FAILED|ERR_CONNECTION"):
        page.goto(host.address + OTHER)


def test_while_there_is_a_connection_the_page_is_the_newest(host: Switch, phone: BrowserContext, built: Built) -> None:
    page = opened(phone, host.address, KEPT)
    file = built.folder / KEPT.strip("/") / "index.html"
    before = file.read_text("utf-8")
    try:
        file.write_text(before.replace("<h1>What should I do", "<h1>What may I do"), "utf-8")
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_contain_text("What may I do")
    finally:
        file.write_text(before, "utf-8")


def test_a_page_that_is_not_kept_asks_for_no_worker(host: Switch, phone: BrowserContext) -> None:
    page = phone.new_page()
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    page.goto(host.address + "/")
    page.wait_for_load_state("networkidle")
    assert not any("offline.js" in url for url in asked)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_where_the_clinic_no_longer_keeps_pages_what_was_kept_goes(host: Switch, phone: BrowserContext, built: Built) -> None:
    page = opened(phone, host.address, KEPT)
    worker = built.folder / "offline.js"
    before = worker.read_text("utf-8")
    try:
        worker.unlink()
        page.goto(host.address + "/fees/")
        page.evaluate(GONE)
    finally:
        worker.write_text(before, "utf-8")
