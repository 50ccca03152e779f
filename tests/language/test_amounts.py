from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.language.amounts import stated

SAME = [
    ("It takes about 40 minutes.", "Dura unos 40 minutos."),
    ("a 40-minute infusion", "una infusión de 40 minutos"),
    ("3½ hours, door to door", "3½ horas, de puerta a puerta"),
    ("two to three weeks", "dos a tres semanas"),
    ("in 2 to 24 hours", "entre 2 y 24 horas"),
    ("within three working days", "en tres días hábiles"),
    ("10 or more working days ahead", "con 10 o más días hábiles"),
    ("by 5 pm, from 8:30 am to noon", "antes de las 5 p. m., de 8:30 a. m. al mediodía"),
    ("Monday to Friday", "de lunes a viernes"),
    ("on Mondays and Sundays", "los lunes y domingos"),
    ("3 November 2026", "3 de noviembre de 2026"),
    ("from May 2027", "desde mayo de 2027"),
    ("$2,850 in all", "$2,850 en total"),
    ("64 in 100 of 73 people", "64 de cada 100 de 73 personas"),
    ("Call 719-555-0142 or [1-800-985-3059](tel:+18009853059).", "Llame al 719-555-0142 o al [1-800-985-3059](tel:+18009853059)."),
    ("0.5 mg/kg over 40 minutes", "0.5 mg/kg en 40 minutos"),
    ("Call or text [988](tel:988).", "Llame al [988](tel:988,2) y oprima 2, o envíe un texto al 988."),
    ("Veterans press 1.", "Los veteranos oprimen 1."),
    ("300 feet, 36 inches", "300 pies, 36 pulgadas"),
    ("One nurse. May we call?", "Una enfermera. ¿Podemos llamar?"),
    ("It helped some.[@zarate2006] See [more](/pages/top-10.md#part-2).", "Ayudó a algunos.[@zarate2006] Vea [más](/x.md)."),
    ("You may march on.", "Puede seguir."),
]
OTHER = [
    ("40 minutes", "40 horas"), ("40 minutes", "45 minutos"), ("5 pm", "5 a. m."), ("noon", "medianoche"), ("$475", "$457"),
    ("Monday", "martes"), ("719-555-0142", "719-555-0143"), ("three working days", "tres días"), ("two weeks", "tres semanas"),
    ("press 1", "oprima 3"), ("3½ hours", "3 horas"), ("0.5 mg", "5 mg"), ("text 838255", "texto al 838225"), ("November", "octubre"),
]  # fmt: skip


@pytest.mark.parametrize(("english", "spanish"), SAME)
def test_a_sentence_and_its_translation_state_the_same(english, spanish):
    assert stated(english, "en") == stated(spanish, "es")


@pytest.mark.parametrize(("english", "spanish"), OTHER)
def test_what_differs_is_seen(english, spanish):
    assert stated(english, "en") != stated(spanish, "es")


@given(st.integers(2, 2000), st.sampled_from([("minutes", "minutos"), ("hours", "horas"), ("working days", "días hábiles"), ("mg", "mg")]))
def test_one_digit_more_or_less_is_always_seen(number, units):
    english, spanish = units
    said = stated(f"Wait {number:,} {english} at most.", "en")
    assert said == stated(f"Espere {number:,} {spanish} como máximo.", "es")
    assert said != stated(f"Espere {number + 1:,} {spanish} como máximo.", "es")


@given(st.text(max_size=80))
def test_any_text_can_be_read_in_either_language(text):
    assert isinstance(stated(text, "en"), frozenset) and isinstance(stated(text, "es"), frozenset)
