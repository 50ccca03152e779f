from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from clinicsite.model.picture import Picture
from clinicsite.model.site import MediaFile
from clinicsite.render.calls import ComponentError
from clinicsite.render.prints import Shot, prints_of
from clinicsite.render.view import View
from tests.render.fake_view import FakeView, make_page, make_site

MEDIA = {"images/room.jpg": MediaFile("images/room.jpg", "ab" * 32, 9), "drawings/a.svg": MediaFile("drawings/a.svg", "c", 9)}
DRAWN = {"drawings/a.svg": '<svg viewBox="0 0 8 8"><path d="M1 1h6"/></svg>'}


def view(clear: bool = False, size: tuple[int, int] = (3000, 2000), **more) -> FakeView:
    pictures = {"images/room.jpg": Picture(*size, "#aabbcc", clear)}
    return FakeView(make_site(media=MEDIA), drawings=DRAWN, photos=pictures, **more)


def tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    found: list[tuple[str, dict[str, str | None]]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            found.append((tag, dict(attrs)))

    Reader().feed(html)
    return found


def photo(seen: FakeView | None = None, **given) -> list[tuple[str, dict[str, str | None]]]:
    return tags((seen or view()).component("photo", **{"path": "images/room.jpg", "alt": "A room", **given}))


def the_img(found) -> dict[str, str | None]:
    return next(attributes for tag, attributes in found if tag == "img")


def test_a_browser_may_choose_format_and_width():
    found = photo()
    sources = [attributes for tag, attributes in found if tag == "source"]
    assert [source["type"] for source in sources] == ["image/avif", "image/webp"]
    assert [part.split()[1] for part in sources[0]["srcset"].split(", ")] == ["360w", "540w", "720w", "1080w", "1440w"]
    image = the_img(found)
    assert re.fullmatch(r"/media/room-720\.[0-9a-f]{8}\.jpg", image["src"])
    assert image["srcset"].count(".jpg") == 5
    assert {attributes["sizes"] for tag, attributes in found if tag in ("source", "img")} == {"(min-width: 48rem) 42rem, calc(100vw - 2rem)"}


def test_room_is_kept_for_it_in_its_own_colour():
    found = photo()
    assert (the_img(found)["width"], the_img(found)["height"]) == ("1440", "960")
    assert all(attributes["width"] and attributes["height"] for tag, attributes in found if tag == "source")
    assert next(attributes["fill"] for tag, attributes in found if tag == "rect") == "#aabbcc"
    assert next(attributes for tag, attributes in found if tag == "svg") == {"aria-hidden": "true"}


def test_what_can_be_seen_through_has_no_ground():
    assert [tag for tag, _ in photo(view(clear=True))] == ["span", "picture", "source", "source", "img"]


@pytest.mark.parametrize("layout", ["text", "row"])
def test_further_down_it_waits_until_the_reader_comes_near(layout):
    image = the_img(photo(layout=layout))
    assert (image["loading"], image["decoding"], image.get("fetchpriority")) == ("lazy", "async", None)


@pytest.mark.parametrize("layout", ["head", "hero"])
def test_at_the_head_of_a_page_it_is_fetched_first(layout):
    image = the_img(photo(layout=layout))
    assert (image.get("loading"), image["fetchpriority"]) == (None, "high")


def test_wide_screens_and_phones_get_another_part_of_it():
    found = photo(layout="head")
    screens = [attributes.get("media") for tag, attributes in found if tag == "source"]
    assert screens == ["(min-width: 64rem)"] * 3 + [None] * 2
    assert (the_img(found)["width"], the_img(found)["height"]) == ("1080", "720")


def test_words_are_escaped_and_stand_where_they_are_wanted():
    image = the_img(photo(alt='A "room" & <chair>', title="So"))
    assert (image["alt"], image["title"]) == ('A "room" & <chair>', "So")
    assert "title" not in the_img(photo()) and the_img(photo(alt=""))["alt"] == ""


def test_asking_for_a_photo_publishes_every_address_it_names():
    seen = view(base_url="https://x.example/pr-7")
    html = str(seen.component("photo", path="images/room.jpg", alt="A room", layout="head"))
    (need,) = [need for need in seen.needs if need.kind == "picture"]
    named = set(re.findall(r"/pr-7/(media/[^\s\"]+)", html))
    assert named == {each.path for each in prints_of(Shot.named(need.name))}
    assert need.digest == ("ab" * 32)[:16]


def test_a_small_photo_is_offered_at_its_own_size_only():
    assert the_img(photo(view(size=(200, 100))))["srcset"].count("w") == 1


@pytest.mark.parametrize("layout", ["shared", "poster"])
def test_a_layout_that_no_page_has_is_named(layout):
    with pytest.raises(ComponentError, match="takes `head`, `hero`, `text` or `row` as `layout`"):
        view().component("photo", path="images/room.jpg", alt="", layout=layout)


def test_a_picture_of_a_page_takes_its_words_and_focus():
    page = make_page("a", image="/images/room.jpg", image_alt="A room", image_focus="10% 20%")
    seen = view()
    html = str(seen.component("picture", page=page))
    assert 'alt="A room"' in html
    assert {Shot.named(need.name).focus for need in seen.needs if need.kind == "picture"} == {"10% 20%"}


def test_a_decorative_picture_has_no_words():
    page = make_page("a", image="/images/room.jpg", image_decorative=True)
    assert the_img(tags(view().component("picture", page=page)))["alt"] == ""


def test_another_picture_of_a_page_can_be_a_drawing_or_a_photo():
    page = make_page("a", image_alt="A room")
    assert '<svg class="draw" role="img" aria-label="A room"' in view().component("picture", page=page, path="drawings/a.svg")
    assert the_img(tags(view().component("picture", page=page, path="/images/room.jpg", layout="hero")))["alt"] == "A room"
    assert view().component("picture", page=page).strip() == ""


def test_a_photo_is_no_drawing():
    with pytest.raises(LookupError, match=r"^`/images/room.jpg` is no drawing: it is not an SVG file\.$"):
        View.media_text(view(), "/images/room.jpg")
