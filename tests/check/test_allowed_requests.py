"""Requests to other hosts on our own pages: refused, unless clinic.yaml says who answers for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites import CLINIC, Made, make_site

MAP = '{% extends "layouts/reading.html" %}\n{% block head %}<script src="https://maps.test/a.js"></script>{% endblock %}\n'
ALLOWED = "sample: true\nallowed_requests:\n  - host: maps.test\n    owner: Ruth Lindqvist\n    note: Agreement of May 2, 2026\n"


def clinic_with(root: Path, allowed: str, template: str = MAP) -> Made:
    made = make_site(root, clinic=CLINIC.replace("sample: true\n", allowed))
    made.write("templates/pages/page.html", template)
    return made


def told(made: Made) -> list[str]:
    return [f"{d.where} {d.severity} {d.code} {d.message}" for d in made.build().diagnostics if d.severity != "note"]


def test_a_template_that_loads_from_another_host_stops_the_build(tmp_path):
    made = clinic_with(tmp_path, "sample: true\n")
    home, about = sorted(told(made), reverse=True)
    assert home.startswith("site/index.html:") and about.startswith("site/about/index.html:")
    assert about.endswith(" error PRI-01 The page loads a script from `maps.test`.")
    assert not (tmp_path / "site" / "about").exists()


def test_a_host_with_an_owner_and_a_note_may_be_asked_and_the_policy_lets_it(tmp_path):
    made = clinic_with(tmp_path, ALLOWED)
    assert told(made) == []
    assert "script-src 'self' https://maps.test;" in made.read("_headers")


def test_taking_the_permission_away_is_noticed_though_no_page_changes(tmp_path):
    made = clinic_with(tmp_path, ALLOWED)
    assert told(made) == []
    made.edit("content/clinic.yaml", ALLOWED, "sample: true\n")
    assert [line.split()[2] for line in told(made)] == ["PRI-01", "PRI-01"]


def test_a_permission_that_no_page_needs_is_a_warning_at_its_place(tmp_path):
    made = clinic_with(tmp_path, ALLOWED, '{% extends "layouts/reading.html" %}\n')
    line = 2 + CLINIC[: CLINIC.index("sample: true")].count("\n") - CLINIC[: CLINIC.index("name:")].count("\n") + 1
    assert told(made) == [
        f"content/clinic.yaml:{line}:5 warning PRI-05 `allowed_requests` lets pages load from `maps.test`, and none does."
    ]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{host: maps.test, owner: Ruth}", "`note` is missing."),
        ("{host: maps.test, note: Agreement}", "`owner` is missing."),
        ("{host: 'https://maps.test/a', owner: Ruth, note: x}", "This is more than a host: `https://maps.test/a`. Write `maps.test`."),
        ("{host: '*', owner: Ruth, note: x}", "This is not a host: `*`. Write it as in `maps.example.com`."),
        ("{host: '*.maps.test', owner: Ruth, note: x}", "This is not a host: `*.maps.test`. Write it as in `maps.example.com`."),
        ("{host: 'a.test; script-src *', owner: Ruth, note: x}", "This is not a host: `a.test; script-src *`. Write it as in `maps.example.com`."),
    ],
)
def test_a_permission_names_a_host_an_owner_and_a_note(tmp_path, entry, message):
    result = clinic_with(tmp_path, f"sample: true\nallowed_requests: [{entry}]\n").build()
    assert not result.ok
    assert any(message in f"{d.message} {d.hint}" for d in result.diagnostics), result.diagnostics
