from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from clinicsite.check.families import check_sources
from clinicsite.check.manuscript import ITEM, Manuscript, read_manuscript
from clinicsite.model.page import Source
from clinicsite.read.scan import scan
from clinicsite.render.markdown import convert


def read(text: str, path: str = "pages/x.md") -> Manuscript:
    return read_manuscript(Source(path, text, "0"))


def kinds(text: str) -> list[str]:
    return [line.kind for line in read(text).lines]


def test_each_line_has_its_kind():
    text = (
        "---\ntitle: x\n---\n## Heading\nwords\n\n    code\n\n```\n- not a list\n```\n"
        "/// figure | x.svg\n    alt: y\nwords\n///"
    )
    assert kinds(text) == [
        "front", "front", "front", "heading", "text", "blank", "indented", "blank", "fence", "code", "fence",
        "block", "option", "text", "block",
    ]  # fmt: skip


def test_what_is_indented_under_a_list_is_no_code():
    assert kinds("- a\n\n    more of a\n\n    - b") == ["text", "blank", "text", "blank", "text"]
    assert kinds("words\n    more words") == ["text", "text"]
    assert kinds("- a\n\nwords\n\n    code")[-1] == "indented"


def test_a_yaml_file_is_all_front_matter():
    assert {line.kind for line in read("a: 1\n\n# b", "forms/x.yaml").lines} == {"front"}


def test_code_spans_and_escaped_marks_are_blanked_and_keep_their_length():
    manuscript = read("a `<b>` c \\<d> ``e ` f`` g")
    assert len(manuscript.prose) == len(manuscript.source.text)
    assert "<" not in manuscript.prose
    assert "e" not in manuscript.prose


def test_a_code_span_does_not_reach_over_a_blank_line():
    assert "<b>" in read("a ` b\n\n<b> ` c").prose


def test_places_count_lines_and_columns_from_one():
    manuscript = read("ab\ncde")
    assert str(manuscript.at(manuscript.prose.index("d"))) == "content/pages/x.md:2:2"


FENCES = st.sampled_from(
    ["/// do | Do", "//// dont | Do not", "/// key-facts", "///", "////", "- a", "", "    to: x", "/// button | B", "```", "words"]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(FENCES, max_size=12).map("\n".join))
def test_blocks_are_those_that_the_engine_scans(text):
    scanned = [(block.name, block.line, block.end) for block in scan(text, 1).blocks]
    assert [(block.name, block.line, block.end) for block in read(text).blocks] == scanned


LISTS = st.sampled_from(
    ["- a", "* b", "    - c", "  - d", "1. e", "    1. f", "words", "    words", "", "", "## Heading", "  words", "-x", "• y"]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(LISTS, max_size=9).map("\n".join))
def test_where_the_lint_is_silent_every_item_is_an_item_of_the_page(text):
    if list(check_sources([Source("pages/x.md", text, "0")])):
        return
    items = [line for line in read(text).lines if line.kind == "text" and ITEM.match(line.text)]
    assert convert(scan(text, 1)).count("<li>") == len(items)
