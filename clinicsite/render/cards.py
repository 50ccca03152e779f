"""Components that stand in prose: care cards, do and do not, callouts, facts, steps, questions, figures, quotations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from clinicsite.model.clinic import CrisisLine
from clinicsite.model.page import Page
from clinicsite.render.calls import ComponentError
from clinicsite.render.frame import places_of
from clinicsite.render.prose import inline

if TYPE_CHECKING:
    from clinicsite.render.view import View

URGENCIES = ("emergency", "urgent", "routine")
LIST = re.compile(r"\s*<(ul|ol)>(.*)</\1>\s*", re.S)


def one_of(name: str, parameter: str, value: str, choices: Sequence[str]) -> None:
    """Raise ComponentError where an argument is none of the words it may be."""
    if value not in choices:
        quoted = [f"`{choice}`" for choice in choices]
        raise ComponentError(
            f"The component `{name}` takes {', '.join(quoted[:-1])} or {quoted[-1]} as `{parameter}`, not `{value}`."
        )


def care_card(
    view: View, urgency: str, title: str, body: Markup, page: Page | None = None, id: str = "", level: int = 3
) -> Mapping[str, Any]:
    """Whom to call, how fast, and for what. `urgency` is `emergency`, `urgent` or `routine`; the numbers are added."""
    one_of("care_card", "urgency", urgency, URGENCIES)
    emergency = urgency == "emergency"
    return {
        "level": level, "now": emergency, "title": title, "id": id, "body": body,
        "emergency": said(view, "emergency") if emergency else (),
        "crisis": said(view, "crisis-call", "crisis-text") if emergency else (),
        "places": () if emergency else places_of(view, page),
    }


def do_dont(view: View, kind: str, body: Markup, title: str = "", level: int = 3) -> Mapping[str, Any]:
    """A list of what to do or, in every bullet, of what not to do."""
    one_of("do_dont", "kind", kind, ("do", "dont"))
    if not LIST.fullmatch(body):
        raise ComponentError("The component `do_dont` takes one bullet list as `body`.")
    if kind == "dont":
        marked = Markup(str(body).replace("<ul>", '<ul class="dont">', 1))
        return {"level": level, "title": title or view.gettext("Do not"), "body": marked}
    return {"level": level, "title": title or view.gettext("Do"), "body": body}


def driving_day(view: View, title: str, body: Markup, id: str = "", level: int = 3) -> Mapping[str, Any]:
    """When one may drive again. The rule is the body's; a script names the day, on the reader's own device."""
    return {"title": title, "body": body, "id": id, "level": level}


def callout(view: View, title: str, body: Markup, id: str = "", level: int = 3) -> Mapping[str, Any]:
    """One risk that must not be missed."""
    return {"level": level, "title": title, "body": body, "id": id}


def key_facts(view: View, body: Markup, title: str = "", id: str = "", level: int = 3) -> Mapping[str, Any]:
    """A few facts as a list with rules between them."""
    return {"level": level, "title": title or view.gettext("Key facts"), "body": body, "id": id}


def steps(view: View, body: Markup, title: str = "", id: str = "", level: int = 3) -> Mapping[str, Any]:
    """An ordered list, one large numeral a step."""
    if not (match := LIST.fullmatch(body)) or match[1] != "ol":
        raise ComponentError("The component `steps` takes one numbered list as `body`.")
    return {"level": level, "title": title, "body": Markup(str(body).replace("<ol>", '<ol class="steps">', 1)), "id": id}


def question(view: View, question: str, body: Markup, id: str = "", level: int = 3) -> Mapping[str, Any]:
    """A question and its answer, both in sight."""
    return {"level": level, "question": question, "body": body, "id": id}


def evidence_note(view: View, body: Markup, title: str = "", level: int = 3) -> Mapping[str, Any]:
    """What a statement rests on."""
    return {"level": level, "title": title or view.gettext("What this rests on"), "body": body}


def quotation(view: View, by: str, body: Markup) -> Mapping[str, Any]:
    """Words of an official source or of the clinic's staff. Never a patient's."""
    return {"by": by, "body": body}


def figure(view: View, path: str, alt: str, caption: Markup, credit: str = "", page: Page | None = None) -> Mapping[str, Any]:
    """A picture or drawing with its text alternative and a caption. `path` is written from the page's own folder."""
    source = page.source.path if page else ""
    paragraph = re.fullmatch(r"\s*<p>(.*)</p>\s*", caption, re.S)
    single = paragraph and "<p>" not in paragraph[1]
    return {
        "picture": view.figure(path, alt, source), "credit": credit,
        "caption": Markup(paragraph[1]) if paragraph and single else caption,
    }


def button(view: View, label: str, to: str, page: Page | None = None) -> Mapping[str, Any]:
    """A link that looks like a button. It is never coral: only the page's next step is."""
    return {"label": label, "url": view.url(to, page.source.path if page else "")}


def gloss(view: View, term: str) -> Mapping[str, Any]:
    """What a term means, opened without a script. `term` is its id in glossary.yaml."""
    found = view.term(term)
    if found is None:
        raise ComponentError(f"The glossary has no term `{term}`.")
    return {"term": found, "definition": inline(found.definition, view)}


def said(view: View, *uses: str) -> tuple[tuple[str, CrisisLine], ...]:
    """The crisis lines of these uses, each with what one does: (`call`, …), (`text`, …)."""
    gettext = view.gettext
    verbs = {"tel": gettext("call"), "sms": gettext("text")}
    lines = [line for use in uses for line in view.clinic.crisis if line.use == use]
    return tuple((verbs.get(line.href.partition(":")[0], gettext("open")), line) for line in lines)


