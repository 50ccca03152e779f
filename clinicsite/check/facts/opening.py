"""Opening hours in words as typed values: `Monday to Thursday, 8 am to 5 pm` in its many spellings."""

from __future__ import annotations

import re
from dataclasses import replace

from clinicsite.model.frozen import frozen

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NAMED = {
    **dict.fromkeys(("weekday", "weekdays"), frozenset(WEEK[:5])),
    **dict.fromkeys(("weekend", "weekends"), frozenset(WEEK[5:])),
    **dict.fromkeys(("every day", "daily", "7 days a week", "seven days a week"), frozenset(WEEK)),
}
ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5}
HOURS = {
    word: n for n, word in enumerate(("one two three four five six seven eight nine ten eleven twelve").split(), 1)
}  # fmt: skip
_DAY = (
    r"(?:(?i:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?)|"
    r"(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)s?\b\.?)"
)
_RANGE = rf"{_DAY}\s*(?:(?i:to|through|thru|until|till)\s|[-–—])\s*{_DAY}"
_NAMED = r"(?i:weekdays?|weekends?|every day|daily|(?:7|seven) days a week)"
_DAYS = rf"(?:{_RANGE}|{_DAY}|{_NAMED})"
DAYS = re.compile(rf"\b{_DAYS}(?:\s*(?:,\s*(?:and\s|&\s)?|and\s|or\s|&|/|\+)\s*{_DAYS})*")
PART = re.compile(rf"({_DAY})\s*(?:(?i:to|through|thru|until|till)\s|[-–—])\s*({_DAY})|({_DAY})|({_NAMED})")
_HALF = r"(?:\s*([ap])\.?\s?m\b\.?)?"
_HOUR = rf"(?:(\d{{1,2}})(?:[:.](\d{{2}}))?|({'|'.join(HOURS)}))(?![\d/%$])"
_TIME = rf"(?:{_HOUR}{_HALF}|(noon|midday|midnight))(?:\s+o[’']clock)?"
_UNIT = r"\s*(?:(?:working|business|calendar|more)\s+)?(?:minutes?|hours?|days?|weeks?|months?|years?|people|percent|%)"
TO = r"\s*(?:to|until|till|til|through|and|[-–—])\s*"
SPAN = re.compile(rf"(?<![\w$:.,-]){_TIME}{TO}{_TIME}(?![\w:]|{_UNIT})", re.I)
EDGE = re.compile(
    rf"\b(opens?|closes?|open (?:until|till)|(?:until|till))(?: at)?\s+(?<![\w$:.,-]){_TIME}(?![\w:]|{_UNIT})", re.I
)
COUNTED = re.compile(r"\s+(?!(?:on|and|or|every|each|from|to|in|at|but|for|with|except|[ap]m)\b)[a-z]")
"""What follows a number word that counts things, as in `opens one page`."""
ORDINAL = re.compile(rf"\b({'|'.join(ORDINALS)})(?:\s+(?:and|or)\s+({'|'.join(ORDINALS)}))?\s+\Z", re.I)
EXCEPT = re.compile(r"\b(?:except|but not)(?: for| on)?\s+\Z", re.I)
STATE = re.compile(r"\b(not open|n[o’']t open|closed|open)\b", re.I)


@frozen(slots=True)
class Opening:
    """What a sentence says of some days: minutes after midnight, None where it gives none; `weeks` of the month."""

    days: frozenset[str]
    opens: int | None
    closes: int | None
    closed: bool
    weeks: frozenset[int]
    start: int
    """Where the days stand, or the hours where it names none."""
    hours: int
    """Where the hours stand, else the days."""
    text: str


@frozen(slots=True)
class _Hours:
    opens: int | None
    closes: int | None
    start: int
    end: int


def read_openings(text: str) -> tuple[Opening, ...]:
    """The opening hours that a sentence gives, in its order. Days may stand before their hours or after them."""
    days = list(DAYS.finditer(text))
    hours = _hours(text)
    if not days:
        return tuple(_opening(text, None, part) for part in hours)
    days_lead = not hours or days[0].start() < hours[0].start
    taken: dict[int, list[_Hours]] = {}
    for part in hours:
        before = [n for n, match in enumerate(days) if match.start() < part.start]
        after = [n for n, match in enumerate(days) if match.start() > part.start]
        choice = before[-1:] if days_lead else after[:1] or before[-1:]
        if choice:
            taken.setdefault(choice[0], []).append(part)
    found: list[Opening] = []
    for n, match in enumerate(days):
        if found and EXCEPT.search(text[: match.start()]):
            found[-1] = replace(found[-1], days=found[-1].days - days_of(match[0]))
        if n in taken:
            found += [_opening(text, match, part) for part in taken[n]]
        else:
            end = days[n + 1].start() if n + 1 < len(days) else len(text)
            start = days[n - 1].end() if n else 0
            state = _state(text, start, match, end)
            if state:
                found.append(_opening(text, match, None, state == "closed"))
    return tuple(found)


