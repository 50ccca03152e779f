"""A language's folder of content/ becomes what the site says in that language.

content/es/ mirrors content/: `es/pages/fees.md` translates `pages/fees.md`. Each file holds words; facts come from the
file that it translates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from clinicsite.model.address import SLUG, url_of
from clinicsite.model.clinic import Clinic
from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.model.form import Form
from clinicsite.model.languages import LANGUAGES, Language, original_of
from clinicsite.model.page import Page, Source
from clinicsite.model.reference import Term
from clinicsite.model.site import FormFile
from clinicsite.read.frontmatter import read_frontmatter
from clinicsite.read.pages import page_of
from clinicsite.read.reader import Reader
from clinicsite.read.records import Places, read_record
from clinicsite.read.routes import id_of, kind_of, shape_of
from clinicsite.read.scan import scan
from clinicsite.read.schema import validate
from clinicsite.read.translatable import merged, problems
from clinicsite.read.yaml_nodes import YamlDocument, places_of, read_yaml

CODES = {
    "LOC-11": "A file translates nothing.",
    "LOC-12": "A translation repeats a fact.",
    "LOC-13": "Words are not translated.",
    "LOC-14": "A translation says more than what it translates.",
    "LOC-15": "A language has no words for the clinic.",
    "LOC-16": "The note of what was translated cannot be read.",
}
CLINIC, GLOSSARY, NOTED = "clinic.yaml", "glossary.yaml", "translated.yaml"


@dataclass
class Translated:
    """What was read of one language's folder. `clinic` is None where there are no words for it."""

    language: Language
    clinic: Clinic | None = None
    pages: list[Page] = field(default_factory=list)
    forms: list[FormFile] = field(default_factory=list)
    terms: dict[str, Term] = field(default_factory=dict)
    records: list[Source] = field(default_factory=list)
    places: tuple[tuple[str, int, int], ...] = ()
    noted: dict[str, str] = field(default_factory=dict)


def read_translations(sources: Iterable[Source], reader: Reader) -> tuple[list[Translated], list[Diagnostic]]:
    """Every language that has a folder with files in it, and what is wrong there. `sources` are those of all languages."""
    by_path = {source.path: source for source in sources}
    found, wrong = [], []
    for language in LANGUAGES[1:]:
        own = [source for path, source in by_path.items() if path.startswith(f"{language.folder}/")]
        if own:
            folder = _Folder(language, by_path, reader)
            folder.read(own)
            found.append(folder.translated)
            wrong += folder.wrong
    return found, wrong


class _Folder:
    def __init__(self, language: Language, by_path: Mapping[str, Source], reader: Reader) -> None:
        self.language, self.by_path, self.reader = language, by_path, reader
        self.translated = Translated(language)
        self.wrong: list[Diagnostic] = []
        self.folders: Mapping[str, str] = {}

    def read(self, sources: Iterable[Source]) -> None:
        self.clinic()
        for source in sources:
            path = original_of(source.path)
            original = self.by_path.get(path)
            if path == NOTED:
                self.noted(source)
            elif path == CLINIC:
                continue
            elif original is None:
                self.wrong.append(_nothing(source, path))
            elif path == GLOSSARY:
                self.glossary(source, original)
            elif path.endswith(".md"):
                self.page(source, original)
            elif path.startswith("forms/"):
                self.form(source, original)
            else:
                self.wrong.append(_nothing(source, path))

    def clinic(self) -> None:
        path = f"{self.language.folder}/{CLINIC}"
        source, original = self.by_path.get(path), self.by_path.get(CLINIC)
        if source is None:
            self.wrong.append(
                Diagnostic(
                    "LOC-15", f"There is no `{path}`.", Location(f"content/{path}"),
                    "Write one with the texts and menus of clinic.yaml in this language.",
                )
            )
        elif original is not None:
            values, self.translated.places, wrong = self.reader.facts(read_translated_clinic, source, original)
            self.wrong += wrong
            self.translated.clinic = values
            self.translated.records.append(source)
            if values is not None:
                self.folders = values.folders

    def page(self, source: Source, original: Source) -> None:
        page, wrong = self.reader.facts(read_translated_page, source, original, tuple(sorted(self.folders.items())))
        self.wrong += wrong
        if page:
            self.translated.pages.append(page)

    def form(self, source: Source, original: Source) -> None:
        form, wrong = self.reader.facts(read_translated_form, source, original)
        self.wrong += wrong
        if form:
            self.translated.forms.append(form)

    def glossary(self, source: Source, original: Source) -> None:
        terms, wrong = self.reader.facts(read_translated_glossary, source, original)
        self.translated.records.append(source)
        self.wrong += wrong
        self.translated.terms.update(terms)

    def noted(self, source: Source) -> None:
        document = read_yaml(source.text, source.file)
        values = document.values
        if document.problems or not isinstance(values, dict) or not all(isinstance(v, str) for v in values.values()):
            self.wrong.append(
                Diagnostic(
                    "LOC-16", "This file is not what the command `translated` writes.", source.at(),
                    "Delete it, and note anew what is translated.",
                )
            )
        else:
            self.translated.noted = {str(key): value for key, value in values.items()}


