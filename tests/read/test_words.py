from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from clinicsite.model.languages import ENGLISH
from clinicsite.model.page import Page, Source
from clinicsite.read.pages import read_page
from clinicsite.read.words import passages, stamp_of, text_of, words_of

HEAD = "title: Driving\ndescription: When to drive again."
ROOT = Path(__file__).parents[2]


def page(body: str, head: str = HEAD, path: str = "pages/driving.md") -> Page:
    found, problems = read_page(Source(path, f"---\n{head}\n---\n{body}\n", ""))
    assert found, problems
    return found


def text(body: str, head: str = HEAD) -> list[str]:
    """The passages of a body."""
    shown = text_of(page(body, head)).splitlines()
    return shown[sum(1 for line in head.splitlines() if not line.startswith(" ")) :] if head == HEAD else shown


def stamp(body: str, head: str = HEAD) -> str:
    return stamp_of(text_of(page(body, head)))


# What a word is


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("Do *not* __drive__ `today`.", ["Do not drive today."]),
        ("See [the **fees**](/pages/fees.md \"All prices\").", ["See the fees All prices."]),
        ("[A ![small chair](/images/chair.png) chair](/pages/fees.md)", ["A small chair chair"]),
        ("Call [us](tel:719-555-0142) or [text](sms:988).", ["Call us [tel:719-555-0142] or text [sms:988]."]),
        ("It helped.[@a; @b] So.", ["It helped. [@a] [@b] So."]),
        ("It helped.[^1]\n\n[^1]: In *one* trial.", ["It helped.", "In one trial."]),
        ("“Don’t”, she said — 5–10 days…", ['"Don\'t", she said – 5 – 10 days…']),
        ("\"Don't\", she said --- 5--10 days...", ['"Don\'t", she said – 5 – 10 days…']),
        ("2 * 3 and 4\\*5 and snake_case", ["2 * 3 and 4*5 and snake_case"]),
        ("## Driving home {#home}", ["Driving home"]),
        ("Driving\n-------", ["Driving"]),
        ("- one\n- two\n    1. three\n    2. four", ["one", "two", "three", "four"]),
        ("2. two\n3. three", ["2. two", "three"]),
        ("Wait for\n40. No more.", ["Wait for 40. No more."]),
        ("> Words of\n> a source", ["Words of a source"]),
        ("Off-label\n:   Not approved for it.", ["Off-label", "Not approved for it."]),
        ("| a | b |\n|:--|---|\n| *c* | |", ["| a | b |", "| c | |"]),
        ("[fees][f] and [f]\n\n[f]: /pages/fees.md", ["fees and f"]),
        ("See [Note].\n\n[Note]: do not drive", ["See [Note].", "[Note]: do not drive"]),
        ("```text\n*kept*\n```", ["*kept*"]),
        ("/// figure | /images/a.svg\n    alt: A: B\nSit.\n///", ["///figure", "alt: A: B", "Sit.", "///"]),
        ("&nbsp;AT&amp;T <https://example.org>", ["AT&T https://example.org"]),
        ("/// do | Until then\n- rest\n///", ["///do Until then", "rest", "///"]),
        ("/// figure | /images/a.svg\n    alt: \"A chair\"\n    credit: Us\nSit.\n///", ["///figure", "alt: A chair", "credit: Us", "Sit.", "///"]),
        ("/// button | Call\n    to: tel:988\n///", ["///button Call", "to: tel:988", "///"]),
        ("/// button | Ask\n    to: /forms/ask.yaml\n///", ["///button Ask", "///"]),
    ],
)  # fmt: skip
def test_a_body_is_read_as_the_words_that_readers_read(body, shown):
    assert text(body) == shown


