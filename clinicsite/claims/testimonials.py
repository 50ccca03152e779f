"""Testimonials: patients' words, what must stand beside them, and what they may not say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.claims.rule import ClaimRule, Found, Hit, page_rule, sentence_rule
from clinicsite.language.passage import Passage, Prose
from clinicsite.model.diagnostic import Diagnostic

SPOKEN = re.compile(r"\b(?:I|I[’']m|I[’']d|I[’']ve|me|my|mine|myself)\b")
QUOTED = re.compile(r"\A\s*[“\"'‘]")
ATTRIBUTION = re.compile(r"[—–-]\s*(?P<who>[A-Z][\w’'. ]{1,40}(?:,\s*[^.]{1,40})?)\s*\Z")
CLINICIAN = re.compile(r"\b(?:MD|DO|RN|NP|PA|PhD|PsyD|PMHNP|CRNA|LCSW|Dr\.?|nurse|physician|director|psychiatrist|anesthesiologist|therapist|owner|founder|pharmacist)\b", re.I)
AUTHORIZED = re.compile(r"\bwritten (?:authorization|permission|consent)\b|\bauthorization on file\b|\bsigned (?:an )?authorization\b", re.I)
RELATION = re.compile(r"\b(?:not|never|was|were)\b[^.]{0,20}\bpaid\b|\breceived? (?:no|nothing)\b|\bno (?:payment|incentive|discount)\b|\bin return for\b|\bcompensat", re.I)
TYPICAL = re.compile(r"\b(?:in one trial|in a trial|most people|many people|of 100 people|typical result|what trials (?:found|show))\b", re.I)
ERRORS = ("EFF-", "SAF-", "CRI-", "REG-")


def is_testimonial(passage: Passage) -> bool:
    """Whether a passage is a patient's words about the clinic or the treatment."""
    if passage.cited or CLINICIAN.search(passage.text[-80:]):
        return False
    quoted = passage.kind == "quotation" or bool(QUOTED.match(passage.text)) and passage.kind in ("paragraph", "item", "cell", "heading")
    return quoted and bool(SPOKEN.search(passage.text))


@page_rule("TES-01", waivable=False)
def bare_testimonial(prose: Prose, found: Found) -> Iterator[Diagnostic]:
    """A patient's words stand without authorization on file, the tie to the clinic and a typical result beside them.

    A patient's name on a ketamine clinic's page is health information that needs a written authorization, and a
    testimonial reads as a typical result (45 CFR 164.508; 16 CFR 255.2 and 255.5).

    Bad:
        > "The staff gave me a blanket and my own room."
        >
        > — Sarah, 34

    Good:
        A nurse gives you a blanket and a room of your own.
    """
    passages = prose.passages
    told = False
    for number, passage in enumerate(passages):
        following = passages[number + 1] if number + 1 < len(passages) else None
        if not is_testimonial(passage) or following is not None and following.kind == "quotation" and CLINICIAN.search(following.text):
            continue
        beside = " ".join(p.text for p in passages[max(number - 2, 0) : number + 4])
        lacks = [
            name for name, pattern in (("a written authorization", AUTHORIZED), ("the person's tie to the clinic", RELATION), ("a typical result", TYPICAL))
            if not pattern.search(beside)
        ]
        if lacks and not told:
            told = True
            yield bare_testimonial.finding(
                f"A patient's words stand here without {_listed(lacks)}.", passage.at(0),
                "Leave patients' stories out, or put authorization, tie and a cited typical result beside them.", words=passage.text,
            )


@page_rule("TES-02")
def claim_in_testimonial(prose: Prose, found: Found) -> Iterator[Diagnostic]:
    """A testimonial makes a claim that the clinic may not make itself.

    The clinic answers for what a testimonial conveys as if it had said it (16 CFR 255; FTC Health Products Compliance
    Guidance, December 2022).

    Bad:
        > "Ketamine cured my depression in one session."

    Good:
        > "The nurse explained each step to me."
    """
    for passage in prose.passages:
        if not is_testimonial(passage) and passage.kind != "quotation":
            continue
        lines = {line for _, line, _ in passage.places}
        claims = [d for d in found.diagnostics if d.severity == "error" and d.code.startswith(ERRORS) and d.where.line in lines]
        if claims:
            yield claim_in_testimonial.finding(
                f"A testimonial makes a claim that breaks {claims[0].code}.", passage.at(0), "Take the quotation out: the clinic may not say this, and so may no patient for it.",
                words=passage.text,
            )


@sentence_rule("TES-03", "warning", rescued_by="reported")
def boilerplate(hit: Hit) -> Diagnostic | None:
    """“Results may vary” stands where a typical result should.

    Such a line does not mend an untypical testimonial (16 CFR 255.2; FTC Health Products Compliance Guidance, December 2022).

    Bad:
        *Results may vary.*

    Good:
        In one trial 59 of 100 people responded after six infusions, with no comparison group for that part [@phillips2019].
    """
    if hit.sentence.keys:
        return None
    return hit.finding("{words} tells readers nothing.", "Give a typical result from a trial with its source, or take the claim out.")


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


RULES: tuple[ClaimRule, ...] = (bare_testimonial, claim_in_testimonial, boilerplate)
