"""Efficacy: what a page says that the treatment does, for whom, how fast and how long."""

from __future__ import annotations

from clinicsite.claims.rule import ClaimRule, Hit, sentence_rule
from clinicsite.language.grammar import is_limited
from clinicsite.model.diagnostic import Diagnostic

CLAIM = "negated asked reported another"
AUXILIARIES = frozenset("can will could would also often really truly even just simply gently quickly slowly then soon finally actually has have does do did".split())
FUNCTION_WORDS = frozenset("a an the and of to in on at by from with as that which who when while you your our we i my me this these those , : ( ) \" but".split())


def is_about_others(hit: Hit) -> bool:
    """Whether the sentence is about other treatments and not about ketamine."""
    return hit.sentence.has("<older>", "<esketamine>") and hit.unit.features.isdisjoint(OURS)


INSTRUCTIONS = frozenset("call calls text tell tells stop stopped stops press ring reply answer ask bring nurse nurses clinician 911 988 emergency urgent worse".split())


def is_instruction(hit: Hit) -> bool:
    """Whether the sentence says what to do at once: “Call us right away if dark thoughts come.”

    Where a pattern is `wide`, a word of instruction anywhere is enough.
    """
    if "wide" in hit.pattern.flags:
        return not INSTRUCTIONS.isdisjoint(hit.unit.features)
    return hit.unit.words[0] in INSTRUCTIONS


def is_bodily(hit: Hit) -> bool:
    """Whether the sentence is about what the body does during a drip, and about no illness."""
    return hit.sentence.has("<bodily>") and not hit.sentence.has("<ill>", "<state>", "relief")


def is_idle(hit: Hit) -> bool:
    """Whether a wide pattern joins a treatment and an illness that the sentence does not join.

    Patterns flagged `acting` start with the treatment, and the verb must come next: “Infusions put the brakes on despair.”
    Those flagged `caused` end with it: “Despair weighs less after a drip.” No verb in between may be idle: “A drip costs …”.
    """
    flags, unit = hit.pattern.flags, hit.unit
    if flags.isdisjoint(("acting", "caused")):
        return False
    inside = range(hit.first + 1, hit.last)
    if any(unit.has_class(at, "idle") for at in inside):
        return True
    if "caused" in flags:
        following = next((at for at in inside if not unit.has_class(at, "ill")), hit.last)
        return unit.words[following] in ("after", "with", "on", "in", "during")
    rest = (at for at in inside if not unit.has_class(at, "treatment") and unit.words[at] not in AUXILIARIES)
    verb = next(rest, None)
    return verb is None or unit.words[verb] in FUNCTION_WORDS


@sentence_rule("EFF-01", rescued_by=CLAIM)
def cure(hit: Hit) -> Diagnostic | None:
    """A page says that the treatment cures, heals, reverses or ends a condition.

    No trial has shown that ketamine cures anything, and a claim about a disease needs randomized trials (FTC Health
    Products Compliance Guidance, December 2022; Cal. B&P Code 651 on unjustified expectations).

    Bad:
        Ketamine cures depression.

    Good:
        In one trial, about a third of 18 people still had a response a week after one dose [@zarate2006].
    """
    if hit.sentence.keys and hit.sentence.has("trial", "trials", "study", "review"):
        return None
    return hit.finding(
        "{words} promises an end to a condition.",
        "Say what a trial measured, in how many people and for how long, and cite it.",
    )


@sentence_rule("EFF-02", rescued_by="negated asked reported")
def guaranteed_outcome(hit: Hit) -> Diagnostic | None:
    """A page guarantees a result, or says that the treatment works for everyone.

    Some people are not helped at all. A guarantee creates expectations that nobody can meet (FTC Health Products
    Compliance Guidance, December 2022; Cal. B&P Code 651).

    Bad:
        Ketamine works for everyone.

    Good:
        Ketamine does not help everyone, and we cannot say ahead of time whom it will help.
    """
    if {"that", "which"} & {*hit.unit.words[max(hit.first - 1, 0) : hit.first]} and hit.sentence.has("careful", "beware", "avoid", "wary"):
        return None
    if "who" in hit.unit.words[max(hit.first - 1, 0) : hit.first]:
        return None
    if is_bodily(hit) or is_instruction(hit):
        return None
    return hit.finding(
        "{words} promises a result.", "Say that it helps some people and not others, with a cited figure where there is one.",
    )


