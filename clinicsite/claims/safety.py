"""Safety: risk denied, played down or pushed onto others, and advice that could hurt."""

from __future__ import annotations

import re

from clinicsite.claims.rule import ClaimRule, Hit, sentence_rule
from clinicsite.model.diagnostic import Diagnostic

DENIAL = "asked reported cited"
IMPERATIVES = frozenset("take start begin try use dissolve place hold let raise increase double come plan schedule".split())
STOPPING = frozenset("stop skip quit drop lower reduce hold pause taper cut change leave stopping skipping".split())
DOSED = frozenset(
    "ketamine infusion infusions session sessions drip drips dose doses lozenge lozenges troche troches treatment treatments booster boosters visits mg come coming tongue milligram milligrams".split()
)
NEXT_DAY = re.compile(r"next day|tomorrow|night of sleep|slept|no ketamine|no medicine|again|a night", re.I)
RISKS = frozenset(
    "bladder liver urinary kidney dependence addiction cystitis damage harm problems trouble stories risks risk warnings dangers danger effects tract tolerance risky cystitis".split()
)
MISUSE = frozenset(
    "users user abusers recreational recreationally clubbers party abuse abused abuses misuse misused street-drug street teenagers kicks snort clubs club goers nightclub illicit addicts ravers partiers".split()
)
CONTRAST = frozenset("different only just never not unless limited solely exclusively no nothing confined while".split())
ASKING = ("ask", "unless", "prescriber", "prescribed", "prescriber's", "talk", "check", "clinician", "doctor", "pharmacist", "tells", "whether", "told")


@sentence_rule("SAF-01", rescued_by=DENIAL + " negated")
def no_side_effects(hit: Hit) -> Diagnostic | None:
    """A page says that there are no, few or hardly any side effects.

    Ketamine caused more psychiatric, heart and nervous-system side effects than placebo (short2018; FDA
    compounded-ketamine alert, October 2023).

    Bad:
        It has virtually no side effects.

    Good:
        Common side effects are dizziness, nausea and a rise in blood pressure [@short2018].
    """
    found = hit.unit.words[hit.first : hit.last + 1]
    if hit.sentence.has("information", "studied", "promise", "tell", "streets", "street", "known"):
        return None
    if {"no", "not", "never"} & {*found, *hit.unit.words[max(hit.first - 4, 0) : hit.first]} and {"free", "without"} & {*found}:
        return None
    return hit.finding("{words} denies side effects.", "List the common and the serious side effects plainly.")


@sentence_rule("SAF-02", rescued_by=DENIAL + " negated")
def called_safe(hit: Hit) -> Diagnostic | None:
    """A page calls the treatment safe, harmless, natural or low-risk.

    The FDA has not determined that ketamine is safe and effective for any psychiatric use, and long-term data are few
    (FDA compounded-ketamine alert, October 2023; short2018; sanacora2017).

    Bad:
        Our infusions are completely safe.

    Good:
        Ketamine has risks, and its long-term safety in depression is not well known [@short2018].
    """
    if hit.unit.words[hit.first : hit.last + 1].count("home") or hit.sentence.has("safely_home"):
        return None
    return hit.finding("{words} calls the treatment safe.", "Name the risks and who should not have it instead.")


@sentence_rule("SAF-03", rescued_by="asked reported cited negated")
def not_addictive(hit: Hit) -> Diagnostic | None:
    """A page says that ketamine is not addictive or habit-forming.

    Ketamine is a Schedule III controlled substance, and misuse stands first among the risks that the FDA lists (DEA
    Schedule III; FDA compounded-ketamine alert, October 2023).

    Bad:
        Ketamine is non-addictive.

    Good:
        Ketamine can be misused, and some people become dependent on it [@morgan2012].
    """
    return hit.finding("{words} denies that ketamine can be addictive.", "Write that it is a controlled substance and can be misused.")


