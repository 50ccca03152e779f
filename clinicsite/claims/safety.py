"""Safety: risk denied, played down or pushed onto others, and advice that could hurt."""

from __future__ import annotations

import re
from collections.abc import Callable

from clinicsite.claims.rule import ClaimRule, Hit, sentence_rule
from clinicsite.claims.stance import is_called, is_left_off, says_hardly_any
from clinicsite.model.diagnostic import Diagnostic

DENIAL = "asked reported cited negated"

# What makes a sentence say something else than its words seem to, by rule.
STUDIED = frozenset("information study studies studied known record question data research tell ask talk warn".split())
"""“Little is known of side effects”: little knowledge, not few effects."""
DENIES_NONE = re.compile(
    r"\bside effects? should\b|\bat first\b|\bso far\b|\b(?:rare|some|uncommon|mild)\b[^.]*\bserious\b|\bserious side effects are\b|\bcommon to rare\b|\btoo (?:small|minor|early)\b|\bis complete\b"
    r"|^tell\b|\btell (?:us|the \w+|your \w+) (?:if|about|whether|when|of|at|right|even)\b|\bto (?:asking|waiting|calling)\b|\bwithout questions\b|\bside streets?\b|\bways? to know\b|\bleave side effects out\b", re.I
)
"""“Some are rare and serious”, “no side effect should be kept from us”, “no downside to asking”."""
REVERSED = frozenset("no free without rare every prevent".split())
"""A question by which a “no” says that there are side effects: “Is it free of side effects?”"""
PLACES = frozenset("place spot distance keeping deposit side bet code storage limits".split())
"""What is safe and no treatment."""
SAFE_TO_SAY = re.compile(
    r"\bwhether\b|\bno word\b|\bwait(?:ing)? (?:a|to|does|will|until)\b|\basking\b|\b(?:building|entrance|wheelchairs?|parking)\b|\bhow safe\b[^.]*\bwould\b|\b(?:hard|impossible) to (?:say|know)\b|\bsafe(?:r|st) to (?!use|take|try)", re.I
)
"""What is safe or harmless to do at the clinic, and how safe something would be for one person."""
WHO = frozenset("people anyone patients someone everyone persons those".split())
OTHERS_HABIT = re.compile(
    r"\b(?:illness|weakness|disease)\b|\b(?:we|you) (?:do not |don[’']t |cannot |can[’']t )?(?:treat|give)\b[^.]*\bpeople with\b|\btreats?\b[^.]*\b(?:substance|addictions?)\b|\bnot known(?! to be)"
    r"|\bhas studied\b|\bhas(?: hardly| barely)? (?:not )?been studied|\btell us\b|\bwhether\b|\bhistory of\b|\bin (?:some|your) famil|\b(?:podcast|coffee|puzzles?)\b|\bknow who\b|\bsome (?:people|patients)\b[^.]*\b(?:do|become)\b"
    r"|\brules? (?:you )?out\b(?! any| all)|\bnot enough\b|\bon your own\b|\bconfined to\b|\bword about\b|\breasons? to say no\b|\bcannot take part\b", re.I
)
"""Sentences about addiction that deny nothing of ketamine."""
REPORTING = frozenset("tell call press dangerous can may some if report ask not check checks nurse measure record stay".split())
"""Sentences that name a mild or passing effect and play nothing down."""
LOGISTICS = frozenset(
    "card dressing line lines form forms filling late parking cost bill money nervous 911 needles dress wear ask questions call reach contact".split()
)
"""What a reader may well be told not to worry about."""
FELT = frozenset("<sensation> <sideeffect> <ailment> <organ> nothing no".split())
SLEPT = re.compile(r"next day|tomorrow|night of sleep|night's sleep|slept|no ketamine|no medicine|a night", re.I)
INSTRUCTS = re.compile(
    r"\bmust\b|\bdo not drive\b|\bdon[’']t drive\b|\bnot until\b|\b(?:can|may)(?:not| not|[’']t) drive\b|\bno driving\b|\bhas to\b|\bwithout an adult\b", re.I
)
"""An instruction about driving; beside it, advice does no harm."""
TRAVEL = frozenset(
    "falls consultation parking park lot interview miles garage directions route exit airport validate station entrance blood bus".split()
)
"""The way to the clinic, not from it."""
LATER = frozenset("afterward afterwards after evening home behind".split())
IMPERATIVES = frozenset("take start begin try use dissolve place hold let raise increase double come plan schedule".split())
DOSED = frozenset(
    "ketamine infusion infusions session sessions drip drips dose doses lozenge lozenges troche troches treatment treatments booster boosters visits mg come coming tongue "
    "milligram milligrams rounds round mondays tuesdays monthly weekly series protocol kilo kilogram often course".split()
)
"""What a number or a frequency can be a dose of."""
ROOMS = frozenset("room rooms chair chairs suite team nurse nurses center clinic".split())
UNDOSED = re.compile(
    r"\bvials?\b|\bprice\b|\bdispute\b|\btwo different\b|^fast\b|\bdecide[sd]?\b|\bvar(?:y|ies)\b|\bdepends\b|\bdiffers?\b|\bdifferent (?:doses|schedules)\b|\btrials?\b|\bstud(?:y|ies)\b|\bfailed\b|\blisinopril\b|\binsulin\b|\b(?:support|peer|our) group\b", re.I
)
"""Numbers that are no dose to follow."""
ASKING = re.compile(
    r"\bask (?:your|whoever|whether|the|us|about|your)\b|\bunless\b|\bprescri(?:ber|bed)\b|\btalk (?:with|to)\b|\bcheck with\b|\b(?:clinician|doctor|pharmacist)\b|\btell (?:us|the|your)\b|\bwhether\b|\bagreement\b"
    r"|\bneed to know\b|\bshould only\b|\bwithout asking\b", re.I
)
"""What leaves a medicine to whoever prescribed it."""
STOPPING = frozenset("stop skip quit drop lower reduce hold pause taper cut change leave stopping skipping".split())
CONSEQUENCES = frozenset("suddenly ill dangerous seizures harm worse relapse symptoms serious abruptly danger risky".split())
"""What stopping a medicine can lead to, in sentences that warn of it."""
NO_MEDICINE = re.compile(
    r"\bstarted, stopped\b|\beye drops?\b|\bover[- ]the[- ]counter\b|\b(?:is|are) given\b|\bbothered to\b|\bcutting[- ]edge\b|\bpersonnel\b|\badministration\b|\b(?:medicine|medication) list\b|\bbottles?\b"
    r"|\btongue\b|\bmelt\b|\bspravato\b|\besketamine\b|\btake over\b|\bnot on your plan\b|\bextra\b", re.I
)
"""Sentences in which a medicine's name stands for something else, or in which it stays."""
RISKS = frozenset("dark side <organ> <dependence> <danger> <sideeffect> tolerance stories warnings symptoms injury harms name reputation".split())
PUT_ONTO = frozenset("risky dangerous danger horror stories real harmful that those through wreck ruin ruined hooked".split())
"""How a risk is hinted at where none is named; it then takes a contrast as well."""
MISUSE = frozenset("<misuser> users user party illegal street kicks".split())
CONTRAST = frozenset("different only just never not unless limited solely exclusively no nothing confined while".split())
SHARED = frozenset("also too both history known documented medical ask tell".split())
"""Words by which a sentence about misuse says that patients run the risk too."""
SHARED_TOO = re.compile(
    r"\band (?:in|among|by) (?:patients|medical)|\bas well as\b|\bnot (?:happen |occur )?(?:only|just|limited|confined|restricted|reserved)", re.I
)
HELPED = frozenset("help helps overcome treat recover".split())