@sentence_rule("EFF-03", "warning", rescued_by="negated asked reported history")
def hype(hit: Hit) -> Diagnostic | None:
    """A page praises the treatment in words of advertising.

    Health writing is factual and neutral: praise tells a reader nothing that helps to decide (NHS, How we write; FTC on
    the net impression of an ad, Health Products Compliance Guidance, December 2022).

    Bad:
        This groundbreaking treatment is here.

    Good:
        We give ketamine by drip, in a quiet room, with a nurse beside you.
    """
    return hit.finding("{words} is praise, not information.", "Take the words out, or say plainly what is done and what was measured.")


@sentence_rule("EFF-04", rescued_by="negated asked reported cited another")
def instant_benefit(hit: Hit) -> Diagnostic | None:
    """A page promises a benefit at once or overnight.

    Trials measured effects about 2 to 24 hours after a dose, in some people (zarate2006; murrough2013).

    Bad:
        Instant relief from depression.

    Good:
        In one trial, mood had improved within two hours of the dose in some of 18 people [@zarate2006].
    """
    if is_bodily(hit) or is_instruction(hit):
        return None
    return hit.finding("{words} promises a benefit at once.", "Give the time that a trial measured, and cite the trial.")


def _thanks_others(hit: Hit) -> bool:
    """Whether people get better with something else: “Many get better with talking therapy.”"""
    unit = hit.unit
    return any(
        unit.words[at] in ("with", "through", "from", "by") and any(unit.has_class(at + 1, name) for name in ("helper", "older"))
        for at in range(hit.first, len(unit.words) - 1)
    )


OURS = ("<treatment>", "<ketamine>", "our", "we", "us", "here")


@sentence_rule("EFF-05", rescued_by="negated asked reported cited")
def uncited_outcome(hit: Hit) -> Diagnostic | None:
    """A page gives a rate, or says that most or many people get better, without a source in that sentence.

    A number claims a level of proof, and the clinic must hold that proof (FTC Health Products Compliance Guidance,
    December 2022).

    Bad:
        70% of our patients improve.

    Good:
        In one trial, 64 of 100 people had responded a day after ketamine, and 28 of 100 after midazolam [@murrough2013].
    """
    if hit.sentence.has("means", "mean", "word") or hit.sentence.has("others") and hit.sentence.has("not"):
        return None
    if _thanks_others(hit) and not hit.sentence.has(*OURS):
        return None
    if is_bodily(hit) or {"how", "why", "whether"} & {*hit.unit.words[max(hit.first - 3, hit.unit.offset) : hit.first]}:
        return None
    if hit.sentence.has("insurance", "insurer", "insurers", "parking", "receipt", "deposit", "callers") and not hit.sentence.has("<condition>", "<symptom>"):
        return None
    return hit.finding("{words} gives an outcome without a source.", "Cite the study in the same sentence, with its size, or take the figure out.")


def _is_of_the_visit(hit: Hit) -> bool:
    """Whether it is about how somebody feels at a visit: “Panic during the drip is treated with calm words.”"""
    return hit.unit.has_class(hit.first, "ill") and "during" in hit.unit.words[hit.first : hit.last]


def _treats_people(hit: Hit) -> bool:
    """Whether the words say who is treated: “We treat adults with depression only after …”."""
    first, then = (*hit.unit.words[hit.first : hit.first + 2], "")[:2]
    return first in ("treat", "treats", "treating", "treated") and (hit.unit.has_class(hit.first + 1, "patients") or then in ("you", "them", "somebody", "the"))


STANDALONE = frozenset({"heading", "title", "description", "item", "button", "quotation", "question", "cell"})
ACTING = frozenset({"<treatment>", "<pronoun>", "<ketamine>", "<homeform>"})


@sentence_rule("EFF-06", rescued_by=CLAIM + " cited hedged")
def uncited_benefit(hit: Hit) -> Diagnostic | None:
    """A page says without a source or a hedge that the treatment relieves a condition.

    A claim of benefit needs competent and reliable evidence, mostly randomized trials, and the reader should see
    which (FTC Health Products Compliance Guidance, December 2022).

    Bad:
        Ketamine alleviates symptoms of depression.

    Good:
        In one trial of 73 people, more responded a day after ketamine than after midazolam [@murrough2013].
    """
    if is_idle(hit):
        return None
    if _treats_people(hit) or _is_of_the_visit(hit):
        return None
    if hit.unit.features.isdisjoint(ACTING) and hit.sentence.passage.kind not in STANDALONE:
        return None
    if {"side", "adverse"} & {*hit.unit.words[hit.first : hit.last + 1]} or hit.sentence.has("drop", "drops") and not hit.sentence.has("<treatment>"):
        return None
    return hit.finding("{words} claims a benefit without a source.", "Cite the trial behind it, and say in how many people and for how long.")


