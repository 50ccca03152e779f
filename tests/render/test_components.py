from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

import pytest
from markupsafe import Markup

from clinicsite.render import cards, moments, tables
from clinicsite.render.calls import ComponentError
from clinicsite.render.components import COMPONENTS
from clinicsite.render.environment import engine_templates
from tests.sites import CLINIC, Made, make_site

PLACE = """\
description: Where we are.
phone: 719-555-0142
fax: 719-555-0143
timezone: America/Denver
timezone_name: Mountain time
hours: {monday: "8:00-17:00", tuesday: "8:00-17:00", friday: {hours: "8:00-12:00", note: phone until 4 pm}}
calls: Calls on Monday
reply: A nurse calls back by 5 pm.
sample: true
"""
ARTICLE = """\
description: What it is like.
date: 2026-10-06
reviewed: 2026-11-03
reviewed_by: ada-ray
review_due: 2027-11-03
authors: [ben-low]
series: path
stage: before
---
"""
SITE = f"""\
-- content/locations/index.md --
---
title: Where we are
description: Our clinics.
---
-- content/locations/alder.md --
---
title: Alder
name: Alder, Colorado
address: {{street: 1 Alder Street, suite: Suite 2, city: Alder, state: CO, postal_code: "80907"}}
closures:
  - {{first: 2026-11-20, last: 2026-11-20, reason: a day that is past}}
  - {{first: 2026-11-26, last: 2026-11-27, reason: Thanksgiving}}
{PLACE}---
-- content/locations/birch.md --
---
title: Birch
name: Birch, Colorado
address: {{street: 2 Birch Street, city: Birch, state: CO, postal_code: "80908"}}
{PLACE}---
-- content/people/index.md --
---
title: The people you meet
description: Who works here.
---
-- content/people/ada-ray.md --
---
title: Ada Ray
description: A physician.
credentials: MD
role: Medical director
certification: Certified by the American Board of Anesthesiology
license_states: [CO]
languages: [Spanish]
locations: [alder]
sample: true
---
-- content/people/ben-low.md --
---
title: Ben Low
description: A nurse.
credentials: RN
role: Nurse and writer
locations: [birch]
sample: true
---
-- content/treatments/drip.md --
---
title: Ketamine infusion
description: A drip.
status: "Approved only as an anesthetic; see [about](/pages/about.md)."
therapy: Intravenous ketamine infusion
sample: true
---
-- content/articles/index.md --
---
title: Everything
description: Articles.
---
-- content/articles/visit/index.md --
---
title: The visit
description: One visit.
treatments: [drip]
stages:
  - {{id: before, label: Weeks before, span: 14 days, marks: 13, sky: dawn}}
  - {{id: after, label: Weeks after, span: 12 weeks, marks: 12, sky: dusk}}
---
-- content/articles/visit/first.md --
---
title: What is first?
audience: clinician
treatments: [drip]
weight: 10
{ARTICLE}
## One

{"word " * 60}

## Two

{"word " * 120}

## Three

{"word " * 30}

## Four

Last.
-- content/articles/visit/second.md --
---
title: What is second?
weight: 20
{ARTICLE}
Short.[@roe2020]
-- content/pages/fees.md --
---
layout: fees
title: What it costs
description: Prices.
checked: 2026-11-02
fees:
  - {{item: Infusion, time: 3½ h, price: 475, includes: "All of it, [and more](about.md)."}}
estimate_title: Your estimate
estimate_lead: A right.
estimate:
  - {{figure: "+3", unit: working days, marks: 3, sky: dawn, title: You ask, text: We write.}}
insurance_title: Insurance
insurance:
  - {{term: Plans, text: Ask yours.}}
sample: true
---
-- content/pages/notices/privacy.md --
---
layout: notice
title: Privacy
description: Our notice.
effective: 2026-01-01
---
We keep it.
-- content/references.bib --
@article{{roe2020, title={{Mood}}, year={{2020}}, doi={{10.1176/mood}}}}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    clinic = CLINIC.replace("menu:\n", "menu:\n  - {label: The visit, to: articles/visit/index.md}\n")
    site = make_site(tmp_path_factory.mktemp("site"), SITE, clinic)
    result = site.build()
    assert not [d for d in result.diagnostics if d.severity == "error"], result.diagnostics
    yield site


@pytest.fixture
def article(made: Made) -> str:
    return made.read("articles/visit/first/index.html")


@pytest.fixture
def place(made: Made) -> str:
    return made.read("locations/alder/index.html")


def part(html: str, opening: str, closing: str) -> str:
    """The first piece of the page that starts with `opening`, up to the first `closing` after it."""
    assert opening in html
    start = html.index(opening)
    return html[start : html.index(closing, start) + len(closing)]


# What a component takes


def test_every_component_has_a_template_of_its_name() -> None:
    folder = engine_templates() / "components"
    missing = [name for name in COMPONENTS if not (folder / f"{name.replace('_', '-')}.html").is_file()]
    assert missing == []


def test_every_component_takes_the_view_first_and_says_what_it_is() -> None:
    for name, function in COMPONENTS.items():
        assert next(iter(inspect.signature(function).parameters)) == "view", name
        assert function.__doc__, name


@pytest.mark.parametrize(
    ("component", "arguments", "message"),
    [
        (
            cards.care_card, {"urgency": "soon", "title": "Call", "body": Markup("")},
            "The component `care_card` takes `emergency`, `urgent` or `routine` as `urgency`, not `soon`.",
        ),
        (cards.do_dont, {"kind": "never", "body": Markup("")}, "The component `do_dont` takes `do` or `dont` as `kind`, not `never`."),
        (cards.do_dont, {"kind": "do", "body": Markup("<p>Rest.</p>")}, "The component `do_dont` takes one bullet list as `body`."),
        (cards.steps, {"body": Markup("<ul><li>One</li></ul>")}, "The component `steps` takes one numbered list as `body`."),
        (
            moments.timeline, {"body": Markup("<ul><li>8:30 am without weight</li></ul>")},
            "The component `timeline` takes one bullet list as `body`, each bullet starting with a bold time.",
        ),
        (tables.table, {"body": Markup("<p>No table.</p>")}, "The component `table` takes a table with a header row as `body`."),
    ],
)  # fmt: skip
def test_a_component_says_what_it_takes_instead(component: Any, arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ComponentError) as caught:
        component(None, **arguments)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("label", "figure", "unit", "minute"),
    [
        ("8:30 am", "8:30", "am", 510), ("9 pm", "9", "pm", 1260), ("noon", "noon", "", 720), ("12:00 noon", "12:00", "noon", 720),
        ("12:15 am", "12:15", "am", 15), ("Day 2", "Day 2", "", None), ("2 hours", "2", "hours", None), ("1970", "1970", "", None),
    ],
)  # fmt: skip
def test_the_label_of_a_moment_is_read_as_a_time_where_it_is_one(label: str, figure: str, unit: str, minute: int | None) -> None:
    assert moments.split_label(label) == (figure, unit)
    assert moments.minute_of(label) == minute


# The frame


def test_crisis_help_comes_before_everything_else_and_needs_no_script(article: str) -> None:
    row = part(article, '<section class="crisis"', "</section>")
    assert re.findall(r'href="([^"]*)"', row) == ["tel:988", "sms:988", "tel:911", "tel:988,1"]
    assert article.index(row) < article.index("<header")


def test_the_menu_marks_the_page_and_the_pages_below_it(made: Made) -> None:
    link = '<a href="/articles/visit/"'
    assert f'{link} aria-current="page">' in made.read("articles/visit/index.html")
    assert f'{link} aria-current="true">' in made.read("articles/visit/first/index.html")
    assert f"{link}>" in made.read("about/index.html")


def test_the_menu_of_phones_leads_to_the_same_places_in_the_footer(article: str) -> None:
    assert '<a class="menu" href="#site_menu">' in article
    footer = part(article, "<footer", "</footer>")
    assert 'id="site_menu"' in footer
    top = re.findall(r'<li><a href="([^"]*)"', part(article, '<ul class="nav">', "</ul>"))
    assert set(top) <= set(re.findall(r'<li><a href="([^"]*)"', footer))


def test_every_page_of_a_sample_says_once_and_above_the_masthead_that_it_is_one(made: Made) -> None:
    words = "Sample site: people, prices and addresses are invented."
    for path, data in made.published().items():
        if path.endswith(".html"):
            html = data.decode()
            assert html.count(words) == 1, path
            assert words in part(html, '<aside class="standing"', "</aside>")
            assert html.index('class="crisis"') < html.index(words) < html.index('class="mast"')


def test_the_next_step_is_the_last_thing_of_the_page_and_calls_the_clinics(article: str) -> None:
    step = part(article, '<section class="band step"', "</section>")
    assert article[article.index(step) + len(step) :].lstrip().startswith("</main>")
    assert '<a class="next" href="/about/">Call us</a>' in step
    assert step.count("719-555-0142") == 2


def test_a_location_offers_its_own_phone_only(place: str) -> None:
    step = part(place, '<section class="band step"', "</section>")
    assert "Alder" in step and "Birch" not in step


def test_a_legal_notice_sells_nothing(made: Made) -> None:
    notice = made.read("notices/privacy/index.html")
    assert 'class="next"' not in notice.partition("<footer")[0]
    assert 'In effect from <time datetime="2026-01-01">' in notice


def test_with_several_clinics_the_call_bar_leads_to_their_phones(article: str) -> None:
    assert '<a href="#call_us">Call a clinic</a>' in article
    assert 'id="call_us"' in part(article, "<footer", "</footer>")


def test_every_page_has_one_h1_and_unique_ids(made: Made) -> None:
    for path, data in made.published().items():
        if path.endswith(".html"):
            html = data.decode()
            ids = re.findall(r'\sid="([^"]*)"', html)
            assert html.count("<h1") == 1, path
            assert sorted(ids) == sorted(set(ids)), path


def test_no_page_has_an_inline_style_or_script_but_its_sheets(made: Made) -> None:
    for path, data in made.published().items():
        if path.endswith(".html"):
            html = re.sub(r'<script type="application/ld\+json">.*?</script>', "", data.decode(), flags=re.S)
            assert not re.search(r"<style(?! data-sheet=)|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html), path


# Reading


def test_contents_measure_each_part_in_reading_time(article: str) -> None:
    toc = part(article, '<nav class="toc"', "</nav>")
    assert re.findall(r'<li class="n(\d+) \w+"><span class="edge n(\d+)"[^>]*>([\d:]+)</span><a href="#([\w-]+)">', toc) == [
        ("9", "2", "0:05", "one"), ("24", "4", "0:20", "two"), ("6", "1", "1:00", "three"), ("3", "1", "1:10", "four"),
    ]  # fmt: skip
    assert "References" not in toc


def test_a_short_article_has_no_contents(made: Made) -> None:
    second = made.read("articles/visit/second/index.html")
    assert "Contents, in reading time" not in second
    assert '<div class="prose ledger">' in second


def test_the_status_line_stands_where_a_treatment_is_named_and_only_there(made: Made, article: str) -> None:
    assert '<p class="status">Approved only as an anesthetic; see <a href="/about/">about</a>.</p>' in article
    assert 'class="status"' not in made.read("articles/visit/second/index.html")


def test_the_byline_names_writer_reviewer_and_both_dates(article: str) -> None:
    by = part(article, '<dl class="by"', "</dl>")
    assert '<dt>Medically reviewed by</dt><dd><a href="/people/ada-ray/">Ada Ray, MD</a>, certified by the American Board' in by
    assert '<time datetime="2026-11-03">' in by and '<time datetime="2027-11">' in by


def test_a_page_that_cites_nothing_has_no_references(article: str) -> None:
    assert "ref_list" not in article


def test_the_path_tells_where_one_is_and_what_comes_next(article: str, made: Made) -> None:
    path = part(article, '<section class="band onward"', "</section>")
    assert '<div class="edge n2"><p class="at"><b>1</b> of 2 on your path</p></div>' in path
    assert '<a href="/articles/visit/second/">What is second?</a>' in path
    assert "The end of your path" in made.read("articles/visit/second/index.html")


def test_neighbours_in_the_topic_lead_both_ways(article: str, made: Made) -> None:
    assert 'rel="next"' in article and 'rel="prev"' not in article
    assert '<a href="/articles/visit/first/" rel="prev">' in made.read("articles/visit/second/index.html")


def test_sharing_works_without_a_script_and_tells_a_mail_subject_nothing_about_health(article: str) -> None:
    share = part(article, '<section class="band share"', "</section>")
    assert '<p class="address">https://alder.example/articles/visit/first/</p>' in share
    assert 'href="mailto:?subject=A%20page%20from%20Alder&amp;body=' in share
    assert re.findall(r"<button[^>]*>", share) == re.findall(r"<button[^>]* hidden>", share)


# Lists and places


def test_a_topic_shows_its_articles_by_stage_and_passes_over_empty_stages(made: Made) -> None:
    topic = made.read("articles/visit/index.html")
    stage = part(topic, '<section class="band stage dawn"', "</section>")
    assert '<div class="edge n13"><h2 class="at" id="stage_before"><b>Weeks before</b> 14' in stage
    assert stage.index("What is first?") < stage.index("What is second?")
    assert "Weeks after" not in topic


def test_articles_tell_their_minutes_to_eyes_and_ears(made: Made) -> None:
    row = part(made.read("articles/visit/index.html"), "<li><h3>", "</li>")
    assert '<span class="hide">1 minute to read</span><span aria-hidden="true">1′</span>' in row


def test_the_shelf_of_a_topic_adds_up_its_minutes(made: Made) -> None:
    assert "<b>2</b> minutes to read" in made.read("articles/index.html")


def test_the_week_is_drawn_from_the_hours(place: str) -> None:
    week = part(place, '<ol class="week">', "</ol>")
    days = re.findall(r'<li class="(\w+)"><div class="edge n(\d+)"><p class="at"><b><abbr title="(\w+)">', week)
    assert days[0] == ("morning", "9", "Monday")
    assert days[4] == ("morning", "4", "Friday")
    assert days[6] == ("evening", "1", "Sunday")
    assert "8\N{NO-BREAK SPACE}am to noon; phone until 4\N{NO-BREAK SPACE}pm" in week
    assert week.count("Closed") == 4


def test_a_closure_leaves_the_page_when_it_is_past(place: str) -> None:
    assert "Closed Thursday 26 and Friday 27\N{NO-BREAK SPACE}November 2026 for Thanksgiving." in place
    assert "a day that is past" not in place


def test_people_are_listed_with_role_certificate_and_languages(made: Made) -> None:
    people = made.read("people/index.html")
    assert "Medical director. Certified by the American Board of Anesthesiology. Speaks Spanish." in people
    assert '<a href="/people/ada-ray/">Ada Ray, MD</a>' in people


def test_a_person_is_told_in_facts(made: Made) -> None:
    facts = part(made.read("people/ada-ray/index.html"), '<dl class="facts">', "</dl>")
    assert "<dt>Licensed in</dt><dd>Colorado</dd>" in facts
    assert '<dt>At</dt><dd><a href="/locations/alder/">Alder</a></dd>' in facts


def test_fees_say_what_is_in_them_and_when_they_were_checked(made: Made) -> None:
    fees = made.read("fees/index.html")
    assert 'Checked <time datetime="2026-11-02">' in fees
    assert '<th scope="row">Infusion</th><td class="keep">3½ h</td><td class="num">$475</td>' in fees
    assert '<a href="/about/">and more</a>' in fees
    assert '<div class="edge n3"><p class="at"><b>+3</b> working days</p></div>' in fees
