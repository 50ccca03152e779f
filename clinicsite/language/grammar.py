"""What a sentence says of a claim in it: denies it, asks it, reports it, hedges it, cites for it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from clinicsite.language.passage import Sentence
from clinicsite.model.frozen import frozen

BREAKS = frozenset({";", "—", ".", "!", "?", ":"})
TURNS = frozenset({"but", "yet", "although", "though", "because", "while", "whereas", "so", "however", "until", "unless", "since"})
NEW_SUBJECT = frozenset(
    "it we you they he she this these the our your ketamine infusions and so who which while i a an one people most many".split()
)
REPORTED = re.compile(
    r" [^ ]*¦outside[^ ]*(?: (?![.!?;])[^ ]+){0,8}? (?:say|says|said|call|calls|called|claim|claims|claimed|tell|tells|told|promise|promises|promised|quote|quotes|boast|boasts|advertise|advertises|describe|describes|described|"
    r"suggest|suggests|offer|offers|sell|sells|market|markets|write|print|mention|praise|make|makes|speak|speaks|spoke|wrote|talk|talks|talked|that)(?:¦[^ ]*)?(?= |\Z)"
    r"|(?: if| when| anyone| someone| somebody| friend| neighbor| whoever| site| ad| website)(?:¦[^ ]*)?(?: (?![.!?;])[^ ]+){0,7}? (?:say|says|said|promise|promises|promised|tell|tells|told|claim|claims|claimed|offer|offers|advertise|advertises|guarantee|guarantees)(?:¦[^ ]*)?(?= |\Z)"
    r"| you(?:¦[^ ]*)? (?:may|might|will|can|have)(?:¦[^ ]*)?(?: also| often)? (?:read|hear|heard|see|seen)(?:¦[^ ]*)? that(?= |¦|\Z)"
    r"| claims?(?:¦[^ ]*)? to be(?= |\Z)"
    r"| (?:is|are)(?:¦[^ ]*)?(?: (?:often|sometimes|widely)(?:¦[^ ]*)?)? said(?:¦[^ ]*)? (?:that|to)(?=¦| |\Z)"
    r"| (?:was|were)(?:¦[^ ]*)? once(?:¦[^ ]*)? (?:called|named|billed|dubbed)(?=¦| |\Z)"
    r"| (?:was|were)(?:¦[^ ]*)?(?: (?:once|often|long)(?:¦[^ ]*)?)? (?:sold|marketed|advertised|hailed|seen|thought)(?:¦[^ ]*)? (?:as|to)(?=¦| |\Z)"
    r"|(?: phrases?| words?| terms?| say| slogans?| wording| claims? like| lines? like| such as| sells?| selling| advertis[a-z]+| named| avoid| heading| titled| headed| label| expression| statement| call it)(?:¦[^ ]*)?(?: (?![.!?;])[^ ]+){0,3}? \""
    r"|(?: is| are| was) (?:called|known as|described as|referred to as)(?: [^ ]+){0,3}? \""
)
DENIED = re.compile(
    r"(?:(?: ,)? (?:and|but)| ,) (?:it|this|that|they|none|neither)(?:¦[^ ]*)? (?:is|are|was|do|does|did|has|have|can|could)(?:¦[^ ]*)? "
    r"(?:not|wrong|false|untrue|misleading|nothing|never)(?:¦[^ ]*)?(?= |\Z)"
    r"|(?: ,)? (?:and|but) (?:we|i|nobody|no one)(?:¦[^ ]*)?(?: (?:can|do|does|has|have|will|could)(?:¦[^ ]*)?)?(?: not(?:¦[^ ]*)?)? (?:promise|claim|shown|seen|say)(?:¦[^ ]*)?(?= |\Z)"
    r"|(?: ,| and) (?:which|that)(?:¦[^ ]*)? (?:is|was)(?:¦[^ ]*)? (?:wrong|false|untrue|misleading|not)(?:¦[^ ]*)?(?= |\Z)"
)
DENIED_AFTER = re.compile(
    r"(?:(?! (?:when|where|that|which|if|who|but|and|so|because|while|,|\.|\?|;))(?: [^ ]+)){0,5}? (?:is|are|was|were|has|have|would|should|can|could|does|do|did)(?:¦[^ ]*)?(?: (?:been|be|yet|also|the|simply|plainly)(?:¦[^ ]*)?)?"
    r" (?:not|no|never|nothing|false|wrong|untrue|misleading|mistaken|dishonest|unknown|unproven)(?:¦[^ ]*)?(?= |\Z)"
    r"|(?: [^ ]+){0,3}? been(?:¦[^ ]*)? (?:studied|measured)(?:¦[^ ]*)?(?: very)? little"
    r"|(?: [^ ]+){0,8}?(?: ,)?(?: and)? no(?:¦[^ ]*)? such(?:¦[^ ]*)? thing"
)
DENIED_NEXT = re.compile(
    r"\A (?:that|this)(?:¦[^ ]*)? (?:is|was|claim|phrase)(?:¦[^ ]*)?(?: [^ ]+)? (?:false|wrong|untrue|misleading)(?:¦[^ ]*)?(?= |\Z)"
    r"|\A (?:that|this) is not (?:true|so)(?:¦[^ ]*)? \.\Z"
    r"|\A (?:it|they|that|this|these)(?:¦[^ ]*)? (?:does|do|is|are|has|have|can|did)(?:¦[^ ]*)? not(?:¦[^ ]*)?(?: (?:one|so)(?:¦[^ ]*)?)? \.\Z"
)
CALLED_FALSE = re.compile(
    r"(?:(?! (?:but|because|;|\.|\?))(?: [^ ]+)){0,6}? (?:is|are|was|would|be)(?:¦[^ ]*)?(?: (?:simply|plainly|just|a)(?:¦[^ ]*)?)? (?:false|wrong|untrue|misleading|mistaken|dishonest|lie)(?:¦[^ ]*)?(?= |\Z)"
    r"|(?:(?! (?:but|because|;|\.|\?))(?: [^ ]+)){0,6}? (?:does|do|did)(?:¦[^ ]*)? not(?:¦[^ ]*)? (?:mean|prove|show|end|rule)(?:¦[^ ]*)?(?= |\Z)"
    r"|(?:(?! (?:but|because|;|\.|\?))(?: [^ ]+)){0,6}? (?:is|are|was|were)(?:¦[^ ]*)? (?:not(?:¦[^ ]*)? (?:telling|giving|saying)|hiding|misleading|lying|leaving|wrong)(?:¦[^ ]*)?(?= |\Z)"
)
UNSAID = re.compile(
    r" (?:[^ ]*¦negator[^ ]*|wrong|mistake|mistaken|misleading|untrue|false|fooled|careful)(?: (?![.!?;])[^ ]+){0,6}?"
    r" (?:say|says|saying|(?:think|thinks|thinking)(?:¦[^ ]*)?(?! about)|believe|believes|believing|claim|claims|claiming|promise|promises|tell|tells|telling|told|guarantee|"
    r"true|mean|means|assume|assuming|suppose|conclude|expect|imply|implies|pretend|call|calls|shown|proved|proven)(?:¦[^ ]*)?(?= |\Z)"
)
"""“Nobody can say that …”, “it would be wrong to think …”: what follows is not said, even where it is itself a denial."""
PLAIN_NEGATORS = frozenset({"not", "never", "no", "nobody", "none", "neither", "nor", "cannot", "whether", "without"})
WONDERING = frozenset({"how", "whom", "whether", "which", "why", "who"})
"""How an entry of a list starts that names a question, as under “What is not known”."""
ASKS = re.compile(
    r"\A(?:(?: (?![:?])[^ ]+){1,4} :)?(?: [\"(])?(?: (?:and|but|so))? (?:is|are|am|was|were|can|could|does|do|did|will|would|should|has|have|had|may|might|how|what|whats|why|when|which|who|whom|where|if)(?:¦[^ ]*)?(?= )"
)
YES = re.compile(r"\A(?: [\"(])?(?!(?: [^ ]*¦affirmative[^ ]*)+ (?:not|no|never|unknown|unclear|too)(?:¦| ))(?: [^ ]*¦affirmative[^ ]*)")


@frozen()
class Unit:
    """What a pattern is searched in: a sentence, a list item with its lead-in, or an answer with its question.

    `main` is the sentence that findings are placed in; its words start at `offset` of `marked`.
    """

    main: Sentence
    marked: tuple[str, ...]
    offset: int = 0
    lead: Sentence | None = None
    following: Sentence | None = None

    @cached_property
    def shadow(self) -> str:
        return "".join([" " + mark for mark in self.marked])

    @cached_property
    def words(self) -> list[str]:
        return [mark.partition("¦")[0] for mark in self.marked]

    @cached_property
    def starts(self) -> list[int]:
        starts, at = [], 0
        for mark in self.marked:
            starts.append(at)
            at += len(mark) + 1
        return starts

    @cached_property
    def features(self) -> frozenset[str]:
        return self.main.features | self.lead.features if self.lead else self.main.features

    def indexes(self, match: re.Match[str]) -> tuple[int, int]:
        """The first and the last marked word of a match."""
        first = bisect_right(self.starts, match.start()) - 1 if match.end() > match.start() else 0
        return max(first, 0), max(bisect_right(self.starts, max(match.end() - 1, 0)) - 1, 0)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets in the passage of these marked words, as far as they stand in the main sentence."""
        low, high = max(first - self.offset, 0), max(last - self.offset, 0)
        top = len(self.main.marked) - 1
        return self.main.span(min(low, top), min(high, top))

    def clause(self, at: int) -> tuple[int, int]:
        """The first and last marked word of the clause around a word."""
        low = at
        while low > 0 and not self._parts(low - 1):
            low -= 1
        high = at
        while high < len(self.marked) - 1 and not self._parts(high + 1):
            high += 1
        return low, high

    def around(self, at: int) -> frozenset[str]:
        """The words and `<class>`es of the clause around a word."""
        low, high = self.clause(at)
        words: set[str] = set()
        for mark in self.marked[low : high + 1]:
            word, *classes = mark.split("¦")
            words.add(word)
            words.update(f"<{name}>" for name in classes)
        return frozenset(words)

    def _parts(self, at: int) -> bool:
        word = self.words[at]
        if word in BREAKS or word in TURNS:
            return True
        if word == "," and at and self.words[at - 1] in ("no", "yes") and (at == 1 or self.words[at - 2] in BREAKS):
            return True
        return word == "," and at + 1 < len(self.words) and (
            self.words[at + 1] in NEW_SUBJECT or self.words[at + 1] in TURNS
        )

    def has_class(self, at: int, name: str) -> bool:
        return name in self.marked[at].split("¦")[1:]


