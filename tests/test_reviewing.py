from __future__ import annotations

import errno
from pathlib import Path
from typing import NoReturn

import pytest

from clinicsite.cli import main
from clinicsite.pipeline import build
from tests.reviewed import CARE
from tests.sites import Made, make_site

SITE = CARE + """\
-- content/articles/care/driving.md --
---
title: Driving
description: When to drive again.
audience: clinician
authors: [bo-ray]
---
You may drive the next day, with people who recieve care.
-- content/articles/care/rest.md --
---
title: Rest
description: Why to rest.
audience: clinician
authors: [ann-lee]
sample: true
---
Rest.
"""
DRIVING, REST = "content/articles/care/driving.md", "content/articles/care/rest.md"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    made = make_site(tmp_path, SITE, reviewed=False)
    monkeypatch.chdir(tmp_path)
    return made


def review(made: Made, *words: str) -> int:
    return main(made.settings, ["review", *words])


def records(made: Made) -> list[str]:
    folder = made.root / "content/reviews"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


# Stamping


def test_a_review_is_stamped_and_told(site, capsys):
    assert review(site, DRIVING, "--by", "ann-lee") == 0
    (record,) = records(site)
    stamp = f"v1-{record.split('.')[1]}"
    assert record == f"articles-care-driving.{stamp[3:]}.txt"
    assert capsys.readouterr().out == f"{DRIVING}: Reviewed by `ann-lee` on 2026-11-22, due again on 2027-11-22, {stamp}.\n"
    assert (site.root / DRIVING).read_text("utf-8") == (
        "---\ntitle: Driving\ndescription: When to drive again.\naudience: clinician\nauthors: [bo-ray]\n"
        f"reviewed: 2026-11-22\nreviewed_by: ann-lee\nreview_due: 2027-11-22\nreviewed_words: {stamp}\n"
        "---\nYou may drive the next day, with people who recieve care.\n"
    )
    assert (site.root / "content/reviews" / record).read_text("utf-8") == (
        "Page: articles/care/driving.md\nReviewed by: ann-lee\nReviewed: 2026-11-22\nNext review: 2027-11-22\n\n"
        "title: Driving\ndescription: When to drive again.\nYou may drive the next day, with people who recieve care.\n"
    )


def test_a_sample_stays_one_and_its_record_says_so(site, capsys):
    site.edit(REST, "[ann-lee]", "[bo-ray]")
    review(site, REST, "--by", "ann-lee")
    assert capsys.readouterr().out.endswith("It is a sample, so this stands for no review.\n")
    assert "Sample: nobody has read these words\n" in (site.root / "content/reviews" / records(site)[0]).read_text("utf-8")


def test_every_other_byte_of_the_file_stays(site):
    text = (
        b"\xef\xbb\xbf---\r\n# who\r\naudience: clinician\r\ntitle:   'Driving'\r\ndescription: \"When.\"  # short\nauthors:\r\n  - bo-ray\r\n"
        b"reviewed: 2025-01-01   # by mail\r\n---\r\n*You* may\tdrive.  \r\n\r\nRest"
    )
    file = site.write(DRIVING, text)
    assert review(site, DRIVING, "--by", "ann-lee") == 0
    (record,) = records(site)
    keys = f"reviewed_by: ann-lee\r\nreview_due: 2027-11-22\r\nreviewed_words: v1-{record.split('.')[1]}\r\n".encode()
    assert file.read_bytes() == text.replace(b"2025-01-01   # by mail\r\n", b"2026-11-22   # by mail\r\n" + keys)


def test_the_next_review_is_due_when_it_is_said(site, capsys):
    review(site, DRIVING, "--by", "ann-lee", "--due", "2027-02-01")
    assert "due again on 2027-02-01" in capsys.readouterr().out
    assert "review_due: 2027-02-01\n" in (site.root / DRIVING).read_text("utf-8")


