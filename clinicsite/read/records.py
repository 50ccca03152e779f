"""Facts in YAML: the clinic, the forms and the glossary."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePosixPath

from clinicsite.model.address import url_of
from clinicsite.model.clinic import Clinic
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.form import Form
from clinicsite.model.page import Source
from clinicsite.model.reference import Term
from clinicsite.model.site import FormFile
from clinicsite.read.schema import validate
from clinicsite.read.yaml_nodes import YamlDocument, places_of, read_yaml

CODES = {
    "REC001": "A file of facts is not keys and values.",
    "REC002": "The glossary explains a term twice.",
}

Places = tuple[tuple[str, int, int], ...]
"""Dotted key, line and column."""


def read_clinic(source: Source) -> tuple[Clinic | None, Places, list[Diagnostic]]:
    """content/clinic.yaml as a Clinic, with the places of its keys."""
    document = read_record(source)
    clinic, problems = (None, []) if document.problems else validate(Clinic, document, source.file)
    return clinic, places_of(document), document.problems + problems


def read_form(source: Source) -> tuple[FormFile | None, list[Diagnostic]]:
    """content/forms/<name>.yaml as a form with its address."""
    document = read_record(source)
    if document.problems:
        return None, document.problems
    form, problems = validate(Form, document, source.file)
    if form is None:
        return None, problems
    form_id = form.slug or PurePosixPath(source.path).stem
    return FormFile(form_id, url_of(form_id), form, source, places_of(document)), problems


@lru_cache(maxsize=16)
def read_glossary(source: Source) -> tuple[tuple[Term, ...], tuple[Diagnostic, ...]]:
    """content/glossary.yaml as terms, sorted by the term."""
    document = read_yaml(source.text, source.file)
    problems = list(document.problems)
    entries = document.values if isinstance(document.values, list) else None
    if entries is None:
        if not problems:
            problems.append(
                Diagnostic(
                    "REC001", "The glossary is not a list of terms.", source.at(),
                    "Start each term with `- id:`, then `term:` and `definition:`.",
                )
            )
        return (), tuple(problems)
    terms: dict[str, Term] = {}
    places = _places_by_entry(document)
    for i, entry in enumerate(entries):
        part = YamlDocument(entry, places.get(str(i), {}), [])
        line = document.places.get(str(i), (1, 1))[0]
        term, wrong = validate(Term, part, source.file, line)
        problems += wrong
        if term is None:
            continue
        if term.id in terms:
            problems.append(
                Diagnostic("REC002", f"The glossary explains `{term.id}` twice.", source.at(line), "Keep one of the two.")
            )
        terms[term.id] = term
    return tuple(sorted(terms.values(), key=lambda t: t.term.casefold())), tuple(problems)


def _places_by_entry(document: YamlDocument) -> dict[str, dict[str, tuple[int, int]]]:
    """The places of a list's entries, each entry's on its own."""
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for key, place in document.places.items():
        index, _, rest = key.partition(".")
        if rest:
            found.setdefault(index, {})[rest] = place
    return found


def read_record(source: Source) -> YamlDocument:
    """A YAML file of keys and values; what is wrong stands in its `problems`."""
    document = read_yaml(source.text, source.file)
    if not document.problems and not isinstance(document.values, dict):
        document.problems.append(
            Diagnostic("REC001", "This file is not keys and values.", source.at(), "Write one `key: value` on each line.")
        )
    return document
