"""Stand-ins: phone numbers and addresses that belong to nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.manuscript import Manuscript
from clinicsite.check.rule import Rule, rule
from clinicsite.check.visible import visible
from clinicsite.model.diagnostic import Diagnostic

_GAP = r"[\s.\-/·\u00ad\u2010-\u2015\u2212\u00a0\u202f]{0,2}"
PHONE = re.compile(
    rf"(?<![\w/.-])(?:\+?1{_GAP})?\(?(?P<area>\d{{3}})\)?{_GAP}(?P<exchange>\d{{3}}){_GAP}(?P<line>\d{{4}})(?![\w]|[.-]\d)"
    rf"|(?<![\w/.-])(?P<short>555[\s.\-\u2010-\u2015\u2212\u00a0]01\d{{2}})(?![\w]|[.-]\d)"
)
DIALED = re.compile(r"(?:tel|sms):(?P<digits>\+?[\d\s().,%+-]{7,})")
KNOWN = re.compile(r"1234567890|(\d)\1{9}|\d{3}1234567")
DOMAIN = re.compile(
    r"(?<![\w.+-])(?P<local>[\w.+-]+@)?"
    r"(?P<host>(?:[A-Za-z0-9-]+\.)+(?:example|test|invalid|localhost)|(?:[A-Za-z0-9-]+\.)*example\.(?:com|net|org)"
    r"|(?<=//)(?:localhost|127\.0\.0\.1)|(?<=@)localhost)"
    r"(?![\w-]|\.[A-Za-z])"
)
ANYONE = frozenset({"name@", "your.name@", "yourname@", "your-name@", "you@", "jane@", "jane.doe@", "someone@"})
"""Mail names that a form shows as an example of how to write one."""

AS_EXAMPLE = re.compile(r"\b(?:such as|as in|like|for example,?) \(?\Z")
"""What stands in a form before a number that shows how to write one."""


@rule("LIVE-03", "shown", going_live="only")
def stand_in_phone(text: Manuscript) -> Iterator[Diagnostic]:
    """A phone number stands in for a real one.

    The numbers from 555-0100 to 555-0199 were set aside for fiction (North American Numbering Plan), and no area code
    is 555. Whoever calls one in need reaches nobody. A form may show such a number to explain how one is written.

    Bad:
        -- content/locations/columbia.md --
        ---
        phone: 719-555-0142
        ---

    Good:
        Call us at the number at the foot of this page.
    """
    shown = visible(text)
    if "555" not in shown and not KNOWN.search(re.sub(r"\D", "", shown)):
        return
    found = [match.span("digits") for match in DIALED.finditer(shown)] + [match.span() for match in PHONE.finditer(shown)]
    told = 0
    for start, end in sorted(found):
        number = shown[start:end].strip(" .,")
        is_example = text.source.path.startswith("forms/") and AS_EXAMPLE.search(shown[max(start - 40, 0) : start])
        if start < told or is_example or not is_stand_in(number):
            continue
        told = end
        yield Diagnostic(
            "LIVE-03", f"The phone number `{' '.join(number.split())}` stands in for a real one.", text.at(start),
            "Write the number that the clinic answers.",
        )


def is_stand_in(number: str) -> bool:
    """Whether a US number, however it is written, can be nobody's."""
    digits = re.sub(r"\D", "", number)
    if len(digits) == 7:
        return digits.startswith("55501")
    digits = digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
    if len(digits) != 10:
        return False
    return digits[:3] == "555" or digits[3:8] == "55501" or KNOWN.fullmatch(digits) is not None


@rule("LIVE-04", "shown", going_live="only")
def reserved_domain(text: Manuscript) -> Iterator[Diagnostic]:
    """An address or mail address lies in a domain that belongs to nobody.

    `.example`, `.test`, `.invalid`, `localhost` and the three `example` domains were set aside for examples and tests
    (RFC 2606, RFC 6761). Links there lead nowhere, and mail is lost. A form may show `name@example.com` to explain how
    an address is written. `base_url` is looked at by LIVE-05.

    Bad:
        Write to office@juniperrow.example.

    Good:
        Call the clinic, or send a fax.
    """
    shown = visible(text)
    for match in DOMAIN.finditer(shown):
        is_explained = match["local"] in ANYONE and match["host"].endswith(("example.com", "example.org", "example.net"))
        if is_explained or text.line_at(match.start()).text.startswith("base_url:"):
            continue
        yield Diagnostic(
            "LIVE-04", f"`{match[0]}` lies in a domain that belongs to nobody.", text.at(match.start()),
            "Write the clinic's own address.",
        )


RULES: tuple[Rule, ...] = (
    stand_in_phone, reserved_domain,
)
