"""Days as an iCalendar file (RFC 5545), which calendars on phones and computers subscribe to or import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from clinicsite import __version__
from clinicsite.model.frozen import frozen

LONGEST = 75
"""Octets of a line without its end (RFC 5545, section 3.1)."""


@frozen(slots=True)
class Event:
    """A whole day with a title. `uid` stays the same for the same thing; a reminder comes `warn` days before."""

    uid: str
    day: date
    title: str
    text: str
    url: str
    warn: int


def calendar(events: Iterable[Event], name: str, clock: date) -> str:
    """The file's text, lines folded and ended as the standard wants. `clock` is the day on which it was made."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//clinicsite//clinicsite {__version__}//EN", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{escaped(name)}"] if name else []
    for event in events:
        lines += _event(event, clock)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _event(event: Event, clock: date) -> list[str]:
    title = escaped(event.title)
    return [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{clock:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{title}",
        f"DESCRIPTION:{escaped(event.text)}",
        f"URL:{event.url}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{title}",
        f"TRIGGER:-P{event.warn}D",
        "END:VALARM",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    """A text value (RFC 5545, section 3.3.11)."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\n").replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 octets; each but the first starts with a space. No letter is cut in two."""
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LONGEST:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + octets
    yield part
