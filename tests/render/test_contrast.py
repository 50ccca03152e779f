"""Every pair of colours in which words can stand, computed from the tokens themselves, in both schemes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "templates/assets/css/tokens.css"
ENHANCED = 7.0
"""Text at level AAA (WCAG 1.4.6)."""
GRAPHICS = 3.0
"""Borders of fields and the marks of figures (WCAG 1.4.11)."""

LIGHT_SKIES = ("dawn", "morning", "noon", "late", "dusk")
DARK_SKIES = ("evening", "night")
TINTS = ("paper", "t-dawn", "t-noon", "t-late", "t-dusk")
TEXT = [
    *(("ink", ground) for ground in (*TINTS, *LIGHT_SKIES)),
    *(("soft", ground) for ground in TINTS),
    *(("pale", ground) for ground in DARK_SKIES),
    ("next-ink", "next"),
    ("paper", "ink"),
]
"""Words and what they stand on: text on paper and on an hour's tint, times on an hour's sky, the next step, the skip link."""


def schemes() -> dict[str, dict[str, str]]:
    light, dark = TOKENS.read_text(encoding="utf-8").split("prefers-color-scheme: dark", 1)
    first = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light))
    return {"light": first, "dark": first | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", dark))}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_words_reach_the_enhanced_contrast(scheme: str) -> None:
    colours = schemes()[scheme]
    low = {f"{ink} on {ground}": round(contrast(colours[ink], colours[ground]), 2) for ink, ground in TEXT}
    assert {pair: ratio for pair, ratio in low.items() if ratio < ENHANCED} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_fields_border_can_be_told_from_its_ground(scheme: str) -> None:
    colours = schemes()[scheme]
    assert {ground: ratio for ground in TINTS if (ratio := contrast(colours["field"], colours[ground])) < GRAPHICS} == {}


def test_black_on_white_is_the_highest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