@sentence_rule("SAF-04", "warning", rescued_by="asked reported cited negated")
def minimized_risk(hit: Hit) -> Diagnostic | None:
    """A page plays a risk down.

    Psychiatric effects can last days to weeks, and a risk must not be buried (Ketalar label, October 2024; FTC Health
    Products Compliance Guidance, December 2022).

    Bad:
        There is nothing to fear.

    Good:
        Feeling detached can be frightening. Tell the nurse, who can slow the drip.
    """
    if hit.sentence.has("nervous", "911", "needles") and not hit.sentence.has("nothing"):
        return None
    return hit.finding("{words} plays a risk down.", "Say what can happen, how often and for how long if that is known, and what to do.")


@sentence_rule("SAF-08", rescued_by="reported")
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
    if sentence.is_question:
        return None
    found = " ".join(hit.unit.words[hit.first : hit.last + 1])
    if {"when", "whether", "how"} & {*hit.unit.words[max(hit.first - 3, hit.unit.offset) : hit.first]}:
        return None
    if NEXT_DAY.search(sentence.passage.text) or re.search(r"may not|can not|must not|drove|wait|mean", found):
        return None
    if sentence.has("consultation", "parking", "park", "lot", "must", "interview", "miles", "garage", "directions") and not sentence.has("afterward", "after"):
        return None
    if "can not" in " ".join(hit.unit.words) or sentence.has("must") or "do not drive" in sentence.text.lower() or "not until" in sentence.text.lower():
        return None
    return hit.finding("{words} is advice where an instruction is needed.", "Write “Do not drive until the next day, after you have slept” and “An adult must take you home”.")


@sentence_rule("SAF-11", "warning", rescued_by="asked reported cited negated")
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
    if sentence.has("decides", "vary", "varies", "depends", "trial", "trials", "study", "studies"):
        return None
    if sentence.has("$", "price", "cost", "costs", "fee") and not sentence.has("mg", "milligrams"):
        return None
    ordered = hit.unit.words[hit.unit.offset : hit.unit.offset + 1] and hit.unit.words[hit.unit.offset] in IMPERATIVES
    return hit.finding(
        "{words} reads as a dose or schedule to follow.", "Leave it to the clinician, or report what a trial used and cite it.",
        severity="error" if ordered and sentence.has("mg", "milligram", "milligrams", "tongue") else None,
    )


@sentence_rule("SAF-12", rescued_by="reported", waivable=False)
def stop_medicine(hit: Hit) -> Diagnostic | None:
    """A page tells readers to stop, skip or hold a medicine without asking whoever prescribed it.

    Stopping some medicines suddenly can cause withdrawal or bring an illness back; only a prescriber can weigh that
    (for a clinician to confirm).

    Bad:
        Stop taking your antidepressant before treatment.

    Good:
        Do not stop any medicine unless your prescriber tells you to.
    """
    if hit.sentence.is_question and not hit.unit.lead or hit.sentence.has("given", "daily_use"):
        return None
    found = hit.unit.words[hit.first : hit.last + 1]
    before = hit.unit.words[max(hit.first - 3, 0) : hit.first]
    if {"not", "never"} & {*found} and STOPPING & {*found} or {"over", "extra", "new", "personnel", "administration", "plan", "list"} & {*hit.unit.words}:
        return None
    if "not" in before or "never" in before or "without" in before or hit.sentence.has(*ASKING):
        return None
    return hit.finding("{words} tells readers to leave off a medicine.", "Write “Do not stop any medicine unless your prescriber tells you to”.")


@sentence_rule("SAF-13", "warning", rescued_by="asked reported cited negated")
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
    if any(said.isdisjoint(words) for words in (RISKS, MISUSE, CONTRAST)) or said & {"also", "too", "both", "medical", "history", "known"}:
        return None
    return hit.finding("{words} puts the risk onto others.", "Say that the risk is best known from heavy use and has also been reported in treatment.")


RULES: tuple[ClaimRule, ...] = (
    no_side_effects, called_safe, not_addictive, minimized_risk, soft_driving_advice, dose_in_text, stop_medicine, only_recreational,
)
