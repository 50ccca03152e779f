from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicsite.check.abstracts import Abstracts
from clinicsite.check.document import BARE, is_foreign, read_document


class Oracle(HTMLParser):
    """What the standard library finds."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        if attrs or tag in BARE:
            first: dict[str, str] = {}
            for name, value in attrs:
                first.setdefault(name, value or "")
            self.found.append((tag, first))


def seen(html: str) -> list[tuple[str, dict[str, str]]]:
    return [(element.tag, element.attributes) for element in read_document("x.html", html).elements]


TAGS = st.sampled_from(["a", "h1", "img", "p", "A", "use", "my-tag"])
VALUES = st.text(alphabet="ab/>< &;=.#é\n", max_size=6)
ATTRIBUTES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["href", "ID", "data-x", "aria-label"]), VALUES).map(lambda pair: f'{pair[0]}="{pair[1]}"'),
        st.tuples(st.sampled_from(["alt", "src"]), VALUES).map(lambda pair: f"{pair[0]}='{pair[1]}'"),
        st.sampled_from(["disabled", "width=8", 'title="it\'s"']),
    ),
    max_size=3,
)
STARTS = st.tuples(TAGS, ATTRIBUTES).map(lambda tag: f"<{' '.join((tag[0], *tag[1]))}>")
PARTS = st.one_of(
    STARTS,
    st.sampled_from(
        ["words", "</a>", "</p>", "<!-- <a href='x'> -->", "<script>if (a<b) '<a href=x>'</script>", "&lt;a href=x&gt;",
         "<style>a > b {}</style>", "<!doctype html>", '<script type="x">{"a": "<p>"}</script>', "\n", "1 < 2"]
    ),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PARTS, max_size=8).map("".join))
def test_tags_and_attributes_are_those_of_the_standard_parser(html):
    assert seen(html) == Oracle(html).found


def test_a_place_is_the_line_and_column_of_the_tag():
    page = read_document("fees/index.html", "<p>\n  <a href='/'>Home</a>")
    assert str(page.at(page.by_tag["a"][0])) == "site/fees/index.html:2:3"


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<a href=x> Our <b>fees</b> </a>", "Our fees"),
        ('<a href=x><img src=y alt="Our fees"></a>', "Our fees"),
        ("<a href=x><svg aria-hidden=true></svg></a>", ""),
        ("<a href=x>Fees &amp; insurance</a> <a href=y>More</a>", "Fees & insurance"),
    ],
)
def test_a_link_says_its_text_and_its_pictures_words(html, words):
    page = read_document("x.html", html)
    assert page.said(page.by_tag["a"][0]) == words


@pytest.mark.parametrize(
    ("target", "file"),
    [
        ("/clinic/fees/", ("fees/index.html", "")),
        ("/clinic/fees/#gfe", ("fees/index.html", "gfe")),
        ("/clinic", ("index.html", "")),
        ("/clinic/media/a.png?v=1", ("media/a.png", "")),
        ("https://alder.example/clinic/fees/", ("fees/index.html", "")),
        ("/fees/", ("/fees/", "")),
        ("#top", ("about/us/index.html", "top")),
        ("../team/", ("about/team/index.html", "")),
        ("mailto:a@b.example", None),
        ("https://other.example/fees/", None),
        ("//alder.example/fees/", None),
    ],
)
def test_an_address_leads_to_a_file_of_the_site(target, file):
    page = read_document("about/us/index.html", "")
    assert Abstracts({}, set(), "https://alder.example/clinic", lambda path: page).file_of(target, page.path) == file


@pytest.mark.parametrize(
    ("target", "foreign"),
    [
        ("https://alder.example/x.png", False),
        ("https://alder.example", False),
        ("https://alder.example.evil.test/x.png", True),
        ("http://alder.example/x.png", True),
        ("//cdn.test/x.js", True),
        ("/media/x.png", False),
        ("data:image/png;base64,AA", False),
    ],
)
def test_another_host_or_scheme_is_foreign(target, foreign):
    assert is_foreign(target, "https://alder.example") is foreign


def test_a_tag_that_never_ends_is_none_and_a_script_that_never_ends_goes_on_to_the_end():
    assert read_document("x.html", "<p><img src=a.png").elements == ()
    (script,) = read_document("x.html", "<script>if (a) '<a href=x>'").elements
    assert (script.tag, script.end) == ("script", 27)


def test_a_quotation_mark_too_many_does_not_swallow_what_follows():
    assert [tag for tag, _ in seen('<p class="a""><img src=b><p title=it\'s><a href=c>')] == ["p", "img", "p", "a"]


def test_an_empty_comment_ends_at_once():
    assert [tag for tag, _ in seen("<!--><img src=a><!---><img src=b><!-- <img src=c> --!><img src=d>")] == ["img", "img", "img"]
