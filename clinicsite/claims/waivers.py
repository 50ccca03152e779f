"""Waivers: findings that somebody answers for, with a reason and a last day, in a page's front matter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from clinicsite.claims.families import RULES
from clinicsite.model.address import did_you_mean
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.meta import Waiver
from clinicsite.model.page import Page

CODES = {
    "WAI-01": "A waiver names a rule that the claims desk does not have.",
    "WAI-02": "A waiver names a rule that nobody can waive.",
    "WAI-03": "A waiver names a person who is not there.",
    "WAI-04": "A waiver has lapsed.",
    "WAI-05": "A waiver waives nothing.",
}


def waived(
    page: Page, found: Iterable[Diagnostic], clock: date, is_person: Callable[[str], bool], names: Iterable[str] = ()
) -> tuple[Diagnostic, ...]:
    """What is left of a page's findings after its waivers, and what is wrong with the waivers themselves.

    `is_person` tells whether a file name stands in content/people/; `names` are those that do.
    """
    left = list(found)
    problems: list[Diagnostic] = []
    known = {rule.code: rule for rule in RULES}
    for number, waiver in enumerate(page.meta.waivers):
        wrong = list(_faults(page, number, waiver, known, is_person, names))
        if not wrong and waiver.until < clock:
            wrong = [_lapsed(page, number, waiver)]
        covered = [] if wrong else [d for d in left if covers(waiver, d)]
        if not wrong and not covered:
            wrong = [_unused(page, number, waiver)]
        problems += wrong
        left = [d for d in left if d not in covered]
    return (*left, *problems)


def covers(waiver: Waiver, found: Diagnostic) -> bool:
    """Whether a waiver speaks of a finding: its rule, and its words where it names some."""
    if waiver.rule != found.code:
        return False
    return waiver.words is None or _flat(waiver.words) in _flat(found.words)


def _flat(words: str) -> str:
    return " ".join(words.lower().replace("’", "'").split())


def _faults(
    page: Page, number: int, waiver: Waiver, known: dict[str, object], is_person: Callable[[str], bool], names: Iterable[str]
) -> Iterator[Diagnostic]:
    rule = known.get(waiver.rule)
    if rule is None:
        yield Diagnostic(
            "WAI-01", f"The claims desk has no rule `{waiver.rule}`.", page.where(f"waivers.{number}.rule"),
            did_you_mean(waiver.rule, known, "Take the code from the finding, as in `EFF-03`."),
        )
    elif not getattr(rule, "waivable"):
        yield Diagnostic(
            "WAI-02", f"Nobody can waive `{waiver.rule}`.", page.where(f"waivers.{number}.rule"),
            "Change the words on the page, and take the waiver out.",
        )
    if not is_person(waiver.by):
        yield Diagnostic(
            "WAI-03", f"A waiver names `{waiver.by}`, who is not in content/people/.", page.where(f"waivers.{number}.by"),
            did_you_mean(waiver.by, names, "Name the file of a person, as in `miriam-okafor`."),
        )


def _lapsed(page: Page, number: int, waiver: Waiver) -> Diagnostic:
    return Diagnostic(
        "WAI-04", f"The waiver of `{waiver.rule}` lapsed on {waiver.until}.", page.where(f"waivers.{number}.until"),
        "Change the words on the page, or let the person decide anew and give a new day.", severity="warning",
    )


def _unused(page: Page, number: int, waiver: Waiver) -> Diagnostic:
    return Diagnostic(
        "WAI-05", f"The waiver of `{waiver.rule}` waives nothing.", page.where(f"waivers.{number}.rule"),
        "Take it out, or mend its `words`.", severity="warning",
    )
