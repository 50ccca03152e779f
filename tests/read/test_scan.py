from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clinicsite.model.address import SLUG, slugify, unique_anchor
from clinicsite.model.page import BlockUse, Body, Citation, Heading, Link
from clinicsite.read.scan import scan, strip_inline
from clinicsite.render.markdown import convert


def headings(text: str) -> list[tuple[int, str, str, int]]:
    return [(h.level, h.text, h.id, h.line) for h in scan(text, 1).headings]


# Headings


def test_headings_have_levels_texts_ids_and_the_line_in_their_file():
    body = scan("Lead.\n\n## Driving home\n\nNo.\n\n### After *one* night ###\n", 8)
    assert [(h.level, h.text, h.id, h.line) for h in body.headings] == [
        (2, "Driving home", "driving-home", 10), (3, "After one night", "after-one-night", 14),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "text", "anchor"),
    [
        ("## What does it *feel* like?", "What does it feel like?", "what-does-it-feel-like"),
        ("## `code` and __bold__", "code and bold", "code-and-bold"),
        ("## [Fees](/pages/fees.md) for a visit", "Fees for a visit", "fees-for-a-visit"),
        ("## It helped.[@a2013; @b2014]", "It helped.", "it-helped"),
        ("## Driving home {#driving}", "Driving home", "driving"),
        ("## Driving home {: #driving .wide }", "Driving home", "driving"),
        ("## Who’s it for?", "Who’s it for?", "whos-it-for"),
        ("## Don't drive", "Don't drive", "dont-drive"),
        ("## Où est-ce", "Où est-ce", "ou-est-ce"),
        ("## 中文", "中文", "section"),
        ("##Tight", "Tight", "tight"),
        ("## snake_case_word", "snake_case_word", "snake-case-word"),
        ("## A _soft_ word", "A soft word", "a-soft-word"),
    ],
)
def test_a_heading_reads_as_people_hear_it(line, text, anchor):
    assert headings(line) == [(2, text, anchor, 1)]


def test_equal_headings_get_numbers_and_make_way_for_ids_that_were_chosen():
    assert [anchor for _, _, anchor, _ in headings("## Fees\n\n## Fees\n\n## Fees {#costs}\n\n## Costs\n\n## Fees-2")] == [
        "fees", "fees-2", "costs", "costs-2", "fees-2-2",
    ]  # fmt: skip


def test_titles_of_blocks_are_headings_but_not_those_of_do_and_dont():
    text = "/// warning | Do not drive\nNo.\n///\n\n/// do | Do\n- rest\n///\n\n/// figure | x.svg\n///\n\n/// faq | Why? {#why}\nSo.\n///"
    assert headings(text) == [(3, "Do not drive", "do-not-drive", 1), (3, "Why? {#why}", "why-why", 12)]


@pytest.mark.parametrize(
    "text",
    ["```\n## x\n```", "~~~ text\n## x\n~~~  ", "````\n```\n## x\n````", "    ## x", "  ## x", "\\## x", "> ## x", "- ## x", "a ## x"],
)
def test_what_only_looks_like_a_heading_is_none(text):
    assert headings(text) == []


def test_a_fence_is_closed_by_one_of_its_own_kind_only():
    assert headings("```\n~~~\n## a\n```\n## b") == [(2, "b", "b", 5)]
    assert headings("```\n## a\n\n## b") == []


# Links


def links(text: str) -> list[Link]:
    return list(scan(text, 1).links)


def test_links_and_pictures_are_found_with_line_and_column():
    assert links("See [our *fees*](../fees.md#gfe \"Fees\") and ![A chair](/c.png).\n[Next](<x.md>)") == [
        Link("../fees.md#gfe", "our fees", 1, 5), Link("/c.png", "A chair", 1, 45, image=True), Link("x.md", "Next", 2, 1),
    ]  # fmt: skip


def test_a_link_may_go_over_a_line_end_but_not_over_a_blank_line():
    assert links("Read about [the first\n  24 hours](x.md) and [more](y.md).") == [
        Link("x.md", "the first 24 hours", 1, 12), Link("y.md", "more", 2, 23),
    ]  # fmt: skip
    assert links("Read about [the first\n\n24 hours](x.md).") == []


