from __future__ import annotations

import errno
import re
import shutil
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicsite import starting
from clinicsite.check.families import check_day, check_drawings, check_site, check_sources
from clinicsite.cli import VERBS
from clinicsite.model.address import slugify
from clinicsite.model.page import Source
from clinicsite.pipeline import build
from clinicsite.read.library import read_library
from clinicsite.read.pages import read_page
from clinicsite.settings import Settings
from clinicsite.starting import STARTER, TAKEN, AlreadyThere, NotPossible, init_site, new_page
from tests.sites import DAY, make_site

KINDS = ("article", "condition", "location", "page", "person", "treatment")


def problems_of(folder: Path, clock: date) -> list[str]:
    """Everything that is said of a site before it is rendered, notes among it."""
    library = read_library(Settings(root=folder), clock)
    assert library.site
    found = [
        *library.problems,
        *check_sources(library.sources),
        *check_site(library.site, library.sources),
        *check_day(library.site, clock),
        *check_drawings(library.site, folder / "content"),
    ]
    return [f"{d.where} {d.code} {d.message}" for d in found]


# a new clinic's folder


def test_a_new_site_builds_at_once_and_there_is_nothing_to_say(tmp_path):
    folder = init_site(tmp_path / "harbor-clinic")
    result = build(Settings(root=folder), publishing=False)
    assert result.ok
    assert [f"{d.where} {d.code}" for d in result.diagnostics] == []
    assert result.pages > 20


def test_the_clinic_gets_the_name_of_its_folder_wherever_its_name_stands(tmp_path):
    folder = init_site(tmp_path / "harbor-street-clinic")
    texts = {path: path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()}
    assert [path for path, text in texts.items() if "New Clinic" in text] == []
    assert 'name: "Harbor Street Clinic"' in texts[folder / "content/clinic.yaml"]
    assert texts[folder / "build.py"].startswith('"""The website of Harbor Street Clinic.')
    assert texts[folder / "README.md"].startswith("# The website of Harbor Street Clinic\n")


@pytest.mark.parametrize(
    ("folder", "name"),
    [("2027", "2027"), ("null", "Null"), ("true", "True"), ("no", "No"), ("Ärzte am Fluß", "Arzte Am Flu"), ("клиника", "New Clinic")],
)
def test_any_folder_name_gives_a_clinic_that_can_be_read(tmp_path, folder, name):
    made = init_site(tmp_path / folder)
    library = read_library(Settings(root=made), DAY)
    assert library.problems == ()
    assert library.site.clinic.name == library.site.clinic.short_name == name


def test_a_folder_that_is_there_and_empty_is_used(tmp_path):
    (tmp_path / "harbor").mkdir()
    assert (init_site(tmp_path / "harbor") / "build.py").is_file()


def test_a_folder_that_holds_anything_is_left_alone(tmp_path):
    folder = tmp_path / "harbor"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(AlreadyThere, match="harbor is there already and not empty. Choose another name."):
        init_site(folder)
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_a_file_of_that_name_is_left_alone(tmp_path):
    (tmp_path / "harbor").write_text("mine")
    with pytest.raises(AlreadyThere, match="harbor is a file. Choose another name."):
        init_site(tmp_path / "harbor")
    assert (tmp_path / "harbor").read_text() == "mine"


