from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.language.spanish import band, inflesz, syllables

# By the rules of the Ortografía de la lengua española (2010).
COUNTED = {
    "sol": 1, "rey": 1, "muy": 1, "y": 1, "buey": 1, "dios": 1, "pie": 1, "guion": 1,
    "casa": 2, "día": 2, "oír": 2, "leer": 2, "queso": 2, "guerra": 2, "ciudad": 2, "huevo": 2, "río": 2, "viuda": 2, "baúl": 2,
    "búho": 2, "causa": 2, "tráfico": 3, "ahora": 3, "pingüino": 3, "depresión": 3, "infusión": 3, "cohete": 3, "cuidado": 3,
    "poeta": 3, "alegría": 4, "ketamina": 4, "aéreo": 4, "enfermera": 4, "medicina": 4, "anestesia": 4, "héroe": 3,
    "averiguáis": 4, "electroconvulsiva": 7, "otorrinolaringólogo": 9,
}  # fmt: skip


@pytest.mark.parametrize("word", COUNTED)
def test_syllables_are_counted_as_spanish_spells_them(word):
    assert syllables(word) == COUNTED[word]
    assert syllables(word.upper()) == COUNTED[word]


def test_a_text_of_known_counts_has_the_index_of_the_formula():
    # 6 words, 2 sentences, 11 syllables
    assert inflesz("No maneje hoy. Descanse en casa.") == pytest.approx(206.835 - 62.3 * 11 / 6 - 6 / 2)


def test_shorter_sentences_and_words_are_easier():
    hard = "La administración intravenosa de determinados medicamentos requiere supervisión ininterrumpida."
    easy = "Le damos la medicina en la vena. Una enfermera se queda."
    assert inflesz(easy) > inflesz(hard)
    assert (band(inflesz(easy)), band(inflesz(hard))) == ("very easy", "very hard")


def test_the_bands_are_those_of_the_scale():
    assert [band(x) for x in (39.9, 40, 55, 65, 80)] == ["very hard", "somewhat hard", "normal", "quite easy", "very easy"]


def test_a_text_without_words_is_no_burden():
    assert inflesz("") == inflesz("988, 911.") == 100.0


@given(st.text(max_size=60))
def test_any_text_has_an_index_and_any_word_a_syllable(text):
    assert inflesz(text) <= 206.835
    assert all(syllables(word) >= 1 for word in text.split())
