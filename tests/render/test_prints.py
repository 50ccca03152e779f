from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from clinicsite.model.picture import LAYOUTS, Cut, Frame, cut_to, widths_of
from clinicsite.render import prints
from clinicsite.render.prints import Print, Shot, develop, framed, prints_of
from tests.pictures import decoded, encoded, painting, picture
from tests.read.test_pictures import swapped, turned

SHOT = Shot("images/The room.jpg", "ab" * 32, 3000, 2000, "text")


# What is cut


@pytest.mark.parametrize(
    ("focus", "cut"),
    [
        ("", Cut(700, 0, 1600, 2000)),
        ("50% 50%", Cut(700, 0, 1600, 2000)),
        ("0% 0%", Cut(0, 0, 1600, 2000)),
        ("100% 100%", Cut(1400, 0, 1600, 2000)),
        ("40% 90%", Cut(400, 0, 1600, 2000)),
    ],
)
def test_the_focus_stays_in_sight(focus, cut):
    assert cut_to(3000, 2000, (4, 5), focus) == cut


def test_a_picture_without_a_shape_is_shown_whole():
    assert cut_to(3000, 2000, None, "0% 0%") == Cut(0, 0, 3000, 2000)


@given(st.integers(1, 5000), st.integers(1, 5000), st.sampled_from([(4, 5), (3, 2), (1200, 630)]), st.integers(0, 100), st.integers(0, 100))
def test_a_cut_lies_within_the_picture_and_holds_the_focus(width, height, shape, x, y):
    cut = cut_to(width, height, shape, f"{x}% {y}%")
    assert 0 <= cut.left <= cut.left + cut.width <= width and cut.width >= 1
    assert 0 <= cut.top <= cut.top + cut.height <= height and cut.height >= 1
    assert cut.left - 1 <= width * x / 100 <= cut.left + cut.width + 1
    assert cut.top - 1 <= height * y / 100 <= cut.top + cut.height + 1


@pytest.mark.parametrize(
    ("width", "widths"),
    [(3000, (300, 600, 900)), (900, (300, 600, 900)), (700, (300, 600, 700)), (600, (300, 600)), (100, (100,))],
)
def test_nothing_is_blown_up(width, widths):
    assert widths_of(Frame((300, 600, 900), ""), width) == widths


# Which files


def test_a_photo_has_prints_in_three_formats_at_every_width():
    (only,) = framed(SHOT)
    assert {name: [each.width for each in made] for name, made in only.prints.items()} == {
        name: [360, 540, 720, 1080, 1440] for name in ("avif", "webp", "jpeg")
    }
    assert {each.height for each in only.prints["avif"]} == {240, 360, 480, 720, 960}


def test_what_can_be_seen_through_is_a_png_where_nothing_better_is_known():
    (only,) = framed(replace(SHOT, clear=True))
    assert list(only.prints) == ["avif", "webp", "png"]


def test_a_photo_beside_a_title_is_upright_on_wide_screens_and_wide_on_phones():
    wide, narrow = framed(replace(SHOT, layout="head"))
    assert wide.frame.screen == "(min-width: 64rem)" and narrow.frame.screen == ""
    assert all(abs(each.height / each.width - 5 / 4) < 0.01 for each in wide.prints["jpeg"])
    assert all(abs(each.height / each.width - 2 / 3) < 0.01 for each in narrow.prints["jpeg"])


def test_a_shared_photo_is_one_jpeg_of_the_networks_size_even_if_it_can_be_seen_through():
    (each,) = prints_of(replace(SHOT, layout="shared", clear=True))
    assert (each.width, each.height, each.format) == (1200, 630, "jpeg")


def test_a_name_says_the_width_and_changes_with_all_that_the_bytes_depend_on(monkeypatch):
    first = next(prints_of(SHOT))
    assert first.path == f"media/the-room-360.{first.key[:8]}.avif"
    others = [
        replace(first, digest="cd" * 32), replace(first, cut=Cut(1, 0, 2999, 2000)), replace(first, width=361),
        replace(first, height=241), replace(first, format="webp"),
    ]  # fmt: skip
    assert len({first.key, *(each.key for each in others)}) == 6
    before = first.key
    monkeypatch.setattr(prints, "encoder", lambda: "another")
    assert first.key != before


