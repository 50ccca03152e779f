"""Care cards and other blocks as visitors need them: few, plain, and emergency help first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.manuscript import ITEM, Fence, Line, Manuscript
from clinicsite.check.rule import Rule, rule
from clinicsite.model.blocks import BLOCKS
from clinicsite.model.diagnostic import Diagnostic, Fix
from clinicsite.read.scan import LINK

CARDS = ("emergency", "urgent", "routine")
MOST_WARNINGS = 2
BULLETED = {"do": "-", "dont": "-", "key-facts": "-", "timeline": "-", "steps": "1."}
HELP = re.compile(r"(?:tel|sms):(?:911|988|988,1|838255|741741)\Z|https://(?:www\.)?(?:988lifeline\.org|veteranscrisisline\.net)(?:/|\Z)")
BULLET = re.compile(r"([ \t]*[-*+][ \t]+)(.*)")
DO_NOT = re.compile(r"[*_]*do[*_]* [*_]*not\b", re.I)
DONT = re.compile(r"(don['’]t)\b(?=\s)", re.I)
LABEL = re.compile(r"[-*+][ \t]+\*\*[^*]+\*\*")


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
    for block in text.blocks:
        if block.name != "dont":
            continue
        for line in _inside(text, block):
            bullet = BULLET.match(line.text)
            if bullet and line.indent < 4 and not DO_NOT.match(bullet[2]):
                short = DONT.match(bullet[2])
                fixed = f"{bullet[1]}do not{bullet[2][short.end():]}" if short else ""
                yield Diagnostic(
                    "BLK003", f"The bullet `{_short(bullet[2])}` does not start with \"do not\".",
                    text.source.at(line.number, len(bullet[1]) + 1), "Write \"do not\" in every bullet.",
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
            for line in _inside(text, block):
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


@rule("BLK006", "manuscript")
def empty_block(text: Manuscript) -> Iterator[Diagnostic]:
    """A block holds nothing.

    Visitors would see its title and an empty box.

    Bad:
        /// warning | Do not drive
        ///

    Good:
        /// warning | Do not drive
        Go home with an adult.
        ///
    """
    for block in text.blocks:
        shape = BLOCKS.get(block.name)
        if shape and shape.body and block.name not in ("faq", "figure") and _is_empty(text, block):
            yield Diagnostic(
                "BLK006", f"The block `{block.name}` holds nothing.", text.source.at(block.line, block.column),
                "Write what belongs in it, or delete it.",
            )


@rule("BLK007", "manuscript")
def question_without_answer(text: Manuscript) -> Iterator[Diagnostic]:
    """A question has no answer.

    The question would open onto nothing.

    Bad:
        /// faq | Can I drive myself home?
        ///

    Good:
        /// faq | Can I drive myself home?
        No. Go home with an adult.
        ///
    """
    for block in text.blocks:
        if block.name == "faq" and _is_empty(text, block):
            yield Diagnostic(
                "BLK007", f"The question `{block.argument}` has no answer.", text.source.at(block.line, block.column),
                "Write the answer under it.",
            )


@rule("BLK008", "manuscript", "note")
def figure_without_caption(text: Manuscript) -> Iterator[Diagnostic]:
    """A figure has no caption.

    A caption says what to look for, and where the facts come from.

    Bad:
        /// figure | /images/chair.png
            alt: A reclining chair by a window.
        ///

        -- content/images/chair.png --
        a picture

    Good:
        /// figure | /images/chair.png
            alt: A reclining chair by a window.
        The chair in our infusion room.
        ///

        -- content/images/chair.png --
        a picture
    """
    for block in text.blocks:
        if block.name == "figure" and _is_empty(text, block):
            yield Diagnostic(
                "BLK008", f"The figure `{block.argument}` has no caption.", text.source.at(block.line, block.column),
                "Say under it in a sentence what it shows.", severity="note",
            )


@rule("BLK009", "manuscript")
def block_without_list(text: Manuscript) -> Iterator[Diagnostic]:
    """A block that is made of a list holds none.

    Do and don't lists, key facts and timelines are bullets; steps are numbered.

    Bad:
        /// do | Do
        go home with an adult
        ///

    Good:
        /// do | Do
        - go home with an adult
        ///
    """
    for block in text.blocks:
        mark = BULLETED.get(block.name)
        if mark is None or block.end == 0 or _is_empty(text, block):
            continue
        found = [ITEM.match(line.text) for line in _inside(text, block)]
        if not any(match and match[2][-1:] == mark[-1:] or match and mark == "-" and match[2] in "*+" for match in found):
            yield Diagnostic(
                "BLK009", f"The block `{block.name}` holds no {'numbered list' if mark == '1.' else 'bullets'}.",
                text.source.at(block.line, block.column), f"Start each line with `{mark} `.",
            )


@rule("BLK010", "manuscript")
def timeless_entry(text: Manuscript) -> Iterator[Diagnostic]:
    """An entry of a timeline has no time.

    Each entry starts with its time or stage in bold; the line beside it is drawn from them.

    Bad:
        /// timeline | From arrival to home
        - You come in.
        ///

    Good:
        /// timeline | From arrival to home
        - **8:30 am** You come in.
        ///
    """
    for block in text.blocks:
        if block.name == "timeline":
            for line in _inside(text, block):
                if BULLET.match(line.text) and line.indent < 4 and not LABEL.match(line.text.lstrip()):
                    yield Diagnostic(
                        "BLK010", f"The entry `{_short(line.text.lstrip(' -*+'))}` has no time.",
                        text.source.at(line.number, line.column),
                        "Start it with the time in bold, as in `- **8:30 am** You come in.`",
                    )


def _inside(text: Manuscript, block: Fence) -> tuple[Line, ...]:
    """The lines of a block's body; an open one ends nowhere and is taken as empty."""
    first = block.line + len(block.options)
    return text.lines[first : max(block.end - 1, first)]


def _is_empty(text: Manuscript, block: Fence) -> bool:
    return block.end > 0 and not any(line.text.strip() for line in _inside(text, block))


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40].rsplit(" ", 1)[0] + " …"


RULES: tuple[Rule, ...] = (
    second_card, third_warning, unclear_dont, link_in_emergency, button_at_emergency, empty_block, question_without_answer,
    figure_without_caption, block_without_list, timeless_entry,
)