def plain(sentence: Sentence, following: Sentence | None = None) -> Unit:
    """A sentence by itself."""
    return Unit(sentence, tuple(sentence.marked), following=following)


def joined(
    lead: Sentence, sentence: Sentence, following: Sentence | None = None, between: Sentence | None = None
) -> Unit:
    """A sentence with what it completes or answers; `between` is a short first answer."""
    before = [*lead.marked, *(mark for mark in between.marked if mark != ".")] if between else list(lead.marked)
    while before and before[-1] in (":", "."):
        before.pop()
    return Unit(sentence, (*before, *sentence.marked), len(before), lead, following)


def is_negated(unit: Unit, first: int, last: int) -> bool:
    """Whether the clause denies what stands from `first` to `last`: a negation before it, or a denial right after."""
    low, _ = unit.clause(first)
    if any(unit.has_class(at, "negator") and not unit.has_class(at, "notnegating") for at in range(low, first)):
        return True
    if any(unit.words[at] in PLAIN_NEGATORS for at in range(first, last + 1)):
        return True
    if is_denied_after(unit, last):
        return True
    if unit.words[low] in TURNS or low and unit.words[low - 1] in ("that", "whether"):
        return _denies(unit, low)
    after = DENIED.search(unit.shadow, unit.starts[last])
    return bool(after) and unit.starts[min(last + 8, len(unit.starts) - 1)] >= after.start()


