from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.demo import Built, Served, published, serving

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
Visit = Callable[..., Page]
Read = Callable[..., Page]

expect.set_options(timeout=10_000)


def find_chromium() -> str:
    """The program that CHROMIUM names, else the first that is installed. A suite without a browser is a failed suite."""
    named = os.environ.get("CHROMIUM")
    for name in (named,) if named else NAMES:
        if found := shutil.which(name):
            return found
    where = f"CHROMIUM names `{named}`, which is no program" if named else f"none of {', '.join(NAMES)} is installed"
    pytest.fail(f"The browser tests need Chromium: {where}. Install it, or set CHROMIUM to its path.", pytrace=False)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    path = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The demo clinic as it is published."""
    with published(tmp_path_factory.mktemp("built")) as site:
        yield site


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demo clinic as its editors see it. What a test changes, it puts back."""
    with serving(tmp_path_factory.mktemp("served")) as site:
        yield site


@pytest.fixture(scope="package")
def windows(chromium: Browser) -> Iterator[dict[bool, Page]]:
    """One window with JavaScript and one without."""
    contexts = {script: chromium.new_context(java_script_enabled=script) for script in (True, False)}
    for context in contexts.values():
        context.set_default_timeout(10_000)
    yield {script: context.new_page() for script, context in contexts.items()}
    for context in contexts.values():
        context.close()


@pytest.fixture
def read(windows: dict[bool, Page]) -> Read:
    """Opens an address in a window that all tests share, for those that leave nothing behind: a new one takes its time."""

    def open_page(url: str, width: int = 1280, height: int = 900, script: bool = True) -> Page:
        page = windows[script]
        page.emulate_media(media="null", color_scheme="null", reduced_motion="null", forced_colors="null")
        page.set_viewport_size({"width": width, "height": height})
        page.goto(url)
        return page

    return open_page


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Opens an address as a new reader: no cookies, no cache. Options are those of a browser context."""
    contexts = []

    def open_page(url: str, width: int = 1280, height: int = 900, **options: Any) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
