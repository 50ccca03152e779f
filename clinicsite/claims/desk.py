"""Judges a document: every rule of the claims desk over its sentences, passages and the page as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from clinicsite.claims.families import RULES
from clinicsite.claims.patterns import candidates
from clinicsite.claims.rule import ClaimRule, Found, Hit
from clinicsite.language import grammar
from clinicsite.language.grammar import Unit
from clinicsite.language.passage import Passage, Prose, Sentence
from clinicsite.language.pattern import Pattern
from clinicsite.model.diagnostic import Diagnostic, by_place

OUTDONE: Mapping[str, tuple[str, ...]] = {
    "EFF-01": ("EFF-06",), "EFF-02": ("EFF-06", "LEG-02"), "EFF-03": ("EFF-06",), "EFF-04": ("EFF-06",), "EFF-05": ("EFF-06",), "EFF-09": ("EFF-06",), "EFF-10": ("EFF-06",), "EFF-11": ("EFF-06",), "EFF-12": ("EFF-06",), "EFF-07": ("EFF-06",),
    "SAF-03": ("SAF-02",), "SAF-13": ("SAF-04",), "CRI-03": ("EFF-01", "EFF-05", "EFF-06", "LANG-05"),
}
"""Rules that say the more useful thing where another one hangs on the very same words."""


DENYING = re.compile(r"\b(?:not|never|no|don[’']t)\b", re.I)
"""A heading such as “What we do not do”, which a list under it completes."""
SHORT_ANSWER = 4
"""Words and marks of a first sentence, such as “No.”, that leaves the answer to the second."""
HEALTH = frozenset("<condition> <symptom> <ill> <ketamine> <esketamine> ketamine infusion infusions drip drips relief mood".split())


def judge(prose: Prose) -> tuple[Diagnostic, ...]:
    """Everything that the claims desk finds in a document, in the order of its places."""
    found = [d for d in _judge_sentences(prose) if not _is_settled(d.code, prose)]
    for rule in _of("passage"):
        for passage in prose.passages:
            found += rule.check(passage, prose)  # type: ignore[arg-type]
    so_far = Found(tuple(found), frozenset(d.code for d in found))
    for rule in _of("page"):
        found += rule.check(prose, so_far)  # type: ignore[arg-type]
    return by_place(found)


def _is_settled(code: str, prose: Prose) -> bool:
    settled = _rules()[code].settled
    return settled is not None and settled(prose)


def _judge_sentences(prose: Prose) -> Iterator[Diagnostic]:
    sentences = prose.sentences
    for number, sentence in enumerate(sentences):
        following = sentences[number + 1] if number + 1 < len(sentences) else None
        if following and following.before is None:
            following = None
        if sentence.features:
            yield from judge_sentence(sentence, following)


def judge_sentence(sentence: Sentence, following: Sentence | None = None) -> tuple[Diagnostic, ...]:
    """What the sentence rules find in one sentence, each rule once."""
    hits: dict[str, tuple[Hit, Diagnostic]] = {}
    for unit in _units(sentence, following):
        for code, pattern in candidates(unit.features):
            if code in hits or code not in _rules() or ("answer" in pattern.flags) != (unit.lead is not None and unit.lead.is_question):
                continue
            hit = _hit(_rules()[code], unit, pattern)
            if hit:
                hits[code] = hit
    if "EFF-08" not in hits and (weak := _weak(hits, sentence)):
        hits["EFF-08"] = weak
    return tuple(found for code, (hit, found) in hits.items() if not _is_outdone(code, hit, hits))


def _weak(hits: Mapping[str, tuple[Hit, Diagnostic]], sentence: Sentence) -> tuple[Hit, Diagnostic] | None:
    """A claim of benefit where the sentence, or the question before it, names a condition with weak evidence."""
    named = "<weak>" in sentence.features or bool(sentence.before and sentence.before.is_question and "<weak>" in sentence.before.features)
    for code in ("EFF-01", "EFF-06", "EFF-02", "EFF-04", "EFF-05", "EFF-07", "EFF-09", "EFF-13"):
        if named and code in hits:
            hit = replace(hits[code][0], rule=_rules()["EFF-08"])
            found = hit.rule.check(hit)
            return (hit, found) if isinstance(found, Diagnostic) else None
    return None


def _units(sentence: Sentence, following: Sentence | None) -> Iterator[Unit]:
    lead = _lead_in(sentence.passage) if sentence.passage.kind == "item" and sentence.start == _first(sentence.passage) else None
    yield grammar.joined(lead, sentence, following) if lead else grammar.plain(sentence, following)
    before = sentence.before
    if before and not sentence.is_question:
        if before.is_question:
            yield grammar.joined(before, sentence)
        elif len(before.words) <= SHORT_ANSWER and before.before and before.before.is_question:
            yield grammar.joined(before.before, sentence, between=before)


def _first(passage: Passage) -> int:
    return passage.sentences[0].start if passage.sentences else 0


@cache
def _lead(text: str, file: str) -> Sentence | None:
    passage = Passage("paragraph", text, file, ((0, 1, 1),))
    return passage.sentences[-1] if passage.sentences else None


def _lead_in(passage: Passage) -> Sentence | None:
    lead_in = passage.lead_in or (passage.section if DENYING.search(passage.section) else "")
    return _lead(lead_in, passage.file) if lead_in and not lead_in.rstrip().endswith("?") else None


def _hit(rule: ClaimRule, unit: Unit, pattern: Pattern) -> tuple[Hit, Diagnostic] | None:
    for match in pattern.regex.finditer(unit.shadow):
        first, last = unit.indexes(match)
        if last < unit.offset or is_rescued(rule, unit, pattern, first, last):
            continue
        hit = Hit(rule, unit, pattern, first, last)
        found = rule.check(hit)
        if isinstance(found, Diagnostic):
            return hit, found
    return None


def is_rescued(rule: ClaimRule, unit: Unit, pattern: Pattern, first: int, last: int) -> bool:
    """Whether the sentence makes harmless what stands from `first` to `last`."""
    by, flags = rule.rescued_by, pattern.flags
    answer = "answer" in flags
    return (
        is_mundane(rule, unit)
        or ("cited" in by and grammar.is_cited(unit))
        or ("history" in by and grammar.is_history(unit))
        or ("animal" in by and grammar.is_about_animals(unit))
        or ("asked" in by and "asked" not in flags and not answer and grammar.is_asked(unit))
        or ("limited" in by and grammar.is_limited(unit))
        or ("hedged" in by and "hedged" not in flags and grammar.is_hedged(unit, first, last))
        or ("negated" in by and not answer and _is_denied(unit, flags, first, last))
        or ("another" in by and grammar.is_about_another(unit, first, last))
        or ("unranked" in by and grammar.is_about_a_helper(unit, first))
        or ("reported" in by and grammar.is_reported(unit, first, last))
    )


def _is_denied(unit: Unit, flags: frozenset[str], first: int, last: int) -> bool:
    """Patterns that hold a negation themselves are only denied by what follows them, or by who refuses to say so."""
    if flags >= {"negated", "topic"}:
        return grammar.is_called_false(unit, last) or grammar.is_unsaid(unit, last)
    if "negated" in flags:
        return grammar.is_denied_after(unit, last) or grammar.is_unsaid(unit, last)
    return grammar.is_negated(unit, first, last)


def is_mundane(rule: ClaimRule, unit: Unit) -> bool:
    """Whether the sentence is about parking, forms or calls and names neither treatment nor condition."""
    return (
        "<mundane>" in unit.features and rule.code.startswith(("EFF", "SAF-01", "SAF-02", "SAF-04", "SAF-11", "LANG-05"))
        and unit.features.isdisjoint(HEALTH)
    )


def _is_outdone(code: str, hit: Hit, hits: Mapping[str, tuple[Hit, Diagnostic]]) -> bool:
    for better, worse in OUTDONE.items():
        if code in worse and better in hits:
            other = hits[better][0]
            if other.unit is hit.unit and other.first <= hit.last and hit.first <= other.last:
                return True
    return False


@cache
def _rules() -> Mapping[str, ClaimRule]:
    return {rule.code: rule for rule in RULES if rule.scope == "sentence"}


@cache
def _of(scope: str) -> tuple[ClaimRule, ...]:
    return tuple(rule for rule in RULES if rule.scope == scope)


def counted(found: Iterable[Diagnostic]) -> dict[str, int]:
    """How often each code was found."""
    counts: dict[str, int] = {}
    for diagnostic in found:
        counts[diagnostic.code] = counts.get(diagnostic.code, 0) + 1
    return counts
