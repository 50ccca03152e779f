"""Opening hours: prose says what the location's record says, and closures that are over leave the record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from clinicsite.check.facts.opening import WEEK, Opening, read_openings
from clinicsite.check.facts.records import Records
from clinicsite.check.facts.statements import Statement
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.page import Page
from clinicsite.model.places import Day, Place

HINT = re.compile(r"days?\b|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)|weekend|daily|[Oo]pen|[Cc]los|[Hh]ours")
"""Letters without which a sentence gives no opening hours: quick to look for."""
OPEN = re.compile(r"\b(?:open|opens|closed|closes|close at|hours)\b", re.I)
OTHER_HOURS = re.compile(
    r"\b(?:infusions?|drips?|consultations?|appointments?|visits?|phones?|calls?|telephones?|answers?|nurses?|works?|"
    r"groups?|class(?:es)?|"
    r"lines?|doors?|lot|garage|parking|pharmacy|library|lab|bus|shuttle|caf[eé]|market|Lifeline|helpline|estimate|law|study|"
    r"trial|walk-in|Dr)\b", re.I
)
"""What else has days and hours. A sentence that names one speaks of the clinic's only with words such as `we are`."""
THE_CLINIC = re.compile(
    r"\b(?:[Ww]e(?:’re|'re| are| open| close)|clinics? (?:is|are)|(?:clinic|opening|office|business|our) hours)\b|^\W*[Hh]ours:"
)
ONE_DAY = re.compile(
    r"\b(?:January|February|March|April|June|July|August|September|October|November|December|May \d|"
    r"holidays?|Thanksgiving|Christmas|"
    r"[Tt]his|[Nn]ext|[Tt]omorrow|used to|were|was|will|would|until further)\b"
)
SOME = re.compile(r"\b(?:some|most|other|certain|every other|by appointment|alternate|once a month|sometimes)\b", re.I)


@rule("FACT-03", "statement")
def wrong_hours(said: Statement, records: Records) -> Iterator[Diagnostic]:
    """Opening hours in prose are not those of the location's record.

    People plan a ride by them, and a closed door is the last thing they need. Days and hours are read in the usual
    English spellings and compared with the place that the sentence names, else with the page's; where neither names
    one, they have to be true of one place. Translations are held to the English text instead (LOC-02).

    Bad:
        The clinic is open on Mondays, 8 am to 4 pm.

    Good:
        The clinic is open on Mondays, 8 am to 5 pm.
    """
    if not HINT.search(said.text) or not said.in_english or said.text.rstrip().endswith("?"):
        return
    if not _speaks_of_hours(said, records):
        return
    named = records.places_in(said.text)
    for opening in read_openings(said.text):
        places = records.place_of(said, opening.start, named)
        wrong = [(page, told) for page in places if (told := _contradiction(page, opening, said.text))]
        if places and len(wrong) == len(places):
            page, told = min(wrong, key=lambda found: "is closed on" in found[1])
            yield Diagnostic(
                "FACT-03", f"`{opening.text}` is not so: {told}.", said.at(opening.hours),
                f"Write the hours of {page.source.file}, or mend them there.",
            )


@rule("FACT-08", "day", "warning")
def past_closure(page: Page, clock: date) -> Iterator[Diagnostic]:
    """A closure of a location is over.

    It has left the page by itself. Taken out of the file, it cannot hide the next one that is missing.

    Bad:
        -- content/locations/columbia.md --
        ---
        closures: [{first: 2026-07-03, last: 2026-07-03, reason: Independence Day}]
        ---

    Good:
        -- content/locations/columbia.md --
        ---
        closures: [{first: 2026-11-26, last: 2026-11-27, reason: Thanksgiving}]
        ---
    """
    if isinstance(page.meta, Place):
        for n, closure in enumerate(page.meta.closures):
            if closure.first <= closure.last < clock:
                yield Diagnostic(
                    "FACT-08", f"The closure `{closure.reason}` was over on {closure.last}.", page.where(f"closures.{n}.last"),
                    "Take it out, and put in the next days on which the clinic is closed.", severity="warning",
                )


def _speaks_of_hours(said: Statement, records: Records) -> bool:
    text = said.text
    if not records.places or ONE_DAY.search(text) or said.key.split(".")[0] in ("hours", "closures", "days", "calls"):
        return False
    if THE_CLINIC.search(text):
        return True
    if OTHER_HOURS.search(text) or records.speaks_of_others(text):
        return False
    if OPEN.search(text):
        return True
    is_person = bool(records.people_in(text))
    openings = read_openings(text)
    return not is_person and bool(openings) and all(opening.days and opening.closes is not None for opening in openings)


def _contradiction(page: Page, opening: Opening, text: str) -> str:
    """What the record says otherwise, or nothing."""
    assert isinstance(page.meta, Place)
    hours = page.meta.hours
    if not opening.days:
        if not any(_fits(day, opening) for day in hours.values()):
            return f"no day of {page.title} has these hours"
        return ""
    for weekday in sorted(opening.days, key=WEEK.index):
        day = hours.get(weekday, Day())
        name = weekday.capitalize()
        if opening.closed:
            if day.spans and not day.weeks and not SOME.search(text):
                return f"{page.title} is open on {name}, {_spoken(day)}"
        elif not day.spans:
            return f"{page.title} is closed on {name}"
        elif not _fits(day, opening):
            return f"the hours of {page.title} on {name} are {_spoken(day)}"
        elif day.weeks and (frozenset(day.weeks) != opening.weeks if opening.weeks else not SOME.search(text)):
            weeks = " and ".join(str(n) for n in day.weeks)
            return f"{page.title} is open on {name} only in week {weeks} of the month"
    return ""


def _fits(day: Day, opening: Opening) -> bool:
    """Whether one stretch of the day, or the whole day, opens and closes so."""
    spans = [span.minutes for span in day.spans]
    if spans:
        spans.append((spans[0][0], spans[-1][1]))
    return any(opening.opens in (None, opens) and opening.closes in (None, closes) for opens, closes in spans)


def _spoken(day: Day) -> str:
    return " and ".join(f"{span.opens} to {span.closes}" for span in day.spans)


RULES: tuple[Rule, ...] = (wrong_hours, past_closure)
