"""Two languages in a browser: the switch on a small phone, a form's words, a missing page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Read
from tests.browser.demo import KINDS, SPANISH, Built

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", (True, False), ids=("with JavaScript", "without JavaScript"))
def test_the_switch_is_in_sight_on_a_phone_and_leads_there_and_back(script: bool, read: Read, built: Built) -> None:
    page = read(built.url(KINDS["first-visit"]), width=360, height=740, script=script)
    spanish = page.get_by_role("link", name="Español", exact=True)
    expect(spanish).to_be_in_viewport()
    box = spanish.bounding_box()
    assert box and box["height"] >= 44 and box["width"] >= 44
    spanish.click()
    expect(page).to_have_url(built.url(SPANISH["first-visit"]))
    english = page.get_by_role("link", name="English", exact=True)
    expect(english).to_be_in_viewport()
    english.click()
    expect(page).to_have_url(built.url(KINDS["first-visit"]))


def test_an_untranslated_page_says_so_in_spanish_in_sight(read: Read, built: Built) -> None:
    page = read(built.url(KINDS["about"]), width=360, height=740)
    said = page.get_by_text("Esta página está solo en inglés.")
    expect(said).to_be_in_viewport()
    assert said.evaluate("element => element.closest('[lang]').lang") == "es-US"
    page.get_by_role("link", name="Ir al sitio en español").click()
    expect(page).to_have_url(built.url(SPANISH["home"]))


@pytest.mark.parametrize("kind", SPANISH)
def test_no_english_sentence_is_left_on_a_spanish_page(kind: str, read: Read, built: Built) -> None:
    page = read(built.url(SPANISH[kind]))
    page.evaluate("document.querySelectorAll('[lang]:not(html)').forEach(element => element.remove())")
    # WCAG 3.1.2 leaves out proper names.
    text = page.locator("body").inner_text().replace("American Board of Anesthesiology", "")
    words = set(text.lower().replace(",", " ").replace(".", " ").split())
    assert not words & {"the", "and", "of", "with", "you", "your", "for", "is", "are", "not", "from", "this", "page", "call", "to"}


def test_the_form_says_what_is_wrong_in_spanish(read: Read, built: Built) -> None:
    page = read(built.url(SPANISH["form"]), width=360, height=740)
    title = page.title()
    page.get_by_role("button", name="Enviar mi solicitud").click()
    problem = page.get_by_role("region", name="Hay un problema")
    expect(problem).to_be_focused()
    expect(problem.get_by_role("link", name="Escriba su nombre completo.")).to_be_visible()
    assert page.title() == f"Error: {title}"


def test_an_address_in_spanish_that_leads_nowhere_is_answered_in_spanish(read: Read, built: Built) -> None:
    page = read(built.url("/es/no/existe/"))
    expect(page.get_by_role("heading", name="Esta página no está aquí")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="La página de inicio").click()
    expect(page).to_have_url(built.url("/es/"))