def test_the_day_is_the_clocks_and_a_leap_day_has_a_year_too(site, capsys):
    review(site, DRIVING, "--by", "ann-lee", "--clock", "2028-02-29")
    assert "on 2028-02-29, due again on 2029-02-28" in capsys.readouterr().out


def test_a_new_review_takes_the_place_of_the_old_record(site):
    review(site, DRIVING, "--by", "ann-lee")
    before = records(site)
    site.edit(DRIVING, "next day", "day after")
    assert review(site, DRIVING, "--by", "ann-lee", "--clock", "2026-12-01") == 0
    assert len(records(site)) == 1 and records(site) != before
    assert build(site.settings, publishing=False).diagnostics[0].code == "REV-02"


def test_the_same_words_read_again_get_the_new_day(site):
    review(site, DRIVING, "--by", "ann-lee")
    before = records(site)
    review(site, DRIVING, "--by", "ann-lee", "--clock", "2026-12-01")
    assert records(site) == before
    assert "Reviewed: 2026-12-01\n" in (site.root / "content/reviews" / before[0]).read_text("utf-8")


def test_a_folder_stands_for_its_pages_that_need_a_review(site, capsys):
    site.edit(REST, "[ann-lee]", "[bo-ray]")
    assert review(site, "content", "--by", "ann-lee") == 0
    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == [DRIVING, REST]


def test_a_path_may_be_written_from_content_too_and_counts_once(site, capsys):
    assert review(site, "articles/care/driving.md", DRIVING, str(site.root / DRIVING), "--by", "ann-lee") == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_a_plain_page_can_be_reviewed_by_name(site, capsys):
    assert review(site, "content/pages/about.md", "--by", "ann-lee") == 0
    assert "reviewed_words: v1-" in (site.root / "content/pages/about.md").read_text("utf-8")


def test_with_changed_only_pages_whose_review_does_not_hold_are_stamped(site, capsys):
    site.edit(REST, "[ann-lee]", "[bo-ray]")
    review(site, "content", "--by", "ann-lee")
    site.edit(REST, "\nRest.", "\nRest well.")
    capsys.readouterr()
    assert review(site, "content", "--by", "ann-lee", "--changed") == 0
    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == [REST]
    assert review(site, "content", "--by", "ann-lee", "--changed") == 0
    assert capsys.readouterr().out == "Nothing has changed since the last reviews.\n"


# Refusing


def test_an_author_cannot_review_and_the_others_are_stamped_all_the_same(site, capsys):
    assert review(site, "content", "--by", "ann-lee") == 1
    shown = capsys.readouterr()
    assert shown.err == f"{REST}: `ann-lee` wrote this page. Have another clinician review it.\n"
    assert shown.out.startswith(DRIVING)
    assert "reviewed" not in (site.root / REST).read_text("utf-8")


@pytest.mark.parametrize(
    ("by", "message"),
    [
        ("bo-ray", "`bo-ray` has no credentials to review with. Name a clinician, or add `credentials` to content/people/bo-ray.md."),
        ("ann-le", "There is no person `ann-le` to review. Did you mean `ann-lee`?"),
        ("Medical team", "There is no person `Medical team` to review. Write content/people/Medical team.md, or name another clinician."),
    ],
)
def test_only_a_clinician_can_review(site, capsys, by, message):
    assert review(site, DRIVING, "--by", by) == 2
    assert capsys.readouterr().err == f"clinicsite: {message}\n"
    assert records(site) == []


def test_a_page_with_an_error_is_refused_with_the_first_one(site, capsys):
    site.edit(DRIVING, "You may", "See [this](/pages/no.md) and [that](/pages/nor.md). You may")
    before = (site.root / DRIVING).read_bytes()
    assert review(site, DRIVING, "--by", "ann-lee") == 1
    assert capsys.readouterr().err == f"{DRIVING}: The page has 2 errors, the first on line 7: No page is called `/pages/no.md`.\n"
    assert (site.root / DRIVING).read_bytes() == before and records(site) == []


