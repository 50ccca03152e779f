"""Markdown as the words that a reader hears.

Marks, the targets of links, the shape of quotes and dashes and the kind of space are gone; every line end stays where
it is, so that a word keeps its line.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Set

from clinicsite.read.scan import CITATION, LINK, PLAIN

TITLE = re.compile(r"\s(?:\"([^\"]*)\"|'([^']*)')\s*\)\Z")
REFERENCE = re.compile(r"\[([^\[\]]+)\](?:\[([^\[\]]*)\])?")
AUTOLINK = re.compile(r"<((?:https?|mailto|tel|sms):[^<>\s]+)>")
FOOTNOTE = re.compile(r"\[\^[^\]\n]+\]")
EMPHASIS = re.compile(r"(?<=\S)\*+|\*+(?=\S)|(?<![^\W_])_+(?=\S)|(?<=\S)_+(?![^\W_])")
SIGNED = re.compile(r"[`\\\[*_<&]")
"""What a text has in it where any mark, link or entity is."""
UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
STASHED = re.compile("\ue000(\\d+)\ue001")
SIGNS = str.maketrans({
    "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "ʼ": "'", "‚": "'", "—": "–", "‐": "-", "‑": "-", "−": "-",
})  # fmt: skip
CALLS = ("tel:", "sms:")
"""Targets that count: whom a link calls is part of what it says."""


def plain(text: str, references: Set[str] = frozenset()) -> str:
    """A paragraph or a value of front matter without its marks.

    A citation stays, as `[@key]`: what a statement rests on is part of it. Capitals stay too: `US` is not `us`, and `May`
    not `may`. `references` are the names of link definitions, in small letters.
    """
    if not SIGNED.search(text):
        return same_signs(text)
    kept: list[str] = []

    def stash(match: re.Match[str]) -> str:
        kept.append(match[0].strip("`").strip(" ") if match[1] else match[0][1:])
        return f"\ue000{len(kept) - 1}\ue001"

    text = PLAIN.sub(stash, text)
    text = CITATION.sub(_citation, text)
    text = FOOTNOTE.sub("", text)
    while True:
        text, count = LINK.subn(_link, text)
        if not count:
            break
    if references:
        text = REFERENCE.sub(lambda m: m[1] if (m[2] or m[1]).casefold() in references else m[0], text)
    text = AUTOLINK.sub(r"\1", text)
    text = html.unescape(EMPHASIS.sub("", text))
    return STASHED.sub(lambda m: kept[int(m[1])] if int(m[1]) < len(kept) else m[0], same_signs(text))


def same_signs(text: str) -> str:
    """The text with one sign for each kind of quote, dash and space, composed as Unicode's NFC.

    NFC and not NFKC, which would make `31/2` of `3½`.
    """
    if not text.isascii():
        text = UNSEEN.sub("", unicodedata.normalize("NFC", text)).translate(SIGNS)
    if "--" in text:
        text = re.sub(r"(?<!-)---?(?!-)", "–", text)
    return text.replace("...", "…").replace("–", " – ")


def _citation(match: re.Match[str]) -> str:
    keys = "".join(f" [@{key.strip().removeprefix('@')}] " for key in match[1].split(";"))
    return keys + "\n" * match[0].count("\n")


def _link(match: re.Match[str]) -> str:
    title = TITLE.search(match[0])
    words = match[2] + (f" {title[1] or title[2] or ''}" if title else "")
    if match[3].lower().startswith(CALLS):
        words += f" [{match[3].lower()}]"
    return words + "\n" * (match[0].count("\n") - words.count("\n"))
