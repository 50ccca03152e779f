"""Whether a clinic is open is true by the clinic's own clock, whatever the reader's says."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Read
from tests.browser.demo import Built

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

COLUMBIA = "/locations/columbia/"
"""Tuesday to Friday 8 to 5 and every second Saturday 9 to 1, Eastern time; closed on 26 and 27 November 2026."""


@pytest.fixture(scope="module")
def in_tokyo(chromium: Browser):
    """A reader on the other side of the world, where it is often another day."""
    context = chromium.new_context(timezone_id="Asia/Tokyo")
    yield context.new_page()
    context.close()


def line(page: Page, url: str, moment: str) -> str:
    page.clock.set_fixed_time(moment)
    page.goto(url)
    said = page.locator("[data-open-now]").first
    expect(said).to_be_visible()
    return said.inner_text().replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-18T14:00:00Z", "Open now. Closes at 5 pm."),
        ("2026-11-18T12:59:00Z", "Closed now. Opens today at 8 am."),
        ("2026-11-18T22:00:00Z", "Closed now. Opens tomorrow at 8 am."),
        ("2026-12-12T15:00:00Z", "Open now. Closes at 1 pm."),
        ("2026-12-19T15:00:00Z", "Closed now. Opens on Tuesday at 8 am."),
        # Thanksgiving Thursday, and the day before it in the evening
        ("2026-11-26T15:00:00Z", "Closed now. Opens on Tuesday at 8 am."),
        ("2026-11-26T01:00:00Z", "Closed now. Opens on Tuesday at 8 am."),
        # the clocks went back on 1 November 2026 and go forward on 14 March 2027
        ("2026-10-30T12:00:00Z", "Open now. Closes at 5 pm."),
        ("2026-11-03T12:30:00Z", "Closed now. Opens today at 8 am."),
        ("2026-11-03T13:00:00Z", "Open now. Closes at 5 pm."),
        ("2027-03-16T12:00:00Z", "Open now. Closes at 5 pm."),
    ],
)
def test_the_line_is_true_in_the_clinics_time_zone(moment: str, said: str, in_tokyo: Page, built: Built) -> None:
    assert line(in_tokyo, built.url(COLUMBIA), moment) == said


def test_in_spanish_it_is_said_in_spanish(in_tokyo: Page, built: Built) -> None:
    url = built.url("/es/sedes/columbia/")
    assert line(in_tokyo, url, "2026-11-18T14:00:00Z") == "Abierto ahora. Cierra a las 5 p. m."
    assert line(in_tokyo, url, "2026-12-12T15:00:00Z") == "Abierto ahora. Cierra a la 1 p. m."
    assert line(in_tokyo, url, "2026-11-26T15:00:00Z") == "Cerrado ahora. Abre el martes a las 8 a. m."


def test_each_clinic_on_the_contact_page_has_a_line_of_its_own(in_tokyo: Page, built: Built) -> None:
    in_tokyo.clock.set_fixed_time("2026-11-16T16:00:00Z")
    in_tokyo.goto(built.url("/contact/"))
    lines = in_tokyo.locator("[data-open-now]")
    expect(lines).to_have_text(["Open now. Closes at 5\N{NO-BREAK SPACE}pm.", "Closed now. Opens tomorrow at 8\N{NO-BREAK SPACE}am."])


def test_the_line_keeps_up_with_the_clock(in_tokyo: Page, built: Built) -> None:
    in_tokyo.clock.install(time="2026-11-18T21:59:30Z")
    in_tokyo.goto(built.url(COLUMBIA))
    said = in_tokyo.locator("[data-open-now]")
    expect(said).to_contain_text("Open now")
    in_tokyo.clock.run_for("02:00")
    expect(said).to_contain_text("Closed now")


def test_without_javascript_nothing_is_said(read: Read, built: Built) -> None:
    expect(read(built.url(COLUMBIA), script=False).locator("[data-open-now]")).to_be_hidden()
