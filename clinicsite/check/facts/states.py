"""US states in prose, and the ones that the clinic says it serves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.facts.records import Records
from clinicsite.check.facts.statements import Statement
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.formats import STATES

CODES_BY_NAME = {name: code for code, name in STATES.items()}
WORDS = frozenset({"IN", "OR", "OK", "ME", "HI", "LA", "AL", "DE"})
"""Codes that are words as well: they count only after a comma."""
TITLES = frozenset({"MD", "PA", "MA", "MS", "ND", "DC"})
"""Codes that follow names of people more often than of cities: they do not count."""
NAME = re.compile(
    rf"\b({'|'.join(sorted(CODES_BY_NAME, key=len, reverse=True))})\b"
    r"(?!,?\s+(?:D\.?C\b|[A-Z]\w*\s+(?:Street|Avenue))|\s+[A-Z]|[’'])"
)
_CODES = [code for code in STATES if code not in TITLES]
CODE = re.compile(rf"(?<=, )({'|'.join(_CODES)})\b|\b({'|'.join(code for code in _CODES if code not in WORDS)})\b")
SERVES = (
    r"\s+(?P<between>(?:[\w’']+\s+){0,3}?)(?:serves?|sees?|treats?|cares? for|accepts?|welcomes?|offers?|provides?|gives?|"
    r"works? with|(?:is|are) (?:open|available))\b"
    r"|(?P<serving>\b[Ss]erving)\b"
)
NOT = re.compile(r"\b(?:not|never|cannot|no longer)\b|n[’']t\b")
MAYBE = re.compile(r"\b(?:may|might|will|would|could|hope|plan|used|if|did)\b")
STOP = re.compile(
    r"[.;:?!(]|\b(?:who (?!live|reside|are in|stay)|whose|but|because|after|before|than|unlike|like|from|"
    r"until|with|about|find|trained|licensed)"
)


@rule("FACT-06", "statement")
def state_not_served(said: Statement, records: Records) -> Iterator[Diagnostic]:
    """A page says that the clinic serves a state which clinic.yaml does not name, or denies one that it names.

    Where the patient is when care is given decides which license and which law apply. `states_served` is what search
    engines and the notices go by.

    Bad:
        We see patients in Colorado and Texas.

    Good:
        We see patients in Colorado. We do not see patients in Texas.
    """
    if not said.in_english or said.text.rstrip().endswith("?") or not NAME.search(said.text) and not CODE.search(said.text):
        return
    served = records.site.clinic.states_served
    for match in re.finditer(records.subject + SERVES, said.text):
        between = match["between"] or ""
        if MAYBE.search(between):
            continue
        stop = STOP.search(said.text, match.end())
        denied = bool(NOT.search(between))
        for offset, state in states_in(said.text, match.end(), stop.start() if stop else len(said.text)):
            if denied and state in served:
                yield Diagnostic(
                    "FACT-06", f"`{STATES[state]}` is among the states that the clinic serves.", said.at(offset),
                    "Mend the sentence, or take the state out of `states_served` in content/clinic.yaml.",
                )
            elif not denied and state not in served:
                yield Diagnostic(
                    "FACT-06", f"`{STATES[state]}` is not among the states that the clinic serves, {', '.join(served)}.",
                    said.at(offset), "Take it out, or add it to `states_served` in content/clinic.yaml.",
                )


def states_in(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The states that a stretch of text names, by name or by their two letters, each with its offset."""
    spans: list[tuple[int, int]] = []
    for match in NAME.finditer(text, start, end):
        spans.append(match.span())
        yield match.start(), CODES_BY_NAME[match[1]]
    for match in CODE.finditer(text, start, end):
        if not any(a <= match.start() < b for a, b in spans):
            yield match.start(), match[1] or match[2]


RULES: tuple[Rule, ...] = (state_not_served,)
