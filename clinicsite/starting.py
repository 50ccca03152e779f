"""Starting things: a new clinic's folder, a new page."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from clinicsite.model.address import RESERVED, nearest, slugify
from clinicsite.pipeline import build_day
from clinicsite.read.library import read_library
from clinicsite.reviewing import review_of_today, stamp
from clinicsite.settings import Settings

STARTER = Path(__file__).parent / "starter"
RECORDS = Path("content/reviews")
RENAMED = {"gitignore": ".gitignore"}
PLACEHOLDER = "New Clinic"
WRITTEN = date(2026, 11, 2)
"""The day on which the starter was reviewed. Its dates move on with the day a site is made."""

DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
TAKEN = RESERVED | {"index"}
"""Names that no page can have: `index.md` is its folder's own page, and Windows keeps the others for devices."""

FOLDERS = {
    "article": "articles",
    "condition": "conditions",
    "location": "locations",
    "page": "pages",
    "person": "people",
    "treatment": "treatments",
}
OWN_KEYS = {
    "article": "authors: []\ntreatments: []\ntags: []\n",
    "condition": (
        "condition: {title}\nalso: []\ntreatments: []\nevidence:\n  grade: none\n"
        "  studies: Say here what kind of studies there are, with citations.\n"
        "  unknown: Say here what is not known.\n  keys: []\n"
    ),
    "location": (
        "name: {title}\naddress:\n  street: \"[Street and number]\"\n  city: \"[City]\"\n  state: CO\n  postal_code: \"00000\"\n"
        "phone: 555-555-0100\ntimezone: America/Denver\ntimezone_name: Mountain time\n"
        "hours:\n  monday: 8:00-17:00\n  tuesday: 8:00-17:00\n  wednesday: 8:00-17:00\n  thursday: 8:00-17:00\n"
        "  friday: 8:00-12:00\n  saturday: closed\n  sunday: closed\n"
        "calls: \"[When the front desk calls back]\"\nreply: \"[How long a reply takes]\"\n"
    ),
    "page": "layout: page\n",
    "person": "credentials:\nrole: \"[Role at the clinic]\"\nlicense_states: [CO]\n",
    "treatment": (
        "therapy: {title}\nstatus: \"[Say here what the FDA has and has not approved this treatment for.]\"\nconditions: []\n"
    ),
}
BODIES = {
    "article": "## [The first question]\n\n[The answer in plain words, with a citation where it says that something helps.]\n\n"
    "## Side effects and risks\n\n[Risks as plain as benefits.]\n\n## What is not known\n\n[What studies could not tell so far.]\n",
}


class AlreadyThere(Exception):
    """What was to be made exists; nothing was changed."""


class NotPossible(Exception):
    """It cannot be made as asked; the message says why and what to do."""


def init_site(folder: Path, day: date | None = None) -> Path:
    """Make `folder` with a small site that builds at once. Raises AlreadyThere when it holds anything, or NotPossible.

    The clinic takes the folder's name. The starter's dates move by whole weeks, so that no review is overdue on `day`
    (without one, the day of the build) and weekdays stay what they are.
    """
    if folder.exists() and not folder.is_dir():
        raise AlreadyThere(f"{folder} is a file. Choose another name.")
    name = " ".join(word.capitalize() for word in slugify(folder.resolve().name).split("-")) or PLACEHOLDER
    weeks = ((day or build_day(Settings(root=folder))) - WRITTEN).days // 7
    try:
        if folder.exists() and any(folder.iterdir()):
            raise AlreadyThere(f"{folder} is there already and not empty. Choose another name.")
        for source in _starter_files():
            relative = source.relative_to(STARTER)
            if relative.parent == RECORDS:
                continue
            target = folder / relative.with_name(RENAMED.get(relative.name, relative.name))
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.suffix == ".svg":
                shutil.copyfile(source, target)
            else:
                text = source.read_text("utf-8").replace(PLACEHOLDER, name)
                target.write_text(_moved(text, timedelta(weeks=weeks)), "utf-8")
        _stamp_samples(folder)
    except OSError as error:
        raise NotPossible(f"{folder} cannot be written: {(error.strerror or str(error)).lower()}.") from error
    return folder


def _stamp_samples(folder: Path) -> None:
    """Stamp the sample reviews anew: the clinic's name and the dates are words of their pages."""
    settings = Settings(root=folder)
    site = read_library(settings, WRITTEN).site
    for page in site.pages if site else ():
        meta = page.meta
        if meta.reviewed_by and meta.reviewed and meta.review_due:
            stamp(settings, site, page, review_of_today(page, meta.reviewed_by, meta.reviewed, meta.review_due))


def new_page(settings: Settings, kind: str, title: str, topic: str | None = None) -> Path:
    """Write a draft of this kind and return its path. Raises AlreadyThere or NotPossible, and changes nothing then."""
    title = " ".join("".join(letter if letter.isprintable() else " " for letter in title).split())
    name = slugify(title)
    if name in TAKEN:
        raise NotPossible(f"a page cannot be called {name}. Choose another title.")
    if not name:
        raise NotPossible(f"{title!r} has no letters or digits to make a file name of. Write a title in words.")
    folder = settings.content_folder / FOLDERS[kind]
    if kind == "article":
        folder = _topic_folder(folder, topic)
    path = folder / f"{name}.md"
    if path.exists():
        raise AlreadyThere(f"{path.relative_to(settings.root)} is there already. Choose another title, or edit it.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(draft(kind, title, build_day(settings).isoformat()), "utf-8")
    except OSError as error:
        raise NotPossible(f"{path} cannot be written: {(error.strerror or str(error)).lower()}.") from error
    return path


def draft(kind: str, title: str, day: str) -> str:
    """The text of a new page: its front matter filled in as far as it can be."""
    quoted = json.dumps(title, ensure_ascii=False)
    own = OWN_KEYS[kind].replace("{title}", quoted)
    head = f"title: {quoted}\ndescription: \"[Say in one sentence what this page answers.]\"\ndate: {day}\ndraft: true\n{own}"
    return f"---\n{head}---\n\n{BODIES.get(kind, '[Write here.]' + chr(10))}"


def _starter_files() -> Iterator[Path]:
    """The starter's files, without those that an installer compiled."""
    return (path for path in sorted(STARTER.rglob("*")) if path.is_file() and path.parent.name != "__pycache__")


def _moved(text: str, by: timedelta) -> str:
    """The text with each of its dates moved."""
    return DATE.sub(lambda match: (date.fromisoformat(match[0]) + by).isoformat(), text)


def _topic_folder(articles: Path, topic: str | None) -> Path:
    topics = sorted(path.name for path in articles.iterdir() if path.is_dir()) if articles.is_dir() else []
    if topic is None and len(topics) == 1:
        topic = topics[0]
    if topic is None:
        shown = ", ".join(topics) or "none yet"
        raise NotPossible(f"an article belongs to a topic. Add --topic with one of: {shown}.")
    if topic not in topics and (near := nearest(topic, topics)):
        raise NotPossible(f"there is no topic {topic}. Did you mean {near}?")
    if slugify(topic) != topic:
        raise NotPossible(f"{topic} cannot be a folder's name. Write it as {slugify(topic) or 'a-word'}.")
    return articles / topic
