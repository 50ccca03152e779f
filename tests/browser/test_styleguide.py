"""The living style guide: every part has a place in it, and holds at every width, in both schemes and from right to left."""

from __future__ import annotations

import re

import pytest

from clinicsite.render.components import COMPONENTS
from tests.browser.conftest import Visit
from tests.browser.demo import ROOT, Served

pytestmark = pytest.mark.browser

GUIDE = ROOT / "templates/pages/styleguide.html"
LAYOUT = ROOT / "templates/layouts/base.html"
ELSEWHERE = {
    "breadcrumbs": "stands in the head of every page but home",
    "contents": "needs a long text beside it: every article has it",
    "glossary": "has each term once, as the A to Z list here does",
    "figure": "needs a picture of the clinic's: articles have them",
    "photo": "is what `picture` shows where the picture is one of pixels",
    "language_switch": "stands in the masthead of a clinic with two languages",
}


def test_every_part_has_a_place_in_the_guide() -> None:
    shown = set(re.findall(r"\bc\.(\w+)\(", GUIDE.read_text("utf-8") + LAYOUT.read_text("utf-8")))
    assert set(COMPONENTS) - shown - set(ELSEWHERE) == set()
    assert set(ELSEWHERE) <= set(COMPONENTS)


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_part_is_too_wide_or_cut_off_whatever_words_it_holds(width: int, visit: Visit, served: Served) -> None:
    page = visit(served.url("/styleguide/"), width=width)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert page.evaluate("""() => [...document.querySelectorAll("main :is(p, li, h2, h3)")].filter(element =>
        element.checkVisibility() && element.getBoundingClientRect().width && element.scrollWidth > element.clientWidth + 1 && !element.closest(".hide")
        && getComputedStyle(element).overflowX !== "visible").map(element => element.outerHTML.slice(0, 100))""") == []


def test_from_right_to_left_marks_stand_before_their_lines(visit: Visit, served: Served) -> None:
    page = visit(served.url("/styleguide/"))
    part = page.get_by_role("region", name="From right to left")
    sides = part.evaluate("""section => {
        const line = section.querySelector(".dont > li"), box = line.getBoundingClientRect(), mark = getComputedStyle(line, "::before");
        const edge = section.querySelector(".edge").getBoundingClientRect(), main = section.querySelector(".main").getBoundingClientRect();
        return { mark: parseFloat(mark.right) < 0, edge: edge.left >= main.right - 1 };
    }""")
    assert sides == {"mark": True, "edge": True}
