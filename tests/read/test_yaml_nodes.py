from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from clinicsite.read.yaml_mistakes import quoted
from clinicsite.read.yaml_nodes import YamlDocument, read_yaml, walk_strings

ROOT = Path(__file__).parents[2]


def told(text: str, file: str = "content/clinic.yaml", first_line: int = 1) -> list[str]:
    return [f"{d.where.line}:{d.where.column} {d.code} {d.message} {d.hint}" for d in read_yaml(text, file, first_line).problems]


def value(text: str) -> object:
    document = read_yaml(f"key: {text}\n", "content/clinic.yaml")
    assert document.problems == []
    return document.values["key"]


# Values


@pytest.mark.parametrize("text", ["17:30", "8:00", "1:30:00", "no", "yes", "on", "off", "y", "NO", "0x1f", "010", "1_000", "1e3", "2024-1-5"])
def test_what_older_yaml_reads_as_numbers_and_truths_stays_words(text):
    assert value(text) == text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("true", True), ("False", False), ("null", None), ("~", None), ("", None), ("0", 0), ("-42", -42), ("1.50", 1.5),
        ("2026-11-03", date(2026, 11, 3)), ('"2026-11-03"', "2026-11-03"), ("'true'", "true"), ("Fees # aside", "Fees"),
        ("719-555-0142", "719-555-0142"), ("99999999999999999999", "99999999999999999999"), ("é “x”", "é “x”"),
    ],
)  # fmt: skip
def test_truths_numbers_and_dates_are_read(text, meant):
    assert value(text) == meant
    assert type(value(text)) is type(meant)


@pytest.mark.parametrize("day", ["2024-13-45", "2026-02-29", "0000-01-01"])
def test_a_day_that_does_not_exist_is_an_error_at_its_place(day):
    assert told(f"title: Fees\ndate: {day}\n") == [
        f"2:7 FMT008 There is no day `{day}`. Write a real date as year-month-day, as in `2026-11-03`."
    ]


def test_of_two_equal_keys_both_lines_are_named():
    assert told("title: Fees\ndescription: x\ntitle: Prices\n") == [
        "3:1 FMT004 The key `title` stands here twice; the first is on line 1. Keep one of the two."
    ]


def test_equal_keys_are_found_inside_other_keys_and_not_between_them():
    assert told("a: {x: 1}\nb:\n  x: 1\n  'x': 2\nc: {x: 1, y: 2}\n", first_line=11) == [
        "14:3 FMT004 The key `x` stands here twice; the first is on line 13. Keep one of the two."
    ]


def test_a_key_that_is_no_word_is_an_error():
    assert told("? [a, b]\n: c\n") == ["1:3 FMT003 A key must be one word. Write `key: value`."]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("!!python/object/apply:os.system [ls]", "!!python/object/apply:os.system"), ("!!python/name:os.system x", "!!python/name:os.system"),
        ("!secret x", "!secret"), ("!secret {a: b}", "!secret"), ("!!binary aGk=", "!!binary"), ("!!set {a}", "!!set"),
        ("!!int x", "!!int"), ("!!int 0.5", "!!int"), ("!!float 1", "!!float"), ("!!bool yes", "!!bool"), ("!!null x", "!!null"), ("!!map x", "!!map"),
    ],
)  # fmt: skip
def test_tags_are_refused_and_nothing_is_made_of_them(text, tag):
    assert told(f"key: {text}\n") == [
        f"1:6 FMT007 YAML tags such as `{tag}` are not read here. Remove the word that starts with `!`."
    ]
    assert read_yaml(f"key: {text}\n", "x.yaml").values == {"key": None}


def test_an_anchor_may_be_used_twice():
    document = read_yaml("monday: &day 8:00-17:00\ntuesday: *day\n", "x.yaml")
    assert (document.values, document.problems) == ({"monday": "8:00-17:00", "tuesday": "8:00-17:00"}, [])


# Too much


def too_much(line: int, column: int) -> list[str]:
    return [
        f"{line}:{column} FMT006 This YAML refers to itself or unfolds into far too much. "
        "Write the values out instead of using `&` and `*`, and nest them less."
    ]


