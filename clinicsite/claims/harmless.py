"""What makes words that sound like a claim of benefit say something else."""

from __future__ import annotations

from clinicsite.claims.rule import Hit

OURS = ("<treatment>", "<ketamine>", "our", "we", "us", "here")
PRICES = ("price", "prices", "rate", "rates", "fee", "fees", "cost", "costs")
BILLS = ("insurance", "insurer", "insurers", "parking", "receipt", "deposit", "callers")
WARNINGS = ("careful", "beware", "avoid", "wary")
ILLNESS = ("<condition>", "<symptom>")
LINKS = frozenset({"with", "through", "from", "by"})
BY = frozenset({"by", "under"})
FIGHTING = frozenset({"fighting", "battling", "facing", "fought"})
MEASURES = frozenset({"higher", "lower", "more", "less", "cheaper", "beat", "beats"})
TREATING = frozenset({"treat", "treats", "treating", "treated"})
INSTRUCTIONS = frozenset(
    "call calls text tell tells stop stopped stops press ring reply answer ask bring nurse nurses clinician 911 988 emergency urgent worse".split()
)
TURNS = frozenset({";", "but", "yet", "though", "although", "however", "while", "followed"})
"""Words after which a sentence may take a promise back: “Early results looked promising, but …”."""
DEFINING = frozenset((verb, word) for verb in ("is", "are") for word in ("a", "an", "the", "one", "made", "called", "small"))
AUXILIARIES = frozenset(
    "can will could would also often really truly even just simply gently quickly slowly then soon finally actually has have does do did".split()
)
FUNCTION_WORDS = frozenset(
    "a an the and of to in on at by from with as that which who when while you your our we i my me this these those , : ( ) \" but".split()
)


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
    verb = next((at for at in inside if not unit.has_class(at, "treatment") and unit.words[at] not in AUXILIARIES), None)
    return verb is None or unit.words[verb] in FUNCTION_WORDS


def is_instruction(hit: Hit) -> bool:
    """Whether the sentence says what to do at once: “Call us right away if dark thoughts come.”

    Where a pattern is flagged `wide`, a word of instruction anywhere is enough.
    """
    if "wide" in hit.pattern.flags:
        return not INSTRUCTIONS.isdisjoint(hit.unit.features)
    return hit.unit.words[0] in INSTRUCTIONS


def is_bodily(hit: Hit) -> bool:
    """Whether it is about what the body does during a drip, and about no illness: “The floating feeling fades within an hour.”"""
    return hit.sentence.has("<bodily>") and not hit.sentence.has("<ill>", "<state>", "relief")


def is_of_the_visit(hit: Hit) -> bool:
    """Whether it is about how somebody feels at a visit: “Panic during the drip is treated with calm words.”"""
    return hit.unit.has_class(hit.first, "ill") and "during" in hit.unit.words[hit.first : hit.last]


def is_about_others(hit: Hit) -> bool:
    """Whether the sentence is about other treatments and not about ketamine."""
    return hit.sentence.has("<older>", "<esketamine>") and hit.unit.features.isdisjoint(OURS)


def is_among_others(hit: Hit) -> bool:
    """Whether other treatments are compared with each other: “ECT works faster than pills.”"""
    low, _ = hit.unit.clause(hit.first)
    return any(hit.unit.has_class(at, "older") for at in range(low, hit.first)) and is_about_others(hit)


def is_thanks_to_others(hit: Hit) -> bool:
    """Whether people get better with something else: “Many get better with talking therapy.”"""
    unit = hit.unit
    return not hit.sentence.has(*OURS) and any(
        unit.words[at] in LINKS and (unit.has_class(at + 1, "helper") or unit.has_class(at + 1, "older"))
        for at in range(hit.first, len(unit.words) - 1)
    )


def is_of_a_helper(hit: Hit) -> bool:
    """Whether it is “find a therapist who treats OCD”."""
    return any(hit.unit.has_class(at, "helper") and hit.unit.words[at + 1] == "who" for at in range(hit.first, hit.last))


def is_of_people_treated(hit: Hit) -> bool:
    """Whether the words say who is treated: “We treat adults with depression only after …”."""
    words, then = hit.unit.words, min(hit.first + 1, hit.last)
    nearby = range(then, min(hit.first + 3, len(words)))
    return words[hit.first] in TREATING and (
        words[then] in ("for", "you", "them", "somebody", "the") or any(hit.unit.has_class(at, "patients") for at in nearby)
    )


def is_suffered(hit: Hit) -> bool:
    """Whether it is the illness that beats somebody, or is being fought: “Beaten down by pain?”, “If you are fighting OCD, …”."""
    words = hit.unit.words
    return words[hit.first] in FIGHTING or not hit.unit.has_class(hit.first, "ill") and not BY.isdisjoint(words[hit.first + 1 : hit.first + 3])


def is_of_a_side_effect(hit: Hit) -> bool:
    """Whether it is side effects that are reduced or helped."""
    return bool({"side", "adverse", "unwanted"} & {*hit.unit.words[max(hit.first - 1, 0) : hit.last + 1]})


def is_of_money(hit: Hit) -> bool:
    """Whether a count is of bills, calls or parking and not of people's health."""
    return hit.sentence.has(*BILLS) and not hit.sentence.has(*ILLNESS)


def is_of_prices(hit: Hit) -> bool:
    """Whether it is prices that are higher or lower than elsewhere."""
    return hit.unit.words[hit.first] in MEASURES and hit.sentence.has(*PRICES)


def is_advice(hit: Hit) -> bool:
    """Whether it is “For best results, come …”."""
    return hit.first > 0 and hit.unit.words[hit.first - 1 : hit.first + 1] == ["for", "best"]


def is_warned_of(hit: Hit) -> bool:
    """Whether the reader is warned of whoever says it: “Beware of clinics that guarantee …”."""
    before = hit.unit.words[max(hit.first - 1, 0) : hit.first]
    return before == ["who"] or before in (["that"], ["which"]) and hit.sentence.has(*WARNINGS)


def is_taken_back(hit: Hit) -> bool:
    """Whether the sentence goes on to deny it: “The first study was promising; the next was not.”"""
    after = range(hit.last + 1, len(hit.unit.words))
    return not TURNS.isdisjoint(hit.unit.words[hit.last + 1 :]) and any(hit.unit.has_class(at, "negator") for at in after)


def is_definition(hit: Hit) -> bool:
    """Whether the words tell what something is: “BDNF is a protein that …”."""
    words = hit.unit.words[hit.first : hit.first + 5]
    return any(pair in DEFINING for pair in zip(words, words[1:]))


def follows(hit: Hit, words: frozenset[str], most: int) -> bool:
    """Whether one of `words` stands among the `most` words before the hit, or is its first."""
    return not words.isdisjoint(hit.unit.words[max(hit.first - most, hit.unit.offset) : hit.first + 1])


def precedes(hit: Hit, words: frozenset[str], most: int) -> bool:
    """Whether one of `words` stands among the `most` words after the hit."""
    return not words.isdisjoint(hit.unit.words[hit.last + 1 : hit.last + 1 + most])
