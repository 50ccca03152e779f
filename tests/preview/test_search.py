"""The index of a preview: made off the thread that builds, served from memory."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from clinicsite.model.diagnostic import Diagnostic
from clinicsite.preview import search
from clinicsite.preview.search import FreshIndex
from clinicsite.publish.search_index import search_pages
from tests.sites import Made, make_site

PATIENCE = 20
SEARCH = "-- content/pages/search.md --\n---\nlayout: search\ntitle: Search\ndescription: Look for a word.\n---\n"
ENTRY = "pagefind/pagefind-entry.json"


class Waiting(FreshIndex):
    """An index of which a test can await each round."""

    def __init__(self, folder: Path) -> None:
        self.heard: list[Diagnostic] = []
        super().__init__(folder, self.heard.append)
        self.rounds = threading.Semaphore(0)
        done = self.thread.done
        self.thread.done = lambda result: (done(result), self.rounds.release())
        self.thread.start()

    def made(self, site: Made, **more: object) -> None:
        result = site.build(trial=True, **more)
        assert result.site
        self.ask(search_pages(result.site))
        assert self.rounds.acquire(timeout=PATIENCE)


@pytest.fixture
def site(tmp_path: Path) -> Made:
    return make_site(tmp_path, SEARCH)


@pytest.fixture
def index(site: Made):
    made = Waiting(site.root / "site")
    yield made
    made.thread.stop()


def test_the_index_is_in_memory_once_pages_are_built_and_not_among_them(site, index):
    assert index.file(ENTRY) is None
    index.made(site)
    assert b"en-us" in (index.file(ENTRY) or b"")
    assert ENTRY not in site.published()


def test_only_its_own_files_are_answered(site, index):
    index.made(site)
    assert index.file("pagefind-entry.json") is None and index.file("index.html") is None and index.file("pagefind/none") is None


def test_an_edit_makes_it_anew_and_a_build_that_changes_no_page_does_not(site, index, monkeypatch):
    runs = []
    make = search.make_index
    monkeypatch.setattr(search, "make_index", lambda pages: runs.append(1) or make(pages))
    index.made(site)
    first = index.file(ENTRY)
    index.made(site)
    assert len(runs) == 1
    site.edit("content/pages/about.md", "We are a clinic.", "We have a rooftop garden.")
    index.made(site)
    assert len(runs) == 2 and index.file(ENTRY) != first


def test_a_build_never_waits_for_the_index(site, index, monkeypatch):
    begun, go = threading.Event(), threading.Event()

    def slow(pages):
        begun.set()
        assert go.wait(PATIENCE)
        return {}

    monkeypatch.setattr(search, "make_index", slow)
    result = site.build(trial=True)
    index.ask(search_pages(result.site))
    assert begun.wait(PATIENCE)
    site.edit("content/pages/about.md", "We are a clinic.", "We have a rooftop garden.")
    assert site.build(trial=True).ok and "rooftop" in site.read("about/index.html")
    go.set()


def test_a_program_that_does_not_run_is_told_of_once(site, index, monkeypatch, tmp_path):
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "none"))
    index.made(site)
    index.made(site)
    assert [told.code for told in index.heard] == ["SRCH001"] and index.file(ENTRY) is None


def test_a_site_without_a_search_page_makes_none(tmp_path):
    site = make_site(tmp_path)
    index = Waiting(tmp_path / "site")
    index.made(site)
    assert index.file(ENTRY) is None
    index.thread.stop()
