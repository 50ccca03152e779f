from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from clinicsite.read.library import Library, read_library
from tests.clinics import HEAD, make_clinic
from tests.sites import DAY, make_site


def read(root, text: str = "", **settings) -> Library:
    made = make_clinic(root, text, **settings)
    return read_library(made.settings, DAY)


def told(library: Library) -> list[str]:
    return [f"{d.where}: {d.severity} {d.code} {d.message} {d.hint}" for d in library.problems]


def page(name: str, keys: str) -> str:
    return f"-- content/pages/{name}.md --\n---\ntitle: {name}\ndescription: D\n{keys}\n---\n"


def test_everything_in_content_becomes_one_site(tmp_path):
    library = read(
        tmp_path,
        "-- content/glossary.yaml --\n- {id: a, term: A, definition: D}\n"
        "-- content/references.bib --\n@article{a2013, author={Doe, Jo}, title={T}, journal={J}, year={2013}, doi={10.1176/x}}\n"
        "-- content/images/a.svg --\n<svg/>\n",
    )
    site = library.site
    assert told(library) == [] and site is not None
    assert [p.id for p in site.pages] == ["", "about", "locations", "locations/columbia"]
    assert ([t.id for t in site.glossary], list(site.references), list(site.media)) == (["a"], ["a2013"], ["images/a.svg"])
    assert site.named("location", "columbia") is site.by_id["locations/columbia"]
    assert site.clinic.name == "Alder Clinic"


def test_folders_whose_writers_gave_them_no_index_get_one(tmp_path):
    made = make_clinic(tmp_path, f"-- content/articles/science/index.md --\n{HEAD}")
    (tmp_path / "content/locations/index.md").unlink()
    site = read_library(made.settings, DAY).site
    assert site is not None
    assert [(p.id, p.kind, p.title, p.path) for p in site.pages if p.id == "locations"] == [
        ("locations", "section", "Locations", "locations/index.html")
    ]
    assert "articles" not in site.by_id, "a topic alone makes no list of articles"


# What is missing


def test_without_a_content_folder_there_is_no_site(tmp_path):
    made = make_clinic(tmp_path)
    assert [d.code for d in read_library(replace(made.settings, content=made.root / "nothing"), DAY).problems] == ["READ001"]


def test_without_clinic_yaml_there_is_no_site_and_everything_else_is_still_judged(tmp_path):
    made = make_clinic(tmp_path, "-- content/pages/x.md --\nno front matter\n")
    (tmp_path / "content/clinic.yaml").unlink()
    library = read_library(made.settings, DAY)
    assert library.site is None
    assert told(library)[1:] == [
        "content/clinic.yaml:1:1: error READ011 There is no `clinic.yaml`. "
        "Write one with the clinic's name, phones and address; docs/front-matter.md lists its keys."
    ]
    assert library.problems[0].code == "FMT001"


def test_a_broken_clinic_yaml_is_an_error_of_its_own(tmp_path):
    library = read(tmp_path, "-- content/clinic.yaml --\nname: A: B\n")
    assert library.site is None
    assert told(library) == [
        'content/clinic.yaml:1:8: error FMT003 This file is not valid YAML: a value holds a colon. Quote it: `name: "A: B"`.'
    ]


def test_without_a_home_page_there_is_an_error(tmp_path):
    made = make_site(tmp_path)
    (tmp_path / "content/pages/index.md").unlink()
    assert told(read_library(made.settings, DAY)) == [
        "content/pages/index.md:1:1: error READ012 There is no home page. "
        "Write content/pages/index.md; `layout: home` gives it the composed form."
    ]


@pytest.mark.parametrize(
    ("key", "state", "hint"),
    [
        ("draft: true", "is a draft", "Take out `draft: true`, or build with `--drafts`."),
        ("publish: 2026-12-01", "is not published yet", "Take out `publish`, or build with `--future`."),
        ("expires: 2026-11-22", "has expired", "Take out `expires`, or give it a later day."),
    ],
)
def test_a_home_page_that_is_held_back_is_an_error_at_what_holds_it(tmp_path, key, state, hint):
    assert told(read(tmp_path, page("index", key))) == [
        f"content/pages/index.md:4:1: error READ012 The home page {state}, and no site can do without it. {hint}"
    ]


