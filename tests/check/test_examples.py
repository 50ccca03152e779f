from __future__ import annotations

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
    return html_findings(example) if rule.scope in ("document", "documents") else findings(example, root)


def told(found: list[Diagnostic]) -> str:
    return "\n".join(f"{d.where} {d.code} {d.message}" for d in found)


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_the_bad_example_of_a_rule_yields_its_code_and_no_other(rule, tmp_path):
    found = judged(rule, lesson(rule).bad, tmp_path)
    assert {(d.code, d.severity) for d in found} == {(rule.code, rule.severity)}, told(found)


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_the_good_example_of_a_rule_yields_nothing(rule, tmp_path):
    found = judged(rule, lesson(rule).good, tmp_path)
    assert not found, told(found)
