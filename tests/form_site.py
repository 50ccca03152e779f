"""A site with one form, from the few lines of YAML that a test is about."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from clinicsite.model.home import Home
from clinicsite.model.meta import Meta
from clinicsite.model.page import Body, Page, Source
from clinicsite.model.places import Address, Day, Place, Span
from clinicsite.model.site import FormFile, Site
from clinicsite.read.records import read_clinic, read_form
from clinicsite.read.yaml_nodes import read_yaml
from clinicsite.render.bodies import Bodies
from clinicsite.render.environment import Templates, engine_templates
from clinicsite.render.facts import Facts
from clinicsite.render.filters import FILTERS
from clinicsite.render.prose import md
from clinicsite.render.view import View
from clinicsite.settings import Settings

CLINIC: dict[str, Any] = {
    "name": "Juniper Row Ketamine Clinic", "short_name": "Juniper Row", "descriptor": "Ketamine Clinic",
    "tagline": "Ketamine infusions, given off-label, for adults.", "base_url": "https://www.juniperrow.example",
    "sample": True, "states_served": ["CO", "MD"], "menu": [], "disclaimer": "This is information, not medical advice.",
    "profile": {"hipaa": False, "self_pay": False, "federal_funds": False, "public": False},
    "crisis_title": "Help now, any hour",
    "crisis": [
        {"show": "988", "say": "call", "href": "tel:988", "use": "crisis-call"},
        {"show": "988", "say": "text", "href": "sms:988", "use": "crisis-text"},
        {"show": "911", "say": "emergency", "href": "tel:911", "use": "emergency"},
        {"show": "988, then 1", "say": "Veterans", "href": "tel:988,1", "use": "veterans"},
    ],
    "next_step": {
        "title": "A call", "text": "A nurse calls.", "label": "Request an appointment", "short": "Request a visit",
        "to": "forms/request-appointment.yaml", "figure": "0:15", "unit": "the first call",
    },
}  # fmt: skip

FORM: dict[str, Any] = {
    "title": "Request an appointment", "description": "Ask us to call you.", "summary": "About two minutes.",
    "emergency_title": "Not for emergencies", "emergency_text": "No one reads this form at night.",
    "submit": "Send my request", "after_title": "What happens then",
    "after": [{"figure": "+1", "unit": "working day", "marks": 8, "title": "A nurse calls", "text": "By 5 pm."}],
    "thanks": {"title": "We have your request", "description": "Sent.", "text": "A nurse calls you by 5 pm."},
}  # fmt: skip

PHONES = {"colorado-springs": "719-555-0142", "columbia": "410-555-0118"}
NAMES = {"colorado-springs": "Colorado Springs, Colorado", "columbia": "Columbia, Maryland"}

REQUEST = """
fields:
  - {name: name, label: Full name, type: text, autocomplete: name, hint: The name you go by.}
  - {name: tel, label: Phone number, type: tel, short: true}
  - name: voicemail
    label: May we leave a voicemail?
    type: radio
    options: [{value: "yes", label: "Yes"}, {value: "no", label: "No"}]
  - {name: email, label: Email, type: email, required: false}
  - {name: clinic, label: Which clinic?, type: locations}
  - name: time
    label: Best time to call
    type: checkboxes
    required: false
    row: true
    options: [{value: "8", label: 8 to 10, sky: dawn}, {value: "10", label: 10 to 12, sky: morning}]
  - {name: words, label: Anything else?, type: textarea, required: false, limit: 100}
  - {name: ok-call, label: You may call me about this request., type: checkbox}
  - {name: ok-text, label: You may also text me., type: checkbox, required: false, hint: Texts are not private.}
"""

GOOD: dict[str, tuple[str, ...]] = {
    "name": ("Dana Whitfield",), "tel": ("(719) 555 0142",), "voicemail": ("no",), "clinic": ("columbia",),
    "ok-call": ("yes",),
}  # fmt: skip


def site_of(text: str = REQUEST) -> Site:
    """`fields` are those of the form; `forms`, `sample`, `crisis` and `next_step` go into clinic.yaml; `locations` names pages.

    `form` overrides other keys of the form, `steps` the one step that holds the fields.
    """
    given: dict[str, Any] = read_yaml(text, "example.yaml").values
    clinic = {**CLINIC, **{key: given[key] for key in ("forms", "sample", "phones", "crisis") if key in given}}
    clinic["next_step"] = {**CLINIC["next_step"], **given.get("next_step", {})}
    step = {"legend": "About you", "seconds": 40, "why": "So that we can call.", "fields": given.get("fields", [])}
    form = {**FORM, "steps": given.get("steps", [step]), **given.get("form", {})}
    clinic_source, form_source = _source("clinic.yaml", clinic), _source("forms/request-appointment.yaml", form)
    read, places_read, problems = read_clinic(clinic_source)
    file, wrong = read_form(form_source)
    assert read and file and not problems and not wrong, [*problems, *wrong]
    places = [place_of(name) for name in given.get("locations", ["colorado-springs", "columbia"])]
    return Site(
        clinic=read, clinic_source=clinic_source, clinic_places=places_read, forms=(file,), held=(),
        pages=(_page("", "home", Home(title="Home", description="The clinic.")), *places), glossary=(), references={}, media={},
    )  # fmt: skip


def form_of(text: str = REQUEST) -> FormFile:
    return site_of(text).forms[0]


def place_of(name: str) -> Page:
    meta = Place(
        title=NAMES[name], description="Where we are.", name=NAMES[name], phone=PHONES[name],
        address=Address(street="1 Main Street", city="Columbia", state="MD", postal_code="21044"),
        timezone="America/Denver", timezone_name="Mountain time", calls="Calls on weekdays",
        reply="A nurse calls back by 5 pm on the next working day.",
        hours={"monday": Day(spans=(Span(opens="8:00", closes="17:00"),))},
    )  # fmt: skip
    return _page(f"locations/{name}", "location", meta)


def _page(page_id: str, kind: str, meta: Meta) -> Page:
    url = f"/{page_id}/" if page_id else "/"
    return Page(page_id, kind, url, f"{url[1:]}index.html", meta, Body("", 1), Source(f"{page_id or 'index'}.md", "", page_id))


def _source(path: str, values: dict[str, Any]) -> Source:
    text = yaml.safe_dump(values, sort_keys=False, allow_unicode=True, width=1000)
    return Source(path, text, path)


class NoMemo:
    """Forgets."""

    def prose(self, key: str) -> str | None:
        return None

    def keep_prose(self, key: str, text: str) -> None:
        return None


@cache
def bare_templates() -> Templates:
    """The engine's templates in the bare frame of tests/bare/."""
    root = Path(__file__).parent
    return Templates((root / "bare", engine_templates()), {**FILTERS, "md": md}, root)


class Views:
    """Makes views of a site whose pages stand in a bare frame."""

    def __init__(self, site: Site, base_url: str | None = None) -> None:
        settings = Settings(root=Path("."), clock=date(2026, 11, 22), base_url=base_url)
        self.site = site
        templates = bare_templates()
        self.facts = Facts(site, settings, date(2026, 11, 22), templates.digest, templates.asset_digest)

    def __call__(self) -> View:
        return View(self.facts, bare_templates(), Bodies(NoMemo()))