def test_a_broken_home_page_is_not_called_missing_too(tmp_path):
    assert [d.code for d in read(tmp_path, "-- content/pages/index.md --\n---\ntitle: x\n---\n").problems] == ["KEY002"]


def test_a_page_that_cannot_be_read_stays_known_so_that_links_to_it_are_not_called_broken(tmp_path):
    made = make_clinic(tmp_path)
    made.write("content/pages/fees.md", b"caf\xe9")
    library = read_library(made.settings, DAY)
    assert [source.path for source in library.sources][-1] == "pages/fees.md"
    assert [d.code for d in library.problems] == ["READ003"]


@pytest.mark.parametrize("path", ["facts.yaml", "people/ruth.yaml", "more.bib", "forms/refs.bib", "more.lock"])
def test_a_file_of_facts_that_nothing_reads_is_a_warning(tmp_path, path):
    assert told(read(tmp_path, f"-- content/{path} --\na: b\n")) == [
        f"content/{path}:1:1: warning READ013 Nothing reads `{path}`. Facts live in clinic.yaml, glossary.yaml, references.bib, references.lock and forms/."
    ]


# What is held back


HELD = page("a", "draft: true") + page("b", "publish: 2026-11-23") + page("c", "expires: 2026-11-22") + page("d", "draft: true\nexpires: 2020-01-01")


def held(library: Library) -> list[tuple[str, str]]:
    assert library.site is not None
    return [(p.id, reason) for p, reason in library.site.held]


def test_drafts_pages_of_tomorrow_and_pages_that_expire_today_are_held_back(tmp_path):
    library = read(tmp_path, HELD)
    assert held(library) == [("a", "draft"), ("b", "scheduled"), ("c", "expired"), ("d", "draft")]
    assert library.site is not None and not {"a", "b", "c", "d"} & set(library.site.by_id)


def test_pages_whose_day_has_come_and_that_expire_tomorrow_are_live(tmp_path):
    library = read(tmp_path, page("a", "publish: 2026-11-22") + page("b", "expires: 2026-11-23"))
    assert held(library) == []


def test_drafts_and_the_future_may_be_let_in_but_what_expired_stays_out(tmp_path):
    assert held(read(tmp_path, HELD, drafts=True, future=True)) == [("c", "expired"), ("d", "expired")]
    assert held(read(tmp_path, HELD, drafts=True)) == [("b", "scheduled"), ("c", "expired"), ("d", "expired")]
    assert held(read(tmp_path, HELD, future=True)) == [("a", "draft"), ("c", "expired"), ("d", "draft")]


def test_the_day_is_the_one_that_is_asked_for(tmp_path):
    made = make_clinic(tmp_path, page("b", "publish: 2026-11-23"))
    assert held(read_library(made.settings, date(2026, 11, 23))) == []


def test_a_form_that_is_a_draft_is_held_back(tmp_path):
    form = (
        "-- content/forms/ask.yaml --\ntitle: Ask\ndescription: Ask us.\nsummary: We answer.\nemergency_title: Call 911\nemergency_text: Now.\n"
        "submit: Send\nafter_title: Then\nsteps: []\nthanks: {title: Thanks, description: Thanks., text: Thanks.}\ndraft: true\n"
    )
    library, shown = read(tmp_path, form), read(tmp_path, form, drafts=True)
    assert library.site is not None and shown.site is not None
    assert ([f.id for f in library.site.forms], [f.id for f in shown.site.forms]) == ([], ["ask"])


def test_every_problem_of_every_file_is_found_in_one_reading(tmp_path):
    library = read(
        tmp_path,
        "-- content/pages/a.md --\n\n-- content/pages/b.md --\nno front matter\n-- content/pages/c.md --\n---\ntitle: A: B\n---\n"
        "-- content/glossary.yaml --\na: b\n-- content/forms/x.yaml --\n- a\n-- content/blog/x.md --\nx\n-- content/notes.txt --\nx\n",
    )
    assert sorted(d.code for d in library.problems) == ["FMT001", "FMT003", "READ005", "READ008", "READ009", "REC001", "REC001"]
