from __future__ import annotations

import re
from pathlib import Path

import pytest

from clinicsite.check import forms
from clinicsite.check.families import RULES
from clinicsite.check.lesson import lesson
from clinicsite.check.rule import Rule
from clinicsite.model.diagnostic import Diagnostic
from tests.check.examples import findings, html_findings

SHOWN = [rule for rule in RULES if rule not in forms.RULES]


def judged(rule: Rule, example: str, root: Path) -> list[Diagnostic]:
    if rule.scope in ("document", "documents"):
        return html_findings(example)
    return findings(example, root, going_live=rule.going_live == "only")


def told(found: list[Diagnostic]) -> str:
    return "\n".join(f"{d.where} {d.code} {d.message}" for d in found)


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_the_bad_example_of_a_rule_yields_its_code_and_no_other(rule, tmp_path):
    found = judged(rule, lesson(rule).bad, tmp_path)
    assert {(d.code, d.severity) for d in found} == {(rule.code, rule.severity)}, told(found)
    for diagnostic in found:
        speaks_plainly(diagnostic)


def speaks_plainly(d: Diagnostic) -> None:
    """The message is one sentence without a place; the hint starts with a verb or asks back."""
    message = re.sub(r"`[^`]*`", "x", d.message)
    assert message.endswith(".") and ". " not in message and "`" not in message
    assert not re.search(r"\bline \d", message)
    assert re.match(r"(Did you mean `[^`]+`\?|[A-Z][a-z']+ .+[.`])\Z", d.hint), d.hint
    assert d.hint.split()[0] not in ("The", "This", "There", "It", "You", "A", "No")


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_the_good_example_of_a_rule_yields_nothing(rule, tmp_path):
    found = judged(rule, lesson(rule).good, tmp_path)
    assert not found, told(found)
