"""What a field of a form asks, judged by the words that stand with it."""

from __future__ import annotations

import re

REFUSED = (
    (
        r"\b(ssn|social security( number)?|last four)\b",
        "a Social Security number", "it is never needed before a visit and is what thieves look for",
    ),
    (
        r"\b((insurance|policy|member|subscriber|group|medicare|medicaid) (card )?(number|id|no|nr)|insurance (card|policy))\b",
        "an insurance number", "the clinic asks for it in the chart, not on its website",
    ),
    (
        r"\b((credit |debit )?card (number|no)|cvv|cvc|cc (number|csc|exp)|account number|routing number)\b",
        "payment details", "a request for a call costs nothing",
    ),
)  # fmt: skip
"""What a website must not ask for: pattern, name, and the reason."""

BIRTH = re.compile(
    r"\b(dob|birth ?dates?|birthdays?|(date|year|month|day) of birth|birth (year|month|day)|born|bday)\b", re.I
)
HEALTH = re.compile(
    r"\b(diagnos\w*|symptoms?|medications?|medicines?|allerg\w+|pregnan\w+|medical|health|illness\w*|"
    r"depress\w+|suicid\w+|pain|conditions?)\b",
    re.I,
)
"""Words that make a question one about health."""

_STORY = {
    "symptoms": (r"\bsymptoms?\b",),
    "a diagnosis": (
        r"\bdiagnos[ei]s\b|\bdiagnosed\b", r"\b(mental )?health conditions?\b", r"\bmedical (condition|issue|problem)s?\b",
    ),
    "medicines": (
        r"\b(medications?|medicines?|prescriptions?|drugs) (do|are|have|you|list)\b",
        r"\b(your|current|list( of)?|any|other|past) (current )?(medications?|medicines?|prescriptions|meds)\b",
        r"\A(medications?|medicines?|meds|prescriptions)\b",
    ),
    "a medical history": (
        r"\b(medical|health|psychiatric|treatment|surgical) (history|records?|information|concerns?|questions?|issues?)\b",
    ),
    "a story of somebody's health": (
        r"\btell us (a (little|bit) |more |briefly |something )*about (your(self)?|what|why|how you)\b",
        r"\bdescribe (your|what you|how you)\b", r"\bwhat brings you\b", r"\bhow (are|do) you feel(ing)?\b",
        r"\bwhat (are you|would you like) (being )?treat(ed|ment)?\b", r"\b(which|what|your) conditions?\b",
        r"\bseeking (help|treatment|care|relief) for\b",
        r"\breasons? for (your )?(visit|appointment|inquiry|enquiry|seeking|contacting)\b",
        r"\bwhat (are|have) you (been )?(struggling|suffering|dealing|experiencing)\b",
    ),
}  # fmt: skip
STORY = tuple((re.compile("|".join(patterns), re.I), what) for what, patterns in _STORY.items())
"""Questions that a box for free text must not put: people answer them with their health."""

TELEPHONE = re.compile(r"\b((tele)?phone( ?(number|no))?|tel|mobile|cell( ?phone)?|fax)\b", re.I)
EMAIL = re.compile(r"\b(e ?mail|email ?address)\b", re.I)
NAME = re.compile(
    r"\b((first|last|full|your|given|family|middle|f|l|sur|patient|contact|clinician|preferred|legal) ?)?name\b", re.I
)
OTHER_NAME = re.compile(
    r"\b(user|company|business|practice|clinic|organi[sz]ation|pharmacy|insurance|file|event|product|hospital|employer|"
    r"street|city|domain|site|screen|school|pet|card|doctor|provider|physician|friend|relative|spouse|partner)('s)? ?name\b|"
    r"\bemergency contact('s)?( name)?\b|"
    r"\bname of (the|your) (practice|clinic|company|pharmacy|employer|insur\w+|doctor|provider|physician)\b",
    re.I,
)
"""Names that are not those of the person who fills in the form: browsers must not fill them in."""

MARKETING = re.compile(
    r"\b(marketing|newsletters?|promotion(s|al)?|special offers?|offers|discounts?|deals|subscribe|mailing list|"
    r"(news|tips) and (offers|updates|events)|updates and offers|sign me up)\b",
    re.I,
)
AGREEMENT = re.compile(
    r"\b(agree|accept|acknowledge|consent|have read)\b[^.]{0,80}\b(privacy|terms|hipaa|treatment|(call|contact)ed)\b|"
    r"\b(call|contact|text|reach|email) me (about|regarding|for|with) (my|this|an?|the)\b|"
    r"\bmy request\b|\bappointments?\b|\breminders?\b",
    re.I,
)
"""Another yes that a request may need, which is not one to advertising."""

TRACKING = re.compile(
    r"(utm_?\w+|gclid|gbraid|wbraid|dclid|fbclid|fbp|_fbp|fbc|_fbc|msclkid|ttclid|twclid|li_fat_id|epik|sccid|rdt_cid|_ga|_gid|"
    r"ga_?client_?id|gclientid|mc_eid|mc_cid|hsctatracking|hubspotutk)",
    re.I,
)
"""Names of hidden fields that carry where a visitor came from."""


def plain_words(text: str) -> str:
    """The words of a name as people would say them: `patientDOB`, `patient-dob`, `your_name[1]` -> `patient DOB` …"""
    return re.sub(r"[^\w']+|_+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)).strip()


def refused(words: str) -> tuple[str, str] | None:
    """What a field asks for that a website must not ask, and why not."""
    return next(((what, why) for pattern, what, why in REFUSED if re.search(pattern, words, re.I)), None)


def story(words: str) -> str:
    """What part of somebody's health a box for free text asks about; empty for none."""
    return next((what for pattern, what in STORY if pattern.search(words)), "")


def asks_for_name(words: str) -> bool:
    """Whether it is the name of a person."""
    return bool(NAME.search(OTHER_NAME.sub(" ", words)))


def bundles_marketing(words: str) -> bool:
    """Whether one yes covers advertising and something else."""
    return bool(MARKETING.search(words) and AGREEMENT.search(words))
