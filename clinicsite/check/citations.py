"""Citations as they are written: keys alone, right after the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.manuscript import Manuscript
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic, Fix
from clinicsite.read.scan import CITATION

LOOSE = re.compile(r"\[@(?<=[ \t]\[@)[^\[\]\n]+\]")
NO_SENTENCE = re.compile(r"(?:.*[|:])?\s*(?:[-*+]|\d+\.)?\s*\Z")
"""What may stand before a citation that follows no sentence: a list mark, a bar, a key."""
ALIKE = re.compile(r"(?<![\]\w])\[([^\[\]\n]*(?<![\w.])@[^\[\]\n]*)\](?!\()")


@rule("MD068", "manuscript", "warning")
def parted_citation(text: Manuscript) -> Iterator[Diagnostic]:
    """There is a space before a citation.

    The number of the reference would hang apart from the sentence it supports, or start the next line.

    Bad:
        It can make you feel cut off from your body. [@short2018]

    Good:
        It can make you feel cut off from your body.[@short2018]
    """
    spans = [_spaces_before(text, match.start()) for match in LOOSE.finditer(text.inline)]
    for start, end in spans:
        line = text.line_at(start)
        if not NO_SENTENCE.match(line.text[: start - line.start]):
            yield Diagnostic(
                "MD068", "There is a space before a citation.", text.at(start),
                "Put it right after the full stop or the comma.", severity="warning", fix=text.without(spans, line),
            )


@rule("MD069", "manuscript")
def odd_citation(text: Manuscript) -> Iterator[Diagnostic]:
    """Something in square brackets looks like a citation and is none.

    A citation is `[@key]` or `[@key; @key2]` and nothing else; anything more is printed.

    Bad:
        Frequent use can harm the bladder.[@morgan2012, @chan2022]

    Good:
        Frequent use can harm the bladder.[@morgan2012; @chan2022]
    """
    for match in ALIKE.finditer(text.inline):
        if CITATION.fullmatch(match[0]):
            continue
        line = text.line_at(match.start())
        start = match.start() - line.start
        mended = re.sub(r"\s*,\s*", "; ", match[0])
        fixed = line.text[:start] + mended + line.text[start + len(match[0]) :]
        yield Diagnostic(
            "MD069", f"`{match[0]}` is not a citation that the engine can read.", text.at(match.start()),
            "Write keys alone, with `@` before each and `;` between them, as in `[@key; @key2]`.",
            fix=Fix(line.number, (fixed,)) if CITATION.fullmatch(mended) else None,
        )


def _spaces_before(text: Manuscript, offset: int) -> tuple[int, int]:
    line = text.line_at(offset)
    before = line.text[: offset - line.start]
    return line.start + len(before.rstrip()), offset


RULES: tuple[Rule, ...] = (
    parted_citation, odd_citation,
)
