"""Blocks as visitors need them: none empty, lists where lists belong, times on timelines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.manuscript import ITEM, Fence, Manuscript, excerpt
from clinicsite.check.rule import Rule, rule
from clinicsite.model.blocks import BLOCKS
from clinicsite.model.diagnostic import Diagnostic

BULLETED = {"do": "-", "dont": "-", "key-facts": "-", "timeline": "-", "steps": "1."}
BULLET = re.compile(r"[ ]*[-*+][ \t]+")
LABEL = re.compile(r"[-*+][ \t]+\*\*[^*]+\*\*")


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
        found = [ITEM.match(line.text) for line in text.inside(block)]
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
            for line in text.inside(block):
                if BULLET.match(line.text) and line.indent < 4 and not LABEL.match(line.text.lstrip()):
                    yield Diagnostic(
                        "BLK010", f"The entry `{excerpt(line.text.lstrip(' -*+'))}` has no time.",
                        text.source.at(line.number, line.column),
                        "Start it with the time in bold, as in `- **8:30 am** You come in.`",
                    )


def _is_empty(text: Manuscript, block: Fence) -> bool:
    return block.end > 0 and not any(line.text.strip() for line in text.inside(block))


RULES: tuple[Rule, ...] = (
    empty_block, question_without_answer, figure_without_caption, block_without_list, timeless_entry,
)
