"""The index in a build: made once, kept while no page has changed, and never missed without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinicsite.publish import pagefind
from tests.sites import CLINIC, Made, codes, make_site

SEARCH = """\
-- content/pages/search.md --
---
layout: search
title: Search
description: Look for a word.
---
"""
ENTRY = "pagefind/pagefind-entry.json"


@pytest.fixture
def site(tmp_path: Path) -> Made:
    return make_site(tmp_path, SEARCH)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The pages that pagefind was given, each time that it ran."""
    seen: list[list[str]] = []
    make = pagefind.make_index

    def counted(pages):
        seen.append(sorted(pages))
        return make(pages)

    monkeypatch.setattr(pagefind, "make_index", counted)
    return seen


def test_pages_are_looked_through_but_not_the_search_page_nor_the_404_page(site, runs):
    assert site.build().ok
    assert runs == [["about/index.html", "index.html"]]
    assert ENTRY in site.published() and "pagefind/pagefind.js" in site.published()


def test_a_page_with_noindex_is_not_looked_through(site, runs):
    site.edit("content/pages/about.md", "title:", "noindex: true\ntitle:")
    assert site.build().ok
    assert runs == [["index.html"]]


def test_a_site_without_a_search_page_has_no_index(tmp_path, runs):
    site = make_site(tmp_path)
    assert site.build().ok
    assert runs == [] and not [path for path in site.published() if path.startswith("pagefind/")]


def test_a_second_build_neither_runs_pagefind_nor_writes_anything(site, runs):
    site.build()
    before = site.published()
    second = site.build()
    assert second.written == () and len(runs) == 1 and site.published() == before


def test_an_edit_makes_the_index_anew_and_says_why(site, runs):
    site.build()
    before = set(site.published())
    site.edit("content/pages/about.md", "We are a clinic.", "We have a rooftop garden.")
    result = site.build()
    assert len(runs) == 2 and ENTRY in result.written
    assert "pagefind/: a page that it covers changed." in result.reasons
    gone = before - set(site.published())
    assert gone and all(path.startswith("pagefind/") for path in gone)


def test_an_incremental_index_is_that_of_a_build_from_nothing(site, tmp_path):
    site.build()
    site.edit("content/pages/about.md", "We are a clinic.", "We have a rooftop garden.")
    site.build()
    clean = make_site(tmp_path / "clean", SEARCH)
    clean.edit("content/pages/about.md", "We are a clinic.", "We have a rooftop garden.")
    clean.build()
    assert site.published() == clean.published()


def test_a_file_of_the_index_that_was_lost_is_made_again(site, runs):
    site.build()
    before = site.published()
    (site.root / "site" / ENTRY).unlink()
    assert site.build().ok
    assert len(runs) == 2 and site.published() == before


def test_the_index_goes_with_the_search_page(site):
    site.build()
    (site.root / "content/pages/search.md").unlink()
    result = site.build()
    assert ENTRY in result.published.removed
    assert not [path for path in site.published() if path.startswith("pagefind/")]


def test_a_check_makes_no_index(site, runs):
    assert site.build(publishing=False).ok
    assert runs == []


def test_where_pagefind_does_not_run_the_site_is_built_without_an_index_and_says_so(site, monkeypatch, tmp_path):
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "none"))
    result = site.build()
    assert result.ok and codes(result) == ["SRCH001"]
    (told,) = result.diagnostics
    assert str(told.where) == "content/pages/search.md:2:1" and told.severity == "warning"
    assert told.message == (
        "The site has no search index, because pagefind cannot make one: it does not run on this system (No such file or directory)."
    )
    assert told.hint.startswith("Install `pagefind[bin]`") and "list from A to Z" in told.hint
    assert "About us" in site.read("search/index.html") and ENTRY not in site.published()
    assert codes(site.build()) == ["SRCH001"]


def test_with_strict_a_site_without_its_index_is_not_published(tmp_path, monkeypatch):
    live = CLINIC.replace("sample: true\n", "").replace("alder.example", "alder-care.org")
    site = make_site(tmp_path, SEARCH, live, strict=True)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "none"))
    result = site.build()
    assert codes(result) == ["SRCH001"] and not result.ok and site.published() == {}


def test_a_trial_leaves_the_index_as_it_was(site, runs):
    site.build()
    before = site.published()[ENTRY]
    site.edit("content/pages/about.md", "We are a clinic.", "We have a rooftop garden.")
    assert site.build(trial=True).ok
    assert len(runs) == 1 and site.published()[ENTRY] == before
    site.build()
    assert len(runs) == 2 and site.published()[ENTRY] != before
