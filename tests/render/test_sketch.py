from __future__ import annotations

from pathlib import Path

import pytest

from clinicsite.render.sketch import fitted, masks, sketch

DRAWINGS = Path(__file__).parents[2] / "content" / "drawings"


def svg(inside: str, box: str = "0 0 100 100") -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{inside}</svg>'


def drawn(inside: str, stroke: float = 4):
    return masks(sketch(svg(inside)), (100, 100), stroke, margin=0)


@pytest.mark.parametrize("path", sorted(DRAWINGS.rglob("*.svg")), ids=lambda path: path.name)
def test_every_drawing_of_the_demo_can_be_drawn(path):
    assert sketch(path.read_text("utf-8")).shapes


def test_a_line_is_ink_and_the_rest_is_not():
    ink, light = drawn('<path d="M10 50H90"/>')
    assert (ink.getpixel((50, 50)), ink.getpixel((50, 70)), ink.getpixel((4, 50))) == (255, 0, 0)
    assert light.getextrema() == (0, 0)


def test_a_line_is_as_wide_as_asked_and_soft_at_its_edges():
    ink, _ = drawn('<path d="M10 10L90 90"/>')
    column = [ink.getpixel((50, y)) for y in range(100)]
    assert 4 < sum(column) / 255 < 7.5  # type: ignore[arg-type]
    assert any(0 < level < 255 for level in column)  # type: ignore[operator]


def test_light_has_no_stroke_and_what_is_solid_covers_it():
    ink, light = drawn('<path class="lit" d="M0 0H100V100H0z"/><g class="body"><path d="M20 20H80V80H20z"/></g>')
    assert (light.getpixel((5, 5)), light.getpixel((50, 50))) == (255, 0)
    assert (ink.getpixel((5, 5)), ink.getpixel((20, 50)), ink.getpixel((50, 50))) == (0, 255, 0)


def test_a_pane_covers_lines_and_has_none():
    ink, _ = drawn('<path d="M0 50H100"/><path class="pane" d="M20 20H80V80H20z"/>')
    assert (ink.getpixel((10, 50)), ink.getpixel((50, 50)), ink.getpixel((50, 20))) == (255, 0, 0)


@pytest.mark.parametrize(
    ("shape", "inked"),
    [
        ('<circle cx="50" cy="50" r="30"/>', (80, 50)),
        ('<ellipse cx="50" cy="50" rx="30" ry="10"/>', (50, 60)),
        ('<rect x="20" y="20" width="60" height="60"/>', (80, 50)),
        ('<line x1="0" y1="0" x2="100" y2="100"/>', (40, 40)),
        ('<polyline points="0,50 100,50"/>', (50, 50)),
        ('<polygon points="20,20 80,20 80,80"/>', (50, 50)),
    ],
)
def test_plain_shapes_are_drawn(shape, inked):
    assert drawn(shape)[0].getpixel(inked) == 255


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("not a drawing", "it is not well formed"),
        ("<svg>", "it is not well formed"),
        ("<svg></svg>", "it has no viewBox"),
        ('<svg viewBox="0 0 0 9"></svg>', "it has no viewBox"),
        (svg("", "a b c d"), "it is not well formed"),
        (svg("<text>Words</text>"), "it holds `<text>`"),
        (svg('<g transform="scale(2)"><path d="M1 1h2"/></g>'), "it holds a transform"),
        (svg('<path d="M1 1 1"/>'), "its path"),
    ],
)
def test_what_cannot_be_drawn_says_why(text, clause):
    with pytest.raises(ValueError, match=clause.replace("(", r"\(")):
        sketch(text)


def test_a_drawing_keeps_its_proportions():
    assert fitted(sketch(svg("", "0 0 200 100")), 300, 300) == (300, 150)
    assert fitted(sketch(svg("", "0 -50 100 200")), 300, 300) == (150, 300)