def test_a_place_that_cannot_be_written_is_named_with_the_reason(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(NotPossible, match="harbor cannot be written: not a directory."):
        init_site(tmp_path / "file" / "harbor")


def test_a_folder_that_may_not_be_looked_into_is_named_with_the_reason(tmp_path, monkeypatch):
    def refuse(folder: Path) -> NoReturn:
        raise PermissionError(errno.EACCES, "Permission denied")

    (tmp_path / "harbor").mkdir()
    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(NotPossible, match="harbor cannot be written: permission denied."):
        init_site(tmp_path / "harbor")


def test_git_is_told_to_leave_out_what_builds_write(tmp_path):
    folder = init_site(tmp_path / "harbor")
    assert (folder / ".gitignore").read_text().split() == [
        "site/", ".cache/", ".requests/", ".venv/", "__pycache__/", ".clinicsite-*.tmp",
    ]  # fmt: skip
    assert not (folder / "gitignore").exists()


def test_compiled_files_that_an_installer_left_in_the_starter_are_not_copied(tmp_path, monkeypatch):
    shutil.copytree(STARTER, tmp_path / "starter", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "starter/__pycache__").mkdir()
    (tmp_path / "starter/__pycache__/build.cpython-311.pyc").write_bytes(b"\xa7\x0d\x0d\x0a")
    monkeypatch.setattr(starting, "STARTER", tmp_path / "starter")
    folder = init_site(tmp_path / "harbor")
    assert not list(folder.rglob("*.pyc"))
    assert not (folder / "__pycache__").exists()


@pytest.mark.parametrize("day", [date(2026, 11, 2), date(2026, 11, 8), date(2028, 2, 29), date(2031, 6, 15)])
def test_a_site_made_years_later_has_no_review_overdue_and_no_old_prices(tmp_path, day):
    folder = init_site(tmp_path / "harbor", day)
    grown_old = "CIT-04"
    """What the works tell does grow old: years later, notes ask for newer ones."""
    assert [problem for problem in problems_of(folder, day) if grown_old not in problem] == []


def test_dates_move_by_whole_weeks_so_that_a_closure_stays_on_its_weekday(tmp_path):
    folder = init_site(tmp_path / "harbor", date(2029, 3, 1))
    site = read_library(Settings(root=folder), date(2029, 3, 1)).site
    (place,) = site.by_kind["location"]
    article = site.by_id["articles/guide/does-it-help"]
    assert article.meta.reviewed == date(2029, 2, 26)
    assert article.meta.review_due == date(2030, 2, 25)
    assert [(c.first.isoformat(), c.first.strftime("%A")) for c in place.meta.closures] == [("2029-03-30", "Friday")]


def test_two_folders_of_one_name_made_on_one_day_are_the_same_bytes(tmp_path):
    def files(folder: Path) -> dict[str, bytes]:
        return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}

    one, two = (init_site(tmp_path / parent / "harbor", DAY) for parent in ("one", "two"))
    assert files(one) == files(two)
    assert len(files(one)) > 30


# what the starter says


def test_every_page_of_the_starter_is_marked_as_a_sample():
    site = read_library(Settings(root=STARTER), DAY).site
    assert site.clinic.sample
    assert [page.source.path for page in site.pages if not page.meta.sample] == []


def test_the_starter_cites_every_work_it_lists_and_links_every_word_it_explains():
    assert problems_of(STARTER, DAY) == []


def test_no_page_of_the_starter_is_the_demos():
    demo = STARTER.parents[1] / "content"
    same = [
        path.relative_to(STARTER).as_posix()
        for path in (STARTER / "content").rglob("*")
        if path.is_file() and (other := demo / path.relative_to(STARTER / "content")).is_file() and other.read_bytes() == path.read_bytes()
    ]
    assert same == []
    text = "".join(path.read_text("utf-8") for path in STARTER.rglob("*") if path.suffix in (".md", ".yaml", ".py", ".svg"))
    assert not re.search(r"juniper|okafor|reyes|lindqvist|brandt|columbia|colorado", text, re.I)


def test_where_suicide_is_named_help_stands_in_the_text_of_the_page():
    silent = []
    for page in read_library(Settings(root=STARTER), DAY).site.pages:
        if re.search(r"suicid", page.body.text, re.I) and "988" not in page.body.text:
            if not any(block.name == "emergency" for block in page.body.blocks):
                silent.append(page.source.path)
    assert silent == []


def test_every_page_that_names_the_treatment_says_that_it_is_off_label():
    site = read_library(Settings(root=STARTER), DAY).site
    named = [page for page in site.pages if page.meta.treatments]
    assert len(named) > 10
    assert [page.source.path for page in named if "off-label" not in page.source.text] == []


def test_each_command_of_the_readme_is_one():
    commands = set(re.findall(r"`python build\.py ?(\w*)", (STARTER / "README.md").read_text("utf-8")))
    assert commands - {""} <= set(VERBS)
    assert {"", "serve", "check", "new"} <= commands


def test_each_file_the_readme_names_is_there():
    readme = (STARTER / "README.md").read_text("utf-8")
    named = set(re.findall(r"`(content/[\w./-]*\w/?|templates/[\w./-]+\.\w+)`", readme))
    folders = {"content": STARTER, "templates": STARTER.parents[1]}
    assert len(named) >= 6
    assert [name for name in sorted(named) if not (folders[name.split("/")[0]] / name).exists()] == []


# a new page


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_page_is_a_draft_that_reads_without_a_problem(tmp_path, kind):
    made = make_site(tmp_path, "-- content/articles/science/index.md --\n---\ntitle: Science\ndescription: How it works.\n---\n")
    path = new_page(made.settings, kind, 'Can I fly? "Yes": after a day')
    assert path.name == "can-i-fly-yes-after-a-day.md"
    library = read_library(made.settings, DAY)
    assert library.problems == ()
    assert [(page.kind, page.title, reason) for page, reason in library.site.held] == [(kind, 'Can I fly? "Yes": after a day', "draft")]


