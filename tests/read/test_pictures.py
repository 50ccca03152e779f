from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from clinicsite.model.picture import Flaw, Picture
from clinicsite.read.pictures import look, open_picture
from tests.pictures import claimed, encoded, painting, picture


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.JPEG", "a.webp", "a.avif", "a.gif"])
def test_a_picture_of_every_kind_is_seen_with_its_size(name):
    found = look(picture(name), name)
    assert isinstance(found, Picture)
    assert (found.width, found.height, found.clear) == (400, 300, False)


@pytest.mark.parametrize(
    ("name", "words", "flaw"),
    [
        ("a.png", "a web page", Flaw("foreign")),
        ("a.png", "a JPEG", Flaw("named", ".jpg")),
        ("a.jpg", "cut off", Flaw("damaged")),
        ("a.png", "cut off", Flaw("damaged")),
        ("a.webp", "cut off", Flaw("damaged")),
        ("a.avif", "cut off", Flaw("damaged")),
        ("a.gif", "cut off", Flaw("damaged")),
        ("a.jpg", "in CMYK", Flaw("print")),
        ("a.gif", "animated", Flaw("moving", "2")),
        ("a.webp", "animated", Flaw("moving", "2")),
        ("a.png", "animated", Flaw("moving", "2")),
        ("a.avif", "animated", Flaw("moving", "2")),
        ("a.png", "8000 by 8000", Flaw("huge", "8000 by 8000")),
    ],
)
def test_a_picture_that_cannot_be_used_is_named_with_its_fault(name, words, flaw):
    assert look(picture(name, words), name) == flaw


@pytest.mark.parametrize("size", [(10_000, 9_500), (60_000, 60_000)])
def test_a_bomb_is_not_opened_and_nothing_is_printed(size, recwarn):
    assert look(claimed(*size), "a.png") == Flaw("huge")
    assert not recwarn.list


def test_only_the_first_bytes_of_a_kind_are_a_damaged_picture_and_not_a_foreign_file():
    assert look(b"\x89PNG\r\n\x1a\n12", "a.png") == Flaw("damaged")
    assert look(b"\0\0\0\x20ftypavif", "a.avif") == Flaw("damaged")


@given(st.binary(max_size=400), st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF\x10\0\0\0WEBP"]))
def test_whatever_bytes_a_file_holds_they_are_judged_and_never_raise(data, start):
    assert isinstance(look(start + data, "a.png"), (Flaw, Picture))


@given(st.data())
def test_a_picture_with_a_changed_byte_is_judged_and_never_raises(data):
    name = data.draw(st.sampled_from(["a.png", "a.jpg", "a.webp", "a.gif"]))
    whole = bytearray(SMALL[name])
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    assert isinstance(look(bytes(whole), name), (Flaw, Picture))


SMALL = {name: picture(name, "20 by 10") for name in ("a.png", "a.jpg", "a.webp", "a.gif")}


# Upright


def turned(orientation: int) -> bytes:
    """A picture 40 by 20 whose left half is black, with what a camera writes when it was held another way."""
    image = Image.new("RGB", (40, 20), "white")
    image.paste("black", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[1] = "N"
    return encoded(image, "JPEG", exif=exif, quality=95)


@pytest.mark.parametrize(
    ("orientation", "size", "black"),
    [(1, (40, 20), (5, 10)), (3, (40, 20), (35, 10)), (6, (20, 40), (10, 5)), (8, (20, 40), (10, 35)), (99, (40, 20), (5, 10))],
)
def test_a_photo_is_turned_upright_and_forgets_its_camera_and_place(orientation, size, black):
    image = open_picture(turned(orientation), "a.jpg")
    assert image.size == size
    assert max(image.getpixel(black)) < 20  # type: ignore[type-var]
    assert image.info == {} and dict(image.getexif()) == {}


# Colours


def profiled(mode: str, colour: tuple[int, ...] | int, make: Callable[[], object]) -> bytes:
    profile = ImageCms.ImageCmsProfile(make()).tobytes()
    return encoded(Image.new(mode, (8, 8), colour), "PNG", icc_profile=profile)


def test_a_colour_profile_is_honoured():
    data = profiled("RGB", (200, 40, 40), lambda: ImageCms.createProfile("sRGB"))
    assert open_picture(data, "a.png").getpixel((0, 0)) == pytest.approx((200, 40, 40), abs=1)
    wide = open_picture(encoded(Image.new("RGB", (8, 8), (200, 40, 40)), "PNG", icc_profile=swapped()), "a.png")
    assert wide.getpixel((0, 0)) == pytest.approx((40, 200, 40), abs=2)


def swapped() -> bytes:
    """sRGB with its red and green exchanged: the tags of the two primaries carry each other's names."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = profile.index(b"rXYZ"), profile.index(b"gXYZ")
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(profile)


def test_a_profile_that_cannot_be_read_counts_as_none():
    data = encoded(Image.new("RGB", (8, 8), (200, 40, 40)), "PNG", icc_profile=b"no profile at all")
    assert open_picture(data, "a.png").getpixel((0, 0)) == (200, 40, 40)


def test_what_can_be_seen_through_stays_so_and_its_colour_is_converted():
    data = encoded(Image.new("RGBA", (8, 8), (200, 40, 40, 128)), "PNG", icc_profile=swapped())
    image = open_picture(data, "a.png")
    assert image.mode == "RGBA" and image.getpixel((0, 0)) == pytest.approx((40, 200, 40, 128), abs=2)
    assert look(data, "a.png").clear  # type: ignore[union-attr]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGBA"])
def test_every_kind_of_pixel_becomes_red_green_and_blue(mode):
    image = open_picture(encoded(painting(40, 30).convert("L").convert(mode)), "a.png")
    assert image.mode in ("RGB", "RGBA") and image.size == (40, 30)


def test_sixteen_bits_of_grey_keep_their_brightness():
    deep = Image.new("I;16", (8, 8), 0x8000)
    assert open_picture(encoded(deep), "a.png").getpixel((0, 0)) == pytest.approx((128, 128, 128), abs=1)


def test_a_see_through_colour_of_a_palette_counts():
    image = Image.new("P", (8, 8), 1)
    image.putpalette([0, 0, 0, 255, 0, 0])
    stream = io.BytesIO()
    image.save(stream, "GIF", transparency=1)
    assert look(stream.getvalue(), "a.gif") == Picture(8, 8, "#ff0000", True)


def test_the_colour_of_a_picture_is_its_mean():
    image = Image.new("RGB", (40, 20), (0, 0, 0))
    image.paste((200, 100, 50), (0, 0, 20, 20))
    assert look(encoded(image), "a.png").colour == "#643219"  # type: ignore[union-attr]
