"""What of a file can reach a visitor: the text with comments blanked, every character in its place."""

from __future__ import annotations

import re

from clinicsite.check.manuscript import Manuscript

HTML = re.compile(r"<!--.*?(?:-->|\Z)|\{#.*?(?:#\}|\Z)", re.S)
MARKDOWN = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
CODE = re.compile(r"/\*.*?(?:\*/|\Z)|^[ \t]*//[^\n]*|(?<=[;{}),])[ \t]+//[^\n]*", re.S | re.M)
YAML = re.compile(r"^[ \t]*#.*|(?<=[ \t])# .*")


def visible(text: Manuscript) -> str:
    """The whole file, code spans and front matter among it."""
    return _blanked(text, text.source.text)


def spoken(text: Manuscript) -> str:
    """Its words: front matter and prose, with code spans and escaped marks out of the way."""
    return _blanked(text, text.inline)


def is_template(text: Manuscript) -> bool:
    """Whether it is a file of templates/ and none of content/."""
    return not text.source.path.endswith((".md", ".yaml"))


def _blanked(text: Manuscript, shown: str) -> str:
    path = text.source.path
    if path.endswith((".css", ".js")):
        return CODE.sub(_blank, shown)
    if is_template(text):
        return HTML.sub(_blank, shown)
    lines = shown.split("\n")
    for line in text.lines:
        if line.kind == "front" and "#" in line.text and (match := YAML.search(line.text)):
            if line.text.count('"', 0, match.start()) % 2 == 0:
                row = lines[line.number - 1]
                lines[line.number - 1] = row[: match.start()] + " " * (len(row) - match.start())
    shown = "\n".join(lines)
    return MARKDOWN.sub(_blank, shown) if "<!--" in shown else shown


def _blank(match: re.Match[str]) -> str:
    return "".join(char if char == "\n" else " " for char in match[0])
