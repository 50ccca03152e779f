"""A contact card for each location: vCard 3.0 (RFC 2426).

Version 3.0, because Outlook reads no 4.0 and Android's importers read it in part; what a clinic needs is the same in both.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from clinicsite.model.clinic import Clinic
from clinicsite.model.page import Page
from clinicsite.model.places import Place
from clinicsite.model.site import Site
from clinicsite.render.job import Job
from clinicsite.settings import Settings

if TYPE_CHECKING:
    from clinicsite.render.view import View

FOLD = 75
"""The most octets of a line."""


def jobs(site: Site, settings: Settings) -> Iterator[Job]:
    """`locations/<name>.vcf` beside each location's page."""
    for page in site.by_kind.get("location", ()):
        yield Job(vcard_path(page), page.source.file, partial(_render, page_id=page.id))


def vcard_path(page: Page) -> str:
    """`locations/columbia` -> `locations/columbia.vcf`"""
    return f"{page.id}.vcf"


def _render(view: View, page_id: str) -> bytes:
    page = view.page(page_id)
    if page is None:
        raise LookupError(f"There is no location `{page_id}`.")
    return vcard(view.clinic, cast(Place, page.meta), view.absolute(page))


def vcard(clinic: Clinic, place: Place, url: str) -> bytes:
    """The card, in UTF-8 with folded lines that end in CRLF. No email: a card must not invite health news by mail."""
    address = place.address
    name = f"{clinic.name}, {place.name}"
    parts = ("", address.suite or "", address.street, address.city, address.state, address.postal_code, "United States")
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"FN:{escape(name)}",
        "N:;;;;",
        f"ORG:{escape(clinic.name)};{escape(place.name)}",
        "X-ABShowAs:COMPANY",
        f"TEL;TYPE=WORK,VOICE,PREF:+1-{place.phone}",
        *([f"TEL;TYPE=WORK,FAX:+1-{place.fax}"] if place.fax else []),
        f"ADR;TYPE=WORK:{';'.join(escape(part) for part in parts)}",
        f"URL:{url}",
        f"UID:{url}",
        "END:VCARD",
    ]
    return b"".join(fold(line) for line in lines)


def escape(text: str) -> str:
    """A text value: backslash, comma, semicolon and line end take a backslash."""
    for sign in ("\\", ",", ";"):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def fold(line: str) -> bytes:
    """A line in pieces of at most 75 octets, no character torn apart; each further piece starts with a space."""
    pieces, piece = [], b""
    for character in line:
        octets = character.encode()
        if len(piece) + len(octets) > FOLD:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
