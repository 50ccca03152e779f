from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clinicsite.cli import main
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.pipeline import build
from tests.reviewed import CARE
from tests.sites import Made, make_site

SITE = CARE + """\
-- content/articles/care/driving.md --
---
title: Driving
description: When to drive again.
authors: [bo-ray]
sample: true
---
You may drive the next day.

Rest at home
with an adult.[@doe2020]
-- content/references.bib --
@article{doe2020, author={Doe, Jo}, title={Rest}, journal={AJP}, year={2020}, doi={10.1176/rest}}
"""
DRIVING = "content/articles/care/driving.md"


@pytest.fixture
def site(tmp_path: Path) -> Made:
    """A site with an article that has been reviewed."""
    made = make_site(tmp_path, SITE, reviewed=False)
    assert main(made.settings, ["review", str(tmp_path / DRIVING), "--by", "ann-lee"]) == 0
    return made


def judged(made: Made, clock: date | None = None, **settings: object) -> list[Diagnostic]:
    return list(build(replace(made.settings, clock=clock or made.settings.clock, **settings), publishing=False).diagnostics)


def told(found: list[Diagnostic]) -> list[str]:
    return [f"{d.where.file.rpartition('/')[2]}:{d.where.line}:{d.where.column} {d.severity} {d.code} {d.message}" for d in found]


def test_a_page_that_was_reviewed_by_the_command_passes(site):
    assert told(judged(site)) == []


# Who


@pytest.mark.parametrize("path", ["articles/care/x", "treatments/x", "conditions/x"])
def test_a_page_on_health_needs_an_author_a_reviewer_and_a_review(site, path):
    grade = "evidence: {grade: none, studies: We know of none., unknown: All of it.}\n"
    own = {"treatments/x": "status: Off-label.\ntherapy: A drip\n", "conditions/x": f"condition: Depression\n{grade}"}.get(path, "")
    site.write(f"content/{path}.md", f"---\ntitle: X\ndescription: Y.\nsample: true\n{own}---\nText.[@doe2020]\n")
    assert [d.split(" ", 1)[1] for d in told(judged(site))] == [
        "error REV-01 This page does not say who wrote it.",
        "error REV-01 This page names no clinician who has reviewed it.",
        "error REV-02 This page does not say when it was reviewed.",
    ]


def test_an_article_for_clinicians_needs_a_review_too(site):
    site.write("content/articles/care/x.md", "---\ntitle: X\ndescription: Y.\naudience: clinician\nauthors: [bo-ray]\n---\n")
    assert {d.code for d in judged(site)} == {"REV-01", "REV-02"}


def test_people_topics_and_plain_pages_need_none(site):
    site.write("content/pages/parking.md", "---\ntitle: Parking\ndescription: Where.\nsample: true\n---\nHere.\n")
    assert told(judged(site)) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("credentials: MD\n", "", "`ann-lee` has no credentials to review with."),
        ("license_states: [CO]\n", "", "`ann-lee` names no state of a license."),
        ("sample: true", "draft: true", "`ann-lee` cannot review, because the profile is a draft."),
    ],
)
def test_the_reviewer_is_a_clinician_with_a_license_and_a_profile(site, old, new, message):
    site.edit("content/people/ann-lee.md", old, new)
    assert told(judged(site)) == [f"driving.md:7:1 error REV-01 {message}"]


def test_a_plain_page_that_names_a_reviewer_is_held_to_it(site):
    site.write("content/pages/faq.md", "---\ntitle: Q\ndescription: A.\nreviewed_by: bo-ray\n---\nText.\n")
    assert [d.split(" ", 1)[1] for d in told(judged(site))] == [
        "error REV-01 `bo-ray` has no credentials to review with.", "error REV-02 This page does not say when it was reviewed.",
    ]  # fmt: skip


def test_in_a_draft_it_is_a_warning(site):
    site.write("content/articles/care/x.md", "---\ntitle: X\ndescription: Y.\ndraft: true\n---\nText.[@doe2020]\n")
    assert told(judged(site)) == []
    assert {d.severity for d in judged(site, drafts=True)} == {"warning"}


def test_a_writer_who_tries_out_an_edit_is_warned_and_not_stopped(site):
    site.edit(DRIVING, "next day", "same day")
    assert not build(site.settings, publishing=False).ok
    result = build(site.settings, publishing=False, trial=True)
    assert result.ok
    assert [(d.code, d.severity) for d in result.diagnostics] == [("REV-03", "warning")]