def test_a_page_that_cannot_be_read_is_refused(site, capsys):
    site.edit(DRIVING, "title: Driving", "titel: Driving")
    assert review(site, DRIVING, "--by", "ann-lee") == 1
    assert capsys.readouterr().err.startswith(f"{DRIVING}: The page has 2 errors, the first on line ")


def test_front_matter_in_braces_is_refused(site, capsys):
    site.write(DRIVING, "---\n{title: Driving, description: When., audience: clinician, authors: [bo-ray]}\n---\nRest.\n")
    assert review(site, DRIVING, "--by", "ann-lee") == 1
    assert "The front matter cannot be edited safely." in capsys.readouterr().err
    assert records(site) == []


def test_a_file_that_cannot_be_written_is_named_with_the_reason(site, capsys, monkeypatch):
    def refuse(path: Path, data: bytes) -> NoReturn:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("clinicsite.reviewing.replace_file", refuse)
    assert review(site, DRIVING, "--by", "ann-lee") == 1
    assert capsys.readouterr().err == f"{DRIVING}: It cannot be written: permission denied.\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["content/pages/no.md", "--by", "ann-lee"], "There is no page to review at content/pages/no.md. Name a page or a folder in content/."),
        (["/etc", "--by", "ann-lee"], "There is no page to review at /etc. Name a page or a folder in content/."),
        ([DRIVING, "--by", "ann-lee", "--due", "2026-11-22"], "The next review cannot be due on 2026-11-22: that day is not ahead."),
        ([DRIVING], "a review needs a reviewer. Add --by with the name of a file in content/people/."),
        ([DRIVING, "--minor", "--by", "ann-lee"], "--minor keeps the last review, so it goes without --by, --due and --changed."),
    ],
)  # fmt: skip
def test_a_wrong_command_is_told_and_changes_nothing(site, capsys, words, message):
    assert review(site, *words) == 2
    assert capsys.readouterr().err == f"clinicsite: {message}\n"
    assert records(site) == []


def test_without_a_site_nothing_is_reviewed(site, capsys):
    (site.root / "content/clinic.yaml").unlink()
    assert review(site, DRIVING, "--by", "ann-lee") == 2
    assert capsys.readouterr().err == "clinicsite: The site cannot be read. Run `clinicsite check` and mend what it says.\n"


# Small edits


def test_after_a_change_of_spelling_the_review_still_holds(site, capsys):
    review(site, DRIVING, "--by", "ann-lee", "--due", "2027-02-01")
    site.edit(DRIVING, "recieve", "receive")
    capsys.readouterr()
    assert review(site, DRIVING, "--minor", "--clock", "2026-11-25") == 0
    assert capsys.readouterr().out == f"{DRIVING}: The review of 2026-11-22 still holds: `recieve` became `receive`.\n"
    (record,) = records(site)
    text = (site.root / "content/reviews" / record).read_text("utf-8")
    assert "Reviewed: 2026-11-22\nNext review: 2027-02-01\nSmall edit: 2026-11-25, `recieve` became `receive`\n" in text
    page = (site.root / DRIVING).read_text("utf-8")
    assert "reviewed: 2026-11-22\n" in page and "review_due: 2027-02-01\n" in page and record.split(".")[1] in page
    assert [d.code for d in build(site.settings, publishing=False).diagnostics if d.where.file == DRIVING] == []


def test_a_small_edit_makes_no_review_of_a_sample_and_moves_no_day(site):
    site.edit(DRIVING, "authors:", "sample: true\nauthors:")
    review(site, DRIVING, "--by", "ann-lee")
    site.edit(DRIVING, "sample: true\n", "")
    site.edit(DRIVING, "review_due: 2027-11-22", "review_due: 2027-06-01")
    site.edit(DRIVING, "recieve", "receive")
    assert review(site, DRIVING, "--minor") == 0
    assert "review_due: 2027-06-01\n" in (site.root / DRIVING).read_text("utf-8")
    assert "Sample: nobody has read these words\n" in (site.root / "content/reviews" / records(site)[0]).read_text("utf-8")
    assert "REV-03" in {d.code for d in build(site.settings, publishing=False).diagnostics}


