from __future__ import annotations

import re
from pathlib import Path

import pytest

from clinicsite.language.catalogue import messages, written
from clinicsite.language.tongue import CONTEXT, catalogue_of, read_messages
from clinicsite.model.languages import ENGLISH, LANGUAGES

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
OTHERS = [language for language in LANGUAGES if language != ENGLISH]
HOLES = re.compile(r"%\(\w+\)s|\{\}|</?\w+[^>]*>")


def keys() -> set[str]:
    found = set()
    for _, _, words, context in messages(TEMPLATES):
        first = words[0] if isinstance(words, tuple) else words
        found.add(f"{context}{CONTEXT}{first}" if context else first)
    return found


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.short)
def test_every_message_of_templates_and_engine_is_translated_and_no_other(language):
    said, known = keys(), set(read_messages(catalogue_of(language.short)))
    assert said - known == set(), "Run `python -m clinicsite.language.catalogue` and translate what is new."
    assert known - said == set(), "Run `python -m clinicsite.language.catalogue`."


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.short)
def test_a_translation_has_the_holes_and_tags_of_its_message(language):
    for message, forms in read_messages(catalogue_of(language.short)).items():
        for form in forms[-1:]:
            assert set(HOLES.findall(form)) >= set(HOLES.findall(message.rpartition(CONTEXT)[2])), message


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.short)
def test_the_catalogue_is_as_the_command_would_write_it(language):
    path = catalogue_of(language.short)
    assert path.read_bytes() == written(list(messages(TEMPLATES)), path, language.short)


def test_a_new_message_waits_for_its_words_and_one_that_nothing_says_goes(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text('{{ _("Print") }}{% trans n=2 %}one{% pluralize %}{{ n }} many{% endtrans %}')
    (tmp_path / "engine").mkdir()
    path = tmp_path / "es.po"
    path.write_text('msgid "Gone"\nmsgstr "Ido"\n\nmsgid "Print"\nmsgstr "Imprimir"\n')
    text = written(list(messages(tmp_path / "templates", tmp_path / "engine")), path, "es").decode()
    assert 'msgid "Print"\nmsgstr "Imprimir"' in text and "Ido" not in text
    assert 'msgid "one"\nmsgid_plural "%(n)s many"\nmsgstr[0] ""' in text


def test_templates_hold_no_english_that_was_not_given_to_the_catalogue():
    """Text between tags, outside of Jinja, in every template that a reader of another language sees."""
    kept = {"404", "vCard", "′", "@"}
    for path in sorted(TEMPLATES.glob("*/*.html")):
        if path.name == "styleguide.html" or path.parent.name == "preview":
            continue
        text = re.sub(r"\{% block body_class %\}.*?\{% endblock %\}", "", path.read_text("utf-8"))
        text = re.sub(r"\{%-?\s*trans.*?endtrans\s*-?%\}|\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", "\0", text, flags=re.S)
        words = re.findall(r"[A-Za-z]{3,}", re.sub(r"<[^>]*>", " ", text))
        assert not set(words) - kept, f"{path.name}: {words}"
