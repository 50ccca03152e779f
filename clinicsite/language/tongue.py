"""What a language calls things: the words of the interface, months, weekdays, and how it writes a day.

English needs nothing. Other languages read their catalogue, clinicsite/locale/<language>/LC_MESSAGES/clinicsite.po, when
they are first asked, and take the names of the calendar from the CLDR by way of Babel. No compiled catalogue is kept, so
that none can go stale.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from functools import lru_cache
from pathlib import Path

from clinicsite.model.frozen import frozen
from clinicsite.model.languages import BY_CODE, ENGLISH

LOCALES = Path(__file__).resolve().parent.parent / "locale"
NBSP = "\N{NO-BREAK SPACE}"
CONTEXT = "\x04"
"""Stands between a context and its message, as gettext has it."""


@frozen(eq=False)
class Tongue:
    """One language's words. `messages` maps an English message to its forms: one, or one and many."""

    code: str
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]
    messages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def gettext(self, message: str) -> str:
        """A message in this language; in English where the catalogue lacks it."""
        return self.messages.get(message, (message,))[0]

    def ngettext(self, one: str, many: str, number: int) -> str:
        """The form of a message for a number. English and Spanish both set one apart from all others."""
        return self.messages.get(one, (one, many))[0 if number == 1 else -1]

    def pgettext(self, context: str, message: str) -> str:
        """A message that English says alike in two places, and other languages do not."""
        return self.messages.get(f"{context}{CONTEXT}{message}", (message,))[0]

    def day(self, value: date) -> str:
        """`3 November 2026`, `3 de noviembre de 2026`; day and month do not part."""
        written = self.gettext("%(day)s~%(month)s %(year)s")
        return unparted(written % {"day": value.day, "month": self.months[value.month - 1], "year": value.year})

    def month(self, value: date) -> str:
        """`November 2026`, `noviembre de 2026`"""
        return self._month(value, self.months)

    def short_month(self, value: date) -> str:
        """`Nov 2026`, `nov 2026`"""
        return self._month(value, self.short_months)

    def _month(self, value: date, names: tuple[str, ...]) -> str:
        return unparted(self.gettext("%(month)s~%(year)s") % {"month": names[value.month - 1], "year": value.year})

    def weekday(self, value: date) -> str:
        return self.weekdays[value.weekday()]


MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
IN_ENGLISH = Tongue(
    ENGLISH.code, MONTHS, tuple(name[:3] for name in MONTHS), WEEKDAYS, tuple(name[:3] for name in WEEKDAYS)
)


def noted(message: str) -> str:
    """Notes for the catalogues a message that is translated where it is shown."""
    return message


def unparted(text: str) -> str:
    """`~` in a message is a space at which no line may end."""
    return text.replace("~", NBSP)


@lru_cache(maxsize=None)
def tongue(code: str) -> Tongue:
    """The words of a language of the table `LANGUAGES`."""
    if code == ENGLISH.code:
        return IN_ENGLISH
    from babel import Locale
    from babel.dates import get_day_names, get_month_names

    language = BY_CODE[code]
    locale = Locale.parse(code.replace("-", "_"))
    months, short = (get_month_names(width, "stand-alone", locale) for width in ("wide", "abbreviated"))
    days, short_days = (get_day_names(width, "stand-alone", locale) for width in ("wide", "abbreviated"))
    return Tongue(
        code,
        tuple(months[n] for n in range(1, 13)),
        tuple(short[n] for n in range(1, 13)),
        tuple(days[n] for n in range(7)),
        tuple(short_days[n] for n in range(7)),
        read_messages(catalogue_of(language.short)),
    )


def catalogue_of(short: str) -> Path:
    """The catalogue of a language: `es` -> clinicsite/locale/es/LC_MESSAGES/clinicsite.po"""
    return LOCALES / short / "LC_MESSAGES" / "clinicsite.po"


def read_messages(path: Path) -> dict[str, tuple[str, ...]]:
    """The messages of a catalogue by what English says, without those that are not translated."""
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        catalogue = read_po(file)
    found = {}
    for message in catalogue:
        ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
        strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if ids[0] and all(strings) and not message.fuzzy:
            key = f"{message.context}{CONTEXT}{ids[0]}" if message.context else ids[0]
            found[key] = tuple(strings)
    return found