def test_a_value_that_holds_itself_is_refused():
    assert told("key: &a [*a]\n") == too_much(1, 6)


def test_a_bomb_of_aliases_is_refused_before_it_goes_off():
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))]
    assert [row.split(" ")[1] for row in told("\n".join(rows))] == ["FMT006"]


def test_a_value_nested_more_than_twenty_levels_is_refused():
    assert told("key: " + "[" * 20 + "]" * 20) == []
    assert told("key: " + "[" * 40 + "]" * 40) == too_much(1, 26)


@pytest.mark.parametrize("bomb", ["'[' * 300_000", "'{a: ' * 300_000", "'- ' * 300_000 + 'x'", "'? ' * 300_000"])
def test_nesting_that_would_overflow_the_stack_is_refused_at_once(bomb):
    code = f"from clinicsite.read.yaml_nodes import read_yaml\nprint([d.code for d in read_yaml({bomb}, 'x.yaml').problems])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=20)
    assert (done.returncode, done.stdout.strip()) == (0, "['FMT006']")


def test_many_brackets_side_by_side_are_fine():
    assert told("key:\n" + "  - [a, {b: c}]\n" * 800) == []
    assert told("key: " + "[" * 20 + "{}, " * 1200 + "]" * 20) == too_much(1, 26)
    assert told("key: " + "[" * 19 + "{}, " * 1200 + "]" * 19) == []


# Mistakes


LOOK = "Look at this line and the one before it; quote values that hold `:`, `#`, `[`, `{` or quotation marks."
MISTAKES = [
    ("title: A: B\n", "1:9 a value holds a colon.", 'Quote it: `title: "A: B"`.'),
    ("title: Fees:\n", "1:12 a value holds a colon.", 'Quote it: `title: "Fees:"`.'),
    ("title: At 10:30: come in\n", "1:16 a value holds a colon.", 'Quote it: `title: "At 10:30: come in"`.'),
    ('title: A "B": C\n', "1:13 a value holds a colon.", "Quote it: `title: 'A \"B\": C'`."),
    ("a: b\nmenu:\n  - label: Fees: all\n", "3:16 a value holds a colon.", 'Quote it: `- label: "Fees: all"`.'),
    ("summary: [Fees](/pages/fees.md) tells more\n", "1:10 a value starts with `[`.",
     'Quote it: `summary: "[Fees](/pages/fees.md) tells more"`.'),
    ("summary: *Not* a cure\n", "1:10 a value starts with `*`.", 'Quote it: `summary: "*Not* a cure"`.'),
    ("summary: > quote\n", "1:10 a value starts with `>`.", 'Quote it: `summary: "> quote"`.'),
    ("to: @clinic\n", "1:5 a value starts with `@`.", 'Quote it: `to: "@clinic"`.'),
    ("facts: - parking\n", "1:8 a value starts with `-`.", 'Quote it: `facts: "- parking"`.'),
    ('title: "Fees" and more\n', "1:14 words stand after the closing quotation mark.", "Quote it: `title: '\"Fees\" and more'`."),
    ('title: "Fees": all\n', "1:14 words stand after the closing quotation mark.", "Quote it: `title: '\"Fees\": all'`."),
    ('a: x\ntitle: "Fees\nb: c\n', "2:8 a quotation mark is never closed.", 'Put another `"` where the words end.'),
    ("title: 'Tis so\nb: c\n", "1:8 a quotation mark is never closed.", "Put another `'` where the words end."),
    ("tags: [a, b\nb: c\n", "1:7 a `[` is never closed.", "Put a `]` where it ends."),
    ("a: x\n\tb: c\n", "2:1 it is indented with a tab.", "Use spaces."),
    ("a: x\n   b: c\n", "2:5 a key is indented further than the keys above it.", "Start it in the column in which they start."),
    ("title:Fees\nb: c\n", "1:6 there is no space after `title:`.", "Write `title: Fees`."),
    ("title: Fees\nand more\nb: c\n", "2:1 a line is no key and no part of a value.",
     "Write `key: value`, or indent it so that it belongs to the line above."),
    ("tags:\n  - a\n  b: c\n", "3:3 a line does not fit the list above it.", "Start it with `- `, or in the column of the list's key."),
    ("tags: [@a]\n", "1:8 a word starts with a sign that YAML keeps for itself.", "Put it in quotation marks."),
    ('path: "C:\\q"\n', "1:10 a backslash stands between double quotation marks.", "Write it twice, `\\\\`."),
    ("*x : y\n", "1:1 found undefined alias.", LOOK),
    ("a: b\n- c\n", "2:1 a line does not fit the lines above it.", LOOK),
    ("a: b\nc: d\u0007\n", "2:5 it holds the unseen character U+0007.", "Delete it, or type the line anew."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "what", "hint"), MISTAKES, ids=[text for text, _, _ in MISTAKES])
