"""Components that list pages and facts: rows, articles, stages, pagination, facts, a place's week and way in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from clinicsite.model.formats import STATES
from clinicsite.model.frozen import frozen
from clinicsite.model.kinds import Condition, Person, Stage
from clinicsite.model.languages import ENGLISH
from clinicsite.model.meta import Fact
from clinicsite.model.page import Page
from clinicsite.model.places import Address, Place, Span, Stop
from clinicsite.render import edge
from clinicsite.render.filters import CLOSED, WEEK, listed, open_on, phone_href, week
from clinicsite.render.grades import GRADES
from clinicsite.render.prose import inline
from clinicsite.render.reading import picture_of

if TYPE_CHECKING:
    from clinicsite.render.pages import Pagination
    from clinicsite.render.view import View


@frozen(slots=True)
class Row:
    """A page in a list: its name, where it is, a sentence, what stands at the end of the line, and a portrait before it."""

    title: str
    url: str
    text: Markup
    side: Markup
    lang: str = ENGLISH.code
    picture: Markup | str = ""


def rows(
    view: View, pages: Sequence[Page] = (), names: Sequence[str] = (), meets: bool = False, portraits: bool = False
) -> Mapping[str, Any]:
    """Pages of any kind but articles, one a line, or the people of these `names`.

    `meets` says of people when in a visit you meet them; `portraits` shows the picture of each page, if all have one.
    """
    people = [person for name in names if (person := view.named("person", name))]
    listed = (*pages, *people)
    made = [row_of(view, page, meets) for page in listed]
    if portraits and all(page.meta.image for page in listed):
        made = [replace(row, picture=picture_of(view, page, layout="row")) for row, page in zip(made, listed)]
    return {"rows": made}


def articles(view: View, pages: Sequence[Page]) -> Mapping[str, Any]:
    """Articles, one a line, with the month of their last review and the minutes they take."""
    return {"pages": pages}


def stage(view: View, stage: Stage, pages: Sequence[Page]) -> Mapping[str, Any]:
    """A part of a topic's timeline with its articles; nothing where it has none."""
    return {"stage": stage, "marks": edge.marks(stage.marks), "pages": pages}


def shelf(view: View, topic: Page) -> Mapping[str, Any]:
    """A topic with its articles and the minutes that all of them take."""
    pages = view.pages(kind="article", topic=topic.name)
    return {"topic": topic, "pages": pages, "minutes": sum(view.minutes(page) for page in pages)}


def glossary(view: View) -> Mapping[str, Any]:
    """Every term, by its first letter."""
    terms = sorted(view.terms(), key=lambda term: term.term.casefold())
    return {"letters": [(letter, list(group)) for letter, group in groupby(terms, lambda term: term.term[0].upper())]}


def pagination(view: View, pagination: Pagination) -> Mapping[str, Any]:
    """The pages of a long list; nothing where there is only one."""
    return {"pagination": pagination}


def facts(view: View, page: Page, facts: Sequence[Fact] | None = None) -> Mapping[str, Any]:
    """Terms and what is true of them: those given, else what the page says of itself."""
    meta = page.meta
    if facts is not None:
        said = [(fact.term, inline(fact.text, view, page)) for fact in facts]
    elif isinstance(meta, Person):
        said = _person_facts(view, meta)
    elif isinstance(meta, Place):
        said = _place_facts(view, page, meta)
    else:
        said = [(fact.term, inline(fact.text, view, page)) for fact in getattr(meta, "facts", ())]
    return {"facts": said}