def needs(hit: Hit, stance: Callable[[Hit], bool]) -> bool:
    """Whether a pattern named only a topic, of which the sentence does not say what the rule looks for."""
    return "topic" in hit.pattern.flags and not stance(hit)


@sentence_rule("SAF-01", rescued_by=DENIAL)
def no_side_effects(hit: Hit) -> Diagnostic | None:
    """A page says that there are no, few or hardly any side effects.

    Ketamine caused more psychiatric, heart and nervous-system side effects than placebo (short2018; FDA
    compounded-ketamine alert, October 2023).

    Bad:
        It has virtually no side effects.

    Good:
        Common side effects are dizziness, nausea and a rise in blood pressure [@short2018].
    """
    if needs(hit, says_hardly_any) or hit.unit.lead and hit.unit.lead.has(*REVERSED) or DENIES_NONE.search(hit.sentence.text):
        return None
    if hit.found & STUDIED or hit.near(before=5) & STUDIED or hit.near(after=3) & {"studied", "known"}:
        return None
    if {*hit.found, *hit.near(before=4)} & {"no", "not", "never"} and hit.found & {"free", "without"}:
        return None
    if {"some", "others", "whether"} & hit.unit.around(hit.first) or "if" in hit.near(before=8) or hit.near(before=2) & {"which"}:
        return None
    return hit.finding("{words} denies side effects.", "List the common and the serious side effects plainly.")


