"""content/references.bib -> the works that pages cite."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.model.frozen import frozen
from clinicsite.model.page import Source
from clinicsite.model.reference import Author, Reference

ENTRY_START = re.compile(r"^[ \t]*@\w", re.M)
RETRACTED = re.compile(r"\[?retracted(?: article)?[\]:]", re.I)
"""How publishers and indexes open the title of a work that was taken back."""
TEX = re.compile(r"[\\{}~$%&#^_'`\"]|--")
CODES = {
    "BIB001": "An entry is not valid BibTeX.",
    "BIB002": "Two entries have the same key.",
    "BIB003": "A work has no title.",
    "BIB004": "A work has no year.",
    "BIB007": "The address of a work is not https.",
    "BIB008": "A name has too many commas.",
    "BIB009": "An entry has a field twice.",
    "BIB010": "A TeX command is not understood.",
    "BIB012": "The number of people in a study is not a number.",
}
NOT_ENTRIES = frozenset({"string", "preamble"})


@frozen()
class _Entry:
    """An entry as it stands: its key, type and raw fields, and where it starts in the file."""

    key: str
    type: str
    fields: Mapping[str, str]
    source: Source
    start: int
    end: int
    broken: bool = False

    def at(self, *fields: str) -> Location:
        """The place of the first of these fields that stands in the entry, else of the entry."""
        for name in fields:
            match = re.compile(rf"(?<![\w-]){name}[ \t]*=", re.I).search(self.source.text, self.start, self.end)
            if match:
                return _place(self.source, match.start())
        return _place(self.source, self.start)

    def places(self) -> Iterator[tuple[str, int, int]]:
        """Its fields, each with its line and column."""
        for name in self.fields:
            where = self.at(name)
            yield name, where.line, where.column


@lru_cache(maxsize=16)
def read_bibliography(source: Source) -> tuple[Mapping[str, Reference], tuple[Diagnostic, ...]]:
    """The works by key, in the order of the file, and every problem found. A broken entry costs no other entry."""
    references: dict[str, Reference] = {}
    seen: dict[str, _Entry] = {}
    found: list[Diagnostic] = []
    for entry in _entries(source, found):
        first = seen.setdefault(entry.key.casefold(), entry)
        if first is not entry:
            found.append(_duplicate(entry, first))
            continue
        references[entry.key] = _reference(entry, found)
        if not entry.broken:
            found.extend(_problems(entry, references[entry.key]))
    return references, tuple(found)


def _entries(source: Source, found: list[Diagnostic]) -> Iterator[_Entry]:
    # Each stretch from one `@type{` at a line's start to the next is parsed alone: pybtex would lose every entry
    # after a missing brace.
    from pybtex.database.input.bibtex import LowLevelParser, month_names
    from pybtex.scanner import PybtexSyntaxError

    macros = dict(month_names)
    starts = [match.start() for match in ENTRY_START.finditer(source.text)]
    for start, end in zip(starts, [*starts[1:], len(source.text)]):
        errors: list[PybtexSyntaxError] = []
        parser = LowLevelParser(source.text[start:end], macros=macros, handle_error=errors.append)
        for kind, body in parser:
            fields: dict[str, str] = {}
            first, last = start + parser.command_start, start + parser.pos
            entry = _Entry(body[0] or "", kind.lower(), fields, source, first, last, broken=bool(errors))
            found.extend(_syntax(source, start, error) for error in errors)
            errors.clear()
            if entry.type in NOT_ENTRIES or not entry.key:
                continue
            for name, parts in body[1]:
                if fields.setdefault(name.lower(), "".join(parts)) != "".join(parts):
                    found.append(_twice(entry, name.lower()))
            yield entry
        found.extend(_syntax(source, start, error) for error in errors)


def _syntax(source: Source, chunk: int, error: Any) -> Diagnostic:
    """`chunk` is the offset in the file of the text that was parsed."""
    from pybtex.database.input.bibtex import UndefinedMacro
    from pybtex.scanner import PrematureEOF

    first, _, last = error.error_context_info
    where, what = _place(source, chunk + last), error.args[0]
    if isinstance(error, PrematureEOF):
        where, what = _place(source, chunk + first), "a brace or quote of this entry is never closed"
    if isinstance(error, UndefinedMacro):
        what = f"no text is defined as `{error.args[0]}`"
    return Diagnostic(
        "BIB001",
        f"This is not valid BibTeX: {what}.",
        where,
        "Write each entry as `@article{key, title={…}, year={2020}}`, with a comma after each field.",
    )


def _reference(entry: _Entry, found: list[Diagnostic]) -> Reference:
    def text(*names: str) -> str:
        for name in names:
            if entry.fields.get(name, "").strip():
                return _plain(entry, name, found)
        return ""

    authors, others = _authors(entry, found)
    return Reference(
        key=entry.key,
        type=entry.type,
        title=text("title"),
        authors=authors,
        others=others,
        year=text("year") or text("date")[:4],
        journal=text("journal", "journaltitle"),
        volume=text("volume"),
        number=text("number"),
        pages=text("pages"),
        doi=_verbatim(entry.fields.get("doi", "")),
        url=_verbatim(entry.fields.get("url", "")),
        institution=text("institution", "publisher", "organization"),
        keywords=tuple(word.strip() for word in text("keywords").split(",") if word.strip()),
        checked=text("checked"),
        where=entry.at(),
        pmid=_verbatim(entry.fields.get("pmid", "")),
        people=_number(entry.fields.get("people", "")),
        timeless=_says(entry, "timeless"),
        retracted=_says(entry, "retracted") or bool(RETRACTED.match(_untex(entry.fields.get("title", "")))),
        broken=entry.broken,
        places=tuple(entry.places()),
    )


def _says(entry: _Entry, name: str) -> bool:
    """Whether an entry has this field with anything but `no` in it, or this keyword."""
    keywords = {word.strip().casefold() for word in entry.fields.get("keywords", "").split(",")}
    return name in keywords or entry.fields.get(name, "no").strip().casefold() not in ("", "no", "false")


def _number(text: str) -> int | None:
    digits = text.strip().replace(",", "")
    return int(digits) if digits.isdecimal() else None


def _authors(entry: _Entry, found: list[Diagnostic]) -> tuple[tuple[Author, ...], bool]:
    """The authors up to `others`. Names after it have no known place in the list and are left out."""
    from pybtex.bibtex.utils import split_name_list
    from pybtex.database import InvalidNameString

    authors: list[Author] = []
    field = "author" if entry.fields.get("author", "").strip() else "editor"
    for name in split_name_list(" ".join(entry.fields.get(field, "").split())):
        if name == "others":
            return tuple(authors), True
        try:
            authors.append(_author(name))
        except InvalidNameString:
            found.append(
                Diagnostic(
                    "BIB008",
                    f"The name `{name}` of `{entry.key}` has too many commas.",
                    entry.at(field),
                    "Write `Family, Given` and put ` and ` between people; wrap an organization in braces.",
                )
            )
    return tuple(authors), False


def _author(name: str) -> Author:
    from pybtex.database import Person

    person = Person(name)
    family = _untex(" ".join([*person.prelast_names, *person.last_names]))
    given = _untex(" ".join([*person.first_names, *person.middle_names]))
    if not given and name.startswith("{"):
        return Author(family=family, body=True)
    suffix = _untex(" ".join(person.lineage_names))
    return Author(family=family, given=f"{given}, {suffix}" if suffix else given)


def _plain(entry: _Entry, name: str, found: list[Diagnostic]) -> str:
    text = _untex(entry.fields[name])
    if "\\" in text:
        left = re.search(r"\\(?:[a-zA-Z]+|.?)", text)
        found.append(
            Diagnostic(
                "BIB010",
                f"The TeX command `{left[0] if left else text}` in `{name}` of `{entry.key}` is not understood.",
                entry.at(name),
                "Write the character itself; the file is UTF-8.",
            )
        )
    return text


def _untex(text: str) -> str:
    """Text without braces, accents and quotes of TeX: `{\\'E}tude {NMDA} 1--2` -> `Étude NMDA 1–2`."""
    if not TEX.search(text):
        return " ".join(text.split())
    from pybtex.backends.plaintext import Backend
    from pybtex.richtext import Text

    return " ".join(Text.from_latex(text).render(Backend()).split())


def _verbatim(text: str) -> str:
    """A DOI or an address: nothing in it is TeX but an escaped sign."""
    return re.sub(r"\\([_%&#$~{}])", r"\1", text.strip().strip("{}")).strip()


def _problems(entry: _Entry, reference: Reference) -> Iterator[Diagnostic]:
    key = reference.key
    if not reference.title:
        yield Diagnostic("BIB003", f"`{key}` has no title.", entry.at(), "Add `title={…}`.")
    if not reference.year:
        yield Diagnostic("BIB004", f"`{key}` has no year.", entry.at(), "Add `year={…}`.")
    if reference.url and not reference.url.startswith("https://"):
        message = f"`{reference.url}` of `{key}` is not an https address."
        yield Diagnostic("BIB007", message, entry.at("url"), "Write it in full, as in `https://www.fda.gov/…`.")
    people = entry.fields.get("people", "").strip()
    if people and reference.people is None:
        message = f"`{people}` of `{key}` is not a number of people."
        yield Diagnostic("BIB012", message, entry.at("people"), "Write digits alone, as in `people={403}`.")


def _duplicate(entry: _Entry, first: _Entry) -> Diagnostic:
    hint = f"Rename one of them; the first stands on line {first.at().line}."
    return Diagnostic("BIB002", f"The key `{entry.key}` is used twice.", entry.at(), hint)


def _twice(entry: _Entry, name: str) -> Diagnostic:
    return Diagnostic("BIB009", f"`{entry.key}` has two fields `{name}`.", entry.at(name), "Keep one of them.")


def _place(source: Source, offset: int) -> Location:
    before = source.text[:offset]
    return source.at(before.count("\n") + 1, offset - before.rfind("\n"))
