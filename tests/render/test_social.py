from __future__ import annotations

from datetime import date

from clinicsite.model.site import MediaFile
from clinicsite.render.social import social
from tests.render.fake_view import FakeView, make_article, make_clinic, make_page, make_site

TOPIC = make_page("articles/infusion", "topic", title="The visit")
FEELS = make_article(
    "articles/infusion/feels", title="What does it feel like?", description="Strange.", date=date(2026, 10, 6),
    updated=date(2026, 11, 3),
)  # fmt: skip


def tags(page, *others, **parts) -> dict[str, str]:
    base_url = parts.pop("base_url", None)
    view = FakeView(make_site(page, *others, **parts), base_url=base_url)
    return {name: content for _, name, content in social(view, page)}


def test_an_article_is_shared_with_its_title_days_and_topic():
    assert tags(FEELS, TOPIC) == {
        "og:type": "article",
        "og:site_name": "Juniper Row Ketamine Clinic",
        "og:title": "What does it feel like?",
        "og:description": "Strange.",
        "og:url": "https://www.juniperrow.example/articles/infusion/feels/",
        "og:locale": "en_US",
        "article:published_time": "2026-10-06",
        "article:modified_time": "2026-11-03",
        "article:section": "The visit",
        "twitter:card": "summary",
    }


def test_a_person_is_a_profile_and_everything_else_a_website():
    assert tags(make_page("people/ruth", "person", title="Ruth", role="Nurse"))["og:type"] == "profile"
    assert tags(make_page("about", layout="about"))["og:type"] == "website"


def test_a_picture_is_shared_in_full_with_its_description():
    page = make_page("about", layout="about", image="images/room.png", image_alt="A chair by a window")
    found = tags(page, media={"images/room.png": MediaFile("images/room.png", "ab" * 32, 9)}, base_url="https://x.example/c")
    assert found["og:image"] == "https://x.example/c/media/room.abababab.png"
    assert found["og:image:alt"] == "A chair by a window"
    assert found["twitter:card"] == "summary_large_image"


def test_a_drawing_gives_way_to_the_clinics_icon_because_no_network_shows_svg():
    page = make_page("about", layout="about", image="drawings/drip.svg")
    found = tags(page, clinic=make_clinic(mark="drawings/twig.svg"))
    assert found["og:image"] == "https://www.juniperrow.example/icon-512.png"
    assert (found["og:image:width"], found["og:image:height"]) == ("512", "512")
    assert found["og:image:alt"] == "The mark of Juniper Row Ketamine Clinic"


def test_names_of_twitter_are_names_and_the_rest_are_properties():
    view = FakeView(make_site(FEELS))
    for attribute, name, _ in social(view, FEELS):
        assert attribute == ("name" if name.startswith("twitter:") else "property")