@sentence_rule("SAF-02", rescued_by=DENIAL)
def called_safe(hit: Hit) -> Diagnostic | None:
    """A page calls the treatment safe, harmless, natural or low-risk.

    The FDA has not determined that ketamine is safe and effective for any psychiatric use, and long-term data are few
    (FDA compounded-ketamine alert, October 2023; short2018; sanacora2017).

    Bad:
        Our infusions are completely safe.

    Good:
        Ketamine has risks, and its long-term safety in depression is not well known [@short2018].
    """
    if SAFE_TO_SAY.search(hit.sentence.text) or {*hit.found, *hit.near(after=1)} & PLACES:
        return None
    return hit.finding("{words} calls the treatment safe.", "Name the risks and who should not have it instead.")


@sentence_rule("SAF-03", rescued_by=DENIAL)
def not_addictive(hit: Hit) -> Diagnostic | None:
    """A page says that ketamine is not addictive or habit-forming.

    Ketamine is a Schedule III controlled substance, and misuse stands first among the risks that the FDA lists (DEA
    Schedule III; FDA compounded-ketamine alert, October 2023).

    Bad:
        Ketamine is non-addictive.

    Good:
        Ketamine can be misused, and some people become dependent on it [@morgan2012].
    """
    if needs(hit, says_hardly_any) or hit.last < hit.unit.offset or hit.near(after=1) & {":"}:
        return None
    if hit.near(before=6) & WHO and hit.near(before=4) & {"with"} or OTHERS_HABIT.search(hit.sentence.text):
        return None
    if hit.unit.lead and hit.unit.lead.has("just", "only", "not", "non", "true"):
        return None
    return hit.finding("{words} denies that ketamine can be addictive.", "Write that it is a controlled substance and can be misused.")


@sentence_rule("SAF-04", "warning", rescued_by=DENIAL)
def minimized_risk(hit: Hit) -> Diagnostic | None:
    """A page plays a risk down.

    Psychiatric effects can last days to weeks, and a risk must not be buried (Ketalar label, October 2024; FTC Health
    Products Compliance Guidance, December 2022).

    Bad:
        There is nothing to fear.

    Good:
        Feeling detached can be frightening. Tell the nurse, who can slow the drip.
    """
    said = hit.unit.features
    if needs(hit, lambda hit: is_called(hit, "trifle")) or "topic" in hit.pattern.flags and (hit.unit.has_class(hit.first, "condition") or said & REPORTING):
        return None
    if hit.sentence.has("others", "whether") or hit.sentence.has(*LOGISTICS) and not hit.sentence.has(*FELT):
        return None
    if hit.sentence.has("serious") and said.isdisjoint({"no", "not", "never", "textbooks"}):
        return None
    return hit.finding("{words} plays a risk down.", "Say what can happen, how often and for how long if that is known, and what to do.")


@sentence_rule("SAF-08", rescued_by="reported negated")
def soft_driving_advice(hit: Hit) -> Diagnostic | None:
    """A page advises about driving after an infusion instead of instructing.

    People are impaired without noticing it: do not drive until the next day, after sleep, and go home with an adult
    (Spravato label; Ketalar label, October 2024).

    Bad:
        You may want to get a ride home.

    Good:
        Do not drive until the next day, after a full night's sleep.
    """
    sentence = hit.sentence
    if sentence.is_question or hit.near(before=3) & {"when", "whether", "how"}:
        return None
    if needs(hit, lambda hit: is_called(hit, "softly")) or sentence.has("safe") and sentence.has("not") or sentence.has("adult") and sentence.has("who"):
        return None
    if SLEPT.search(sentence.passage.text) or INSTRUCTS.search(sentence.text):
        return None
    if sentence.has(*TRAVEL) and not sentence.has(*LATER):
        return None
    return hit.finding("{words} is advice where an instruction is needed.", "Write “Do not drive until the next day, after you have slept” and “An adult must take you home”.")


