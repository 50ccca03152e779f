"""How right the claims desk is on the labelled sentences and pages of tests/claims, and how fast.

    python benchmarks/claims.py [--half tuning|untouched] [--runs 5] [--misses]

For each half: precision and recall of errors, warnings and notes, by family and in all. A code counts as found once for a
sentence or page: as true where it is required, as neither where it is allowed, else as false; a required one that is not
found is missed. Sentences count for the rules that judge words by themselves, pages for all. Writes nothing.
"""

from __future__ import annotations

import argparse
import csv
import os
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from clinicsite.claims.desk import judge  # noqa: E402
from clinicsite.claims.families import RULES  # noqa: E402
from clinicsite.claims.papers import prose_of_paper  # noqa: E402
from clinicsite.language.inline import Reading  # noqa: E402
from clinicsite.language.passage import Passage, PassageKind, Prose  # noqa: E402
from clinicsite.read.frontmatter import read_frontmatter  # noqa: E402
from clinicsite.read.papers import Paper  # noqa: E402

CORPUS = ROOT / "tests" / "claims"
HALVES = ("tuning", "untouched")
KINDS: dict[str, PassageKind] = {
    "prose": "paragraph", "heading": "heading", "title": "title", "quote": "quotation", "button": "button", "item": "item",
}  # fmt: skip
SEVERITY = {rule.code: rule.severity for rule in RULES}
WORDS = frozenset(rule.code for rule in RULES if rule.scope != "page")
"""The rules that judge a sentence by itself."""


@dataclass(frozen=True)
class Case:
    """A labelled sentence or page: the codes that must be found, and those that may be."""

    name: str
    prose: Prose
    required: frozenset[str]
    allowed: frozenset[str]
    is_page: bool

    @property
    def words(self) -> int:
        return sum(len(passage.text.split()) for passage in self.prose.passages)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--half", choices=HALVES, help="one half only")
    parser.add_argument("--runs", type=int, default=5, help="how often the speed is measured")
    parser.add_argument("--misses", action="store_true", help="name what was missed or false")
    options = parser.parse_args()
    for half in [options.half] if options.half else HALVES:
        cases = list(read_cases(half))
        pages = sum(case.is_page for case in cases)
        print(f"{half}: {len(cases) - pages} sentences, {pages} pages\n")
        print_scores(cases, options.misses)
        print(f"\n{speed(lambda: read_cases(half), options.runs)}\n")
    print(f"The demo's articles: {speed(read_articles, options.runs)}")
    return 0


def read_cases(half: str) -> Iterator[Case]:
    """The sentences of a half, then its pages."""
    with (CORPUS / f"{half}-sentences.tsv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            if number > 1 and len(row) >= 3:
                required, allowed = labels(row[0])
                prose = sentence_prose(row[1], row[2], f"{half}-sentences.tsv:{number}")
                yield Case(prose.file, prose, required & WORDS, allowed, is_page=False)
    for path in sorted((CORPUS / f"{half}-pages").glob("*.md")):
        text = path.read_text("utf-8")
        values = read_frontmatter(text, path.name).values
        prose, _ = prose_of_paper(Paper(path.name, text, "markdown"))
        yield Case(path.name, prose, frozenset(values.get("expect") or ()), frozenset(values.get("may") or ()), is_page=True)


def labels(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """`EFF-01 (EFF-06)` as required and allowed codes; `-` is none."""
    required, allowed = set(), set()
    inside = False
    for word in text.replace(",", " ").split():
        inside |= word.startswith("(")
        code = word.strip("()")
        if code not in ("", "-"):
            (allowed if inside else required).add(code)
        inside &= not word.endswith(")")
    return frozenset(required), frozenset(allowed)


def sentence_prose(kind: str, text: str, name: str) -> Prose:
    """A line of the corpus as a document of its own."""
    if kind == "faq":
        question, mark, answer = text.partition("? ")
        return Prose(name, "page", (passage("question", question + mark.strip(), name), passage("paragraph", answer, name)))
    if kind == "item" and " :: " in text:
        lead, _, item = text.partition(" :: ")
        return Prose(name, "page", (passage("item", item, name, lead.rstrip(":") + ":"),))
    return Prose(name, "page", (passage(KINDS[kind], text, name),))


def passage(kind: PassageKind, text: str, name: str, lead_in: str = "") -> Passage:
    reading = Reading()
    reading.inline(text, 0, len(text))
    places = tuple((offset, 1, source + 1) for offset, source in reading.places) or ((0, 1, 1),)
    return Passage(kind, "".join(reading.text), name, places, tuple(reading.cited), lead_in=lead_in, links=tuple(reading.links))


def print_scores(cases: list[Case], misses: bool) -> None:
    true, false, missed = Counter[str](), Counter[str](), Counter[str]()
    for case in cases:
        found = {d.code for d in judge(case.prose)}
        found &= SEVERITY.keys() if case.is_page else WORDS
        wrong, lost = found - case.required - case.allowed, case.required - found
        true.update(found & case.required)
        false.update(wrong)
        missed.update(lost)
        if misses and (wrong or lost):
            print(f"{case.name}: {' '.join([*(f'+{code}' for code in sorted(wrong)), *(f'-{code}' for code in sorted(lost))])}")
    codes = sorted({*true, *false, *missed})
    print(f"{'':<22}{'true':>6}{'false':>7}{'missed':>8}{'precision':>11}{'recall':>8}")
    for severity in ("error", "warning", "note"):
        of_it = [code for code in codes if SEVERITY.get(code, "error") == severity]
        for family in dict.fromkeys(code.partition("-")[0] for code in of_it):
            print_row(f"  {family}", [code for code in of_it if code.startswith(f"{family}-")], true, false, missed)
        print_row(f"all {severity}s", of_it, true, false, missed)
    print_row("all", codes, true, false, missed)


def print_row(name: str, codes: list[str], true: Counter[str], false: Counter[str], missed: Counter[str]) -> None:
    right, wrong, lost = (sum(counter[code] for code in codes) for counter in (true, false, missed))
    print(f"{name:<22}{right:>6}{wrong:>7}{lost:>8}{share(right, wrong):>11}{share(right, lost):>8}")


def share(part: int, rest: int) -> str:
    return f"{part / (part + rest):.3f}" if part + rest else "-"


def read_articles() -> Iterator[Case]:
    """The demo's articles: honest prose, as most of a clinic's pages should be."""
    for path in sorted((ROOT / "content" / "articles").rglob("*.md")):
        prose, _ = prose_of_paper(Paper(path.name, path.read_text("utf-8"), "markdown"))
        yield Case(path.name, prose, frozenset(), frozenset(), is_page=True)


def speed(read: Callable[[], Iterator[Case]], runs: int) -> str:
    """The median time to judge texts once they are read, on one core, after a first run."""
    times: list[float] = []
    words = 0
    for run in range(runs + 1):
        cases = list(read())
        words = sum(case.words for case in cases)
        started = time.process_time()
        for case in cases:
            judge(case.prose)
        if run:
            times.append((time.process_time() - started) / words * 1e6)
    spread = f"{min(times):.1f} to {max(times):.1f}"
    return f"{statistics.median(times):.1f} ms for 1,000 words ({spread}; {words} words, {runs} runs, Python {sys.version.split()[0]}, 1 of {os.cpu_count()} cores)"


if __name__ == "__main__":
    sys.exit(main())
