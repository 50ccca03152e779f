"""Safety: risk denied, played down or pushed onto others, and advice that could hurt."""

from __future__ import annotations

import re

from clinicsite.claims.rule import ClaimRule, Hit, sentence_rule
from clinicsite.model.diagnostic import Diagnostic

DENIAL = "asked reported cited negated"
IMPERATIVES = frozenset("take start begin try use dissolve place hold let raise increase double come plan schedule".split())
STUDIED = frozenset("information study studies studied known record question data research tell ask talk warn".split())
"""Words between “little” and “side effects” that make it little knowledge of them."""
ASIDE = ("questions", "should", "first", "later", "common", "promise", "streets", "street", "serious", "asking", "waiting", "calling", "too", "complete", "tell")
"""Words of sentences about side effects that deny none: “some are rare and serious”, “no downside to asking”."""
PLACES = frozenset("place spot distance keeping deposit side bet code room home limits".split())
"""What is safe and no treatment."""
REACH = 8
"""How many words away from a topic what is said of it may stand."""
NEGATIONS = frozenset("no not never nothing nobody none".split())
LACKING = frozenset("free without minus devoid lacks absence".split())
"""“No medicine is free of side effects”: a lack that is itself denied."""
PARTIAL = frozenset("every all only just everyone matter everything always".split())
"""“Not every”, “no matter”: what follows makes the negation a part of one."""
UNLESS = frozenset("not never no nobody if when whether before who without until after from".split())
"""What stands before “stop” where nobody is told to."""
WHO = frozenset("people anyone patients someone everyone persons those".split())
OTHERS_HABIT = ("illness", "weakness", "disease", "treat", "treats", "known", "studied", "tell", "whether", "history", "families", "podcast", "coffee", "puzzles", "who", "some", "rule", "ruled", "enough", "confined", "limited", "own")
"""Words of sentences about addiction that deny nothing of ketamine."""
REPORTING = ("tell", "call", "press", "dangerous", "can", "may", "some", "if", "report", "ask", "not", "check", "checks", "nurse", "measure", "record", "stay")
"""Words of sentences that name a mild or passing effect and play nothing down."""
LOGISTICS = ("card", "dressing", "line", "lines", "form", "forms", "filling", "late", "parking", "cost", "bill", "money", "nervous", "911", "needles", "dress", "wear", "ask", "questions", "call", "reach", "contact")
"""What a reader may well be told not to worry about."""
DENIED_SERIOUS = frozenset("no not never textbooks".split())
SLEPT = re.compile(r"next day|tomorrow|night of sleep|night's sleep|slept|no ketamine|no medicine|a night", re.I)
INSTRUCTS = re.compile(r"\bmust\b|\bdo not drive\b|\bdon[’']t drive\b|\bnot until\b|\b(?:can|may)(?:not| not|[’']t) drive\b|\bno driving\b|\bhas to\b|\bwithout an adult\b", re.I)
"""An instruction about driving; beside it, advice does no harm."""
TRAVEL = (
    "down", "falls", "reach", "consultation", "parking", "park", "lot", "interview", "miles", "garage", "directions", "route", "exit", "street", "airport", "minutes", "traffic", "validate", "station", "entrance", "blood", "bus",
)
"""Words of a way to the clinic, not from it."""
LATER = ("afterward", "afterwards", "after", "evening", "home")
DOSED = frozenset(
    "ketamine infusion infusions session sessions drip drips dose doses lozenge lozenges troche troches treatment treatments booster boosters visits mg come coming tongue milligram milligrams "
    "rounds round mondays tuesdays monthly weekly series milligrams protocol kilo kilogram often course".split()
)
ROOMS = frozenset("room rooms chair chairs suite team nurse nurses center clinic".split())
WEIGHED = ("vials", "vial", "price", "dispute", "fast", "decides", "decided", "vary", "varies", "depends", "differ", "differs", "different", "trial", "trials", "study", "studies", "failed", "lisinopril", "group", "insulin")
"""Words of sentences that give no dose to follow."""
STOPPING = frozenset("stop skip quit drop lower reduce hold pause taper cut change leave stopping skipping".split())
ASKING = ("slowly", "know", "ask", "unless", "prescriber", "prescribed", "prescriber's", "talk", "check", "clinician", "doctor", "doctor's", "pharmacist", "tells", "tell", "whether", "agreement", "asking")
"""Words by which a sentence leaves a medicine to whoever prescribed it."""
CONSEQUENCES = ("suddenly", "ill", "dangerous", "seizures", "harm", "worse", "relapse", "symptoms", "serious", "abruptly", "danger", "risky")
"""What stopping a medicine can lead to, in sentences that warn of it."""
NO_MEDICINE = ("started", "changed", "eye", "counter", "given", "bothered", "edge", "extra", "new", "personnel", "administration", "plan", "list", "bottle", "bottles", "tongue", "melt", "effect", "<esketamine>")
"""Words of sentences in which a medicine's name stands for something else, or stays."""
SHARED = frozenset("also too both as_well history known documented medical ask tell".split())
"""Words by which a sentence about misuse says that patients run the risk too."""
CONTRAST = frozenset("different only just never not unless limited solely exclusively no nothing confined while".split())
RISKS = frozenset("dark side <organ> <dependence> <danger> <sideeffect> tolerance stories warnings symptoms injury harms name reputation".split())
PUT_ONTO = frozenset("risky dangerous danger horror stories real harmful that those through wreck ruin ruined hooked".split())
MISUSE = frozenset("<misuser> users user party illegal street kicks".split())
SHARED_TOO = re.compile(r"\band (?:in|among|by) (?:patients|medical)|\bas well as\b|\bnot (?:happen |occur )?(?:only|just|limited|confined|restricted|reserved)", re.I)


