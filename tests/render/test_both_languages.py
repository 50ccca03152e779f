"""What the engine adds to pages by itself, grades, notices, marks and cards, on pages of both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from tests.pictures import decoded
from tests.sites import Made
from tests.spanish import make_bilingual

SITE = """\
-- content/conditions/index.md --
---
title: Conditions
description: All of them.
---
-- content/conditions/sleep.md --
---
title: Poor sleep
description: When nights are bad.
condition: Poor sleep
also: [insomnia]
evidence:
  grade: limited
  studies: "A small trial.[@one]"
  people: "20 people.[@one]"
  duration: "Some nights."
  unknown: "Whether it lasts."
  keys: [one]
---
Rest.[@one]
-- content/es/conditions/index.md --
---
title: Condiciones
description: Todas.
---
-- content/es/conditions/sleep.md --
---
title: Dormir mal
description: Cuando las noches son malas.
condition: Dormir mal
evidence:
  studies: "Un ensayo pequeño.[@one]"
  people: "20 personas.[@one]"
  duration: "Algunas noches."
  unknown: "Si dura."
---
Descanse.[@one]
-- content/references.bib --
@article{one, author={Doe, Jo}, title={One}, journal={J}, year={2020}, volume={1}, doi={10.1001/one}}
-- content/images/chair.png --
a chair
-- content/people/ruth.md --
---
title: Ruth Lindqvist
description: A nurse.
role: Nurse
image: images/chair.png
image_alt: A chair
sample: true
---
-- content/es/people/ruth.md --
---
title: Ruth Lindqvist
description: Una enfermera.
role: Enfermera
image_alt: Un sillón
---
"""
SLEEP, DORMIR = "conditions/sleep/index.html", "es/conditions/sleep/index.html"


@pytest.fixture
def site(tmp_path):
    made = make_bilingual(tmp_path, SITE)
    result = made.build()
    assert [f"{d.where} {d.code} {d.message}" for d in result.diagnostics if d.severity != "note"] == []
    return made


def told(site: Made, path: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", site.read(path)).split())


def test_a_grade_is_said_in_the_language_of_the_page_and_rests_on_the_same_works(site):
    assert "How good the evidence is Limited evidence. The trials are small, short or few." in told(site, SLEEP)
    spanish = told(site, DORMIR)
    assert "Qué tan buena es la evidencia Evidencia limitada. Los ensayos son pequeños, cortos o pocos." in spanish
    assert "Cuántas personas 20 personas." in spanish and "Lo que no se sabe Si dura." in spanish
    assert "evidence" not in spanish and "How many" not in spanish
    assert "Evidencia limitada" in told(site, "es/conditions/index.html")


def test_a_sample_says_so_in_the_language_of_the_page(site):
    assert "Sample site: people, prices and addresses are invented." in told(site, SLEEP)
    spanish = told(site, "es/people/ruth/index.html")
    assert "Sitio de muestra: las personas, los precios y las direcciones son inventados." in spanish
    assert "Una muestra: esta persona y el retrato son inventados." in spanish and "Sample" not in spanish
    assert 'aria-label="Sobre esta copia"' in site.read(DORMIR)


def test_a_photo_is_described_in_the_language_of_the_page(site):
    assert 'alt="A chair"' in site.read("people/ruth/index.html")
    assert 'alt="Un sillón"' in site.read("es/people/ruth/index.html")


def test_a_translation_has_a_card_of_its_own_with_its_words(site):
    shared = {path: re.search(r'og:image" content="https://alder.example/(media/[^"]+)"', site.read(path)) for path in (SLEEP, DORMIR)}
    english, spanish = (match[1] for match in shared.values() if match)
    assert spanish.startswith("media/dormir-mal-card.") and english.startswith("media/poor-sleep-card.")
    assert decoded(site.published()[spanish]).size == (1200, 630)
    assert 'og:image:alt" content="Dormir mal (Alder Clinic)"' in site.read(DORMIR)


def test_a_translation_claims_no_review_for_machines_either(site):
    assert '"reviewedBy"' in site.read(SLEEP) and '"lastReviewed"' in site.read(SLEEP)
    assert "reviewedBy" not in site.read(DORMIR) and "lastReviewed" not in site.read(DORMIR)


def test_an_overdue_review_of_the_english_text_is_told_on_both_pages(site):
    site.edit("content/clinic.yaml", "sample: true\n", "sample: true\noverdue_reviews: notice\n")
    site.settings = replace(site.settings, clock=date(2028, 1, 5))
    assert site.build().ok
    assert "This page is waiting for its review A clinician last read it on" in told(site, SLEEP)
    spanish = told(site, DORMIR)
    assert "El texto en inglés de esta página espera su revisión" in spanish
    assert "Un profesional clínico leyó el texto en inglés por última vez el" in spanish
    assert "La próxima revisión tocaba" in spanish
    assert site.read(DORMIR).count('<meta name="robots" content="noindex">') == 1


def test_other_names_are_each_language_s_own(site):
    site.edit("content/es/conditions/sleep.md", "condition: Dormir mal\n", "condition: Dormir mal\nalso: [insomnio]\n")
    assert site.build().ok
    site.edit("content/conditions/sleep.md", "also: [insomnia]\n", "")
    assert site.build().ok
