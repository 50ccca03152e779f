from __future__ import annotations

from datetime import date

from clinicsite.language.tongue import catalogue_of, read_messages, tongue

NBSP = "\N{NO-BREAK SPACE}"
DAY = date(2026, 11, 3)


def test_english_writes_a_day_as_it_always_did():
    assert tongue("en-US").day(DAY) == f"3{NBSP}November 2026"
    assert tongue("en-US").month(DAY) == f"November{NBSP}2026"
    assert tongue("en-US").short_month(DAY) == f"Nov{NBSP}2026"


def test_spanish_writes_days_with_de_and_small_letters():
    spanish = tongue("es-US")
    assert spanish.day(DAY) == f"3{NBSP}de{NBSP}noviembre de 2026"
    assert spanish.month(DAY) == f"noviembre{NBSP}de{NBSP}2026"
    assert spanish.weekday(DAY) == "martes"


def test_a_message_that_nobody_translated_stays_english():
    assert tongue("es-US").gettext("A message of a template of your own") == "A message of a template of your own"


def test_one_and_many_have_their_own_forms():
    assert [tongue("es-US").ngettext("article", "articles", n) for n in (0, 1, 2)] == ["artículos", "artículo", "artículos"]
    assert [tongue("en-US").ngettext("article", "articles", n) for n in (0, 1, 2)] == ["articles", "article", "articles"]


def test_equal_messages_are_told_apart_by_their_context():
    assert tongue("es-US").gettext(" and ") == " y "
    assert tongue("es-US").pgettext("before an i", " and ") == " e "


def test_a_message_marked_as_fuzzy_is_not_used(tmp_path):
    file = tmp_path / "es.po"
    file.write_text('#, fuzzy\nmsgid "Print"\nmsgstr "Impreso"\n\nmsgid "Home"\nmsgstr "Inicio"\n\nmsgid "Fax"\nmsgstr ""\n')
    assert read_messages(file) == {"Home": ("Inicio",)}


def test_the_catalogue_is_read_as_it_stands_so_that_nothing_can_be_stale():
    assert catalogue_of("es").suffix == ".po"
    assert not list(catalogue_of("es").parent.glob("*.mo"))