def _denies(unit: Unit, low: int) -> bool:
    return any(unit.has_class(at, "negator") and not unit.has_class(at, "notnegating") for at in range(max(low - 6, 0), low))


def is_unsaid(unit: Unit, last: int) -> bool:
    """Whether what leads to the words refuses to say them: “nobody can say that there are no side effects”."""
    return bool(UNSAID.search(unit.shadow, 0, unit.starts[last]))


def is_called_false(unit: Unit, last: int) -> bool:
    """Whether what follows calls it false: “… is misleading”, “That is wrong.”"""
    return is_denied_next(unit) or bool(CALLED_FALSE.match(unit.shadow, unit.starts[last] + len(unit.marked[last]) + 1))


def is_denied_after(unit: Unit, last: int) -> bool:
    """Whether what follows the words calls them false, in the sentence or in the next."""
    return is_denied_next(unit) or bool(DENIED_AFTER.match(unit.shadow, unit.starts[last] + len(unit.marked[last]) + 1))


def is_denied_next(unit: Unit) -> bool:
    """Whether the next sentence calls it false: “That is wrong.”, “It does not.”"""
    return bool(unit.following and DENIED_NEXT.match(unit.following.shadow))


def is_asked(unit: Unit) -> bool:
    """Whether the sentence really asks, and no yes follows. “Looking for relief?” asks nothing."""
    if unit.main.passage.kind in ("item", "field", "cell") and unit.main.words and unit.main.words[0] in WONDERING:
        return True
    if not unit.main.is_question:
        return False
    if unit.following and unit.following.words and unit.following.words[0] in PLAIN_NEGATORS:
        return True
    if not ASKS.match(unit.main.shadow):
        return False
    return not (unit.following and says_yes(unit.following))


