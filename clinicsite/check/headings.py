"""Headings of the body: `##` and a space, in order, each with a plain anchor."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.manuscript import Line, Manuscript, excerpt
from clinicsite.check.rule import Rule, rule
from clinicsite.model.address import SLUG, slugify
from clinicsite.model.diagnostic import Diagnostic, Fix

HEADING = re.compile(r"(#{1,6})([ \t]*)(.*?)[ \t]*#*[ \t]*$")
INDENTED = re.compile(r" {1,3}(?=#{1,6}[ \t]+\S)")
UNDERLINE = re.compile(r"[=-]+[ ]*$")
ATTRIBUTES = re.compile(r"[ \t]+\{:?[ \t]*([^{}]*)\}[ \t]*$")


@rule("MD030", "manuscript", "warning")
def heading_without_space(text: Manuscript) -> Iterator[Diagnostic]:
    """There is no space after the number signs of a heading.

    Python-Markdown makes a heading of it all the same, other tools and the page's contents do not; and a line that
    starts with a hashtag becomes a heading by surprise.

    Bad:
        ##Driving home

    Good:
        ## Driving home
    """
    for line, match in _headings(text):
        if match[3] and not match[2]:
            level = len(match[1])
            fixed = f"{match[1]} {line.text[level:]}"
            yield Diagnostic(
                "MD030", f"There is no space after `{match[1]}`.", text.source.at(line.number, level + 1),
                f"Write `{match[1]} {match[3]}` for a heading, or `\\{match[1]}` for the sign itself.",
                severity="warning", fix=Fix(line.number, (fixed,)) if level > 1 else None,
            )


@rule("MD031", "manuscript")
def underlined_text(text: Manuscript) -> Iterator[Diagnostic]:
    """A line of hyphens or equal signs stands right under a line of text.

    Markdown takes this for an underlined heading, even under a list item, and the page's contents do not know it.

    Bad:
        Call us on working days.
        ---

    Good:
        Call us on working days.

        ---
    """
    for chunk in text.chunks:
        if len(chunk) > 1 and UNDERLINE.match(chunk[1].text):
            yield Diagnostic(
                "MD031", f"This line would turn the text above it, `{excerpt(chunk[0].text)}`, into a heading.",
                text.source.at(chunk[1].number),
                "Leave a blank line above it for a rule, or write `## ` before the text for a heading.",
            )


@rule("MD032", "manuscript")
def second_title(text: Manuscript) -> Iterator[Diagnostic]:
    """The body holds a heading of the first level.

    The title in the front matter is the page's one H1. People who move through a page by its headings expect one.

    Bad:
        # Driving home

    Good:
        ## Driving home
    """
    for line, match in _headings(text):
        if len(match[1]) == 1 and match[2]:
            yield Diagnostic(
                "MD032", f"The heading `{match[3]}` is as high as the page's title.", text.source.at(line.number),
                "Start headings in the text with `##`; the title stands in the front matter.",
            )


@rule("MD033", "manuscript")
def skipped_level(text: Manuscript) -> Iterator[Diagnostic]:
    """A heading skips a level.

    Levels are an outline, not sizes: whoever hears the page takes a gap for a missing part (WCAG 2.2, 1.3.1).

    Bad:
        ## After the infusion

        #### Driving home

    Good:
        ## After the infusion

        ### Driving home
    """
    before = 1
    for line, match in _headings(text):
        level = len(match[1])
        if level > before + 1:
            yield Diagnostic(
                "MD033", f"The heading `{match[3]}` goes from level {before} to level {level}.",
                text.source.at(line.number), f"Write it with `{'#' * (before + 1)}`.",
            )
        before = level


@rule("MD034", "manuscript")
def odd_anchor(text: Manuscript) -> Iterator[Diagnostic]:
    """A heading's anchor is not a plain name.

    What stands in braces after a heading is its address on the page. With capitals, spaces or other signs in it,
    Python-Markdown prints the braces or makes an address that nobody can type.

    Bad:
        ## Driving home {#Driving home}

    Good:
        ## Driving home {#driving-home}
    """
    for line, match in _headings(text):
        found = ATTRIBUTES.search(match[3])
        if found and not (found[1].startswith("#") and SLUG.match(found[1].rstrip()[1:])):
            plain = slugify(found[1]) or "driving-home"
            yield Diagnostic(
                "MD034", f"The anchor `{found[0].strip()}` is not a plain name.",
                text.source.at(line.number, match.start(3) + found.start() + 2), f"Write `{{#{plain}}}`.",
            )


@rule("MD035", "manuscript", "warning")
def indented_heading(text: Manuscript) -> Iterator[Diagnostic]:
    """A heading does not start at the left edge.

    Python-Markdown prints the number signs of a heading that is indented by one to three spaces.

    Bad:
          ## Driving home

    Good:
        ## Driving home
    """
    for chunk in text.chunks:
        for line in chunk:
            match = INDENTED.match(line.text)
            if match:
                yield Diagnostic(
                    "MD035", "This heading does not start at the left edge, so its signs would be printed.",
                    text.source.at(line.number, match.end() + 1), "Take away the spaces before it.",
                    severity="warning", fix=Fix(line.number, (line.text.lstrip(),)),
                )


@rule("MD036", "manuscript")
def repeated_anchor(text: Manuscript) -> Iterator[Diagnostic]:
    """Two headings of a page have the same anchor.

    A link can lead to one of them only.

    Bad:
        ## Driving home {#driving}

        ## Driving to us {#driving}

    Good:
        ## Driving home {#driving-home}

        ## Driving to us {#driving-here}
    """
    taken: set[str] = set()
    for line, match in _headings(text):
        found = ATTRIBUTES.search(match[3])
        anchor = found[1].strip() if found else ""
        if found and anchor in taken:
            yield Diagnostic(
                "MD036", f"Another heading of this page already has the anchor `{anchor}`.",
                text.source.at(line.number, match.start(3) + found.start() + 2), "Give each heading its own name.",
            )
        taken.add(anchor)


@rule("MD037", "manuscript")
def empty_heading(text: Manuscript) -> Iterator[Diagnostic]:
    """A heading has no words.

    It is announced all the same: a screen reader says "heading" and nothing more.

    Bad:
        ##

        Call us on working days.

    Good:
        ## When to call

        Call us on working days.
    """
    for line, match in _headings(text):
        if not ATTRIBUTES.sub("", " " + match[3]).strip():
            yield Diagnostic(
                "MD037", "This heading has no words.", text.source.at(line.number), "Write it, or take the signs away.",
            )


def _headings(text: Manuscript) -> Iterator[tuple[Line, re.Match[str]]]:
    for line in text.lines:
        if line.kind == "heading":
            match = HEADING.match(line.text)
            if match:
                yield line, match


RULES: tuple[Rule, ...] = (
    heading_without_space, underlined_text, second_title, skipped_level, odd_anchor, indented_heading, repeated_anchor,
    empty_heading,
)
