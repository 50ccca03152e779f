"""The forms of English words: verbs from their base, plurals from the singular."""

from __future__ import annotations

from collections.abc import Iterator

IRREGULAR = {
    "be": "am is are was were been being", "become": "becomes became becoming", "beat": "beats beaten beating",
    "begin": "begins began begun beginning", "bid": "bids bidding", "bind": "binds bound binding",
    "break": "breaks broke broken breaking", "bring": "brings brought bringing", "build": "builds built building",
    "buy": "buys bought buying", "come": "comes came coming", "cost": "costs costing", "cut": "cuts cutting",
    "deal": "deals dealt dealing", "do": "does did done doing", "drive": "drives drove driven driving",
    "drink": "drinks drank drunk drinking", "eat": "eats ate eaten eating", "fall": "falls fell fallen falling",
    "feel": "feels felt feeling", "fight": "fights fought fighting", "find": "finds found finding",
    "fly": "flies flew flown flying", "forget": "forgets forgot forgotten forgetting", "free": "frees freed freeing",
    "get": "gets got gotten getting", "give": "gives gave given giving", "go": "goes went gone going",
    "grow": "grows grew grown growing", "hang": "hangs hung hanged hanging", "have": "has had having",
    "hear": "hears heard hearing", "hit": "hits hitting", "hold": "holds held holding", "hurt": "hurts hurting",
    "keep": "keeps kept keeping", "know": "knows knew known knowing", "lay": "lays laid laying",
    "lead": "leads led leading", "leave": "leaves left leaving", "let": "lets letting", "lie": "lies lay lain lying",
    "light": "lights lit lighted lighting", "lose": "loses lost losing", "make": "makes made making",
    "mean": "means meant meaning", "meet": "meets met meeting", "overcome": "overcomes overcame overcoming",
    "pay": "pays paid paying", "put": "puts putting", "quit": "quits quitting", "read": "reads reading",
    "rebuild": "rebuilds rebuilt rebuilding", "regrow": "regrows regrew regrown regrowing", "ride": "rides rode ridden riding",
    "ring": "rings rang rung ringing", "rise": "rises rose risen rising", "run": "runs ran running",
    "say": "says said saying", "see": "sees saw seen seeing", "sell": "sells sold selling", "send": "sends sent sending",
    "set": "sets setting", "shake": "shakes shook shaken shaking", "shed": "sheds shedding", "shoot": "shoots shot shooting",
    "show": "shows showed shown showing", "shrink": "shrinks shrank shrunk shrinking", "shut": "shuts shutting",
    "sleep": "sleeps slept sleeping", "speak": "speaks spoke spoken speaking", "spend": "spends spent spending",
    "stand": "stands stood standing", "steal": "steals stole stolen stealing", "stick": "sticks stuck sticking",
    "swallow": "swallows swallowed swallowing", "swim": "swims swam swum swimming", "take": "takes took taken taking",
    "tell": "tells told telling", "think": "thinks thought thinking", "throw": "throws threw thrown throwing",
    "undergo": "undergoes underwent undergone undergoing", "understand": "understands understood understanding",
    "undo": "undoes undid undone undoing", "wake": "wakes woke woken waking", "wear": "wears wore worn wearing",
    "win": "wins won winning", "write": "writes wrote written writing", "rewrite": "rewrites rewrote rewritten rewriting",
}
DOUBLING = frozenset(
    "stop skip drop grab plan wean rid rip slip snap spur stir strip trim zap beg drug hug jog nab pin plug pop rob rub scrub "
    "shop shrug slam slim sob stun swap tap thin trap trip wrap step ship quit reset".split()
)



def verb_forms(base: str) -> Iterator[str]:
    """A verb's base, third person, past, participle and -ing form: `lift` gives lift, lifts, lifted, lifting."""
    yield base
    if base in IRREGULAR:
        yield from IRREGULAR[base].split()
        return
    yield _with_s(base)
    if base.endswith("e"):
        yield base + "d"
        yield (base if base.endswith(("ee", "oe", "ye")) else base[:-1]) + "ing"
    elif _ends_in_y(base):
        yield base[:-1] + "ied"
        yield base + "ing"
    elif base in DOUBLING:
        yield base + base[-1] + "ed"
        yield base + base[-1] + "ing"
    else:
        yield base + "ed"
        yield base + "ing"


def plural(noun: str) -> str:
    """A noun's regular plural: `infusion` gives infusions, `remedy` remedies."""
    return _with_s(noun)


def _with_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word[:-1] + "ies" if _ends_in_y(word) else word + "s"


def _ends_in_y(word: str) -> bool:
    """Whether it ends in a `y` after a consonant."""
    return word.endswith("y") and word[-2:-1] not in "aeiou"
