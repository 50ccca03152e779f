"""Regulatory status: what the FDA has approved, for what, and what it has warned about."""

from __future__ import annotations

import re

from clinicsite.claims.rule import ClaimRule, Hit, sentence_rule
from clinicsite.model.diagnostic import Diagnostic

DISTINCT = re.compile(
    r"\b(?:different|separate|distinct) (?:product|medicine|drug|medication|treatment|approval|rule)s?\b|\bdiffers?\b|\bunlike\b|\bcertified\b|\bnot the same\b"
    r"|\bsold as\b|\bthe label\b|\bnever (?:been )?shown\b|\bno generic\b", re.I
)
WARNED = re.compile(r"\bwarn|\balert|\bnot approved|\bhas not\b|\bsaid\b|\bsays\b", re.I)
ANESTHETIC = ("anesthetic", "anesthesia", "anaesthetic", "anesthetics", "surgery", "operations", "surgical")
DEVICES = frozenset(
    "tubing device devices cuff cuffs sensor sensors monitor monitors pump pumps equipment lamp finder machine thermometer oximeter catheter gloves".split()
)
"""Things of a clinic that regulators clear too."""
UNAPPROVED = re.compile(
    r"\bunapproved\b|\boff[- ]label\b|\boutside (?:of )?(?:it|what|the|its|that)\b|\bnot (?:yet )?approved\b|\b(?:has|have) yet to\b|\bif\b[^.]* were\b|\buntil the\b|\bwhether\b"
    r"|\b(?:seek|seeking|applied for)\b|\b(?:could|may|might|will) (?:one day )?approve\b|\bnot among\b|\b(?:what|which|nothing) the fda\b|\bapprov\w+ no\b|\bapproves drugs\b|\bclaims?\b[^.]* approv", re.I
)
"""Where an approval ends: “off-label”, “outside what the FDA has approved”, “has yet to approve”."""
EITHER_WAY = re.compile(
    r"\bor without\b|\bno longer\b|\bmay (?:now )?be (?:given|taken|prescribed|used)\b|\b(?:may|might) (?:suggest|also)\b|\bsome people\b|\bothers\b|\balone and\b|\bdecides?\b|\bwhether\b"
    r"|\bprescriber\b|\btell (?:us|the|your)\b|\b(?:both|each) may\b|\bjanuary 2025\b|\b(?:since|early|until|before|in|between) (?:early )?20(?:19|2\d)\b|\b(?:one|the|first) trials?\b|\btook\b|\bpart of your plan\b", re.I
)
"""What leaves the tablet open, or speaks of the past."""
DENIALS = frozenset("not never no nor nobody without cannot only forbidden illegal unless".split())
WHO_AND_WHEN = frozenset("nurse nurses staff team people room rooms day week morning visit clinic building door phone line time".split())
"""What two treatments may share without being the same: “the same nurse”."""
HARMS = re.compile(
    r"\bwarn\w*|\balerts?\b|\breceipt\b|\bharm(?:s|ed|ful)?\b|\breports? of\b|\bdangerous\b|\bdeaths?\b|\bdied\b|\bbeen hurt\b|\boverdoses?\b|\banother clinic\b"
    r"|\b(?:some|telehealth|online) (?:companies|company|firms|clinics|people|websites)\b|\bfrom a website\b|\bdo not take (?:it|them)\b|\b(?:mail|ship|send)s? nothing\b", re.I
)
"""A warning about ketamine at home, or what others sell."""
AFTERWARD = ("rest", "after", "afterward", "following", "evening", "consent", "form", "copy", "records", "bill", "call", "calls")
"""What does take place at home, around a visit."""


