"""Documents from anywhere as prose: what stands at their head, and which kind of page they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from clinicsite.check.manuscript import read_manuscript
from clinicsite.language.english import is_english
from clinicsite.language.front import front_passages
from clinicsite.language.markdown import body_passages
from clinicsite.language.markup import Markup, read_markup
from clinicsite.language.passage import Passage, Prose
from clinicsite.model.address import did_you_mean
from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.model.page import Source
from clinicsite.read.frontmatter import FrontMatter, read_frontmatter
from clinicsite.read.papers import KINDS, Paper

AUDIENCES = ("patient", "caregiver", "clinician")
CODES = {
    "READ018": "A document names a kind of page or an audience that is not known.",
    "READ019": "The front matter of a document cannot be read.",
    "READ020": "A document holds no text.",
    "READ021": "Words of a document are in another language and were not judged.",
}
GUESSES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?<![a-z])(?:{words})(?![a-z])"))
    for kind, words in (
        ("notice", "privacy|terms|disclaimer|nondiscrimination|accessibility statement|notice of|hipaa"),
        ("faq", "faqs?|frequently asked|questions"),
        ("fees", "fees?|pricing|prices?|costs?|insurance|financing|payment"),
        ("contact", "contact|appointments?|book|schedule|request"),
        ("first-visit", "first visit|what to expect|your visit|getting ready|preparing"),
        ("article", "blog|news|articles?|posts?|research|science"),
        ("about", "about|team|staff|providers?|our story|mission"),
        ("location", "locations?|directions|parking|find us"),
        ("treatment", "treatments?|infusions?|therapy|therapies|ketamine|esketamine|spravato|services?"),
        ("condition", "conditions?|depression|anxiety|ptsd|trauma|pain|migraines?|ocd|bipolar|addiction|postpartum"),
    )
)
"""Words in a page's address, heading or title, and the kind of page that they tell of; the first row that fits counts."""
NO_FRONT = frozenset({"FMT002", "FMT005"})
"""What is said of a `---` that only draws a line."""
LONGEST = 5_000
"""The most characters of a passage. Longer ones are no prose, and are read in parts."""


def prose_of_paper(paper: Paper, kind: str | None = None) -> tuple[Prose, tuple[Diagnostic, ...]]:
    """A document as its readers read it, and what hinders reading it. `kind` goes before what it says of itself."""
    prose, problems = _page(paper, kind) if paper.form == "html" else _text(paper, kind)
    if not prose.passages:
        problems = (
            *problems,
            Diagnostic("READ020", "This document holds no text.", Location(paper.file), "Check that it is the right file.", severity="warning"),
        )
    ours, theirs = [], []
    for passage in prose.passages:
        (ours if is_english(passage.text) else theirs).append(passage)
    return replace(prose, passages=tuple(part for passage in ours for part in _parts(passage))), (*problems, *_foreign(ours, theirs))


def _foreign(ours: list[Passage], theirs: list[Passage]) -> Iterator[Diagnostic]:
    """Says at its first passage what was not judged: an error where that is most of the document."""
    ours_words, their_words = (sum(len(passage.text) for passage in side) for side in (ours, theirs))
    if theirs:
        most = their_words > ours_words
        yield Diagnostic(
            "READ021", f"{'Most of this document is' if most else 'These words are'} not in English, so what {'it claims' if most else 'they claim'} was not judged.",
            theirs[0].at(0), "Have it read by somebody who knows the language and the rules, or check a translation.",
            severity="error" if most else "warning",
        )


def _page(paper: Paper, kind: str | None) -> tuple[Prose, tuple[Diagnostic, ...]]:
    page = read_markup(paper.text, paper.file)
    title = page.heading or page.title or paper.file
    return Prose(paper.file, kind or kind_of_markup(page, paper.file), page.passages, title=title), ()


def kind_of_markup(page: Markup, file: str) -> str:
    """What a page of HTML is taken for, by its own address, type, heading and title; its file's name stands in for an
    address that it does not give."""
    parts = urlsplit(page.address) if page.address else None
    path = parts.path.strip("/") if parts else re.sub(r"\.\w+\Z", "", file.rpartition("/")[2])
    if parts and path in ("", "index.html", "home") or not parts and path in ("index", "home"):
        return "home"
    if found := _guessed(path):
        return found
    if page.type == "article":
        return "article"
    return _guessed(page.heading) or _guessed(re.split(r"\s[|–—-]\s", page.title)[0]) or "page"


def _guessed(text: str) -> str:
    words = re.sub(r"[-_/+.]", " ", text.lower())
    return next((kind for kind, pattern in GUESSES if pattern.search(words)), "")


def _text(paper: Paper, kind: str | None) -> tuple[Prose, tuple[Diagnostic, ...]]:
    front = read_frontmatter(paper.text, paper.file)
    text = paper.text
    if {problem.code for problem in front.document.problems} & NO_FRONT:
        text = "   " + text[3:]
    passages: list[Passage] = list(front_passages(front.values, front.document.places, paper.file, text=paper.text))
    passages += body_passages(read_manuscript(Source("document.md", text, "", paper.file)))
    told, wrong = _told(front, paper.file)
    heading = next((passage.text for passage in passages if passage.kind in ("title", "heading")), paper.file)
    return Prose(paper.file, kind or told["kind"], tuple(passages), told["audience"], heading), (*_unread(front), *wrong)


def _unread(front: FrontMatter) -> Iterator[Diagnostic]:
    """Front matter that was meant to be some and cannot be read. That keeps nobody from reading the text."""
    for problem in front.document.problems:
        if problem.code not in {"FMT001", *NO_FRONT}:
            yield Diagnostic("READ019", problem.message, problem.where, problem.hint, severity="warning")


def _told(front: FrontMatter, file: str) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """The kind and the audience that front matter gives. A `layout` may be another program's, and counts where it is a kind."""
    told, wrong = {"kind": "article", "audience": "patient"}, []
    if str(front.values.get("layout")) in KINDS:
        told["kind"] = str(front.values["layout"])
    for name, known in (("kind", tuple(KINDS)), ("audience", AUDIENCES)):
        value = front.values.get(name)
        if value in known:
            told[name] = str(value)
        elif value is not None:
            wrong.append(
                Diagnostic(
                    "READ018", f"`{value}` is no {name} that the claims desk knows.", Location(file, *front.document.places[name]),
                    did_you_mean(str(value), known, f"Write one of: {', '.join(known)}."), severity="warning",
                )
            )
    return told, tuple(wrong)


def _parts(passage: Passage) -> Iterator[Passage]:
    """A passage, or the parts of one that is far too long to be prose."""
    start, text = 0, passage.text
    while len(text) - start > LONGEST:
        end = text.rfind(" ", start, start + LONGEST)
        end = end if end > start else start + LONGEST
        yield _part(passage, start, end)
        start = end
    yield _part(passage, start, len(text)) if start else passage


def _part(passage: Passage, start: int, end: int) -> Passage:
    where = passage.at(start)
    inner = tuple((offset - start, line, column) for offset, line, column in passage.places if start < offset < end)
    cited = tuple(replace(c, offset=c.offset - start) for c in passage.cited if start < c.offset <= end)
    return replace(passage, text=passage.text[start:end], places=((0, where.line, where.column), *inner), cited=cited)
