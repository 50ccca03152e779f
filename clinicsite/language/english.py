"""Whether a text is English, by the small words that every language needs. Names, and lists of them, are no evidence."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
EITHER = frozenset("a as al an do he in is it me no on os par per so was will".split())
"""Small words of more than one language, which tell nothing."""
FIRST = re.compile(r"(?:\A|[.!?:\n])\W*\w")
"""A capital that is no name's."""
OURS = frozenset(
    "the of and to a in is it you that he was for on are with as i his they be at one have this from or had by but some what there we "
    "can out other were all your when up use how said an each she which do their if will way about many then them would so these her "
    "him has more could go its who our not after only been than most also may any my me us does before because over where".split()
) - EITHER
THEIRS = frozenset(
    # Spanish, Portuguese, French, Italian
    "de la el los las en y e um un que si ni ya hay puede pueden todo todos del con para por una se su al como más es no lo le les des et est une pour dans qui sur pas avec vous votre "
    "nous notre ce cette aux il che di per non sono della nel gli è os da em do não com uma sua são você muy sin sus está esta este nuestra nuestro "
    # German, Dutch
    "der die und das ist nicht mit für von den dem ein eine einer auf zu sind sie wir ihre ihr werden kann auch het een van niet voor zijn "
    # Polish, Tagalog, Vietnamese, Haitian Creole
    "się nie jest na do po ang ng sa mga ay và của là cho không được yon nan ak pou".split()
) - OURS - EITHER
FEW = 3
"""Small words of another language that make a text one of it, where English has no more."""
SHARE = 0.15
ALPHABETS = re.compile("[\u0370-\u1dff\u2e80-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]")
"""Letters of other alphabets than the Latin one."""


def is_english(text: str) -> bool:
    """False where a text is plainly in another language; True where it is English or too short to tell."""
    words = WORD.findall(FIRST.sub(lambda match: match[0].lower(), text))
    letters = sum(map(len, words))
    if len(ALPHABETS.findall(text)) > max(letters / 2, 5):
        return False
    ours = sum(word.lower().partition("'")[0].partition("’")[0] in OURS for word in words)
    theirs = sum(word in THEIRS for word in words)
    return theirs < FEW or theirs <= ours or theirs < SHARE * len(words)
