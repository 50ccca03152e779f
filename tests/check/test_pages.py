from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from clinicsite.check.families import check_html, check_rendered
from clinicsite.check.keep import Task
from clinicsite.check.trust import NOBODY
from clinicsite.model.diagnostic import Diagnostic

PAGE = '<!doctype html>\n<html lang="en-US">\n<title>Fees</title>\n<h1>Fees</h1>\n{}\n</html>\n'


def judge(body: str, base_url: str = "https://alder.example", *more: str) -> list[Diagnostic]:
    pages = {"index.html": PAGE.format(""), "fees/index.html": PAGE.format(body)}
    return list(check_html(pages, {*pages, "media/a.png", "assets/site.css", *more}, base_url))


def codes(body: str) -> list[str]:
    return [d.code for d in judge(body)]


SILENT = [
    '<h2>A</h2><h3>B</h3><h2>C</h2>',
    '<img src="/media/a.png" alt="">',
    '<a href="/"><img src="/media/a.png" alt="Home"></a>',
    '<a href="/" aria-label="Home"><svg></svg></a>',
    '<a id="x"></a><a href="#x">To x</a><a href="#">Up</a><a href="#top">Up</a>',
    '<button type="button">Print</button>',
    '<script type="application/ld+json">{"onclick": "<h1>"}</script><script src="/assets/site.css" type="module"></script>',
    '<form action="https://forms.example.com/f/1" method="post"></form>',
    '<link rel="canonical" href="https://alder.example/fees/"><link rel="alternate" href="/">',
    '<a href="https://maps.example.com/">Map</a> <a href="tel:988">Call 988</a>',
    '<p class="on" data-style="x">font style=none, onclick=this</p>',
    '<svg role="img" aria-label="A synapse"><title>A synapse</title></svg>',
    '<label for="a">A</label><input id="a" aria-describedby="b c"><p id="b">B</p><p id="c">C</p>',
    "<!-- <img src=x> <h1>no</h1> -->",
    "<h2><svg aria-label='Times'></svg>Times</h2>",
]


@pytest.mark.parametrize("body", SILENT)
def test_a_sound_page_is_passed_over(body):
    assert codes(body) == []


@pytest.mark.parametrize(
    "body",
    ['<script src="https://cdn.test/a.js"></script>', '<link rel="stylesheet" href="//fonts.test/a.css">',
     '<link rel="preconnect" href="https://fonts.test">', '<img src="/media/a.png" srcset="/media/a.png 1x, https://cdn.test/a.png 2x" alt="">',
     '<iframe src="https://maps.test/" title="Map"></iframe>', '<video src="https://cdn.test/a.mp4"></video>',
     '<a href="/" ping="https://count.test/">Home</a>', '<svg><use href="https://cdn.test/a.svg#x"></use></svg>'],
)  # fmt: skip
def test_whatever_a_browser_would_fetch_elsewhere_is_named(body):
    assert codes(body) == ["PRI-01"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<h3>A</h3>", "HTM002"), ("<h2> </h2>", "HTM009"), ('<p style="x">', "HTM007"), ("<style>p {}</style>", "HTM007"),
        ("<script>go()</script>", "HTM008"), ('<p ONCLICK="go()">', "HTM008"), ('<svg role="img"></svg>', "HTM004"),
        ("<button></button>", "HTM005"), ('<a href="#nowhere">x</a>', "HTM011"), ('<a href="/#nowhere">x</a>', "HTM011"),
        ('<a href="/nowhere/">x</a>', "HTM010"), ('<img src="/media/b.png" alt="">', "HTM010"),
        ('<a href="https://alder.example/nowhere/">x</a>', "HTM010"), ('<p aria-labelledby="x">', "HTM013"),
    ],
)  # fmt: skip
def test_each_offence_has_its_code(body, code):
    assert codes(body) == [code]


def test_a_missing_h1_and_a_second_one_are_told_apart():
    none, two = (list(check_html({"a.html": f'<html lang="en"><title>A</title>{h}'}, {"a.html"})) for h in ("", "<h1>A</h1><h1>B</h1>"))
    assert [d.message for d in (*none, *two)] == ["This page has no H1.", "This page has 2 H1 headings."]


def test_a_link_without_its_last_slash_is_told_how_to_write_it():
    (found,) = judge('<a href="/fees">Fees</a>')
    assert found.hint == "Write it with a slash at the end, `/fees/`."


def test_a_broken_link_names_the_nearest_address():
    (found,) = judge('<a href="/fes/">Fees</a>')
    assert (found.message, found.hint) == ("The site has no `fes/index.html`, to which `/fes/` leads.", "Did you mean `fees/`?")


def test_a_site_in_a_folder_has_its_links_there():
    base = "https://host.example/alder"
    assert judge('<a href="/alder/">Home</a> <img src="/alder/media/a.png" alt="">', base) == []
    (found,) = judge('<a href="/fees/">Fees</a>', base)
    assert found.code == "HTM010"


def test_a_place_points_into_the_built_page():
    (found,) = judge("<h3>A</h3>")
    assert str(found.where) == "site/fees/index.html:5:1"


class Kept(dict[str, str]):
    """Keeps what was found, as a build does."""

    def __call__(self, key: str, make: Callable[[], str]) -> str:
        return self.setdefault(key, make()) if key not in self else self[key]

    def ahead(self, tasks: Iterable[Task]) -> None:
        return None


def test_a_broken_link_is_told_of_where_it_stands_now_however_often_its_page_was_judged():
    kept = Kept()

    def places(digest: str, body: str) -> list[str]:
        pages = {"index.html": PAGE.format(body)}
        found = check_rendered({"index.html": digest}, pages.__getitem__, frozenset(pages), "", NOBODY, kept)
        return [f"{d.where} {d.code}" for d in found]

    assert places("a1", '<a href="/fes/">Fees</a>') == ["site/index.html:5:1 HTM010"]
    assert places("a1", '<a href="/fes/">Fees</a>') == ["site/index.html:5:1 HTM010"]
    assert places("b2", '\n\n<a href="/fes/">Fees</a>') == ["site/index.html:7:1 HTM010"]
    assert places("c3", '<a href="/">Home</a>') == []


def test_what_pages_have_to_do_with_each_other_is_looked_into_again_only_when_it_changed(monkeypatch):
    kept, pages = Kept(), {"index.html": PAGE.format('<a href="/">Home</a>')}
    judged = check_rendered({"index.html": "a1"}, pages.__getitem__, frozenset(pages), "", NOBODY, kept)
    assert list(judged) == []
    monkeypatch.setattr("clinicsite.check.abstracts.read", None)
    assert list(check_rendered({"index.html": "a1"}, pages.__getitem__, frozenset(pages), "", NOBODY, kept)) == []
    with pytest.raises(TypeError):
        list(check_rendered({"index.html": "a1"}, pages.__getitem__, frozenset({*pages, "a.png"}), "", NOBODY, kept))