def read_translated_clinic(source: Source, original: Source) -> tuple[Clinic | None, Places, list[Diagnostic]]:
    """The clinic's facts with their words translated, and the places of the words."""
    values, document, wrong = record(Clinic, source, original)
    return values, places_of(document), wrong


def read_translated_form(source: Source, original: Source) -> tuple[FormFile | None, list[Diagnostic]]:
    """A form with its words translated; None where either file cannot be one."""
    values, document, wrong = record(Form, source, original)
    english = read_yaml(original.text, original.file).values
    if values is None or not isinstance(english, dict):
        return None, wrong
    form_id = f"{source.language.folder}/{values.slug or PurePosixPath(source.path).stem}"
    name = str(english.get("slug") or PurePosixPath(original.path).stem)
    return FormFile(form_id, url_of(form_id), values, source, places_of(document), source.language.code, name), wrong


def read_translated_glossary(source: Source, original: Source) -> tuple[dict[str, Term], list[Diagnostic]]:
    """The terms of a glossary that are translated, by their ids."""
    document, english = read_yaml(source.text, source.file), read_yaml(original.text, original.file).values
    found = list(document.problems)
    terms: dict[str, Term] = {}
    known = {str(e.get("id")): e for e in english if isinstance(e, dict)} if isinstance(english, list) else {}
    for n, entry in enumerate(document.values if isinstance(document.values, list) else []):
        places = {k.removeprefix(f"{n}."): v for k, v in document.places.items() if k.startswith(f"{n}.")}
        own = dict(entry) if isinstance(entry, dict) else {}
        name = str(own.pop("id", ""))
        if name not in known:
            where = source.at(*document.places.get(f"{n}.id", document.places.get(str(n), (1, 1))))
            found.append(Diagnostic("LOC-11", f"The glossary has no term `{name}` to translate.", where, "Add it in English first."))
            continue
        merging = merged(Term, known[name], own)
        part = YamlDocument(merging.values, places)
        found += problems(merging, part, source.file, original.file)
        term, wrong = validate(Term, part, source.file, document.places.get(str(n), (1, 1))[0])
        found += wrong
        if term:
            terms[name] = term
    return terms, found


@lru_cache(maxsize=20_000)
def read_translated_page(
    source: Source, original: Source, folders: tuple[tuple[str, str], ...]
) -> tuple[Page | None, tuple[Diagnostic, ...]]:
    """The page of a translation and of what it translates. None where either cannot be a page; the original's own faults
    are told there."""
    kind, front, english = kind_of(original.path), *_fronts(source, original)
    if kind is None or english is None or not isinstance(front.document.values, dict):
        return None, tuple(front.document.problems)
    shape = shape_of(kind, english.get("layout"))
    merging = merged(shape, english, front.values)
    document = YamlDocument(merging.values, front.document.places)
    wrong = [*front.document.problems, *problems(merging, front.document, source.file, original.file)]
    meta, invalid = validate(shape, document, source.file)
    wrong += invalid
    if meta is None:
        return None, tuple(wrong)
    original_id = id_of(original.path, english.get("slug"))
    own = YamlDocument(front.values, front.document.places)
    page = page_of(replace(source, path=original.path), kind, meta, scan(front.body, front.first_line), own)
    page_id = _id(source, front.values.get("slug"), dict(folders))
    url = url_of(page_id)
    made = replace(
        page, id=page_id, url=url, path=f"{url.lstrip('/')}index.html", source=source, lang=source.language.code,
        original=original_id,
    )
    return made, tuple(wrong)


def _fronts(source: Source, original: Source) -> tuple[Any, dict[str, Any] | None]:
    english = read_frontmatter(original.text, original.file)
    readable = isinstance(english.document.values, dict) and not english.document.problems
    return read_frontmatter(source.text, source.file), english.values if readable else None


def _id(source: Source, slug: object, folders: Mapping[str, str]) -> str:
    """`es/locations/columbia.md` -> `es/sedes/columbia`, where `folders` calls locations sedes."""
    name = slug if isinstance(slug, str) and SLUG.match(slug) else None
    parts = id_of(original_of(source.path), name).split("/")
    last = PurePosixPath(source.path).name == "index.md" and name is None
    known = [folders.get(part, part) if n < len(parts) - 1 or last else part for n, part in enumerate(parts)]
    return "/".join([source.language.folder, *(part for part in known if part)])


def record(shape: type[Any], source: Source, original: Source) -> tuple[Any, YamlDocument, list[Diagnostic]]:
    """A YAML file of words over the facts of the file it translates; None where either cannot be read."""
    document, english = read_record(source), read_yaml(original.text, original.file)
    if document.problems or english.problems or not isinstance(english.values, dict):
        return None, document, list(document.problems)
    merging = merged(shape, english.values, document.values)
    wrong = list(problems(merging, document, source.file, original.file))
    values, invalid = validate(shape, YamlDocument(merging.values, document.places), source.file)
    return values, document, wrong + invalid


def _nothing(source: Source, path: str) -> Diagnostic:
    return Diagnostic(
        "LOC-11", f"There is no `{path}` for this file to translate.", source.at(),
        "Give it the path of the English file, under the folder of its language.",
    )
