"""Spanish prose beside the records: the numbers that a page gives are right in either language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clinicsite.check.facts.records import Records
from clinicsite.check.families import RULES
from clinicsite.model.page import Source
from clinicsite.read.pages import read_page
from tests.check.facts.clinic import clinic, statements


def judge(text: str) -> list[str]:
    """What the rules for statements say of a Spanish page with this text."""
    page, wrong = read_page(Source("pages/example.md", f"---\ntitle: La página\ndescription: Un ejemplo.\n---\n{text}", "0"))
    assert page and not wrong, wrong
    page = replace(page, source=replace(page.source, path="es/pages/example.md"), lang="es-US", original="example")
    site = clinic()
    rules = [rule for rule in RULES if rule.scope == "statement"]
    said = statements(replace(site, pages=(page,), forms=()))
    return [f"{found.code} {found.message}" for each in said for rule in rules for found in rule(each, Records(site))]


@pytest.mark.parametrize(
    "text",
    [
        "Llame al 988 y oprima 2.",
        "Si está pensando en el suicidio, llame al 988 y oprima 2, o envíe AYUDA al 988, a toda hora.",
        "Para hablar en español, oprima 2. Los veteranos pueden oprimir 1, o enviar un texto al 838255.",
        "Los veteranos pueden llamar al 988 y oprimir 1.",
        "En peligro, llame al 911 ahora.",
        "Envíe un mensaje con la palabra HOLA al 741741.",
        "En Columbia llame al 410-555-0118, o envíe un fax al 410-555-0163.",
        "Envíe el fax al 410-555-0163 o llame al 410-555-0118.",
        "La farmacia contesta en el 410-555-9000.",
        "En un ensayo con 987 personas, algunas llamaron a los 120 días.",
        "Estamos en 6011 Tamar Crossing, Suite 305, Columbia, MD 21044.",
        "El lunes abrimos a las 11 y la Dra. Okafor llega a las 9.",
    ],
)
def test_spanish_that_is_true_is_left_alone(text):
    assert judge(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Llame al 989 ahora.", "FACT-09 `989` is a wrong number here: 988 reaches the 988 Lifeline."),
        ("Llame al 988 y oprima 3 si es urgente, u oprima 4.", "FACT-09 `4` is a wrong number here: after 988, 1 is for Veterans and 2 for Spanish."),
        ("Llame al 988. Para español en la línea 988, oprima 1.", "FACT-09 `1` is a wrong number here: after 988, 2 is for Spanish."),
        ("Los veteranos pueden llamar al 988 y oprimir 2.", "FACT-09 `2` is a wrong number here: after 988, 1 is for Veterans."),
        ("Los veteranos pueden enviar un texto al 838225.", "FACT-09 `838225` is a wrong number here: the Veterans Crisis Line is 838255."),
        ("Envíe HOLA al 741471.", "FACT-09 `741471` is a wrong number here: Crisis Text Line is 741741."),
        ("En una emergencia, llame al 411.", "FACT-09 `411` is a wrong number here: it reaches directory assistance."),
        ("Llame al 410-555-0181.", "FACT-01 No record has the number `410-555-0181`: the phone of Columbia is 410-555-0118."),
        ("Llámenos al 301-555-0100.", "FACT-01 The clinic has no number `301-555-0100` in its records."),
        ("Envíe un fax al 410-555-0118.", "FACT-01 `410-555-0118` is the phone of Columbia, not a fax."),
        ("Llame al 719-555-0142 en Columbia.", "FACT-01 `719-555-0142` is the phone of Pueblo, not of Columbia."),
        ("Estamos en 6011 Tamar Crossing, Suite 350.",
         "FACT-02 `Suite 350` is not in the address of Columbia, which says `Suite 305`."),
        ("Le atiende Miriam Okafor, DO, en la clínica.", "FACT-05 `Okafor, DO` is not what the record of Miriam Okafor says: `credentials` are `MD`."),
    ],
)  # fmt: skip
def test_spanish_that_a_record_contradicts_is_told(text, told):
    assert judge(text) == [told]


def test_prices_and_hours_are_left_to_the_comparison_with_the_english_text():
    assert judge("Una infusión cuesta $450. The clinic is open on Mondays, 8 am to 4 pm.") == []