def test_the_options_count(monkeypatch):
    first = next(prints_of(SHOT))
    before = first.key
    monkeypatch.setitem(prints.OPTIONS, "avif", {"quality": 1})  # type: ignore[arg-type]
    assert first.key != before


def test_a_shot_travels_as_the_name_of_a_need():
    assert Shot.named(replace(SHOT, focus="1% 2%", clear=True).name) == replace(SHOT, focus="1% 2%", clear=True)


def test_a_name_that_has_no_letters_still_makes_a_path():
    assert next(prints_of(replace(SHOT, path="images/氯.jpg"))).path.startswith("media/picture-360.")


# What is in them


def made(data: bytes, **shot: object) -> dict[Print, bytes]:
    path = str(shot.pop("path", "images/a.png"))
    size = decoded(data).size
    digest = hashlib.sha256(data).hexdigest()
    return dict(develop(data, prints_of(Shot(path, digest, *size, **{"layout": "text", **shot}))))  # type: ignore[arg-type]


def test_every_print_is_of_the_format_and_size_of_its_name():
    for each, data in made(picture("a.png", "800 by 600")).items():
        image = decoded(data)
        assert (image.format or "").lower() == each.format
        assert image.size == (each.width, each.height)


def test_no_print_holds_anything_but_pixels():
    data = turned(6)
    assert b"A camera" in data
    shot = Shot("images/a.jpg", "0", 20, 40, "text")
    for each, out in develop(data, prints_of(shot)):
        image = decoded(out)
        assert image.size == (20, 40), each
        assert b"A camera" not in out and b"Exif" not in out and dict(image.getexif()) == {}
        assert "icc_profile" not in image.info


def test_a_print_is_in_the_colours_of_the_profile_and_carries_none():
    data = encoded(Image.new("RGB", (400, 300), (200, 40, 40)), "PNG", icc_profile=swapped())
    for each, out in made(data).items():
        assert decoded(out).convert("RGB").getpixel((200, 150)) == pytest.approx((40, 200, 40), abs=8), each
        assert "icc_profile" not in decoded(out).info


def test_the_part_around_the_focus_is_what_is_cut():
    image = Image.new("RGB", (1000, 400), "white")
    image.paste("red", (900, 0, 1000, 400))
    for focus, seen in (("100% 50%", True), ("0% 50%", False)):
        for each, out in made(encoded(image), layout="row", focus=focus).items():
            red, green, _ = decoded(out).convert("RGB").getpixel((each.width - 2, each.height // 2))  # type: ignore[misc]
            assert (red - green > 100) is seen, (focus, each)


def test_what_can_be_seen_through_stays_so_and_is_laid_on_white_where_a_jpeg_is_asked():
    image = Image.new("RGBA", (2000, 1500), (0, 0, 0, 0))
    for each, out in made(encoded(image), clear=True).items():
        assert decoded(out).convert("RGBA").getpixel((9, 9))[3] == 0, each  # type: ignore[index]
    ((_, shared),) = made(encoded(image), clear=True, layout="shared").items()
    assert decoded(shared).getpixel((9, 9)) == (255, 255, 255)


def test_the_same_photo_gives_the_same_bytes():
    data = picture("a.png", "800 by 600")
    assert made(data) == made(data)


def test_a_photo_of_a_room_weighs_little():
    for each, out in made(encoded(painting(1600, 1200), "JPEG"), path="images/a.jpg").items():
        assert len(out) < 40_000, each


def test_every_layout_that_pages_use_tells_the_browser_how_wide_it_is():
    assert {name for name, layout in LAYOUTS.items() if all(frame.sizes for frame in layout.frames)} == {"head", "hero", "text", "row"}
    assert {name for name, layout in LAYOUTS.items() if layout.eager} == {"head", "hero"}