def test_a_mistake_is_named_at_its_place_with_what_to_write_instead(text, what, hint):
    place, _, sentence = what.partition(" ")
    assert told(text) == [f"{place} FMT003 This file is not valid YAML: {sentence} {hint}"]


def test_in_a_page_the_front_matter_is_named():
    assert told("title: A: B\n", "content/pages/x.md", 2) == [
        '2:9 FMT003 The front matter is not valid YAML: a value holds a colon. Quote it: `title: "A: B"`.'
    ]


def test_what_is_right_is_not_blamed_for_a_mistake_further_down():
    text = 'note: "two\n  lines"\ntags: [a,\n  b]\nlong: |\n  Note: this: that\n'
    assert told(text) == []
    assert told(text + "- x\n") == [f"7:1 FMT003 This file is not valid YAML: a line does not fit the lines above it. {LOOK}"]


def test_signs_that_yaml_takes_for_line_ends_do_not_shift_the_lines():
    assert told("a: x\u2028\nb: y\x85\nc: d: e\n") == [
        '3:5 FMT003 This file is not valid YAML: a value holds a colon. Quote it: `c: "d: e"`.'
    ]
    assert read_yaml("a: x\u2028b: y\nc: z\n", "x.yaml").places == {"": (1, 1), "a": (1, 1), "b": (1, 6), "c": (2, 1)}


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1).map(str.strip).filter(bool))
@example("it's \"so\"")
def test_a_value_as_the_hint_quotes_it_reads_as_it_was_meant(text):
    assert yaml.safe_load(f"key: {quoted(text)}") == {"key": text}


# Any text


PIECES = st.sampled_from([
    "a", "b: ", "c:", "- ", "\n", "\n  ", "\t", '"', "'", "[", "]", "{", "}", ", ", "&x ", "*x", "!!int ", "!t ", "| ", ">\n", "#", "---", "...",
    "2024-02-31", "true", "1.5", "\u2028", "\x85", "é", "? ", "<<: ", "%", "@", "~", "\x00", "\ufeff", ":",
])  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES, max_size=25).map("".join)))
@example("\ufeff\ufeffa: b: c")
@example("a: \ud800")
@example("")
def test_any_text_is_read_or_refused_at_a_place_in_it(text):
    document = read_yaml(text, "content/clinic.yaml")
    rows = text.split("\n")
    places = [(d.where.line, d.where.column) for d in document.problems]
    for line, column in [*places, *document.places.values()]:
        assert 1 <= line <= len(rows)
        assert 1 <= column <= len(rows[line - 1]) + 1


SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**16), 10**16), st.dates(min_value=date(1000, 1, 1)),
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"])),
)  # fmt: skip
KEYS = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=8)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=12)


@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_what_a_yaml_writer_writes_is_read_as_it_was(values):
    document = read_yaml(yaml.safe_dump(values, allow_unicode=True), "x.yaml")
    assert (document.values, document.problems) == (values, [])


def test_strings_are_walked_with_their_keys():
    values = {"title": "Fees", "steps": [{"text": "One"}, "two"], "n": 3}
    assert list(walk_strings(values)) == [("title", "Fees"), ("steps.0.text", "One"), ("steps.1", "two")]


def test_an_empty_text_holds_nothing():
    assert read_yaml("", "x.yaml") == YamlDocument()
