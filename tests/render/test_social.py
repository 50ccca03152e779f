from __future__ import annotations

import re
from datetime import date

from clinicsite.model.picture import Picture
from clinicsite.model.site import MediaFile
from clinicsite.render.social import social
from tests.render.fake_view import FakeView, make_article, make_page, make_site

TOPIC = make_page("articles/infusion", "topic", title="The visit")
FEELS = make_article(
    "articles/infusion/feels", title="What does it feel like?", description="Strange.", date=date(2026, 10, 6),
    updated=date(2026, 11, 3),
)  # fmt: skip


def tags(page, *others, **parts) -> dict[str, str]:
    base_url = parts.pop("base_url", None)
    given = {name: parts.pop(name) for name in ("drawings", "photos") if name in parts}
    view = FakeView(make_site(page, *others, **parts), base_url=base_url, **given)
    return {name: content for _, name, content in social(view, page)}


def test_an_article_is_shared_with_its_title_days_and_topic():
    found = tags(FEELS, TOPIC)
    assert re.fullmatch(
        r"https://www\.juniperrow\.example/media/what-does-it-feel-like-card\.[0-9a-f]{8}\.png", found.pop("og:image")
    )
    assert found == {
        "og:type": "article",
        "og:site_name": "Juniper Row Ketamine Clinic",
        "og:title": "What does it feel like?",
        "og:description": "Strange.",
        "og:url": "https://www.juniperrow.example/articles/infusion/feels/",
        "og:locale": "en_US",
        "article:published_time": "2026-10-06",
        "article:modified_time": "2026-11-03",
        "article:section": "The visit",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "What does it feel like? (Juniper Row Ketamine Clinic)",
        "twitter:card": "summary_large_image",
        "twitter:image:alt": "What does it feel like? (Juniper Row Ketamine Clinic)",
    }


def test_a_person_is_a_profile_and_everything_else_a_website():
    assert tags(make_page("people/ruth", "person", title="Ruth", role="Nurse"))["og:type"] == "profile"
    assert tags(make_page("about", layout="about"))["og:type"] == "website"


def test_a_photo_is_shared_cut_to_the_networks_shape_with_its_description():
    page = make_page("about", layout="about", image="images/room.png", image_alt="A chair by a window", image_focus="90% 20%")
    found = tags(
        page, media={"images/room.png": MediaFile("images/room.png", "ab" * 32, 9)},
        photos={"images/room.png": Picture(3000, 2000, "#aabbcc")}, base_url="https://x.example/c",
    )  # fmt: skip
    assert re.fullmatch(r"https://x\.example/c/media/room-1200\.[0-9a-f]{8}\.jpg", found["og:image"])
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
    assert found["og:image:alt"] == found["twitter:image:alt"] == "A chair by a window"
    assert found["twitter:card"] == "summary_large_image"


def test_a_decorative_photo_is_shared_without_words():
    page = make_page("about", layout="about", image="images/room.png", image_decorative=True)
    photo = {"images/room.png": Picture(3000, 2000, "#aabbcc")}
    found = tags(page, media={"images/room.png": MediaFile("images/room.png", "ab" * 32, 9)}, photos=photo)
    assert found["og:image"].endswith(".jpg")
    assert not [name for name in found if name.endswith(":alt")]


def test_a_page_that_is_not_to_be_found_has_no_card():
    assert [name for name in tags(make_page("thanks", noindex=True)) if "image" in name] == []


def test_names_of_twitter_are_names_and_the_rest_are_properties():
    view = FakeView(make_site(FEELS))
    for attribute, name, _ in social(view, FEELS):
        assert attribute == ("name" if name.startswith("twitter:") else "property")
