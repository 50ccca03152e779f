"""axe, with every rule of WCAG 2.2 at all three levels, its own best practices, and those it calls experimental."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.colour import CONTRAST

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "experimental"],
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
    "resultTypes": ["violations", "incomplete"],
}
CONTRAST_ONLY = {**OPTIONS, "runOnly": ["color-contrast", "color-contrast-enhanced"], "rules": {}}
"""For the dark scheme, which differs from the light one in its colours alone."""

EXPLAINED = {
    "color-contrast": "FAINT computes the contrast of each such text",
    "color-contrast-enhanced": "FAINT computes the contrast of each such text",
    "hidden-content": "what is hidden is hidden from everybody, or is on the page a second time",
    "identical-links-same-purpose": "a page and the word that it explains have one name in a list, where each row says which it is",
}
"""What axe leaves to people, and what people found."""

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")

FAINT = f"""selectors => {{
  {CONTRAST}
  return selectors.flatMap(selector => {{
    const element = document.querySelector(selector), style = getComputedStyle(element);
    const ratio = contrast(style.color, behind(element));
    return ratio < (parseFloat(style.fontSize) >= 24 ? 4.5 : 7) ? [`${{selector}} has a contrast of ${{ratio.toFixed(2)}}`] : [];
  }});
}}"""
"""Texts that are too faint on the colour behind them, among those of which axe cannot tell."""


def judge(page: Page) -> None:
    """Fails unless axe finds nothing at both widths and in both schemes, and what it leaves open is at least not faint."""
    wrong: list[str] = []
    open_: list[str] = []
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 740})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page, options=OPTIONS if scheme == "light" else CONTRAST_ONLY).response
            place = f"at {width} px, {scheme}"
            faint = page.evaluate(FAINT, [node["target"][0] for node in doubts(found)])
            wrong += [f"{place}: {row}" for row in (*rows(found["violations"]), *faint)]
            wrong += [f"{place}, unexplained: {row}" for row in rows([rule for rule in found["incomplete"] if rule["id"] not in EXPLAINED])]
            open_ += [f"{place}: {row}" for row in rows(found["incomplete"])]
    assert not wrong, "\n".join([*wrong, "What axe could not judge:", *open_])


def found_in(page: Page, selector: str) -> list[str]:
    """What axe finds in a part of the page as it is now."""
    return list(rows(Axe().run(page, selector, OPTIONS).response["violations"]))


def doubts(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Texts of which axe cannot tell the contrast."""
    for rule in found["incomplete"]:
        if rule["id"].startswith("color-contrast"):
            yield from rule["nodes"]


def rows(rules: list[dict[str, Any]]) -> Iterator[str]:
    for rule in rules:
        for node in rule["nodes"]:
            checks = [check["message"] for check in (*node["any"], *node["all"], *node["none"])]
            yield f"{rule['id']} at {node['target']}: {' '.join(checks)}"
