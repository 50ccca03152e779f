from __future__ import annotations

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from clinicsite.icalendar import Event, calendar, escaped, folded

EVENT = Event("review.a@alder.example", date(2027, 12, 31), "Review due: Ä, b; c\\d", "One\nTwo", "https://alder.example/a/", 60)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def test_an_event_is_a_whole_day_with_a_reminder():
    lines = unfolded(calendar([EVENT], "Reviews", date(2026, 11, 22)))
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    assert lines[5:-1] == [
        "BEGIN:VEVENT", "UID:review.a@alder.example", "DTSTAMP:20261122T000000Z", "DTSTART;VALUE=DATE:20271231",
        "DTEND;VALUE=DATE:20280101", "SUMMARY:Review due: Ä\\, b\\; c\\\\d", "DESCRIPTION:One\\nTwo", "URL:https://alder.example/a/",
        "TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Review due: Ä\\, b\\; c\\\\d", "TRIGGER:-P60D",
        "END:VALARM", "END:VEVENT",
    ]  # fmt: skip


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=300))
@example("x" * 300)
@example("é" * 300)
@example("x" + "😀" * 100)
def test_no_line_is_longer_than_75_octets_and_nothing_is_lost(text):
    line = f"SUMMARY:{escaped(text)}"
    parts = list(folded(line))
    assert all(len(part.encode()) <= 75 for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line
