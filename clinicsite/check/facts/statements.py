"""What the site says, sentence by sentence, each with its place: bodies, front matter, forms, clinic.yaml, glossary."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from clinicsite.check.manuscript import ITEM, Manuscript, read_manuscript
from clinicsite.check.mentions import strings
from clinicsite.model.diagnostic import Location
from clinicsite.model.frozen import frozen
from clinicsite.model.languages import ENGLISH
from clinicsite.model.page import Page, Source
from clinicsite.model.reference import Term
from clinicsite.model.site import Site
from clinicsite.read.scan import CITATION, LINK

RECORDS = frozenset(
    {"address", "phone", "fax", "phones", "crisis", "forms", "social", "slug", "topic", "credentials", "timezone", "at"}
)
"""Front-matter keys that are records themselves or no prose."""
NEARBY = 400
"""How many characters after its key a value of YAML may start."""
HEADING_ID = re.compile(r"\{:?[^}\n]*\}[ \t]*$", re.M)
MARKS = re.compile(r"[*`]|(?<!\w)_|_(?!\w)|^#{1,6}(?=\s)|^[ \t]*>[ \t]?", re.M)
ENTITY = {"&nbsp;": " ", "&ndash;": "–", "&mdash;": "—", "&amp;": "&"}
END = re.compile(r"[.!?][\"'”’)\]]*(\s+)(?=[\"'“‘(\[]*[A-Z0-9$+])")
SHORT = re.compile(
    r"(?:\b(?:Dr|Mr|Ms|Mrs|St|Ave|Rd|Blvd|Ste|No|vs|Jr|Sr|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)|\b[A-Z]|\be\.g|\bi\.e)\.\Z"
)
DIGIT = re.compile(r"\d")
HALF_DAY = re.compile(r"\b[ap]\.m\.\Z", re.I)
DAY_NEXT = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|[0-9])")


@frozen(slots=True)
class Unit:
    """A paragraph, list item, heading, table row or value before it is split: its stretch of the source."""

    start: int
    text: str
    heading: str = ""
    above: tuple[str, ...] = ()


@frozen(eq=False, slots=True)
class Statement:
    """One sentence, heading or table row.

    `text` is what readers see: marks, link targets and citations are spaces, so that an offset in it is one of the
    source. `heading` stands above it; `above` are the earlier rows of its table; `key` is its front-matter key.
    """

    text: str
    start: int
    source: Source
    page: Page | None = None
    key: str = ""
    heading: str = ""
    above: tuple[str, ...] = ()
    fixed: Location | None = None
    """The place of all of it, where the value is written in a way that cannot be followed."""

    @property
    def file(self) -> str:
        return self.source.file

    @property
    def has_digit(self) -> bool:
        return DIGIT.search(self.text) is not None

    @property
    def is_row(self) -> bool:
        return self.text.lstrip().startswith("|")

    @property
    def raw(self) -> str:
        """The sentence as written, citations among it."""
        return self.text if self.fixed else self.source.text[self.start : self.start + len(self.text)]

    @property
    def in_english(self) -> bool:
        return self.source.language == ENGLISH

    def at(self, offset: int) -> Location:
        """The place of a character of `text`."""
        if self.fixed:
            return self.fixed
        starts = _line_starts(self.source)
        line = bisect_right(starts, self.start + offset)
        return self.source.at(line, self.start + offset - starts[line - 1] + 1)


def statements_of_page(page: Page) -> Iterator[Statement]:
    """All that a page says, in its body and in its front matter."""
    for unit in body_units(page.source):
        yield from _sentences(unit, page.source, page)
    yield from _values(page.meta, page.source, page.places, page)


def statements_of_records(site: Site, sources: Iterable[Source] = ()) -> Iterator[Statement]:
    """All that the site says besides its pages, in each language. `sources` are the files that were read: glossaries are
    found among them."""
    for form in site.all_forms:
        yield from _values(form.form, form.source, form.places)
    yield from _values(site.clinic, site.clinic_source, site.clinic_places)
    by_path = {source.path: source for source in sources}
    yield from _definitions(site.glossary, by_path.get("glossary.yaml"))
    for translation in site.translations:
        yield from _values(translation.clinic, translation.clinic_source, translation.places)
        glossary = by_path.get(f"{translation.language.folder}/glossary.yaml")
        yield from _definitions(translation.terms.values(), glossary)


def _definitions(terms: Iterable[Term], glossary: Source | None) -> Iterator[Statement]:
    for term in terms if glossary else ():
        yield from _sentences(_found(glossary, term.definition, 0), glossary)  # type: ignore[arg-type]


@lru_cache(maxsize=4_000)
def body_units(source: Source) -> tuple[Unit, ...]:
    """The running text of a Markdown source in the pieces that stand by themselves."""
    return tuple(_units(read_manuscript(source))) if source.path.endswith(".md") else ()


def visible(text: str) -> str:
    """Markdown as readers see it, at the same offsets. The number of a `tel:` or `sms:` link without digits stays."""
    if "](" in text:
        text = LINK.sub(_link_words, text)
    if "[@" in text:
        text = CITATION.sub(_blank, text)
    if "&" in text:
        for entity, sign in ENTITY.items():
            text = text.replace(entity, sign + " " * (len(entity) - 1))
    if "{" in text:
        text = HEADING_ID.sub(_blank, text)
    return MARKS.sub(_blank, text)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text with their offsets. `Dr.`, `St.`, an initial and `8 a.m. Monday` end none."""
    start = 0
    for match in END.finditer(text):
        before = text[start : match.start() + 1]
        if SHORT.search(before) or HALF_DAY.search(before) and DAY_NEXT.match(text, match.end()):
            continue
        yield start, text[start : match.start(1)]
        start = match.end()
    if text[start:].strip():
        yield start, text[start:]