def test_a_picture_in_a_link_counts_as_both():
    assert links("[![A chair](c.png)](x.md)") == [Link("x.md", "A chair", 1, 1), Link("c.png", "A chair", 1, 2, image=True)]


def test_brackets_and_parentheses_may_stand_inside():
    assert links("[a [b] c](x_(y).md)") == [Link("x_(y).md", "a [b] c", 1, 1)]


@pytest.mark.parametrize("text", ["`[a](x.md)`", "``[a](x.md) ` ``", "`a\n[a](x.md)`", "\\[a](x.md)", "[a\\](x.md)", "```\n[a](x.md)\n```", "[a] (x.md)"])
def test_code_and_escaped_brackets_are_no_links(text):
    assert links(text) == []


def test_figures_and_buttons_are_links_at_their_own_place():
    text = "/// figure | figure\n    alt: x\nThe [chair](c.md).\n///\n\n/// button | to\n    to: \"to.yaml\"\n///\n\n/// button | B\n    to: o\n///"
    assert links(text) == [
        Link("figure", "", 1, 14, image=True), Link("c.md", "chair", 3, 5), Link("to.yaml", "to", 7, 10), Link("o", "B", 11, 9),
    ]  # fmt: skip


# Citations


def test_citations_are_found_with_their_keys():
    assert list(scan("It helped.[@a2013; @b_2014] Not all.[@c]\nAnd [@d;\n@e] `[@f]` [@ g] \\[@h]", 3).citations) == [
        Citation(("a2013", "b_2014"), 3, 11), Citation(("c",), 3, 37), Citation(("d", "e"), 4, 5),
    ]  # fmt: skip


# Blocks


def test_blocks_know_where_they_end_and_how_deep_they_are():
    text = "//// evidence | E\n/// do\n- x\n///\n////\n\n  /// steps | S\n1. x\n  ///"
    assert list(scan(text, 1).blocks) == [
        BlockUse("evidence", "E", 1, 5, 0), BlockUse("do", "", 2, 4, 1), BlockUse("steps", "S", 7, 9, 0),
    ]  # fmt: skip


def test_a_block_that_is_never_closed_ends_on_line_nought():
    assert list(scan("/// do\n- x\n", 5).blocks) == [BlockUse("do", "", 5, 0, 0)]
    assert list(scan("//// do\n/// dont\n- x\n////\n", 1).blocks) == [BlockUse("do", "", 1, 4, 0), BlockUse("dont", "", 2, 0, 1)]


# Words and figures


def test_words_and_figures_are_counted_from_heading_to_heading():
    body = scan("One two.\n\n## Three\n\nFour ![x](a.png)\n\n/// warning | Five\nSix 7 a-b it’s\n///\n\n```\nnot counted\n```\n", 1)
    assert (body.lead_words, body.words) == (2, 10)
    assert [(h.text, h.words, h.figures) for h in body.headings] == [("Three", 4, 1), ("Five", 4, 0)]


@pytest.mark.parametrize(
    ("text", "heard"),
    [("a **b** _c_ `d`", "a b c d"), ("[a](b.md) c[@d]", "a c"), ("![a](b.png)", "a"), ("snake_case_x", "snake_case_x"), ("  ", "")],
)
def test_marks_are_not_heard(text, heard):
    assert strip_inline(text) == heard


# The page has the ids that the scan found


