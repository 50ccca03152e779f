"""Crisis: how a page speaks of suicide, what it offers and which numbers it gives."""

from __future__ import annotations

import re

from clinicsite.claims.rule import ClaimRule, Hit, sentence_rule
from clinicsite.model.diagnostic import Diagnostic

HELP = ("911", "988", "800")
LOGIN = ("book", "online", "login", "password", "portal", "payment", "iv", "vein", "phone", "delivery", "needle")
"""Other attempts that can fail."""
REFUSALS = frozenset("not no never whether nobody cannot".split())
SPARED = re.compile(
    r"\bdied\b|\bswallowed\b|\bcomplete suicide\b|\bhad tried\b|\btrials? of\b|\b(?:is|are|was|were|been) (?:studied|tested) in\b|\basks?\b[^.]*\babout\b|\basked\b|\btell (?:us|the|your|her|him)\b|\blabel\b|\bCPR\b|\b(?:may|can|could) (?:return|come back|get worse)\b|\bworse\b|\bleft out\b|\bleft (?:two|three|four|a|his|her)\b|\bexcluded\b"
    r"|\bunable\b|\bcommitted\b|\b(?:in|of) (?:one |a |the |many )?(?:stud(?:y|ies)|trials?)\b|\btraining\b|\battempted\b|\bsuicide prevention\b|\btalked about\b|\bTalking openly\b", re.I
)
"""Sentences about suicidal thoughts that offer nothing."""
DEATH = (
    "suicide", "suicides", "<suicidal>", "<oneself>", "life", "kill", "killed", "attempt", "attempted", "die", "dying", "died", "jump", "jumped", "bridge", "deck", "tracks", "train", "head", "wrists", "wrist",
)
INSTRUCTING = frozenset({"emergency", "urgent", "routine", "do", "dont"})


def offers(hit: Hit) -> bool:
    """Whether a sentence of suicide and of a treatment neither denies anything nor stands beside a crisis number."""
    around = hit.sentence.passage.sentences
    return not (hit.unit.features & REFUSALS or any(sentence.has(*HELP) for sentence in around))


@sentence_rule("CRI-02", rescued_by="reported", waivable=False)
def unsafe_wording(hit: Hit) -> Diagnostic | None:
    """A page speaks of suicide as a crime, a success or an epidemic.

    Such words judge, or make suicide look common or like an achievement (safe-messaging guidance on suicide).

    Bad:
        He committed suicide in 2010.

    Good:
        He died by suicide in 2010.
    """
    if hit.sentence.has("prevention", "preventing") or hit.sentence.has(*LOGIN) and not hit.sentence.has("<suicidal>"):
        return None
    return hit.finding("{words} is unsafe wording about suicide.", "Write “died by suicide”, “attempted suicide” or “survived an attempt”.")


@sentence_rule("CRI-03", rescued_by="negated asked reported", waivable=False)
def offered_as_rescue(hit: Hit) -> Diagnostic | None:
    """A page offers the treatment as a rescue for people who are suicidal.

    In trials suicidal thoughts eased for up to about a week; that suicide is prevented has not been shown (wilkinson2018;
    Spravato label).

    Bad:
        Book today if you feel suicidal.

    Good:
        If you are thinking about suicide, call or text 988 now. Do not wait for an appointment.
    """
    sentence = hit.sentence
    if sentence.passage.block in INSTRUCTING or "topic" in hit.pattern.flags and not offers(hit):
        return None
    helped = any(said.has(*HELP) for said in sentence.passage.sentences) or not hit.unit.features.isdisjoint(HELP)
    if helped and not sentence.has("book", "same", "reserve"):
        return None
    if sentence.keys and not sentence.has("book", "our", "we", "us", "today", "same", "reserve"):
        return None
    if "do not wait" in sentence.text.lower():
        return None
    if hit.near(after=1) & {"depression", "prevention"} and not sentence.has("<offer>", "emergency"):
        return None
    if sentence.has("attempted", "attempt", "swallowed", "<means>") and "topic" in hit.pattern.flags or SPARED.search(sentence.text) and not sentence.has("book"):
        return None
    return hit.finding("{words} offers the treatment as a rescue.", "Send people in danger to 988 and 911, and say that ketamine has not been shown to prevent suicide.")


@sentence_rule("CRI-04", rescued_by="history reported", waivable=False)
def outdated_number(hit: Hit) -> Diagnostic | None:
    """A page gives a crisis number or option that is no longer the right one.

    988 replaced the ten-digit number on 16 July 2022, and its option 3 for LGBTQ+ callers ended on 17 July 2025 (988
    Lifeline).

    Bad:
        Call 1-800-273-TALK.

    Good:
        Call or text 988. Veterans: call 988 and press 1, or text 838255.
    """
    sentence = hit.sentence
    if sentence.has("billing", "office", "spanish") and not sentence.has("988"):
        return None
    if sentence.has("old", "closed", "ended", "gave", "replaced", "used", "former", "formerly", "became", "now"):
        if sentence.has("july", "2022", "2025", "replaced", "gave"):
            return None
    return hit.finding("{words} is a crisis contact that is out of date.", "Write “Call or text 988”; for veterans “call 988 and press 1, or text 838255”.")


@sentence_rule("CRI-05", rescued_by="", waivable=False)
def method(hit: Hit) -> Diagnostic | None:
    """A page names a method of suicide.

    Details of a method can lead others to copy it (safe-messaging guidance on suicide).

    Bad:
        Before he found us, he had swallowed his whole prescription to end his life.

    Good:
        Before he found us, he had survived a suicide attempt.
    """
    sentence = hit.sentence
    if sentence.has("control", "pictures", "photographer", "naloxone", "lock", "breathing") or not hit.unit.features & {*DEATH}:
        return None
    return hit.finding("{words} names a method.", "Leave the method out: “attempted suicide” or “died by suicide” says enough.")


RULES: tuple[ClaimRule, ...] = (unsafe_wording, offered_as_rescue, outdated_number, method)
