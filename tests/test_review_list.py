from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from clinicsite.cli import main
from clinicsite.review_list import list_reviews
from tests.reviewed import CARE
from tests.sites import Made, make_site


def article(name: str, title: str, due: str) -> str:
    keys = f"audience: clinician\nauthors: [bo-ray]\nreviewed: 2026-01-05\nreviewed_by: ann-lee\nreview_due: {due}\n"
    return f'-- content/articles/care/{name}.md --\n---\ntitle: "{title}"\ndescription: D.\n{keys}---\nRest.\n'


@pytest.fixture
def site(tmp_path) -> Made:
    text = CARE + article("late", "Late", "2026-11-21") + article("soon", "Soon, and now; yes", "2027-01-21")
    made = make_site(tmp_path, text + article("far", "Far", "2027-01-22") + article("changed", "Changed", "2027-05-01"))
    made.build()
    made.edit("content/articles/care/changed.md", "\nRest.", "\nRest well.")
    return made


def test_reviews_are_listed_by_what_they_ask_for(site):
    assert list_reviews(site.settings, "text") == (
        "Not reviewed, or changed since: 1\n"
        "  2027-05-01  content/articles/care/changed.md  Changed  (last by ann-lee on 2026-01-05)\n"
        "Overdue: 1\n"
        "  2026-11-21  content/articles/care/late.md  Late  (last by ann-lee on 2026-01-05)\n"
        "Due within 60 days: 1\n"
        "  2027-01-21  content/articles/care/soon.md  Soon, and now; yes  (last by ann-lee on 2026-01-05)\n"
        "Due later: 1\n"
        "  2027-01-22  content/articles/care/far.md  Far  (last by ann-lee on 2026-01-05)\n",
        0,
    )


def test_the_clock_shows_the_future(site):
    text, _ = list_reviews(replace(site.settings, clock=date(2027, 6, 1)), "text")
    assert "Overdue: 3\n" in text and "Due later: none\n" in text


def test_a_page_without_a_review_is_listed_and_a_draft_is_not(site):
    site.reviewed = False
    site.write("content/articles/care/new.md", "---\ntitle: New\ndescription: D.\n---\nRest.\n")
    site.write("content/articles/care/draft.md", "---\ntitle: Draft\ndescription: D.\ndraft: true\n---\nRest.\n")
    text, _ = list_reviews(site.settings, "text")
    assert "Not reviewed, or changed since: 2\n              content/articles/care/new.md  New\n" in text
    assert "draft.md" not in text


def test_each_entry_has_its_facts_in_json(site):
    text, _ = list_reviews(site.settings, "json")
    assert json.loads(text)[1] == {
        "state": "overdue", "file": "content/articles/care/late.md", "title": "Late", "reviewed": "2026-01-05",
        "reviewed_by": "ann-lee", "day": "2026-11-21",
    }  # fmt: skip


def test_files_that_cannot_be_read_are_counted(site):
    site.edit("content/articles/care/far.md", "title:", "titel:")
    text, unread = list_reviews(site.settings, "text")
    assert text.endswith("Not counted: what `clinicsite check` cannot read (2 errors).\n") and unread == 2


def test_the_calendar_has_a_day_for_each_review(site):
    text, _ = list_reviews(site.settings, "ics")
    assert text.count("BEGIN:VEVENT\r\n") == text.count("END:VEVENT\r\n") == 4
    assert "UID:review.articles.care.late@alder.example\r\n" in text
    assert "DTSTAMP:20261122T000000Z\r\nDTSTART;VALUE=DATE:20261121\r\nDTEND;VALUE=DATE:20261122\r\n" in text
    assert "SUMMARY:Review due: Soon\\, and now\\; yes\r\n" in text
    assert "URL:https://alder.example/articles/care/late/\r\n" in text


def test_an_event_is_the_same_one_after_the_next_review(site):
    before = list_reviews(site.settings, "ics")[0]
    main(site.settings, ["review", str(site.root / "content/articles/care/late.md"), "--by", "ann-lee"])
    after = list_reviews(site.settings, "ics")[0]
    assert before != after
    assert sorted(line for line in before.split("\r\n") if line.startswith("UID")) == sorted(
        line for line in after.split("\r\n") if line.startswith("UID")
    )


def test_the_command_prints_the_calendar_with_its_own_line_ends(site, capfdbinary):
    assert main(site.settings, ["list", "reviews", "--format", "ics"]) == 0
    out = capfdbinary.readouterr().out
    assert out.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") and out.endswith(b"END:VCALENDAR\r\n")
    assert out.count(b"\n") == out.count(b"\r\n")


def test_only_reviews_make_a_calendar(site, capsys):
    assert main(site.settings, ["list", "drafts", "--format", "ics"]) == 2
    assert capsys.readouterr().err == "clinicsite: only reviews make a calendar. Type `clinicsite list reviews --format ics`.\n"


def test_without_the_clinics_facts_there_is_still_an_answer(site):
    (site.root / "content/clinic.yaml").unlink()
    assert list_reviews(site.settings, "json")[0] == "[]\n"
    assert list_reviews(site.settings, "ics")[0].startswith("BEGIN:VCALENDAR\r\n")
    assert "Overdue: none\n" in list_reviews(site.settings, "text")[0]
