"""Translations by themselves: links that stay in the language, plain words, terms that are explained in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.mentions import Mention
from clinicsite.check.pair import Pair
from clinicsite.check.rule import Rule, rule
from clinicsite.language.spanish import NORMAL, inflesz
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.languages import ENGLISH, language_of
from clinicsite.model.site import MediaFile, Site
from clinicsite.read.links import PHRASE, parse_target, resolve
from clinicsite.read.scan import strip_inline
from clinicsite.read.units import Unit, units_of

TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
FEWEST_WORDS = 40
"""A shorter page says too little to be measured."""


@rule("LOC-01", "mention")
def link_out_of_language(mention: Mention, site: Site) -> Iterator[Diagnostic]:
    """A translation links to an English page that is translated.

    Readers would be thrown out of their language although the page is there in it.

    Bad:
        -- content/pages/example.md --
        See [how to prepare](prepare.md).

        -- content/es/pages/example.md --
        Vea [cómo prepararse](/pages/prepare.md).

        -- content/pages/prepare.md --
        Eat lightly.

        -- content/es/pages/prepare.md --
        Coma ligero.

    Good:
        -- content/pages/example.md --
        See [how to prepare](prepare.md).

        -- content/es/pages/example.md --
        Vea [cómo prepararse](prepare.md).

        -- content/pages/prepare.md --
        Eat lightly.

        -- content/es/pages/prepare.md --
        Coma ligero.
    """
    language = language_of(mention.path)
    if mention.kind != "link" or language == ENGLISH:
        return
    found = resolve(mention.target, mention.path, site)
    if found is None or isinstance(found, MediaFile) or found.lang == language.code:
        return
    twin = site.counterpart(found, language.code)
    if twin:
        yield Diagnostic(
            "LOC-01", f"`{mention.target}` is in English, and the same page is there in {language.name}.", mention.where,
            f"Did you mean `/{twin.source.path}`?",
        )


@rule("LOC-06", "pair", "warning")
def hard_words(pair: Pair) -> Iterator[Diagnostic]:
    """A Spanish page is hard to read.

    On the INFLESZ scale a text for patients should reach 55, from where on most people read it without trouble
    (Barrio-Cantalejo and others, 2008). Shorter sentences help most, then shorter words.

    Bad:
        The first visit is a talk.

        -- content/es/pages/example.md --
        La administración intravenosa de determinados medicamentos anestésicos constituye un procedimiento terapéutico cuya
        realización requiere necesariamente la supervisión ininterrumpida de profesionales sanitarios debidamente capacitados,
        quienes comprobarán periódicamente las constantes vitales fundamentales, particularmente la presión arterial, la
        frecuencia cardíaca y la saturación de oxígeno, adoptando inmediatamente las medidas que resulten imprescindibles para
        garantizar la seguridad, con independencia de las características individuales.

    Good:
        The first visit is a talk.

        -- content/es/pages/example.md --
        La primera visita es una charla.
    """
    if pair.page is None or pair.other.language.short != "es":
        return
    text = _read_aloud(units_of(pair.other))
    index = inflesz(text)
    if len(text.split()) >= FEWEST_WORDS and index < NORMAL:
        yield Diagnostic(
            "LOC-06", f"This page has an INFLESZ index of {index:.0f}; plain Spanish for patients has {NORMAL:.0f} or more.",
            pair.page.where("title"), "Part long sentences, and choose shorter words.", severity="warning",
        )


@rule("LOC-07", "mention")
def term_in_english(mention: Mention, site: Site) -> Iterator[Diagnostic]:
    """A translation explains a term that its glossary lacks.

    The explanation would open in English.

    Bad:
        Some feel [dissociation](term:dissociation).

        -- content/es/pages/example.md --
        Algunos sienten [disociación](term:dissociation).

        -- content/glossary.yaml --
        - {id: dissociation, term: Dissociation, definition: Feeling cut off.}

    Good:
        Some feel [dissociation](term:dissociation).

        -- content/es/pages/example.md --
        Algunos sienten [disociación](term:dissociation).

        -- content/glossary.yaml --
        - {id: dissociation, term: Dissociation, definition: Feeling cut off.}

        -- content/es/glossary.yaml --
        - {id: dissociation, term: Disociación, definition: Sentirse lejos de sí.}
    """
    language = language_of(mention.path)
    translation = site.in_language(language.code)
    target = parse_target(mention.target, mention.path)
    if mention.kind == "link" and translation and target.kind == "term":
        if target.path in site.terms and target.path not in translation.terms:
            yield Diagnostic(
                "LOC-07", f"The glossary in {language.name} has no term `{target.path}`.", mention.where,
                f"Add it to content/{language.folder}/glossary.yaml, or write the words without a link.",
            )


@rule("LOC-08", "mention")
def no_language(mention: Mention, site: Site) -> Iterator[Diagnostic]:
    """A phrase is marked with something that is no language.

    `[Good Faith Estimate](lang:en)` has a screen reader say the phrase in English. The language is given by its letters, as
    in `en`, `es` or `fr-CA` (BCP 47).

    Bad:
        Ask for a [café con leche](lang:Spanish).

    Good:
        Ask for a [café con leche](lang:es).
    """
    if mention.kind == "link" and mention.target.startswith(PHRASE) and not TAG.match(mention.target.removeprefix(PHRASE)):
        yield Diagnostic(
            "LOC-08", f"`{mention.target.removeprefix(PHRASE)}` is not how a language is named.", mention.where,
            "Write its letters, as in `lang:en`.",
        )


def _read_aloud(units: tuple[Unit, ...]) -> str:
    """The body and the summary as sentences."""
    texts = [strip_inline(unit.text.strip("| ")).replace("|", ".") for unit in units if not unit.key or unit.key == "summary"]
    return "\n".join(text if text.endswith((".", "?", "!", ":")) else f"{text}." for text in texts if text.strip())


RULES: tuple[Rule, ...] = (
    link_out_of_language, hard_words, term_in_english, no_language,
)
