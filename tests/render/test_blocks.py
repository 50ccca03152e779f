from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from clinicsite.model.blocks import BLOCKS as SHAPES
from clinicsite.render.blocks import BLOCKS
from tests.sites import make_site

SITE = """\
-- content/locations/alder.md --
---
title: Alder
name: Alder, Colorado
description: Where we are.
address: {street: 1 Alder Street, city: Alder, state: CO, postal_code: "80907"}
phone: 719-555-0142
timezone: America/Denver
timezone_name: Mountain time
hours: {monday: "8:00-17:00"}
calls: Calls on Monday
reply: A nurse calls back.
sample: true
---
-- content/glossary.yaml --
- id: drip
  term: Drip
  definition: A slow flow into a vein.
-- content/images/hours.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0H10"/></svg>
-- content/pages/blocks.md --
---
title: Every block
description: A page of blocks.
---
## First

A [drip](term:drip) is slow. Another [drip](term:drip).

/// emergency | Call 911 now
if you:

- faint
///

/// urgent | Call us the same day
- you feel unwell
///

/// do | Do
- rest
///

/// dont | Do not
- do not drive
///

/// warning | Mind the stairs
Hold the rail.
///

/// key-facts | Key facts
- It is slow.
///

/// steps | How it goes
1. You call.
2. We call back.
///

/// timeline | The morning
- **8:30 am** You come in.
- **9:00 am** Consent.
- **9:45 am** The drip ends.
///

/// timeline | Later
- **Day 1** Rest.
- **Week 2** A call.
///

/// faq | Is it slow?
Yes.
///

/// evidence | What this rests on
One trial of 73 people.
///

/// quotation
    by: A nurse, Alder Clinic
Take your time.
///

/// figure | /images/hours.svg
    alt: "The hours of a visit"
    credit: "Drawing: Alder (sample)"
To *scale*.
///

/// button | About us
    to: about.md
///

Sign | What to do
---- | ----------:
Headache | Rest.
"""


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    made = make_site(tmp_path_factory.mktemp("site"), SITE)
    result = made.build()
    assert not [d for d in result.diagnostics if d.severity == "error"], result.diagnostics
    yield made.read("blocks/index.html")


def part(html: str, opening: str, closing: str) -> str:
    """The one piece of the page that starts with `opening`, up to the first `closing` after it."""
    assert html.count(opening) == 1, (html.count(opening), opening)
    start = html.index(opening)
    return html[start : html.index(closing, start) + len(closing)]


def test_every_block_that_a_writer_may_use_is_rendered() -> None:
    assert set(BLOCKS) == {*SHAPES, "table"}


def test_an_emergency_card_adds_the_numbers_to_call_and_to_text(html: str) -> None:
    card = part(html, '<section class="card now"', "</section>")
    assert '<h3 id="call-911-now">Call 911 now</h3>' in card
    assert 'aria-labelledby="call-911-now"' in card
    assert 'In danger now: <a href="tel:911">call 911</a>' in card
    assert '<a href="tel:988">call 988</a> or <a href="sms:988">text 988</a>' in card


def test_an_emergency_card_leads_only_to_emergency_help_and_never_to_the_next_step(html: str) -> None:
    card = part(html, '<section class="card now"', "</section>")
    assert re.findall(r'href="([^"]*)"', card) == ["tel:911", "tel:988", "sms:988"]
    assert "next" not in card


def test_an_urgent_card_adds_the_phones_of_the_clinics(html: str) -> None:
    card = part(html, '<section class="card" ', "</section>")
    assert 'Alder <a href="tel:+17195550142">719-555-0142</a>' in card
    assert "988" not in card


def test_what_not_to_do_is_crossed_and_what_to_do_is_not(html: str) -> None:
    do, dont = re.findall(r'<div class="dodont">.*?</div>', html, re.S)
    assert "<h3>Do</h3>" in do and "<ul>" in do
    assert "<h3>Do not</h3>" in dont and '<ul class="dont">' in dont


def test_steps_keep_their_order_and_their_title(html: str) -> None:
    assert '<h3 id="how-it-goes">How it goes</h3>' in html
    assert re.search(r'<ol class="steps">\s*<li>You call.</li>\s*<li>We call back.</li>\s*</ol>', html)


def test_a_timeline_of_times_carries_true_marks_in_the_light_of_each_hour(html: str) -> None:
    hours = part(html, '<h3 id="the-morning">', "</ol>")
    assert re.findall(r'<li class="(\w+)"><p class="edge n(\d+)"><b>([^<]*)</b> (\w*)</p>', hours) == [
        ("morning", "2", "8:30", "am"), ("morning", "3", "9:00", "am"), ("morning", "1", "9:45", "am"),
    ]  # fmt: skip
    assert "The small marks are 15 minutes apart." in html


def test_a_timeline_of_days_claims_no_marks(html: str) -> None:
    days = part(html, '<h3 id="later">', "</ol>")
    assert re.findall(r'<li><p class="edge plain"><b>([^<]*)</b>', days) == ["Day 1", "Week 2"]
    assert html.count("minutes apart") == 1


def test_a_question_and_its_answer_are_both_in_sight(html: str) -> None:
    assert re.search(r'<section class="ask" aria-labelledby="is-it-slow">\s*<h3 id="is-it-slow">Is it slow\?</h3>\s*<p>Yes.</p>', html)


def test_a_figure_carries_its_text_alternative_caption_and_maker(html: str) -> None:
    figure = part(html, '<figure class="figure">', "</figure>")
    assert 'role="img" aria-label="The hours of a visit"' in figure
    assert "<figcaption>To <em>scale</em>. <span>Drawing: Alder (sample)</span></figcaption>" in figure


def test_a_quotation_names_who_speaks(html: str) -> None:
    quote = part(html, '<figure class="quote">', "</figure>")
    assert "<p>Take your time.</p>" in quote and "<figcaption>A nurse, Alder Clinic</figcaption>" in quote


def test_a_button_is_a_link_that_is_never_coral(html: str) -> None:
    assert '<p><a class="button" href="/about/">About us</a></p>' in html


def test_warnings_facts_and_evidence_have_their_titles(html: str) -> None:
    assert '<h3 id="mind-the-stairs">Mind the stairs</h3>' in part(html, '<section class="callout"', "</section>")
    assert '<h3 id="key-facts">Key facts</h3>' in part(html, '<section class="keyfacts"', "</section>")
    assert "<h3>What this rests on</h3>" in part(html, '<div class="evidence">', "</div>")


def test_a_table_heads_its_rows_and_labels_its_cells_for_phones(html: str) -> None:
    table = part(html, '<table class="sheet">', "</table>")
    assert '<tr><th scope="col">Sign</th><th scope="col">What to do</th></tr>' in table
    assert '<tr><th scope="row" data-l="Sign">Headache</th><td data-l="What to do">Rest.</td></tr>' in table
    assert "style=" not in table


def test_a_term_is_explained_once_after_the_block_that_uses_it_first(html: str) -> None:
    gloss = part(html, '<details class="gloss aside" data-pagefind-ignore>', "</details>")
    assert "<summary>Drip</summary>" in gloss
    assert '<p id="term-drip">A slow flow into a vein.</p>' in gloss
    assert html.count('href="#term-drip"') == 2
