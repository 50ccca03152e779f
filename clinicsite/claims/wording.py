"""Language: words that judge people, shrink them to a condition, or push them."""

from __future__ import annotations

import re

from clinicsite.claims.rule import ClaimRule, Hit, sentence_rule
from clinicsite.model.diagnostic import Diagnostic

EMERGENCY = ("911", "988")
NO_PERSON = frozenset("coverage funding law access senator trial trials study studies sample printer stigma insurers answers crime violence sidewalk battery".split())
"""What can suffer, struggle or be fought and is nobody with a condition."""
COMFORT = re.compile(r"\btell the nurse\b|\bif the IV\b|\bemergency\b|\bpress(?:es|ing)? you\b|\bthe papers\b|\bwait in the\b|\byou are not alone\b", re.I)
"""A clinic's help and logistics, in which urgency is none."""
MACHINES = re.compile(
    r"\b(?:pump|alarm|payment|card|generator|battery|login|fuse|lock|phone system|form) (?:has |have )?(?:never )?fail\w*|\bfails? to send\b|\b(?:kidney|heart|liver) failure\b|\bfail\w* to call\b", re.I
)
"""What fails and is no person: devices, payments, organs."""
INSTRUCTING = frozenset({"emergency", "urgent", "routine", "do", "dont"})


@sentence_rule("LANG-01", "warning", rescued_by="reported")
def stigmatizing(hit: Hit) -> Diagnostic | None:
    """A page uses words about substance use that judge.

    People who feel judged stay away from care; the words say something about the speaker and not about health (VA
    content style guide).

    Bad:
        Tell us about any substance abuse history.

    Good:
        Tell us about any past or current substance use disorder.
    """
    if hit.sentence.has("administration", "samhsa", "institute") or hit.sentence.keys and hit.sentence.has("label", "section", "titled", "headed", "center", "wrote"):
        return None
    return hit.finding("{words} judges people.", "Write “people with a substance use disorder”, “substance use” or “a test that shows other drugs”.")


@sentence_rule("LANG-02", "warning", rescued_by="reported")
def suffering(hit: Hit) -> Diagnostic | None:
    """A page says that people suffer from, battle or are victims of a condition.

    The words tell readers how they feel, and not all of them do (NHS inclusive content).

    Bad:
        We see patients suffering from depression.

    Good:
        We see people with depression.
    """
    if hit.found & NO_PERSON or hit.near(before=4) & NO_PERSON:
        return None
    return hit.finding("{words} tells readers how they feel.", "Write “people with” or “people who live with” the condition.")


@sentence_rule("LANG-03", "warning", rescued_by="reported")
def reduced_to_condition(hit: Hit) -> Diagnostic | None:
    """A page names people by a condition.

    A person has a condition and is not one (NHS inclusive content; VA health content).

    Bad:
        Schizophrenics cannot have this treatment.

    Good:
        People with schizophrenia should not have this treatment.
    """
    if hit.sentence.has("nami", "alliance"):
        return None
    return hit.finding("{words} names people by a condition.", "Put the person first, as in “people with depression”.")


@sentence_rule("LANG-04", "note", rescued_by="negated reported")
def blamed(hit: Hit) -> Diagnostic | None:
    """A page blames people when a treatment did not help.

    A medicine can fail a person; the person did not fail the medicine (VA destigmatizing language).

    Bad:
        This is for patients who failed two antidepressants.

    Good:
        This is for people whom two antidepressants did not help enough.
    """
    if MACHINES.search(hit.sentence.text) or hit.found & {"alliance"}:
        return None
    return hit.finding("{words} blames the person.", "Write that the medicine did not help enough.")


@sentence_rule("LANG-05", "warning", rescued_by="negated reported")
def pressure(hit: Hit) -> Diagnostic | None:
    """A page presses, frightens or raises false hope to get a booking.

    People decide about a treatment in their own time; pressure and false hope are unjustified expectations (Cal. B&P Code
    651; NHS, How we write).

    Bad:
        This may be your last hope. Call now.

    Good:
        There is no rush to decide. Take the papers home.
    """
    said = frozenset().union(*(sentence.features for sentence in hit.sentence.passage.sentences))
    if hit.sentence.passage.block in INSTRUCTING or said & {*EMERGENCY} or hit.sentence.has("<suicidal>", "<means>") or COMFORT.search(hit.sentence.text):
        return None
    return hit.finding("{words} presses the reader.", "Say plainly what the next step is and that there is time.")


RULES: tuple[ClaimRule, ...] = (stigmatizing, suffering, reduced_to_condition, blamed, pressure)
