"""A site in two languages as its visitors get it."""

from __future__ import annotations

import json
import re

import pytest

from tests.sites import Made
from tests.spanish import FORM, make_bilingual

ARTICLE = """\
-- content/articles/aftercare/index.md --
---
title: After the infusion
description: What to do.
---
-- content/articles/aftercare/driving.md --
---
title: Driving
description: When you can drive.
date: 2026-11-03
reviewed: 2026-11-03
reviewed_by: ruth
---
Wait. See [us](/pages/about.md) and [the topic](index.md).[@a2013]
-- content/es/articles/aftercare/driving.md --
---
title: Manejar
slug: manejar
description: Cuándo puede manejar.
---
Espere. Vea [quiénes somos](../../pages/about.md) y [el tema](index.md).[@a2013]
-- content/people/ruth.md --
---
title: Ruth Lindqvist
description: A nurse.
credentials: RN
license_states: [MD]
role: Lead nurse
languages: [Spanish]
---
-- content/references.bib --
@article{a2013, author={Doe, Jo}, title={A trial}, journal={J}, year={2013}, volume={1}, doi={10.1176/x}}
"""


@pytest.fixture
def site(tmp_path):
    made = make_bilingual(tmp_path, ARTICLE + FORM)
    result = made.build()
    assert [f"{d.where} {d.code} {d.message}" for d in result.diagnostics if d.severity != "note"] == []
    return made


def alternates(made: Made, path: str) -> dict[str, str]:
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="https://alder.example([^"]+)">', made.read(path)))


def switches(made: Made, path: str) -> list[str]:
    return re.findall(r'<p class="untranslated".*?</p>|<a class="tongue".*?</a>', made.read(path))


@pytest.mark.parametrize(
    ("english", "spanish"),
    [("/", "/es/"), ("/about/", "/es/nosotros/"), ("/locations/columbia/", "/es/sedes/columbia/"), ("/ask/", "/es/preguntas/"),
     ("/ask/thank-you/", "/es/preguntas/gracias/"), ("/articles/aftercare/driving/", "/es/articles/aftercare/manejar/")],
)  # fmt: skip
def test_each_language_names_the_other_and_english_for_everybody_else(site, english, spanish):
    same = {"en": english, "es": spanish, "x-default": english}
    for path in (english, spanish):
        assert alternates(site, f"{path.lstrip('/')}index.html") == same


def test_the_switch_leads_to_this_very_page(site):
    assert switches(site, "about/index.html") == ['<a class="tongue" href="/es/nosotros/" lang="es-US" hreflang="es">Español</a>']
    assert switches(site, "es/nosotros/index.html") == ['<a class="tongue" href="/about/" lang="en-US" hreflang="en">English</a>']


def test_a_page_that_is_not_translated_says_so_in_spanish_and_links_on(site):
    assert switches(site, "people/ruth/index.html") == [
        '<p class="untranslated" lang="es-US">Esta página está solo en inglés. <a href="/es/" hreflang="es">Ir al sitio en español</a></p>'
    ]
    assert alternates(site, "people/ruth/index.html") == {}


def test_a_spanish_page_speaks_spanish_throughout(site):
    page = site.read("es/articles/aftercare/manejar/index.html")
    assert '<html lang="es-US">' in page and '<meta property="og:locale" content="es_US">' in page
    for words in ("Saltar al contenido", "Ayuda en una crisis", "En este sitio", "Última revisión", "Compártalo", "Referencias"):
        assert words in page
    for words in ("Skip to", "On this site", "Last reviewed", "Pass it on", ">References<", "Medically"):
        assert words not in page


def test_a_review_of_the_english_text_is_not_given_out_as_one_of_the_translation(site):
    page = site.read("es/articles/aftercare/manejar/index.html")
    assert "Texto en inglés revisado por" in page and "Revisión médica" not in page
    assert "Ruth Lindqvist, RN</a> revisó el texto en inglés el <time" in page


def test_days_and_hours_are_written_as_spanish_writes_them(site):
    assert "3\u00a0de\u00a0noviembre de 2026</time>" in site.read("es/articles/aftercare/manejar/index.html")
    assert "Lunes y martes, de 8\u00a0a.\u00a0m. a 5\u00a0p.\u00a0m." in site.read("es/nosotros/index.html")
    assert "Monday and Tuesday, 8\u00a0am to 5\u00a0pm" in site.read("about/index.html")


def test_links_stay_in_the_language_and_say_when_they_leave_it(site):
    page = site.read("es/articles/aftercare/manejar/index.html")
    assert '<a href="/es/nosotros/">quiénes somos</a>' in page
    assert '<a href="/articles/aftercare/" hreflang="en">el tema (en inglés)</a>' in page


def test_works_keep_their_language_on_a_page_of_another(site):
    assert '<ol class="refs" lang="en-US">' in site.read("es/articles/aftercare/manejar/index.html")
    assert '<ol class="refs">' in site.read("articles/aftercare/driving/index.html")


def test_menus_and_the_next_step_lead_to_spanish_pages(site):
    page = site.read("es/index.html")
    assert '<li><a href="/es/nosotros/">Nosotros</a></li>' in page
    assert '<a class="next" href="/es/nosotros/">' in page or '<a class="go-next" href="/es/nosotros/">' in page
    assert '<a class="brand" href="/es/" aria-current="page">' in page


