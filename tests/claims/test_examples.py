"""The examples of the claims desk's rules, as small documents."""

from __future__ import annotations

import re

import pytest

from clinicsite.check.lesson import lesson
from clinicsite.claims.desk import judge
from clinicsite.claims.families import RULES
from clinicsite.claims.papers import prose_of_paper
from clinicsite.claims.rule import ClaimRule
from clinicsite.language.passage import Prose
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.read.papers import Paper

HEADER = re.compile(r"-- (kind|title): (.+) --\n")

ABOUT_WORDS = frozenset(rule.code for rule in RULES if rule.scope == "sentence")
"""The rules that judge words by themselves. The others ask what a whole page says, and an example is no page."""
BUILT_ON_OTHERS = frozenset({"EFF-08", "SAF-05", "TES-02"})
"""The rules whose offence is another one's, in a place where it weighs more."""


def is_error_in_words(found: Diagnostic) -> bool:
    return found.severity == "error" and found.code in ABOUT_WORDS


def prose(example: str) -> Prose:
    """An example as a document: `-- kind: treatment --` and `-- title: … --` lines at its head set what they say."""
    told = {"kind": "page"}
    while header := HEADER.match(example):
        told[header[1]] = header[2]
        example = example[header.end() :]
    front = "".join(f'{key}: "{value}"\n' for key, value in told.items())
    return prose_of_paper(Paper("example.md", f"---\n{front}---\n{example}", "markdown"))[0]


def told(found: tuple[Diagnostic, ...]) -> str:
    return "\n".join(f"{d.where} {d.severity} {d.code} {d.message}" for d in found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_bad_example_of_a_rule_yields_its_code(rule: ClaimRule):
    found = judge(prose(lesson(rule).bad))
    own = [d for d in found if d.code == rule.code]
    assert own, told(found) or "nothing was found"
    assert rule.severity in {d.severity for d in own}
    for diagnostic in own:
        speaks_plainly(diagnostic)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_bad_example_of_a_rule_breaks_no_other_rule_about_words(rule: ClaimRule):
    if rule.code not in BUILT_ON_OTHERS:
        found = judge(prose(lesson(rule).bad))
        assert {d.code for d in found if is_error_in_words(d)} <= {rule.code}, told(found)


def speaks_plainly(d: Diagnostic) -> None:
    """The message is one sentence without a place; the hint starts with a verb."""
    message = re.sub(r"“[^”]*”", "x", d.message)
    assert re.search(r"[.]\Z", message) and not re.search(r"[.] [A-Z]", message), d.message
    assert not re.search(r"\bline \d", message)
    assert re.match(r"[A-Z][a-z']+:? .+[.”)\]]\Z", d.hint), d.hint
    assert d.hint.split()[0] not in ("The", "This", "There", "It", "You", "A", "No")
    assert d.why and d.why.endswith("."), d.why


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_good_example_of_a_rule_yields_nothing_of_it_and_no_error_in_words(rule: ClaimRule):
    found = judge(prose(lesson(rule).good))
    assert [d for d in found if d.code == rule.code or is_error_in_words(d)] == [], told(found)
