"""Patterns over marked words, as they stand in the files of claims/patterns.

    ~lift .. <condition>      any form of the verb, up to three words, any condition
    say goodbye to            words as they are
    a|b  x?  !x               one of two; a word that may be missing; not before x
    thing_of_the_past         several words as one choice
    ..  ...                   a gap of up to three words, of up to eight; it ends at the end of a sentence's part
    ^  $                      the start, the end of the sentence
    &x|y                      one of these stands anywhere in the sentence

After ` :: ` stand flags. `negated`, `asked` and `hedged` say that the pattern itself holds the denial, the question or the
hedge, so that it rescues nothing; `answer` is searched in a question and its answer; `topic` names only what is spoken of, and
the rule looks for what is said of it. `acting`, `caused`, `wide` and `mentioned` are wide patterns of efficacy that
clinicsite.claims.harmless narrows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from clinicsite.language.inflection import verb_forms
from clinicsite.model.frozen import frozen

END = r"(?:¦[^ ]*)?(?= |\Z)"
STEP = r"(?: (?![;.!?—])[^ ]+)"
GAPS = {"..": STEP + "{0,3}?", "...": STEP + "{0,8}?"}
COMMON = frozenset(
    "a an the and or but if of to in on at for from by with without as is are was were be been being am it its this that these those you your "
    "we our us i my they their he she his her who which what when where how why not no do does did done have has had can could "
    "will would may might must should shall all any some more most than so up out off over into about after before there here "
    "just only even very too get gets make makes made take takes go goes one two , . ? : ; ! ( ) \"".split()
)
FREQUENT = frozenset("<treatment> <ketamine> <pronoun> <idle> <care> <ill> <number> <patients>".split())


@frozen()
class Pattern:
    """A line that was read. `anchors` are words and classes of which one must stand in a sentence before it is searched, and
    one of each of `others` too."""

    line: str
    anchors: frozenset[str]
    others: tuple[frozenset[str], ...]
    flags: frozenset[str]
    head: frozenset[str] = frozenset()
    tail: frozenset[str] = frozenset()
    """The classes that its first and its last word may have: a longer entry of the lexicon is found whole."""

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """What it searches by, compiled when it is first needed: a site needs few of all."""
        return re.compile("".join(map(_expression, self.line.split())))


@lru_cache(maxsize=None)
def pattern_of(line: str) -> Pattern:
    """Read a line; what follows ` :: ` are flags. Raises ValueError where it holds nothing to search by."""
    text, _, flags = line.partition(" :: ")
    anchors: list[tuple[int, frozenset[str]]] = []
    ends: list[str] = []
    for atom in text.split():
        anywhere = atom.startswith("&")
        if atom in GAPS or atom in ("^", "$") or atom.startswith("!") or (atom.endswith("?") and len(atom) > 1 and not anywhere):
            continue
        if not anywhere:
            ends.append(atom)
        anchors.append(_anchor(atom.removeprefix("&")))
    if not anchors:
        raise ValueError(f"A pattern needs a word to search by: {line}")
    anchors.sort(key=lambda entry: entry[0])
    others = tuple(names for _, names in anchors[1:])
    head, tail = (_classes(ends[at]) if ends else frozenset() for at in (0, -1))
    return Pattern(text, anchors[0][1], others, frozenset(flags.split()), head, tail)


@lru_cache(maxsize=None)
def _anchor(atom: str) -> tuple[int, frozenset[str]]:
    """What must stand in a sentence for an atom to be found there, and how often it does."""
    names = frozenset(_names(atom))
    return sum(map(_cost, names)), names


@lru_cache(maxsize=None)
def _classes(atom: str) -> frozenset[str]:
    return frozenset(choice.strip("<>") for choice in atom.split("|") if choice.startswith("<"))


def _expression(atom: str) -> str:
    if atom in GAPS:
        return GAPS[atom]
    if atom in ("^", "$"):
        return r"\A(?: [\"(])?" if atom == "^" else r"(?: [.!?\")])*\Z"
    if atom.startswith("&"):
        return ""
    if atom.startswith("!"):
        return f"(?!{_either(atom[1:])})"
    return f"(?:{_either(atom[:-1])})?" if atom.endswith("?") and len(atom) > 1 else _either(atom)


def _either(atom: str) -> str:
    choices = [_choice(choice) for choice in atom.split("|")]
    return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"


def _choice(choice: str) -> str:
    if choice.startswith("<"):
        return rf" [^ ]*¦{choice.strip('<>')}{END}"
    if choice.startswith("~"):
        forms = "|".join(sorted(map(re.escape, set(verb_forms(choice[1:]))), key=len, reverse=True))
        return rf" (?:{forms}){END}"
    return "".join(rf" {re.escape(word)}{END}" for word in choice.split("_"))


def _names(atom: str) -> Iterator[str]:
    for choice in atom.split("|"):
        if choice.startswith("<"):
            yield choice
        elif choice.startswith("~"):
            yield from verb_forms(choice[1:])
        else:
            yield min(choice.split("_"), key=_cost) if "_" in choice else choice


def _cost(name: str) -> int:
    if name.startswith("<"):
        return 90 if name in FREQUENT else 30
    return 200 if name in COMMON else 1