WORDS = st.sampled_from([
    "Driving home", "Driving *home*", "`code` here", "[Fees](/pages/fees.md)", "It’s \"quoted\" -- so", "É & ü", "中文", "**Bold**", "a_b_c",
    "Trial[@a2013]", "C#", "1. one", "<b>x</b>", "a \\* b", "Q?", "AT&T &amp; x", "Driving home 2",
])  # fmt: skip
HEADING = st.builds(
    lambda level, words, mark, closing: f"{'#' * level} {words}{closing}{mark}",
    st.integers(1, 4), WORDS, st.sampled_from(["", "", "", " {#driving}", " {#own-id}", " {: #other }"]), st.sampled_from(["", "", " ##"]),
).map(lambda line: re.sub(r"( ##)( \{.*)", r"\2\1", line))
TITLED = st.builds(
    lambda name, title, body: f"/// {name} | {title}\n{body}\n///",
    st.sampled_from(["warning", "emergency", "faq", "steps", "do", "dont", "evidence", "key-facts"]), WORDS,
    st.sampled_from(["- a\n- b", "Words.", "1. a", "## Inner\n\nWords.", "- a\n\n### Driving home"]),
)  # fmt: skip
NESTED = st.builds(lambda inner: f"//// evidence | E\nWords.\n\n{inner}\n////", TITLED)
OTHER = st.sampled_from([
    "Words.", "- a\n- b", "- a\n\n    more", "- ## in a list\n- b", "> ## quoted", "```\n## fenced\n/// do | x\n```", "~~~ yaml\n# x\n~~~",
    "    ## indented", "| a | b |\n|---|---|\n| 1 | 2 |", "***", "Term\n:   ## meant", "Note.[^1]\n\n[^1]: ## said", "  ## pushed in",
    "/// figure | /x.svg\n    alt: y\n## Caption\n///", "/// button | Go\n    to: /pages/fees.md\n///", "[@a2013; @b2014]",
])  # fmt: skip
DOCUMENTS = st.lists(st.one_of(HEADING, TITLED, NESTED, OTHER), max_size=8).map("\n\n".join)
OPENING = re.compile(r"<(?:h[1-6]|x-block)\b[^>]*?\bid=\"([^\"]*)\"[^>]*>")
INSIDE = re.compile(r"<(li|blockquote|dd)\b[^>]*>.*?</\1>", re.S)


def ids_of_page(body: Body) -> list[str]:
    return OPENING.findall(INSIDE.sub("", convert(body)))


@settings(deadline=None)
@given(DOCUMENTS)
@example("##Tight\n\n## Next")
@example("Words\n## Right under them\n- item\n## And under a list")
@example("## Tab\t{#tab}\n\n## #\n\n####### Seven")
def test_the_page_has_the_ids_that_the_scan_found_in_their_order(text):
    body = scan(text, 1)
    assert ids_of_page(body) == [heading.id for heading in body.headings]


@pytest.mark.parametrize("swallows", ["- item\n\n    more\n## Fees", "| a | b |\n|---|---|\n| 1 | 2 |\n## Fees", "> ## Fees", "- ## Fees"])
def test_a_heading_that_something_swallows_does_not_shift_the_ids_of_the_others(swallows):
    body = scan(f"{swallows}\n\n## Then\n\n/// faq | Why?\nSo.\n///\n", 1)
    html = convert(body)
    assert '<h2 id="then">' in html and 'id="why"' in html
    found = OPENING.findall(html)
    assert len(found) == len(set(found))


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(st.one_of(HEADING, st.sampled_from(["///", "/// do | x", "```", "[", "](", "[@a;", "    to: x", "`", "\\"])))
       .map("\n".join)))
def test_any_text_is_scanned_and_every_place_lies_in_it(text):
    body = scan(text, 3)
    rows = text.split("\n")
    assert body.text == text
    for link in (*body.links, *body.citations):
        assert 3 <= link.line < 3 + len(rows)
        assert 1 <= link.column <= len(rows[link.line - 3])
    for heading in body.headings:
        assert 3 <= heading.line < 3 + len(rows)


def test_a_heading_under_the_paragraph_of_a_list_keeps_its_id_although_it_lands_in_the_list():
    assert '<h2 id="fees">Fees</h2>\n</li>' in convert(scan("- item\n\n    more\n## Fees\n\n## Then\n", 1))


# Slugs


@given(st.text())
@example("’")
@example("İ ß ﬁ ½")
def test_a_slug_is_empty_or_a_plain_name_and_stays_itself(text):
    slug = slugify(text)
    assert slug == "" or SLUG.match(slug)
    assert slugify(slug) == slug


@given(st.text())
def test_capitals_and_spaces_around_do_not_change_a_slug(text):
    assert slugify(f"  {text}\n") == slugify(text)
    assert slugify(slugify(text).upper()) == slugify(text)


@given(st.lists(st.sampled_from(["Fees", "fees!", "Fees 2", "Fees-2", "", "中", "Section"]), max_size=12))
def test_anchors_of_a_page_are_all_different(texts):
    taken: set[str] = set()
    anchors = [unique_anchor(text, taken) for text in texts]
    assert len(set(anchors)) == len(texts)
    assert taken == set(anchors)


def test_an_empty_body_has_nothing():
    assert scan("", 1) == Body("", 1)
    assert Heading(2, "x", "x", 1).words == 0
