"""How many syllables an English word has, by rule with a table of exceptions."""

from __future__ import annotations

import re
from functools import lru_cache

EXCEPTIONS = {
    "area": 3, "idea": 3, "ideas": 3, "being": 2, "doing": 2, "going": 2, "seeing": 2, "science": 2, "sciences": 2, "quiet": 2, "diet": 2, "trial": 2, "trials": 2, "client": 2,
    "clients": 2, "giant": 2, "riot": 2, "create": 2, "created": 3, "creates": 2, "react": 2, "reacts": 2, "really": 2, "real": 1, "people": 2, "business": 2, "every": 2, "everyone": 3,
    "everything": 3, "evening": 2, "evenings": 2, "different": 2, "difference": 2, "several": 2, "family": 3, "interest": 2, "interesting": 3, "medicine": 3, "medicines": 3, "ketamine": 3,
    "one": 1, "ones": 1, "once": 1, "someone": 2, "anyone": 3, "none": 1, "done": 1, "gone": 1, "some": 1, "something": 2, "sometimes": 2, "come": 1, "comes": 1, "become": 2, "becomes": 2,
    "awesome": 2, "therefore": 2, "whole": 1, "hour": 1, "hours": 1, "our": 1, "fire": 1, "tired": 1, "desire": 2, "entire": 2, "require": 2, "requires": 2, "required": 2, "lion": 2, "poem": 2,
    "poet": 2, "naive": 2, "suicide": 3, "suicidal": 4, "ion": 2, "ions": 2, "via": 2, "dial": 2, "dials": 2, "dialed": 2, "liar": 2, "fluid": 2, "fluids": 2, "ruin": 2, "doctor": 2, "nausea": 3,
    "nauseous": 2, "ocean": 2, "vein": 1, "veins": 1, "area's": 3, "insomnia": 4, "fibromyalgia": 6, "anesthesia": 5, "anxiety": 4, "psychiatry": 4, "psychiatrist": 4, "psychiatric": 4,
    "variety": 4, "society": 4, "anxious": 2, "cautious": 2, "conscious": 2, "period": 3, "experience": 4, "audience": 3, "obedient": 4, "ingredient": 4, "patient": 2, "patients": 2, "ancient": 2,
    "aunt": 1, "build": 1, "building": 2, "buildings": 2, "guide": 1, "guides": 1, "guest": 1, "guess": 1, "juice": 1, "suit": 1, "suite": 1, "fruit": 1, "bruise": 1, "bruises": 2, "cruise": 1,
    "league": 1, "fatigue": 2, "vague": 1, "plague": 1, "unique": 2, "technique": 2, "queue": 1, "rhythm": 2, "rhythms": 2, "prism": 2, "chasm": 2, "heaven": 2, "eleven": 3, "seven": 2, "clothes": 1,
    "month": 1, "months": 1, "vegetable": 3, "comfortable": 3, "chocolate": 2, "temperature": 3, "separate": 3, "average": 2, "general": 3, "generally": 4, "opera": 2, "camera": 3, "memory": 3,
    "beautiful": 3, "wednesday": 2, "colorado": 4, "maryland": 3, "esketamine": 4, "midazolam": 4, "placebo": 3, "catheter": 3, "receptor": 3, "receptors": 3, "glutamate": 3, "hospice": 2, "office": 2,
    "offices": 3, "recipe": 3, "recipes": 3, "apostrophe": 4, "catastrophe": 4, "simile": 3, "cafe": 2, "resume": 2, "evaluate": 4, "graduate": 3, "usual": 3, "usually": 4, "casual": 3, "actual": 3,
    "actually": 4, "gradual": 3, "annual": 3, "manual": 3, "visual": 3, "mutual": 3, "individual": 5, "individuals": 5, "virtual": 3, "sexual": 3, "spiritual": 4, "genuine": 3, "continue": 3,
    "continues": 3, "continued": 3, "value": 2, "values": 2, "rescue": 2, "argue": 2, "issue": 2, "issues": 2, "tissue": 2, "tissues": 2, "statue": 2, "blood": 1, "flood": 1, "they": 1, "says": 1,
    "said": 1, "eye": 1, "eyes": 1, "bye": 1, "goodbye": 2, "maybe": 2, "somebody": 3, "anybody": 4, "everybody": 4, "nobody": 3, "somewhere": 2, "anywhere": 3, "everywhere": 3, "home": 1,
    "homes": 1, "homework": 2, "sidewalk": 2, "bedside": 2, "lifetime": 2, "lifestyle": 2, "timeline": 2, "bedtime": 2, "deadline": 2, "baseline": 2, "guideline": 2, "guidelines": 2, "likely": 2,
    "lonely": 2, "safely": 2, "safety": 2, "carefully": 3, "careful": 2, "useful": 2, "hopeful": 2, "hopefully": 3, "movement": 2, "statement": 2, "statements": 2, "placement": 2, "basement": 2,
    "management": 3, "agreement": 3, "agreements": 3, "involvement": 3, "improvement": 3, "improvements": 3, "requirement": 3, "requirements": 3, "retirement": 3, "announcement": 3, "encouragement": 4, "judgement": 2,
}
"""Words whose syllables the rules below miscount, by a dictionary's division."""
VOWELS = re.compile(r"[aeiouy]+")
SPLIT = re.compile(
    r"ia(?!l\b|n\b|ls\b|ns\b|lly\b|lity)|(?<![cstgx])io(?!u)|(?<=[cstgx])io(?=[lrst]\b)|eo(?!u|n\b|ns\b)|(?<![gq])u(?:a|o(?!u))|(?<=[^gq])ui(?=ty)|iu|ii|[aeiou]ing\b|oi(?=c\b|ng)|eum|(?<=[^cstgn])ian\b|(?<=[bdfhjklmnprvwxz])ial\b|[^q]uou"
)
SILENT_E = re.compile(r"(?:[^aeiouyl]|[aeiouy]l|[^aeiouy]s|rl)e\Z")
SILENT_ES = re.compile(r"(?:[^aeiouyscxzgl]|[aeiouy]l|[^c]h(?<!s)(?<!c))es\Z")
SILENT_ED = re.compile(r"[^aeiouytd]ed\Z|[aeiouy]ed\Z(?<!ied)|(?<=[^aeiou])ied\Z(?!)")
INNER_E = re.compile(r"(?<=[aeiouy][bcdfgklmnprstvz])e(?=(?:ly|less|ness|ful|ment|some|thing|where)s?\Z)")


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """The syllables of a word, at least one. `word` may have capitals, an apostrophe or hyphens; digits count as spoken
    digit by digit, an abbreviation in capitals letter by letter."""
    if "-" in word:
        return sum(syllables(part) for part in word.split("-") if part) or 1
    if word[:1].isdigit():
        return max(sum(1 for char in word if char.isdigit()), 1)
    if 1 < len(word) <= 5 and word.isupper() and word.isalpha():
        return sum(3 if char == "W" else 1 for char in word)
    low = word.lower().replace("’", "'")
    low = low.removesuffix("'s").replace("'", "") if low not in EXCEPTIONS else low
    if low in EXCEPTIONS:
        return EXCEPTIONS[low]
    if low.endswith("s") and low[:-1] in EXCEPTIONS and not low.endswith(("ses", "ces", "ges")):
        return EXCEPTIONS[low[:-1]]
    low = INNER_E.sub("", low)
    count = len(VOWELS.findall(low)) + len(SPLIT.findall(low))
    if SILENT_E.search(low) or SILENT_ES.search(low) or SILENT_ED.search(low):
        count -= 1
    return max(count, 1)
