from __future__ import annotations

from clinicsite.render.references import number_citations, references
from tests.render.fake_view import FakeView, make_reference, make_site

WORKS = {key: make_reference(key, title=f"About {key}") for key in ("a", "b", "c")}


def numbered(html: str) -> str:
    return number_citations(html, FakeView(make_site(references=WORKS)))


def cite(*keys: str) -> str:
    return f'<x-cite keys="{" ".join(keys)}"></x-cite>'


def mark(*numbers: int) -> str:
    links = ",".join(f'<a href="#r{n}" aria-label="Reference {n}">{n}</a>' for n in numbers)
    return f'<sup class="cite">{links}</sup>'


def test_works_are_numbered_as_a_reader_meets_them():
    assert numbered(f"<p>One.{cite('b')} Two.{cite('a')} Again.{cite('b')}</p>") == f"<p>One.{mark(1)} Two.{mark(2)} Again.{mark(1)}</p>"


def test_several_works_at_one_place_stand_in_the_order_of_their_numbers():
    assert numbered(f"{cite('b')} {cite('c', 'b', 'a')}") == f"{mark(1)} {mark(1, 2, 3)}"


def test_the_list_stands_where_the_page_asks_for_it_in_the_order_of_the_numbers():
    html = numbered(f"<p>{cite('c')}{cite('a')}</p><section data-references>{references()}</section>")
    assert "<x-" not in html and "data-references" not in html
    assert html.index('<li id="r1">') < html.index("About c") < html.index('<li id="r2">') < html.index("About a")
    assert '<section><ol class="refs">' in html


def test_a_page_that_cites_nothing_loses_the_section_and_its_entry_in_the_contents():
    html = (
        '<ul><li>A</li><li data-references="" class="x"><a href="#refs">References</a></li></ul>'
        f'<section data-references id="refs">{references()}</section><p>B</p>'
    )
    assert numbered(html) == "<ul><li>A</li></ul><p>B</p>"


def test_a_page_that_cites_keeps_its_entry_in_the_contents_without_the_mark():
    html = numbered(f'<li data-references=""><a href="#refs">References</a></li>{cite("a")}')
    assert html.startswith('<li><a href="#refs">References</a></li>')


def test_a_work_that_is_not_there_gets_no_number():
    assert numbered(f"{cite('nobody')}{cite('nobody', 'a')}") == mark(1)


def test_a_page_needs_the_works_that_it_cites_and_no_others():
    view = FakeView(make_site(references=WORKS))
    number_citations(f"{cite('b')}{cite('nobody')}", view)
    assert [need.name for need in view.needs if need.kind == "reference"] == ["b", "nobody"]
