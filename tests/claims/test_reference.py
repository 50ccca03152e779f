"""docs/rules/ is what the rules say."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import clinicsite
from clinicsite.claims.families import FAMILIES, RULES
from clinicsite.claims.patterns import patterns
from clinicsite.claims.reference import RESCUES, documents, explained, write
from clinicsite.claims.rule import Rescue

DOCS = Path(clinicsite.__file__).parent.parent / "docs"


def test_the_pages_are_what_the_rules_say_and_there_is_no_other():
    assert {f"rules/{path.name}": path.read_text("utf-8") for path in (DOCS / "rules").iterdir()} == documents(), (
        "Run `python -m clinicsite.claims.reference docs`."
    )


def test_every_rule_has_a_part_with_its_examples():
    text = "\n".join(documents().values())
    for rule in RULES:
        assert text.count(f"\n## {rule.code}\n") == 1
        assert explained(rule.code.lower()).count("```") == 4
    assert explained("EFF-99") == ""


def test_the_index_leads_to_every_family_and_rule():
    index = documents()["rules/README.md"]
    for family in FAMILIES:
        name = family.__name__.rpartition(".")[2]
        assert f"]({name}.md)" in index
        for rule in family.RULES:
            assert f"[{rule.code}]({name}.md#{rule.code.lower()})" in index


def test_every_turn_that_rescues_a_sentence_is_told_in_words():
    assert set(get_args(Rescue)) == RESCUES.keys()


def test_a_page_of_a_family_that_is_gone_goes(tmp_path):
    write(tmp_path)
    (tmp_path / "rules" / "gone.md").write_text("x")
    write(tmp_path)
    assert {f"rules/{path.name}" for path in (tmp_path / "rules").iterdir()} == documents().keys()


def test_every_pattern_is_one_that_can_be_searched_with():
    for code, lines in patterns().items():
        for pattern in lines:
            assert pattern.regex.groups == 0, (code, pattern.line)