def _opening(text: str, days: re.Match[str] | None, part: _Hours | None, closed: bool = False) -> Opening:
    start = days.start() if days else part.start if part else 0
    pieces = [(days.start(), days.end())] if days else []
    pieces += [(part.start, part.end)] if part else []
    words = " ".join(text[min(a for a, _ in pieces) : max(b for _, b in pieces)].split())
    words = words if words.endswith(".m.") else words.rstrip(".")
    return Opening(
        days_of(days[0]) if days else frozenset(), part.opens if part else None, part.closes if part else None, closed,
        _weeks(text, days) if days else frozenset(), start, part.start if part else start, words,
    )


def days_of(text: str) -> frozenset[str]:
    """`Mon-Wed and Fridays` -> Monday, Tuesday, Wednesday, Friday."""
    found: set[str] = set()
    for first, last, single, named in PART.findall(text):
        if named:
            found |= NAMED[" ".join(named.lower().split())]
        elif single:
            found.add(_day(single))
        else:
            a, b = WEEK.index(_day(first)), WEEK.index(_day(last))
            found |= set(WEEK[a : b + 1] if a <= b else (*WEEK[a:], *WEEK[: b + 1]))
    return frozenset(found)


def _day(word: str) -> str:
    return next(day for day in WEEK if day.startswith(word.lower()[:3]))


def _weeks(text: str, days: re.Match[str]) -> frozenset[int]:
    ordinal = ORDINAL.search(text[: days.start()])
    return frozenset(ORDINALS[word.lower()] for word in ordinal.groups() if word) if ordinal else frozenset()


def _state(text: str, start: int, days: re.Match[str], end: int) -> str:
    before = list(STATE.finditer(text, start, days.start()))
    after = STATE.search(text, days.end(), min(end, days.end() + 16))
    word = before[-1][1] if before else after[1] if after else ""
    return "" if not word else "open" if word.lower() == "open" else "closed"


def _hours(text: str) -> list[_Hours]:
    found = []
    for match in SPAN.finditer(text):
        span = _span(match.groups())
        if span and not _is_pause(text[: match.start()]):
            found.append(_Hours(*span, match.start(), match.end()))
    for match in EDGE.finditer(text):
        if not any(part.start < match.end() and match.start() < part.end for part in found):
            word, (hour, minute, name, half, twelve) = match[1].lower(), match.groups()[1:]
            minutes = _minutes(hour, minute, name, half, twelve)
            if minutes is None or name and not half and COUNTED.match(text, match.end()):
                continue
            opens = word.startswith("open") and " " not in word
            if not half and not twelve and not opens and minutes < 8 * 60:
                minutes += 12 * 60
            found.append(_Hours(minutes if opens else None, None if opens else minutes, match.start(), match.end()))
    return sorted(found, key=lambda part: part.start)


def _is_pause(before: str) -> bool:
    """Whether hours are those in which it is closed, as in `closed for lunch from noon to 1`."""
    states = list(STATE.finditer(before))
    return bool(states) and states[-1][1].lower() != "open" and not DAYS.search(before, states[-1].end())


def _span(parts: tuple[str | None, ...]) -> tuple[int, int] | None:
    """The minutes of two times; a missing `am` or `pm` is the one that makes a day's stretch of them."""
    first, last = parts[:5], parts[5:]
    opens, closes = _minutes(*first), _minutes(*last)
    if opens is None or closes is None:
        return None
    if not last[3] and not last[4] and closes <= opens:
        closes += 12 * 60
    if not first[3] and not first[4] and last[3] and last[3].lower() == "p" and opens + 12 * 60 < closes and opens < 7 * 60:
        opens += 12 * 60
    return (opens, closes) if opens < closes <= 24 * 60 else None


def _minutes(hour: str | None, minute: str | None, name: str | None, half: str | None, twelve: str | None) -> int | None:
    if twelve:
        return 24 * 60 if twelve.lower() == "midnight" else 12 * 60
    number = int(hour) if hour else HOURS[(name or "").lower()]
    if number > 24 or half and number > 12:
        return None
    if half:
        number = number % 12 + (12 if half.lower() == "p" else 0)
    return number * 60 + int(minute or 0)
