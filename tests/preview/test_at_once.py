from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from clinicsite.pipeline import build
from clinicsite.preview.at_once import AtOnce
from clinicsite.preview.session import Session
from clinicsite.render.environment import Compiled
from tests.clinics import make_clinic
from tests.sites import Made
from tests.spanish import WORDS

SITE = """\
-- content/articles/index.md --
---
title: What to know
description: Articles.
---
-- content/articles/visit/index.md --
---
title: The visit
description: On the day.
---
-- content/articles/visit/driving.md --
---
title: Going home
description: Who drives.
date: 2026-10-01
---
Somebody else drives.[@a2013]
-- content/references.bib --
@article{a2013, author={Doe, Jo}, title={A trial}, journal={J}, year={2013}, volume={1}, doi={10.1176/x}}
-- content/es/pages/about.md --
---
title: Quiénes somos
description: La clínica.
slug: quienes-somos
---
Somos una clínica.
"""
ARTICLE = "content/articles/visit/driving.md"
PAGE = "articles/visit/driving/index.html"


@pytest.fixture
def site(tmp_path: Path) -> Made:
    made = make_clinic(tmp_path, SITE + WORDS)
    assert made.build(trial=True).ok
    return made


@pytest.fixture
def at_once(site: Made) -> AtOnce:
    found = AtOnce(site.settings)
    found.learn(build(site.settings, trial=True).site)
    return found


def saved(at_once: AtOnce, site: Made, *paths: str) -> bool:
    return at_once.saved([str(site.root / path) for path in paths])


def test_a_saved_page_is_what_the_build_will_make_of_it(site, at_once):
    site.edit(ARTICLE, "Somebody else drives.", "**A friend** drives.")
    assert saved(at_once, site, ARTICLE)
    shown = at_once.file(PAGE)
    assert b"<strong>A friend</strong> drives." in shown
    assert at_once.file("index.html") is None

    result = build(site.settings, trial=True)
    assert result.ok
    assert (site.root / "site" / PAGE).read_bytes() == shown
    unseen = at_once.settle(at_once.saves, result.written, site.root / "site")
    assert PAGE in result.written
    assert unseen == ()
    assert at_once.file(PAGE) is None


def test_the_next_save_stands_on_the_one_before(site, at_once):
    site.edit(ARTICLE, "title: Going home", "title: The way home")
    assert saved(at_once, site, ARTICLE)
    site.edit("content/pages/about.md", "We are a clinic.", "See [home](/articles/visit/driving.md).")
    assert saved(at_once, site, "content/pages/about.md")
    assert b"<h1" in at_once.file("about/index.html")
    assert at_once.site.by_source["articles/visit/driving.md"].title == "The way home"


def test_what_a_save_changes_besides_the_page_is_left_to_be_reloaded_after_the_build(site, at_once):
    site.edit(ARTICLE, "title: Going home", "title: The way home")
    assert saved(at_once, site, ARTICLE)
    assert b"The way home" in at_once.file(PAGE)
    result = build(site.settings, trial=True)
    unseen = at_once.settle(at_once.saves, result.written, site.root / "site")
    assert "articles/visit/index.html" in unseen
    assert PAGE not in unseen
    assert not [path for path in unseen if path.endswith(".xml")]


def test_a_build_that_began_before_the_last_save_does_not_take_it_back(site, at_once):
    began = at_once.saves
    site.edit(ARTICLE, "Somebody else drives.", "A friend drives.")
    assert saved(at_once, site, ARTICLE)
    assert at_once.settle(began, (PAGE,), site.root / "site") == (PAGE,)
    assert b"A friend drives." in at_once.file(PAGE)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (ARTICLE, "title: Going home", "title: Going: home"),
        (ARTICLE, "title: Going home", "title: Going home\nslug: home-again"),
        (ARTICLE, "title: Going home", "title: Going home\ndraft: true"),
        (ARTICLE, "date: 2026-10-01", "date: 2026-10-01\nexpires: 2026-10-02"),
        (ARTICLE, "Somebody else drives.", "![A car](/images/car.png)"),
        ("content/es/pages/about.md", "Somos", "Ya somos"),
        ("content/clinic.yaml", "Alder Clinic", "Elder Clinic"),
    ],
    ids=["a mistake", "another address", "a draft", "a page that has expired", "a picture that is not there", "a translation", "a record"],
)  # fmt: skip
def test_what_needs_more_than_the_page_waits_for_the_build(site, at_once, path, old, new):
    site.edit(ARTICLE, "Somebody else drives.", "A friend drives.")
    assert saved(at_once, site, ARTICLE)
    site.edit(ARTICLE, "A friend drives.", "Somebody else drives.")
    site.edit(path, old, new)
    assert not saved(at_once, site, path)
    assert at_once.file(PAGE) is None


