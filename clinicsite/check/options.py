"""Titles and options of blocks: those that a block takes, in the right place."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from clinicsite.check.manuscript import Fence, Line, Manuscript
from clinicsite.check.rule import Rule, rule
from clinicsite.model.address import did_you_mean
from clinicsite.model.blocks import BLOCKS, BlockShape
from clinicsite.model.diagnostic import Diagnostic, Location


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
                    "MD026", f"The block `{block.name}` lacks `{name}`.", text.source.at(block.line, block.column),
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
                "MD027", f"The block `{block.name}` lacks its {what}.", text.source.at(block.line, block.column),
                f"Write it after a bar, as in `{'/' * block.slashes} {block.name} | …`.",
            )
        elif shape.argument == "none" and block.argument:
            yield Diagnostic(
                "MD027", f"The block `{block.name}` takes no title, but has `{block.argument}`.", text.source.at(block.line, block.column),
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


def _option_place(text: Manuscript, block: Fence, name: str) -> Location:
    line: Line = next((line for line in block.options if line.text.strip().startswith(name)), block.options[0])
    return text.source.at(line.number, line.column)


def _choices(shape: BlockShape) -> str:
    return f"Use one of: {', '.join(sorted(shape.options))}." if shape.options else "Take it away; it takes none."


RULES: tuple[Rule, ...] = (
    unknown_option, missing_option, wrong_argument, unreadable_options, option_in_text,
)
