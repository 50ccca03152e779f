from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from clinicsite.model.page import Page
from clinicsite.read.library import read_library
from clinicsite.render.bodies import Bodies
from clinicsite.render.prints import Shot
from clinicsite.render.prose import Prose, contents, inline
from clinicsite.render.view import View
from clinicsite.rendering import renderer
from tests.clinics import HEAD, make_clinic
from tests.sites import DAY

OTHERS = f"""\
-- content/articles/science/index.md --
{HEAD}
-- content/articles/science/how.md --
{HEAD}
-- content/images/chair.png --
png
-- content/images/chair.svg --
<svg viewBox="0 0 8 8"><path d="M1 1h6"/></svg>
-- content/glossary.yaml --
- {{id: dissociation, term: Dissociation, definition: "Feeling *cut off*; see [how](/articles/science/how.md)."}}
"""


class Nothing:
    """A memo that keeps nothing."""

    def prose(self, key: str) -> str | None:
        return None

    def keep_prose(self, key: str, text: str) -> None:
        return None


def page_of(root: Path, body: str, **settings: Any) -> tuple[Page, View]:
    made = make_clinic(root, f"{OTHERS}-- content/articles/science/why.md --\n{HEAD}{body}\n", **settings)
    site = read_library(made.settings, DAY).site
    assert site is not None
    facts, templates, _ = renderer(site, made.settings, DAY, Nothing())
    return site.by_id["articles/science/why"], View(facts, templates, Bodies(Nothing()))


def prose(root: Path, body: str, **settings: Any) -> Prose:
    page, view = page_of(root, body, **settings)
    return view.prose(page)


def html(root: Path, body: str, **settings: Any) -> str:
    return str(prose(root, body, **settings).html).strip()


# Links and pictures


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("how.md", "/articles/science/how/"),
        ("how.md#driving", "/articles/science/how/#driving"),
        ("../../pages/about.md", "/about/"),
        ("/pages/index.md", "/"),
        ("/about/", "/about/"),
        ("#here", "#here"),
        ("https://example.org/?a=1&b=%20", "https://example.org/?a=1&amp;b=%20"),
        ("tel:+14105550118", "tel:+14105550118"),
        ("HTTP://example.org/", "HTTP://example.org/"),
        ("http://example.org/?a=&quot;b", "http://example.org/?a=&quot;b"),
    ],
)
def test_links_lead_to_addresses(tmp_path, written, address):
    assert html(tmp_path, f"[words]({written})") == f'<p><a href="{address}">words</a></p>'


def test_a_link_to_a_file_leads_to_its_fingerprinted_copy(tmp_path):
    assert re.fullmatch(r'<p><a href="/media/chair\.[0-9a-f]{8}\.png">chair</a></p>', html(tmp_path, "[chair](/images/chair.png)"))


def test_a_picture_is_fingerprinted_and_loaded_late(tmp_path):
    found = html(tmp_path, '![A chair](../../images/chair.png "So")')
    assert re.search(r'<img src="/media/chair-\d+\.[0-9a-f]{8}\.jpg" [^>]*alt="A chair" title="So" loading="lazy"', found)
    assert found.startswith('<p><span class="photo">') and found.endswith("</picture></span></p>")


def test_under_a_base_path_every_address_of_the_site_starts_with_it(tmp_path):
    body = "[a](how.md) [b](/pages/index.md) [c](#x) [d](https://example.org/) ![e](/images/chair.png)"
    found = html(tmp_path, body, base_url="https://preview.example/pr-7")
    assert '<a href="/pr-7/articles/science/how/">a</a> <a href="/pr-7/">b</a> <a href="#x">c</a>' in found
    assert '<a href="https://example.org/">d</a>' in found and 'src="/pr-7/media/chair-' in found


@pytest.mark.parametrize("written", ["javascript:alert(1)", "java&#115;cript:alert(1)", "data:text/html,x", "//example.org", "vbscript:x", "c:/x.md"])
def test_an_address_of_a_foreign_scheme_never_reaches_a_page(tmp_path, written):
    with pytest.raises(LookupError, match=r"is no address that a page may lead to\.$|^There is no `java&`\.$"):
        html(tmp_path, f"[words]({written})")


def test_a_scheme_that_is_hidden_in_a_definition_never_reaches_a_page(tmp_path):
    with pytest.raises(LookupError, match=r"^`javascript:alert\(1\)` is no address"):
        html(tmp_path, "[words][w]\n\n[w]: javascript:alert(1)")


@pytest.mark.parametrize(
    ("body", "message"), [("[a](nowhere.md)", "There is no `nowhere.md`."), ("![a](/images/no.png)", "There is no picture `/images/no.png`.")]
)
def test_what_leads_nowhere_is_named(tmp_path, body, message):
    with pytest.raises(LookupError, match=f"^{re.escape(message)}$"):
        html(tmp_path, body)


# Terms and citations


def test_a_term_leads_to_its_explanation_under_the_paragraph(tmp_path):
    assert html(tmp_path, "Some feel [cut off](term:dissociation).") == (
        '<p>Some feel <a href="#term-dissociation">cut off</a>.</p>\n'
        '<details class="gloss aside" data-pagefind-ignore><summary>Dissociation</summary>'
        '<p id="term-dissociation">Feeling <em>cut off</em>; see <a href="/articles/science/how/">how</a>.</p></details>'
    )


