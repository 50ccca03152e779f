"""A clinic with as many articles as one likes: seeded, in plain Markdown, about the practical side of a visit.

    python benchmarks/corpus.py 1000 FOLDER [--search]

The starter's pages, people, forms and records, and N articles of about 1,000 words over four topics. The same number gives
the same bytes. The articles hold headings, paragraphs, lists, emphasis and a table, so that another generator reads them as we do. Without `--search` the clinic has no
search page, because an index over all pages is made anew after each edit, and the generators that we compare with make none.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from clinicsite.model.page import Page, Source  # noqa: E402
from clinicsite.model.site import Site  # noqa: E402
from clinicsite.read.keys import set_keys  # noqa: E402
from clinicsite.read.library import read_library  # noqa: E402
from clinicsite.read.pages import read_page  # noqa: E402
from clinicsite.read.reviews import path_of  # noqa: E402
from clinicsite.reviewing import review_of_today  # noqa: E402
from clinicsite.settings import Settings  # noqa: E402

STARTER = ROOT / "clinicsite/starter"
TOPICS = {
    "getting-here": "Getting here",
    "at-the-desk": "At the desk",
    "paper-and-money": "Paper and money",
    "days-between": "The days between",
}
CITED = (
    "The label of a related nasal spray asks people not to drive until the next day, after a night of sleep.[@spravato_label]\n"
)
REVIEWER = "samuel-adeyemi"
SEED = 20261126
FIRST_DAY = date(2024, 1, 8)
REVIEWED, DUE, BUILD_DAY = date(2026, 11, 2), date(2027, 11, 1), date(2026, 11, 20)
WORDS = 850
SECTIONS = 9

PLACES = (
    "the front door", "the waiting room", "the second floor", "the side street", "the bus stop", "the parking deck",
    "the quiet room", "the desk by the window", "the hallway with the map", "the bench outside",
)
PEOPLE = (
    "the nurse at the desk", "your driver", "a friend", "the person who came with you", "the office manager",
    "somebody from the back office", "the interpreter", "a neighbor", "a member of your family", "the receptionist",
)
THINGS = (
    "a list of your medicines", "a sweater", "a bottle of water", "the letter from your doctor", "your reading glasses",
    "a notebook", "the insurance card", "a phone charger", "flat shoes", "the form with your address",
)
TIMES = (
    "the day before", "on the morning itself", "a week ahead", "before noon", "in the afternoon", "on a weekday",
    "at the end of the month", "after the call", "on a quiet day", "while the office is open",
)
ACTS = (
    "write down what you want to ask", "look at the map once more", "call if the date no longer suits you",
    "put the papers into one folder", "ask for large print", "say which name you like to be called by",
    "tell us about steps and doors that are hard for you", "leave room in the day for the way home",
    "keep the receipt", "check the address twice", "ask for an interpreter", "read the sheet aloud to somebody",
)
FACTS = (
    "The building has two doors, and the one on {place_street} has no step.",
    "From {place} it is a walk of {minutes} minutes, with a ramp on the left.",
    "You may wait in {place} for as long as you need to.",
    "On most days {place} is empty {time}.",
    "It helps to bring {thing}, and {other} can stay at home.",
    "If you forget {thing}, {person} will find a way around it.",
    "{Person} can answer this by phone, {time}.",
    "Please {act}, and *tell us* when that is not possible.",
    "When the weather is bad, {act}; the road past {place} is slow then.",
    "Nobody has to explain why they would rather sit in {place}.",
    "A visit that starts {minutes} minutes late is still a visit, and {person} will make room for it.",
    "The sign in {place} is printed in two languages, and {person} speaks both.",
    "Some people {act} {time}; others like to leave it until {person} asks.",
    "What is left behind waits {weeks} weeks, in a drawer near {place}.",
    "There is no charge for {minutes} minutes on the phone with {person}.",
    "{Person} may ask to see {thing}, and only once.",
    "If two dates clash, {act}, and we look at the calendar together.",
    "A copy costs {price}, and a copy for {person} costs nothing.",
    "You can {act} {time} as well as **in writing**.",
    "What is said in {place} is not said again in {other_place}.",
    "The lamp in {place} can be turned down, and the clock there runs {minutes} minutes ahead.",
    "We wrote this page after {person} asked us for it.",
    "Between {minutes} and {more_minutes} minutes is usual, and {person} will say so when it takes longer.",
    "With {thing} in the bag, the rest of the morning is easier.",
)
HEADINGS = (
    "What to bring to {place}", "When {person} calls", "Before you {act}", "How long it takes {time}", "If {thing} is missing",
    "Who may come along to {place}", "What it costs to ask {person}", "Where to wait {time}", "What you can do {time}",
    "How we keep {thing}", "Why we ask you to {act}", "What happens at {place}",
)
TITLES = (
    "How do I find {place}?", "What do I tell {person}?", "Should I bring {thing}?", "What happens {time}?",
    "May {person} come with me?", "When should I {act}?",
)


@dataclass(frozen=True, slots=True)
class Article:
    """One generated article: plain Markdown without its title, and what its front matter says."""

    slug: str
    topic: str
    title: str
    summary: str
    day: date
    body: str


def articles(count: int, seed: int = SEED) -> list[Article]:
    """The first `count` articles. A longer corpus begins with the shorter one."""
    return [_article(number, random.Random(seed * 1_000_003 + number)) for number in range(1, count + 1)]


def write_corpus(folder: Path, count: int, seed: int = SEED, search: bool = False) -> None:
    """Writes a clinic's folder that builds without an error. `folder` must not exist or be empty."""
    write_articles(folder, articles(count, seed), search)


