"""Fields in HTML: what stands before the first, their labels, what browsers may fill in, and what they must not ask."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.document import Document
from clinicsite.check.form_markup import EMERGENCY, FieldMarkup
from clinicsite.check.form_reading import read_forms
from clinicsite.check.questions import refused
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic

TYPES = {"tel": "tel", "email": "email", "name": "text"}
TOKENS = {
    "tel": re.compile(r"tel(-[a-z-]+)?"),
    "email": re.compile(r"email"),
    "name": re.compile(r"(given-|family-|additional-|nick)?name|honorific-(prefix|suffix)|organization"),
}
EXAMPLES = {"tel": "tel", "email": "email", "name": "name"}
DATE_PART = re.compile(r"\b(day|month|year|dd|mm|yyyy)\b", re.I)
EXPLAINED = re.compile(r"\*.{0,40}\b(required|mandatory|must)\b|\b(required|mandatory|must)\b.{0,40}\*", re.I)
DATE_PARTS = 2


@rule("CRI-06", "document")
def form_without_note(page: Document) -> Iterator[Diagnostic]:
    """A form by which people write to the clinic has no note with 911 and 988 before its first field.

    People in distress use whatever box is in front of them. A row at the head of every page, or a note after the button,
    is read too late or not at all, so the note stands in the page's main part, above the form (988 Suicide & Crisis
    Lifeline).

    Bad:
        <form action="/send" method="post">
        <label for="tel">Phone number</label><input id="tel" name="tel" type="tel" autocomplete="tel">
        <button>Send</button>
        <p>In an emergency call 911. Thoughts of suicide? Call 988.</p>
        </form>

    Good:
        <form action="/send" method="post">
        <p>Do not use this form in an emergency. Call 911. Thoughts of suicide? Call 988.</p>
        <label for="tel">Phone number</label><input id="tel" name="tel" type="tel" autocomplete="tel">
        <button>Send</button>
        </form>
    """
    for form in read_forms(page):
        missing = [number for number in EMERGENCY if number not in form.warned]
        if form.reaches_clinic and missing:
            yield Diagnostic(
                "CRI-06", f"No note before the form's first field names {' and '.join(missing)}.", page.at(form.anchor),
                "Write above the fields that nobody reads the form at once, and give 911 and 988.",
            )


@rule("PRI-03", "document")
def unhelpful_field(page: Document) -> Iterator[Diagnostic]:
    """A field has no label, or does not tell browsers and phones what it takes.

    A label stays when the placeholder is gone, and is read aloud. `autocomplete` lets tired people fill in their name
    with one touch, and `type` brings up the right keys (WCAG 2.2, 1.3.1, 1.3.5 and 3.3.2; the form patterns of GOV.UK
    and VA.gov).

    Bad:
        <p>Emergency? Call 911. Thoughts of suicide? Call 988.</p>
        <form action="/send" method="post">
        <input type="number" name="phone" placeholder="Phone">
        </form>

    Good:
        <p>Emergency? Call 911. Thoughts of suicide? Call 988.</p>
        <form action="/send" method="post">
        <label for="tel">Phone number</label><input id="tel" name="phone" type="tel" autocomplete="tel">
        </form>
    """
    for form in read_forms(page):
        for field in form.seen if form.is_personal else ():
            faults = list(_faults(field))
            if faults:
                several = ", ".join(faults[:-1]) + " and " + faults[-1] if len(faults) > 1 else faults[0]
                yield Diagnostic(
                    "PRI-03", f"The field `{field.called}` has {several}.", page.at(field.element), _cure(field),
                )


def _faults(field: FieldMarkup) -> Iterator[str]:
    if not field.is_labelled:
        placeholder = field.attributes.get("placeholder", "").strip()
        yield "a placeholder for its label" if placeholder else "no label"
    if field.asks not in TYPES or field.element.tag != "input":
        return
    if field.type != TYPES[field.asks]:
        yield f"the type `{field.type}`"
    tokens = field.attributes.get("autocomplete", "").lower().split()
    if not tokens:
        yield "no `autocomplete`"
    elif not TOKENS[field.asks].fullmatch(tokens[-1]):
        yield f'`autocomplete="{tokens[-1]}"`'


def _cure(field: FieldMarkup) -> str:
    if field.asks not in TYPES or field.element.tag != "input":
        return "Write a `<label>` whose `for` names the field's `id`."
    token = field.attributes.get("autocomplete", "").lower().split()[-1:]
    known = token and TOKENS[field.asks].fullmatch(token[0])
    tag = f'<input type="{TYPES[field.asks]}" autocomplete="{token[0] if known else EXAMPLES[field.asks]}">'
    return f"Write `{tag}`" + ("." if field.is_labelled else " and a `<label>` whose `for` names its `id`.")


@rule("PRI-03", "document")
def starred_label(page: Document) -> Iterator[Diagnostic]:
    """A form marks what must be filled in with an asterisk only.

    The sign is read aloud as "star", and many people do not know what it means (WCAG 2.2, 3.3.2). Saying which fields
    are optional takes fewer words (the form patterns of GOV.UK and VA.gov).

    Bad:
        <p>Emergency? Call 911. Thoughts of suicide? Call 988.</p>
        <form action="/send" method="post">
        <label for="tel">Phone number *</label><input id="tel" name="tel" type="tel" autocomplete="tel" required>
        </form>

    Good:
        <p>Emergency? Call 911. Thoughts of suicide? Call 988.</p>
        <form action="/send" method="post">
        <label for="tel">Phone number</label><input id="tel" name="tel" type="tel" autocomplete="tel" required>
        <label for="m">Email (optional)</label><input id="m" name="m" type="email" autocomplete="email">
        </form>
    """
    for form in read_forms(page):
        starred = [f for f in form.seen if _is_starred(f)] if form.is_personal else []
        if starred and not EXPLAINED.search(form.text):
            fields = "a field" if len(starred) == 1 else f"{len(starred)} fields"
            yield Diagnostic(
                "PRI-03", f"The form marks {fields} with an asterisk, as in `{starred[0].called}`.",
                page.at(starred[0].element), "Write “(optional)” after the labels of the others, and take the asterisks out.",
            )


def _is_starred(field: FieldMarkup) -> bool:
    return any(re.search(r"\*\s*:?\s*\Z|\A\s*\*", text or "") for text in (field.label, field.attributes.get("placeholder")))


@rule("PRI-03", "document")
def asked_date(page: Document) -> Iterator[Diagnostic]:
    """A form on a page asks for a date of birth, or for a date out of lists.

    Nobody needs a birthday to call back, and it opens other accounts. Lists of days, months and years are slow on a
    phone and hard with a keyboard or a tremor (the form patterns of GOV.UK).

    Bad:
        <form action="/send" method="post">
        <label for="d">Date of birth</label><input id="d" name="dob">
        </form>

    Good:
        <form action="/send" method="post">
        <label><input type="checkbox" name="of-age"> I am 18 or older.</label>
        </form>
    """
    for form in read_forms(page):
        born = next((f for f in form.seen if f.asks == "birth"), None)
        if born:
            yield Diagnostic(
                "PRI-03", f"`{born.called}` asks for a date of birth.", page.at(born.element),
                "Delete the field and ask by phone or in person.",
            )
        lists = [] if born else [f for f in form.seen if f.type == "select" and DATE_PART.search(f.words)]
        if len(lists) >= DATE_PARTS:
            yield Diagnostic(
                "PRI-03", f"The form asks for a date out of {len(lists)} lists.", page.at(lists[0].element),
                "Take the date out, or let people type it.",
            )


@rule("PRI-04", "document")
def refused_question(page: Document) -> Iterator[Diagnostic]:
    """A form on a page asks for a Social Security number, an insurance number or payment details.

    A form takes what is needed to call back and nothing more (HIPAA's minimum necessary, 45 CFR 164.502(b)).

    Bad:
        <form action="/send" method="post">
        <label for="n">Insurance number</label><input id="n" name="member-id">
        </form>

    Good:
        <form action="/send" method="post">
        <label><input type="checkbox" name="insured"> I have insurance.</label>
        </form>
    """
    for form in read_forms(page):
        for field in form.seen:
            if field.asks == "refused" and (found := refused(field.words)):
                yield Diagnostic(
                    "PRI-04", f"`{field.called}` asks for {found[0]}: {found[1]}.", page.at(field.element),
                    "Delete the field and ask by phone or in person.",
                )


RULES: tuple[Rule, ...] = (form_without_note, unhelpful_field, starred_label, asked_date, refused_question)
