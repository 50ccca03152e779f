"""Wording: words that only make sense to somebody who sees the page in one layout, and uses a mouse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.manuscript import Manuscript
from clinicsite.check.near import find_near
from clinicsite.check.rule import Rule, rule
from clinicsite.check.visible import is_template, spoken
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.languages import ENGLISH

THING = (
    r"(?:forms?|menus?|side ?bars?|buttons?|links?|pictures?|images?|photos?|photographs?|charts?|graphs?|figures?|diagrams?|"
    r"drawings?|tables?|box(?:es)?|banners?|icons?|videos?|lists?|calendars?|navigation|tabs?|(?:phone )?numbers?)"
)
LOOKED_AT = r"(?:forms?|menus?|buttons?|links?|pictures?|images?|photos?|photographs?|charts?|graphs?|figures?|diagrams?|maps?|banners?|icons?|videos?)"
"""What a layout moves away from the words that point at it. Text below a text stays below it."""
_ENDS = r"(?=\s*(?:\Z|\n\s*\n|[.,;:!?)\]]|(?:and|or|shows?|lists?|is|are|gives?|has|have|below|above|you|we)\b))"
SIDE = (
    r"(?:on|to|at|in) (?:the|your) (?:(?:left|right)(?:-| )?hand (?:side|column|panel|menu|corner)"
    rf"|(?:left|right) (?:side|column|panel|menu|side ?bar|margin)(?: of (?:this|the) (?:page|screen|text|article|site))?{_ENDS}"
    rf"|(?:left|right) of (?:this|the) (?:page|screen|text|article|site)\b|(?:left|right){_ENDS})"
)
_HERE = r"(?!\s+(?:the|your|a|an|this|that|these|those|all|\d|average|normal|age|it)\b)"
LAYOUT = re.compile(
    r"\b(?:click|tap)(?:ing)? (?:on )?(?:here|below|above|the (?:link|button|image|picture|icon|banner)s?\b(?: (?:below|above))?)"
    r"|\bclick on\b|\bdouble-?click\b|\bhover(?:ing)? over\b|\bscroll(?:ing)? (?:down|up|to the (?:top|bottom|end))\b"
    r"|\b(?:swipe|swiping) (?:left|right|up|down)\b"
    rf"|\b{THING} (?:(?:that is|which is|you see|shown|located|found) )?{SIDE}"
    rf"|(?:(?<=[.!?:(] )|^[ \t>]*(?:[-*+] |\w+: [\"']?)?)(?:To|On|At) the (?:left|right)(?:-hand side| side)?,?"
    rf" (?:you(?:['’]ll| will| can)? (?:find|see)|is|are) [^.!?\n]{{0,60}}?\b{THING}\b"
    r"|\b(?:left|right)(?:-| )hand (?:column|menu|side ?bar|panel|side of (?:this|the) (?:page|screen|site))\b"
    rf"|\b{LOOKED_AT} (?:directly |just |shown |right )?(?:below|above)\b{_HERE}"
    rf"|\b(?:the|this|see|our) (?:above|below) {LOOKED_AT}\b|\b(?:see|use|read|view|complete|press) (?:below|above)\b{_HERE}"
    r"|\bthe side ?bar\b|\b(?:at|to|from) the (?:top|bottom) of (?:this|the|your) (?:page|screen|site)\b"
    r"|\bin the (?:top|upper|bottom|lower)(?: (?:left|right))?(?:-hand)? (?:corner|menu|bar)\b",
    re.I | re.M,
)
LAYOUT_WORDS = (
    "click", "tap", "hover", "scroll", "swip", "left", "right", "below", "above", "sidebar", "side bar", "top", "bottom", "upper", "lower",
)
"""One of these is in whatever speaks of a layout."""
BODY = re.compile(
    r"\b(?:heart|lungs?|brain|liver|kidneys?|ventric\w+|atri\w+|lobes?|arms?|legs?|chest|spine|bladder|doors?|halls?|hallway|elevators?|"
    r"entrance|lobby|stairs?|street|corridor|desk|parking|building|suite|restrooms?|walls?|floor)\b", re.I,
)  # fmt: skip
"""Words of bodies and buildings: where they stand, left and right are places and no layout."""
PLACED = re.compile(r"\b(?:left|right)\b", re.I)


@rule("LIVE-10", "shown", "warning", going_live="error")
def layout_word(text: Manuscript) -> Iterator[Diagnostic]:
    """Words tell where something stands on the screen, or how to point at it.

    On a phone nothing is "to the right"; whoever listens to the page, enlarges it or prints it has no "sidebar" and
    nothing to "click" (WCAG 2.2, 1.3.3, and G94's advice on text that stands for itself). Left and right of a body or a
    building are places, and stay.

    Bad:
        Fill in the form to the right, or scroll down.

    Good:
        Fill in [the form](/forms/request-appointment.yaml). The clot was to the right of the heart.
    """
    if is_template(text) or text.source.language != ENGLISH:
        return
    shown = spoken(text)
    links = [match.span() for match in text.links]
    for match in find_near(LAYOUT, LAYOUT_WORDS, shown):
        is_link = any(first <= match.start() < last for first, last in links)
        if is_link or PLACED.search(match[0]) and BODY.search(_sentence(shown, match)):
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        yield Diagnostic(
            "LIVE-10", f"`{' '.join(match[0].split())}` depends on how the page is laid out.", text.at(start),
            "Name what you mean, and link to it.", severity="warning",
        )


def _sentence(shown: str, match: re.Match[str]) -> str:
    """The sentence around a match."""
    start = max(shown.rfind(mark, 0, match.start()) for mark in (". ", "! ", "? ", "\n\n"))
    ends = [end for mark in (".", "!", "?", "\n\n") if (end := shown.find(mark, match.end())) >= 0]
    return shown[max(start, 0) : min(ends, default=len(shown))]


RULES: tuple[Rule, ...] = (
    layout_word,
)
