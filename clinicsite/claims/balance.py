"""Balance: what a page as a whole owes its readers beside what it claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from clinicsite.claims.rule import ClaimRule, Found, page_rule
from clinicsite.language.grammar import is_negated, plain
from clinicsite.language.passage import Passage, Prose, Sentence
from clinicsite.model.diagnostic import Diagnostic, Location

STATUS = re.compile(
    r"\boff[- ]label\b|\bnot (?:been )?(?:FDA[- ])?(?:approved|cleared)\b|\bFDA has not (?:approved|cleared|determined|found)\b|\bapproved (?:it )?only (?:as|for)\b|"
    r"\bunapproved\b|\bno(?:t| FDA) approv|\bFDA[- ]approved only\b|\bapproved\b[^.]{0,40}\bonly\b|\bnever approved\b|\bisn[’']t (?:FDA[- ])?approved\b|\bhas(?:n[’']t| not)\b[^.]{0,40}\bapproved\b",
    re.I,
)
CONTROLLED = re.compile(r"\bschedule (?:III|3)\b|\bcontrolled substance\b|\bmisus|\bdependen|\baddict|\bhabit[- ]forming\b|\babus", re.I)
INDICATION = re.compile(r"treatment[- ]resistant depression|depression that (?:has|did) not|major depress|depressi[^.]{0,60}(?:suicid|medicines? (?:have|has) not|two|other)", re.I)
MONITORED = re.compile(r"\bcertified\b|\bREMS\b|\b(?:two|2) hours\b|\bmonitor|\bwatch(?:es|ed)? (?:you|for)\b", re.I)
RISKS: Mapping[str, re.Pattern[str]] = {
    "dissociation": re.compile(r"dissociat|cut off from|detach|out of (?:your|the) body|float|unreal|leav(?:e|ing) your body", re.I),
    "raised blood pressure": re.compile(r"blood[- ]pressure", re.I),
    "nausea": re.compile(r"nause|vomit|sick to|throw(?:ing)? up|feel(?:ing)? sick", re.I),
    "drowsiness": re.compile(r"drows|sleep(?:y|iness)|sedat|tired|groggy", re.I),
    "misuse or dependence": re.compile(r"misus|dependen|addict|controlled substance|schedule III", re.I),
    "bladder symptoms": re.compile(r"bladder|urin|cystitis|pass(?:ing)? water|\bpee", re.I),
}
EXCLUSION = re.compile(
    r"who (?:should|can|must)(?: ?n[o’']t|not) |should not (?:have|get|take|come|be given)|(?:do|must|can) ?not have (?:it|ketamine|an infusion)|not (?:for|suitable for|right for|safe for) (?:people|anyone|you|everyone)|"
    r"rules? (?:it|you|people|ketamine) out|cannot have (?:it|ketamine|an infusion)|too risky for|is not for|we do not (?:treat|give (?:it|ketamine|infusions) to)|not (?:have|get) (?:an infusion|ketamine|it) if", re.I,
)
EXCLUDED: tuple[re.Pattern[str], ...] = tuple(
    re.compile(words, re.I)
    for words in (
        "blood pressure", "aneurysm|heart disease|heart attack|stroke|heart", "psychosis|psychotic|schizo", "pregnan|breast", "substance use|addiction", "allerg", "liver", "bladder",
    )
)
VISIT = re.compile(
    r"after (?:your|the|an|each) (?:visit|infusion|drip|session|treatment)|aftercare|(?:ride|going|getting|way) home|first (?:night|24|evening|day)(?: at)? home|first 24|(?:infusion|treatment) day|day of (?:your|the)|"
    r"step by step|what (?:to expect|happens) (?:at|on|during|in)|your (?:first )?(?:visit|infusion)(?: |\b)|after your drip|from (?:the )?(?:front )?door|first visit", re.I,
)
INFUSED = ("infusion", "infusions", "drip", "drips", "iv", "ketamine")
NO_DRIVING = re.compile(
    r"\b(?:do|must|should|may|can|cannot|can[’']t|will|to) ?n[o’']t[^.]{0,40}\bdriv|\bno driving\b|\bnot drive\b|\bnever drive\b|\bnot[^.;:]{0,30}:?[^.]{0,30}\bdrive\b|\bdriv\w+[^.]{0,60}\bnot (?:until|before|allowed)\b", re.I,
)
ADULT = re.compile(
    r"\b(?:adult|someone|friend|family member|relative|person|companion|ride-home adult)\b[^.]{0,80}\b(?:home|with you|stay|drive|ride|takes?|collect|pick|bring)|\b(?:taken|take you|takes you|ride|rides|go|goes|leave) home\b[^.]{0,60}\b(?:adult|someone|friend)|"
    r"\bhome with (?:an? )?(?:\w+ )?(?:adult|someone)|\badult (?:must|who|to|has|with|needs|rides|comes|will|stays)", re.I,
)
EXCLUDING = re.compile(r"substance use disorder|liver|bladder|psychosis|pregnan|approved|\bnot (?:have|for) |\bdo not (?:give|offer|use|treat)", re.I)
AFTERCARE = re.compile(r"side effects?|aftercare|after your (?:visit|infusion|drip|session|treatment)|first (?:night|24|evening)|ride home|after an infusion|the days after", re.I)
PREPARATION = re.compile(r"prepar|getting ready|week before|before your|before an infusion|who should not", re.I)
VETERANS = ("veteran", "veterans", "military", "va", "marines", "soldiers")
EFFICACY = frozenset(f"EFF-{n:02}" for n in (1, 2, 4, 5, 6, 7, 8, 9, 11, 13))
PROMISES_LIST = re.compile(r"\b(?:includ\w*|are|following|such as|watch for|can cause|may cause|if you(?: have| feel)?|these|may be|can be|of|for|have|not|about|with)\s*:\s*\Z", re.I)
RISK_HEADING = re.compile(r"\b(?:risks?|side effects?|who should not|warnings?|when to call|not for)\b", re.I)
LISTING = frozenset({"item", "cell", "quotation", "caption", "button"})


def topic_of(prose: Prose) -> str:
    """The words that say what a page is about: its title, description and headings."""
    return "\n".join(p.text for p in prose.passages if p.kind in ("title", "description") or p.kind == "heading" and p.level == 1)


def top(prose: Prose) -> Location:
    return prose.passages[0].at(0)


def offers(prose: Prose) -> Sentence | None:
    """The first sentence that names a condition without denying it, on a page that is about ketamine."""
    if not any(_names_in(passage, INFUSED) for passage in prose.main):
        return None
    for passage in prose.main:
        for sentence in passage.sentences if passage.block != "emergency" else ():
            at = next((n for n, mark in enumerate(sentence.marked) if "¦condition" in mark), None)
            if at is not None and not EXCLUDING.search(sentence.text) and not is_negated(plain(sentence), at, at):
                return sentence
    return None


def _names_in(passage: Passage, words: tuple[str, ...]) -> bool:
    return any(sentence.has(*words) for sentence in passage.sentences)


def _names(prose: Prose, words: tuple[str, ...]) -> bool:
    return any(sentence.has(*words) for sentence in prose.sentences)


@page_rule("REG-01")
def no_status(prose: Prose, found: Found) -> Iterator[Diagnostic]:
    """A page offers ketamine for a condition, and its own text never says that this use is off-label.

    The FDA has not approved ketamine for any psychiatric disorder, and a material qualifier belongs near the claim and not in
    a footer (FDA compounded-ketamine alert, October 2023; FTC Health Products Compliance Guidance, December 2022).

    Bad:
        -- kind: treatment --
        Ketamine infusions for depression at our Denver clinic.

    Good:
        -- kind: treatment --
        Ketamine infusions for depression at our Denver clinic. Using ketamine for depression is off-label: the FDA has approved it only as an anesthetic.
    """
    if prose.kind in ("notice", "contact", "location", "person", "clinic", "form") or STATUS.search(prose.main_text):
        return
    offered = offers(prose)
    if offered:
        yield no_status.finding(
            "This page offers ketamine for a condition and never says that this is off-label.", offered.passage.at(offered.start),
            "Add to the text: “Using ketamine for this is off-label. The FDA has approved it only as an anesthetic.”", words=offered.text,
        )


@page_rule("REG-04", "warning")
def bare_esketamine(prose: Prose, found: Found) -> Iterator[Diagnostic]:
    """A page offers esketamine without its approved use, or without the certified clinic and two hours of monitoring.

    Both are part of its approval (Spravato label; Spravato REMS, updated December 2024).

    Bad:
        We also give Spravato here.

    Good:
        Esketamine (Spravato) is for adults with treatment-resistant depression. It is given only in certified clinics, with at least 2 hours of monitoring.
    """
    text = prose.main_text
    if INDICATION.search(text) and MONITORED.search(text):
        return
    for sentence in prose.sentences:
        if sentence.passage.kind in ("title", "description") or sentence.keys:
            continue
        if sentence.has("<esketamine>") and not sentence.has("different", "label", "differ", "not", "no") and not sentence.is_question:
            lacks = "for whom it is approved" if not INDICATION.search(text) else "that a certified clinic watches for at least two hours"
            yield bare_esketamine.finding(
                f"This page speaks of esketamine and does not say {lacks}.", sentence.passage.at(sentence.start),
                "Say both: for adults with treatment-resistant depression, and only in a certified clinic with at least 2 hours of monitoring.", words=sentence.text,
            )
            return


@page_rule("REG-07", "warning")
def not_called_controlled(prose: Prose, found: Found) -> Iterator[Diagnostic]:
    """A treatment page never says that ketamine is a controlled substance that can be misused.

    Abuse and misuse stand first among the risks that the FDA lists (DEA Schedule III; FDA compounded-ketamine alert, October
    2023).

    Bad:
        -- kind: treatment --
        A nurse gives ketamine by drip.

    Good:
        -- kind: treatment --
        A nurse gives ketamine by drip. Ketamine is a Schedule III controlled substance and can be misused.
    """
    if prose.kind == "treatment" and _names(prose, ("ketamine", "drip", "infusion", "infusions")) and not CONTROLLED.search(prose.main_text):
        yield not_called_controlled.finding(
            "This treatment page never says that ketamine is a controlled substance.", top(prose),
            "Add: “Ketamine is a Schedule III controlled substance and can be misused.”",
        )


@page_rule("SAF-05")
def benefits_without_risks(prose: Prose, found: Found) -> Iterator[Diagnostic]:
    """A page claims a benefit and leaves out some of the six main risks.

    Benefits and risks stand together: dissociation, raised blood pressure, nausea, drowsiness, misuse and bladder symptoms
    (FDA compounded-ketamine alert, October 2023; FTC on material risks, December 2022; short2018).

    Bad:
        -- kind: treatment --
        Ketamine eases depression. It can make you dizzy.

    Good:
        -- kind: treatment --
        A nurse gives ketamine by drip and stays with you.
    """
    claim = _claim(prose, found)
    if claim is None or prose.kind in ("notice", "contact", "location", "form"):
        return
    text = prose.main_text
    missing = [name for name, pattern in RISKS.items() if not pattern.search(text)]
    if missing:
        listed = ", ".join(missing[:-1]) + " or " + missing[-1] if len(missing) > 1 else missing[0]
        yield benefits_without_risks.finding(
            f"This page claims a benefit and never names {listed}.", claim, "Add a section “Side effects and risks” that lists all six.",
        )


def _claim(prose: Prose, found: Found) -> Location | None:
    claims = [d.where for d in found.diagnostics if d.code in EFFICACY]
    if claims:
        return min(claims, key=lambda where: (where.line, where.column))
    if prose.kind not in ("treatment", "condition"):
        return None
    for sentence in prose.sentences:
        if sentence.keys and sentence.has("<better>", "<benefit>") and sentence.has("responded", "improved", "better", "eased", "lower", "fell", "relief", "remission"):
            return sentence.passage.at(sentence.start)
    return None


@page_rule("SAF-06")
def no_exclusions(prose: Prose, found: Found) -> Iterator[Diagnostic]:
    """A treatment or preparation page never says who should not have it.

    High blood pressure, an aneurysm, psychosis, pregnancy and others can rule it out, and readers should learn that before they
    book (Ketalar label, October 2024; Spravato contraindications; sanacora2017; cohen2018).

    Bad:
        -- kind: treatment --
        A nurse gives ketamine by drip. An evaluation shows whether you are a suitable candidate.

    Good:
        -- kind: treatment --
        A nurse gives ketamine by drip. You should not have it with uncontrolled high blood pressure, an aneurysm or psychosis, or when you are pregnant.
    """
    about = topic_of(prose)
    if prose.kind != "treatment" and not (PREPARATION.search(about) and prose.kind in ("page", "article", "first-visit")):
        return
    if not _names(prose, INFUSED):
        return
    text = prose.main_text
    if not EXCLUSION.search(text) or sum(1 for pattern in EXCLUDED if pattern.search(text)) < 3:
        yield no_exclusions.finding(
            "This page never says who should not have ketamine.", top(prose), "Add a section “Who should not have ketamine” with a list.",
        )


@page_rule("SAF-07")
def no_driving_rule(prose: Prose, found: Found) -> Iterator[Diagnostic]:
    """A page about the visit or the hours after it lacks the firm instruction not to drive, or the adult who takes you home.

    Do not drive until the next day after sleep, and go home with a responsible adult (Spravato label; Ketalar label, October
    2024).

    Bad:
        -- title: After your infusion --
        Rest in our lounge after the infusion. Then you can go.

    Good:
        -- title: After your infusion --
        Do not drive until the next day, after you have slept. An adult must take you home after the infusion.
    """
    if prose.kind in ("person", "location", "notice", "form", "contact", "fees", "topic", "section") or not VISIT.search(topic_of(prose)) or not _names(prose, INFUSED):
        return
    text = prose.main_text
    if NO_DRIVING.search(text) and ADULT.search(text):
        return
    lacks = "that an adult takes you home" if NO_DRIVING.search(text) else "not to drive"
    yield no_driving_rule.finding(
        f"This page about a visit never says {lacks}.", top(prose),
        "Add: “Do not drive until the next day, after you have slept. An adult must take you home.”",
    )


@page_rule("SAF-09")
def no_emergency_help(prose: Prose, found: Found) -> Iterator[Diagnostic]:
    """A page on side effects or aftercare does not say when to call 911.

    People read such a page when something feels wrong (NHS care cards).

    Bad:
        -- title: Side effects --
        You may feel dizzy or sick after the infusion.

    Good:
        -- title: Side effects --
        You may feel dizzy or sick after the infusion. Call 911 for chest pain or trouble breathing.
    """
    if prose.kind in ("person", "location", "notice", "form", "topic", "section") or not AFTERCARE.search(topic_of(prose)):
        return
    if "911" not in prose.main_text and not any(p.block == "emergency" for p in prose.passages):
        yield no_emergency_help.finding(
            "This page never says when to call 911.", top(prose), "Add an emergency card: “Call 911 now if you have chest pain or trouble breathing”.",
        )


@page_rule("SAF-10")
def lost_list(prose: Prose, found: Found) -> Iterator[Diagnostic]:
    """A lead-in promises a list and none follows, or a heading on risks has nothing under it.

    A list lost in copying hides the risks from the reader.

    Bad:
        ## Risks

        ## Cost

        Ask us for a price.

    Good:
        ## Risks

        You may feel dizzy.
    """
    passages = [p for p in prose.main if p.kind != "field"]
    for passage, following in zip(passages, [*passages[1:], None]):
        if passage.kind == "paragraph" and PROMISES_LIST.search(passage.text) and (following is None or following.kind not in LISTING):
            yield lost_list.finding(
                "This line promises a list, and none follows.", passage.at(0), "Add the list, or end the sentence.", words=passage.text,
            )
        elif passage.kind == "heading" and not passage.block and RISK_HEADING.search(passage.text) and not passage.text.rstrip().endswith("?"):
            if following is None or following.kind == "heading" and following.level <= passage.level and not following.block:
                yield lost_list.finding(
                    f"Nothing stands under the heading “{passage.text}”.", passage.at(0), "Write the section, or take the heading out.", words=passage.text,
                )


@page_rule("CRI-01", waivable=False)
def no_crisis_help(prose: Prose, found: Found) -> Iterator[Diagnostic]:
    """A page mentions suicide or self-harm and its own text has no crisis help.

    Always give a helpline on the same page: 988 by call or text, 911, and for veterans 988 then 1 (safe-messaging guidance;
    988 Lifeline).

    Bad:
        Ketamine is studied in people with suicidal thoughts.

    Good:
        Ketamine is studied in people with suicidal thoughts. If you have such thoughts, call or text 988 now. In danger, call 911.
    """
    mention = next(
        (s for p in prose.main if p.block != "emergency" for s in p.sentences if s.has("<suicidal>") and not s.passage.kind == "caption" and not _names_only_service(s)), None
    )
    if mention is None or any(p.block == "emergency" for p in prose.passages):
        return
    text = prose.main_text
    lacks = "988 by call or text" if not re.search(r"\b988\b", text) else "911" if "911" not in text else ""
    if not lacks and _names(prose, VETERANS) and not re.search(r"press(?:ing)? 1\b|838255|then 1\b|, 1\b", text):
        lacks = "the veterans' line, 988 then 1"
    if lacks:
        yield no_crisis_help.finding(
            f"This page speaks of suicide and does not give {lacks}.", mention.passage.at(mention.start),
            "Add a crisis card to the text: call or text 988, veterans press 1, and 911 for danger.", words=mention.text,
        )


def _names_only_service(sentence: Sentence) -> bool:
    return sentence.has("lifeline", "prevention") and sentence.has("988") and not sentence.has("suicidal")


@page_rule("CTA-01")
def booking_beside_crisis(prose: Prose, found: Found) -> Iterator[Diagnostic]:
    """A request to book stands in or right after a crisis card, or the card links to something else than crisis help.

    Somebody in danger must not be led anywhere but to help (NHS care cards).

    Bad:
        /// emergency | Get help now
        Call 988. [Book an infusion](/request-appointment/)
        ///

    Good:
        /// emergency | Get help now
        Call 988.
        ///
    """
    before: Passage | None = None
    for passage in prose.passages:
        crisis = passage.block == "emergency"
        if crisis and (BOOKING.search(passage.text) or any(not HELP.match(target) for target, _ in passage.links)):
            yield booking_beside_crisis.finding(
                "This crisis card leads to something else than crisis help.", passage.at(0), "Take the link or the request to book out of the card.", words=passage.text,
            )
        elif not crisis and before is not None and before.block == "emergency" and (passage.kind == "button" or BOOKING.search(passage.text) and passage.links):
            yield booking_beside_crisis.finding(
                "A request to book stands right after a crisis card.", passage.at(0), "Move it up the page, or leave it out.", words=passage.text,
            )
        elif not crisis and re.search(r"\b988\b", passage.text) and re.search(r"\bor (?:book|schedule|reserve|request|come)\b[^.]{0,40}\b(?:infusion|appointment|session|drip|us)\b", passage.text, re.I):
            yield booking_beside_crisis.finding(
                "Crisis help and a request to book stand in one line.", passage.at(0), "Give the crisis number alone.", words=passage.text,
            )
        before = passage


BOOKING = re.compile(r"\b(?:book|schedule|reserve|request)\b[^.]{0,40}\b(?:infusion|appointment|session|drip|visit|consultation|chair|today)\b", re.I)
HELP = re.compile(r"(?:tel|sms):|https://(?:www\.)?(?:988lifeline\.org|veteranscrisisline\.net)")

RULES: tuple[ClaimRule, ...] = (
    no_status, bare_esketamine, not_called_controlled, benefits_without_risks, no_exclusions, no_driving_rule, no_emergency_help, lost_list, no_crisis_help,
    booking_beside_crisis,
)
