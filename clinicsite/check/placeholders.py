"""Placeholders: words that a writer or a template left to be replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.manuscript import Manuscript
from clinicsite.check.near import find_near
from clinicsite.check.rule import Rule, rule
from clinicsite.check.visible import is_template, spoken
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.languages import ENGLISH

LATIN = re.compile(r"\blorem\s+ipsum\b|\bdolor\s+sit\s+amet\b|\bconsectetur\s+adipisc\w+", re.I)
NOTE = re.compile(r"(?<![\w/#-])(?:TODO|FIXME|XXX|TBD|TBC|TKTK)(?![\w-])|\?{3,}")
NOTE_IN_SPANISH = re.compile(r"(?<![\w/#-])(?:TODO:|FIXME|TBD|TKTK)(?![\w-])|\?{3,}")
"""`TODO` in capitals is also the Spanish for `everything`."""
INSERT = re.compile(r"\binsert\b[^.\n]{0,40}?\bhere\b", re.I)
GOES_HERE = re.compile(
    r"\b(?:(?:your|our|the|clinic|company|business|practice) )?(?:clinic |company |business |practice |full )?"
    r"(?:name|text|copy|logo|address|phone(?: number)?|content|headline|title|description|photo|image) goes here\b",
    re.I,
)
YOURS = re.compile(
    r"\bYour (?:(?:Clinic|Company|Business|Practice)(?: (?:Name|Here|Address))?|(?:City|State|Town|Street|Phone|Logo|Headline) (?:Name|Here|Number|Address)"
    r"|(?:Name|Address) Here)\b"
    r"(?= |[.,;:)\"']|$)",
    re.M,
)
BRACKETS = re.compile(r"(?<![\\\]!\w])\[(?P<words>[^\[\]\n@^]{2,120})\](?![(\[:])")
BLANK = re.compile(
    r"(?:[A-Z0-9][A-Z0-9 _/&'-]*|[A-Z][^\[\]]*"
    r"|.*\b(?:name|city|state|town|street|address|date|day|phone|number|clinic|your|email|link|url|price|amount|doctor|provider|"
    r"insert|todo|fill|placeholder|tbd)\b.*)"
)
SETS = re.compile(r"(?:[:\-,\[{]|^)[ \t]*\Z")
"""What stands before a `[` that opens a list of YAML."""
MUSTACHE = re.compile(r"\{\{[^{}\n]*\}\}|\{%[^%\n]*%\}|%%?[A-Z][A-Z_]{2,}%%?|<[A-Z][A-Z ]{2,}>")
ADDRESS = re.compile(r"\b1?123 (?:Main|Any|Elm) (?:Street|St\b\.?)|\bAny ?town\b|\bCity, State\b|^[ \t]*postal_code:[ \t]*[\"']?(?:00000|12345)\b", re.M)
LEFT: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (LATIN, ("lorem", "dolor", "consectetur")),
    (INSERT, ("insert",)),
    (GOES_HERE, ("goes here",)),
    (YOURS, ("your ",)),
    (ADDRESS, ("123 ", "anytown", "any town", "city, state", "postal_code")),
)
"""Patterns of every file, each with words of which one is in whatever it matches."""
NOTE_WORDS = ("todo", "fixme", "xxx", "tbd", "tbc", "tktk", "???")
MUSTACHE_WORDS = ("{{", "{%", "%", "<")


@rule("LIVE-08", "shown", "warning", going_live="error")
def placeholder(text: Manuscript) -> Iterator[Diagnostic]:
    """Something stands in the text that was meant to be replaced.

    Blind text, `TODO`, words in square brackets, `{{ name }}` and the like are notes to a writer. A reader takes them for
    carelessness, or for a fact. `clinicsite new` writes such words in square brackets where yours belong.

    Bad:
        We are in [City]. TODO: hours.

    Good:
        We are in Columbia. The [hours](/locations/columbia.md) are on their own page.
    """
    told = 0
    for start, end, words in sorted(_found(text, spoken(text))):
        if start >= told:
            told = end
            yield Diagnostic(
                "LIVE-08", f"`{_short(words)}` was meant to be replaced.", text.at(start),
                "Write what belongs here, or take it out; `draft: true` keeps an unfinished page out of the site.",
                severity="warning",
            )


def _found(text: Manuscript, shown: str) -> Iterator[tuple[int, int, str]]:
    note = NOTE if text.source.language == ENGLISH else NOTE_IN_SPANISH
    patterns = LEFT if is_template(text) else (*LEFT, (MUSTACHE, MUSTACHE_WORDS), (note, NOTE_WORDS))
    for pattern, words in patterns:
        for match in find_near(pattern, words, shown):
            yield match.start(), match.end(), match[0]
    if "[" not in shown or is_template(text):
        return
    linked = [match.span() for match in text.links]
    for match in BRACKETS.finditer(shown):
        line = text.line_at(match.start())
        opens_list = line.kind in ("front", "option") and SETS.search(shown[line.start : match.start()])
        is_link = any(first <= match.start() < last for first, last in linked) or _is_defined(match["words"], shown)
        if not opens_list and not is_link and BLANK.fullmatch(match["words"].strip()):
            yield match.start(), match.end(), match[0]


def _is_defined(words: str, shown: str) -> bool:
    """Whether the brackets are a link whose address stands elsewhere in the file."""
    return re.search(rf"^ {{0,3}}\[{re.escape(words)}\]:", shown, re.M | re.I) is not None


def _short(words: str) -> str:
    words = " ".join(words.split()).replace("`", "'")
    return words if len(words) <= 50 else words[:48].rsplit(" ", 1)[0] + " …"


RULES: tuple[Rule, ...] = (
    placeholder,
)