def _units(text: Manuscript) -> Iterator[Unit]:
    prose, heading = text.prose, ""
    rows: list[str] = []
    first: int | None = None
    end = 0
    titles = {block.line: block.argument for block in text.blocks if block.argument}

    def paragraph() -> Iterator[Unit]:
        if first is not None:
            yield Unit(first, visible(prose[first:end]), heading)

    for line in text.lines:
        shown = prose[line.start : line.start + len(line.text)]
        is_row = line.kind == "text" and shown.lstrip().startswith("|")
        if line.kind != "text" or is_row or ITEM.match(shown):
            yield from paragraph()
            first = None
        if not is_row:
            rows.clear()
        if is_row:
            row = visible(shown)
            yield Unit(line.start, row, heading, tuple(rows))
            rows.append(row)
        elif line.kind == "text":
            item = ITEM.match(shown) if first is None else None
            first = line.start + (item.end() - 1 if item else 0) if first is None else first
            end = line.start + len(line.text)
        elif line.kind == "heading":
            heading = visible(shown)
            yield Unit(line.start, heading, heading)
        elif line.kind == "block" and line.number in titles:
            offset = line.text.index(titles[line.number])
            yield Unit(line.start + offset, visible(titles[line.number]), heading)
        elif line.kind == "option":
            offset = line.text.find(":") + 1
            yield Unit(line.start + offset, visible(line.text[offset:]), heading)
    yield from paragraph()


def _values(
    record: Any, source: Source, places: tuple[tuple[str, int, int], ...], page: Page | None = None
) -> Iterator[Statement]:
    """The sentences in the values of a record. A translation says only what stands in its own file."""
    table = {key: (line, column) for key, line, column in places}
    starts = _line_starts(source)
    for key, name, is_file, value in strings(record):
        if is_file or " " not in value or name in RECORDS or key.split(".")[0] in RECORDS:
            continue
        near = key
        while near and near not in table:
            near = near.rpartition(".")[0]
        if not near or near != key and source.language != ENGLISH:
            continue
        line, column = table[near]
        unit = _found(source, value, starts[line - 1] + column - 1)
        fixed = None if unit.start >= 0 else source.at(line, column)
        yield from _sentences(unit, source, page, key, fixed)


def _found(source: Source, value: str, start: int) -> Unit:
    """Where a value stands in its YAML source; `start` is -1 where it is written with escapes."""
    at = source.text.find(value, start)
    if at < 0 or start and at - start > NEARBY:
        folded = re.compile(r"\s+".join(map(re.escape, value.split()))).search(source.text, start)
        if not folded or start and folded.start() - start > NEARBY:
            return Unit(-1, visible(value))
        return Unit(folded.start(), visible(folded[0]))
    return Unit(at, visible(value))


def _sentences(
    unit: Unit, source: Source, page: Page | None = None, key: str = "", fixed: Location | None = None
) -> Iterator[Statement]:
    if unit.start < 0 and fixed is None:
        fixed = source.at()
    if unit.text.lstrip().startswith("|"):
        yield Statement(unit.text, unit.start, source, page, key, unit.heading, unit.above, fixed)
        return
    for offset, text in sentences(unit.text):
        yield Statement(text, unit.start + offset, source, page, key, unit.heading, (), fixed)


@lru_cache(maxsize=4_000)
def _line_starts(source: Source) -> list[int]:
    starts = [0]
    starts.extend(match.end() for match in re.finditer("\n", source.text))
    return starts


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _link_words(match: re.Match[str]) -> str:
    words, target = match[2], match[3]
    before = " " * (match.start(2) - match.start())
    after = _blank_text(match[0][match.end(2) - match.start() :])
    if target.startswith(("tel:", "sms:")) and not re.search(r"\d", words):
        kept = match.start(3) - match.end(2)
        after = after[:kept] + re.sub(r"[^\d+]", " ", target) + after[kept + len(target) :]
    return before + words + after


def _blank_text(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
