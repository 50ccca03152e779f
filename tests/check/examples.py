"""The examples of the rules as sites: what an example leaves out is filled in, so that it shows one thing only."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import yaml

from clinicsite.check.families import (
    check_day,
    check_drawings,
    check_going_live,
    check_html,
    check_photos,
    check_pictures,
    check_site,
    check_sources,
)
from clinicsite.check.lesson import typed
from clinicsite.check.trust import Trust
from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.model.page import Source
from clinicsite.read.library import read_library
from clinicsite.read.pictures import look
from clinicsite.read.routes import id_of, kind_of
from clinicsite.read.units import digests, units_of
from clinicsite.read.templates import read_templates
from clinicsite.settings import Settings
from tests.reviewed import missing_keys, stamp_all
from tests.sites import as_bytes

CLOCK = date(2026, 11, 22)
HEADER = re.compile(r"^-- (\S+?)(?: \(([^()]+)\))? --\n", re.M)
BASE = """\
-- content/clinic.yaml --
name: Alder Ketamine Clinic
short_name: Alder
descriptor: Ketamine Clinic
tagline: Ketamine infusions for adults.
base_url: https://alder.example
crisis_title: Help now, any hour
crisis:
  - {show: "911", say: emergency, href: tel:911, use: emergency}
  - {show: "988", say: call, href: tel:988, use: crisis-call}
states_served: [CO]
profile: {hipaa: false, self_pay: false, federal_funds: false, public: false}
menu:
  - {label: Fees, to: pages/fees.md}
next_step:
  title: The next step is a call
  text: A nurse calls you.
  label: Request an appointment
  short: Request
  to: forms/request-appointment.yaml
  figure: "0:15"
  unit: the first call
disclaimer: This site informs. It does not replace your clinician.
forms: {backend: phone-only}
-- content/forms/request-appointment.yaml --
title: Request an appointment
description: Tell us how to reach you.
summary: A nurse calls you back.
emergency_title: In an emergency, call 911.
emergency_text: Do not use this form.
submit: Send
after_title: What happens then
steps:
  - legend: How we reach you
    seconds: 20
    why: So that a nurse can call.
    fields:
      - {name: name, label: Full name, type: text, autocomplete: name}
      - {name: tel, label: Phone number, type: tel, autocomplete: tel}
thanks:
  title: We have your request
  description: A nurse calls you.
  text: A nurse calls you.
-- content/pages/index.md --
layout: home
-- content/pages/example.md --
-- content/pages/fees.md --
-- content/people/hannah-brandt.md --
title: Hannah Brandt
credentials: RN
-- content/people/miriam-okafor.md --
title: Miriam Okafor
credentials: MD
license_states: [MD]
-- content/locations/columbia.md --
title: Columbia
-- content/treatments/ketamine-infusion.md --
-- content/conditions/depression.md --
-- content/articles/science/index.md --
stages:
  - {id: before, label: Before, span: 1 day}
"""
SPANISH = """\
descriptor: Clínica de ketamina
tagline: Infusiones de ketamina para adultos.
crisis_title: Ayuda ahora, a toda hora
crisis:
  - {say: emergencia}
  - {say: llame}
next_step:
  title: El próximo paso es una llamada
  text: Una enfermera le llama.
  label: Pedir una cita
  short: Pedir
  unit: la primera llamada
disclaimer: Este sitio informa. No reemplaza a quien le atiende.
"""
"""The clinic's words in Spanish, for examples that hold a Spanish page."""

KEYS = {
    "article": {"audience": "audience: clinician"},
    "person": {"role": "role: Nurse"},
    "location": {
        "name": "name: Columbia, Maryland",
        "address": "address: {street: 1 Main Street, city: Columbia, state: MD, postal_code: '21044'}",
        "phone": "phone: 410-555-0118", "timezone": "timezone: America/New_York",
        "timezone_name": "timezone_name: Eastern time", "hours": "hours: {monday: 8:00-17:00}",
        "calls": "calls: Calls on working days", "reply": "reply: A nurse calls back.",
    },
    "treatment": {"status": "status: Off-label.", "therapy": "therapy: Ketamine infusion"},
    "condition": {
        "condition": "condition: Depression",
        "evidence": "evidence: {grade: none, studies: We know of no trial., unknown: Whether it helps.}",
    },
    "fees": {
        "layout": "layout: fees", "checked": "checked: 2026-11-02", "estimate_title": "estimate_title: Your estimate",
        "estimate_lead": "estimate_lead: You can ask for one.", "insurance_title": "insurance_title: Insurance",
        "fees": "fees: []", "estimate": "estimate: []", "insurance": "insurance: []",
    },
}


REVIEW = {
    "authors": "authors: [hannah-brandt]", "reviewed": "reviewed: 2026-11-03", "reviewed_by": "reviewed_by: miriam-okafor",
    "review_due": "review_due: 2027-11-03",
}


