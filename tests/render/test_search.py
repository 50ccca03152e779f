"""What search knows of pages: attributes, headings, the list from A to Z, and answers.json."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from clinicsite.model.clinic import ClinicPhone
from clinicsite.model.languages import SPANISH
from clinicsite.model.reference import Term
from clinicsite.model.site import Translation
from clinicsite.render import search_answers
from clinicsite.render.search import Item, group_of, items, languages, letters, search_marks, sign_of
from tests.render.fake_view import SETTINGS, FakeView, make_article, make_clinic, make_form, make_location, make_page, make_site
from tests.sites import make_site as site_of
from tests.spanish import make_bilingual

TOPIC = make_page("articles/cost", "topic", title="Cost and insurance")


def marks(page, *others):
    return search_marks(FakeView(make_site(page, *others)), page)


def test_the_main_part_of_a_page_is_found_under_its_topic():
    assert marks(make_article("articles/cost/fees"), TOPIC) == {
        "data-pagefind-body": "", "data-pagefind-filter": "topic:Cost and insurance",
    }


@pytest.mark.parametrize("page", [make_page("search", layout="search"), make_page("old", noindex=True)])
def test_search_pages_and_pages_with_noindex_are_not_found(page):
    assert marks(page) == {}


def test_a_legal_notice_counts_less_than_a_page():
    assert marks(make_page("privacy", layout="notice")) == {
        "data-pagefind-body": "", "data-pagefind-filter": "topic:Notices", "data-pagefind-weight": "0.2",
    }


@pytest.mark.parametrize(
    ("page", "group"),
    [
        (TOPIC, "Cost and insurance"),
        (make_location(), "Locations"),
        (make_page("locations", "section"), "Locations"),
        (make_page("about"), "The clinic"),
        (make_page("articles", "section"), "The clinic"),
    ],
)
def test_other_pages_are_found_under_what_they_are(page, group):
    assert group_of(FakeView(make_site(page)), page) == group


# The list from A to Z


def signs(*titles: str) -> dict[str, list[str]]:
    return {part.sign: [item.title for item in part.items] for part in letters(Item(title, f"/{title}/", "") for title in titles)}


def test_accents_case_and_signs_do_not_part_what_belongs_together():
    assert signs("Zebra", "état", "Essay", "“Eager”", "EKG", "Éclair") == {
        "E": ["“Eager”", "Éclair", "EKG", "Essay", "état"], "Z": ["Zebra"],
    }


def test_numbers_come_first_and_by_their_size():
    assert signs("100 days", "24 hours", "9 questions", "Nine") == {"0–9": ["9 questions", "24 hours", "100 days"], "N": ["Nine"]}


def test_numbers_inside_titles_count_by_their_size():
    assert signs("Week 10", "Week 2")["W"] == ["Week 2", "Week 10"]


def test_an_article_at_the_start_does_not_count_but_a_word_that_looks_like_one_does():
    assert signs("The visit", "A short history", "An hour", "Anxiety", "Theory", "A") == {
        "A": ["A", "Anxiety"], "H": ["An hour"], "S": ["A short history"], "T": ["Theory"], "V": ["The visit"],
    }


def test_other_alphabets_follow_and_a_title_of_signs_alone_stands_with_the_digits():
    assert list(signs("Яблоко", "Apple", "???")) == ["0–9", "A", "Я"]


@pytest.mark.parametrize(("title", "sign"), [("ñandú", "N"), ("œdema", "Œ"), ("½ dose", "0–9"), ("(When) to call", "W")])
def test_the_letter_of_a_title(title, sign):
    assert sign_of(title) == sign


SITE = """\
-- content/pages/search.md --
---
layout: search
title: Search
description: Look for a word.
---
-- content/pages/glossary.md --
---
layout: glossary
title: Words
description: Meanings of words.
---
-- content/pages/hidden.md --
---
title: Zanzibar
description: Not to be found.
noindex: true
---
Words.
-- content/glossary.yaml --
- id: iv-line
  term: IV line
  definition: A thin tube *into* a vein. See "drip".
  also: [drip]
