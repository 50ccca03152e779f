"""The form as every backend publishes it, and a service elsewhere that takes it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Visit
from tests.browser.demo import FORM, ROOT, Built, published
from tests.browser.filling import FILLED, PHONES, THANKS, fill, send, tells, typed, unsent

pytestmark = pytest.mark.browser

SERVICE = """backend: post
  endpoint: https://forms.example/in
  redirect_field: next
  baa: signed"""

script = pytest.mark.parametrize("script", (True, False), ids=("with JavaScript", "without JavaScript"))


@contextmanager
def sent_by(backend: str, folder: Path) -> Iterator[Built]:
    """The demo with another backend for its forms."""
    content = folder / "content"
    shutil.copytree(ROOT / "content", content)
    clinic = (content / "clinic.yaml").read_text("utf-8")
    assert clinic.count("backend: preview") == 1
    (content / "clinic.yaml").write_text(clinic.replace("backend: preview", backend), "utf-8")
    with published(folder, content) as site:
        yield site


@script
def test_the_published_sample_form_says_that_it_does_not_send(script: bool, visit: Visit, built: Built) -> None:
    page = visit(built.url(FORM), java_script_enabled=script)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    note = page.get_by_text("This is a sample form: it does not send, and nothing you type leaves this page.")
    expect(note).to_be_visible()
    tells(note, *PHONES)
    fill(page)
    send(page)
    if script:
        expect(note).to_be_focused()
    assert typed(page) == FILLED
    expect(page).to_have_url(built.url(FORM))
    assert [url for url in asked if not url.endswith("/favicon.svg")] == []


def test_a_clinic_without_a_service_gives_its_phones_instead_of_a_form(tmp_path: Path, visit: Visit) -> None:
    with sent_by("backend: phone-only", tmp_path) as site:
        page = visit(site.url(FORM))
        expect(page.get_by_role("main").get_by_role("textbox")).to_have_count(0)
        expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)
        please = page.get_by_role("region", name="Please call us")
        tells(please, *PHONES, "Monday")
        for phone in PHONES:
            expect(please.get_by_role("link", name=phone)).to_have_attribute("href", f"tel:+1{phone.replace('-', '')}")


@pytest.fixture(scope="module")
def with_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    with sent_by(SERVICE, tmp_path_factory.mktemp("service")) as site:
        yield site


@pytest.mark.parametrize("script", (True, False), ids=("a script may read its answer", "the browser sends by itself"))
def test_a_service_elsewhere_gets_the_form_and_the_policy_lets_it(script: bool, visit: Visit, with_service: Built) -> None:
    page = visit(with_service.url(FORM), java_script_enabled=script)
    sent: list[str] = []

    def take(route: Route) -> None:
        sent.append(route.request.post_data or "")
        route.fulfill(body="<title>Taken</title>", content_type="text/html", headers={"Access-Control-Allow-Origin": "*"})

    page.route("https://forms.example/**", take)
    fill(page)
    send(page)
    expect(page).to_have_url(with_service.url(THANKS) if script else "https://forms.example/in")
    assert len(sent) == 1
    assert "name=Ada+O%E2%80%99Quill" in sent[0] and "next=https%3A%2F%2Fwww.juniperrow.example" in sent[0]


def test_a_service_that_lets_no_script_read_its_answer_gets_the_form_in_the_plain_way(visit: Visit, with_service: Built) -> None:
    page = visit(with_service.url(FORM))
    only = {"Access-Control-Allow-Origin": "https://forms.example"}
    page.route("https://forms.example/**", lambda route: route.fulfill(body="<title>Taken</title>", content_type="text/html", headers=only))
    fill(page)
    send(page)
    expect(page).to_have_url("https://forms.example/in")
    expect(page).to_have_title("Taken")


def test_a_service_that_cannot_be_reached_loses_nothing(visit: Visit, with_service: Built) -> None:
    page = visit(with_service.url(FORM))
    page.route("https://forms.example/**", lambda route: route.abort())
    fill(page)
    send(page)
    expect(unsent(page)).to_be_focused()
    assert typed(page) == FILLED
