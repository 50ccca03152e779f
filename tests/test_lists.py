from __future__ import annotations

import json
from dataclasses import replace

import pytest

from clinicsite.cli import main
from clinicsite.lists import listing
from tests.sites import make_site

PAGES = """\
-- content/pages/parking.md --
---
title: Where to park
description: Where to park.
draft: true
---
Write here.
-- content/pages/winter.md --
---
title: Hours in winter
description: When we are open in winter.
publish: 2026-12-01
---
We open later.
-- content/pages/flu.md --
---
title: Flu shots
description: Flu shots this fall.
expires: 2026-11-22
---
Come by.
-- content/people/ann-lee.md --
---
title: Ann Lee
description: Ann Lee is the physician.
credentials: MD
role: Physician
---
Ann sees you.
-- content/pages/old.md --
---
title: Long overdue
description: Nobody has looked at it.
reviewed: 2025-01-02
reviewed_by: ann-lee
review_due: 2026-01-02
---
Text.
-- content/pages/soon.md --
---
title: Due soon
description: Somebody should look at it.
reviewed: 2026-01-21
reviewed_by: ann-lee
review_due: 2027-01-21
---
Text.
-- content/pages/later.md --
---
title: Due later
description: It can wait.
reviewed: 2026-01-22
reviewed_by: ann-lee
review_due: 2027-01-22
---
Text.
"""

FORM = """\
-- content/forms/ask.yaml --
title: Ask a question
description: Ask us.
draft: true
summary: Ask us.
emergency_title: Not for emergencies
emergency_text: Nobody reads it at night.
steps:
  - legend: You
    seconds: 10
    why: So that we can answer.
    fields:
      - {name: tel, label: Phone number, type: tel}
submit: Send
after_title: Then
thanks: {title: We have it, description: We have it., text: We call.}
"""

ALL = """\
Drafts: 1
              content/pages/parking.md  Where to park
Scheduled: 1
  2026-12-01  content/pages/winter.md  Hours in winter
Expired: 1
  2026-11-22  content/pages/flu.md  Flu shots
Reviews due within 60 days, or overdue: 2
  2026-01-02  content/pages/old.md  Long overdue
  2027-01-21  content/pages/soon.md  Due soon
"""


def test_the_whole_list_says_what_is_held_back_and_what_is_due(tmp_path):
    assert listing(make_site(tmp_path, PAGES).settings, "all", "text") == (ALL, 0)


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("drafts", "Drafts: 1\n              content/pages/parking.md  Where to park\n"),
        ("scheduled", "Scheduled: 1\n  2026-12-01  content/pages/winter.md  Hours in winter\n"),
        ("expired", "Expired: 1\n  2026-11-22  content/pages/flu.md  Flu shots\n"),
    ],
)
def test_one_list_can_be_asked_for_alone(tmp_path, what, line):
    assert listing(make_site(tmp_path, PAGES).settings, what, "text") == (line, 0)


def test_a_review_is_listed_from_sixty_days_before_it_is_due(tmp_path):
    text, _ = listing(make_site(tmp_path, PAGES).settings, "due", "text")
    assert "soon.md" in text
    assert "later.md" not in text


def test_a_list_without_entries_says_so(tmp_path):
    text, unread = listing(make_site(tmp_path).settings, "all", "text")
    assert text == "Drafts: none\nScheduled: none\nExpired: none\nReviews due within 60 days, or overdue: none\n"
    assert unread == 0


def test_a_draft_of_a_form_is_listed_too(tmp_path):
    text, _ = listing(make_site(tmp_path, FORM).settings, "drafts", "text")
    assert text == "Drafts: 1\n              content/forms/ask.yaml  Ask a question\n"


def test_what_is_held_back_is_listed_even_where_builds_let_it_in(tmp_path):
    settings = replace(make_site(tmp_path, PAGES + FORM).settings, drafts=True, future=True)
    text, _ = listing(settings, "all", "text")
    assert "parking.md" in text
    assert "ask.yaml" in text
    assert "winter.md" in text


def test_a_draft_that_is_overdue_is_only_a_draft(tmp_path):
    made = make_site(tmp_path, PAGES)
    made.edit("content/pages/old.md", "reviewed: ", "draft: true\nreviewed: ")
    text, _ = listing(made.settings, "all", "text")
    assert text.count("old.md") == 1
    assert "Drafts: 2\n" in text


def test_as_json_each_entry_has_its_state_file_title_and_day(tmp_path):
    text, unread = listing(make_site(tmp_path, PAGES).settings, "scheduled", "json")
    row = {"state": "scheduled", "file": "content/pages/winter.md", "title": "Hours in winter", "day": "2026-12-01"}
    assert json.loads(text) == [row]
    assert unread == 0


def test_titles_in_other_alphabets_stay_readable_in_json(tmp_path):
    made = make_site(tmp_path, PAGES)
    made.edit("content/pages/parking.md", "Where to park", "Dónde aparcar")
    assert '"Dónde aparcar"' in listing(made.settings, "drafts", "json")[0]


def test_files_that_cannot_be_read_are_counted_and_not_passed_over_in_silence(tmp_path):
    made = make_site(tmp_path, PAGES)
    made.edit("content/pages/winter.md", "publish: 2026-12-01", "publish: soon")
    text, unread = listing(made.settings, "scheduled", "text")
    assert text == "Scheduled: none\nNot counted: what `clinicsite check` cannot read (1 error).\n"
    assert unread == 1


def test_without_the_clinics_facts_there_is_still_an_answer(tmp_path):
    made = make_site(tmp_path, PAGES)
    (tmp_path / "content/clinic.yaml").unlink()
    text, unread = listing(made.settings, "drafts", "text")
    assert "Not counted: what `clinicsite check` cannot read (1 error)." in text
    assert unread == 1


def test_the_command_prints_the_list_and_fails_only_where_a_file_cannot_be_read(tmp_path, capsys):
    made = make_site(tmp_path, PAGES)
    assert main(made.settings, ["list", "drafts"]) == 0
    assert capsys.readouterr().out == "Drafts: 1\n              content/pages/parking.md  Where to park\n"
    made.edit("content/pages/winter.md", "publish: 2026-12-01", "publish: soon")
    assert main(made.settings, ["list", "due", "--clock", "2026-11-22"]) == 1
    assert "(1 error)" in capsys.readouterr().out