# When


@pytest.mark.parametrize(
    ("clock", "found"),
    [
        (date(2027, 9, 22), []),
        (date(2027, 9, 23), ["warning REV-02 The next review of this page is due in 60 days, on 2027-11-22."]),
        (date(2027, 11, 21), ["warning REV-02 The next review of this page is due tomorrow, on 2027-11-22."]),
        (date(2027, 11, 22), ["warning REV-02 The next review of this page is due today, on 2027-11-22."]),
        (date(2027, 11, 23), ["error REV-02 The review of this page was due on 2027-11-22."]),
        (date(2026, 11, 21), ["error REV-02 This page says that it was reviewed on 2026-11-22, which is still to come."]),
    ],
)
def test_a_review_warns_for_60_days_and_then_fails(site, clock, found):
    assert [d.split(" ", 1)[1] for d in told(judged(site, clock))] == found


def test_a_review_that_is_never_due_again_is_an_error(site):
    site.edit(DRIVING, "review_due: 2027-11-22\n", "")
    assert told(judged(site)) == ["driving.md:6:1 error REV-02 This page does not say when its next review is due."]
    site.edit(DRIVING, "reviewed: 2026-11-22\n", "reviewed: 2026-11-22\nreview_due: 2026-11-22\n")
    assert told(judged(site)) == ["driving.md:7:1 error REV-02 The next review is due on 2026-11-22, but the last one was on 2026-11-22."]


# Which words


def test_each_line_that_changed_is_named_with_its_words(site):
    site.edit(DRIVING, "the next day", "the same evening")
    site.edit(DRIVING, "with an adult.", "with two adults.")
    site.edit(DRIVING, "description: When", "description: Where and when")
    assert told(judged(site)) == [
        "driving.md:3:14 error REV-03 These words have changed since the review on 2026-11-22: `When` became `Where and when`.",
        "driving.md:11:19 error REV-03 These words have changed since the review on 2026-11-22: `next day.` became `same evening.`.",
        "driving.md:14:6 error REV-03 These words have changed since the review on 2026-11-22: `an adult.` became `two adults.`.",
    ]


def test_words_that_were_added_or_taken_out_are_named(site):
    site.edit(DRIVING, "You may drive", "You may also drive")
    site.edit(DRIVING, "Rest at home\nwith an adult.", "Rest at home.")
    site.edit(DRIVING, "at home.", "at home")
    assert [d.partition(": ")[0] for d in told(judged(site))] == [
        "driving.md:11:9 error REV-03 These words were added since the review on 2026-11-22",
        "driving.md:13:1 error REV-03 These words were taken out since the review on 2026-11-22",
    ]


def test_markup_dates_and_names_may_change(site):
    site.edit(DRIVING, "You may drive the next day.", "You *may* drive\n[the next day](/pages/about.md).")
    site.edit(DRIVING, "sample: true", "sample: true\ntags: [driving]\nweight: 3")
    (site.root / DRIVING).rename(site.root / "content/articles/care/when-to-drive.md")
    assert told(judged(site)) == []


def test_the_hint_tells_how_to_have_it_reviewed_again(site):
    site.edit(DRIVING, "next day", "same day")
    (found,) = judged(site)
    assert found.hint == f"Have the page reviewed, then run `clinicsite review {DRIVING} --by ann-lee`."


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("reviewed: 2026-11-22", "reviewed: 2026-11-21", "reviewed on 2026-11-21, but the review on record is of 2026-11-22."),
        ("review_due: 2027-11-22", "review_due: 2028-11-22", "The next review was due on 2027-11-22, and has been put off to 2028-11-22."),
        ("reviewed_by: ann-lee", "reviewed_by: cy-ode", "names `cy-ode` as its reviewer, but the review on record is by `ann-lee`."),
        ("sample: true\n", "", "made while this page was a sample, so nobody has read it."),
        ("authors:", "updated: 2026-11-23\nauthors:", "meaning changed on 2026-11-23, after the review of 2026-11-22."),
    ],
)
def test_a_day_or_a_name_that_was_set_by_hand_is_no_review(site, old, new, message):
    cy = "---\ntitle: Cy Ode\ndescription: D.\nrole: Physician\ncredentials: DO\nlicense_states: [CO]\nsample: true\n---\n"
    site.write("content/people/cy-ode.md", cy)
    site.edit(DRIVING, old, new)
    (found,) = judged(site, date(2026, 11, 23))
    assert (found.code, found.severity) == ("REV-03", "error") and found.message.endswith(message)


