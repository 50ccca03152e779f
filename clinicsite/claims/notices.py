"""Notices: prices, insurance and the lines that a page owes its readers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.claims.rule import ClaimRule, Found, Hit, page_rule, sentence_rule
from clinicsite.language.passage import Prose
from clinicsite.model.diagnostic import Diagnostic

DATED = re.compile(r"\b(?:checked|as of|effective|updated|last checked|since)\b[^.]{0,30}\b20\d\d\b", re.I)
ESTIMATE = re.compile(r"\bgood faith estimate\b", re.I)
ADVICE = re.compile(
    r"\b(?:not|instead of|replace|rather than|no substitute|substitute for)\b[^.]{0,60}\b(?:medical advice|advice|clinician|doctor|diagnos)|"
    r"\b(?:medical advice|your clinician|your doctor)\b[^.]{0,40}\bnot\b|\binformation\b[^.]{0,60}\bnot\b[^.]{0,30}\badvice\b|"
    r"\b(?:general|educational) (?:information|purposes)\b|\binforms?\b[^.]{0,60}\bnot\b|\bcannot advise\b", re.I,
)
TRAVEL = ("cab", "airport", "hotel", "parking", "garage", "meter", "lunch", "taxi", "ride", "rides", "participant", "travel", "bus", "train")
"""What costs money on the way to a visit and is no treatment."""
ASKED = re.compile(
    r"\bask (?:your|yours|whether|for a|the|what)\b|\bwhether\b|\bdispute\b|\bestimate\b|\bcheck (?:with|whether)\b|\b(?:do not|cannot|can[’']t) (?:know|say)\b|\bwould (?:be more likely to )?pay\b|\bto ask\b|\bmore likely to pay\b|\binsurance card\.", re.I
)
"""What sends the reader to the insurer, or to the written estimate."""
PRICED = frozenset(
    "<payer> <cheap> usd dollars bucks % insurance insurer insurers plan plans medicare medicaid tricare tab affordable affordably affordability inexpensive cheap cheaper cheapest price prices "
    "priced pricing rates cost costs wallet budget bank friendly package packages membership memberships prepay financing discount discounts savings save free month covered coverage network".split()
)
UNCOVERED = re.compile(r"\b(?:do|does|did|will|may|might)(?:n[’']t| not) (?:usually |often |always )?(?:cover|pay)|\brarely\b|\bseldom\b|\busually not\b|\bnot usually\b", re.I)
ADVISED = frozenset({"article", "treatment", "condition"})


def prices_are_dated(prose: Prose) -> bool:
    """Whether a page gives the day of its prices and the right to an estimate."""
    text = "\n".join(passage.text for passage in prose.passages)
    return bool(DATED.search(text) and ESTIMATE.search(text))


@sentence_rule("LEG-02", "warning", rescued_by="negated asked reported", settled=prices_are_dated)
def bare_price(hit: Hit) -> Diagnostic | None:
    """A page gives a price, or says that it is affordable or covered, without a date, what is included and the estimate.

    People who pay themselves have a right to a Good Faith Estimate, and a total cost that comes out later misleads (No
    Surprises Act, 45 CFR 149.610; FTC v NextMed, 2025).

    Bad:
        Infusions from $399!

    Good:
        $450 an infusion, including monitoring (checked 1 October 2026). You can ask for a Good Faith Estimate.
    """
    sentence, passage = hit.sentence, hit.sentence.passage
    if sentence.has("act") and sentence.has("care"):
        return None
    if DATED.search(passage.text) and ESTIMATE.search(passage.text):
        return None
    if sentence.has("<esketamine>") and not sentence.has("ketamine", "drip", "infusion", "infusions"):
        return None
    if sentence.has(*TRAVEL) or sentence.has("estimate", "dispute") or ASKED.search(sentence.text) and not sentence.has("usd"):
        return None
    if UNCOVERED.search(sentence.text) or "nothing" in hit.unit.words and ESTIMATE.search(passage.text):
        return None
    if passage.kind == "cell" or sentence.keys or hit.unit.features.isdisjoint(PRICED):
        return None
    return hit.finding("{words} says what it costs without what goes with it.", "Give the date, what is included, and a link to the Good Faith Estimate.")


@page_rule("DISC-01", "warning")
def no_disclaimer(prose: Prose, found: Found) -> Iterator[Diagnostic]:
    """A health page does not say that it is information and no medical advice.

    Readers should talk with their own clinician before they act on a page (convention of public health sites).

    Bad:
        -- kind: article --
        Ketamine is an anesthetic.

    Good:
        -- kind: article --
        Ketamine is an anesthetic. This page is information and not medical advice. Talk with your own clinician.
    """
    if prose.kind in ADVISED and not ADVICE.search(prose.everywhere) and not any(ADVICE.search(passage.text) for passage in prose.body):
        last = prose.passages[-1]
        yield no_disclaimer.finding(
            "This page never says that it is information and not medical advice.", last.at(0),
            "Add near the end: “This page is information and not medical advice. Talk with your own clinician.”",
        )


@page_rule("CIT-02")
def no_references(prose: Prose, found: Found) -> Iterator[Diagnostic]:
    """A health article cites nothing.

    Readers should be able to see what a statement rests on (NHS standard for health content: evidence and sources).

    Bad:
        -- kind: article --
        Ketamine is an anesthetic. This page is information and not medical advice.

    Good:
        -- kind: article --
        Ketamine is an anesthetic.[@domino2010] This page is information and not medical advice.
    """
    if prose.kind == "article" and prose.passages and not prose.cited:
        yield no_references.finding(
            "This article cites nothing.", prose.passages[0].at(0), "Cite the works that it rests on, as in `[@murrough2013]`.",
        )


RULES: tuple[ClaimRule, ...] = (bare_price, no_disclaimer, no_references)