def write_articles(folder: Path, chosen: Sequence[Article], search: bool = False) -> None:
    """The starter's clinic with these articles."""
    shutil.copytree(STARTER, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__", ".cache", "site"))
    if not search:
        (folder / "content/pages/search.md").unlink()
    for topic, title in TOPICS.items():
        _save(folder / f"content/articles/{topic}/index.md", _topic_page(title))
    for article in chosen:
        _save(article_file(folder, article), source(article))
    site = _site(folder)
    for page in site.pages:
        if page.source.path.startswith("articles/") and not page.meta.reviewed:
            _stamp(folder, page)


def review_again(file: Path) -> None:
    """Stamps one article anew after an edit, so that the gate lets it through."""
    folder = next(above for above in file.parents if above.name == "content").parent
    path = file.relative_to(folder / "content").as_posix()
    text = file.read_text("utf-8")
    page, problems = read_page(Source(path, text, hashlib.sha256(text.encode()).hexdigest()))
    if page is None or problems:
        raise ValueError(f"{path} cannot be read: {problems}")
    _stamp(folder, page)


def _site(folder: Path) -> Site:
    site = read_library(Settings(root=folder, clock=BUILD_DAY), BUILD_DAY).site
    if site is None:
        raise ValueError("the corpus makes no site")
    return site


def _stamp(folder: Path, page: Page) -> None:
    """Puts a sample review of a page on record, in place of the one that it had."""
    if page.meta.reviewed_words:
        (folder / "content" / path_of(page.id, page.meta.reviewed_words)).unlink(missing_ok=True)
    made = review_of_today(page, REVIEWER, REVIEWED, DUE)
    keys = {"reviewed": str(made.day), "reviewed_by": made.by, "review_due": str(made.due), "reviewed_words": made.words}
    _save(folder / "content" / page.source.path, set_keys(page.source.text, keys))
    _save(folder / "content" / made.source.path, made.source.text)


def article_file(folder: Path, article: Article) -> Path:
    return folder / f"content/articles/{article.topic}/{article.slug}.md"


def source(article: Article) -> str:
    """The file of an article, as a writer would keep it."""
    return (
        f'---\ntitle: "{article.title}"\ndescription: "{article.summary}"\nsummary: "{article.summary}"\n'
        f"date: {article.day}\nauthors: [joanna-falk]\nsample: true\n---\n\n{article.body}\n{CITED}"
    )


def _article(number: int, rng: random.Random) -> Article:
    topic = rng.choice(sorted(TOPICS))
    title = _said(rng, rng.choice(TITLES)).removesuffix("?")
    body = _body(rng)
    return Article(
        slug=f"page-{number:05}", topic=topic, title=f"{title}, page {number}?",
        summary=_said(rng, rng.choice(FACTS)).replace("*", ""), day=FIRST_DAY + timedelta(days=number % 900), body=body,
    )


def _body(rng: random.Random) -> str:
    parts, words = [], 0
    for section in range(SECTIONS):
        parts.append(f"## {_said(rng, HEADINGS[(section + rng.randrange(3) * 4) % len(HEADINGS)])}, part {section + 1}")
        while words < WORDS * (section + 1) / SECTIONS:
            text = _paragraph(rng) if rng.random() < 0.8 else _list(rng)
            words += len(text.split())
            parts.append(text)
        if section == SECTIONS // 2:
            parts.append(_table(rng))
    return "\n\n".join(parts) + "\n"


def _paragraph(rng: random.Random) -> str:
    return " ".join(_said(rng, rng.choice(FACTS)) for _ in range(rng.randint(2, 3)))


def _list(rng: random.Random) -> str:
    return "\n".join(f"- {_said(rng, '{act} {time}')}" for _ in range(rng.randint(3, 5)))


def _table(rng: random.Random) -> str:
    rows = "".join(f"| {_said(rng, '{thing}')} | {_said(rng, '{time}')} |\n" for _ in range(4))
    return f"| What | When |\n| --- | --- |\n{rows}".rstrip()


def _said(rng: random.Random, pattern: str) -> str:
    minutes = rng.randint(2, 19)
    person, place, thing = rng.choice(PEOPLE), rng.choice(PLACES), rng.choice(THINGS)
    return pattern.format(
        person=person, Person=person[0].upper() + person[1:], place=place, thing=thing, act=rng.choice(ACTS), time=rng.choice(TIMES),
        other=rng.choice([other for other in THINGS if other != thing]),
        other_place=rng.choice([other for other in PLACES if other != place]), place_street=rng.choice(("the side street", "the square")),
        minutes=minutes, more_minutes=minutes + rng.randint(5, 20), weeks=rng.randint(2, 8), price=f"{rng.randint(5, 95)} cents",
    )


def _topic_page(title: str) -> str:
    said = f"{title}: short pages about the practical side of a visit, one question each."
    return f'---\ntitle: "{title}"\ndescription: "{said}"\nsummary: "{said}"\n---\n'


def _save(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("articles", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--search", action="store_true", help="with a search page and its index")
    asked = parser.parse_args()
    if asked.folder.exists() and any(asked.folder.iterdir()):
        parser.error(f"{asked.folder} is not empty")
    write_corpus(asked.folder, asked.articles, search=asked.search)
    print(f"{asked.articles} articles in {asked.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