@sentence_rule("REG-02", rescued_by="negated asked reported", waivable=False)
def false_approval(hit: Hit) -> Diagnostic | None:
    """A page says that the FDA approved, cleared or registered ketamine for something else than anesthesia.

    Ketamine is approved as an anesthetic only; its use in psychiatry and for pain is off-label (Ketalar label, October
    2024; FDA compounded-ketamine alert, October 2023).

    Bad:
        Ketamine is FDA approved for depression.

    Good:
        The FDA has approved ketamine only as an anesthetic. Using it for depression is off-label.
    """
    sentence = hit.sentence
    if sentence.passage.kind == "cell" and len(sentence.words) <= 3:
        return None
    if {*hit.found, *hit.near(before=5, after=4)} & DEVICES or sentence.has("<esketamine>") and not sentence.has("ketamine", "<ketamine>"):
        return None
    if not sentence.has("ketamine", "infusion", "infusions", "drip", "our", "we") and (
        "esketamine" in sentence.passage.text.lower() or "spravato" in sentence.passage.text.lower() or sentence.has("it") and sentence.has("adults", "depressive")
    ):
        return None
    if sentence.has(*ANESTHETIC) and not sentence.has("<condition>"):
        return None
    if sentence.has(*ANESTHETIC) and sentence.has("only", "alone", "label") or UNAPPROVED.search(sentence.text):
        return None
    return hit.finding("{words} claims an approval that does not exist.", "Write that ketamine is approved only as an anesthetic and that this use is off-label.")


@sentence_rule("REG-03", rescued_by="negated asked reported")
def borrowed_approval(hit: Hit) -> Diagnostic | None:
    """A page passes ketamine by drip off as the same thing as esketamine.

    They are different products, given in different ways under different rules, and the approval of one is not the
    other's (Spravato label; Spravato REMS).

    Bad:
        IV ketamine is basically Spravato without the insurance hassle.

    Good:
        Esketamine is a different product from IV ketamine.
    """
    if DISTINCT.search(hit.sentence.text) or {*hit.found, *hit.near(before=3, after=2)} & WHO_AND_WHEN and {*hit.found, *hit.near(before=4)} & {"same"}:
        return None
    return hit.finding("{words} borrows the approval of esketamine.", "Say that the two are different products, and which one is approved for what.")


@sentence_rule("REG-05", "warning", rescued_by="asked reported history cited")
def outdated_esketamine(hit: Hit) -> Diagnostic | None:
    """A page says that esketamine must be taken with an oral antidepressant.

    Since January 2025 it is also approved alone for treatment-resistant depression (Spravato monotherapy approval,
    January 2025).

    Bad:
        Spravato must be taken along with an oral antidepressant.

    Good:
        Since January 2025 esketamine can be used with or without an oral antidepressant for treatment-resistant depression.
    """
    if hit.sentence.has("<suicidal>") or EITHER_WAY.search(hit.sentence.text):
        return None
    if hit.found & {"alone", "itself", "own", "solo", "monotherapy"} and hit.unit.features.isdisjoint(DENIALS):
        return None
    if hit.unit.features.isdisjoint({"<must>", *DENIALS}):
        return None
    return hit.finding("{words} was true until January 2025.", "Write “with or without an oral antidepressant” for treatment-resistant depression.")


@sentence_rule("REG-06", rescued_by="negated asked reported")
def home_ketamine(hit: Hit) -> Diagnostic | None:
    """A page offers ketamine for use at home, by mail, or compounded as a tablet, lozenge or spray.

    The FDA has warned about compounded ketamine sprays and about compounded ketamine used at home (FDA alerts, February
    2022 and October 2023).

    Bad:
        Take ketamine lozenges from the comfort of your home.

    Good:
        We do not prescribe ketamine for use at home.
    """
    sentence = hit.sentence
    text = sentence.passage.text
    if "FDA" in text and WARNED.search(text) or sentence.passage.block == "warning":
        return None
    if HARMS.search(sentence.text) or sentence.has(*AFTERWARD) and not sentence.has("ketamine", "<homeform>", "<oralform>"):
        return None
    if not sentence.has(
        "<homeform>", "<oralform>", "ketamine", "<ketamine>", "treatment", "treatments", "therapy", "session", "sessions", "infusion", "infusions", "medicine",
        "tongue", "<treatment>", "spray", "dose", "doses", "dosing", "tablets", "prescription", "mist",
    ):
        return None
    if sentence.has("<esketamine>") and not sentence.has("<homeform>", "ketamine", "<oralform>"):
        return None
    return hit.finding("{words} promotes ketamine outside the clinic.", "Take the offer out; say that ketamine is given here, with staff beside you.")


RULES: tuple[ClaimRule, ...] = (false_approval, borrowed_approval, outdated_esketamine, home_ketamine)