def test_a_review_may_be_due_sooner_than_it_was_set(site):
    site.edit(DRIVING, "review_due: 2027-11-22", "review_due: 2027-05-22")
    assert told(judged(site)) == []


def test_a_review_without_its_words_is_none(site):
    (record,) = (site.root / "content/reviews").iterdir()
    kept = record.read_text("utf-8")
    words = f"v1-{record.name.split('.')[1]}"
    record.unlink()
    assert told(judged(site)) == [f"driving.md:9:1 error REV-03 There is no record in content/reviews/ of the words `{words}`."]
    record.write_text(kept, "utf-8")
    site.edit(DRIVING, f"reviewed_words: {words}\n", "")
    assert sorted(d.code for d in judged(site)) == ["REV-03", "REV-04"]


def test_a_record_that_was_edited_is_no_longer_one_of_the_reviewed_words(site):
    (record,) = (site.root / "content/reviews").iterdir()
    record.write_text(record.read_text("utf-8").replace("the next day", "the same day"), "utf-8")
    assert {d.code for d in judged(site)} == {"REV-03", "REV-04"}


def test_a_record_is_known_by_its_words_and_not_by_its_name(site):
    (record,) = (site.root / "content/reviews").iterdir()
    record.rename(record.with_name("renamed.txt"))
    assert told(judged(site)) == []


def test_a_record_that_nothing_names_is_noted(site):
    (site.root / DRIVING).unlink()
    (site.root / "content/references.bib").unlink()
    (found,) = judged(site)
    assert (found.code, found.severity, found.message) == ("REV-04", "note", "No page names this review of `articles/care/driving.md`.")


def test_records_are_never_published(site):
    assert site.build().ok
    assert not any("review" in path or path.endswith(".txt") and path not in ("robots.txt", "llms.txt") for path in site.published())
    assert not any(b"Reviewed by: ann-lee" in data for data in site.published().values())


def test_a_text_file_elsewhere_is_still_none_that_the_site_uses(site):
    site.write("content/notes.txt", "Buy milk.")
    assert [d.code for d in judged(site)] == ["READ008"]


# With a notice


@pytest.fixture
def overdue(site: Made) -> Made:
    clinic = site.root / "content/clinic.yaml"
    clinic.write_text(clinic.read_text("utf-8") + "overdue_reviews: notice\n", "utf-8")
    site.settings = replace(site.settings, clock=date(2027, 11, 23))
    return site


def test_where_the_clinic_says_so_an_overdue_page_is_published_with_a_notice(overdue):
    result = overdue.build()
    assert told(list(result.diagnostics)) == ["driving.md:8:1 warning REV-02 The review of this page was due on 2027-11-22."]
    html = overdue.read("articles/care/driving/index.html")
    assert [page.meta.noindex for page in result.site.pages if page.overdue] == [True]
    assert '<h2 id="review_notice_title">This page is waiting for its review</h2>' in html
    assert "The review of this page is overdue." in html
    assert "<dt>Next review was due</dt>" in html
    assert html.index("review_notice_title") < html.index('class="by"')


def test_a_page_whose_review_holds_carries_no_notice(overdue):
    overdue.settings = replace(overdue.settings, clock=date(2027, 11, 22))
    overdue.build()
    html = overdue.read("articles/care/driving/index.html")
    assert "waiting for its review" not in html and "overdue" not in html
    assert "<dt>Next review due</dt>" in html


def test_the_notice_comes_to_a_page_that_search_engines_left_out_before(overdue):
    overdue.edit(DRIVING, "sample: true", "sample: true\nnoindex: true")
    overdue.settings = replace(overdue.settings, clock=date(2027, 11, 22))
    overdue.build()
    overdue.settings = replace(overdue.settings, clock=date(2027, 11, 23))
    overdue.build()
    assert "waiting for its review" in overdue.read("articles/care/driving/index.html")


def test_the_notice_comes_with_the_day_and_goes_with_the_review(overdue):
    overdue.settings = replace(overdue.settings, clock=date(2027, 11, 22))
    overdue.build()
    overdue.settings = replace(overdue.settings, clock=date(2027, 11, 23))
    assert "articles/care/driving/index.html" in overdue.build().written
    assert main(overdue.settings, ["review", str(overdue.root / DRIVING), "--by", "ann-lee"]) == 0
    overdue.build()
    assert "waiting for its review" not in overdue.read("articles/care/driving/index.html")