ABSENT = ("away", "gone", "free", "quiet", "without")
"""What is said of an illness that keeps off; that an illness itself lasts for months is no claim."""


@sentence_rule("EFF-07", rescued_by="negated asked reported cited")
def lasting_benefit(hit: Hit) -> Diagnostic | None:
    """A page says without a source that the benefit lasts.

    The effect of one dose mostly fades within about a week or two, and relapse is common (zarate2006; phillips2019;
    ekstrand2022; feder2021).

    Bad:
        Relief that lasts for months.

    Good:
        In one trial the effect of a single infusion lasted about a week in about a third of people [@zarate2006].
    """
    if {"how", "whether"} & {*hit.unit.words[max(hit.first - 5, hit.unit.offset) : hit.first + 1]}:
        return None
    before = range(max(hit.first - 3, 0), hit.first + 1)
    lasts = any(hit.unit.has_class(at, name) for at in before for name in ("condition", "symptom"))
    if lasts and not hit.sentence.has("<better>", "<treatment>", "<gone>", *ABSENT):
        return None
    return hit.finding("{words} says that the benefit lasts.", "Say how long trials followed people, that relapse is common, and cite them.")


def _names_a_helper(hit: Hit) -> bool:
    """Whether it is “find a therapist who treats OCD”."""
    return any(
        hit.unit.has_class(at, "helper") and hit.unit.words[at + 1] == "who" for at in range(hit.first, hit.last)
    )


@sentence_rule("EFF-08", rescued_by="negated asked reported another")
def weak_evidence(hit: Hit) -> Diagnostic | None:
    """A page claims a benefit where the evidence is weak or conflicting, and does not say so beside it.

    A 2025 review found no clear evidence in chronic pain, trials in PTSD disagree, and the rest are small or missing
    (ferraro2025; abdallah2022; feder2021; rodriguez2013).

    Bad:
        Ketamine is effective for CRPS.

    Good:
        For PTSD the evidence is mixed: one small trial found a benefit and a larger one did not [@feder2021; @abdallah2022].
    """
    if is_idle(hit):
        return None
    if is_limited(hit.unit) or _names_a_helper(hit) or _is_of_the_visit(hit) or {"side", "adverse"} & {*hit.unit.words[hit.first : hit.last + 1]}:
        return None
    return hit.finding(
        "{words} claims a benefit for a condition with weak evidence.",
        "Say in the same paragraph that the evidence is limited or mixed, and cite both sides.",
    )


def _ranks_others(hit: Hit) -> bool:
    """Whether other treatments are compared with each other: “ECT works faster than pills.”"""
    low, _ = hit.unit.clause(hit.first)
    return any(hit.unit.has_class(at, "older") for at in range(low, hit.first)) and is_about_others(hit)


PRICES = ("price", "prices", "fee", "fees", "cost", "costs")


def _is_advice(hit: Hit) -> bool:
    """Whether it is “for best results, come …”."""
    return hit.first > 0 and hit.unit.words[hit.first - 1] == "for" and hit.unit.words[hit.first] == "best"


@sentence_rule("EFF-09", rescued_by="negated asked reported cited unranked")
def comparison(hit: Hit) -> Diagnostic | None:
    """A page says that the treatment or the clinic is better than others, without a head-to-head source.

    A comparison needs a comparison: two trials against ECT disagree, and there is none good enough against esketamine
    (anand2023; ekstrand2022; FTC Health Products Compliance Guidance, December 2022; Cal. B&P Code 651).

    Bad:
        Ketamine is more effective than antidepressants.

    Good:
        It is not known whether ketamine works better than other treatments.
    """
    if _is_advice(hit) or _ranks_others(hit) or hit.unit.words[hit.first] in ("higher", "lower", "more", "less", "cheaper") and hit.sentence.has(*PRICES):
        return None
    return hit.finding("{words} ranks one above another.", "Take the comparison out, or cite a trial that compared the two directly.")


