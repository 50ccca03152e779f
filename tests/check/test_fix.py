from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinicsite.check.families import check_sources
from clinicsite.check.fix import apply, mend
from clinicsite.model.diagnostic import Diagnostic, Fix
from clinicsite.model.page import Source
from clinicsite.read.scan import scan
from clinicsite.render.markdown import convert


def test_a_source_is_mended_and_what_needs_a_person_is_left():
    text = "---\ntitle: x\n---\nBring:\n• a list\n• a jacket\n\n[Here](/pages/fees.md)\n"
    assert mend(text, lint) == "---\ntitle: x\n---\nBring:\n\n- a list\n- a jacket\n\n[Here](/pages/fees.md)\n"


def lint(text: str) -> list[Diagnostic]:
    return list(check_sources([Source("pages/x.md", text, "0")]))


def html(text: str) -> str:
    return re.sub(r"\n| level=\"\d\"", "", convert(scan(text, 1)))


def test_a_fix_replaces_its_line_and_leaves_the_others():
    assert apply("a\nb\nc", [Fix(2, ("", "B"))]) == "a\n\nB\nc"
    assert apply("a\nb\nc", [Fix(2, ())]) == "a\nc"
    assert apply("a\nb\n", []) == "a\nb\n"


def test_of_two_fixes_for_one_line_the_first_counts():
    assert apply("a\nb", [Fix(1, ("x",)), Fix(1, ("y",))]) == "x\nb"


