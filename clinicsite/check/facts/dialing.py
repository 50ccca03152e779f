"""Links that call or text: they dial the number that they show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.document import Document
from clinicsite.check.facts.phones import NUMBER
from clinicsite.check.facts.records import digits_of
from clinicsite.check.manuscript import Manuscript
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.read.scan import strip_inline

SHORT = re.compile(
    r"(?<![\d$/.,:-])(\d{3}-\d{3}|\d{5,6}|[2-9]\d{2})(?![\d%-]|[.,:]\d)(?!\s*(?:%|percent|minutes?|hours?|days?|people))"
)
PRESSED = re.compile(r"\b(?:then|press|and|luego|oprima|y)(?:\s+(?:press|oprima|el))*\s+(\d)\b", re.I)


@rule("FACT-10", "manuscript")
def dials_another(text: Manuscript) -> Iterator[Diagnostic]:
    """A link dials or texts another number than the one it shows.

    On a phone nobody sees what is dialed until somebody answers.

    Bad:
        Call [988](tel:998) at any hour.

    Good:
        Call [988](tel:988) at any hour.
    """
    for match in text.links:
        target = match[3]
        if target.startswith(("tel:", "sms:")) and not leads_to(target, shown_numbers(strip_inline(match[2]))):
            yield Diagnostic(
                "FACT-10", f"This link shows `{' '.join(strip_inline(match[2]).split())}`, but leads to `{target}`.",
                text.at(match.start(3)), "Give the link the number that it shows.",
            )


@rule("FACT-11", "document")
def page_dials_another(page: Document) -> Iterator[Diagnostic]:
    """A link on a rendered page dials or texts another number than the one it shows.

    Templates write such links too: in the foot of the page, in the call bar, in cards.

    Bad:
        <a href="tel:+14105550119">410-555-0118</a>

    Good:
        <a href="tel:+14105550118">410-555-0118</a>
    """
    for element in page.by_tag.get("a", ()):
        if "tel:" not in element.raw and "sms:" not in element.raw:
            continue
        target, shown = element.attributes.get("href", ""), page.said(element)
        if target.startswith(("tel:", "sms:")) and not leads_to(target, shown_numbers(shown)):
            yield Diagnostic(
                "FACT-11", f"A link shows `{shown}`, but leads to `{target}`.", page.at(element),
                "Make the template write one number in both places.",
            )


def shown_numbers(text: str) -> tuple[str, ...]:
    """The numbers that could be dialed in a link's words: ten digits, or short ones, with what to press after them."""
    found = [digits_of(match[0]) for match in NUMBER.finditer(text)]
    rest = NUMBER.sub(" ", text)
    found += [match[1].replace("-", "") for match in SHORT.finditer(rest)]
    pressed = PRESSED.search(rest)
    return tuple(found) + ((f",{pressed[1]}",) if pressed and found else ())


def leads_to(target: str, shown: tuple[str, ...]) -> bool:
    """Whether a `tel:` or `sms:` address leads to one of the numbers shown; nothing shown is nothing wrong."""
    if not shown:
        return True
    number, _, pressed = _parts(target)
    numbers = [one for one in shown if not one.startswith(",")]
    wanted = next((one[1:] for one in shown if one.startswith(",")), "")
    return number in numbers and (not pressed or not wanted or pressed == wanted)


def _parts(target: str) -> tuple[str, str, str]:
    """The number, the separator and the digits pressed after it."""
    body = re.split(r"[?&]", target.partition(":")[2])[0]
    number, separator, pressed = re.match(r"([^,;pw]*)([,;pw]*)(.*)", body, re.S).groups()  # type: ignore[union-attr]
    return digits_of(number), separator, re.sub(r"\D", "", pressed)


RULES: tuple[Rule, ...] = (dials_another, page_dials_another)
