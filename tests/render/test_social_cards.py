from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import ImageChops

from clinicsite.model.site import MediaFile
from clinicsite.render import social_cards
from clinicsite.render.social_cards import Card, card_of, draw
from tests.pictures import decoded
from tests.render.fake_view import FakeView, make_article, make_clinic, make_page, make_site

TWIG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 56"><path d="M16 4V56M16 20L8 14"/></svg>'
CUP = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path class="lit" d="M20 20H80V99H20z"/><path d="M20 20H80V99H20z"/></svg>'
TEXT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><text>Words</text></svg>'
DRAWINGS = {"drawings/twig.svg": TWIG, "drawings/cup.svg": CUP, "images/words.svg": TEXT}
MEDIA = {path: MediaFile(path, f"digest of {path}", 9) for path in DRAWINGS}
CARD = Card(
    title="What does it feel like?", topic="The visit", clinic="Juniper Row Ketamine Clinic", motif="drawings/cup.svg", motif_digest="c",
    mark="drawings/twig.svg", mark_digest="t", paper="#faf7f1", ink="#15202b", light="#f6e9c8",
)  # fmt: skip
PAPER, INK, LIGHT = (250, 247, 241), (21, 32, 43), (246, 233, 200)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for path, text in DRAWINGS.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def card(page, *others, mark: str | None = "drawings/twig.svg", **more) -> Card:
    site = make_site(page, *others, clinic=make_clinic(mark=mark), media=MEDIA)
    return card_of(FakeView(site, drawings=DRAWINGS, **more), page)


# What is on it


def test_an_article_shows_its_topic_and_drawing_in_the_light_of_its_hour():
    topic = make_page("articles/infusion", "topic", title="The visit")
    found = card(make_article("articles/infusion/feels", title='A "drip"', image="drawings/cup.svg", sky="late"), topic)
    assert found == Card(
        title="A “drip”", topic="The visit", clinic="Juniper Row Ketamine Clinic", motif="drawings/cup.svg",
        motif_digest="digest of drawings/cup.svg", mark="drawings/twig.svg", mark_digest="digest of drawings/twig.svg",
        paper="#faf7f1", ink="#15202b", light="#f0d6a4",
    )  # fmt: skip


def test_a_page_without_a_drawing_takes_that_of_its_topic_or_section():
    topic = make_page("articles/infusion", "topic", title="The visit", image="drawings/cup.svg")
    assert card(make_article("articles/infusion/feels"), topic).motif == "drawings/cup.svg"
    section = make_page("people", "section", title="The people you meet", image="drawings/cup.svg")
    assert card(make_page("people/ruth", "person", role="Nurse"), section).motif == "drawings/cup.svg"
    assert card(make_page("about")).motif == ""


def test_a_person_is_shown_with_credentials_and_role():
    found = card(make_page("people/ruth", "person", title="Ruth Lindqvist", credentials="RN", role="Lead nurse"))
    assert (found.title, found.topic) == ("Ruth Lindqvist, RN", "Lead nurse")


def test_an_invented_person_is_marked_as_a_sample():
    assert card(make_page("people/ruth", "person", role="Lead nurse", sample=True)).topic == "Lead nurse (sample)"


def test_a_section_is_not_its_own_topic():
    assert card(make_page("people", "section", title="The people you meet")).topic == ""


@pytest.mark.parametrize("sky", ["night", "evening"])
def test_a_dark_hour_gives_its_light_to_dusk_because_ink_would_not_show_on_it(sky):
    assert card(make_article("articles/infusion/feels", sky=sky)).light == "#b9bed8"


def test_a_drawing_with_words_in_it_is_left_out():
    assert card(make_page("about", image="images/words.svg")).motif == ""


def test_a_clinic_without_a_mark_has_none_on_its_cards():
    assert card(make_page("about"), mark=None).mark == ""


def test_asking_for_a_card_notes_all_that_it_shows():
    view = FakeView(make_site(make_page("about"), clinic=make_clinic(mark="drawings/twig.svg"), media=MEDIA), drawings=DRAWINGS)
    found = card_of(view, make_page("about", image="drawings/cup.svg"))
    needs = {f"{need.kind} {need.name}": need.digest for need in view.needs}
    assert {"clinic ", "template assets/css/tokens.css", f"card {found.name}"} <= needs.keys()
    assert Card.named(found.name) == found and needs[f"card {found.name}"]


