"""Care cards, warnings and don't lists: few, plain, and emergency help first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.manuscript import Manuscript, excerpt
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic, Fix
from clinicsite.read.scan import LINK

CARDS = ("emergency", "urgent", "routine")
MOST_WARNINGS = 2
HELP = re.compile(
    r"(?:tel|sms):(?:911|988|988,[12]|838255|741741)\Z|https://(?:www\.)?(?:988lifeline\.org|veteranscrisisline\.net)(?:/|\Z)"
)
"""Where an emergency card may link to."""
BULLET = re.compile(r"([ \t]*[-*+][ \t]+)(.*)")
DO_NOT = {"en": re.compile(r"[*_]*do[*_]* [*_]*not\b", re.I), "es": re.compile(r"[*_]*no\b", re.I)}
"""How each bullet under `dont` starts, by language."""
DONT = re.compile(r"(don['’]t)\b(?=\s)", re.I)


@rule("BLK001", "manuscript", "warning")
def second_card(text: Manuscript) -> Iterator[Diagnostic]:
    """A page has two care cards of the same kind.

    One card of each kind says all there is to do. A second one makes readers weigh the two against each other, which
    nobody should have to do in an emergency (NHS design system, care cards).

    Bad:
        /// urgent | Call the clinic today
        if you feel sick
        ///

        /// urgent | Call us today
        if you have a headache
        ///

    Good:
        /// urgent | Call the clinic today
        if you feel sick or have a headache
        ///
    """
    for name in CARDS:
        for card in [block for block in text.blocks if block.name == name][1:]:
            yield Diagnostic(
                "BLK001", f"This page already has a card `{name}`.", text.source.at(card.line, card.column),
                "Put everything into one card.", severity="warning",
            )


@rule("BLK002", "manuscript", "warning")
def third_warning(text: Manuscript) -> Iterator[Diagnostic]:
    """A page has more than two warnings.

    Where everything is a warning, nothing is (NHS design system, warning callout).

    Bad:
        /// warning | Do not drive
        Go home with an adult.
        ///

        /// warning | Do not drink
        Alcohol adds to the effect.
        ///

        /// warning | Do not sign papers
        Wait for a day.
        ///

    Good:
        /// warning | Do not drive
        Go home with an adult.
        ///

        /// warning | Do not drink
        Alcohol adds to the effect.
        ///
    """
    for block in [block for block in text.blocks if block.name == "warning"][MOST_WARNINGS:]:
        yield Diagnostic(
            "BLK002", f"This page has more than {MOST_WARNINGS} warnings.", text.source.at(block.line, block.column),
            "Keep the two that must not be missed and say the rest in the text.", severity="warning",
        )


@rule("BLK003", "manuscript", "warning")
def unclear_dont(text: Manuscript) -> Iterator[Diagnostic]:
    """A bullet under `dont` does not start with "do not".

    Read alone, or aloud, "drive a car" under a heading says the opposite of what is meant (NHS design system, do and
    don't lists).

    Bad:
        /// dont | Do not
        - drive until the next day
        ///

    Good:
        /// dont | Do not
        - do not drive until the next day
        ///
    """
    language = text.source.language.short
    opening = {"en": "do not", "es": "no"}[language]
    for block in text.blocks:
        if block.name != "dont":
            continue
        for line in text.inside(block):
            bullet = BULLET.match(line.text)
            if bullet and line.indent < 4 and not DO_NOT[language].match(bullet[2]):
                short = DONT.match(bullet[2])
                fixed = f"{bullet[1]}do not{bullet[2][short.end():]}" if short else ""
                yield Diagnostic(
                    "BLK003", f"The bullet `{excerpt(bullet[2])}` does not start with \"{opening}\".",
                    text.source.at(line.number, len(bullet[1]) + 1), f"Write \"{opening}\" in every bullet.",
                    severity="warning", fix=Fix(line.number, (fixed,)) if fixed else None,
                )


@rule("BLK004", "manuscript")
def link_in_emergency(text: Manuscript) -> Iterator[Diagnostic]:
    """An emergency card links to something other than emergency help.

    Whoever needs the card should call, not read on. 911 and 988 stand in the card already.

    Bad:
        /// emergency | Call 911 now
        if you have [chest pain](/pages/fees.md)
        ///

    Good:
        /// emergency | Call 911 now
        if you have chest pain
        ///
    """
    for block in text.blocks:
        if block.name == "emergency":
            for line in text.inside(block):
                for match in LINK.finditer(text.shown(line)):
                    if not HELP.match(match[3]):
                        yield Diagnostic(
                            "BLK004", f"This emergency card links to `{match[3]}`.",
                            text.source.at(line.number, match.start() + 1),
                            "Take the link out, or move the sentence under the card.",
                        )


@rule("BLK005", "manuscript")
def button_at_emergency(text: Manuscript) -> Iterator[Diagnostic]:
    """A button stands in or right after an emergency card.

    Somebody in danger must not be led to request an appointment.

    Bad:
        /// emergency | Call 911 now
        if you have chest pain
        ///

        /// button | Request an appointment
            to: /forms/request-appointment.yaml
        ///

    Good:
        /// button | Request an appointment
            to: /forms/request-appointment.yaml
        ///

        /// emergency | Call 911 now
        if you have chest pain
        ///
    """
    cards = [block for block in text.blocks if block.name == "emergency" and block.end]
    for button in (block for block in text.blocks if block.name == "button"):
        for card in cards:
            between = text.lines[card.end : button.line - 1]
            follows = card.end < button.line and all(line.kind == "blank" for line in between)
            if follows or card.line < button.line < card.end:
                yield Diagnostic(
                    "BLK005", f"The button `{button.argument}` stands {'right after' if follows else 'in'} an emergency card.",
                    text.source.at(button.line, button.column), "Move it up the page, or leave it out.",
                )


RULES: tuple[Rule, ...] = (
    second_card, third_warning, unclear_dont, link_in_emergency, button_at_emergency,
)
