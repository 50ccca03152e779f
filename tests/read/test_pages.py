from __future__ import annotations

from datetime import date

import pytest

from clinicsite.model.fees import Fees
from clinicsite.model.home import Home
from clinicsite.model.kinds import Article, Condition, Person, PlainPage, Section, Topic
from clinicsite.model.page import Citation, Page, Source
from clinicsite.read.pages import read_page

HEAD = "title: T\ndescription: D\n"


def read(path: str, head: str = HEAD, body: str = ""):
    return read_page(Source(path, f"---\n{head}---\n{body}", "digest"))


def page(path: str, head: str = HEAD, body: str = "") -> Page:
    found, problems = read(path, head, body)
    assert not problems and found is not None
    return found


def told(path: str, head: str = HEAD, body: str = "") -> list[str]:
    found, problems = read(path, head, body)
    assert found is None
    return [f"{d.where}: {d.code} {d.message} {d.hint}" for d in problems]


@pytest.mark.parametrize(
    ("path", "more", "kind", "shape", "page_id", "file"),
    [
        ("pages/index.md", "", "page", PlainPage, "", "index.html"),
        ("pages/index.md", "layout: home\n", "home", Home, "", "index.html"),
        ("pages/about.md", "", "page", PlainPage, "about", "about/index.html"),
        ("pages/about.md", "slug: us\n", "page", PlainPage, "us", "us/index.html"),
        ("pages/notices/privacy.md", "", "page", PlainPage, "notices/privacy", "notices/privacy/index.html"),
        ("pages/notices/index.md", "slug: legal\n", "page", PlainPage, "legal", "legal/index.html"),
        ("articles/index.md", "", "section", Section, "articles", "articles/index.html"),
        ("articles/science/index.md", "", "topic", Topic, "articles/science", "articles/science/index.html"),
        ("articles/science/how.md", "", "article", Article, "articles/science/how", "articles/science/how/index.html"),
        ("articles/science/more/how.md", "", "article", Article, "articles/science/more/how", "articles/science/more/how/index.html"),
        ("articles/science/more/index.md", "", "article", Article, "articles/science/more", "articles/science/more/index.html"),
        ("people/index.md", "", "section", Section, "people", "people/index.html"),
        ("people/ruth.md", "role: Nurse\n", "person", Person, "people/ruth", "people/ruth/index.html"),
        ("conditions/ocd.md", "condition: OCD\n", "condition", Condition, "conditions/ocd", "conditions/ocd/index.html"),
    ],
)
def test_a_files_place_says_what_kind_of_page_it_is_and_where_it_lives(path, more, kind, shape, page_id, file):
    found = page(path, HEAD + more)
    assert (found.kind, type(found.meta), found.id, found.path) == (kind, shape, page_id, file)
    assert found.url == (f"/{page_id}/" if page_id else "/")


def test_a_page_of_fees_has_keys_of_its_own():
    fees = "layout: fees\nchecked: 2026-11-02\nfees: []\nestimate_title: E\nestimate_lead: E\nestimate: []\ninsurance_title: I\ninsurance: []\n"
    assert isinstance(page("pages/fees.md", HEAD + fees).meta, Fees)
    assert "`checked` is not a key that a page has" in told("pages/fees.md", HEAD + "checked: 2026-11-02\n")[0]


def test_an_article_belongs_to_the_topic_of_its_folder_or_to_the_one_it_names():
    assert page("articles/science/how.md").meta.topic == "science"
    assert page("articles/science/how.md", HEAD + "topic: aftercare\n").meta.topic == "aftercare"


def test_a_page_knows_the_places_of_its_keys():
    found = page("pages/about.md", HEAD + "tags:\n  - a\n  - b\n")
    assert str(found.where("tags.1")) == "content/pages/about.md:6:5"
    assert str(found.where("tags.7")) == "content/pages/about.md:4:1"
    assert str(found.where("slug")) == "content/pages/about.md:1:1"


def test_citations_in_front_matter_stand_before_those_of_the_body():
    found = page("pages/about.md", 'title: T\ndescription: D\nsummary: "It helped.[@a] A bit.[@b; @c]"\n', "Text.[@d]\n")
    assert found.body.citations == (
        Citation(("a",), 4, 1), Citation(("b", "c"), 4, 1), Citation(("d",), 6, 6),
    )  # fmt: skip


@pytest.mark.parametrize("path", ["about.md", "articles/how.md", "blog/first.md", "forms/ask.md"])
def test_a_page_where_no_kind_lives_is_an_error(path):
    assert told(path) == [
        f"content/{path}:1:1: READ009 No kind of page lives at `{path}`. "
        "Move it into articles/<topic>/, pages/, people/, locations/, treatments/ or conditions/."
    ]


@pytest.mark.parametrize(
    ("path", "part", "better"),
    [
        ("pages/Fees.md", "Fees", "fees"),
        ("pages/our fees.md", "our fees", "our-fees"),
        ("pages/über.md", "über", "uber"),
        ("pages/our_fees.md", "our_fees", "our-fees"),
        ("pages/x..md", "x.", "x"),
        ("articles/The Science/x.md", "The Science", "the-science"),
        ("pages/中文.md", "中文", "a-short-name"),
        ("pages/-.md", "-", "a-short-name"),
    ],
)
def test_a_name_that_is_no_address_is_an_error_with_a_better_one(path, part, better):
    assert told(path) == [
        f"content/{path}:1:1: READ010 `{part}` cannot be part of a web address. "
        f"Rename it to `{better}`: lower-case letters, digits and hyphens."
    ]


def test_everything_wrong_with_a_page_is_said_at_once():
    assert [line.split(": ")[1].split(" ")[0] for line in told("pages/our_fees.md", "titel: T\ndate: 2026-02-31\ntags: x\ntags: y\n")] == [
        "READ010", "FMT008", "FMT004", "KEY002", "KEY002", "KEY003", "KEY001",
    ]  # fmt: skip


def test_a_value_that_could_not_be_read_is_not_called_missing_too():
    assert [line.split(": ")[1].split(" ")[0] for line in told("pages/fees.md", HEAD + "draft: !!bool yes\n")] == ["FMT007"]
    assert [line.split(": ")[1].split(" ")[0] for line in told("pages/fees.md", HEAD + "date: 2026-02-31\ntags: x\n")] == ["FMT008", "KEY003"]


def test_with_broken_front_matter_only_that_is_said():
    assert [line.split(": ")[1].split(" ")[0] for line in told("pages/fees.md", "title: A: B\n")] == ["FMT003"]


def test_the_places_of_the_body_count_from_the_top_of_the_file():
    found = page("pages/about.md", HEAD + "date: 2026-11-03\n", "\n## Team\n\nSee [fees](fees.md).\n")
    assert (found.body.headings[0].line, found.body.links[0].line, found.body.links[0].column) == (7, 9, 5)
    assert found.meta.date == date(2026, 11, 3)