def test_citations_wait_to_be_numbered(tmp_path):
    assert html(tmp_path, "It helped.[@a2013; @b2014]") == '<p>It helped.<x-cite keys="a2013 b2014"></x-cite></p>'


# Blocks


def test_blocks_are_rendered_by_their_components_inside_out(tmp_path):
    found = html(tmp_path, "## H\n\n//// evidence | What this rests on\nOne.\n\n/// do | Do\n- rest *well*\n///\n\nTwo.\n////")
    assert "x-block" not in found and "///" not in found
    assert found.index("One.") < found.index("<li>rest <em>well</em></li>") < found.index("Two.")


def test_options_of_blocks_may_hold_any_sign(tmp_path):
    found = html(tmp_path, '/// figure | /images/chair.png\n    alt: "A <chair> & a \\"table\\""\nIt\'s *ours*.\n///')
    assert 'alt="A &lt;chair&gt; &amp; a “table”"' in found
    assert "It’s <em>ours</em>.</" in found


def test_a_drawing_is_set_into_the_page_with_its_words(tmp_path):
    found = html(tmp_path, '/// figure | ../../images/chair.svg\n    alt: "A <chair>"\n///')
    assert '<svg role="img" aria-label="A &lt;chair&gt;" viewBox="0 0 8 8">' in found


@pytest.mark.parametrize("text", ["not a drawing", "<!-- <svg></svg> -->", "<svg", "</svg><svg>"])
def test_a_file_that_is_no_drawing_is_not_set_into_a_page(tmp_path, text):
    page, view = page_of(tmp_path, f"Words.\n-- content/images/x.svg --\n{text}")
    with pytest.raises(LookupError, match=r"^`images/x\.svg` is no drawing: it holds no `<svg>` that is closed\.$"):
        view.figure("images/x.svg", "A chair")


def test_only_the_drawing_of_a_file_is_set_into_a_page(tmp_path):
    page, view = page_of(
        tmp_path,
        'Words.\n-- content/images/x.svg --\n<?xml version="1.0"?>\n<!DOCTYPE svg>\n<!-- by <b>Jo</b> -->\n'
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><!-- a line --><path d="M1 1h6"/></svg>\n<b>more</b>\n',
    )
    assert view.drawing("images/x.svg") == '<svg class="draw" aria-hidden="true" viewBox="0 0 8 8"><path d="M1 1h6"/></svg>'


# What a page needs


def test_a_page_needs_what_its_body_names_and_nothing_else(tmp_path):
    page, view = page_of(tmp_path, "[a](how.md) [b](term:dissociation) ![c](/images/chair.png)\n\n/// figure | /images/chair.svg\n    alt: x\n///")
    view.prose(page)
    needs = {f"{need.kind} {need.name}" for need in view.needs}
    assert [Shot.named(need.name).path for need in view.needs if need.kind == "picture"] == ["images/chair.png"]
    assert {
        "body articles/science/why", "address articles/science/how", "term dissociation", "media images/chair.svg",
        "template components/photo.html", "template components/gloss.html", "template components/figure.html",
    } <= needs  # fmt: skip
    assert not {need for need in needs if need.startswith(("listing", "page articles/science/how", "body articles/science/how", "clock"))}


def test_a_prose_that_was_made_before_is_taken_only_while_all_of_it_holds(tmp_path):
    page, view = page_of(tmp_path / "a", "[a](how.md) ![c](/images/chair.png)")
    first = view.prose(page)
    again, other = page_of(tmp_path / "b", "[a](how.md) ![c](/images/chair.png)")
    assert other.prose(again) is first and other.needs == view.needs
    moved, elsewhere = page_of(tmp_path / "c", "[a](how.md) ![c](/images/chair.png)", base_url="https://other.example/x")
    assert 'href="/x/articles/science/how/"' in elsewhere.prose(moved).html


# Contents and time


def test_contents_are_the_headings_of_the_second_level_with_their_time(tmp_path):
    words = "word " * 200
    found = prose(tmp_path, f"{words}\n\n## One {{#first}}\n\n{words}\n\n### Deeper\n\n{words}\n\n/// faq | Why?\n{words}\n///\n\n## Two *three*\n\nEnd.")
    assert [(entry.id, entry.text, entry.level) for entry in found.toc] == [("first", "One", 2), ("two-three", "Two three", 2)]
    one, two = found.toc
    assert (one.words, two.words) == (604, 3)
    assert 0 < one.start < two.start and two.start - one.start == one.seconds
    assert found.seconds == two.start + two.seconds


def test_a_body_without_headings_has_no_contents(tmp_path):
    page, _ = page_of(tmp_path, "Words.\n\n### Third level only\n\nWords.")
    assert contents(page) == ()


# Fields of front matter


def test_a_field_has_its_links_resolved_from_its_page_and_terms_lead_to_the_glossary(tmp_path):
    page, view = page_of(tmp_path, f"Words.\n-- content/pages/glossary.md --\n{HEAD}")
    assert inline("See [how](how.md) and *so*.", view, page) == 'See <a href="/articles/science/how/">how</a> and <em>so</em>.'
    assert inline("See [us](/pages/about.md).", view) == 'See <a href="/about/">us</a>.'
    assert inline("A [word](term:dissociation).", view) == 'A <a href="/glossary/#term-dissociation">word</a>.'
