"""Crisis numbers: every digit of a line for help is right, in prose and in clinic.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.facts.dialing import leads_to, shown_numbers
from clinicsite.check.facts.national import DIALED, NATIONAL, PRESSED, TEXTED
from clinicsite.check.facts.phones import NUMBER
from clinicsite.check.facts.records import Records, digits_of, one_slip
from clinicsite.check.facts.statements import Statement
from clinicsite.check.rule import Rule, rule
from clinicsite.model.clinic import Clinic
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.page import Source
from clinicsite.model.site import Site

_PERSON = r"veteran[oa]?s?|militar(?:y|es)"
THREE = re.compile(r"(?<![\w$/.,:-])(\d{3})(?![\w%-]|[.,:]\d)")
DIAL = re.compile(
    r"\b(?:call|dial|phone|ring|text|use|means|calling|dialing|us,|(?:988|911) or)\s+(?:or\s+(?:text|call)\s+)?\Z|"
    r"\b(?:ll[aá]m(?:e|en|ar|ando)|marque|marcar|texto|mensaje|AYUDA|(?:988|911) o)(?:\s+al?)?\s+\Z",
    re.I,
)
LABEL = re.compile(
    r"\b(?:pages?|rooms?|suite|unit|apartment|building|form|box|route|highway|exit|bus|"
    r"páginas?|sala|cuarto|oficina|edificio|formulario|ruta|salida|autobús)\s+\Z",
    re.I,
)
"""What stands before three digits that number a thing."""
ENDS = re.compile(
    r"\s*(?:[.,;:!?)\]]|\Z)|"
    r"\s+(?:or|and|then|now|first|in|takes|answers|is|if|where|for|at|right|any|together|from|with)\b|"
    r"\s+(?:o|y|luego|ahora|ya|primero|en|es|si|donde|para|a|con|de inmediato)\b"
)
"""What follows three digits that are a number to dial, and no count of something."""
CALLS = re.compile(
    r"\b(?:call|dial(?:ing)?|phone|ring|text|lifeline|hotline|ll[aá]m(?:e|en|ar|ando)|marque|marcar|texto|mensaje|línea)\b", re.I
)
TEXT = re.compile(
    r"\b(?:text(?:ing|s|o)?|mensaje|env[ií](?:e|ar)|escrib(?:a|ir))\b[^.;]{0,40}?(?<![\d-])(\d{5,6}|\d{3}-\d{3})(?![\d-]|,\d)", re.I
)
PRESS = re.compile(
    r"\b(?:press|then|option|push|choose|oprim(?:a|ir|en)|presion(?:e|ar)|luego|opción)(?:\s+(?:press|option|number|el|la tecla))?"
    r"\s+(\d)\b(?!\s*(?:minut\w+|hours?|horas?|days?|días?))",
    re.I,
)
GROUP = re.compile(rf"\b(?:({_PERSON}|service members?|VA)|(spanish|español|espanol))\b", re.I)
URGENT = re.compile(
    r"\b(?:emergency|danger|suicid\w+|hurt yourself|chest pain|(?:trouble|cannot) breath\w*|seizure|"
    rf"cannot be woken|cannot wake|wake them|fainting|crisis|{_PERSON}|"
    r"emergencia|peligro|dolor de pecho|no puede respirar|convulsi\w+|no despierta)\b",
    re.I,
)
CALM = re.compile(r"\b(?:not an emergency|non-?emergency|no emergency|no es una emergencia|relay|TTY|TDD)\b", re.I)
JOINED = re.compile(r"[\s,(]*(?:for|if|in|to reach|to speak|para|si|en)\b[^.;]{0,30}", re.I)
LIFELINE = re.compile(r"\b988\b|\blifeline\b|\bcrisis line\b", re.I)
USES = {
    "emergency": ("tel:911",),
    "crisis-call": ("tel:988", "tel:988,2", "tel:988,,2", "tel:988;2"),
    "crisis-text": ("sms:988", "sms:741741"),
    "veterans": ("tel:988,1", "tel:988,,1", "tel:988;1", "sms:838255"),
}
"""Where each kind of line in clinic.yaml may lead. 988 and 2 is answered in Spanish."""


@rule("FACT-09", "statement")
def wrong_crisis_number(said: Statement, records: Records) -> Iterator[Diagnostic]:
    """A number for help in a crisis, or of a public office, has a wrong digit.

    Somebody may dial it on the worst day of their life. The 988 Lifeline answers 988 by call and text; veterans press 1
    or text 838255, and 2 is for Spanish (988lifeline.org, veteranscrisisline.net). Crisis Text Line is 741741.

    Bad:
        Veterans can call 988 and press 2, or text 838225.

    Good:
        Veterans can call 988 and press 1, or text 838255.
    """
    if not said.has_digit:
        return
    yield from _dialed(said)
    yield from _texted(said)
    yield from _pressed(said)
    for match in NUMBER.finditer(said.text):
        number = digits_of(match[0])
        if number in NATIONAL or number in records.lines:
            continue
        for right, name in NATIONAL.items():
            if one_slip(right, number):
                yield _wrong(said, match.start(), match[0], f"{name} is 1-{right[:3]}-{right[3:6]}-{right[6:]}")


@rule("FACT-12", "site")
def wrong_crisis_line(site: Site) -> Iterator[Diagnostic]:
    """A crisis line of clinic.yaml does not lead to the help that it names.

    These lines stand at the top of every page and in every emergency card. `use` says what a line is for: `emergency`
    calls 911, `crisis-call` 988, or 988 and 2 for Spanish, `crisis-text` texts 988 or 741741, and `veterans` calls 988 and 1,
    or texts 838255.

    Bad:
        -- content/clinic.yaml --
        crisis:
          - {show: "911", say: emergency, href: tel:912, use: emergency}
          - {show: "988", say: call, href: tel:988, use: crisis-call}

    Good:
        Call or text 988 at any hour.
    """
    yield from _lines(site.clinic, site.clinic_source, site.clinic_places)
    for translation in site.translations:
        yield from _lines(translation.clinic, translation.clinic_source, translation.places)


def _lines(clinic: Clinic, source: Source, known: tuple[tuple[str, int, int], ...]) -> Iterator[Diagnostic]:
    places = {key: (line, column) for key, line, column in known}
    for n, line in enumerate(clinic.crisis):
        where = source.at(*places.get(f"crisis.{n}.href", places.get(f"crisis.{n}", (1, 1))))
        if line.href not in USES[line.use]:
            yield Diagnostic(
                "FACT-12", f"The line `{line.say}` leads to `{line.href}`, which is not for `{line.use}`.", where,
                f"Write `{USES[line.use][0]}`.",
            )
        elif not leads_to(line.href, shown_numbers(line.show)):
            yield Diagnostic(
                "FACT-12", f"The line `{line.say}` shows `{line.show}`, but leads to `{line.href}`.", where,
                "Show the number that it leads to.",
            )


def _dialed(said: Statement) -> Iterator[Diagnostic]:
    """Three digits to dial that nobody answers, or that somebody else answers where there is danger."""
    if not CALLS.search(said.text) and not URGENT.search(said.text):
        return
    longer = [match.span() for match in NUMBER.finditer(said.text)]
    for match in THREE.finditer(said.text):
        number, before = match[1], said.text[: match.start()]
        if number in ("988", "911") or LABEL.search(before) or any(start <= match.start() < end for start, end in longer):
            continue
        direct = DIAL.search(before)
        near = next((known for known in ("988", "911") if one_slip(known, number)), "")
        if number in DIALED:
            if direct and _is_urgent(said.text, match) and not CALM.search(said.text):
                yield _wrong(said, match.start(1), number, f"it reaches {DIALED[number]}")
        elif near and (direct or ENDS.match(said.text, match.end())):
            yield _wrong(said, match.start(1), number, f"{near} reaches {DIALED[near]}")
        elif direct and number[0] != "0" and ENDS.match(said.text, match.end()):
            yield _wrong(said, match.start(1), number, "no line answers it")


def _is_urgent(text: str, match: re.Match[str]) -> bool:
    at_once = re.match(r"\s+(?:now|at once|right away|first|ahora|ya|de inmediato|primero)\b", text[match.end() :])
    return bool(at_once or URGENT.search(text) or re.search(r"\b988\b", text))


def _texted(said: Statement) -> Iterator[Diagnostic]:
    for match in TEXT.finditer(said.text):
        number = match[1].replace("-", "")
        if number in TEXTED:
            continue
        near = [known for known in TEXTED if one_slip(known, number)]
        if not near and re.search(r"\bveteran[oa]?s?\b", said.text, re.I):
            near = ["838255"]
        if not near and re.search(r"\b(?:HOME|HELLO|AYUDA|HOLA|crisis)\b", said.text):
            near = ["741741"]
        if near:
            yield _wrong(said, match.start(1), match[1], f"{TEXTED[near[0]]} is {near[0]}")


def _pressed(said: Statement) -> Iterator[Diagnostic]:
    """A digit after 988 that leads to another group than the one named. 3 is out of use: CRI-04 says so."""
    groups = list(GROUP.finditer(said.text))
    if not LIFELINE.search(said.text) and not any(group[1] for group in groups):
        return
    presses = list(PRESS.finditer(said.text))
    for n, match in enumerate(presses):
        digit = match[1]
        start = presses[n - 1].end() if n else 0
        end = presses[n + 1].start() if n + 1 < len(presses) else len(said.text)
        near = _group_of(match, [group for group in groups if start <= group.start() < end])
        wanted = "" if near is None else "1" if near[1] else "2"
        if near is not None and digit not in (wanted, "3"):
            yield _wrong(said, match.start(1), digit, f"after 988, {wanted} is for {PRESSED[wanted]}")
        elif near is None and digit not in (*PRESSED, "3"):
            yield _wrong(said, match.start(1), digit, "after 988, 1 is for Veterans and 2 for Spanish")


def _group_of(press: re.Match[str], groups: list[re.Match[str]]) -> re.Match[str] | None:
    """Whom a digit is for: the group that follows it with a word such as `for`, else the one named before it."""
    after = [group for group in groups if group.start() >= press.end()]
    if after and JOINED.fullmatch(press.string, press.end(), after[0].start()):
        return after[0]
    before = [group for group in groups if group.end() <= press.start()]
    return before[-1] if before else None


def _wrong(said: Statement, offset: int, shown: str, told: str) -> Diagnostic:
    return Diagnostic("FACT-09", f"`{shown}` is a wrong number here: {told}.", said.at(offset), "Write the right number.")


RULES: tuple[Rule, ...] = (wrong_crisis_number, wrong_crisis_line)
