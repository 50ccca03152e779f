"""Findings in plain words."""

from __future__ import annotations

import pytest

from clinicsite.claims.families import RULES
from clinicsite.model.diagnostic import Diagnostic, Location, Severity
from clinicsite.report.families import FAMILIES, sentence, table


def found(*codes: str, severity: Severity = "error") -> list[Diagnostic]:
    return [Diagnostic(code, "So.", Location("a.md"), severity=severity) for code in codes]


def test_every_family_of_rules_has_a_name_in_words():
    assert {rule.code.partition("-")[0] for rule in RULES} - FAMILIES.keys() == set()
    for name, words in FAMILIES.values():
        assert name[0].isupper() and words[0].islower() and not words.endswith(".")


def test_the_table_counts_by_family_the_most_errors_first():
    all_of_them = [*found("EFF-01"), *found("SAF-01", "SAF-02"), *found("LANG-01", severity="warning"), *found("READ005"), *found("READ-02", severity="note")]
    assert table(all_of_them) == (
        "                    errors  warnings  notes\n"
        "Risks and safety         2         -      -\n"
        "Benefit                  1         -      -\n"
        "Everything else          1         -      -\n"
        "Words about people       -         1      -\n"
        "Reading ease             -         -      1"
    )
    assert table([]) == ""


@pytest.mark.parametrize(
    ("diagnostics", "documents", "said"),
    [
        ([], 1, "Nothing was found. A person should still read it."), ([], 2, "Nothing was found. A person should still read them."),
        (found("EFF-01", "EFF-06"), 1, "2 errors: this page promises more than trials have shown."),
        (found("EFF-01") + found("CRED-01", severity="warning"), 3, "1 error: at least one page promises more than trials have shown."),
        (found("CRED-01", severity="warning"), 1, "1 warning: this page boasts of what no reader can check."),
        (found("EFF-01", "EFF-02", "CRED-01"), 1, "3 errors: this page promises more than trials have shown; and boasts of what no reader can check."),
        (found("EFF-01", "SAF-01", "CRI-01", "REG-01"), 1, "4 errors: this page promises more than trials have shown; plays down risks or leaves out what keeps readers safe; "
         "speaks of suicide without care, or lacks crisis help; and more."),
    ],
)  # fmt: skip
def test_the_sentence_says_what_a_page_does(diagnostics, documents, said):
    assert sentence(diagnostics, documents) == said
