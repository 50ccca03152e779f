"""How hard a Spanish text is to read: syllables, and the INFLESZ scale.

The index is that of Szigriszt-Pazos (1993), 206.835 - 62.3 · syllables/words - words/sentences. The bands are those of
INFLESZ (Barrio-Cantalejo and others, 2008), which were set for what patients are given to read:

| index | a text is |
|---|---|
| under 40 | very hard |
| 40 to 55 | somewhat hard |
| 55 to 65 | normal |
| 65 to 80 | quite easy |
| over 80 | very easy |
"""

from __future__ import annotations

import re

NORMAL = 55.0
"""From here on most people read a text without trouble; health information should reach it."""

EASY = 65.0

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SENTENCE = re.compile(r"[.!?…:;]+(?=\s|$)|\n\s*\n")
STRONG = "aeoáéóíú"
"""Vowels that carry a syllable of their own beside another of them; a stressed i or u is one of them."""

SILENT = re.compile(r"(?<=q)u(?=[eiéí])|(?<=g)u(?=[eiéí])")
FINAL_Y = re.compile(r"y(?![aeiouáéíóúü])")
VOWELS = re.compile(r"[aeiouáéíóúü]+")


def syllables(word: str) -> int:
    """How many syllables a Spanish word has, at least one: `ketamina` 4, `día` 2, `ciudad` 2, `aéreo` 4.

    A weak vowel (i, u) joins its neighbours, two strong ones part, and an h between vowels changes nothing (Ortografía de
    la lengua española, 2010, on diphthong and hiatus).
    """
    plain = SILENT.sub("", word.lower())
    plain = FINAL_Y.sub("i", plain).replace("h", "")
    return max(1, sum(_nuclei(run[0]) for run in VOWELS.finditer(plain)))


def _nuclei(run: str) -> int:
    """Syllables in a run of vowels: its strong vowels, or one or more where all are weak."""
    strong = sum(vowel in STRONG for vowel in run)
    return strong or -(-len(run) // 2)


def inflesz(text: str) -> float:
    """The index of a plain text, higher for easier; 100 for one without words. Dates, figures and signs count as nothing."""
    words = WORD.findall(text)
    if not words:
        return 100.0
    sentences = sum(1 for part in SENTENCE.split(text) if WORD.search(part))
    spoken = sum(syllables(word) for word in words)
    return 206.835 - 62.3 * spoken / len(words) - len(words) / max(1, sentences)


def band(index: float) -> str:
    """What the scale calls a text of this index."""
    for limit, name in ((40.0, "very hard"), (NORMAL, "somewhat hard"), (EASY, "normal"), (80.0, "quite easy")):
        if index < limit:
            return name
    return "very easy"
