"""What an edit of words costs, and that it ends where a whole build would."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from clinicsite import amending, pipeline
from clinicsite.check.families import RULES
from clinicsite.check.mentions import mentions
from clinicsite.cli import main
from clinicsite.model.page import Body, Page
from clinicsite.publish import last_build
from clinicsite.read.files import Unopened
from clinicsite.read.library import read_library
from clinicsite.settings import Settings
from tests.clinics import make_clinic
from tests.reviewed import stamp_all
from tests.sites import DAY, Made
from tests.test_incremental import SITE, fresh

ROOT = Path(__file__).parents[1]
HOW = "content/articles/science/how.md"
PAGE = "articles/science/how/index.html"
FEEDS = {"feed.xml", "feed.json", "articles/science/feed.xml", "articles/science/feed.json"}


@pytest.fixture(autouse=True)
def long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files saved in this very moment count as saved a while ago."""
    monkeypatch.setattr(last_build, "TICK", 0.0)
    fresh()


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("before")
    made = make_clinic(root, SITE.replace("works", "goes"))
    made.edit("content/clinic.yaml", "sample: true\n", "")
    made.edit("content/pages/about.md", "We are a clinic.", "We are a clinic.\n\nSee [the price](../articles/cost/price.md#part-two).")
    made.edit("content/articles/cost/price.md", "It has a price.", "It has a price.\n\n## Part two\n\nSo much.")
    assert made.build().ok
    return root


@pytest.fixture
def site(tmp_path: Path, before: Path) -> Made:
    return at(tmp_path / "site", before)


def at(root: Path, before: Path) -> Made:
    """A site that was built where it lies."""
    shutil.copytree(before, root)
    made = make_clinic(root)
    for name in ("clinic.yaml", "pages/about.md"):
        shutil.copy2(before / "content" / name, root / "content" / name)
    assert made.follow().ok
    return made


