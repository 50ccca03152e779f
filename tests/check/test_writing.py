from __future__ import annotations

import pytest

from clinicsite.check.families import check_sources
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.page import Source


def lint(text: str, path: str = "pages/x.md") -> list[Diagnostic]:
    return list(check_sources([Source(path, text, "0")]))


def codes(text: str, path: str = "pages/x.md") -> list[str]:
    return [d.code for d in lint(text, path)]


def only(text: str) -> Diagnostic:
    (found,) = lint(text)
    return found


SILENT = {
    "a list right under a heading": "## Bring\n- a\n- b",
    "a list right under a block's line": "/// do | Do\n- a\n///",
    "a list inside an item, four spaces in": "1. a\n    - b\n        - c\n2. d",
    "a lazy second line of an item": "- a\nand more of a\n- b",
    "two lists with a paragraph between": "- a\n\nwords\n\n1. b",
    "a number that starts a wrapped line": "The trial had\n73. people in it",
    "a dash that starts a wrapped line": "It lasts for a day\n– or two.",
    "a year in the sentence": "In 2019. was a typo",
    "a bold line start": "**Bold** and *light* words, 2 * 3 * 4",
    "a table after a blank line": "Words\n\n| a | b |\n|:--|--:|\n| 1 | `x|y` |\n| \\| | 2 |",
    "bars in a sentence": "Choose a | b or c | d.",
    "a rule between blank lines": "words\n\n---\n\nwords",
    "a rule under two lines of text": "words\nwords\n---",
    "a footnote used twice": "a[^1] b[^1]\n\n[^1]: Words.",
    "a reference link": "[x][y]\n\n[y]: https://www.example.org",
    "two citations": "It helped.[@a2013][@b2014] It may.[@a2013; @b2014]",
    "less than and more than": "x < 5 and y > 3, a<b",
    "an address in angle brackets": "<https://www.example.org/a>",
    "an address as a link's words": "[https://www.example.org](https://www.example.org)",
    "phones and mail": "[719-555-0142](tel:+17195550142), [write](mailto:a@b.example), [text](sms:988)",
    "a term": "[dissociation](term:dissociation)",
    "a link inside a list after a citation": "- a[@a2013]\n- [b](c.md)",
    "a mail address in the text": "office@juniperrow.example",
    "an anchor": "## Driving home {#driving}\n\n### And back",
    "braces in the text": "Write {name} here.",
    "code spans": "Write `<br>`, `[x](javascript:y)` and `` `- ` ``.",
    "a code fence": "```\n<script>\n- a\n  - b\n\t[x] (y.md)\n# Title\n```",
    "straight quotes": "She said \"no\" and 'yes', it's '90s.",
    "curly quotes": "She said “no” and ‘yes’, it’s.",
    "emoji": "Hello 👩‍⚕️",
    "CRLF is read as LF; a lone carriage return is none of ours": "words\n",
    "a quotation with its source": "/// quotation\n    by: Ruth Lindqvist, lead nurse\nAsk.\n///",
    "nested blocks": "//// evidence | What this rests on\n/// warning | Do not drive\nRest.\n///\n////",
    "escaped signs": "\\# no heading\n\n1986\\. A year\n\n\\* no star \\*\\*",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_what_the_engine_renders_well_is_passed_over(text):
    assert codes(text) == []


def test_a_list_under_text_is_named_at_its_first_item_with_a_hint():
    found = only("Bring with you:\n- a list\n- a jacket")
    assert str(found.where) == "content/pages/x.md:2:1"
    assert found.message == "This list stands right under a line of text and would run on in the same paragraph."
    assert found.hint == "Leave a blank line above the list."


@pytest.mark.parametrize("text", ["words\n  - a\n  - b", "> words\n\nwords\n* a", "1. a\n\n    words\n    - b", "|x|\n1. a\n2. b"])
def test_lists_run_on_in_other_places_too(text):
    assert "MD001" in codes(text)


@pytest.mark.parametrize("mark", ["•", "‣", "◦", "●"])
def test_one_typed_bullet_is_enough(mark):
    assert codes(f"{mark} a list") == ["MD003"]


def test_two_dashes_in_a_row_are_a_list_and_one_is_a_dash():
    assert codes("– Jane Doe") == []
    assert codes("– a\n– b") == ["MD003", "MD003"]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("| a | b |\n|---|\n| 1 | 2 |", "This row has 1 cell, but the table's header has 2 cells."),
        ("| a |\n|---|\n| 1 | 2 |", "This row has 2 cells, but the table's header has 1 cell."),
    ],
)
def test_an_uneven_row_is_counted(table, message):
    assert only(table).message == message


@pytest.mark.parametrize("line", ["---", "-", "=====", "--- "])
def test_any_line_of_hyphens_under_one_line_of_text_makes_a_heading(line):
    assert only(f"Call us on working days, also in the morning.\n{line}").message == (
        "This line would turn the text above it, `Call us on working days, also in the …`, into a heading."
    )


def test_a_list_item_becomes_a_heading_too():
    assert codes("- a\n---") == ["MD031"]


def test_a_footnote_is_guessed():
    found = [d for d in lint("a[^not]\n\n[^note]: Words.") if d.code == "MD040"]
    assert found[0].hint == "Did you mean `note`?"


