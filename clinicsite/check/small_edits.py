"""Edits so small that a review holds in spite of them: spelling, capitals, spaces and commas, and nothing that could harm."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from clinicsite.read.changes import Change
from clinicsite.read.words import Word

MOST = 10
"""Small edits that one review may gather. After that somebody should read the page again."""
SHORTEST = 4
"""Shorter words are too close to each other: `on` and `no`, `now` and `not`."""
LONG = 8
"""From this length a spelling may differ in two letters, else in one. Two neighbors that changed places are one."""

NEGATIONS = frozenset(
    "no not nor none never neither nothing nobody nowhere without cannot cant wont dont doesnt didnt isnt arent wasnt werent "
    "hasnt havent hadnt shouldnt wouldnt couldnt mustnt neednt hardly unless except only".split()
)
NUMBERS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million half quarter third fourth fifth "
    "first second once twice single double triple dozen few several many most some all any each every both".split()
)
UNITS = frozenset(
    "mg mcg ug g kg ml l cc iu unit units milligram milligrams microgram micrograms gram grams kilogram kilograms milliliter "
    "milliliters percent second seconds minute minutes hour hours day days week weeks month months year years daily weekly "
    "monthly yearly hourly nightly dose doses dosage tablet tablets infusion infusions".split()
)
WEIGHTY = frozenset(
    "can could may might must shall should will would stop start call before after until more less least increase increases "
    "increased decrease decreases decreased raise raises lower lowers high low safe approved always often sometimes "
    "rarely seldom".split()
)
PREFIXES = (
    "hypo", "hyper", "intra", "inter", "ante", "anti", "over", "under", "super", "sub", "pre", "post", "non", "dis", "mis", "un",
    "in", "im", "de",
)  # fmt: skip
ENDINGS = ("less", "ful")


def why_not_small(found: Sequence[Change], earlier: int, elsewhere: Collection[str]) -> str:
    """Why these changes need a review, as the end of a sentence; empty where they are small.

    `earlier` is how many small edits the review has gathered, `elsewhere` the words (see `letters`) of the other pages.
    """
    if earlier + len(found) > MOST:
        return f"there are {earlier + len(found)} small edits since the review, and {MOST} are the most"
    return next((why for change in found if (why := _why_not(change, elsewhere))), "")


def letters(word: str) -> str:
    """A word's letters and digits, in small letters."""
    return re.sub(r"[\W_]", "", word).casefold()


def site_words(pages: Collection[Sequence[Word]]) -> frozenset[str]:
    """The words of pages, as `elsewhere` takes them."""
    return frozenset(letters(word.text) for page in pages for word in page)


def _why_not(change: Change, elsewhere: Collection[str]) -> str:
    for word in (*change.before, *change.after):
        if kind := _weight(word):
            return f"`{word}` is {kind}"
    for word in change.beside:
        if re.search(r"\d", word) or letters(word) in NUMBERS - {"some", "all", "any", "each", "every", "both"}:
            return f"the change stands next to the number `{word}`"
    before, after = "".join(map(letters, change.before)), "".join(map(letters, change.after))
    if _asks(change.before) != _asks(change.after):
        return "a question became a statement, or the other way round"
    if before == after:
        return ""
    if len(change.before) != len(change.after):
        return f"`{' '.join(change.before + change.after)}` is more than a spelling"
    return next((why for pair in zip(change.before, change.after) if (why := _other_word(*pair, elsewhere))), "")


def _weight(word: str) -> str:
    """What makes a word too weighty for a small edit."""
    plain = letters(word)
    if word.startswith(("[tel:", "[sms:")):
        return "a phone number"
    if word.startswith("[@"):
        return "a source"
    if word.startswith("///") or word == "|":
        return "a block or the border of a cell"
    if re.search(r"[\d½¼¾%$]", word) or plain in NUMBERS:
        return "a number"
    if plain in NEGATIONS or re.search(r"n't\b", word.casefold()):
        return "a word that negates or limits"
    if plain in UNITS:
        return "part of a dose or a time"
    return "a word that much depends on" if plain in WEIGHTY else ""


def _asks(words: Sequence[str]) -> int:
    return sum(word.count("?") for word in words)


def _other_word(old: str, new: str, elsewhere: Collection[str]) -> str:
    """Why two spellings may be two words; empty where they are one."""
    a, b = letters(old), letters(new)
    if a == b:
        return ""
    pair = f"`{old}` and `{new}`"
    if min(len(a), len(b)) < SHORTEST or a[0] != b[0] or _distance(a, b) > (2 if min(len(a), len(b)) >= LONG else 1):
        return f"{pair} are too far apart for a spelling"
    if any(a.startswith(p) != b.startswith(p) for p in PREFIXES) or any(a.endswith(e) != b.endswith(e) for e in ENDINGS):
        return f"{pair} may mean the opposite"
    if a in elsewhere:
        return f"`{old}` stands on other pages too, so it may be a word of its own"
    return ""


def _distance(a: str, b: str) -> int:
    """Letters to change, add or take out, or neighbors to swap, between two words (optimal string alignment)."""
    rows = [list(range(len(b) + 1))]
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]
