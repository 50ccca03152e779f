"""Typographic quotes, dashes and spaces for text that writers typed plainly."""

from __future__ import annotations

import re

OPENS_AFTER = frozenset(" \t\n\u00a0([{-–—/“‘")
DASHES = (("---", "—"), ("--", "–"), ("...", "…"))
UNIT = re.compile(
    r"(?<![\w.])(\d+(?:[.,]\d+)?|\d*[½¼¾]) (?=(?:minutes?|hours?|days?|weeks?|months?|years?|people|mg|kg|mL|percent|am|pm|in \d+"
    r"|minutos?|horas?|días?|semanas?|mes(?:es)?|años?|personas?|por ciento|de cada \d+)\b|[ap]\. ?m\.)"
)
NUMBER = re.compile(r"[\d½¼¾]")
HALF_DAY = re.compile(r"(?<=\b[ap]\.) (?=m\.)")
"""The space in `5 p. m.`, as Spanish writes it."""
QUOTES = re.compile(r"[\"']")


def smarten(text: str, before: str = "") -> str:
    """`text` with real quotes, dashes, ellipses and a non-breaking space between a number and its unit.

    `before` is the character that stands in front of it (none at the start of a block). Where the text ends an element
    may follow, so that a quotation mark after a space opens.
    """
    for plain, real in DASHES:
        if plain in text:
            text = text.replace(plain, real)
    if '"' in text or "'" in text:
        text = QUOTES.sub(lambda m: _quote(m, text, before), text)
    if NUMBER.search(text):
        text = UNIT.sub("\\1\u00a0", text)
    return HALF_DAY.sub("\u00a0", text) if ". m." in text else text


def _quote(match: re.Match[str], text: str, before: str) -> str:
    at = match.start()
    previous = text[at - 1] if at else before
    opening = not previous or previous in OPENS_AFTER or (previous in "\"'" and (at < 2 or text[at - 2] in OPENS_AFTER))
    following = text[at + 1 : at + 2]
    opening = opening and not following.isspace()
    if match[0] == '"':
        return "“" if opening else "”"
    if opening and following.isdigit():
        return "’"
    return "‘" if opening else "’"