TURNS = frozenset({";", "but", "yet", "though", "although", "however", "while", "followed"})
"""Words after which a sentence may take the promise back: “Early results looked promising, but …”."""


@sentence_rule("EFF-10", "warning", rescued_by="negated asked reported limited")
def promising(hit: Hit) -> Diagnostic | None:
    """A page calls the evidence promising, early or growing, and says nothing else about it.

    Readers take “promising” and “preliminary” as praise and not as a warning (FTC Health Products Compliance
    Guidance, December 2022).

    Bad:
        Early research on ketamine for seasonal depression is promising.

    Good:
        Early results looked promising, but a larger trial found no benefit [@abdallah2022].
    """
    if is_about_others(hit):
        return None
    words = hit.unit.words[hit.last + 1 :]
    if not TURNS.isdisjoint(words) and any(hit.unit.has_class(at, "negator") for at in range(hit.last + 1, len(hit.unit.words))):
        return None
    return hit.finding("{words} reads as praise for evidence that is thin.", "Say what was found, in how many people, and what is not known.")


def _defines(hit: Hit) -> bool:
    """Whether the words tell what something is: “BDNF is a protein that …”."""
    words = hit.unit.words[hit.first : hit.first + 5]
    return any(pair in DEFINING for pair in zip(words, words[1:]))


DEFINING = frozenset((verb, word) for verb in ("is", "are") for word in ("a", "an", "the", "one", "made", "called", "small"))


@sentence_rule("EFF-11", "warning", rescued_by="negated asked reported hedged animal")
def settled_mechanism(hit: Hit) -> Diagnostic | None:
    """A page states as settled how the treatment acts in the brain.

    How ketamine acts in people with depression is not established, and most of the data are from rodents (zanos2018;
    li2010; autry2011; williams2018).

    Bad:
        It rewires your brain.

    Good:
        Researchers think that ketamine may act partly by blocking NMDA receptors [@zanos2018].
    """
    if is_idle(hit):
        return None
    if _defines(hit):
        return None
    return hit.finding("{words} states an idea about the brain as a fact.", "Say that it is one idea, in whom it was seen, and cite it.")


OF_YOU = ("<ketamine>", "<treatment>", "it", "you", "your")
"""What must stand beside a bare mention of a synapse to make it a claim about people."""


@sentence_rule("EFF-12", "warning", rescued_by="negated asked reported animal")
def animal_study(hit: Hit) -> Diagnostic | None:
    """A page tells a finding from animals as if it were about people.

    Studies in animals and cells alone do not support a claim about people (FTC Health Products Compliance Guidance,
    December 2022; duman2012).

    Bad:
        Ketamine raises BDNF within hours.

    Good:
        In rats, ketamine increased new spine growth within 24 hours [@li2010].
    """
    if _defines(hit) or hit.sentence.has("<hedge>") and hit.sentence.has("whether", "unknown", "nobody"):
        return None
    if "mentioned" in hit.pattern.flags and (not hit.sentence.has(*OF_YOU) or hit.sentence.has("<negator>", "<hedge>", "<limit>")):
        return None
    return hit.finding("{words} was seen in animals and is told of people.", "Write “In rats” or “In mice”, or leave it out.")


@sentence_rule("EFF-13", rescued_by="negated asked reported cited limited")
def uncited_proof(hit: Hit) -> Diagnostic | None:
    """A page says that studies show it, or that it is proven, and cites none.

    Whoever states a level of proof must have at least that proof (FTC Health Products Compliance Guidance, December
    2022).

    Bad:
        Our infusions are backed by decades of research.

    Good:
        A 2023 trial of 403 people compared ketamine with ECT [@anand2023].
    """
    if {"what", "which", "how", "whether"} & {*hit.unit.words[max(hit.first - 4, hit.unit.offset) : hit.first + 1]}:
        return None
    if hit.sentence.has("harm"):
        return None
    if {"no", "not", "nothing", "little", "none", "how", "what", "where"} & {*hit.unit.words[hit.last + 1 : hit.last + 3]}:
        return None
    if is_about_others(hit):
        return None
    return hit.finding("{words} points to proof and cites none.", "Cite the studies in this sentence, or take the words out.")



RULES: tuple[ClaimRule, ...] = (
    cure, guaranteed_outcome, hype, instant_benefit, uncited_outcome, uncited_benefit, lasting_benefit, weak_evidence,
    comparison, promising, settled_mechanism, animal_study, uncited_proof,
)
