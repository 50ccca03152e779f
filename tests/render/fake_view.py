"""A view over objects made by hand: real answers, but bodies and drawings come from the test."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup

from clinicsite.model.address import output_of, url_of
from clinicsite.model.clinic import Clinic, CrisisLine, LegalProfile, NextStep
from clinicsite.model.diagnostic import Location
from clinicsite.model.form import Form, Thanks
from clinicsite.model.kinds import KINDS
from clinicsite.model.page import Body, Page, Source
from clinicsite.model.picture import Picture
from clinicsite.model.places import Address, Day, Place, Span
from clinicsite.model.reference import Author, Reference
from clinicsite.model.site import FormFile, Site
from clinicsite.read.scan import scan
from clinicsite.render.environment import Templates, engine_templates
from clinicsite.render.facts import Facts
from clinicsite.render.prose import Prose
from clinicsite.render.view import View
from clinicsite.settings import Settings

TODAY = date(2026, 11, 22)
BASE = "https://www.juniperrow.example"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


def make_clinic(**facts: Any) -> Clinic:
    given: dict[str, Any] = dict(
        name="Juniper Row Ketamine Clinic", short_name="Juniper Row", descriptor="Ketamine Clinic",
        tagline="Ketamine infusions, given off-label, for adults.", base_url=BASE, crisis_title="Help now",
        crisis=(CrisisLine(show="988", say="call", href="tel:988", use="crisis-call"),), states_served=("CO", "MD"),
        profile=LegalProfile(hipaa=True, self_pay=True, federal_funds=True), menu=(), disclaimer="This is information, not medical advice.",
        next_step=NextStep(
            title="A call", text="A call.", label="Request an appointment", short="Request",
            to="forms/request-appointment.yaml", figure="0:15", unit="the first call",
        ),
    )  # fmt: skip
    return Clinic(**{**given, **facts})


def make_page(page_id: str, kind: str = "page", body: str = "", **meta: Any) -> Page:
    """A page whose title and description come from its id where the test gives none."""
    given = {"title": page_id or "Home", "description": f"About {page_id or 'the clinic'}.", **meta}
    shape = KINDS["home" if page_id == "" else meta.get("layout", kind) if meta.get("layout") == "fees" else kind]
    path = f"{'pages/' if kind == 'page' else ''}{page_id or 'index'}.md"
    parsed = scan(body, 5) if body else Body("", 5)
    url = url_of(page_id)
    return Page(page_id, kind, url, output_of(url), shape(**given), parsed, Source(path, body, page_id))


def make_article(page_id: str, body: str = "", **meta: Any) -> Page:
    return make_page(page_id, "article", body, **{"topic": page_id.split("/")[1], **meta})


def make_location(folder: str = "colorado-springs", **meta: Any) -> Page:
    given: dict[str, Any] = dict(
        title="Colorado Springs", name="Colorado Springs", phone="719-555-0142", fax="719-555-0143",
        address=Address(
            street="2140 North Alder Street", suite="Suite 120", city="Colorado Springs", state="CO", postal_code="80907"
        ),
        timezone="America/Denver", timezone_name="Mountain time", calls="Calls Monday to Friday",
        reply="A nurse calls back by 5 pm on the next working day.",
        hours={day: Day(spans=(Span(opens="8:00", closes="17:00"),)) for day in WEEKDAYS},
    )  # fmt: skip
    page = make_page(f"locations/{folder}", "location", **{**given, **meta})
    assert isinstance(page.meta, Place)
    return page


def make_form(form_id: str = "request-appointment", **facts: Any) -> FormFile:
    given: dict[str, Any] = dict(
        title="Request an appointment", description="Ask for a call.", summary="A nurse calls you.",
        emergency_title="In danger?", emergency_text="Call 911.", steps=(), submit="Send", after_title="After",
        thanks=Thanks(title="Thank you", description="Sent.", text="We call you."),
    )  # fmt: skip
    return FormFile(form_id, f"/{form_id}/", Form(**{**given, **facts}), Source(f"forms/{form_id}.yaml", "", form_id))


def make_reference(key: str, **facts: Any) -> Reference:
    given: dict[str, Any] = dict(
        key=key, type="article", title="Ketamine in depression", authors=(Author("Berman", "Robert M."),), others=False,
        year="2000", journal="Biological Psychiatry", volume="47", number="4", pages="351–354", doi="10.1016/x",
        url="", institution="", keywords=(), checked="yes", where=Location("content/references.bib"),
    )  # fmt: skip
    return Reference(**{**given, **facts})


def make_site(*pages: Page, clinic: Clinic | None = None, **parts: Any) -> Site:
    home = () if any(page.id == "" for page in pages) else (make_page(""),)
    return Site(
        clinic=clinic or make_clinic(), clinic_source=Source("clinic.yaml", "", "c"), pages=(*home, *pages), held=(),
        forms=parts.get("forms", ()), glossary=(), references=parts.get("references", {}), media=parts.get("media", {}),
    )  # fmt: skip


SETTINGS = Settings(root=Path("."), clock=TODAY)


class FakeView(View):
    """`prose` holds the HTML of bodies by page id, `drawings` the text of SVG files and `photos` what pictures are, by path."""

    def __init__(
        self,
        site: Site,
        *,
        clock: date = TODAY,
        base_url: str | None = None,
        prose: Mapping[str, str] | None = None,
        drawings: Mapping[str, str] | None = None,
        photos: Mapping[str, Picture] | None = None,
    ) -> None:
        settings = Settings(root=Path("."), clock=clock, base_url=base_url)
        templates = Templates((engine_templates(),), {}, Path("."))
        facts = Facts(
            site, settings, clock, templates.digest, templates.asset_digest, lambda file: (photos or {})[file.path]
        )
        super().__init__(facts, templates, None)
        self.bodies, self.drawings = prose or {}, drawings or {}

    def prose(self, page: Page) -> Prose:
        self.record("body", page.id)
        return Prose(Markup(self.bodies.get(page.id, f"<p>The body of {page.id}.</p>")), (), 60)

    def media_text(self, path: str, source: str = "") -> str:
        return self.drawings[path]