# How it is drawn


def test_a_card_is_a_light_picture_of_the_size_that_networks_ask_for(content):
    data = draw(CARD, content)
    image = decoded(data)
    assert (image.size, image.format, image.mode) == ((1200, 630), "PNG", "P")
    assert len(data) < 100_000


def test_a_card_has_the_colours_of_its_tokens(content):
    image = decoded(draw(CARD, content)).convert("RGB")
    assert image.getpixel((1180, 20)) == PAPER
    assert image.getpixel((20, 400)) == LIGHT
    assert image.getpixel((128, 400)) == INK
    dark = decoded(draw(replace(CARD, paper="#000000", ink="#ffffff", light="#ff0000"), content)).convert("RGB")
    assert [dark.getpixel(at) for at in ((1180, 20), (20, 400), (128, 400))] == [(0, 0, 0), (255, 0, 0), (255, 255, 255)]


def ink(image, box) -> int:
    """How many dark pixels a part of a card has."""
    return sum(image.convert("L").crop(box).point([level < 100 for level in range(256)]).histogram()[1:])


def test_title_topic_clinic_mark_and_drawing_are_on_it(content):
    whole = draw(CARD, content)
    for part in ("title", "topic", "clinic", "motif", "mark"):
        without = decoded(draw(replace(CARD, **{part: ""}), content)).convert("RGB")
        assert ImageChops.difference(decoded(whole).convert("RGB"), without).getbbox(), part


def test_the_drawing_stands_on_the_floor_and_words_keep_clear_of_it(content):
    image = decoded(draw(CARD, content))
    assert ink(image, (752, 100, 1136, 530)) > 500
    assert ink(image, (700, 20, 750, 530)) == 0
    assert ink(image, (1140, 0, 1200, 530)) == 0


@pytest.mark.parametrize("title", ["word " * 200, "x" * 400, "W" * 30, "Fees"])
def test_no_title_runs_over_the_edge_the_floor_or_the_drawing(content, title):
    image = decoded(draw(replace(CARD, title=title), content))
    assert ink(image, (0, 100, 126, 630)) == 0
    assert ink(image, (700, 20, 750, 534)) == 0
    assert ink(image, (184, 518, 700, 534)) == 0


def test_where_the_typeface_lacks_letters_the_clinics_name_stands_for_the_title(content):
    foreign = draw(replace(CARD, title="氯胺酮", topic="氯胺酮"), content)
    assert foreign == draw(replace(CARD, title=CARD.clinic, topic=""), content)
    nothing = decoded(draw(replace(CARD, title="氯胺酮", topic="", clinic="氯胺酮"), content))
    assert ink(nothing, (184, 0, 740, 520)) == 0


def test_the_same_card_gives_the_same_bytes(content):
    social_cards._masks.cache_clear()
    first = draw(CARD, content)
    social_cards._masks.cache_clear()
    assert draw(CARD, content) == first


# Its name


def test_a_card_is_named_by_its_title_and_all_that_it_shows():
    assert re.fullmatch(r"media/what-does-it-feel-like-card\.[0-9a-f]{8}\.png", CARD.path)
    changed = [replace(CARD, **{name: "#123456"}) for name in ("title", "topic", "clinic", "motif_digest", "mark_digest", "paper", "ink", "light")]
    assert len({CARD.key, *(other.key for other in changed)}) == 9


def test_a_drawing_that_only_moved_leaves_the_card_as_it_is():
    assert replace(CARD, motif="drawings/elsewhere.svg").key == CARD.key


def test_a_card_is_drawn_again_by_another_artist(monkeypatch):
    before = CARD.key
    monkeypatch.setattr(social_cards, "artist", lambda: "another")
    assert CARD.key != before


def test_a_title_without_latin_letters_still_makes_a_path():
    assert replace(CARD, title="氯胺酮").path.startswith("media/page-card.")
    assert len(replace(CARD, title="long " * 90).path) < 100
