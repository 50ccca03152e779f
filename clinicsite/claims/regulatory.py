"""Regulatory status: what the FDA has approved, for what, and what it has warned about."""

from __future__ import annotations

import re

from clinicsite.claims.rule import ClaimRule, Hit, sentence_rule
from clinicsite.model.diagnostic import Diagnostic

DISTINCT = re.compile(r"\b(?:different|separate|distinct) (?:product|medicine|drug|medication|treatment|approval|rule)s?\b|\bdiffers?\b|\bunlike\b|\bcertified\b|\bsold as\b|\bthe label\b|\bnever shown\b|\bgeneric exists\b|\bnot the same\b", re.I)
WARNED = re.compile(r"\bwarn|\balert|\bnot approved|\bhas not\b|\bsaid\b|\bsays\b", re.I)
ANESTHETIC = ("anesthetic", "anesthesia", "anaesthetic", "anesthetics", "surgery", "operations", "surgical")
DEVICES = (
    "device", "devices", "cuff", "cuffs", "sensors", "sensor", "monitors", "monitor", "pump", "pumps", "equipment", "lamp", "finder", "machine", "thermometer",
    "oximeter", "catheter", "gloves",
)
"""Things of a clinic that regulators clear too."""
UNAPPROVED = ("yet", "stated", "among", "if", "were", "seeking", "seek", "applied", "unapproved", "outside", "until", "label", "whether", "unless", "beyond")
"""Words by which a sentence about an approval says where it ends: “off-label”, “outside what the FDA has approved”."""
EITHER_WAY = ("suggest", "trial", "took", "both", "longer", "some", "decides", "decide", "whether", "either", "prescriber", "tell", "now", "january", "2025", "approves", "2019")
"""Words by which a sentence about esketamine leaves the tablet open, or speaks of the past."""
DENIALS = frozenset("not never no nor nobody without cannot only forbidden illegal unless".split())
WHO_AND_WHEN = frozenset("nurse nurses staff team people room rooms day week morning visit clinic building door phone line time".split())
"""What two treatments may share without being the same: “the same nurse”."""
HARMS = ("another", "hurt", "warned", "warning", "warns", "alert", "alerts", "certified", "receipt", "harm", "harms", "harmed", "reports", "danger", "dangerous", "deaths", "died", "company", "companies", "overdoses")
"""Words of a warning about ketamine at home."""
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
    if sentence.has(*DEVICES) or sentence.has("<esketamine>") and not sentence.has("ketamine", "<ketamine>"):
        return None
    if not sentence.has("ketamine", "infusion", "infusions", "drip", "our", "we") and (
        "esketamine" in sentence.passage.text.lower() or "spravato" in sentence.passage.text.lower() or sentence.has("it") and sentence.has("adults", "depressive")
    ):
        return None
    if sentence.has(*ANESTHETIC) and not sentence.has("<condition>"):
        return None
    if sentence.has(*ANESTHETIC) and sentence.has("only", "label") or sentence.has(*UNAPPROVED) or "not approved" in sentence.text or hit.near(before=2) & {"what", "which"} or hit.near(after=1) & {"no"}:
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
    if hit.sentence.has("<suicidal>", *EITHER_WAY) or "or without" in hit.sentence.text.lower():
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
    if sentence.has(*HARMS) or sentence.has(*AFTERWARD) and not sentence.has("ketamine", "<homeform>", "<oralform>"):
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
