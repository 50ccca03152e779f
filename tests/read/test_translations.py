from __future__ import annotations

import pytest

from clinicsite.read.library import read_library
from tests.sites import DAY, Made, codes
from tests.spanish import FORM, make_bilingual

PAGE = "-- content/pages/visit.md --\n---\ntitle: Your visit\ndescription: How it goes.\nimage_alt: A chair\n---\nSit down.\n"
SPANISH = "-- content/es/pages/visit.md --\n---\ntitle: Su visita\ndescription: Cómo es.\nimage_alt: Un sillón\n---\nSiéntese.\n"


@pytest.fixture
def site(tmp_path):
    return make_bilingual(tmp_path)


def said(made: Made) -> list[str]:
    return [f"{d.where} {d.code} {d.message} {d.hint}" for d in read_library(made.settings, DAY).problems]


def place(made: Made, lang: str = "es-US"):
    site = read_library(made.settings, DAY).site
    return next(page for page in site.pages_in(lang) if page.kind == "location")


def test_a_clinic_in_two_languages_is_read_without_a_word(site):
    assert said(site) == []
    found = read_library(site.settings, DAY).site
    assert [page.id for page in found.pages_in("es-US")] == ["es", "es/nosotros", "es/sedes/columbia"]
    assert [language.code for language in found.languages] == ["en-US", "es-US"]


def test_a_translation_has_its_words_and_the_facts_of_the_english_page(site):
    english, spanish = place(site, "en-US").meta, place(site).meta
    assert (spanish.phone, spanish.hours, spanish.address) == (english.phone, english.hours, english.address)
    assert (spanish.name, spanish.reply) == ("Columbia, en español", "Una enfermera devuelve la llamada.")


def test_a_fact_is_written_once_and_an_edit_of_it_holds_for_both(site):
    site.edit("content/locations/columbia.md", "410-555-0118", "410-555-0119")
    assert place(site).meta.phone == "410-555-0119"


def test_a_translation_goes_by_the_name_of_the_english_page(site):
    spanish = place(site)
    assert (spanish.id, spanish.name, spanish.first_id) == ("es/sedes/columbia", "columbia", "locations/columbia")


def test_a_fact_that_is_written_again_is_told_at_its_line(site):
    site.edit("content/es/locations/columbia.md", "calls:", "phone: 410-555-0118\ncalls:")
    assert said(site) == [
        "content/es/locations/columbia.md:6:1 LOC-12 `phone` is a fact, and content/locations/columbia.md holds it already."
        " Delete the line."
    ]


def test_words_that_are_missing_are_told(site):
    site.edit("content/es/locations/columbia.md", "timezone_name: Hora del este\n", "")
    assert said(site) == [
        "content/es/locations/columbia.md:2:1 LOC-13 `timezone_name` is not translated."
        " Add `timezone_name`, as in content/locations/columbia.md."
    ]


def test_a_file_that_translates_nothing_is_told(site):
    site.write("content/es/pages/prices.md", "---\ntitle: Precios\ndescription: Nada.\n---\nNada.\n")
    (found,) = said(site)
    assert found.startswith("content/es/pages/prices.md:1:1 LOC-11 There is no `pages/prices.md` for this file to translate.")


def test_a_language_without_words_for_the_clinic_is_told(site):
    (site.root / "content/es/clinic.yaml").unlink()
    (found,) = said(site)
    assert found.startswith("content/es/clinic.yaml:1:1 LOC-15 There is no `es/clinic.yaml`.")


def test_lists_follow_the_english_ones_entry_by_entry(tmp_path):
    made = make_bilingual(tmp_path)
    made.edit("content/locations/columbia.md", "reply: A nurse calls back.", "reply: A nurse calls back.\nwalk:\n  - {at: 0:30, text: Door}\n  - {at: 1:00, text: Hall}")
    made.edit("content/es/locations/columbia.md", "calls:", "walk:\n  - {text: Puerta}\n  - {text: Pasillo}\n  - {text: Otro}\ncalls:")
    assert said(made) == [
        "content/es/locations/columbia.md:9:5 LOC-14 `walk.2` has nothing in content/locations/columbia.md to translate."
        " Delete it here, or add it there first."
    ]
    assert [(stop.at, stop.text) for stop in place(made).meta.walk] == [("0:30", "Puerta"), ("1:00", "Pasillo")]


def test_figures_without_a_letter_need_no_words(tmp_path):
    made = make_bilingual(tmp_path, FORM.replace("text: A nurse calls you.}", 'text: A nurse calls you., steps: [{figure: "+1", unit: day, title: Then, text: A call.}]}').replace("text: Una enfermera le llama.}", "text: Una enfermera le llama., steps: [{unit: día, title: Luego, text: Una llamada.}]}"))
    assert said(made) == []


