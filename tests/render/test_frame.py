"""What stands around every page: menus, the next step, the call bar."""

from __future__ import annotations

from pathlib import Path

from tests.sites import CLINIC, make_site

MORE = CLINIC.replace("next_step:\n", "more:\n  - {label: Urgent help, to: pages/crisis.md}\nnext_step:\n", 1)
CRISIS = """\
-- content/pages/crisis.md --
---
title: In a crisis
description: Whom to call.
next_step: false
---
Call 988.
"""
ARTICLES = """\
-- content/articles/care/index.md --
---
title: Care
description: About care.
---
-- content/articles/care/one.md --
---
title: For patients
description: One.
tags: [sleep]
---
One.[@doe2020]
-- content/articles/care/two.md --
---
title: For patients too
description: Two.
tags: [sleep]
---
Two.[@doe2020]
-- content/articles/care/three.md --
---
title: For colleagues
description: Three.
tags: [sleep]
audience: clinician
---
Three.
-- content/references.bib --
@article{doe2020, title={Sleep}, year={2020}, doi={10.1176/sleep}}
"""


def test_a_page_for_a_crisis_asks_for_no_appointment(tmp_path: Path) -> None:
    site = make_site(tmp_path, CRISIS, clinic=MORE)
    assert site.build().ok
    assert "The next step is a call" in site.read("about/index.html")
    page = site.read("crisis/index.html")
    assert "The next step is a call" not in page
    assert 'class="bar"' not in page


def test_further_pages_stand_at_the_foot_and_not_in_the_main_menu(tmp_path: Path) -> None:
    site = make_site(tmp_path, CRISIS, clinic=MORE)
    assert site.build().ok
    head, foot = site.read("about/index.html").split("<main", 1)
    assert "Urgent help" not in head
    assert '<li><a href="/crisis/">Urgent help</a></li>' in foot


def test_patients_are_not_sent_to_what_clinicians_read(tmp_path: Path) -> None:
    site = make_site(tmp_path, ARTICLES)
    assert site.build().ok
    related = site.read("articles/care/one/index.html").split("What to read next", 1)[1].split("<nav", 1)[0]
    assert "/articles/care/two/" in related
    assert "/articles/care/three/" not in related
