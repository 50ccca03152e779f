"""Safety: risk denied, played down or pushed onto others, and advice that could hurt."""

from __future__ import annotations

import re

from clinicsite.claims.rule import ClaimRule, Hit, sentence_rule
from clinicsite.model.diagnostic import Diagnostic

DENIAL = "asked reported cited negated"
IMPERATIVES = frozenset("take start begin try use dissolve place hold let raise increase double come plan schedule".split())
STUDIED = frozenset("information study studies studied known record question data research tell ask talk warn".split())
"""Words between “little” and “side effects” that make it little knowledge of them."""
ASIDE = ("promise", "streets", "street", "serious", "asking", "waiting", "calling", "too", "complete", "tell")
"""Words of sentences about side effects that deny none: “some are rare and serious”, “no downside to asking”."""
PLACES = frozenset("place spot distance keeping deposit side bet code room home limits".split())
"""What is safe and no treatment."""
OTHERS_HABIT = ("treat", "treats", "known", "studied", "tell", "whether", "history", "families", "podcast", "coffee", "puzzles")
"""Words of sentences about addiction that deny nothing of ketamine."""
LOGISTICS = ("line", "lines", "form", "forms", "filling", "late", "parking", "cost", "bill", "money", "nervous", "911", "needles", "dress", "wear", "ask", "questions", "call", "reach", "contact")
"""What a reader may well be told not to worry about."""
DENIED_SERIOUS = frozenset("no not never textbooks".split())
SLEPT = re.compile(r"next day|tomorrow|night of sleep|night's sleep|slept|no ketamine|no medicine|again|a night", re.I)
INSTRUCTS = re.compile(r"\bmust\b|\bdo not drive\b|\bdon[’']t drive\b|\bnot until\b|\b(?:can|may)(?:not| not|[’']t) drive\b|\bno driving\b|\bhas to\b", re.I)
"""An instruction about driving; beside it, advice does no harm."""
TRAVEL = (
    "consultation", "parking", "park", "lot", "interview", "miles", "garage", "directions", "route", "exit", "street", "airport", "minutes", "traffic", "validate", "station", "entrance", "blood", "bus",
)
"""Words of a way to the clinic, not from it."""
LATER = ("afterward", "afterwards", "after", "evening", "home")
DOSED = frozenset(
    "ketamine infusion infusions session sessions drip drips dose doses lozenge lozenges troche troches treatment treatments booster boosters visits mg come coming tongue milligram milligrams "
    "series milligrams protocol kilo kilogram often course".split()
)
WEIGHED = ("decides", "decided", "vary", "varies", "depends", "differ", "differs", "different", "trial", "trials", "study", "studies", "failed", "lisinopril", "group", "insulin")
"""Words of sentences that give no dose to follow."""
STOPPING = frozenset("stop skip quit drop lower reduce hold pause taper cut change leave stopping skipping".split())
ASKING = ("ask", "unless", "prescriber", "prescribed", "prescriber's", "talk", "check", "clinician", "doctor", "doctor's", "pharmacist", "tells", "tell", "told", "whether", "agreement", "asking")
"""Words by which a sentence leaves a medicine to whoever prescribed it."""
CONSEQUENCES = ("suddenly", "ill", "dangerous", "seizures", "harm", "worse", "relapse", "symptoms", "serious", "abruptly", "danger", "risky")
"""What stopping a medicine can lead to, in sentences that warn of it."""
NO_MEDICINE = ("started", "changed", "eye", "counter", "given", "bothered", "edge", "extra", "new", "personnel", "administration", "plan", "list", "bottle", "bottles", "tongue", "melt", "effect", "<esketamine>")
"""Words of sentences in which a medicine's name stands for something else, or stays."""
SHARED = frozenset("also too both as_well history known documented medical ask tell".split())
"""Words by which a sentence about misuse says that patients run the risk too."""
CONTRAST = frozenset("different only just never not unless limited solely exclusively no nothing confined while".split())
RISKS = frozenset("<organ> <dependence> <danger> <sideeffect> tolerance stories warnings symptoms injury harms name reputation".split())
MISUSE = frozenset("<misuser> users user party illegal street kicks".split())
SHARED_TOO = re.compile(r"\band (?:in|among|by) (?:patients|medical)|\bnot (?:happen |occur )?(?:only|just|limited|confined|restricted|reserved)", re.I)


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
    if hit.found & STUDIED or hit.near(after=3) & {"studied", "known"} or hit.sentence.has(*ASIDE):
        return None
    if {*hit.found, *hit.near(before=4)} & {"no", "not", "never"} and hit.found & {"free", "without"}:
        return None
    if hit.near(before=5) & {"if", "whether"}:
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
    if hit.sentence.has("whether", "word", "words") or {*hit.found, *hit.near(after=1)} & PLACES or hit.found & {"how"} and hit.sentence.has("talk", "clinician", "ask"):
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
    if hit.unit.features & {*OTHERS_HABIT} or hit.found & {"word", "words"} or hit.first < hit.unit.offset and "answer" not in hit.pattern.flags:
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
    if hit.sentence.has("whether") or hit.sentence.has(*LOGISTICS) and not hit.sentence.has("<sensation>", "<sideeffect>", "nothing") or hit.sentence.has("serious") and not hit.unit.features & DENIED_SERIOUS:
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
    if sentence.has("tablets", "bottle", "bring") and not sentence.has("ketamine", "<homeform>", "<ketamine>", "<treatment>"):
        return None
    if sentence.has(*WEIGHED):
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
    if sentence.is_question and not hit.unit.lead or sentence.has(*ASKING, *NO_MEDICINE):
        return None
    if hit.found & {"not", "never"} and hit.found & STOPPING or hit.near(before=3) & {"not", "never", "without"} or "over" in hit.found:
        return None
    if sentence.has(*CONSEQUENCES) and sentence.has("can", "could", "may"):
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
    if any(said.isdisjoint(words) for words in (RISKS, MISUSE)) or said & SHARED and said.isdisjoint(CONTRAST):
        return None
    if said & {"also", "too", "both", "known"} or SHARED_TOO.search(hit.sentence.text):
        return None
    return hit.finding("{words} puts the risk onto others.", "Say that the risk is best known from heavy use and has also been reported in treatment.")


RULES: tuple[ClaimRule, ...] = (
    no_side_effects, called_safe, not_addictive, minimized_risk, soft_driving_advice, dose_in_text, stop_medicine, only_recreational,
)
