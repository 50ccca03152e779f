"""Rules on where a form's requests go: the `forms` part of clinic.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from clinicsite.check.questions import HEALTH
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.model.form import Field
from clinicsite.model.site import FormFile, Site

REMOTE = ("netlify", "post")
"""The backends that hand a request to somebody outside the clinic."""

@rule("PRI-02", "site")
def unsigned_health_fields(site: Site) -> Iterator[Diagnostic]:
    """A field about health, or one for free text, goes to a service that has signed no agreement.

    Whoever stores or forwards what a patient writes to a clinic is its business associate, and needs a written
    agreement before the first request (HIPAA, 45 CFR 164.502(e) and 164.504(e)). A box for free text counts: people
    write about their health in it.

    Bad:
        forms: {backend: netlify}
        fields:
          - {name: tel, label: Phone number, type: tel}
          - {name: question, label: Your question, type: textarea}

    Good:
        forms: {backend: netlify, baa: signed}
        fields:
          - {name: tel, label: Phone number, type: tel}
          - {name: question, label: Your question, type: textarea}
    """
    service = site.clinic.forms
    if service.backend not in REMOTE or service.baa == "signed":
        return
    for form, key, field in fields_of(site):
        asks = "takes free text" if field.type == "textarea" else "asks about health" if asks_about_health(field) else ""
        if asks:
            yield Diagnostic(
                "PRI-02",
                f"`{field.name}` {asks}, and `{service.backend}` has signed no business associate agreement.",
                place(form, f"{key}.health" if field.health else f"{key}.type" if field.type == "textarea" else key),
                "Take the field out, use `backend: phone-only`, or sign the agreement and write `baa: signed` under "
                "`forms` in clinic.yaml.",
            )


@rule("PRI-02", "site")
def unsigned_service(site: Site) -> Iterator[Diagnostic]:
    """The service that takes the forms has signed no business associate agreement.

    A name and a phone number sent to a ketamine clinic say something about a person's health by themselves, so the
    service that stores them is a business associate (HIPAA, 45 CFR 160.103, 164.502(e)). The clinic's lawyer decides;
    the build only asks that somebody has looked.

    Bad:
        forms: {backend: post, endpoint: "https://forms.example.com/f/1"}
        fields:
          - {name: tel, label: Phone number, type: tel}

    Good:
        forms: {backend: post, endpoint: "https://forms.example.com/f/1", baa: signed}
        fields:
          - {name: tel, label: Phone number, type: tel}
    """
    service = site.clinic.forms
    if service.backend in REMOTE and service.baa != "signed" and site.forms:
        state = "has signed no agreement" if service.baa == "none" else "has perhaps signed no agreement"
        yield Diagnostic(
            "PRI-02", f"`{service.backend}` takes requests for appointments and {state}.", clinic_place(site, "forms.baa"),
            "Sign a business associate agreement and write `baa: signed`, or use `backend: phone-only`.",
        )


@rule("PRI-02", "site")
def mail_endpoint(site: Site) -> Iterator[Diagnostic]:
    """The forms are sent by mail.

    A `mailto:` form opens the visitor's own mail program, often fails, and sends what it holds unprotected over
    servers with which the clinic has no agreement (HIPAA, 45 CFR 164.312(e)).

    Bad:
        forms: {backend: post, baa: signed, endpoint: "mailto:office@juniperrow.example"}
        fields:
          - {name: tel, label: Phone number, type: tel}

    Good:
        forms: {backend: post, baa: signed, endpoint: "https://forms.example.com/f/1"}
        fields:
          - {name: tel, label: Phone number, type: tel}
    """
    endpoint = (site.clinic.forms.endpoint or "").strip()
    if endpoint.lower().startswith("mailto:") or re.fullmatch(r"[^\s/@:]+@[^\s/@]+", endpoint):
        yield Diagnostic(
            "PRI-02", f"Forms would be sent by mail, to `{endpoint}`.", clinic_place(site, "forms.endpoint"),
            "Write the https address of a service that takes forms, or use `backend: phone-only`.",
        )


@rule("PRI-02", "site")
def open_endpoint(site: Site) -> Iterator[Diagnostic]:
    """The address that takes the forms is not an https address.

    Everything a patient types would cross the network in the clear, for anyone on the way to read
    (HIPAA, 45 CFR 164.312(e)).

    Bad:
        forms: {backend: post, baa: signed, endpoint: "http://forms.example.com/f/1"}
        fields:
          - {name: tel, label: Phone number, type: tel}

    Good:
        forms: {backend: post, baa: signed, endpoint: "https://forms.example.com/f/1"}
        fields:
          - {name: tel, label: Phone number, type: tel}
    """
    endpoint = (site.clinic.forms.endpoint or "").strip()
    if endpoint and not any(mail_endpoint(site)) and not is_https(endpoint):
        near = "https://" + endpoint.removeprefix("http://") if endpoint.startswith("http://") else ""
        yield Diagnostic(
            "PRI-02", f"Forms would be sent to `{endpoint}`, which is not an https address.",
            clinic_place(site, "forms.endpoint"),
            f"Write `{near}`, if the service answers there." if near else "Write it in full, as in `https://example.com/f/1`.",
        )


@rule("FORM006", "site")
def missing_endpoint(site: Site) -> Iterator[Diagnostic]:
    """The backend `post` has no endpoint.

    Without an address the browser would send the form back to the page it stands on, where nobody takes it.

    Bad:
        forms: {backend: post, baa: signed}
        fields:
          - {name: tel, label: Phone number, type: tel}

    Good:
        forms: {backend: post, baa: signed, endpoint: "https://forms.example.com/f/1"}
        fields:
          - {name: tel, label: Phone number, type: tel}
    """
    if site.clinic.forms.backend == "post" and not (site.clinic.forms.endpoint or "").strip():
        yield Diagnostic(
            "FORM006", "`backend: post` has no endpoint to send to.", clinic_place(site, "forms.backend"),
            "Add `endpoint:` with the https address that the service gave you.",
        )


def fields_of(site: Site) -> Iterator[tuple[FormFile, str, Field]]:
    """Every field of every form with its key in the file, as `steps.0.fields.2`."""
    for form in site.forms:
        for i, step in enumerate(form.form.steps):
            for j, field in enumerate(step.fields):
                yield form, f"steps.{i}.fields.{j}", field


def asks_about_health(field: Field) -> bool:
    """Whether it says so, or its name or label does. Agreeing to something is not an answer about health."""
    if field.health:
        return True
    return field.type != "checkbox" and bool(HEALTH.search(f"{field.name.replace('-', ' ')} {field.label}"))


def is_https(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" and bool(parts.hostname) and not re.search(r"\s", address)


def place(form: FormFile, key: str) -> Location:
    """Where a key of a form stands, or its nearest parent that is written down."""
    return _place(form.source.file, form.places, key)


def clinic_place(site: Site, key: str) -> Location:
    """Where a key of clinic.yaml stands, or its nearest parent that is written down."""
    return _place(site.clinic_source.file, site.clinic_places, key)


def _place(file: str, places: tuple[tuple[str, int, int], ...], key: str) -> Location:
    table = {name: (line, column) for name, line, column in places}
    while key and key not in table:
        key = key.rpartition(".")[0]
    return Location(file, *table.get(key, (1, 1)))


RULES: tuple[Rule, ...] = (
    unsigned_health_fields, unsigned_service, mail_endpoint, open_endpoint, missing_endpoint,
)
