"""What is passed over because it cannot matter does not: the readers of words tell the same with and without."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clinicsite.language import inline
from clinicsite.read import plain

PIECES = [
    "word", " ", "\n", "`", "\\", "\\*", "[", "](", ")", "[@a]", "[^1]", "*", "_", "~~", "<", ">", "<br>", "&amp;", "{.a}", "{", "https://a.example",
    "!", "--", "---", "...", "“", "’", "\u200b", "\u00ad", "e\u0301", "\ue0000\ue001", "½",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
EACH = "\n".join([*PIECES, "`a`", "a\\.b", "[a](b)", "[@a]", "[^1]", "*a*", "_a_", "~~a~~", "<https://a.example>", "a<br>b", "{.a}"])


def both(module: Any, read: Any) -> tuple[Any, Any]:
    """What is read with a module's shortcut and without it."""
    found = read()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "SIGNED", re.compile(""))
        return found, read()


@settings(max_examples=150)
@example(EACH)
@given(TEXTS)
def test_plain_words_are_the_same(text: str) -> None:
    for piece in (text, *text.split("\n")):
        found, slowly = both(plain, lambda piece=piece: plain.plain(piece))
        assert found == slowly


@settings(max_examples=150)
@example(EACH)
@given(TEXTS)
def test_text_within_a_line_is_the_same(text: str) -> None:
    def read(piece: str) -> inline.Reading:
        reading = inline.Reading()
        reading.inline(piece, 0, len(piece))
        return reading

    for piece in (text, *text.split("\n")):
        found, slowly = both(inline, lambda piece=piece: read(piece))
        assert found == slowly
