"""Reading time: how long a text takes a tired reader, in seconds."""

from __future__ import annotations

from clinicsite.language.tongue import IN_ENGLISH, Tongue, unparted

WORDS_A_MINUTE = 180
"""Slower than the 238 words a minute of silent reading (Brysbaert 2019), for readers who are tired or in pain."""

SECONDS_A_FIGURE = 20
STEP = 5
"""Times are told in steps of this many seconds; more would be false precision."""


def reading_seconds(words: int, figures: int = 0) -> int:
    """Seconds that `words` and `figures` take to read, to the nearest step; at least one step where there is anything."""
    exact = words * 60 / WORDS_A_MINUTE + figures * SECONDS_A_FIGURE
    return max(STEP, round(exact / STEP) * STEP) if exact else 0


def whole_minutes(length: int) -> int:
    """Seconds as minutes for lists: rounded, and at least 1."""
    return max(1, (length + 30) // 60)


def clock_face(length: int) -> str:
    """315 seconds as `5:15`."""
    return f"{length // 60}:{length % 60:02d}"


def in_words(length: int, tongue: Tongue = IN_ENGLISH) -> str:
    """315 seconds as `about 5 minutes`, and less than 90 as `about a minute`."""
    minutes = whole_minutes(length)
    return unparted(tongue.ngettext("about a minute", "about %(minutes)s~minutes", minutes) % {"minutes": minutes})
