"""What a text states in figures, whatever its language: numbers with their units, times, prices, phones, days.

`stated` gives the same for a sentence and for its translation: `40 minutes` and `40 minutos`, `5 pm` and `5 p. m.`,
`Monday to Friday` and `de lunes a viernes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from clinicsite.model.frozen import frozen

SPACE = r"[\s\N{NO-BREAK SPACE}]"
PHONE = re.compile(r"(?<![\d-])(?:\+?1[- ]?)?\(?(\d{3})\)?[- .](\d{3})[- .](\d{4})(?!\d)|tel:\+?1?(\d{10})\b")
SHORT_CALL = re.compile(r"(?:tel|sms):(\d{3,6})(?:,\d)?\b")
MONEY = re.compile(r"\$\s?(\d[\d,]*(?:\.\d+)?)")
CLOCK = re.compile(rf"(\d{{1,2}}(?::\d\d)?){SPACE}*(?:(a)|p)(?:m\b|\.{SPACE}?m\.)", re.I)
NUMBER = re.compile(r"(?<![\w.,])(\d+(?:,\d{3})+|\d+(?::\d\d)?)(\.\d+)?([½¼¾]?)(?![\d]|[.,]\d)|([½¼¾])")
RANGE = re.compile(rf"{SPACE}*(?:to|and|or|a|y|o|u|hasta|–|-|—){SPACE}*")
TARGET = re.compile(r"\]\((?!tel:|sms:)[^()]*\)")
CITATION = re.compile(r"\[@[^\]]*\]")
ANCHOR = re.compile(r"\{#[^}]*\}")
LANGUAGE_KEY = re.compile(r"(?:\boprim\w+(?: el)?|(?<=988 )y) 2\b", re.I)
"""988 asks callers to press 2 for Spanish (988lifeline.org); the English text cannot say so."""
HALVES = {"½": 0.5, "¼": 0.25, "¾": 0.75}


@frozen(slots=True, order=True)
class Amount:
    """A stated fact: its kind (`number`, `clock`, `money`, `phone`, `day`, `month`), its value and its unit."""

    kind: str
    value: str
    unit: str = ""


@frozen()
class Vocabulary:
    """A language's words for numbers, units and days. The patterns of units stand in the order in which they are tried."""

    numbers: Mapping[str, int]
    units: tuple[tuple[str, re.Pattern[str]], ...]
    days: tuple[str, ...]
    months: tuple[str, ...]
    noon: re.Pattern[str]
    midnight: re.Pattern[str]


def _numbers(words: str) -> dict[str, int]:
    return {word: n for n, group in enumerate(words.split(), 2) for word in group.split("/")}


def _units(between: str, **patterns: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    start, end = rf"(?:{SPACE}|-)*(?:{between}){SPACE}*(?:", r")(?![^\W\d_])"
    return tuple((unit, re.compile(start + pattern + end, re.I)) for unit, pattern in patterns.items())


ENGLISH = Vocabulary(
    numbers={
        **_numbers("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"),
        "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90,
    },
    units=_units(
        "or more|more|full|whole|",
        workday=r"(?:working|business) days?", minute=r"minutes?|min", hour=r"hours?|h", day=r"days?", week=r"weeks?",
        month=r"months?", year=r"years?", people=r"people|persons?", foot=r"feet|foot|ft", inch=r"inch(?:es)?",
        percent=r"percent|per cent|%", kgdose=r"mg/kg", mg=r"mg|milligrams?", kg=r"kg", ml=r"mL",
    ),
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=(
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ),
    noon=re.compile(r"\bnoon\b", re.I),
    midnight=re.compile(r"\bmidnight\b", re.I),
)
SPANISH = Vocabulary(
    numbers={
        **_numbers("dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"),
        "veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "noventa": 90,
    },
    units=_units(
        "o más|más|",
        workday=r"días? (?:hábil(?:es)?|laborables?)", minute=r"minutos?|min", hour=r"horas?|h", day=r"días?", week=r"semanas?",
        month=r"mes(?:es)?", year=r"años?", people=r"personas?", foot=r"pies?", inch=r"pulgadas?",
        percent=r"por ciento|%", kgdose=r"mg/kg", mg=r"mg|miligramos?", kg=r"kg", ml=r"mL",
    ),
    days=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    months=(
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ),
    noon=re.compile(r"\bmediodía\b", re.I),
    midnight=re.compile(r"\bmedianoche\b", re.I),
)
VOCABULARIES = {"en": ENGLISH, "es": SPANISH}


@lru_cache(maxsize=20_000)
def stated(text: str, language: str) -> frozenset[Amount]:
    """Everything a Markdown text states in figures. `language` is `en` or `es`. Spelled-out numbers count where a unit
    follows; one does not, as it is also an article. Citations and the targets of links are passed over."""
    words = VOCABULARIES[language]
    text = LANGUAGE_KEY.sub(" ", ANCHOR.sub(" ", TARGET.sub("]", CITATION.sub(" ", text))))
    found: set[Amount] = set()

    def take(match: re.Match[str], amount: Amount) -> str:
        found.add(amount)
        return " " * len(match[0])

    text = PHONE.sub(lambda m: take(m, Amount("phone", m[4] or m[1] + m[2] + m[3])), text)
    text = SHORT_CALL.sub(lambda m: take(m, Amount("number", m[1])), text)
    text = MONEY.sub(lambda m: take(m, Amount("money", m[1].replace(",", ""))), text)
    text = CLOCK.sub(lambda m: take(m, Amount("clock", m[1].removesuffix(":00") + ("am" if m[2] else "pm"))), text)
    if words.noon.search(text):
        found.add(Amount("clock", "noon"))
    if words.midnight.search(text):
        found.add(Amount("clock", "midnight"))
    found.update(_calendar(text, words))
    found.update(_counted(text, words))
    return frozenset(found)


def _calendar(text: str, words: Vocabulary) -> Iterator[Amount]:
    for names, kind, ending in ((words.days, "day", "s?"), (words.months, "month", "")):
        for n, name in enumerate(names):
            # `May` is a month only beside a figure, else it is a verb.
            pattern = r"\d May\b|\bMay \d" if name == "May" else rf"\b{name}{ending}\b"
            if re.search(pattern, text, 0 if words is ENGLISH else re.I):
                yield Amount(kind, str(n + 1))


def _counted(text: str, words: Vocabulary) -> Iterator[Amount]:
    """Numbers with their units. The first of a range takes the unit of the second: `two to three weeks`."""
    spelled = re.compile(rf"(?<![^\W\d_-])(?:{'|'.join(words.numbers)})(?![^\W\d_])", re.I)
    tokens: list[tuple[int, int, str, bool]] = []
    for match in NUMBER.finditer(text):
        tokens.append((match.start(), match.end(), _value(match), True))
    for match in spelled.finditer(text):
        tokens.append((match.start(), match.end(), str(words.numbers[match[0].lower()]), False))
    following: tuple[int, str] = (-1, "")
    found = []
    for start, end, value, figure in sorted(tokens, reverse=True):
        unit = next((name for name, pattern in words.units if pattern.match(text, end)), "")
        if not unit and following[0] >= 0 and RANGE.fullmatch(text, end, following[0]):
            unit = following[1]
        following = (start, unit)
        if figure or unit:
            found.append(Amount("number", value, unit))
    yield from found


def _value(match: re.Match[str]) -> str:
    if match[4]:
        return str(HALVES[match[4]])
    whole = match[1].replace(",", "") + (match[2] or "")
    return str(float(whole) + HALVES[match[3]]) if match[3] else whole
