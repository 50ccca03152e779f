"""Privacy: what pages ask of other hosts, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterator

from clinicsite.check.abstracts import Abstracts
from clinicsite.check.document import Document
from clinicsite.check.requests import CALLS, Request, requests_of
from clinicsite.check.rule import Rule, rule
from clinicsite.check.services import INSTEAD
from clinicsite.model.diagnostic import Diagnostic


@rule("PRI-01", "document")
def third_party(page: Document) -> Iterator[Diagnostic]:
    """A page asks another host for something as soon as it opens.

    Whoever answers learns who reads which page of a clinic. Parts of the HIPAA bulletin on tracking still stand, the FTC
    has acted on such sharing (GoodRx, BetterHelp), and some states' laws forbid it (Washington, RCW 19.373). Scripts,
    frames, fonts, pictures, styles, early connections, pings and redirects all count; links that a visitor follows do
    not. A host that somebody at the clinic answers for stands in clinic.yaml under `allowed_requests`.

    Bad:
        <img src="https://cdn.example.net/chair.png" alt="A chair">

    Good:
        <a href="https://cdn.example.net/chair.png">A picture of the chair</a>
    """
    found: dict[tuple[str, str], list[Request]] = {}
    scripts: set[str] = set()
    for request in requests_of(page):
        name = request.service.name if request.service else request.host
        if page.trust.may_load(request.host) or request.does == CALLS and name in scripts:
            continue
        if "script" in request.does:
            scripts.add(name)
        found.setdefault((request.host, request.does), []).append(request)
    for (host, does), requests in found.items():
        service = requests[0].service
        name = f", which is {service.name}" if service else ""
        times = f" in {len(requests)} places" if len(requests) > 1 else ""
        instead = INSTEAD[service.kind] if service else "Keep the file in the site's own folder, or link to it with words"
        yield Diagnostic(
            "PRI-01", f"The page {does} `{host}`{name}{times}.", page.place(requests[0].offset),
            f"{instead}; or allow the host in clinic.yaml under `allowed_requests`, with an owner and a note.",
        )


@rule("PRI-05", "documents", "warning")
def idle_allowance(pages: Abstracts) -> Iterator[Diagnostic]:
    """clinic.yaml allows a host that no page asks for anything.

    An allowance that nobody needs lets the next script in unseen, and widens the site's security policy.

    Bad:
        -- content/clinic.yaml --
        allowed_requests:
          - {host: maps.example.net, owner: Ruth Lindqvist, note: Agreement of 2 May 2026}
        -- index.html --
        <a href="https://maps.example.net/alder">Map</a>

    Good:
        -- content/clinic.yaml --
        allowed_requests:
          - {host: maps.example.net, owner: Ruth Lindqvist, note: Agreement of 2 May 2026}
        -- index.html --
        <img src="https://maps.example.net/alder.png" alt="Plan of the street">
    """
    if not pages.trust.requests:
        return
    asked = {host for page in pages.pages.values() for host in page.hosts}
    for host, where in pages.trust.requests:
        if host not in asked:
            yield Diagnostic(
                "PRI-05", f"`allowed_requests` lets pages load from `{host}`, and none does.", where,
                "Delete the entry.", "warning",
            )


RULES: tuple[Rule, ...] = (third_party, idle_allowance)