@sentence_rule("SAF-11", "warning", rescued_by=DENIAL)
def dose_in_text(hit: Hit) -> Diagnostic | None:
    """A page gives patients a dose or a schedule.

    The dose is the prescriber's decision, and people have been harmed by dosing themselves (FDA compounded-ketamine
    alert, October 2023).

    Bad:
        The usual dose is 0.5 mg/kg over 40 minutes.

    Good:
        Your clinician decides the dose and the schedule with you.
    """
    sentence = hit.sentence
    if hit.unit.features.isdisjoint(DOSED):
        return None
    if hit.near(after=1) & ROOMS or hit.near(before=2) & {"after", "every"}:
        return None
    if sentence.has("tablets", "bottle", "bring") and not sentence.has("ketamine", "<homeform>", "<ketamine>", "<treatment>"):
        return None
    if UNDOSED.search(sentence.text):
        return None
    if sentence.has("$", "price", "cost", "costs", "fee") and not sentence.has("mg", "milligrams"):
        return None
    ordered = hit.unit.words[hit.unit.offset : hit.unit.offset + 1] and hit.unit.words[hit.unit.offset] in IMPERATIVES
    return hit.finding(
        "{words} reads as a dose or schedule to follow.", "Leave it to the clinician, or report what a trial used and cite it.",
        severity="error" if ordered and sentence.has("mg", "milligram", "milligrams", "tongue") else None,
    )


@sentence_rule("SAF-12", rescued_by="reported cited negated", waivable=False)
def stop_medicine(hit: Hit) -> Diagnostic | None:
    """A page tells readers to stop, skip or hold a medicine without asking whoever prescribed it.

    Stopping some medicines suddenly can cause withdrawal or bring an illness back; only a prescriber can weigh that
    (for a clinician to confirm).

    Bad:
        Stop taking your antidepressant before treatment.

    Good:
        Do not stop any medicine unless your prescriber tells you to.
    """
    sentence = hit.sentence
    if sentence.is_question and not hit.unit.lead or NO_MEDICINE.search(sentence.text) or ASKING.search(sentence.text):
        return None
    if needs(hit, is_left_off):
        return None
    if {"if", "when"} & {*hit.unit.words[hit.unit.clause(hit.first)[0] : hit.first]}:
        return None
    if hit.found & {"not", "never"} and hit.found & STOPPING or hit.near(before=3) & {"not", "never", "without"}:
        return None
    gerund = hit.unit.words[hit.first].endswith("ing")
    if (gerund or sentence.has(*CONSEQUENCES)) and sentence.has("can", "could", "may"):
        return None
    return hit.finding("{words} tells readers to leave off a medicine.", "Write “Do not stop any medicine unless your prescriber tells you to”.")


@sentence_rule("SAF-13", "warning", rescued_by=DENIAL)
def only_recreational(hit: Hit) -> Diagnostic | None:
    """A page says that a risk concerns only people who misuse ketamine.

    The label also reports urinary and bladder symptoms with long off-label medical treatment (Ketalar label, October
    2024).

    Bad:
        Bladder problems only happen to drug users.

    Good:
        Bladder damage is best known from daily non-medical use, and has been reported with repeated medical use too [@ketalar_label].
    """
    said = frozenset().union(*(sentence.features for sentence in hit.sentence.passage.sentences), hit.unit.features)
    if said & HELPED or said.isdisjoint(RISKS | PUT_ONTO) or said.isdisjoint(MISUSE):
        return None
    if said.isdisjoint(RISKS) and said.isdisjoint(CONTRAST | {"clinic", "clinics", "you", "lies"}):
        return None
    if said & {"also", "too", "both", "known"} or said & SHARED and said.isdisjoint(CONTRAST) or SHARED_TOO.search(hit.sentence.text):
        return None
    return hit.finding("{words} puts the risk onto others.", "Say that the risk is best known from heavy use and has also been reported in treatment.")


RULES: tuple[ClaimRule, ...] = (
    no_side_effects, called_safe, not_addictive, minimized_risk, soft_driving_advice, dose_in_text, stop_medicine, only_recreational,
)