def test_a_form_keeps_names_types_and_values_and_translates_the_rest(tmp_path):
    site = read_library(make_bilingual(tmp_path, FORM).settings, DAY).site
    (english,), (spanish,) = site.forms, site.forms_in("es-US")
    assert [(f.name, f.type) for f in spanish.form.fields] == [(f.name, f.type) for f in english.form.fields]
    assert [o.value for o in spanish.form.fields[3].options] == ["voice", "mail"]
    assert [f.label for f in spanish.form.fields] == ["Nombre", "Teléfono", "¿Qué clínica?", "¿Cómo?"]
    assert (spanish.name, spanish.url, spanish.thanks_url) == ("ask", "/es/preguntas/", "/es/preguntas/gracias/")


def test_a_translation_of_a_page_that_is_held_back_is_held_back_too(tmp_path):
    made = make_bilingual(tmp_path, PAGE.replace("title:", "draft: true\ntitle:") + SPANISH)
    site = read_library(made.settings, DAY).site
    assert said(made) == []
    assert sorted(page.source.path for page, _ in site.held) == ["es/pages/visit.md", "pages/visit.md"]


def test_a_translation_can_wait_by_itself(tmp_path):
    made = make_bilingual(tmp_path, PAGE + SPANISH.replace("title:", "draft: true\ntitle:"))
    site = read_library(made.settings, DAY).site
    assert [page.source.path for page, _ in site.held] == ["es/pages/visit.md"]


@pytest.mark.parametrize("state", ["draft: false", "publish: 2026-01-01"])
def test_no_translation_is_shown_of_a_page_that_english_holds_back(tmp_path, state):
    made = make_bilingual(tmp_path, PAGE.replace("title:", "draft: true\ntitle:") + SPANISH.replace("title:", "draft: false\ntitle:"))
    made.edit("content/es/pages/visit.md", "draft: false", state)
    assert made.build().ok
    assert sorted(page.source.path for page, _ in read_library(made.settings, DAY).site.held) == ["es/pages/visit.md", "pages/visit.md"]


def test_no_translation_is_shown_of_a_form_that_english_holds_back(tmp_path):
    made = make_bilingual(tmp_path, FORM.replace("title: Ask us", "title: Ask us\ndraft: true").replace("slug: preguntas", "slug: preguntas\ndraft: false"))
    assert made.build().ok
    assert read_library(made.settings, DAY).site.all_forms == ()


def test_what_the_clinic_answers_for_is_no_matter_of_translations(tmp_path):
    waiver = "waivers:\n  - {rule: EFF-03, reason: Quoted., by: ruth, until: 2027-01-01, words: best}\n"
    made = make_bilingual(tmp_path, PAGE.replace("title:", f"{waiver}title:") + SPANISH)
    made.edit("content/clinic.yaml", "states_served:", "allowed_requests:\n  - {host: maps.example.net, owner: Ruth, note: Agreement}\nstates_served:")
    assert said(made) == []
    made.edit("content/es/pages/visit.md", "title:", f"{waiver}title:")
    assert said(made) == [
        "content/es/pages/visit.md:2:1 LOC-12 `waivers` is a fact, and content/pages/visit.md holds it already. Delete the line."
    ]


def test_a_mistyped_key_of_a_translation_names_the_right_one(tmp_path):
    made = make_bilingual(tmp_path, PAGE + SPANISH.replace("image_alt:", "image_atl:"))
    assert codes(made.build()) == ["LOC-13", "KEY001"]
    assert "Did you mean `image_alt`?" in "".join(said(made))


@pytest.mark.parametrize("text", ["", "---\n", "no front matter", "---\n- a\n---\n", "---\ntitle: [\n---\n", "---\ntitle: {a: b}\n---\n", "---\nhours: 3\n---\n"])
def test_bad_input_in_any_file_is_told_and_never_breaks(tmp_path, text):
    for path in ("pages/about.md", "locations/columbia.md", "clinic.yaml", "glossary.yaml", "translated.yaml", "forms/ask.yaml"):
        made = make_bilingual(tmp_path / path.replace("/", "-"), FORM)
        made.write("content/glossary.yaml", "- {id: drip, term: Drip, definition: A drip.}\n")
        made.write(f"content/es/{path}", text)
        result = made.build()
        assert result.diagnostics, path
        assert all(d.where.file.startswith("content/") for d in result.diagnostics)


def test_a_site_without_another_language_looks_for_none(tmp_path, monkeypatch):
    import sys

    from tests.clinics import make_clinic

    monkeypatch.setitem(sys.modules, "babel", None)
    made = make_clinic(tmp_path)
    assert made.build().ok
    assert "hreflang" not in made.read("index.html") and 'class="tongue"' not in made.read("index.html")
