"""Characters that nobody sees, or that turn into something else: tabs, spaces, quotes and stars."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from clinicsite.check.manuscript import ITEM, Line, Manuscript
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic, Fix

SPACES = "\u00a0\u2007\u202f\u2003\u2002\u2009\u2028\u2029\u0085\x0b\x0c"
INVISIBLE = re.compile(
    f"[{SPACES}\u00ad\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f\x7f]"
)
NAMES = {"\u00a0": "a no-break space", "\u200b": "a zero-width space", "\u00ad": "a soft hyphen", "\ufeff": "a byte order mark"}
ACCENT = re.compile(r"[´`ʹʼ′](?<=[A-Za-z].)(?=[A-Za-z])")
ELISION = re.compile(r"['‘](?<![\w'’‘\"].)(?=(?:til|tis|twas|em|cause|bout|round|n['’])(?!\w))", re.I)
WRONG_WAY = re.compile(r"”(?<=[\s(].)(?=\w{2})|“(?<=[\w.,!?].)(?=[\s.,;)]|$)|^”(?=\w)", re.M)
CURLY_VALUE = re.compile(r"([ -]*[\w-]+:[ \t]+)“([^“”\"\\]*)”[ \t]*$")
STARS = re.compile(r"(?<![*\\])\*\*(?!\*)")


@rule("MD070", "manuscript", "warning")
def tab(text: Manuscript) -> Iterator[Diagnostic]:
    """A line holds a tab.

    Editors show tabs as two, four or eight spaces; Markdown counts four. What looks nested may not be.

    Bad:
        - Before you come

        ⇥- ask someone to drive you home

    Good:
        - Before you come

            - ask someone to drive you home
    """
    for line in text.lines:
        if "\t" in line.text and line.kind not in ("code", "fence", "front"):
            yield Diagnostic(
                "MD070", "This line holds a tab.", text.source.at(line.number, line.text.index("\t") + 1),
                "Write four spaces for each level.", severity="warning",
                fix=Fix(line.number, (line.text.expandtabs(4),)),
            )


@rule("MD071", "manuscript", "warning")
def spaces_at_the_end(text: Manuscript) -> Iterator[Diagnostic]:
    """A line ends in two spaces.

    Markdown breaks the line there, although nobody can see why. A new paragraph or a list is plain to see.

    Bad:
        2140 North Alder Street␣␣
        Suite 120

    Good:
        2140 North Alder Street, Suite 120
    """
    for line, after in zip(text.lines, text.lines[1:]):
        if line.text.endswith("  ") and line.kind == after.kind == "text" and not ITEM.match(after.text):
            yield Diagnostic(
                "MD071", "This line ends in two spaces, which break the line.",
                text.source.at(line.number, len(line.text.rstrip()) + 1),
                "Take them away; start a new paragraph or a list where the line should end.", severity="warning",
                fix=Fix(line.number, (line.text.rstrip(" "),)),
            )


@rule("MD072", "manuscript", "warning")
def invisible_character(text: Manuscript) -> Iterator[Diagnostic]:
    """A line holds a character that cannot be seen.

    No-break and zero-width characters come along when text is pasted from a word processor or a web page. They break
    lists, links and searches, and some can hide or reorder words. The engine sets no-break spaces itself.

    Bad:
        Call us on⍽working days.

    Good:
        Call us on working days.
    """
    for line in text.lines:
        found = None if line.kind in ("code", "fence") else INVISIBLE.search(line.text)
        if found:
            yield Diagnostic(
                "MD072", f"This line holds {_name(found[0])}, which cannot be seen.",
                text.source.at(line.number, found.start() + 1), "Type the space anew, or delete the character.",
                severity="warning", fix=Fix(line.number, (INVISIBLE.sub(_visible, line.text),)),
            )


@rule("MD073", "manuscript", "warning")
def accent_for_apostrophe(text: Manuscript) -> Iterator[Diagnostic]:
    """An accent stands where an apostrophe belongs.

    A backtick starts code in Markdown, and an acute accent is read out as one.

    Bad:
        You don´t need a referral.

    Good:
        You don't need a referral.
    """
    yield from _quotes(
        text, "MD073", ACCENT, "'", "`{}` is an accent, not an apostrophe.", "Type the apostrophe of your keyboard, `'`.",
    )


@rule("MD074", "manuscript", "warning")
def opening_for_apostrophe(text: Manuscript) -> Iterator[Diagnostic]:
    """A shortened word starts with a straight apostrophe.

    At the start of a word the engine makes an opening quotation mark of it.

    Bad:
        Rest 'til the next day.

    Good:
        Rest until the next day.
    """
    yield from _quotes(
        text, "MD074", ELISION, "’", "`{}` at the start of this word would become an opening quotation mark.",
        "Write the word in full, or type `’`.",
    )


@rule("MD075", "manuscript", "warning")
def quote_facing_away(text: Manuscript) -> Iterator[Diagnostic]:
    """A curly quotation mark faces the wrong way.

    Straight marks are enough: the engine turns each the right way.

    Bad:
        Ask for the ”estimate”.

    Good:
        Ask for the "estimate".
    """
    for match in WRONG_WAY.finditer(text.prose):
        yield Diagnostic(
            "MD075", f"The quotation mark `{match[0]}` faces away from its word.", text.at(match.start()),
            "Write straight marks, `\"` or `'`.", severity="warning",
        )


@rule("MD076", "manuscript", "warning")
def loose_stars(text: Manuscript) -> Iterator[Diagnostic]:
    """There is a space between stars and the words they make bold.

    Markdown then prints the stars.

    Bad:
        Bring an adult ** with you **.

    Good:
        Bring an adult **with you**.
    """
    for line in text.lines:
        if line.kind != "text":
            continue
        shown = text.shown(line)
        stars = [match.start() for match in STARS.finditer(shown)]
        if len(stars) != 2:
            continue
        inside = line.text[stars[0] + 2 : stars[1]]
        if inside.strip() and inside != inside.strip():
            fixed = f"{line.text[: stars[0]]}**{inside.strip()}**{line.text[stars[1] + 2 :]}"
            yield Diagnostic(
                "MD076", f"There is a space between `**` and `{inside.strip()}`, so the stars would be printed.",
                text.source.at(line.number, stars[0] + 1), f"Write `**{inside.strip()}**`.", severity="warning",
                fix=Fix(line.number, (fixed,)),
            )


@rule("MD077", "manuscript", "warning")
def curly_value(text: Manuscript) -> Iterator[Diagnostic]:
    """A value of the front matter stands in curly quotation marks.

    Word processors make them. YAML knows straight marks alone, so the curly ones would be printed.

    Bad:
        ---
        summary: “Not on the day of the visit.”
        ---

    Good:
        ---
        summary: "Not on the day of the visit."
        ---
    """
    for line in text.lines:
        match = CURLY_VALUE.match(line.text) if line.kind == "front" else None
        if match:
            yield Diagnostic(
                "MD077", "This value stands in curly quotation marks, which would be printed.",
                text.source.at(line.number, match.end(1) + 1), f'Write straight ones: `"{match[2]}"`.', severity="warning",
            )


def _quotes(
    text: Manuscript, code: str, pattern: re.Pattern[str], right: str, message: str, hint: str
) -> Iterator[Diagnostic]:
    for match in pattern.finditer(text.prose):
        line = text.line_at(match.start())
        yield Diagnostic(
            code, message.format(match[0]), text.at(match.start()), hint, severity="warning",
            fix=Fix(line.number, (_replaced(text, line, pattern, right),)),
        )


def _replaced(text: Manuscript, line: Line, pattern: re.Pattern[str], right: str) -> str:
    fixed = list(line.text)
    for match in pattern.finditer(text.prose, line.start, line.start + len(line.text)):
        fixed[match.start() - line.start] = right
    return "".join(fixed)


def _visible(match: re.Match[str]) -> str:
    return " " if match[0] in SPACES else ""


def _name(character: str) -> str:
    name = unicodedata.name(character, f"the control character U+{ord(character):04X}").lower()
    return NAMES.get(character, name if name.startswith("the ") else f"the character `{name}`")


RULES: tuple[Rule, ...] = (
    tab, spaces_at_the_end, invisible_character, accent_for_apostrophe, opening_for_apostrophe, quote_facing_away,
    loose_stars, curly_value,
)