def says_yes(sentence: Sentence) -> bool:
    return bool(YES.match(sentence.shadow))


def is_reported(unit: Unit, first: int, last: int) -> bool:
    """Whether the words are somebody else's, such as an ad's, or are quoted to be talked about."""
    if any(match.start() <= unit.starts[last] for match in REPORTED.finditer(unit.shadow)):
        return True
    passage = unit.main.passage
    quoted = unit.main.text.strip()
    if passage.kind in ("heading", "question", "item", "cell") and quoted[:1] in "\"“" and quoted.rstrip(".!?")[-1:] in "\"”":
        return passage.kind != "item" or not unit.lead
    return False


def is_hedged(unit: Unit, first: int, last: int) -> bool:
    """Whether the clause says that it is not sure."""
    low, high = unit.clause(first)
    return any(unit.has_class(at, "hedge") for at in range(low, min(max(high, last), last + 12) + 1))


def is_cited(unit: Unit) -> bool:
    """Whether the sentence cites a work."""
    return bool(unit.main.keys)


def is_history(unit: Unit) -> bool:
    """Whether the sentence is about the past."""
    return "<history>" in unit.features


def is_limited(unit: Unit) -> bool:
    """Whether the passage says how little is known."""
    passage = unit.main.passage
    return any("<limit>" in sentence.features for sentence in passage.sentences)


def is_about_another(unit: Unit, first: int, last: int) -> bool:
    """Whether somebody or something else than the treatment is said to help."""
    low, _ = unit.clause(first)
    before = range(low, last + 1)
    if "who" in unit.words[max(first - 1, 0) : first + 1]:
        return True
    if any(unit.has_class(at, name) for at in range(low, first) for name in ("treatment", "pronoun", "homeform")):
        return False
    return any(_helps(unit, at) for at in before) or any(unit.has_class(at, "older") for at in range(low, first))


def _helps(unit: Unit, at: int) -> bool:
    """Whether a word names a helper, and not one who only speaks, nor a good thing such as sound sleep."""
    speaks = at + 1 < len(unit.words) and unit.words[at + 1] in ("say", "says", "said", "tell", "tells", "told")
    return unit.has_class(at, "helper") and not unit.has_class(at, "well") and not speaks


def is_about_a_helper(unit: Unit, first: int) -> bool:
    """Whether somebody else's care is what a comparison favors."""
    low, _ = unit.clause(first)
    before = range(low, first)
    return any(unit.has_class(at, "helper") or unit.has_class(at, "esketamine") for at in before) and not any(
        unit.has_class(at, name) for at in before for name in ("treatment", "pronoun")
    )


def is_about_animals(unit: Unit) -> bool:
    return "<animal>" in unit.features
