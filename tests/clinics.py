"""The small clinic of tests/sites.py with a place of its own, so that every page has a phone to show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.sites import CLINIC, Made, make_site

PLACE = """\
-- content/locations/index.md --
---
title: Our clinic
description: Where to find us.
---
-- content/locations/columbia.md --
---
title: Columbia clinic
description: How to get there, and when we are open.
name: Columbia
address: {street: 1 Main Street, city: Columbia, state: MD, postal_code: "21044"}
phone: 410-555-0118
timezone: America/New_York
timezone_name: Eastern time
hours: {monday: 8:00-17:00, tuesday: 8:00-17:00}
calls: Calls on working days
reply: A nurse calls back.
---
"""
HEAD = "---\ntitle: What it costs\ndescription: Prices in plain words.\n---\n"


def make_clinic(root: Path, text: str = "", **settings: Any) -> Made:
    """A site that builds without a word, and the files of `text` over it."""
    return make_site(root, text, CLINIC.replace("[CO]", "[MD]") + PLACE, **settings)
