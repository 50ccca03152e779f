"""Documents from anywhere as prose: front matter that may be there, and what kind of page it is."""

from __future__ import annotations

import pytest

from clinicsite.claims.papers import LONGEST, prose_of_paper
from clinicsite.language.passage import Prose
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.read.papers import Paper


def read(text: str, form: str = "markdown", kind: str | None = None, file: str = "a.md") -> tuple[Prose, list[str]]:
    prose, problems = prose_of_paper(Paper(file, text, form), kind)  # type: ignore[arg-type]
    return prose, [f"{d.where} {d.severity} {d.code} {d.message} {d.hint}" for d in problems]


def told(prose: Prose) -> list[str]:
    return [f"{p.kind}: {p.text}" for p in prose.passages]


def test_a_text_without_front_matter_is_an_article_in_paragraphs():
    prose, problems = read("First line\nof one.\n\nSecond.\n\n- an item\n")
    assert (prose.kind, prose.audience, problems) == ("article", "patient", [])
    assert told(prose) == ["paragraph: First line of one.", "paragraph: Second.", "item: an item"]


def test_front_matter_gives_title_kind_and_audience_and_other_keys_are_passed_over():
    prose, problems = read("---\ntitle: T\ndescription: D\nkind: treatment\naudience: clinician\ndate: someday\nwaivers: 3\nlayout: post\n---\nText.\n")
    assert (prose.kind, prose.audience, prose.title, problems) == ("treatment", "clinician", "T", [])
    assert told(prose) == ["title: T", "description: D", "paragraph: Text."]
    assert prose.passages[-1].at(0).line == 10


def test_a_layout_that_is_a_kind_counts_and_the_flag_goes_before_all():
    assert read("---\nlayout: fees\n---\nText.\n")[0].kind == "fees"
    assert read("---\nkind: fees\n---\nText.\n", kind="faq")[0].kind == "faq"


def test_an_unknown_kind_is_told_with_the_nearest_one():
    prose, problems = read("---\nkind: treatmnt\n---\nText.\n")
    assert prose.kind == "article"
    assert problems == ["a.md:2:1 warning READ018 `treatmnt` is no kind that the claims desk knows. Did you mean `treatment`?"]


def test_front_matter_that_cannot_be_read_keeps_nobody_from_the_text():
    prose, problems = read("---\ntitle: Fees: adults\n---\nText.\n")
    assert told(prose) == ["paragraph: Text."]
    assert problems[0].startswith("a.md:2:12 warning READ019 The front matter is not valid YAML")


@pytest.mark.parametrize("text", ["---\nText.\n", "---\nText.\n---\nMore.\n"])
def test_a_rule_at_the_top_is_no_front_matter(text):
    assert any("Text." in line for line in told(read(text)[0]))
    assert read(text)[1] == []


def test_a_document_without_text_is_told():
    assert read("<nav>Menu</nav>", "html")[1] == [
        "a.md:1:1 warning READ020 This document holds no text. Check that it is the right file."
    ]


def test_words_in_another_language_are_told_and_not_judged():
    prose, problems = read("We treat depression, and it is not for everyone.\n\nLa ketamina cura la depresión en un día.\n")
    assert told(prose) == ["paragraph: We treat depression, and it is not for everyone."]
    assert problems == [
        "a.md:3:1 warning READ021 These words are not in English, so what they claim was not judged. "
        "Have it read by somebody who knows the language and the rules, or check a translation."
    ]


def test_a_document_in_another_language_is_an_error_and_gets_no_good_mark():
    prose, problems = read("<h1>Ketamina</h1><p>La ketamina cura la depresión en un día, y no tiene efectos secundarios.", "html")
    assert told(prose) == ["heading: Ketamina"]
    assert problems[0].startswith("a.md:1:21 error READ021 Most of this document is not in English, so what it claims was not judged.")


@pytest.mark.parametrize(
    ("html", "file", "kind"),
    [
        ("<h1>Ketamine infusions for depression</h1>", "p.html", "treatment"), ("<h1>What is depression?</h1>", "p.html", "condition"),
        ("<title>Our Prices | Alder</title>", "p.html", "fees"), ("<p>x", "faq.html", "faq"), ("<p>x", "site/contact-us.htm", "contact"),
        ('<link rel=canonical href="https://x.example/blog/ketamine/">', "p.html", "article"), ('<link rel=canonical href="https://x.example/">', "p.html", "home"),
        ("<p>x", "index.html", "home"), ("<meta property=og:type content=article><h1>Ketamine</h1>", "p.html", "article"),
        ("<h1>Privacy policy</h1>", "p.html", "notice"), ("<h1>Hello</h1><title>Hello | Ketamine Clinic</title>", "p.html", "page"),
    ],
)  # fmt: skip
def test_a_page_is_taken_for_what_its_address_heading_or_title_says(html, file, kind):
    assert read(html + "<p>Text.", "html", file=file)[0].kind == kind


def test_a_passage_without_end_is_read_in_parts_whose_words_keep_their_place():
    prose, _ = read("word " * 3_000)
    assert len(prose.passages) == 4 and max(len(p.text) for p in prose.passages) <= LONGEST
    last = prose.passages[-1]
    assert last.at(last.text.index("word")).column % 5 == 1


def test_problems_are_diagnostics_in_the_voice_of_all_others():
    _, problems = prose_of_paper(Paper("a.md", "---\nkind: x\n---\nText.\n", "markdown"))
    assert all(isinstance(d, Diagnostic) and d.message.endswith(".") for d in problems)
