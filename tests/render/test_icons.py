from __future__ import annotations

import struct
import zlib
from xml.etree import ElementTree

import pytest

from clinicsite.render.icons import jobs
from tests.render.fake_view import SETTINGS, FakeView, make_clinic, make_site

TWIG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 56">\n<path d="M16 4V56M16 52L9 47"/>\n</svg>'
SITE = make_site(clinic=make_clinic(mark="drawings/twig.svg"))


def icons(site=SITE) -> dict[str, bytes]:
    return {job.path: job.render(FakeView(site, drawings={"drawings/twig.svg": TWIG})) for job in jobs(site, SETTINGS)}


def test_a_mark_becomes_an_icon_in_every_form():
    assert list(icons()) == ["favicon.svg", "favicon.ico", "apple-touch-icon.png", "icon-512.png"]


def test_the_svg_icon_holds_the_mark_in_the_middle_and_stands_alone():
    root = ElementTree.fromstring(icons()["favicon.svg"])
    assert root.get("viewBox") == "0 0 64 64"
    (group,) = root.findall("{http://www.w3.org/2000/svg}g")
    assert group.get("transform") == "translate(18.286 8) scale(0.857)"
    assert group.find("{http://www.w3.org/2000/svg}path").get("d") == "M16 4V56M16 52L9 47"
    assert "style" not in icons()["favicon.svg"].decode()


def test_the_pictures_have_the_sizes_their_names_promise():
    made = icons()
    assert struct.unpack(">II", made["apple-touch-icon.png"][16:24]) == (180, 180)
    assert struct.unpack(">II", made["icon-512.png"][16:24]) == (512, 512)
    assert made["favicon.ico"][6:8] == bytes((32, 32))


def inked(data: bytes) -> tuple[float, float]:
    """Where the first and last rows with ink are, as parts of the height."""
    (size,) = struct.unpack(">I", data[16:20])
    at = data.index(b"IDAT")
    pixels = zlib.decompress(data[at + 4 : at + 4 + struct.unpack(">I", data[at - 4 : at])[0]])
    rows = [row for row in range(size) if 255 in pixels[row * (size + 1) : (row + 1) * (size + 1)]]
    return rows[0] / size, rows[-1] / size


def test_the_mark_stands_in_the_same_place_at_every_size():
    made = icons()
    for name in ("apple-touch-icon.png", "icon-512.png"):
        top, bottom = inked(made[name])
        assert abs(top - (8 + 4 * 48 / 56 - 1.5) / 64) < 0.01
        assert abs(bottom - (8 + 48 + 1.5) / 64) < 0.01


def test_two_builds_draw_the_same_bytes():
    assert icons() == icons()


def test_a_clinic_without_a_mark_has_its_initials_and_no_pictures():
    made = icons(make_site())
    assert list(made) == ["favicon.svg"]
    root = ElementTree.fromstring(made["favicon.svg"])
    assert root.findtext("{http://www.w3.org/2000/svg}text") == "JR"


def test_a_mark_that_cannot_be_drawn_is_named():
    jobs_by_path = {job.path: job for job in jobs(SITE, SETTINGS)}
    view = FakeView(SITE, drawings={"drawings/twig.svg": "<svg></svg>"})
    with pytest.raises(LookupError, match="The mark `drawings/twig.svg` cannot be drawn: it has no viewBox"):
        jobs_by_path["favicon.svg"].render(view)


def test_initials_with_signs_are_escaped():
    made = icons(make_site(clinic=make_clinic(short_name="& Co")))
    assert ElementTree.fromstring(made["favicon.svg"]).findtext("{http://www.w3.org/2000/svg}text") == "&C"
