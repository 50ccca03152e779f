"""Credentials: titles, seals and superlatives that a reader cannot check."""

from __future__ import annotations

import re

from clinicsite.claims.rule import ClaimRule, Hit, sentence_rule
from clinicsite.model.diagnostic import Diagnostic

BOARD = re.compile(r"\b(?:American|National|Osteopathic|State)\b[^.]*\b(?:Board|Boards|Center|Credentialing|Association|College|Council)\b|\bBoard of\b", re.I)
GROUPS = frozenset("group groups opinion opinions consensus statement statements panel review reviewers guidance".split())
"""Experts of the field, who are nobody's staff."""
ELSEWHERE = re.compile(
    r"\bleading causes?\b|\b(?:refer|referral|suggest|send)\b[^.]*\bspecialist|\byour own (?:specialist|doctor)|\bspecialist who sent\b|\bask (?:which|whether|your doctor|us where|where)\b|\b(?:another|which) (?:specialist|board|doctor)\b|\bexperts (?:disagree|do not agree|have called)\b", re.I
)
"""Specialists of others, questions about credentials, and what experts of the field say."""


@sentence_rule("CRED-01", rescued_by="negated asked reported")
def unverifiable(hit: Hit) -> Diagnostic | None:
    """A page boasts of a credential, seal or expertise that a reader cannot check.

    “Board certified” without the board, a HIPAA seal and “leading expert” have each been held deceptive (FTC v BetterHelp;
    Cal. B&P Code 651 on board certification).

    Bad:
        Our board-certified doctors are here for you.

    Good:
        Dr. Lowe is certified by the American Board of Anesthesiology.
    """
    sentence = hit.sentence
    if BOARD.search(sentence.text) or re.search(r"certificate (?:id |number |no\. )?[\w-]*\d", sentence.text, re.I):
        return None
    named = {*hit.unit.words[hit.first : hit.last + 1]}
    if named <= {"expert", "experts", "expertise"} and (sentence.keys or not sentence.has("our", "we", "us", "meet", "team", "staff", "leading", "clinic", "doctors", "your")):
        return None
    if ELSEWHERE.search(sentence.text) or {*hit.found, *hit.near(before=3, after=2)} & GROUPS:
        return None
    return hit.finding("{words} cannot be checked.", "Name the board, the certificate or the training, or leave it out.")


RULES: tuple[ClaimRule, ...] = (unverifiable,)
