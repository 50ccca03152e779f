from __future__ import annotations

import re

import pytest
import segno

from clinicsite.render.handouts import QUIET, code
from tests.clinics import make_clinic

ARTICLE = """\
-- content/articles/index.md --
---
title: Articles
description: All of them.
---
-- content/articles/after/index.md --
---
title: Afterwards
description: The rest of the day.
---
-- content/articles/after/home.md --
---
title: How do I get home?
description: The way home.
date: 2026-09-14
updated: 2026-10-02
handout: true
authors: [ann]
---
## The way

Words.[@smith2020]

/// do | Do
- rest
///
-- content/references.bib --
@article{smith2020, author = {Smith, Jo}, title = {On the way home}, journal = {A Journal}, year = {2020}, doi = {10.1000/x}}
-- content/people/ann.md --
---
title: Ann
description: A nurse.
role: Nurse
---
Words.
"""


def drawn(svg: str) -> list[list[bool]]:
    """The modules of a code as its strokes paint them, without the quiet border."""
    size = int(re.findall(r'viewBox="0 0 (\d+) \d+"', svg)[0])
    grid = [[False] * size for _ in range(size)]
    x, y = 0.0, 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", re.findall(r' d="([^"]*)"', svg)[0]):
        values = [float(number) for number in numbers.split()]
        if command == "h":
            for column in range(int(x), int(x + values[0])):
                grid[int(y)][column] = True
            x += values[0]
        else:
            x, y = (values[0], values[1]) if command == "M" else (x + values[0], y + values[1])
    return [row[QUIET:-QUIET] for row in grid[QUIET:-QUIET]]


@pytest.mark.parametrize("address", ["https://alder.example/articles/after/home/", "https://www.a-longer-name-of-a-clinic.example/es/articulos/despues/primeras-24-horas/"])
def test_the_code_says_the_address(address: str) -> None:
    svg = code(address).decode()
    matrix = segno.make(address, error="m", micro=False).matrix
    assert drawn(svg) == [[bool(module) for module in row] for row in matrix]
    assert "<?xml" not in svg and "width=" not in svg.partition(">")[0]


def test_a_handout_has_a_choice_of_what_to_print_and_a_code_beside_it(tmp_path) -> None:
    made = make_clinic(tmp_path, ARTICLE)
    assert made.build().ok
    page = made.read("articles/after/home/index.html")
    assert '<img src="/articles/after/home/code.svg" width="96" height="96" alt="A code that leads to this page" loading="lazy">' in page
    assert re.search("This is the version of (<time[^>]*>)?3\N{NO-BREAK SPACE}November 2026(</time>)?[.]", page)
    assert "https://alder.example/articles/after/home/" in page.partition('class="paper stub')[2]
    assert [re.findall(r'id="(\w+)"( checked)?', radio)[0] for radio in re.findall(r"<input type=\"radio\"[^>]*>", page)] == [
        ("paper_sheet", " checked"), ("paper_large", ""), ("paper_whole", ""),
    ]
    assert made.read("articles/after/home/code.svg").startswith("<svg")


def test_other_pages_have_neither(tmp_path) -> None:
    made = make_clinic(tmp_path, ARTICLE.replace("handout: true\n", ""))
    assert made.build().ok
    assert 'name="paper"' not in made.read("articles/after/home/index.html")
    assert not (made.settings.output_folder / "articles/after/home/code.svg").exists()