def test_a_change_of_meaning_is_refused_as_small(site, capsys):
    review(site, DRIVING, "--by", "ann-lee")
    before = (site.root / DRIVING).read_bytes().replace(b"may drive", b"must drive")
    (site.root / DRIVING).write_bytes(before)
    capsys.readouterr()
    assert review(site, DRIVING, "--minor") == 1
    assert capsys.readouterr().err == f"{DRIVING}: This needs a review: `may` is a word that much depends on.\n"
    assert (site.root / DRIVING).read_bytes() == before


def test_a_spelling_that_another_page_uses_is_refused_as_small(site, capsys):
    review(site, DRIVING, "--by", "ann-lee")
    site.edit(DRIVING, "recieve", "receive")
    site.edit("content/pages/about.md", "We are", "They recieve it. We are")
    assert review(site, DRIVING, "--minor") == 1
    assert "stands on other pages too" in capsys.readouterr().err


def test_a_page_without_a_review_has_nothing_that_could_still_hold(site, capsys):
    assert review(site, DRIVING, "--minor") == 1
    assert capsys.readouterr().err == f"{DRIVING}: No review of this page is on record, so it needs one.\n"


def test_a_review_that_was_moved_by_hand_is_not_carried_on(site, capsys):
    review(site, DRIVING, "--by", "ann-lee")
    site.edit(DRIVING, "recieve", "receive")
    site.edit(DRIVING, "reviewed: 2026-11-22", "reviewed: 2026-11-20")
    assert review(site, DRIVING, "--minor") == 1
    assert "names another review than the record" in capsys.readouterr().err


def test_without_a_change_there_is_nothing_to_accept(site, capsys):
    review(site, DRIVING, "--by", "ann-lee")
    capsys.readouterr()
    assert review(site, DRIVING, "--minor") == 0
    assert capsys.readouterr().out == "Nothing has changed since the last reviews.\n"


# Translations

WORDS = """\
---
title: Manejar
description: Cuándo volver a manejar.
---
Puede manejar al día siguiente.
"""
CLINIC_WORDS = """\
descriptor: Clínica de ketamina
tagline: Infusiones de ketamina, en palabras sencillas.
crisis_title: Ayuda ahora, a toda hora
crisis: [{say: llame}, {say: texto}, {say: emergencia}, {say: veteranos}]
next_step: {title: El próximo paso es una llamada, text: Llámenos., label: Llámenos, short: Llame, unit: la primera llamada}
disclaimer: Este sitio da información, no consejo médico.
"""


@pytest.fixture
def bilingual(site):
    site.write("content/es/clinic.yaml", CLINIC_WORDS)
    site.write("content/es/articles/care/driving.md", WORDS)
    return site


def test_a_folder_stands_for_the_english_texts_in_it(bilingual, capsys):
    written = bilingual.write("content/es/articles/care/driving.md", WORDS).read_text("utf-8")
    assert main(bilingual.settings, ["review", "content", "--by", "ann-lee"]) == 1
    said = capsys.readouterr()
    assert "content/articles/care/driving.md: " in said.out and "content/es" not in said.out + said.err
    assert (bilingual.root / "content/es/articles/care/driving.md").read_text("utf-8") == written


@pytest.mark.parametrize("path", ["content/es", "content/es/articles/care/driving.md"])
def test_a_translation_is_not_what_is_reviewed(bilingual, capsys, path):
    assert main(bilingual.settings, ["review", path, "--by", "ann-lee"]) == 2
    assert f"{path} is a translation. Have the English text reviewed; `translated` notes that it says the same." in capsys.readouterr().err