FIXES = [
    ("MD001", "Bring:\n- a list\n- a jacket", "<p>Bring:</p><ul><li>a list</li><li>a jacket</li></ul>"),
    ("MD001", "Then:\n1. call\n2. come", "<p>Then:</p><ol><li>call</li><li>come</li></ol>"),
    ("MD002", "- a\n  - b\n    - c\n- d", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"),
    ("MD002", "1. a\n   - b\n   - c\n2. d", "<ol><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ol>"),
    ("MD003", "Bring:\n• a list\n• a jacket", "<p>Bring:</p><ul><li>a list</li><li>a jacket</li></ul>"),
    ("MD003", "– a list\n– a jacket", "<ul><li>a list</li><li>a jacket</li></ul>"),
    ("MD004", "1) Call us.\n2) Come.", "<ol><li>Call us.</li><li>Come.</li></ol>"),
    ("MD005", "2019. A spray came.", "<p>2019. A spray came.</p>"),
    ("MD006", "-rest\n-drink water", "<ul><li>rest</li><li>drink water</li></ul>"),
    ("MD007", "- a\n- b\n1. c\n2. d", "<ul><li>a</li><li>b</li></ul><ol><li>c</li><li>d</li></ol>"),
    ("MD008", "1. Call us.\n\n  A nurse answers.\n\n2. Come.",
     "<ol><li><p>Call us.</p><p>A nurse answers.</p></li><li><p>Come.</p></li></ol>"),
    ("MD010", "Prices:\n| a | b |\n|---|---|\n| 1 | 2 |",
     '<p>Prices:</p><x-block argument="" name="table" options="{}"><table><thead><tr><th>a</th><th>b</th></tr></thead>'
     "<tbody><tr><td>1</td><td>2</td></tr></tbody></table></x-block>"),
    ("MD030", "##Driving", '<h2 id="driving">Driving</h2>'),
    ("MD035", "  ## Driving", '<h2 id="driving">Driving</h2>'),
    ("MD066", "Read [this page now] (fees.md).", '<p>Read <a data-to="fees.md">this page now</a>.</p>'),
    ("MD068", "It helped some. [@a2013] Not all, [@b2014; @c2015] though.",
     '<p>It helped some.<x-cite keys="a2013"></x-cite> Not all,<x-cite keys="b2014 c2015"></x-cite> though.</p>'),
    ("MD069", "It helped.[@a2013, @b2014]", '<p>It helped.<x-cite keys="a2013 b2014"></x-cite></p>'),
    ("MD070", "- a\n\t- b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    ("MD071", "2140 North Alder Street  \nSuite 120", "<p>2140 North Alder StreetSuite 120</p>"),
    ("MD072", "-\u00a0a\n-\u00a0\u200bb", "<ul><li>a</li><li>b</li></ul>"),
    ("MD073", "You don´t and can`t.", "<p>You don’t and can’t.</p>"),
    ("MD074", "Rest 'til noon.", "<p>Rest ’til noon.</p>"),
    ("MD076", "Bring ** an adult ** along.", "<p>Bring <strong>an adult</strong> along.</p>"),
    ("BLK003", "/// dont | Do not\n- don't drive\n///",
     '<x-block argument="Do not" name="dont" options="{}"><ul><li>do not drive</li></ul></x-block>'),
]  # fmt: skip


@pytest.mark.parametrize(("code", "before", "meant"), FIXES, ids=[code for code, _, _ in FIXES])
def test_a_fix_makes_the_page_that_the_writer_meant(code, before, meant):
    assert code in {d.code for d in lint(before) if d.fix}
    assert html(before) != meant or code in ("MD030", "MD070")
    after = mend(before, lint)
    assert html(after) == meant
    assert code not in {d.code for d in lint(after)}


def test_every_rule_that_offers_a_fix_is_tried_here():
    from clinicsite.check.families import RULES
    from clinicsite.check.lesson import lesson, typed

    offering = {d.code for rule in RULES if rule.scope == "manuscript" for d in lint(typed(lesson(rule).bad)) if d.fix}
    assert offering <= {code for code, _, _ in FIXES}


UNTOUCHED = [
    "Write `- ` before an item, and `* *` or `don`t` never.",
    "```\nText\n- a\n  - b\n\t• c [x] (y.md)\n```",
    "- a\n\n    More of a.\n\n    - b",
    "A wrapped line ends with the number\n12. which is no list.",
    "He waited \\- as one does \\- for 2 \\* 3 hours.",
]


@pytest.mark.parametrize("text", UNTOUCHED)
def test_code_and_plain_text_are_left_alone(text):
    assert mend(text, lint) == text


LINES = st.sampled_from([
    "", "", "", "Bring with you:", "Some words.", "- a", "- b", "  - nested", "   - nested", "    - nested", "1. one",
    "2. two", "   1. one", "• bullet", "  • bullet", "– dash", "1) one", "2) two", "2019. A year.", "-tight", "* star", "+ plus",
    "##Heading", "## Heading", "  ## Heading", "    indented", "  indented", "\ttab", "- a\tb", "end  ", "no-break\u00a0space",
    "zero\u200bwidth", "don´t", "can`t", "`code`", "'til noon", "[a b] (c.md)", "[a](c.md)", "Some. [@a2013]", "Some.[@a, @b]",
    "** bold **", "**bold**", "| a | b |", "|---|---|", "```", "/// do | Do", "/// dont", "///", "- don't drive", "---", "===", "> quote",
    "- 2019. A year", "\u200b", "-\u00a0a", "\\- a", "[^1]: note", "a[^1]", ": def",
])  # fmt: skip
TEXTS = st.lists(LINES, max_size=14).map("\n".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_a_mended_text_has_nothing_left_to_mend(text):
    mended = mend(text, lint)
    assert [(d.code, d.where.line) for d in lint(mended) if d.fix] == []
    assert mend(mended, lint) == mended


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.data())
def test_the_fixes_of_one_rule_leave_nothing_of_it_to_fix(text, data):
    fixable = sorted({d.code for d in lint(text) if d.fix})
    if not fixable:
        return
    code = data.draw(st.sampled_from(fixable))
    after = mend(text, lambda text: (d for d in lint(text) if d.code == code))
    assert [(d.code, d.where.line) for d in lint(after) if d.fix and d.code == code] == []


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_linted_and_every_place_lies_in_it(text):
    lines = text.split("\n")
    for found in lint(text):
        assert 1 <= found.where.line <= len(lines)
        assert 1 <= found.where.column <= len(lines[found.where.line - 1]) + 1