@pytest.mark.parametrize(
    ("html", "message", "hint"),
    [
        ("<b>x</b>", "The text holds the HTML tag `<b>`.", "Write `**words**`."),
        ("a<br/>b", "The text holds the HTML tag `<br>`.", "Start a new paragraph or a list."),
        ("x</div>", "The text holds the HTML tag `</div>`.",
         "Take the tags away and leave blank lines between paragraphs."),
        ('<p onclick="go()">x</p>', "The text holds the HTML tag `<p>`, which carries a script in `onclick`.",
         "Take the tags away and leave blank lines between paragraphs."),
        ("<SCRIPT>go()</SCRIPT>", "The text holds the HTML tag `<script>`.",
         "Take it away. Scripts belong to the site's templates, and none may come from elsewhere."),
        ("<iframe src=https://maps.example>", "The text holds the HTML tag `<iframe>`.",
         "Link to the page instead. Nothing from another site may load on a clinic's page."),
        ("<marquee>", "The text holds the HTML tag `<marquee>`.", "Take it away, or write `\\<` for the sign itself."),
        ("<img src=x onerror=go()", "The text holds the HTML tag `<img>`, which carries a script in `onerror`.",
         "Write `/// figure | /images/name.svg` with an `alt`, then a caption, then `///`."),
    ],
)  # fmt: skip
def test_html_is_named_with_what_does_the_job(html, message, hint):
    found = [d for d in lint(html) if d.code == "MD050"]
    assert (found[0].message, found[0].hint) == (message, hint)
    assert len(found) == 1


@pytest.mark.parametrize(
    "target",
    ["javascript:go()", "JaVaScRiPt:go()", "java&#115;cript:go()", " javascript:go()", "data:text/html,x", "vbscript:x",
     "file:///etc/passwd", "<javascript:go()>", "C:\\files\\x.md"],
)  # fmt: skip
def test_a_scheme_is_seen_through_its_disguises(target):
    assert "MD060" in codes(f"[words]({target})")


@pytest.mark.parametrize(
    "text",
    ["[a][b]\n\n[b]: javascript:go()", "/// button | Go\n    to: javascript:go()\n///", "---\nsummary: '[a](javascript:x)'\n---\n"],
)
def test_a_scheme_is_seen_wherever_a_link_may_stand(text):
    assert "MD060" in codes(text)


def test_links_in_forms_and_facts_are_linted_too():
    assert codes("text: Read [here](http://www.example.org).", "clinic.yaml") == ["MD061", "MD064"]


def test_a_comment_in_the_front_matter_may_hold_what_it_likes():
    assert codes("---\ntitle: x # <b> see https://www.example.org\n---\nwords") == []


@pytest.mark.parametrize("words", ["here", "Click here", "read more …", "**Learn more**", "This page"])
def test_vague_words_are_known_in_any_dress(words):
    assert codes(f"For fees, [{words}](/pages/fees.md).") == ["MD064"]


@pytest.mark.parametrize("alt", ["", " ", "IMG_0042.jpg"])
def test_a_files_name_is_no_alternative(alt):
    assert codes(f"![{alt}](/images/a.png)") == ["MD065"]


@pytest.mark.parametrize("cited", ["[@a2013, @b2014]", "[see @a2013]", "[@ a2013]", "[@a2013 p. 4]", "[@a2013; b2014]"])
def test_what_is_nearly_a_citation_is_reported(cited):
    assert codes(f"It helped.{cited}") == ["MD069"]


def test_an_invisible_character_is_named():
    assert only("no\u200bbreak").message == "This line holds a zero-width space, which cannot be seen."
    assert only("a\u202eb").message == "This line holds the character `right-to-left override`, which cannot be seen."


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("/// Warning | Do not drive\nRest.\n///", "MD022", "Did you mean `warning`?"),
        ("/// button | Go\n    too: /pages/fees.md\n///", "MD024", "Did you mean `to`?"),
        ("/// do | Do\n    to: x\n- rest\n///", "MD024", "Take it away; it takes none."),
        ("/// quotation | Ruth\n    by: Ruth\nAsk.\n///", "MD027", "Take it away. Name the source in `by:`."),
        ("/// quotation\n    by: 2026\nAsk.\n///", "MD028", 'Put it in quotation marks: `by: "2026"`.'),
        ("/// do a list\n- rest", "MD025", "Write the block's name, a bar and the title, as in `/// do | What helps`."),
    ],
)  # fmt: skip
def test_a_block_that_would_be_printed_gets_its_hint(text, code, hint):
    assert [(d.code, d.hint) for d in lint(text)] == [(code, hint)]


def test_each_open_block_is_named_at_its_own_line():
    found = lint("/// do | Do\n- a\n\n/// dont | Do not\n- do not b\n")
    assert [(d.code, d.where.line) for d in found] == [("MD021", 1), ("MD021", 4)]


def test_a_card_may_link_to_emergency_help_and_nowhere_else():
    card = "/// emergency | Call 911 now\nCall [for help]({}).\n///"
    assert codes(card.format("tel:911")) == []
    assert codes(card.format("https://988lifeline.org/")) == []
    assert codes(card.format("https://988lifeline.org.evil.example/")) == ["BLK004"]
    assert codes(card.format("tel:+17195550142")) == ["BLK004"]


def test_text_between_an_emergency_card_and_a_button_parts_them():
    card, button = "/// emergency | Call 911 now\nif it hurts\n///\n", "/// button | Fees\n    to: /pages/fees.md\n///\n"
    assert codes(f"{card}\n\n{button}") == ["BLK005"]
    assert codes(f"{card}\n## What it costs\n\n{button}") == []


@pytest.mark.parametrize("bullet", ["do not drive", "Do **not** drive", "**do not** drive", "Do not drive"])
def test_any_do_not_counts(bullet):
    assert codes(f"/// dont | Do not\n- {bullet}\n///") == []


def test_a_drafts_errors_come_as_warnings():
    source = Source("pages/x.md", "Words\n- a", "0")
    assert [d.severity for d in check_sources([source])] == ["error"]
    assert [d.severity for d in check_sources([source], held={"pages/x.md"})] == ["warning"]


def test_bibliographies_are_left_to_their_reader():
    assert codes("@article{x, title={a <b> c}}", "references.bib") == []
