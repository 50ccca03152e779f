"""HTML as prose: the main text of any page, each word with its place, and soup that harms nobody."""

from __future__ import annotations

import pytest

from clinicsite.language.markup import Markup, read_markup


def read(html: str) -> Markup:
    return read_markup(html, "page.html")


def told(html: str) -> list[str]:
    return [f"{p.kind}: {p.text}" for p in read(html).passages]


def stands(html: str, word: str) -> bool:
    """Whether the first letter of a word has the place that it has in the file."""
    passage = next(p for p in read(html).passages if word in p.text)
    where = passage.at(passage.text.index(word))
    return html.split("\n")[where.line - 1][where.column - 1 :].startswith(word[0])


def test_title_and_description_go_before_the_main_text():
    html = '<head><meta NAME=description content="We &amp; you"><title>Fees &ndash; Alder</title></head><main><p>Text.</main>'
    assert told(html) == ["title: Fees – Alder", "description: We & you", "paragraph: Text."]
    assert read(html).title == "Fees – Alder"
    assert stands(html, "Fees") and stands(html, "We")


def test_menus_footers_labels_banners_and_what_is_hidden_are_left_out():
    html = """<body><a href=#x class=skip-link>Skip</a><nav><p>Menu</p></nav><div id="cookie-banner"><p>Cookies!</p></div>
    <p>Kept.</p><div hidden>a</div><p style="display: none">b</p><p aria-hidden=true>c</p><div role=navigation>d</div>
    <form><label for=n>Name</label><input id=n><select><option>One</select><textarea>e</textarea></form>
    <script>document.write("<p>f</p>")</script><style>p { color: red }</style><noscript><p>g</p></noscript><template>h</template>
    <svg><title>i</title><text>j</text></svg><!-- <p>k</p> --><footer>l</footer></body>"""
    assert told(html) == ["paragraph: Kept."]


def test_the_main_element_goes_before_all_else_and_the_page_heading_counts_anyway():
    html = "<div><h1>Heading</h1><p>Aside.</p></div><main><p>Main.</p></main><div>After.</div>"
    assert told(html) == ["heading: Heading", "paragraph: Main."]


def test_articles_count_where_they_are_most_of_a_page():
    long = "A long sentence that fills the article. " * 3
    assert told(f"<p>Short.</p><article><p>{long}</p></article>") == [f"paragraph: {long.strip()}"]
    assert told(f"<p>{long}</p><article><p>Card.</p></article>") == [f"paragraph: {long.strip()}", "paragraph: Card."]


def test_a_header_counts_only_where_it_holds_the_page_heading():
    assert told("<header><p>Call us</p></header><p>Text.</p>") == ["paragraph: Text."]
    assert told("<header><h1>Hope</h1><p>Today.</p></header><p>Text.</p>") == ["heading: Hope", "paragraph: Today.", "paragraph: Text."]


def test_each_kind_of_passage_is_told_apart():
    html = """<h2>Head</h2><ul><li>Item</ul><table><caption>Cap</caption><tr><th>Th<td>Td</table><blockquote><p>Quote</p></blockquote>
    <button>Push</button><a class="btn btn-big" href=/x>Book</a><a class=plain href=/y>Link</a><input type=submit value=Send>
    <figure><img alt="A chair"><figcaption>Below</figcaption></figure><details><summary>Why?</summary>So.</details>
    <dl><dt>Term<dd>Meaning</dl><div class="testimonial">It helped</div><p><b>Does it last?</b></p>"""
    assert told(html) == [
        "heading: Head", "item: Item", "caption: Cap", "cell: Th", "cell: Td", "quotation: Quote", "button: Push", "button: Book",
        "paragraph: Link", "button: Send", "caption: Below", "question: Why?", "paragraph: So.", "heading: Term",
        "paragraph: Meaning", "quotation: It helped", "paragraph: Does it last?",
    ]  # fmt: skip
    assert read(html).passages[-1].emphasized and not read(html).passages[-2].emphasized
    assert [p.level for p in read("<h1>a</h1><h3>b</h3>").passages] == [1, 3]


def test_list_items_know_what_they_complete():
    html = "<p>It may cause:</p><ul><li>nausea</li><li>sleep</li></ul><p>Other.</p><ul><li>x</li></ul>"
    assert [(p.text, p.lead_in) for p in read(html).passages if p.kind == "item"] == [
        ("nausea", "It may cause:"), ("sleep", "It may cause:"), ("x", ""),
    ]  # fmt: skip


def test_words_that_marks_entities_and_hyphens_part_are_whole_again():
    assert told("<p>depres&shy;sion, anx\u00adiety,\n  <em>re</em>lief &amp;&nbsp;more&hellip;<br>end</p>") == ["paragraph: depression, anxiety, relief & more… end"]


@pytest.mark.parametrize("word", ["Ketamine", "cures", "pain", "twice", "last", "Send"])
def test_every_word_stands_where_the_file_has_it(word):
    html = '<!doctype html>\n<p>\n  Ketamine &amp; more\n <b>cures</b>\tpain,&#32;twice.</p>\n<img src="x>y" alt="left out"><input type=submit value="Send it"><p>The last'
    assert stands(html, word)


def test_raised_and_linked_numbers_are_citations_and_other_raised_signs_are_text():
    html = '<p>It helped.<sup>1,2</sup> More.<a href="#ref-3">[3]</a> Brand<sup>TM</sup> <a href="#top">up</a></p>'
    (passage,) = read(html).passages
    assert passage.text == "It helped. More. BrandTM up"
    assert [(c.keys, c.offset) for c in passage.cited] == [(("1", "2"), 10), (("3",), 16)]


def test_a_page_says_where_it_lives_and_what_it_is():
    page = read('<link rel=canonical href="https://x.example/fees/"><meta property=og:type content=Article><h1>Fees</h1>')
    assert (page.address, page.type, page.heading) == ("https://x.example/fees/", "article", "Fees")


def test_what_was_never_closed_swallows_nothing():
    assert told("<nav><ul><li>Menu<main><p>Text.") == ["paragraph: Text."]
    assert told("<p>One<p>Two<div>Three") == ["paragraph: One", "paragraph: Two", "paragraph: Three"]
    assert told("<p>One</i></b> two</span> three</p>") == ["paragraph: One two three"]
    assert told("<P CLASS=x>Loud</P><LI>Item") == ["paragraph: Loud", "item: Item"]
    assert told('<p>a <b and more') == ["paragraph: a"]
    assert told('<p>2 < 3 & 4 > 1') == ["paragraph: 2 < 3 & 4 > 1"]


@pytest.mark.parametrize(
    "soup",
    ["<" * 300_000, "<a " * 60_000, '<a href="' * 40_001, "<!--" * 60_000, "<div>" * 20_000 + "x" + "</div>" * 20_000,
     "<p><b><i>" * 20_000, "</p>" * 60_000, "<script>" * 20_000, "&" * 100_000, "<ul><li>" * 10_000, "", "\0<p>\0", "<sup>" * 10_000],
    ids=["lt", "tags", "quotes", "comments", "deep", "unclosed", "ends", "scripts", "amp", "lists", "empty", "nul", "notes"],
)  # fmt: skip
def test_soup_is_read_to_its_end(soup):
    assert isinstance(read(soup + "<p>Last.").passages, tuple)
