"""A clinic with two places, four people, fees and treatments, and one more page that says what a test gives it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from clinicsite.check.facts.records import Records
from clinicsite.check.facts.statements import Statement, statements_of_page, statements_of_records
from clinicsite.check.families import RULES
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.page import Source
from clinicsite.model.site import Site
from clinicsite.read.library import read_library
from clinicsite.read.pages import read_page
from clinicsite.settings import Settings
from tests.sites import CLINIC, split_files

WEEK = "{monday: 8:00-17:00, tuesday: 8:00-17:00, wednesday: 8:00-17:00, thursday: 8:00-17:00, friday: 8:00-12:00}"
EAST = '{tuesday: 9:00-17:30, wednesday: 9:00-17:30, saturday: {hours: "9:00-13:00", weeks: [2]}}'
TIMES = "timezone: America/Denver\ntimezone_name: Mountain time\ncalls: Calls on working days\nreply: A nurse calls back.\n"
RECORDS = f"""\
-- content/locations/pueblo.md --
---
title: Pueblo
description: How to get there.
name: Pueblo, Colorado
address: {{street: 2140 North Poplar Street, suite: Suite 120, city: Pueblo, state: CO, postal_code: "81003"}}
phone: 719-555-0142
fax: 719-555-0187
hours: {WEEK}
{TIMES}---
-- content/locations/columbia.md --
---
title: Columbia
description: How to get there.
name: Columbia, Maryland
address: {{street: 6011 Tamar Crossing, suite: Suite 305, city: Columbia, state: MD, postal_code: "21044"}}
phone: 410-555-0118
fax: 410-555-0163
hours: {EAST}
{TIMES}---
-- content/people/miriam-okafor.md --
---
title: Miriam Okafor
description: Our physician.
credentials: MD
role: Medical director
certification: Certified by the American Board of Anesthesiology
license_states: [CO, MD]
---
-- content/people/daniel-reyes.md --
---
title: Daniel Reyes
description: Our nurse practitioner.
credentials: PMHNP-BC
role: Follow-up
license_states: [CO]
---
-- content/people/sam-ode.md --
---
title: Sam Ode
description: Our office manager.
role: Office manager
---
-- content/treatments/ketamine-infusion.md --
---
title: Ketamine infusion
description: What it is.
status: Off-label.
therapy: Intravenous ketamine infusion
---
-- content/treatments/consultation.md --
---
title: Consultation
description: An hour of talk.
status: No drug is given.
therapy: Consultation before treatment
---
-- content/pages/fees.md --
---
layout: fees
title: Fees
description: What you pay.
checked: 2026-11-02
fees:
  - {{item: First call, time: 15 min, price: 0, includes: Questions.}}
  - {{item: Consultation, time: 60 min, price: 275, includes: An exam.}}
  - {{item: Infusion, time: 3 h, price: 475, includes: The drip., also: [infusion visit, visit]}}
  - {{item: Six infusions, time: 3 weeks, price: 2850, includes: Six at the price above.}}
  - {{item: Follow-up, time: 30 min, price: 140, includes: By video.}}
estimate_title: Your estimate
estimate_lead: You can ask for one.
estimate: []
insurance_title: Insurance
insurance: []
---
"""


@cache
def clinic(one_place: bool = False) -> Site:
    """The clinic as read; `one_place` leaves Columbia out."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in split_files(CLINIC.replace("[CO]", "[CO, MD]") + RECORDS).items():
            if not (one_place and "columbia" in name):
                file = Path(folder, name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, "utf-8")
        library = read_library(Settings(root=Path(folder)), date(2026, 11, 22))
    assert library.site and not library.problems, library.problems
    return library.site


def statements(site: Site, sources: Iterable[Source] = ()) -> Iterator[Statement]:
    """All that a site says."""
    for page in site.all_pages:
        yield from statements_of_page(page)
    yield from statements_of_records(site, sources)


def judge(text: str, path: str = "pages/example.md", one_place: bool = False, head: str = "") -> list[Diagnostic]:
    """What the rules for statements say of a page with this text."""
    page, wrong = read_page(Source(path, f"---\ntitle: The page\ndescription: An example.\n{head}---\n{text}", "0"))
    assert page and not wrong, wrong
    site = clinic(one_place)
    records = Records(replace(site, pages=(*site.pages, page)))
    said = statements(replace(site, pages=(page,), forms=()))
    rules = [rule for rule in RULES if rule.scope == "statement"]
    return [found for statement in said for rule in rules for found in rule(statement, records)]


def codes(text: str, **more: str | bool) -> list[str]:
    return [found.code for found in judge(text, **more)]  # type: ignore[arg-type]


def spots(text: str, **more: str | bool) -> list[tuple[str, str]]:
    """Each finding's code, and the text from its place on to the next space."""
    lines = f"---\ntitle: The page\ndescription: An example.\n---\n{text}".split("\n")
    return [
        (found.code, lines[found.where.line - 1][found.where.column - 1 :].split(" ")[0].rstrip(".,;)"))
        for found in judge(text, **more)  # type: ignore[arg-type]
    ]