def hours_week(view: View, page: Page) -> Mapping[str, Any]:
    """A place's open week, each day's bar to scale."""
    place: Place = page.meta  # type: ignore[assignment]
    scale = edge.week_scale(place.hours.values())
    days = [(name, place.hours.get(name, CLOSED)) for name in WEEK]
    first, last = scale
    return {
        "days": [
            (*_weekday(view, n), open_on(name, day, view.tongue), edge.bar(day.spans, scale), edge.marks(_open_hours(day.spans)))
            for n, (name, day) in enumerate(days)
        ],
        "axis": [(length, f"{start}:00") for start, length in _axis(first // 60, last // 60)], "last": f"{last // 60}:00",
    }


def walk(view: View, stops: Sequence[Stop]) -> Mapping[str, Any]:
    """The way from the street to the chair, in minutes and seconds."""
    return {"stops": stops}


def address(view: View, address: Address) -> Mapping[str, Any]:
    """A street address as it stands on an envelope."""
    return {"address": address}


def row_of(view: View, page: Page, meets: bool = False) -> Row:
    """What a list says of a page, by its kind."""
    return replace(_row(view, page, meets), lang=page.lang)


def _row(view: View, page: Page, meets: bool) -> Row:
    if isinstance(page.meta, Person):
        return _person(view, page, page.meta, meets)
    if isinstance(page.meta, Place):
        return _place(view, page, page.meta)
    graded = page.meta.evidence if isinstance(page.meta, Condition) else None
    side = view.gettext(GRADES[graded.grade][0]) if graded else ""
    return Row(page.title, view.url(page), Markup.escape(page.meta.description), Markup.escape(side))


def _person(view: View, page: Page, person: Person, meets: bool) -> Row:
    if meets and person.meets:
        text = inline(person.meets_text, view, page) if person.meets_text else Markup.escape(person.role + ".")
        return Row(person.full_name, view.url(page), text, Markup.escape(person.meets))
    speaks = view.gettext("Speaks %(languages)s") % {"languages": listed(person.languages, view.tongue)}
    said = [person.role, person.certification, speaks if person.languages else ""]
    text = Markup.escape(" ".join(f"{part}." for part in said if part))
    return Row(person.full_name, view.url(page), text, Markup.escape(person.days or ""))


def _place(view: View, page: Page, place: Place) -> Row:
    where = ", ".join(part for part in (place.address.street, place.address.suite) if part)
    town = f"{place.address.city}, {place.address.state} {place.address.postal_code}"
    call = Markup('<a class="tel" href="{}">{}</a>').format(phone_href(place.phone), place.phone)
    open_days = Markup("<br>").join(f"{days}, {open_hours}" for days, open_hours in week(place, view.tongue))
    return Row(place.name, view.url(page), Markup("{}<br>{}<br>{}").format(where, town, call), open_days)


def _person_facts(view: View, person: Person) -> list[tuple[str, Markup]]:
    gettext = view.gettext
    licensed = [gettext(STATES[state]) for state in person.license_states]
    places = [place for name in person.locations if (place := view.named("location", name))]
    where = Markup(", ").join(Markup('<a href="{}">{}</a>').format(view.url(place), place.title) for place in places)
    said: list[tuple[str, str | Markup | None]] = [
        (gettext("Role"), person.role if person.summary else None),
        (gettext("Certified"), person.certification),
        (gettext("Licensed in"), listed(licensed, view.tongue)),
        (gettext("Also speaks"), listed(person.languages, view.tongue)),
        (gettext("Works"), person.days),
        (gettext("At"), where),
        (gettext("You meet"), person.meets),
    ]
    return [(term, Markup.escape(text)) for term, text in said if text]


def _place_facts(view: View, page: Page, place: Place) -> list[tuple[str, Markup]]:
    gettext = view.gettext
    links = [
        (gettext("Map"), gettext("Open a map"), place.map_url), (gettext("Online"), gettext("Pick a time"), place.scheduling_url),
    ]
    leaving = gettext("(leaves this site)")
    outbound = [(term, Markup('<a href="{}">{}</a> {}').format(url, label, leaving)) for term, label, url in links if url]
    return [*((fact.term, inline(fact.text, view, page)) for fact in place.facts), *outbound]


def _weekday(view: View, number: int) -> tuple[str, str]:
    """A weekday's name and its short form, as they head a line."""
    name, short = view.tongue.weekdays[number], view.tongue.short_weekdays[number]
    return name[:1].upper() + name[1:], short[:1].upper() + short[1:]


def _axis(first: int, last: int) -> list[tuple[int, int]]:
    """The hours at which the axis carries a label, and how many hours follow: its start, and noon."""
    return [(first, 12 - first), (12, last - 12)] if first < 12 < last else [(first, last - first)]


def _open_hours(spans: Sequence[Span]) -> float:
    return sum(end - start for start, end in (span.minutes for span in spans)) / 60

