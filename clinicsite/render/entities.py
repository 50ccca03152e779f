"""Clinics, people, treatments, conditions and works as nodes of schema.org."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

from clinicsite.model.clinic import Clinic
from clinicsite.model.formats import STATES
from clinicsite.model.kinds import Condition, Person, Treatment
from clinicsite.model.page import Page
from clinicsite.model.places import Address, Day, Place, Span
from clinicsite.model.reference import Reference
from clinicsite.render.bibliography import source_url

if TYPE_CHECKING:
    from clinicsite.render.view import View

Node = dict[str, Any]
COMING_DAYS = 3
"""How many of the next days of a rhythm such as `every second Saturday of the month` are named."""


def node(kind: str | list[str], node_id: str = "", **properties: Any) -> Node:
    """A node without the properties that are None or empty."""
    made: Node = {"@type": kind, **({"@id": node_id} if node_id else {})}
    return made | {name: value for name, value in properties.items() if value not in (None, "", (), [])}


def ref(target: Node) -> Node:
    """A reference to a node of the same graph."""
    return {"@id": target["@id"]}


def website(view: View, publisher: Node) -> Node:
    clinic, base = view.clinic, view.base_url
    return node(
        "WebSite", f"{base}/#website", url=f"{base}/", name=clinic.name, inLanguage=_spoken(view), publisher=ref(publisher)
    )


def _spoken(view: View) -> str | list[str]:
    """The language of the site, or its languages."""
    codes = [language.code for language in view.languages()]
    return codes if len(codes) > 1 else view.clinic.language


def organization(view: View) -> Node:
    """The clinic as a whole, which its locations are part of."""
    clinic, base = view.clinic, view.base_url
    profiles = [profile.url for profile in clinic.social]
    return node("MedicalOrganization", f"{base}/#organization", name=clinic.name, url=f"{base}/", sameAs=profiles)


def clinic_node(view: View, page: Page, parent: Node, whole: bool) -> Node:
    """A location: name, phone and address; `whole` adds what its own page shows."""
    place, clinic = cast(Place, page.meta), view.clinic
    made = node(
        "MedicalClinic",
        f"{view.base_url}/#clinic-{page.name}",
        name=f"{clinic.name}, {place.name}",
        url=view.absolute(page),
        telephone=f"+1-{place.phone}",
        address=address_node(place.address),
        parentOrganization=ref(parent),
    )
    return made | _whole_clinic(clinic, place, view.clock) if whole else made


def _whole_clinic(clinic: Clinic, place: Place, today: date) -> Node:
    properties = {
        "faxNumber": f"+1-{place.fax}" if place.fax else "",
        "openingHoursSpecification": list(opening_hours(place)),
        "specialOpeningHoursSpecification": list(special_hours(place, today)),
        "areaServed": [node("State", name=STATES[state]) for state in clinic.states_served],
        "hasMap": place.map_url or "",
    }
    return {name: value for name, value in properties.items() if value}


def address_node(address: Address) -> Node:
    street = f"{address.street}, {address.suite}" if address.suite else address.street
    return node(
        "PostalAddress",
        streetAddress=street,
        addressLocality=address.city,
        addressRegion=address.state,
        postalCode=address.postal_code,
        addressCountry="US",
    )


def opening_hours(place: Place) -> Iterator[Node]:
    """The hours of every week, days with the same hours together. A day open in some weeks only is not among them."""
    together: dict[Span, list[str]] = {}
    for weekday, day in place.hours.items():
        for span in () if day.weeks else day.spans:
            together.setdefault(span, []).append(weekday.capitalize())
    for span, days in together.items():
        yield node("OpeningHoursSpecification", dayOfWeek=days, opens=_clock(span.opens), closes=_clock(span.closes))


def special_hours(place: Place, today: date) -> Iterator[Node]:
    """Closures that are not over, and the next days that are open in some weeks of the month only."""
    for closure in place.closures:
        if closure.last >= today:
            yield _special(closure.first, closure.last, "00:00", "00:00")
    for weekday, day in place.hours.items():
        for coming in coming_days(place, weekday, day, today) if day.weeks else ():
            for span in day.spans:
                yield _special(coming, coming, _clock(span.opens), _clock(span.closes))


def coming_days(place: Place, weekday: str, day: Day, today: date) -> list[date]:
    """The next days on which a weekday of some weeks is open."""
    days = [today + timedelta(n) for n in range(7 * 5 * (COMING_DAYS + 1))]
    right = [d for d in days if f"{d:%A}".lower() == weekday and (d.day - 1) // 7 + 1 in day.weeks]
    return [d for d in right if not any(c.first <= d <= c.last for c in place.closures)][:COMING_DAYS]


def _special(first: date, last: date, opens: str, closes: str) -> Node:
    # Google reads 00:00 to 00:00 as closed all day.
    return node(
        "OpeningHoursSpecification", validFrom=first.isoformat(), validThrough=last.isoformat(), opens=opens, closes=closes
    )


def _clock(clock: str) -> str:
    return "23:59" if clock.startswith("24") else clock.zfill(5)


def person_node(view: View, page: Page, employer: Node, whole: bool) -> Node:
    """A person: name and credentials, as they stand under an article; `whole` adds what the person's page shows."""
    person = cast(Person, page.meta)
    made = node(
        "Person",
        f"{view.base_url}/#person-{page.name}",
        name=person.title,
        honorificSuffix=person.credentials,
        url=view.absolute(page),
    )
    if not whole:
        return made
    more = node(
        "Person",
        jobTitle=person.role,
        worksFor=ref(employer),
        knowsLanguage=list(person.languages),
        hasCredential=list(credentials(view, person)),
    )
    return made | more


def credentials(view: View, person: Person) -> Iterator[Node]:
    """Board certification as written, and a license for each state."""
    kind = "EducationalOccupationalCredential"
    if person.certification:
        yield node(kind, credentialCategory="certification", name=person.certification)
    for state in person.license_states:
        name = view.gettext(STATES[state])
        licensed = view.gettext("Licensed in %(state)s") % {"state": name}
        yield node(kind, credentialCategory="license", name=licensed, validIn=node("State", name=name))


def therapy_node(view: View, page: Page, whole: bool) -> Node:
    """A treatment. The drug stands only inside it, and only where the page names it."""
    treatment = cast(Treatment, page.meta)
    made = node(
        "MedicalTherapy", f"{view.base_url}/#therapy-{page.name}", name=treatment.therapy, url=view.absolute(page)
    )
    return made | {"drug": node("Drug", name=treatment.drug)} if whole and treatment.drug else made


def condition_node(view: View, page: Page) -> Node:
    condition = cast(Condition, page.meta)
    return node(
        "MedicalCondition",
        f"{view.base_url}/#condition-{page.name}",
        name=condition.condition,
        alternateName=condition.medical_name,
        url=view.absolute(page),
    )


def work_node(reference: Reference) -> Node:
    """A work that is cited, by its DOI, else by the page it is read on. Its title stands in the page's list of references."""
    kind, url = "ScholarlyArticle" if reference.doi or reference.journal else "CreativeWork", source_url(reference)
    if reference.doi:
        return node(kind, sameAs=url)
    return node(kind, url=url) if url else node(kind, name=reference.title)