def test_the_values_that_readers_read_count_and_names_and_days_do_not():
    head = (
        "title: Ketamine\ndescription: A drip.\nsummary: It *helped*.\ntherapy: Ketamine infusion\nstatus: Off-label.\n"
        "facts:\n  - {term: How, text: A drip.}\nextra: {note: Bring a *list*.}\ntags: [mood]\nauthors: [ann]\ndate: 2026-11-03\n"
        "image: drawings/drip.svg\nimage_alt: A drip stand\nseries: path"
    )
    found = text_of(page("", head, "treatments/ketamine.md")).splitlines()
    assert sorted(found) == sorted([
        "title: Ketamine", "description: A drip.", "summary: It helped.", "image_alt: A drip stand", "extra.note: Bring a list.",
        "status: Off-label.", "therapy: Ketamine infusion", "facts.0.term: How", "facts.0.text: A drip.",
    ])  # fmt: skip


def test_hours_and_numbers_of_parts_count():
    head = (
        f"{HEAD}\nlayout: home\nweight: 3\nday:\n  - {{at: '9:15', marks: 4, sky: dawn, title: The drip, text: It starts., to: pages/a.md}}"
    )
    shown = text_of(page("", head, "pages/index.md"))
    assert "day.0.at: 9:15\nday.0.marks: 4\nday.0.title: The drip\nday.0.text: It starts.\n" in shown
    assert "pages/a.md" not in shown and "weight" not in shown


def test_every_word_knows_its_line():
    words = {w.text: w.line for w in words_of(page("First *line*\nsecond [link\nover](a.md) ends.\n\n- item\n\n| c |\n|---|\n| d |"))}
    assert [words[w] for w in ("title:", "First", "second", "over", "ends.", "item", "c", "d")] == [2, 5, 6, 7, 7, 9, 11, 13]


def test_no_mark_of_markdown_is_left_in_the_words_of_the_demo_and_every_word_stands_on_its_line():
    seen = 0
    for path in sorted((ROOT / "content").rglob("*.md")):
        source = Source(path.relative_to(ROOT / "content").as_posix(), path.read_text("utf-8"), "")
        if source.language != ENGLISH:
            continue
        found, _ = read_page(source)
        assert found
        lines = source.text.split("\n")
        for word in (word for passage in passages(found) for word in passage):
            assert not re.search(r"\*|`|\]\(|^#", word.text), (path, word)
            if word.text.isalpha() and word.line > found.body.first_line:
                assert word.text in lines[word.line - 1], (path, word)
                seen += 1
    assert seen > 10_000


# What changes a stamp, and what does not


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Do not drive.", "Do not\ndrive."),
        ("Do not drive.", "Do **not** drive."),
        ("Do not drive. Rest.", "Do not drive.\n\nRest."),
        ("- rest\n- sleep", "* rest\n* sleep"),
        ("1. rest\n2. sleep", "1. rest\n1. sleep"),
        ("1. rest\n2. sleep", "- rest\n- sleep"),
        ("## Home", "### Home ##"),
        ("See [fees](/pages/fees.md).", "See [fees](fees.md#self-pay)."),
        ("See [fees](/pages/fees.md).", "See fees."),
        ("It’s “so”.", "It's \"so\"."),
        ("5–10 days", "5--10 days"),
        ("wait\u00a0a day", "wait a day"),
        ("caf\u00e9", "cafe\u0301"),
        ("| a | b |\n|---|---|\n| c | d |", "a|b\n:-|-:\nc|d"),
        ("/// do\n- rest\n///", "//// do\n- rest\n////"),
        ("![A chair](/images/a.png)", "![A chair](/images/b.png)"),
    ],
)
def test_markup_does_not_count(one, other):
    assert stamp(one) == stamp(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Do not drive.", "Do drive."),
        ("May helps.", "may helps."),
        ("3½ hours", "31/2 hours"),
        ("No, rest.", "No rest."),
        ("Is it safe?", "Is it safe."),
        ("It helped.[@a]", "It helped.[@b]"),
        ("It helped.[@a]", "It helped."),
        ("Call [us](tel:988).", "Call [us](tel:911)."),
        ("/// do\n- drink\n///", "/// dont\n- drink\n///"),
        ("/// do\n- rest\n\n- drink\n///", "/// do\n- rest\n///\n\n- drink"),
        ("![A chair](/images/a.png)", "![A bed](/images/a.png)"),
        ("| 10 mg | twice |\n|---|---|\n| a | b |", "| 10 | mg twice |\n|---|---|\n| a | b |"),
        ("Up to\n40. Rest.", "Up to\n50. Rest."),
        ("a -5 b", "a 5 b"),
        ("any one", "anyone"),
    ],
)
def test_words_count(one, other):
    assert stamp(one) != stamp(other)