def test_a_new_page_is_dated_with_the_day_of_the_build(tmp_path):
    made = make_site(tmp_path)
    assert "\ndate: 2026-11-22\n" in new_page(made.settings, "page", "Parking").read_text("utf-8")


def test_a_page_that_is_there_is_not_written_over(tmp_path):
    made = make_site(tmp_path)
    before = made.root.joinpath("content/pages/about.md").read_bytes()
    with pytest.raises(AlreadyThere, match="content/pages/about.md is there already. Choose another title, or edit it."):
        new_page(made.settings, "page", "About")
    assert made.root.joinpath("content/pages/about.md").read_bytes() == before


def test_a_title_without_letters_or_digits_names_no_file(tmp_path):
    with pytest.raises(NotPossible, match="has no letters or digits to make a file name of. Write a title in words."):
        new_page(make_site(tmp_path).settings, "page", "???")


@pytest.mark.parametrize("title", ["Index", "Aux"])
def test_a_title_that_makes_a_name_with_a_meaning_of_its_own_is_refused(tmp_path, title):
    made = make_site(tmp_path)
    with pytest.raises(NotPossible, match=f"a page cannot be called {title.lower()}. Choose another title."):
        new_page(made.settings, "person", title)
    assert not (tmp_path / "content/people").exists()


TOPICS = """\
-- content/articles/aftercare/index.md --
---
title: After
description: The days after.
---
-- content/articles/science/index.md --
---
title: Science
description: How it works.
---
"""


def test_an_article_goes_into_its_topic(tmp_path):
    made = make_site(tmp_path, TOPICS)
    assert new_page(made.settings, "article", "Sleep", "aftercare") == tmp_path / "content/articles/aftercare/sleep.md"


def test_the_only_topic_need_not_be_named(tmp_path):
    made = make_site(tmp_path, TOPICS.partition("-- content/articles/science")[0])
    assert new_page(made.settings, "article", "Sleep").parent.name == "aftercare"


def test_with_several_topics_the_writer_is_asked_which(tmp_path):
    with pytest.raises(NotPossible, match="Add --topic with one of: aftercare, science."):
        new_page(make_site(tmp_path, TOPICS).settings, "article", "Sleep")


def test_without_a_topic_the_writer_is_told_how_to_make_one(tmp_path):
    with pytest.raises(NotPossible, match="Add --topic with one of: none yet."):
        new_page(make_site(tmp_path).settings, "article", "Sleep")


def test_a_mistyped_topic_is_not_made_into_a_folder(tmp_path):
    made = make_site(tmp_path, TOPICS)
    with pytest.raises(NotPossible, match="there is no topic aftercar. Did you mean aftercare?"):
        new_page(made.settings, "article", "Sleep", "aftercar")
    assert not (tmp_path / "content/articles/aftercar").exists()


@pytest.mark.parametrize(("topic", "instead"), [("Cost & care", "cost-care"), ("../cost", "cost"), ("??", "a-word")])
def test_a_topic_that_cannot_be_a_folder_is_refused(tmp_path, topic, instead):
    with pytest.raises(NotPossible, match=f"cannot be a folder's name. Write it as {instead}."):
        new_page(make_site(tmp_path, TOPICS).settings, "article", "Sleep", topic)


def test_a_folder_that_cannot_be_made_is_named_with_the_reason(tmp_path):
    made = make_site(tmp_path)
    made.write("content/people", b"")
    with pytest.raises(NotPossible, match="cannot be written: file exists."):
        new_page(made.settings, "person", "Ann Lee")


TITLES = st.text(min_size=1, max_size=60).filter(lambda title: "<" not in title and slugify(title) not in {"", *TAKEN})


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(KINDS), TITLES)
def test_any_title_survives_the_front_matter_of_its_draft(kind, title):
    with TemporaryDirectory() as folder:
        made = make_site(Path(folder), TOPICS)
        path = new_page(made.settings, kind, title, "science" if kind == "article" else None)
        text = path.read_text("utf-8")
    page, problems = read_page(Source(path.relative_to(made.settings.content_folder).as_posix(), text, ""))
    assert not problems
    assert page.meta.draft
    assert slugify(page.title) == page.name
    if title.isprintable():
        assert page.title == " ".join(title.split())
