"""What a clause says of a topic that stands in it: that it hardly happens, that it is small, that it should be left off."""

from __future__ import annotations

from clinicsite.claims.rule import Hit

REACH = 8
"""How many words away from a topic what is said of it may stand."""
NEGATIONS = frozenset("no not never nothing nobody none".split())
LACKING = frozenset("free without minus devoid lacks absence".split())
"""“No medicine is free of side effects”: a lack that is itself denied."""
PARTIAL = frozenset("every all only just everyone matter everything always".split())
"""“Not every”, “no matter”: what follows makes the negation one of a part."""
UNLESS = frozenset("not never no nobody if when whether before who without until after from".split())
"""What stands before “stop” where nobody is told to."""


def says_hardly_any(hit: Hit) -> bool:
    """Whether the clause around a topic says that it hardly happens: “no …”, “… is rare”, “never cause …”."""
    unit = hit.unit
    low, high = unit.clause(hit.first)
    denied = False
    for at in range(max(low, hit.first - REACH), min(high, hit.last + REACH) + 1):
        word, previous, following = unit.words[at], unit.words[at - 1] if at else "", unit.words[at + 1] if at < high else ""
        if previous in ("a", "some") and word in ("few", "little") or following in PARTIAL:
            continue
        if unit.has_class(at, "nil") and at < hit.first or unit.has_class(at, "scarce") and at > hit.first:
            if word in NEGATIONS and LACKING & {*unit.words[at + 1 : hit.first]}:
                return False
            return previous not in ("not", "no") and not (word in LACKING and NEGATIONS & {*unit.words[low:at]})
        if at > hit.first and word in ("who", "which"):
            break
        denied = denied or word in ("not", "never", "nor") or unit.has_class(at, "seldom")
    return denied and (unit.has_class(hit.first, "dependence") or "<undergo>" in unit.around(hit.first))


def is_called(hit: Hit, name: str) -> bool:
    """Whether another word of the sentence than the topic has a class, as in “the floating is a breeze”."""
    return any(hit.unit.has_class(at, name) for at in range(len(hit.unit.marked)) if not hit.first <= at <= hit.last)


def is_left_off(hit: Hit) -> bool:
    """Whether the clause around a medicine says to leave it off, and nothing before that says not to, or if."""
    unit = hit.unit
    low, high = unit.clause(hit.first)
    for at in range(max(low, hit.first - REACH), min(high, hit.last + REACH) + 1):
        if at > hit.last and unit.words[at - 1] in ("that", "which"):
            return False
        if unit.has_class(at, "leaveoff") and not hit.first <= at <= hit.last:
            warns = unit.words[at].endswith("ing") and {"can", "could", "may", "might"} & {*unit.words[low : high + 1]}
            return not warns and not {*unit.words[low:at]} & UNLESS
    return False