def clean(made: Made, folder: Path) -> dict[str, bytes]:
    """What a clean build of the same content publishes."""
    shutil.copytree(made.root / "content", folder / "content")
    if (made.root / "templates").exists():
        shutil.copytree(made.root / "templates", folder / "templates")
    other = Made(folder, replace(made.settings, root=folder))
    fresh()
    assert other.build().ok
    return other.published()


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Fills with one for each whole build."""
    builds: list[int] = []
    build = pipeline._build
    monkeypatch.setattr(pipeline, "_build", lambda *given: builds.append(1) or build(*given))
    return builds


def test_an_edit_of_words_remakes_what_shows_them_and_looks_at_nothing_else(site, whole, tmp_path):
    site.edit(HOW, "It goes so.", "It goes otherwise.")
    result = site.follow()
    assert (result.ok, whole) == (True, [])
    assert set(result.written) == {PAGE, *FEEDS}
    assert set(result.reasons) == {f"{path}: the text of `articles/science/how` changed." for path in result.written}
    assert site.published() == clean(site, tmp_path / "clean")


def test_one_edit_after_another(site, whole, tmp_path):
    words = "so"
    for other in ("otherwise", "in another way", "so"):
        site.edit(HOW, f"It goes {words}.", f"It goes {other}.")
        words = other
        assert site.follow().ok
    assert whole == []
    assert site.published() == clean(site, tmp_path / "clean")
    assert site.build().written == ()


def test_what_was_found_before_is_told_again(site, whole):
    site.edit("content/articles/cost/price.md", "So much.", "So much. [Here](../science/when.md)")
    site.write("content/notes.docx", "Notes.")
    found = site.follow().diagnostics
    assert {"READ008", "LIVE-07"} <= {d.code for d in found}
    site.edit(HOW, "It goes so.", "It goes otherwise.")
    whole.clear()
    assert (site.follow().diagnostics, whole) == (found, [])


LONG = "This sentence goes on and on about what nobody asked, and then about what nobody knew, and at the end it still has not come to its end."


def test_what_was_found_in_an_edited_page_is_looked_for_again(site, whole):
    site.settings = replace(site.settings, judged=True)
    site.edit(HOW, "It goes so.", f"It goes so. {LONG}")
    before = site.follow().diagnostics
    assert [d.where.line for d in before if d.code == "READ-02"] == [13]
    whole.clear()
    site.edit(HOW, "It goes so.", "It goes so.\n\nAnd so.\n\n")
    moved = site.follow().diagnostics
    assert [d.where.line for d in moved if d.code == "READ-02"] == [17]
    site.edit(HOW, LONG, "This is short.")
    after = site.follow().diagnostics
    assert whole == []
    assert after == site.build().diagnostics == tuple(d for d in before if d.code != "READ-02")


WIDER: dict[str, tuple[str, str, str]] = {
    "another title": (HOW, "title: How it goes", "title: How it runs"),
    "a heading more": (HOW, "## Part one", "## Part one\n\nSo.\n\n## Part two"),
    "a heading in other words": (HOW, "## Part two", "## Part 2"),
    "a link": (HOW, "[what it costs](../cost/price.md)", "[when it goes](when.md)"),
    "a link less": (HOW, "See [when it goes](when.md) and", "See"),
    "a work cited": (HOW, "[@a2013]", "[@a2013; @b2013]"),
    "a picture": ("content/articles/cost/price.md", "![A chair](/images/chair.png)", "![A drip](/drawings/drip.svg)"),
    "a block": (HOW, "## Part one\n", "## Part one\n\n/// do | Do\n- So.\n///\n"),
    "a minute more": (HOW, "It goes so.", "It goes so." + " Words of it." * 400),
    "what a page with a list says": ("content/articles/science/index.md", "On the brain.", "On the mind."),
    "a phone": ("content/locations/columbia.md", "410-555-0118", "410-555-0119"),
    "a term": ("content/glossary.yaml", "Feeling cut off.", "Feeling far away."),
    "a work": ("content/references.bib", "A trial", "The trial"),
}


def test_more_than_words_is_left_to_the_whole_build(site, whole, tmp_path):
    for what, edit in WIDER.items():
        site.edit(*edit)
        whole.clear()
        result = site.follow()
        assert (result.ok, whole) == (True, [1]), (what, result.diagnostics)
    assert site.published() == clean(site, tmp_path / "clean")


def test_a_page_beside_the_edited_one_is_left_to_the_whole_build(site, whole):
    site.edit(HOW, "It goes so.", "It goes otherwise.")
    site.write("content/articles/science/new.md", "---\ntitle: New\ndescription: So.\n---\nSo.[@b2013]\n")
    assert site.follow().ok
    assert whole == [1]
    (site.root / "content/articles/science/new.md").unlink()
    assert site.follow().ok
    assert whole == [1, 1]


BEHIND: dict[str, Callable[[Made], object]] = {
    "a file of the site": lambda made: (made.root / "site/index.html").write_text("changed"),
    "a file of the site is gone": lambda made: (made.root / "site" / PAGE).unlink(),
    "the memo is gone": lambda made: (made.root / ".cache/memo.sqlite3").unlink(),
    "the memo was cut short": lambda made: (made.root / ".cache/memo.sqlite3").write_bytes(b"SQLite format 3\0"),
    "the list of files": lambda made: (made.root / ".cache" / last_build.FILES).write_text("content/a.md\0 1"),
    "the list of files is gone": lambda made: (made.root / ".cache" / last_build.FILES).unlink(),
    "another day": lambda made: setattr(made, "settings", replace(made.settings, clock=DAY + timedelta(days=1))),
    "a template": lambda made: made.write("templates/components/own.html", "<p>Ours</p>\n"),
}


def test_where_anything_else_changed_the_whole_build_has_its_turn(site, whole, tmp_path):
    for number, (what, change) in enumerate(BEHIND.items()):
        site.edit(HOW, "It goes so.", f"It goes so {number}.\n\nIt goes so.")
        change(site)
        whole.clear()
        assert (site.follow().ok, whole) == (True, [1]), what
    assert site.published() == clean(site, tmp_path / "clean")


def test_a_build_meanwhile_leaves_the_edit_to_a_whole_build(site, whole):
    site.edit(HOW, "It goes so.", "It goes otherwise.")
    looked = last_build.look(site.settings, ["build"])
    site.edit("content/pages/about.md", "We are a clinic.", "We are one clinic.")
    assert site.build().ok
    whole.clear()
    assert pipeline.build(site.settings, since=looked.since).ok
    assert whole == [1]


def test_an_edit_while_the_build_looks_is_seen(site, whole, monkeypatch):
    site.edit(HOW, "It goes so.", "It goes otherwise.")
    with monkeypatch.context() as patch:
        patch.setattr(amending, "check_again", lambda *given: site.edit("content/pages/about.md", "We are a", "We were a") or ())
        assert site.follow().ok
        assert whole == []
    assert site.follow().ok
    assert "We were a clinic" in site.read("about/index.html")


WRONG: dict[str, str] = {
    "in the words": "It cures you.",
    "in the page as it is shown": 'It goes <img src="https://elsewhere.example/x.png" alt=""> so.',
    "in the source": "It goes so. TODO write this.",
}


@pytest.mark.parametrize("where", WRONG)
def test_what_is_wrong_in_an_edit_is_told_as_ever(site, whole, where):
    judged = replace(site.settings, judged=True)
    site.settings = judged
    assert site.follow().ok
    whole.clear()
    site.edit(HOW, "It goes so.", WRONG[where])
    before = site.published()
    found = [(d.code, str(d.where)) for d in site.follow().diagnostics]
    assert whole == ([] if where == "in the source" else [1]), "what is but a warning is told and published"
    assert found == [(d.code, str(d.where)) for d in site.build().diagnostics]
    assert any("how" in where for _, where in found)
    assert site.published() == before or site.build().ok


def test_an_edit_without_a_new_review_is_refused_as_ever(site, whole):
    site.reviewed = False
    site.edit(HOW, "It goes so.", "It goes otherwise.")
    result = site.follow()
    assert (result.ok, whole) == (False, [1])
    assert "REV-03" in {d.code for d in result.diagnostics}


def test_the_command_says_what_it_did(site, capsys):
    words = ["build", "--why"]
    assert main(site.settings, words) == 0
    site.edit(HOW, "It goes so.", "It goes otherwise.")
    stamp_all(site.root, DAY)
    capsys.readouterr()
    assert main(site.settings, words) == 0
    said = capsys.readouterr().out
    assert f"{PAGE}: the text of `articles/science/how` changed." in said
    assert "5 files written" in said
    assert main(site.settings, words) == 0
    assert "nothing had changed" in capsys.readouterr().out


def test_a_full_disk_leaves_the_site_as_it_was(site, monkeypatch):
    before = site.published()
    site.edit(HOW, "It goes so.", "It goes otherwise.")

    def full(*given: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("clinicsite.publish.staging.write_through", full)
        assert not site.follow().ok
    assert site.published() == before
    assert site.follow().ok
    assert "It goes otherwise." in site.read(PAGE)


EDITS = st.sampled_from([
    *((HOW, f"It goes {words}.") for words in ("so", "otherwise", "so **and** so", "so.[@b2013] And", "so.\n\n## More\n\nIt goes too")),
    *(("content/articles/science/when.md", f"Not {words}.") for words in ("always", "ever", "in [all](how.md)")),
    *(("content/articles/cost/price.md", f"It has {words} price.") for words in ("a", "its", "one fair")),
    *(("content/people/ruth.md", f"She {words}.") for words in ("reads", "listens")),
    *(("content/pages/about.md", f"We are {words} clinic.") for words in ("a", "one")),
])
FIRST = {
    "how.md": "It goes so.", "when.md": "Not always.", "price.md": "It has a price.", "ruth.md": "She reads.", "about.md": "We are a clinic.",
}


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(edits=st.lists(st.lists(EDITS, min_size=1, max_size=2), min_size=1, max_size=5))
@example(edits=[[(HOW, "It goes otherwise.")], [(HOW, "It goes so.\n\n## More\n\nIt goes too.")], [(HOW, "It goes so.")]])
def test_after_edits_of_all_kinds_the_site_is_that_of_a_clean_build(edits, before):
    with tempfile.TemporaryDirectory() as folder:
        made = at(Path(folder) / "site", before)
        now = dict(FIRST)
        for saved in edits:
            for file, words in saved:
                name = Path(file).name
                made.edit(file, now[name], words)
                now[name] = words
            assert made.follow().ok
        assert made.published() == clean(made, Path(folder) / "clean")
        assert made.build().written == ()


class Wordless(Body):
    """A body that names what it names and has no words to read."""

    __slots__ = ("body",)

    def __init__(self, body: Body) -> None:
        object.__setattr__(self, "body", body)

    def __getattr__(self, name: str) -> object:
        assert name in ("headings", "links", "citations", "blocks", "first_line"), f"a rule about the site reads the {name} of a body"
        return getattr(self.body, name)


def without_words(page: Page) -> Page:
    def refuse() -> str:
        raise AssertionError("a rule about the site reads the text of a page")

    source = Unopened.at_path(page.source.path, page.source.digest, refuse)
    return replace(page, body=Wordless(page.body), source=source)


def test_rules_about_the_site_read_no_words():
    """Or an edit of words would have to ask them again: see `clinicsite.check.families.check_page_again`."""
    site = read_library(Settings(root=ROOT), date(2026, 11, 22)).site
    site = replace(
        site, pages=tuple(map(without_words, site.pages)), held=tuple((without_words(page), reason) for page, reason in site.held)
    )
    for rule in RULES:
        if rule.scope == "site":
            list(rule(site))
        elif rule.scope == "mention":
            for mention in mentions(site):
                list(rule(mention, site))
