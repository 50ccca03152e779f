"""Takes the pictures of README.md from a fresh build of the demo clinic: `make screenshots`. With a folder it takes
whole pages of ten kinds instead, at three widths and in both schemes, to be looked at: `make looks FOLDER=looks`.

Chromium is the one that CHROMIUM names, else `chromium`. The pages are answered from the build's folder; nothing is
asked of a network.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from clinicsite import Settings  # noqa: E402
from clinicsite.model.address import output_of  # noqa: E402
from clinicsite.pipeline import build  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

IMAGES = ROOT / "docs" / "images"
ADDRESS = "https://www.juniperrow.example"
DAY = date(2026, 11, 22)
LARGEST = 150_000
"""Bytes. A reader of the README should not wait for a picture."""


@dataclass(frozen=True)
class Shot:
    """A picture: which page, scrolled to what, how wide and high the window, which colors, pixels for each CSS pixel."""

    name: str
    page: str
    width: int
    height: int
    scroll_to: str = ""
    scheme: Literal["light", "dark"] = "light"
    scale: float = 1


SHOTS = (
    Shot("home", "/", 1280, 800),
    Shot("fees", "/fees/", 1280, 800, "#fee_list"),
    Shot("article-dark", "/articles/infusion/what-an-infusion-feels-like/", 360, 720, scheme="dark", scale=1.5),
    Shot("form", "/request-appointment/", 360, 720, "form fieldset", scale=1.5),
)


KINDS = {
    "home": "/", "article": "/articles/infusion/what-an-infusion-feels-like/", "topic": "/articles/infusion/",
    "condition": "/conditions/depression/", "treatment": "/treatments/ketamine-infusion/", "location": "/locations/colorado-springs/",
    "fees": "/fees/", "form": "/request-appointment/", "search": "/search/", "spanish": "/es/",
}
"""Ten kinds of page, to be looked at."""
WIDTHS = (360, 768, 1280)


def main(looks: str = "") -> int:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        print("Chromium is not installed. Run `make screenshots`, or name it: CHROMIUM=/path/to/chrome.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        settings = Settings(root=ROOT, output=site, cache=Path(folder) / "cache", base_url=ADDRESS, clock=DAY)
        if not build(settings).ok:
            print("The site has errors. Run `python build.py check` to see them.", file=sys.stderr)
            return 1
        if looks:
            Path(looks).mkdir(parents=True, exist_ok=True)
            with browser(chromium) as chrome:
                for name, address in KINDS.items():
                    for width in WIDTHS:
                        for scheme in ("light", "dark"):
                            shot = Shot(f"{name}-{width}-{scheme}", address, width, 900, scheme=scheme)
                            take(shot, chrome, site, Path(looks), whole=True)
            print(f"{len(KINDS) * len(WIDTHS) * 2} pictures in {looks}")
            return 0
        IMAGES.mkdir(exist_ok=True)
        with browser(chromium) as chrome:
            sizes = {shot.name: take(shot, chrome, site) for shot in SHOTS}
    for name, size in sizes.items():
        print(f"docs/images/{name}.png: {size / 1000:.0f} kB{', which is too much' if size > LARGEST else ''}")
    return int(max(sizes.values()) > LARGEST)


@contextmanager
def browser(chromium: str) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield chrome
        chrome.close()


def take(shot: Shot, chrome: Browser, site: Path, folder: Path = IMAGES, whole: bool = False) -> int:
    """Write the picture of one page, of its window or the `whole` of it, and return its size in bytes."""

    def answer(route: Route) -> None:
        address = urlsplit(route.request.url)
        file = site / output_of(unquote(address.path))
        if route.request.url.startswith(f"{ADDRESS}/") and file.is_file():
            route.fulfill(path=file)
        else:
            route.abort()

    page = chrome.new_page(
        viewport={"width": shot.width, "height": shot.height},
        device_scale_factor=shot.scale, color_scheme=shot.scheme, reduced_motion="reduce", locale="en-US",
    )
    page.route("**/*", answer)
    page.goto(ADDRESS + shot.page)
    if shot.scroll_to:
        page.locator(shot.scroll_to).first.evaluate("element => scrollTo(0, element.getBoundingClientRect().top + scrollY - 40)")
    target = folder / f"{shot.name}.png"
    page.screenshot(path=target, full_page=whole)
    page.close()
    return target.stat().st_size


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
