"""/.well-known/security.txt: where to report a security problem (RFC 9116)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from clinicsite.model.site import Site
from clinicsite.render.job import Job
from clinicsite.render.text import render_text
from clinicsite.settings import Settings

if TYPE_CHECKING:
    from clinicsite.render.view import View


def jobs(site: Site, settings: Settings) -> Iterator[Job]:
    """Written where clinic.yaml names a `security_contact`."""
    if site.clinic.security_contact:
        yield Job(".well-known/security.txt", "templates/text/security.txt", security)


def security(view: View) -> bytes:
    return render_text(
        view,
        "security.txt",
        contact=view.clinic.security_contact,
        expires=f"{expiry(view.clock).isoformat()}T00:00:00Z",
        language=view.clinic.language.partition("-")[0],
        canonical=f"{view.base_url}/.well-known/security.txt",
    )


def expiry(today: date) -> date:
    """The first day of this month in a year: less than a year away, as the RFC asks, and the same all month."""
    return date(today.year + 1, today.month, 1)
