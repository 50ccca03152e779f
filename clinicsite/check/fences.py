"""Fences: `///` blocks and code, opened, named, given their options and closed."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from clinicsite.check.manuscript import BLOCK_LINE, CLOSING, OPENING, Fence, Line, Manuscript
from clinicsite.check.rule import Rule, rule
from clinicsite.model.address import did_you_mean
from clinicsite.model.blocks import BLOCKS, BlockShape
from clinicsite.model.diagnostic import Diagnostic, Location


@rule("MD020", "manuscript")
def open_code(text: Manuscript) -> Iterator[Diagnostic]:
    """A fence of code is never closed.

    Everything under it would be printed as it was typed.

    Bad:
        ```
        An example.

    Good:
        ```
        An example.
        ```
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
                "MD021", f"The block `{block.name}` is never closed.", _place(text, block),
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
                "MD022", f"No block is called `{block.name}`.", _place(text, block),
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


@rule("MD024", "manuscript")
def unknown_option(text: Manuscript) -> Iterator[Diagnostic]:
    """A block has no option of this name.

    One wrong option is enough for the whole block to be printed as it was typed.

    Bad:
        /// button | Request an appointment
            link: /forms/request-appointment.yaml
        ///

    Good:
        /// button | Request an appointment
            to: /forms/request-appointment.yaml
        ///
    """
    for block, shape in _known(text):
        options = _options(block) or {}
        for name in options:
            if name not in shape.options:
                yield Diagnostic(
                    "MD024", f"The block `{block.name}` has no option `{name}`.", _option_place(text, block, str(name)),
                    did_you_mean(str(name), shape.options, _choices(shape)),
                )


@rule("MD025", "manuscript")
def odd_opening(text: Manuscript) -> Iterator[Diagnostic]:
    """A line of slashes opens no block.

    A block's line is its slashes, its name and, after a bar, its title. In any other form it is printed.

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


@rule("MD026", "manuscript")
def missing_option(text: Manuscript) -> Iterator[Diagnostic]:
    """A block lacks an option that it cannot do without.

    A figure without `alt` tells nothing to people who do not see it (WCAG 2.2, 1.1.1); a button needs its page, a
    quotation its source.

    Bad:
        /// quotation
        Ask about the risks.
        ///

    Good:
        /// quotation
            by: Ruth Lindqvist, lead nurse
        Ask about the risks.
        ///
    """
    for block, shape in _known(text):
        options = _options(block)
        for name in shape.required:
            if options is not None and not options.get(name) and not set(options) - set(shape.options):
                yield Diagnostic(
                    "MD026", f"The block `{block.name}` lacks `{name}`.", _place(text, block),
                    f"Write `{name}: …` on the next line, four spaces in. {shape.options[name]}",
                )


@rule("MD027", "manuscript")
def wrong_argument(text: Manuscript) -> Iterator[Diagnostic]:
    """A block lacks its title, or has one where it takes none.

    Such a block is printed as it was typed. The title of a care card is its one call to action.

    Bad:
        /// emergency
        if you have chest pain
        ///

    Good:
        /// emergency | Call 911 now
        if you have chest pain
        ///
    """
    for block, shape in _known(text):
        if shape.argument == "required" and not block.argument:
            what = "picture" if block.name == "figure" else "words" if block.name == "button" else "title"
            yield Diagnostic(
                "MD027", f"The block `{block.name}` lacks its {what}.", _place(text, block),
                f"Write it after a bar, as in `{'/' * block.slashes} {block.name} | …`.",
            )
        elif shape.argument == "none" and block.argument:
            yield Diagnostic(
                "MD027", f"The block `{block.name}` takes no title, but has `{block.argument}`.", _place(text, block),
                f"Take it away.{' Name the source in `by:`.' if 'by' in shape.options else ''}",
            )


@rule("MD028", "manuscript")
def unreadable_options(text: Manuscript) -> Iterator[Diagnostic]:
    """The options of a block are not keys and words.

    A colon, a number or `yes` in a value that is not quoted makes the options unreadable, and the block is printed as
    it was typed.

    Bad:
        /// quotation
            by: Lead nurse: Ruth Lindqvist
        Ask about the risks.
        ///

    Good:
        /// quotation
            by: "Lead nurse: Ruth Lindqvist"
        Ask about the risks.
        ///
    """
    for block, shape in _known(text):
        options = _options(block)
        if options is None:
            first = block.options[0]
            yield Diagnostic(
                "MD028", f"The options of the block `{block.name}` cannot be read.",
                text.source.at(first.number, first.column),
                "Write one `name: \"words\"` on each line, with the words in quotation marks.",
            )
            continue
        for name, value in options.items():
            if name in shape.options and value is not None and not isinstance(value, str):
                yield Diagnostic(
                    "MD028", f"The option `{name}` takes words, not `{value}`.", _option_place(text, block, name),
                    f'Put it in quotation marks: `{name}: "{value}"`.',
                )


@rule("MD029", "manuscript")
def option_in_text(text: Manuscript) -> Iterator[Diagnostic]:
    """An option stands in a block's text.

    Options come right after the block's first line and are indented by four spaces; elsewhere they are printed.

    Bad:
        /// quotation
            by: Ruth Lindqvist, lead nurse

        by: lead nurse
        ///

    Good:
        /// quotation
            by: Ruth Lindqvist, lead nurse
        Ask about the risks.
        ///
    """
    for block, shape in _known(text):
        for line in text.lines[block.line : max(block.end - 1, block.line)]:
            name = line.text.strip().partition(":")[0]
            if line.kind in ("text", "indented") and name in shape.options and ":" in line.text:
                yield Diagnostic(
                    "MD029", f"The option `{name}` stands in the text and would be printed.",
                    text.source.at(line.number, line.column),
                    "Move it right under the block's first line and indent it by four spaces.",
                )


def _known(text: Manuscript) -> Iterator[tuple[Fence, BlockShape]]:
    for block in text.blocks:
        shape = BLOCKS.get(block.name)
        if shape:
            yield block, shape


def _options(block: Fence) -> dict[str, object] | None:
    """What the indented lines say, None when they are not keys and values."""
    try:
        values = yaml.safe_load("\n".join(line.text for line in block.options)) if block.options else {}
    except (yaml.YAMLError, ValueError):
        return None
    return values if isinstance(values, dict) else None


def _place(text: Manuscript, block: Fence) -> Location:
    return text.source.at(block.line, block.column)


def _option_place(text: Manuscript, block: Fence, name: str) -> Location:
    line: Line = next((line for line in block.options if line.text.strip().startswith(name)), block.options[0])
    return text.source.at(line.number, line.column)


def _choices(shape: BlockShape) -> str:
    return f"Use one of: {', '.join(sorted(shape.options))}." if shape.options else "Take it away; it takes none."


RULES: tuple[Rule, ...] = (
    open_code, open_block, unknown_block, stray_closing, unknown_option, odd_opening, missing_option, wrong_argument,
    unreadable_options, option_in_text,
)
