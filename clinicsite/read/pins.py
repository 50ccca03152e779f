"""content/references.lock -> DOIs and the titles they had when a person verified them, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.page import Source
from clinicsite.model.reference import DOI, Pin, title_words

CODES = {
    "PIN001": "A line of references.lock is not a DOI and a title.",
    "PIN002": "references.lock has two titles for one DOI.",
}
FILE = "references.lock"
HEAD = """\
# The DOI and the title of each work, as a person has compared them with the work itself. Written by `clinicsite lock`.
# One line a work, in the order of the DOIs. When two branches meet, keep the lines of both.
"""


@lru_cache(maxsize=16)
def read_pins(source: Source) -> tuple[Mapping[str, Pin], tuple[Diagnostic, ...]]:
    """The pins by DOI in small letters, and every line that is none. The first line of a DOI is kept."""
    pins: dict[str, Pin] = {}
    found: list[Diagnostic] = []
    for number, line in enumerate(source.text.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        doi, _, title = line.strip().partition(" ")
        pin = Pin(doi, title.strip(), source.at(number))
        if not DOI.match(doi) or not title.strip():
            found.append(_no_pin(pin))
            continue
        first = pins.setdefault(doi.casefold(), pin)
        if title_words(first.title) != title_words(pin.title):
            found.append(_two_titles(pin, first))
    return pins, tuple(found)


def written(pins: Iterable[Pin]) -> str:
    """The text of the file: one line for each pin, sorted by DOI."""
    lines = (f"{pin.doi} {' '.join(pin.title.split())}\n" for pin in sorted(pins, key=lambda pin: pin.doi.casefold()))
    return HEAD + "".join(lines)


def _no_pin(pin: Pin) -> Diagnostic:
    if pin.doi[:7] in ("<<<<<<<", "=======", ">>>>>>>"):
        message = "A merge left its marks here."
        return Diagnostic("PIN001", message, pin.where, "Delete the lines of the marks, and keep the lines of both sides.")
    return Diagnostic(
        "PIN001", "This line is not a DOI and a title.", pin.where,
        "Write the DOI, a space and the title, as in `10.1001/jama.2020.1 A trial`.",
    )


def _two_titles(pin: Pin, first: Pin) -> Diagnostic:
    return Diagnostic(
        "PIN002", f"`{pin.doi}` stands here as `{pin.title}`, and above as `{first.title}`.", pin.where,
        "Look at the work itself, and delete the line that is wrong.",
    )
