"""Efficacy: what a page says that the treatment does, for whom, how fast and how long."""

from __future__ import annotations

from clinicsite.claims import harmless
from clinicsite.claims.rule import ClaimRule, Hit, sentence_rule
from clinicsite.language.grammar import is_limited
from clinicsite.model.diagnostic import Diagnostic

CLAIM = "negated asked reported another"
STANDALONE = frozenset({"heading", "title", "description", "item", "button", "quotation", "question", "cell"})
"""Passages that claim a benefit without naming the treatment, because the whole page is about it."""
ACTING = frozenset({"<treatment>", "<pronoun>", "<ketamine>", "<homeform>"})
ABSENT = ("<better>", "<treatment>", "<gone>", "away", "gone", "free", "quiet", "without")
"""What is said of an illness that keeps off; that an illness itself lasts for months is no claim."""
OF_YOU = ("<ketamine>", "<treatment>", "it", "you", "your")
"""What must stand beside a bare mention of a synapse to make it a claim about people."""
ASKING = frozenset({"how", "why", "whether"})
ASKING_WHAT = frozenset({"what", "which", "how", "whether"})
DENYING = frozenset({"no", "not", "nothing", "little", "none", "how", "where"})


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
    if harmless.is_suffered(hit) or hit.sentence.keys and hit.sentence.has("trial", "trials", "study", "review"):
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
    if harmless.is_warned_of(hit) or harmless.is_bodily(hit) or harmless.is_instruction(hit):
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
    if harmless.is_bodily(hit) or harmless.is_instruction(hit) or harmless.is_of_a_side_effect(hit):
        return None
    return hit.finding("{words} promises a benefit at once.", "Give the time that a trial measured, and cite the trial.")


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
    if harmless.follows(hit, ASKING, 3) or harmless.is_bodily(hit) or harmless.is_of_money(hit) or harmless.is_thanks_to_others(hit):
        return None
    return hit.finding("{words} gives an outcome without a source.", "Cite the study in the same sentence, with its size, or take the figure out.")


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
    if hit.unit.features.isdisjoint(ACTING) and hit.sentence.passage.kind not in STANDALONE:
        return None
    if harmless.is_idle(hit) or harmless.is_of_people_treated(hit) or harmless.is_suffered(hit):
        return None
    if harmless.is_of_the_visit(hit) or harmless.is_of_a_side_effect(hit):
        return None
    return hit.finding("{words} claims a benefit without a source.", "Cite the trial behind it, and say in how many people and for how long.")


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
    if harmless.follows(hit, ASKING, 5):
        return None
    before = range(max(hit.first - 3, 0), hit.first + 1)
    of_illness = any(hit.unit.has_class(at, name) for at in before for name in ("condition", "symptom"))
    if of_illness and not hit.sentence.has(*ABSENT):
        return None
    return hit.finding("{words} says that the benefit lasts.", "Say how long trials followed people, that relapse is common, and cite them.")


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
    if is_limited(hit.unit) or harmless.is_idle(hit) or harmless.is_of_a_helper(hit) or harmless.is_suffered(hit):
        return None
    if harmless.is_of_the_visit(hit) or harmless.is_of_a_side_effect(hit):
        return None
    return hit.finding(
        "{words} claims a benefit for a condition with weak evidence.",
        "Say in the same paragraph that the evidence is limited or mixed, and cite both sides.",
    )


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
    if harmless.is_advice(hit) or harmless.is_among_others(hit) or harmless.is_of_prices(hit):
        return None
    return hit.finding("{words} ranks one above another.", "Take the comparison out, or cite a trial that compared the two directly.")


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
    if harmless.is_about_others(hit) or harmless.is_taken_back(hit):
        return None
    return hit.finding("{words} reads as praise for evidence that is thin.", "Say what was found, in how many people, and what is not known.")


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
    if harmless.is_idle(hit) or harmless.is_definition(hit):
        return None
    return hit.finding("{words} states an idea about the brain as a fact.", "Say that it is one idea, in whom it was seen, and cite it.")


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
    if harmless.is_definition(hit) or hit.sentence.has("<hedge>") and hit.sentence.has("whether", "unknown", "nobody"):
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
    if harmless.is_about_others(hit) or harmless.follows(hit, ASKING_WHAT, 4) or harmless.precedes(hit, DENYING, 2) or hit.sentence.has("harm"):
        return None
    return hit.finding("{words} points to proof and cites none.", "Cite the studies in this sentence, or take the words out.")


RULES: tuple[ClaimRule, ...] = (
    cure, guaranteed_outcome, hype, instant_benefit, uncited_outcome, uncited_benefit, lasting_benefit, weak_evidence,
    comparison, promising, settled_mechanism, animal_study, uncited_proof,
)
