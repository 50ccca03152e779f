"""Reviews for the sites of tests that are about something else: every page that needs one gets it, stamped and on record."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from clinicsite.check.reviewers import REVIEWED, needs_review
from clinicsite.read.library import read_library
from clinicsite.read.routes import kind_of
from clinicsite.read.words import stamp_of, text_of
from clinicsite.reviewing import review_of_today, stamp
from clinicsite.settings import Settings

AUTHOR, REVIEWER = "writer-of-tests", "reviewer-of-tests"
DAY, DUE = date(2026, 11, 3), date(2027, 11, 3)
PEOPLE = {
    f"content/people/{AUTHOR}.md": "---\ntitle: Writer\ndescription: She writes.\nrole: Writer\n---\n",
    f"content/people/{REVIEWER}.md": (
        "---\ntitle: Reviewer\ndescription: She reads.\nrole: Physician\ncredentials: MD\nlicense_states: [MD]\n---\n"
    ),
}
CARE = """\
-- content/people/ann-lee.md --
---
title: Ann Lee
description: The physician.
role: Physician
credentials: MD
license_states: [CO]
sample: true
---
-- content/people/bo-ray.md --
---
title: Bo Ray
description: The nurse.
role: Nurse
sample: true
---
-- content/articles/care/index.md --
---
title: Care
description: After an infusion.
sample: true
---
"""
"""A physician, a nurse, and a topic for the articles that they write and review."""
KEYS = {
    "authors": f"authors: [{AUTHOR}]", "reviewed": f"reviewed: {DAY}", "reviewed_by": f"reviewed_by: {REVIEWER}",
    "review_due": f"review_due: {DUE}",
}


def missing_keys(path: str, head: str, keys: dict[str, str] = KEYS) -> list[str]:
    """The lines that the front matter of a source lacks for its page to have been reviewed."""
    if kind_of(path) not in REVIEWED:
        return []
    return [line for key, line in keys.items() if not re.search(rf"^{key}:", head, re.M)]


def with_review(path: str, text: str) -> str:
    """A page of content/ with the keys of a review at the end of its front matter, where it needs one and has none."""
    head = re.match(r"---\n(.*?)^---$", text, re.M | re.S)
    missing = missing_keys(path.removeprefix("content/"), head[1]) if head and path.startswith("content/") else []
    return f"---\n{head[1]}{''.join(f'{line}{chr(10)}' for line in missing)}{text[head.end(1):]}" if missing else text


def stamp_all(root: Path, clock: date) -> None:
    """Stamp each page of a site that names a reviewer and both days and has no stamp, or lost the one that it got here."""
    settings = Settings(root=root, clock=clock, drafts=True, future=True)
    site = read_library(settings, clock).site
    for page in (*site.pages, *(page for page, _ in site.held)) if site else ():
        meta = page.meta
        stamped = meta.reviewed_words and (meta.reviewed_by != REVIEWER or meta.reviewed_words == stamp_of(text_of(page)))
        if needs_review(page) and meta.reviewed and meta.reviewed_by and meta.review_due and not stamped:
            stamp(settings, site, page, review_of_today(page, meta.reviewed_by, meta.reviewed, meta.review_due))
