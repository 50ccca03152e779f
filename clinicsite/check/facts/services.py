"""Services in prose: what the clinic says it offers has a treatment page, and what it denies has none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.facts.records import Records
from clinicsite.check.facts.statements import Statement
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.kinds import Treatment

SERVICES = {
    "esketamine": r"spravato|esketamine",
    "TMS": r"(?-i:r?TMS)|transcranial magnetic stimulation",
    "ECT": r"(?-i:ECT)|electroconvulsive therapy",
    "ketamine to take at home": (
        r"(?:at[- ]home|take[- ]home|oral|sublingual|mail[- ]order) ketamine|"
        r"ketamine (?:lozenges?|troches?|tablets?|nasal spray|at home)"
    ),
    "ketamine injections": r"(?:intramuscular|(?-i:IM)) ketamine|ketamine (?:injections?|shots?)",
    "ketamine-assisted psychotherapy": r"ketamine[- ]assisted (?:psycho)?therapy|(?-i:KAP)",
    "ketamine infusions": r"(?:(?-i:IV) |intravenous )?ketamine (?:infusions?|drips?)|(?-i:IV) ketamine",
    "NAD+": r"(?-i:NAD)\+?",
    "vitamin drips": r"(?:(?-i:IV) )?(?:vitamin|hydration) (?:drips?|infusions?|therapy)|(?-i:IV) hydration",
    "lidocaine infusions": r"(?:(?-i:IV) )?lidocaine infusions?",
    "stellate ganglion block": r"stellate ganglion (?:nerve )?blocks?",
    "neurofeedback": r"neurofeedback",
    "psilocybin": r"psilocybin",
    "MDMA": r"(?-i:MDMA)",
    "medical cannabis": r"medical (?:cannabis|marijuana)",
    "Botox": r"botox|botulinum toxin",
    "psychotherapy": r"psychotherapy|talk therapy",
}
"""What clinics of this field offer beside each other, and how prose calls it."""
KNOWN = {name: re.compile(rf"\b(?:{pattern})(?!\w)", re.I) for name, pattern in SERVICES.items()}
ANY = re.compile("|".join(SERVICES.values()), re.I)
WORDS = (
    "ketamine", "spravato", "tms", "magnetic", "ect", "kap", "nad", "vitamin", "hydration", "lidocaine", "stellate", "neurofeedback",
    "psilocybin", "mdma", "cannabis", "marijuana", "botox", "botulinum", "therapy",
)  # fmt: skip
"""One of these is in whatever names a service, in small letters."""
VERB = r"(?:offers?|provides?|gives?|do|does|performs?|administers?|prescribes?|have|has|run|runs)"
OFFER = (
    rf"\s+(?P<between>(?:[\w’']+\s+){{0,3}}?){VERB}"
    r"(?P<not>\s+not\s+(?:offer|provide|give|do|perform|administer|prescribe|have|run))?\b"
)
"""What follows the clinic's name where it offers something."""
AVAILABLE = re.compile(
    r"\b(?:is|are)\s+(?P<between>(?:(?:also|now|not|no longer)\s+)*)(?:offered|available|given|provided)\s+"
    r"(?:here|at (?:our|this) (?:clinics?|office|location)s?|by us)\b"
)
OUR = re.compile(r"\b[Oo]ur\s+(?:\w+\s+)?$")
PROGRAM = re.compile(r"\s+(?:programs?|clinics?|services?|treatments?|sessions?|team|center|suite|patients)\b", re.I)
NO = re.compile(r"\b(?:not|no|neither|nor|never)\b", re.I)
NOT = re.compile(r"\b(?:not|never|cannot|no longer)\b|n[’']t\b")
MAYBE = re.compile(r"\b(?:may|might|will|would|could|hope|plan|used|if|did|often|sometimes)\b")
STOP = re.compile(
    r"[.;:?!(]|\b(?:who|that|which|where|if|when|because|but|before|after|until|while|as|than|instead|rather|without|"
    r"unlike|for|to|on|"
    r"about|from|into|against|like|with|of|help|information|referrals?)\b"
)
QUALIFIED = re.compile(
    r"\s*(?:,\s*)?(?:for|to|without|on|if|unless|at (?!our|this)|when|until|under|before|in|as|that|who|by|with|every|more|"
    r"outside)\b"
)
"""What follows a service that is denied only for some people, places or times."""


@rule("FACT-07", "statement")
def wrong_service(said: Statement, records: Records) -> Iterator[Diagnostic]:
    """A page says that the clinic offers something without a treatment page, or denies what has one.

    A treatment page says what is approved and what is off-label, and what the risks are. An offer without one says
    none of it, and a patient may travel for care that is not there.

    Bad:
        We offer ketamine infusions and Spravato.

    Good:
        We offer ketamine infusions. We do not offer Spravato.
    """
    if not records.treatments or not said.in_english or said.text.rstrip().endswith("?"):
        return
    for offset, name, denied in _said_of(said.text, records):
        page = next((page for page in records.treatments if KNOWN[name].search(_words(page.meta, page.name))), None)
        if page and denied:
            yield Diagnostic(
                "FACT-07", f"`{name}` has a page among the treatments, {page.source.file}.", said.at(offset),
                "Mend the sentence, or take the treatment’s page off the site.",
            )
        elif not page and not denied:
            yield Diagnostic(
                "FACT-07", f"No treatment page offers `{name}`.", said.at(offset),
                "Take the offer out, or write a page for it in content/treatments/.",
            )


def _said_of(text: str, records: Records) -> Iterator[tuple[int, str, bool]]:
    """What a sentence says the clinic offers or does not: the offset, the service, and whether it is denied."""
    small = text.lower()
    if not any(word in small for word in WORDS) or not ANY.search(text) or not records.speaks_of_us(text):
        return
    for match in re.finditer(records.subject + OFFER, text):
        if MAYBE.search(match["between"]):
            continue
        denied = bool(match["not"] or NOT.search(match["between"]))
        stop = STOP.search(text, match.end())
        end = stop.start() if stop else len(text)
        for start, after, name in _services(text, match.end(), _widened(text, match.end(), end)):
            refused = denied or bool(NO.search(text, match.end(), start))
            if not refused or not QUALIFIED.match(text, after):
                yield start, name, refused
    for match in AVAILABLE.finditer(text):
        start = max((m.end() for m in re.finditer(r"[.;:,]", text[: match.start()])), default=0)
        for offset, _, name in _services(text, start, match.start()):
            yield offset, name, bool(NOT.search(match["between"]))
    for offset, after, name in _services(text, 0, len(text)):
        if OUR.search(text[:offset]) and PROGRAM.match(text, after) and not NOT.search(text):
            yield offset, name, False


def _widened(text: str, start: int, end: int) -> int:
    """The end of what a verb offers; a service that the stop cuts through, as `ketamine to take home`, is whole."""
    for pattern in KNOWN.values():
        for match in pattern.finditer(text, start):
            if match.start() < end < match.end():
                return match.end()
    return end


def _services(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    taken: list[tuple[int, int]] = []
    for name, pattern in KNOWN.items():
        for match in pattern.finditer(text, start, end):
            if not any(a < match.end() and match.start() < b for a, b in taken):
                taken.append(match.span())
                yield match.start(), match.end(), name


def _words(meta: object, name: str) -> str:
    assert isinstance(meta, Treatment)
    return " | ".join((meta.title, meta.therapy, meta.drug or "", name.replace("-", " ")))


RULES: tuple[Rule, ...] = (wrong_service,)
