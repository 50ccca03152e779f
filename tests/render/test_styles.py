"""Which style sheets a page carries, and what only wide screens wait for."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.publish.headers import content_security_policy
from clinicsite.render.environment import Templates, engine_templates
from clinicsite.render.styles import EVERYWHERE, ORDER, PLACE, Styles, divided, styles_of, tidy_css
from tests.render.fake_view import make_clinic

SHEETS = {
    "tokens": "@layer tokens, base, parts;\n@layer tokens { :root { --ink: #000; } }",
    "base": "@layer base { p { margin: 0; } @media (min-width: 64rem) { p { margin: 1rem; } } }",
    "cards": "/* for: card, calm */\n@layer parts { .card { color: red; } }",
    "own": "/* for: ours */\n@layer parts { .ours { color: blue; } }",
    "print": "@layer print { @media print { p { margin: 0; } } }",
    "linked": "@layer parts { .linked { color: green; } }",
}


def names(html: str) -> list[str]:
    return re.findall(r'<style data-sheet="([^"]*)">', html)


@pytest.fixture(scope="module")
def styles() -> Styles:
    return styles_of(SHEETS)


@pytest.fixture(scope="module")
def ours() -> Styles:
    return Templates((engine_templates(),), {}, Path("/")).styles


@pytest.mark.parametrize(
    ("html", "carried"),
    [
        ("<p>Text</p>", ["tokens", "base"]),
        ('<div class="card">', ["tokens", "base", "cards"]),
        ('<div class="wide calm">', ["tokens", "base", "cards"]),
        ('<div class="ours"><div class="card">', ["tokens", "base", "cards", "own"]),
        ('<div class="cards linked">', ["tokens", "base"]),
    ],
)
def test_a_page_carries_the_sheets_that_its_classes_call_for(styles, html, carried):
    assert names(styles.put_into(f"<head>{PLACE}</head>{html}")) == carried


def test_a_page_without_a_place_for_them_is_left_alone(styles):
    assert styles.put_into('<div class="card">') == '<div class="card">'


def test_what_only_wide_screens_need_is_not_carried(styles):
    assert "1rem" not in styles.of("<p>")
    assert styles.later == "@layer base{@media (min-width:64rem){p{margin:1rem}}}@layer print{@media print{p{margin:0}}}\n"


def test_a_sheet_of_the_site_goes_before_one_of_the_same_name(tmp_path):
    own = tmp_path / "assets/css"
    own.mkdir(parents=True)
    (own / "cards.css").write_text("/* for: card */\n@layer parts { .card { color: teal; } }", "utf-8")
    (own / "more.css").write_text("/* for: more */\n@layer parts { .more { color: teal; } }", "utf-8")
    found = Templates((tmp_path, engine_templates()), {}, tmp_path).styles
    assert [part.narrow for part in found.parts if part.name == "cards"] == ["@layer parts{.card{color:teal}}"]
    assert found.parts[-1].name == "more"


def test_the_policy_names_each_sheet_as_browsers_reckon_it(ours):
    html = ours.of("".join(f'<i class="{name}">' for part in ours.parts for name in part.classes))
    told = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in re.findall(r"<style[^>]*>(.*?)</style>", html, re.S)]
    assert [f"sha256-{digest}" for digest in told] == list(ours.digests)
    policy = content_security_policy(make_clinic(), ours.digests)
    assert all(f"'{digest}'" in policy for digest in ours.digests)
    longest = f"  Content-Security-Policy: {policy} 'wasm-unsafe-eval' https://a-service-for-forms.example"
    assert len(longest) < 2_000, "Cloudflare Pages takes header lines of 2,000 characters"


def test_every_sheet_of_ours_has_its_place_in_the_order(ours):
    assert [part.name for part in ours.parts] == list(ORDER)
    assert [part.name for part in ours.parts if not part.classes] == list(EVERYWHERE)


def test_every_class_that_calls_for_a_sheet_stands_in_it(ours):
    for part in ours.parts:
        for name in part.classes:
            assert re.search(rf"\.{name}\b", part.narrow + part.wide) or name in ("k-paper",) or part.name in ("following",), (part.name, name)


@pytest.mark.parametrize(
    ("css", "narrow", "wide"),
    [
        ("@media (min-width: 40rem){a{b:c}}", "", "@media (min-width: 40rem){a{b:c}}"),
        ("@media (min-width: 640px){a{b:c}}", "", "@media (min-width: 640px){a{b:c}}"),
        ("@media (min-width: 30rem){a{b:c}}", "@media (min-width: 30rem){a{b:c}}", ""),
        ("@media (max-width: 63.99rem){a{b:c}}", "@media (max-width: 63.99rem){a{b:c}}", ""),
        ("@media print, (min-width: 64rem){a{b:c}}", "@media print, (min-width: 64rem){a{b:c}}", ""),
        ("@container (min-width: 77rem){a{b:c}}", "", "@container (min-width: 77rem){a{b:c}}"),
        ('a::after{content:"}"}@layer x,y;', 'a::after{content:"}"}@layer x,y;', ""),
        ("@layer a{@layer b{@media (min-width: 64rem){c{d:e}}}f{g:h}}", "@layer a{f{g:h}}", "@layer a{@layer b{@media (min-width: 64rem){c{d:e}}}}"),
    ],
)  # fmt: skip
def test_wide_rules_part_from_the_others_within_their_layers(css, narrow, wide):
    assert divided(css) == (narrow, wide)


RULES = st.sampled_from(["a{b:c}", '.x::before{content:"{;}"}', "@media (min-width: 64rem){p{q:r}}", "@media print{p{q:r}}", "@layer x{y{z:1}}"])


@given(st.lists(RULES, max_size=8))
def test_no_rule_is_lost_between_the_two(rules):
    narrow, wide = divided("".join(rules))
    assert sorted(narrow + wide) == sorted("".join(rules))


@pytest.mark.parametrize(
    ("css", "tidy"),
    [
        ("a { color: red; }\n\n/* b { } */\nb , i > u { margin: 0 auto }", "a{color:red}b,i>u{margin:0 auto}"),
        ('a::before { content: "/* {  } */  \\" ;"; }', 'a::before{content:"/* {  } */  \\" ;"}'),
        ("/* don't */ a { b: c } /* it's */", "a{b:c}"),
        ("a { width: calc(1px + 2px); margin: 0/**/auto }", "a{width:calc(1px + 2px);margin:0 auto}"),
        ("@media (min-width: 40em) { a :hover { b: .0c; width: 0.5em; } }", "@media (min-width:40em){a :hover{b:.0c;width:.5em}}"),
    ],
)
def test_white_space_and_comments_leave_the_style_sheet_and_strings_stay(css, tidy):
    assert tidy_css(css) == tidy + "\n"


def test_what_is_put_down_is_taken_up_as_it_was(ours: Styles):
    assert Styles.taken_up(ours.put_down()) == ours