def test_the_crisis_row_offers_help_in_spanish(site):
    assert '<a href="tel:988,2"><b>988</b> llame</a>' in site.read("es/index.html")


def test_breadcrumbs_start_at_the_spanish_home(site):
    assert re.findall(r"<li><a href=\"([^\"]+)\">", site.read("es/sedes/columbia/index.html").split('class="crumb"')[1])[0] == "/es/"
    assert '"name":"Inicio","item":"https://alder.example/es/"' in site.read("es/sedes/columbia/index.html")


def test_structured_data_says_the_language(site):
    graph = json.loads(re.findall(r"<script type=\"application/ld\+json\">(.*?)</script>", site.read("es/index.html"))[0])["@graph"]
    page, website = (next(n for n in graph if n["@type"] == kind) for kind in ("WebPage", "WebSite"))
    assert (page["inLanguage"], website["inLanguage"]) == ("es-US", ["en-US", "es-US"])


def test_the_sitemap_names_each_page_in_each_language(site):
    site.edit("content/clinic.yaml", "sample: true", "sample: false")
    site.build()
    sitemap = site.read("sitemap.xml")
    for line in ('"en" href="https://alder.example/about/"', '"es" href="https://alder.example/es/nosotros/"'):
        assert sitemap.count(f'<xhtml:link rel="alternate" hreflang={line}/>') == 2
    assert "<loc>https://alder.example/es/nosotros/</loc>" in sitemap and 'xmlns:xhtml="http://www.w3.org/1999/xhtml"' in sitemap


def test_spanish_articles_have_a_feed_of_their_own(site):
    feed = site.read("es/feed.xml")
    assert 'xml:lang="es-US"' in feed and "Manejar" in feed and "Driving" not in feed
    assert "Manejar" not in site.read("feed.xml")
    assert 'href="/es/feed.xml"' in site.read("es/index.html")
    assert "/es/feed.xml\n  Content-Type: application/atom+xml; charset=utf-8\n" in site.read("_headers")


def test_a_missing_page_is_told_in_spanish(site):
    page = site.read("es/404.html")
    assert "Esta página no está aquí" in page and '<meta name="robots" content="noindex">' in page
    assert switches(site, "es/404.html") == ['<a class="tongue" href="/" lang="en-US" hreflang="en">English</a>']
    assert "/es/* /es/404.html 404" in site.read("_redirects")
    nginx = site.read("_nginx.conf")
    spanish, every = (nginx.index(f"location ~ ^/{path}.*/$ {{") for path in ("es/", ""))
    assert spanish < every, "the first expression that matches counts"
    assert "    error_page 404 /es/404.html;\n" in nginx[spanish:every]


def test_a_spanish_form_has_the_names_and_values_of_the_english_one(site):
    english, spanish = (site.read(f"{path}/index.html") for path in ("ask", "es/preguntas"))
    names = re.compile(r'<input[^>]* name="([^"]+)"(?: value="([^"]*)")?')
    assert names.findall(spanish) == names.findall(english)
    for words in ("Nombre</label>", 'data-missing="Llene “Nombre”."', "Paso 1 de 1:", 'data-busy="Enviando…"', "20 segundos"):
        assert words in spanish


def test_netlify_takes_both_forms_for_one(tmp_path):
    made = make_bilingual(tmp_path, FORM)
    made.edit("content/clinic.yaml", "sample: true", "sample: true\nforms: {backend: netlify, baa: signed}")
    assert made.build().ok
    page = made.read("es/preguntas/index.html")
    assert '<form class="form" method="post" action="/es/preguntas/gracias/"' in page and ' name="ask"' in page
    assert '<input type="hidden" name="form-name" value="ask">' in page


def test_the_list_for_language_models_has_the_spanish_pages_apart(site):
    part = site.read("llms.txt").split("## Español")[1]
    assert "- [Sobre nosotros](https://alder.example/es/nosotros/): Quiénes somos." in part


# What is made anew


def test_a_translation_that_appears_remakes_the_english_page(site):
    site.write("content/es/people/ruth.md", "---\ntitle: Ruth Lindqvist\ndescription: Enfermera.\nrole: Enfermera\nlanguages: [español]\n---\n")
    written = site.build().written
    assert {"people/ruth/index.html", "es/people/ruth/index.html"} <= set(written)
    assert switches(site, "people/ruth/index.html") == ['<a class="tongue" href="/es/people/ruth/" lang="es-US" hreflang="es">Español</a>']


def test_an_edited_translation_leaves_the_english_pages_alone(site):
    site.edit("content/es/pages/about.md", "Somos una clínica.", "Somos una clínica pequeña.")
    assert site.build().written == ("es/nosotros/index.html",)


def test_a_changed_fact_remakes_both_languages(site):
    site.edit("content/locations/columbia.md", "0118", "0119")
    assert {"about/index.html", "es/nosotros/index.html"} <= set(site.build().written)


def test_a_second_build_writes_nothing(site):
    assert site.build().written == ()


def test_an_alias_of_a_translation_leads_to_it(site):
    site.edit("content/es/pages/about.md", "slug: nosotros", "slug: nosotros\naliases: [/es/quienes/]")
    assert site.build().ok
    assert "/es/quienes/ /es/nosotros/ 301" in site.read("_redirects")