def says_hardly_any(hit: Hit) -> bool:
    """Whether the clause around a topic says that it hardly happens: “no …”, “… is rare”, “never cause …”."""
    unit = hit.unit
    low, high = unit.clause(hit.first)
    denied = False
    for at in range(max(low, hit.first - REACH), min(high, hit.last + REACH) + 1):
        word, previous, following = unit.words[at], unit.words[at - 1] if at else "", unit.words[at + 1] if at < high else ""
        if previous in ("a", "some") and word in ("few", "little") or following in PARTIAL:
            continue
        if unit.has_class(at, "nil") and at < hit.first or unit.has_class(at, "scarce") and at > hit.first:
            if word in NEGATIONS and LACKING & {*unit.words[at + 1 : hit.first]}:
                return False
            return previous not in ("not", "no") and not (word in LACKING and NEGATIONS & {*unit.words[low:at]})
        if at > hit.first and word in ("who", "which"):
            break
        denied = denied or word in ("not", "never", "nor") or unit.has_class(at, "seldom")
    return denied and (unit.has_class(hit.first, "dependence") or "<undergo>" in unit.around(hit.first))


def lies_apart(hit: Hit, name: str) -> bool:
    """Whether another word of the sentence than the topic has a class."""
    return any(hit.unit.has_class(at, name) for at in range(len(hit.unit.marked)) if not hit.first <= at <= hit.last)


def is_left_off(hit: Hit) -> bool:
    """Whether the clause around a medicine says to leave it off, and nothing before that says not to, or if."""
    unit = hit.unit
    low, high = unit.clause(hit.first)
    for at in range(max(low, hit.first - 6), min(high, hit.last + 6) + 1):
        if at > hit.last and unit.words[at - 1] in ("that", "which"):
            return False
        if unit.has_class(at, "leaveoff") and not hit.first <= at <= hit.last:
            warns = unit.words[at].endswith("ing") and {"can", "could", "may", "might"} & {*unit.words[low : high + 1]}
            return not warns and not {*unit.words[low:at]} & UNLESS
    return False


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
    if "topic" in hit.pattern.flags and not says_hardly_any(hit) or hit.unit.lead and hit.unit.lead.has("no", "free", "without", "rare", "every", "prevent"):
        return None
    if hit.found & STUDIED or hit.near(after=3) & {"studied", "known"} or hit.sentence.has(*ASIDE):
        return None
    if {*hit.found, *hit.near(before=4)} & {"no", "not", "never"} and hit.found & {"free", "without"}:
        return None
    if {"some", "others", "if", "whether"} & hit.unit.around(hit.first) or hit.near(before=5) & STUDIED or hit.near(before=2) & {"which"}:
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
    if hit.found & {"safest", "safer"} and hit.near(after=1) & {"to"} or hit.sentence.has("building", "wheelchairs", "entrance"):
        return None
    if hit.sentence.has("whether", "word", "words", "waiting", "wait", "asking") or {*hit.found, *hit.near(after=1)} & PLACES or hit.found & {"how"} and hit.sentence.has("talk", "clinician", "ask"):
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
    if "topic" in hit.pattern.flags and not says_hardly_any(hit):
        return None
    if hit.near(before=6) & WHO and hit.near(before=4) & {"with"} or hit.unit.lead and hit.unit.lead.has("just", "only", "not", "non", "true"):
        return None
    if hit.unit.features & {*OTHERS_HABIT} or {*hit.found, *hit.near(before=5)} & {"word", "words"} or hit.near(after=1) & {":"} or hit.last < hit.unit.offset:
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
    if hit.sentence.has("others") or "topic" in hit.pattern.flags and (hit.unit.has_class(hit.first, "condition") or not lies_apart(hit, "trifle") or hit.unit.features & {*REPORTING}):
        return None
    if hit.sentence.has("whether") or hit.sentence.has(*LOGISTICS) and not hit.sentence.has("<sensation>", "<sideeffect>", "nothing", "no") or hit.sentence.has("serious") and not hit.unit.features & DENIED_SERIOUS:
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
    if "topic" in hit.pattern.flags and not lies_apart(hit, "softly") or sentence.has("safe") and sentence.has("not") or sentence.has("adult") and sentence.has("who"):
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
    if sentence.is_question and not hit.unit.lead or sentence.has(*NO_MEDICINE) or sentence.has(*ASKING) and "ask that" not in sentence.text:
        return None
    if "topic" in hit.pattern.flags and not is_left_off(hit):
        return None
    if {"if", "when"} & {*hit.unit.words[hit.unit.clause(hit.first)[0] : hit.first]}:
        return None
    if hit.found & {"not", "never"} and hit.found & STOPPING or hit.near(before=3) & {"not", "never", "without"} or "over" in hit.found:
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
    if said & {"help", "helps", "overcome", "treat", "recover"} or any(said.isdisjoint(words) for words in (RISKS | PUT_ONTO, MISUSE)) or said.isdisjoint(RISKS) and said.isdisjoint(CONTRAST | {"only", "clinic", "clinics", "you", "lies"}) or said & SHARED and said.isdisjoint(CONTRAST):
        return None
    if said & {"also", "too", "both", "known"} or SHARED_TOO.search(hit.sentence.text):
        return None
    return hit.finding("{words} puts the risk onto others.", "Say that the risk is best known from heavy use and has also been reported in treatment.")


RULES: tuple[ClaimRule, ...] = (
    no_side_effects, called_safe, not_addictive, minimized_risk, soft_driving_advice, dose_in_text, stop_medicine, only_recreational,
)