def split(text: str, first: str) -> dict[str, str]:
    """`-- name --` sections as files; what stands before the first is the file `first`."""
    parts = HEADER.split(text)
    files = {first: parts[0]} if parts[0].strip() else {}
    for name, about, content in zip(parts[1::3], parts[2::3], parts[3::3]):
        size = about and about.endswith(" MB")
        files[name] = "x" * int(float(about[:-3]) * 1_000_000) if size else about or content.removesuffix("\n\n") + "\n"
    return files


REAL = {"https://alder.example": "https://www.alder-ketamine.org", "410-555-0118": "410-055-0118"}
"""What a site would have that is to go live. No phone number goes on with a 0 after its area code."""


def findings(example: str, root: Path, going_live: bool = False) -> list[Diagnostic]:
    """Everything that reading and checking says about a site with this example in it, and about its `going_live`."""
    shutil.rmtree(root / "content/reviews", ignore_errors=True)
    example = typed(example)
    files = split(BASE, "")
    files = {name: f"---\n{text}---\n" if name.endswith(".md") else text for name, text in files.items()}
    files |= split(example, "content/pages/example.md")
    files |= _named_by(example, files)
    if any(name.startswith("content/es/") for name in files):
        files.setdefault("content/es/clinic.yaml", SPANISH)
    if "content/es/translated.yaml" in files:
        clinic = units_of(Source("clinic.yaml", files["content/clinic.yaml"], ""))
        files["content/es/translated.yaml"] += f"clinic.yaml: {' '.join(digests(clinic))}\n"
    files["content/clinic.yaml"] = _clinic(files["content/clinic.yaml"])
    for name, text in files.items():
        text = _filled(name, text) if name.endswith(".md") else text
        for stand_in, real in REAL.items() if going_live else ():
            text = text.replace(stand_in, real)
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(as_bytes(name, text))
    stamp_all(root, CLOCK)
    library = read_library(Settings(root=root), CLOCK)
    assert library.site, library.problems
    return [
        *library.problems,
        *check_sources(library.sources),
        *check_site(library.site, library.sources),
        *check_day(library.site, CLOCK),
        *check_drawings(library.site, root / "content"),
        *check_photos(library.site, root / "content"),
        *check_pictures(library.site, lambda file: look((root / "content" / file.path).read_bytes(), file.path)),
        *(check_going_live(library.site, read_templates(Settings(root=root))) if going_live else ()),
    ]


def html_findings(example: str) -> list[Diagnostic]:
    """What the rules for rendered pages say about these pages."""
    files = split(example, "index.html")
    clinic = yaml.safe_load(files.pop("content/clinic.yaml", "{}"))
    allowed = tuple((entry["host"], Location("content/clinic.yaml", 2)) for entry in clinic.get("allowed_requests", ()))
    pages = {name: _page(html) for name, html in files.items()}
    trust = Trust(allowed, frozenset({"forms.example.com"}))
    return list(check_html(pages, {*pages, "media/chair.1a2b3c4d.png"}, "https://alder.example", trust))


def _page(html: str) -> str:
    if "<h1" not in html:
        html = f"<h1>Example</h1>\n{html}"
    if "<html" in html:
        return html
    return f'<!doctype html>\n<html lang="en-US">\n<title>Example</title>\n{html}</html>\n'


def _clinic(text: str) -> str:
    """The clinic's facts with those of the small clinic that an example leaves out."""
    blocks = re.finditer(r"^(\w+):.*\n(?:[ -].*\n)*", split(BASE, "")["content/clinic.yaml"], re.M)
    return text + "".join(block[0] for block in blocks if not re.search(rf"^{block[1]}:", text, re.M))


def _filled(name: str, text: str) -> str:
    """A page with the keys that its kind cannot do without."""
    head, body = ("", text)
    if text.startswith("---\n"):
        head, _, body = text.removeprefix("---\n").partition("---\n")
    path = name.removeprefix("content/")
    words = id_of(path, None).replace("/", " ").replace("-", " ") or "home"
    keys = {"title": f"title: The page {words}", "description": "description: An example."}
    keys |= KEYS["fees"] if path == "pages/fees.md" else KEYS.get(kind_of(path) or "", {})
    missing = [line for key, line in keys.items() if not re.search(rf"^{key}:", head, re.M)]
    reviewed = missing_keys(path, head, REVIEW)
    return "\n".join(("---", *missing, head.rstrip("\n"), *reviewed, "---", body)).replace("\n\n---\n", "\n---\n", 1)


def _named_by(example: str, files: dict[str, str]) -> dict[str, str]:
    """A bibliography with what the example cites, where it brings none, and a home page that cites it too."""
    cited = sorted(set(re.findall(r"(?<![\w.])@(\w+)", example)))
    if not cited or "content/references.bib" in files:
        return {}
    works = (
        f"@article{{{key}, author={{Doe, Jo}}, title={{Trial {key}}}, journal={{AJP}}, year={{2013}}, doi={{10.1176/{key}}}}}"
        for key in cited
    )
    home = f"{files['content/pages/index.md']}As studies show.[{'; '.join(f'@{key}' for key in cited)}]\n"
    return {"content/references.bib": "\n\n".join(works), "content/pages/index.md": home}
