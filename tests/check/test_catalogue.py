from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import clinicsite
from clinicsite.check.catalogue import entries, explain, write

ENGINE = Path(clinicsite.__file__).parent
DOCS = ENGINE.parent / "docs" / "diagnostics.md"
CODE = re.compile(r"\b[A-Z]{2,5}(?:\d{3}|-\d{2})\Z")
WRITTEN = re.compile(r"[\"']([A-Z]{2,5}(?:\d{3}|-\d{2}))[\"']")


def test_the_reference_is_what_the_rules_say():
    assert DOCS.read_text("utf-8") == write(), "Run `python -m clinicsite.check.catalogue > docs/diagnostics.md`."


def test_every_code_that_the_engine_writes_is_explained():
    written = {code for path in ENGINE.rglob("*.py") for code in WRITTEN.findall(path.read_text("utf-8"))}
    assert written - {entry.code for entry in entries()} == set()


def test_a_code_has_one_meaning():
    """The codes of the claims desk name wide offences, and may have a rule for each form of one."""
    counted = Counter(entry.code for entry in entries())
    assert [code for code, count in counted.items() if count > 1 and "-" not in code] == []
    assert [said for said, count in Counter((entry.code, entry.sentence) for entry in entries()).items() if count > 1] == []


def test_the_parts_of_a_code_stand_under_one_heading():
    text = explain("PRI-02")
    assert text.count("### ") == 1 and text.count("Bad:") == text.count("Good:") > 2
    assert text in write()


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.code)
def test_a_code_is_a_family_and_digits_and_its_sentence_is_one(entry):
    assert CODE.match(entry.code)
    assert entry.sentence[0].isupper() or entry.sentence.startswith(("`", "“", "clinic.yaml", "references.lock"))
    assert entry.sentence.endswith(".") and ". " not in entry.sentence


def test_a_code_can_be_explained_by_itself_in_small_letters_too():
    text = explain("md001")
    assert text.startswith("### MD001\n\n**Error.** A list stands right under a line of text.")
    assert "- a jacket" in text
    assert explain("XX999") == ""