def test_the_order_of_keys_does_not_count_and_their_words_do():
    turned = "description: When to drive again.\ntitle: Driving"
    assert stamp("Rest.", turned) == stamp("Rest.")
    assert stamp("Rest.", HEAD.replace("again", "home")) != stamp("Rest.")
    assert stamp("Rest.", f"{HEAD}\ntags: [a]\nreviewed: 2026-11-03\nreviewed_words: v1-0123456789abcdef") == stamp("Rest.")


def test_a_stamp_is_never_a_number_to_yaml():
    assert re.fullmatch(r"v1-[0-9a-f]{16}", stamp("Rest."))
    assert page("Rest.", f"{HEAD}\nreviewed_words: v1-1234567890123456").meta.reviewed_words == "v1-1234567890123456"


WORD = st.text("abcdefghijklmnopqrstuvwxyzABCDEäß0123456789½%", min_size=1, max_size=7)
PARAGRAPH = st.lists(WORD, min_size=1, max_size=12)
BODY = st.lists(PARAGRAPH, min_size=1, max_size=5)


def plainly(body: list[list[str]]) -> str:
    return "\n\n".join(" ".join(words) for words in body)


@st.composite
def marked_up(draw: st.DrawFn) -> tuple[list[list[str]], str]:
    """Words, and the same words with marks that a writer may put around and between them."""
    body = draw(BODY)
    around = st.sampled_from(["{}", "*{}*", "**{}**", "_{}_", "__{}__", "`{}`", "[{}](/pages/fees.md)", "[*{}*](term:x)"])
    blocks = []
    for words in body:
        marked = [draw(around).format(word) for word in words]
        between = [draw(st.sampled_from([" ", "  ", "\n", "\u00a0"])) for _ in marked]
        text = "".join(word + gap for word, gap in zip(marked, between)).rstrip()
        start = draw(st.sampled_from(["", "## ", "- ", "* ", "1. ", "> "]))
        blocks.append(start + (text if start in ("", "> ") else text.replace("\n", " ")))
    return body, "\n\n".join(blocks)


@settings(deadline=None, max_examples=200)
@given(marked_up())
@example(([["a", "b"]], "*a*\n__b__"))
def test_no_markup_ever_changes_a_stamp(drawn):
    body, marked = drawn
    assert stamp(marked) == stamp(plainly(body))


@settings(deadline=None, max_examples=200)
@given(BODY, WORD, st.data())
def test_every_other_word_changes_it_and_so_does_one_more_or_one_less(body, word, data):
    at = data.draw(st.integers(0, len(body) - 1))
    place = data.draw(st.integers(0, len(body[at]) - 1))
    how = data.draw(st.sampled_from(["another", "one more", "one less"]))
    edited = [list(words) for words in body]
    if how == "another":
        assume(body[at][place] != word)
        edited[at][place] = word
    elif how == "one more":
        edited[at].insert(place, word)
    else:
        del edited[at][place]
    assert stamp(plainly(edited)) != stamp(plainly(body))


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=200))
def test_any_text_at_all_has_words_on_lines_of_the_file(body):
    found = page(body.replace("\r", "\n"))
    last = found.source.text.count("\n") + 1
    assert all(1 <= word.line <= last and word.text.split() == [word.text] for word in words_of(found))
