"""Whom a clinic trusts: the hosts it has answered for in clinic.yaml."""

from __future__ import annotations

from urllib.parse import urlsplit

from clinicsite.model.diagnostic import Location
from clinicsite.model.frozen import frozen
from clinicsite.model.site import Site


@frozen(slots=True)
class Trust:
    """`requests` are hosts that pages may load from, each with the place that says so; `forms` are hosts with a signed
    business associate agreement, which may take what is typed."""

    requests: tuple[tuple[str, Location], ...] = ()
    forms: frozenset[str] = frozenset()

    def may_load(self, host: str) -> bool:
        return any(allowed == host for allowed, _ in self.requests)


NOBODY = Trust()


def trust_of(site: Site) -> Trust:
    """What clinic.yaml says under `allowed_requests`, and under `forms` where `baa: signed`."""
    clinic = site.clinic
    places = {name: (line, column) for name, line, column in site.clinic_places}
    requests = (
        (request.host, Location(site.clinic_source.file, *places.get(f"allowed_requests.{i}.host", (1, 1))))
        for i, request in enumerate(clinic.allowed_requests)
    )
    return Trust(tuple(requests), frozenset(filter(None, [_signed_host(site)])))


def _signed_host(site: Site) -> str:
    forms = site.clinic.forms
    if forms.baa != "signed" or forms.backend != "post":
        return ""
    try:
        return urlsplit(forms.endpoint or "").hostname or ""
    except ValueError:
        return ""