def test_a_page_saved_with_something_else_waits_for_the_build(site, at_once):
    site.edit(ARTICLE, "Somebody else drives.", "A friend drives.")
    site.write("templates/components/new.html", "new")
    assert not saved(at_once, site, ARTICLE, "templates/components/new.html")


def test_a_review_that_is_put_on_record_with_a_page_hides_nothing(site, at_once):
    site.edit(ARTICLE, "Somebody else drives.", "A friend drives.")
    record = "content/reviews/articles-visit-driving.txt"
    assert saved(at_once, site, ARTICLE, record)
    assert not saved(at_once, site, record)
    assert b"A friend drives." in at_once.file(PAGE)


def test_a_template_that_fails_leaves_the_word_to_the_build(site, at_once):
    site.write("templates/pages/article.html", "{{ nothing.here }}")
    at_once.learn(at_once.site)
    site.edit(ARTICLE, "Somebody else drives.", "A friend drives.")
    assert not saved(at_once, site, ARTICLE)


def test_a_save_beside_a_change_that_nobody_has_told_of_waits_for_the_build(site, at_once):
    site.settle()
    assert build(site.settings, trial=True).ok
    at_once.site = build(site.settings, trial=True).site
    site.edit(ARTICLE, "Somebody else drives.", "A friend takes you home.")
    site.edit("content/articles/visit/index.md", "On the day.", "On that day.")
    assert not saved(at_once, site, "content/articles/visit/index.md")
    assert saved(at_once, site, "content/articles/visit/index.md", ARTICLE)
    assert b"A friend takes you home." in at_once.file(PAGE)


def test_before_any_site_could_be_read_nothing_is_shown_at_once(site):
    assert not saved(AtOnce(site.settings), site, ARTICLE)


def test_the_first_save_of_a_preview_waits_for_no_template_to_be_compiled(site, monkeypatch):
    session = Session(site.settings, quiet=True)
    session.at_once.site = build(site.settings, trial=True).site
    monkeypatch.setattr(Compiled, "codes", {})
    assert session.build().ok
    assert session.at_once.file(PAGE) is None
    monkeypatch.setattr(jinja2.Environment, "compile", lambda *given, **more: pytest.fail("A template was compiled."))
    site.edit(ARTICLE, "Somebody else drives.", "A friend drives.")
    assert saved(session.at_once, site, ARTICLE)
    assert b"A friend drives." in session.at_once.file(PAGE)


@pytest.mark.parametrize("template", ["{{ nothing.here }}", "{% if %}"], ids=["a name that is not there", "no condition"])
def test_a_rehearsal_with_a_template_that_fails_leaves_the_word_to_the_build(site, template):
    session = Session(site.settings, quiet=True)
    session.at_once.site = build(site.settings, trial=True).site
    site.write("templates/pages/article.html", template)
    result = session.build()
    assert not result.ok
    assert [d.where.file for d in result.diagnostics] == ["templates/pages/article.html"]


def test_a_site_without_an_article_shows_its_saves_at_once_too(tmp_path):
    site = make_clinic(tmp_path)
    result = build(site.settings, trial=True)
    assert result.ok, result.diagnostics
    at_once = AtOnce(site.settings)
    at_once.learn(result.site)
    site.edit("content/pages/about.md", "We are a clinic.", "We are a small clinic.")
    assert saved(at_once, site, "content/pages/about.md")