"""


def test_the_search_page_lists_pages_and_words_and_nothing_that_is_not_to_be_found(tmp_path: Path):
    site = site_of(tmp_path, SITE)
    result = site.build()
    assert result.ok, result.diagnostics
    html = site.read("search/index.html")
    found = re.findall(r'<li><a href="([^"]+)">([^<]+)</a> <span>([^<]+)</span></li>', html)
    assert found == [
        ("/about/", "About us", "The clinic"), ("/", "Alder Clinic", "The clinic"),
        ("/glossary/#term-iv-line", "IV line", "Word"), ("/glossary/", "Words", "The clinic"),
    ]
    assert re.findall(r'<li><a href="#(az_\w)">(\w)</a></li>', html) == [("az_a", "A"), ("az_i", "I"), ("az_w", "W")]
    assert '<h3 class="at" id="az_i"><b>I</b></h3>' in html


def test_the_search_page_is_in_no_sitemap_and_asks_not_to_be_listed(tmp_path: Path):
    site = site_of(tmp_path, SITE)
    site.edit("content/clinic.yaml", "sample: true\n", "")
    site.edit("content/clinic.yaml", "alder.example", "alder-care.org")
    assert site.build().ok
    assert "/glossary/" in site.read("sitemap.xml") and "/search/" not in site.read("sitemap.xml")
    assert '<meta name="robots" content="noindex">' in site.read("search/index.html")
    assert "noindex" not in site.read("glossary/index.html")


def test_every_page_leads_to_the_search_page_and_a_site_without_one_to_none(tmp_path: Path):
    site = site_of(tmp_path, SITE)
    site.build()
    assert '<a class="find" href="/search/">Search</a>' in site.read("about/index.html")
    assert '<a class="find" href="/search/" aria-current="page">' in site.read("search/index.html")
    (site.root / "content/pages/search.md").unlink()
    site.build()
    assert 'class="find"' not in site.read("about/index.html")


def test_no_address_of_the_search_page_is_told_to_the_pages_it_leads_to(tmp_path: Path):
    site = site_of(tmp_path, SITE)
    site.build()
    assert '<meta name="referrer" content="no-referrer">' in site.read("search/index.html")


def test_a_choice_of_languages_stands_there_only_where_there_are_several(tmp_path: Path):
    site = site_of(tmp_path, SITE)
    site.build()
    assert "<label hidden>Language" in site.read("search/index.html")


def test_languages_are_named_as_their_speakers_name_them():
    english = make_site(make_page("a"))
    assert languages(FakeView(english)) == {"en-us": "English"}
    spanish = Translation(SPANISH, english.clinic, (replace(make_page("es/a"), lang=SPANISH.code),), (), {})
    assert languages(FakeView(replace(english, translations=(spanish,)))) == {"en-us": "English", "es-us": "Español"}


# answers.json


def answers(*pages, clinic=None, glossary=()):
    search = make_page("search", layout="search")
    site = replace(make_site(search, *pages, clinic=clinic), glossary=tuple(glossary))
    (job,) = search_answers.jobs(site, SETTINGS)
    assert job.path == "search/answers.json"
    return json.loads(job.render(FakeView(site)))


TERM = Term(id="iv-line", term="IV line", definition='A thin tube *into* a vein. See "drip".', also=("drip",))


def test_a_word_is_answered_with_its_meaning_in_plain_text_and_all_its_names():
    assert answers(make_page("glossary", layout="glossary"), glossary=[TERM])["words"] == [
        {"title": "IV line", "names": ["IV line", "drip"], "text": "A thin tube into a vein. See “drip”.", "url": "/glossary/#term-iv-line"}
    ]


def test_without_a_glossary_page_no_word_is_answered():
    assert answers(glossary=[TERM])["words"] == []


def test_a_clinic_is_answered_with_address_phone_and_hours():
    (place,) = answers(make_location())["places"]
    assert place["lines"] == ["2140 North Alder Street", "Suite 120", "Colorado Springs, CO 80907"]
    assert (place["phone"], place["tel"], place["url"]) == ("719-555-0142", "tel:+17195550142", "/locations/colorado-springs/")
    assert place["hours"] == ["Monday to Friday, 8\xa0am to 5\xa0pm"]
    assert {"Colorado Springs", "Colorado", "80907"} <= set(place["names"])


def test_a_site_without_a_search_page_has_no_answers():
    assert list(search_answers.jobs(make_site(make_location()), SETTINGS)) == []


def test_answers_follow_the_glossary_and_the_clinics(tmp_path: Path):
    site = site_of(tmp_path, SITE)
    site.build()
    site.edit("content/glossary.yaml", "A thin tube", "A soft tube")
    result = site.build()
    assert "search/answers.json" in result.written and "A soft tube" in site.read("search/answers.json")
    site.edit("content/pages/about.md", "We are a clinic.", "We are two.")
    assert "search/answers.json" not in site.build().written


def test_forms_are_in_the_list_and_phones_stand_beside_what_was_not_found(tmp_path: Path):
    clinic = make_clinic(phones=(ClinicPhone(label="Front desk", number="719-555-0142"),))
    search = make_page("search", layout="search")
    view = FakeView(make_site(search, clinic=clinic, forms=(make_form(),)))
    assert Item("Request an appointment", "/request-appointment/", "Forms") in items(view, search)
    site = site_of(tmp_path, SITE)
    site.edit("content/clinic.yaml", "crisis_title", "phones: [{label: Front desk, number: 719-555-0142}]\ncrisis_title")
    site.build()
    assert site.read("search/index.html").count('<a href="tel:+17195550142">Front desk <b>719-555-0142</b></a>') == 2


# In two languages

SPANISH_SITE = SITE.replace("""-- content/pages/hidden.md --
---
title: Zanzibar
description: Not to be found.
noindex: true
---
Words.
""", "") + """\
-- content/es/pages/search.md --
---
title: Buscar
slug: buscar
description: Busque una palabra.
---
-- content/es/glossary.yaml --
- id: iv-line
  term: Vía intravenosa
  definition: Un tubo delgado que entra en una vena. Vea "goteo".
  also: [goteo]
