"""How hard English prose is to read: the Flesch-Kincaid grade (Kincaid and others, 1975)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from clinicsite.language.passage import Passage, Prose, Sentence
from clinicsite.language.syllables import syllables
from clinicsite.model.frozen import frozen

REFERENCE = re.compile(r"\b(?:19|20)\d\d;\d+|\bet al\b|\bdoi:|10\.\d{4,}/")
READ = frozenset({"paragraph", "item", "quotation", "summary"})
FEWEST_WORDS = 100
"""Below this many words a grade says nothing."""


@frozen()
class Reading:
    """Sums over sentences: words, syllables and sentences."""

    words: int
    syllables: int
    sentences: int

    @property
    def grade(self) -> float:
        """0.39 words per sentence + 11.8 syllables per word - 15.59; 0 for no text."""
        if not self.words or not self.sentences:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59


def reading_of(sentences: Iterable[Sentence]) -> Reading:
    """The sums of some sentences."""
    words = count = number = 0
    for sentence in sentences:
        spoken = sentence.spoken
        if spoken:
            words += len(spoken)
            count += sum(min(syllables(word), 2) if word[0].isdigit() or word.isupper() else syllables(word) for word in spoken)
            number += 1
    return Reading(words, count, number)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of a text: the school year in which it is easy to read."""
    return reading_of(Passage("paragraph", text, "", ((0, 1, 1),)).sentences).grade


def read_sentences(prose: Prose) -> list[Sentence]:
    """The sentences that count: running text and list items of three words or more, and no references."""
    found = []
    for passage in prose.passages:
        if passage.kind in READ and not REFERENCE.search(passage.text):
            found += [sentence for sentence in passage.sentences if len(sentence.spoken) > 3]
    return found


def hardest(prose: Prose, count: int = 5) -> list[Sentence]:
    """The sentences with the highest grades, hardest first."""
    graded = [sentence for sentence in read_sentences(prose) if len(sentence.spoken) >= 8]
    return sorted(graded, key=lambda s: (-reading_of([s]).grade, s.passage.at(s.start).line))[:count]
