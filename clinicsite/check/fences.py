"""Fences: `///` blocks and code, opened, named and closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.manuscript import BLOCK_LINE, CLOSING, OPENING, Manuscript
from clinicsite.check.rule import Rule, rule
from clinicsite.model.address import did_you_mean
from clinicsite.model.blocks import BLOCKS
from clinicsite.model.diagnostic import Diagnostic

SHORT = re.compile(r" {0,3}//[ \t]*([a-z-]+)[ \t]*(?:\||$)")


@rule("MD020", "manuscript")
def open_code(text: Manuscript) -> Iterator[Diagnostic]:
    """A fence of code is never closed.

    Everything under it would be printed as it was typed.

    Bad:
        ~~~
        An example.

    Good:
        ~~~
        An example.
        ~~~
    """
    if text.open_code:
        yield Diagnostic(
            "MD020", "This fence of code is never closed.", text.source.at(text.open_code.number),
            f"Put a line `{text.open_code.text.strip()[:3]}` under the code.",
        )


@rule("MD021", "manuscript")
def open_block(text: Manuscript) -> Iterator[Diagnostic]:
    """A block is never closed.

    A block ends at a line of as many slashes as it began with. Without one it swallows what follows: a care card
    would take in the rest of the page.

    Bad:
        /// do | Do
        - go home with an adult

        Call us on working days.

    Good:
        /// do | Do
        - go home with an adult
        ///

        Call us on working days.
    """
    for block in text.blocks:
        if block.end == 0:
            yield Diagnostic(
                "MD021", f"The block `{block.name}` is never closed.", text.source.at(block.line, block.column),
                f"Put a line `{'/' * block.slashes}` where it ends.",
            )


@rule("MD022", "manuscript")
def unknown_block(text: Manuscript) -> Iterator[Diagnostic]:
    """There is no block of this name.

    The engine knows the blocks of docs/writing.md; it prints the slashes of any other.

    Bad:
        /// warnings | Do not drive
        Go home with an adult.
        ///

    Good:
        /// warning | Do not drive
        Go home with an adult.
        ///
    """
    for block in text.blocks:
        if block.name not in BLOCKS:
            yield Diagnostic(
                "MD022", f"No block is called `{block.name}`.", text.source.at(block.line, block.column),
                did_you_mean(block.name, BLOCKS, f"Use one of: {', '.join(sorted(BLOCKS))}."),
            )


@rule("MD023", "manuscript")
def stray_closing(text: Manuscript) -> Iterator[Diagnostic]:
    """A closing line closes nothing.

    It has another number of slashes than the block that is open, or no block is open. It would be printed.

    Bad:
        /// do | Do
        - go home with an adult
        ///
        ///

    Good:
        /// do | Do
        - go home with an adult
        ///
    """
    for line in text.strays:
        yield Diagnostic(
            "MD023", f"`{line.text.strip()}` closes no block.", text.source.at(line.number, line.column),
            "Take it away, or give it as many slashes as the line that opens the block.",
        )


@rule("MD025", "manuscript")
def odd_opening(text: Manuscript) -> Iterator[Diagnostic]:
    """A line of slashes opens no block.

    A block's line is three slashes or more, its name and, after a bar, its title. In any other form it is printed.

    Bad:
        /// do: what helps
        - rest

    Good:
        /// do | What helps
        - rest
        ///
    """
    for line in text.lines:
        if line.kind == "block" and BLOCK_LINE.match(line.text):
            if not OPENING.match(line.text) and not CLOSING.match(line.text):
                yield Diagnostic(
                    "MD025", "This line of slashes opens no block.", text.source.at(line.number, line.column),
                    "Write the block's name, a bar and the title, as in `/// do | What helps`.",
                )
        elif line.kind == "text" and (short := SHORT.match(line.text)) and short[1] in BLOCKS:
            yield Diagnostic(
                "MD025", "This line of two slashes opens no block.", text.source.at(line.number, line.column),
                f"Write three slashes, `/// {short[1]}`, and three where it ends.",
            )


RULES: tuple[Rule, ...] = (
    open_code, open_block, unknown_block, stray_closing, odd_opening,
)