"""


@pytest.fixture
def bilingual(tmp_path: Path):
    site = make_bilingual(tmp_path, SPANISH_SITE)
    result = site.build()
    assert result.ok, result.diagnostics
    return site


def test_a_search_page_speaks_its_language_and_lists_the_pages_of_it(bilingual):
    html = bilingual.read("es/buscar/index.html")
    assert ">Palabras que busca</label>" in html and 'data-none="Ninguna página tiene “{words}”."' in html
    found = re.findall(r'<li><a href="([^"]+)">[^<]+</a> <span>([^<]+)</span></li>', html)
    assert found and all(url.startswith("/es/") for url, _ in found) and ("/es/", "La clínica") in found
    assert '<a class="find" href="/es/buscar/" aria-current="page">Buscar</a>' in html
    assert 'data-answers="/es/buscar/answers.json"' in html
    assert 'data-pagefind-filter="topic:La clínica"' in bilingual.read("es/index.html")


def test_languages_can_be_chosen_where_there_are_several(bilingual):
    html = bilingual.read("search/index.html")
    assert "<label>Language" in html
    assert '<option value="en-us">English</option>' in html and '<option value="es-us">Español</option>' in html


def test_a_word_is_answered_in_the_language_of_the_page_and_leads_nowhere_where_meanings_are_not_translated(bilingual):
    found = json.loads(bilingual.read("es/buscar/answers.json"))
    assert found["words"] == [{
        "title": "Vía intravenosa", "names": ["Vía intravenosa", "goteo"],
        "text": "Un tubo delgado que entra en una vena. Vea “goteo”.", "url": "",
    }]
    assert "horario" in found["asks"] and "que" in found["fillers"]


def test_each_search_page_has_an_index_of_its_language_and_may_run_it(bilingual):
    entry = json.loads(bilingual.read("pagefind/pagefind-entry.json"))
    assert set(entry["languages"]) == {"en-us", "es-us"}
    rules = re.findall(r"^(/\S+)\n(?:  .*\n)*?  Content-Security-Policy: .*wasm", bilingual.read("_headers"), re.M)
    assert rules == ["/search/", "/es/buscar/"]


def test_a_page_whose_language_has_no_search_page_leads_to_none(bilingual):
    (bilingual.root / "content/es/pages/search.md").unlink()
    bilingual.build()
    assert 'class="find"' not in bilingual.read("es/index.html") and 'class="find"' in bilingual.read("about/index.html")
