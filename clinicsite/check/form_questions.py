"""Rules on what forms in content/forms/ ask, and how."""

from __future__ import annotations

from collections.abc import Iterator

from clinicsite.check.form_service import clinic_place, fields_of, place
from clinicsite.check.questions import (
    BIRTH,
    EMAIL,
    TELEPHONE,
    TRACKING,
    asks_for_name,
    bundles_marketing,
    plain_words,
    refused,
    story,
)
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.form import Field
from clinicsite.model.site import Site

LINES = {"911": {"emergency"}, "988": {"crisis-call", "crisis-text"}}
"""By number, the uses of a line that leads there; whether it does is the matter of FACT-12."""

DELETE = "Delete the field and ask by phone or in person."


@rule("PRI-04", "site")
def refused_fields(site: Site) -> Iterator[Diagnostic]:
    """A field asks for something that a website must not ask for.

    A form takes what is needed to call back and nothing more (HIPAA's minimum necessary, 45 CFR 164.502(b)): no Social
    Security number, insurance number or payment details.

    Bad:
        fields:
          - {name: tel, label: Phone number, type: tel}
          - {name: member-id, label: Insurance number, type: text}

    Good:
        fields:
          - {name: tel, label: Phone number, type: tel}
          - {name: insured, label: I have insurance., type: checkbox, required: false}
    """
    for form, key, field in fields_of(site):
        if found := refused(_words(field)):
            yield Diagnostic(
                "PRI-04", f"`{field.name}` asks for {found[0]}: {found[1]}.", place(form, f"{key}.name"), DELETE,
            )


@rule("PRI-03", "site")
def date_of_birth(site: Site) -> Iterator[Diagnostic]:
    """A field asks for a date of birth.

    Nobody needs it to call back, and it opens other accounts. To be sure that somebody is an adult, ask that.

    Bad:
        fields:
          - {name: tel, label: Phone number, type: tel}
          - {name: dob, label: Date of birth, type: text}

    Good:
        fields:
          - {name: tel, label: Phone number, type: tel}
          - {name: of-age, label: I am 18 or older., type: checkbox}
    """
    for form, key, field in fields_of(site):
        if BIRTH.search(_words(field)):
            yield Diagnostic(
                "PRI-03", f"`{field.name}` asks for a date of birth: nobody needs it to call back, and it opens other accounts.",
                place(form, f"{key}.name"), DELETE,
            )


@rule("PRI-03", "site")
def mistyped_field(site: Site) -> Iterator[Diagnostic]:
    """A field for a phone, an email address or a name does not say what it is.

    The right `type` brings up the right keys on a phone, and checks the answer. With `autocomplete`, tired people fill in
    their name with one touch (WCAG 2.2, 1.3.5). Types `tel` and `email` have theirs already.

    Bad:
        fields:
          - {name: name, label: Full name, type: text}
          - {name: phone, label: Phone number, type: text}
          - {name: tel, label: Other number, type: tel, required: false}

    Good:
        fields:
          - {name: name, label: Full name, type: text, autocomplete: name}
          - {name: phone, label: Phone number, type: tel}
    """
    for form, key, field in fields_of(site):
        if field.type != "text":
            continue
        words = _words(field)
        wanted = "email" if EMAIL.search(words) else "tel" if TELEPHONE.search(words) else ""
        if wanted:
            what = "an email address" if wanted == "email" else "a phone number"
            yield Diagnostic(
                "PRI-03", f"`{field.name}` asks for {what} and is of type `text`.", place(form, f"{key}.type"),
                f"Write `type: {wanted}`.",
            )
        elif asks_for_name(words) and not field.autocomplete:
            yield Diagnostic(
                "PRI-03", f"`{field.name}` asks for a name and has no `autocomplete`.", place(form, f"{key}.name"),
                "Add `autocomplete: name`.",
            )


@rule("PRI-03", "site")
def starred_field(site: Site) -> Iterator[Diagnostic]:
    """A field's label has an asterisk.

    The page says "(optional)" where `required: false` stands, and nothing where an answer is needed. A star is read aloud
    as such, and many people do not know what it means.

    Bad:
        fields:
          - {name: tel, label: "Phone number *", type: tel}

    Good:
        fields:
          - {name: tel, label: Phone number, type: tel}
    """
    for form, key, field in fields_of(site):
        if field.label.startswith("*") or field.label.rstrip(" :").endswith("*"):
            yield Diagnostic(
                "PRI-03", f"The label of `{field.name}` has an asterisk.", place(form, f"{key}.label"), "Take the asterisk out.",
            )


@rule("PRI-02", "site")
def health_story(site: Site) -> Iterator[Diagnostic]:
    """A field asks for symptoms, a diagnosis, medicines or a story of somebody's health.

    A nurse asks by phone, where a danger can be answered at once. The form takes what is needed to call back and nothing
    more, whether an agreement is signed or not (HIPAA's minimum necessary, 45 CFR 164.502(b)).

    Bad:
        fields:
          - {name: tel, label: Phone number, type: tel}
          - {name: symptoms, label: Your symptoms, type: text}

    Good:
        fields:
          - {name: tel, label: Phone number, type: tel}
          - {name: call, label: Anything we should know to call you safely?, type: text}
    """
    for form, key, field in fields_of(site):
        what = story(_words(field)) if field.type not in ("checkbox", "locations", "tel", "email") else ""
        if what:
            yield Diagnostic(
                "PRI-02", f"`{field.name}` asks for {what}: a nurse asks by phone, where a danger can be answered at once.",
                place(form, f"{key}.name"), DELETE,
            )


@rule("PRI-02", "site")
def bundled_consent(site: Site) -> Iterator[Diagnostic]:
    """One box is a yes to advertising and to something else.

    Advertising to somebody because they wrote to a clinic needs an authorization of its own, freely given (HIPAA, 45 CFR
    164.508(a)(3)). A box that starts out ticked cannot be declared at all.

    Bad:
        fields:
          - {name: tel, label: Phone number, type: tel}
          - {name: ok, label: You may call me about this request and send me offers., type: checkbox}

    Good:
        fields:
          - {name: tel, label: Phone number, type: tel}
          - {name: ok, label: You may call me about this request., type: checkbox}
          - {name: news, label: You may also send me your newsletter., type: checkbox, required: false}
    """
    for form, key, field in fields_of(site):
        if field.type == "checkbox" and bundles_marketing(field.label):
            yield Diagnostic(
                "PRI-02", f"`{field.name}` asks for one yes to advertising and to something else.", place(form, f"{key}.label"),
                "Give advertising a box of its own, with `required: false`.",
            )


@rule("PRI-02", "site")
def tracked_requests(site: Site) -> Iterator[Diagnostic]:
    """clinic.yaml adds a hidden field that tells where the visitor came from.

    Campaign names and click numbers tie a request to an advertiser's file on the person, and so hand over that this
    person wrote to a ketamine clinic.

    Bad:
        forms: {backend: post, baa: signed, endpoint: "https://forms.example.com/f/1", hidden: {utm_source: website}}
        fields:
          - {name: tel, label: Phone number, type: tel}

    Good:
        forms: {backend: post, baa: signed, endpoint: "https://forms.example.com/f/1", hidden: {_subject: New request}}
        fields:
          - {name: tel, label: Phone number, type: tel}
    """
    for name in site.clinic.forms.hidden:
        if TRACKING.fullmatch(name.lower()):
            yield Diagnostic(
                "PRI-02", f"The hidden field `{name}` tells where the visitor came from.",
                clinic_place(site, f"forms.hidden.{name}"), "Delete it.",
            )


@rule("CRI-06", "site")
def lines_not_declared(site: Site) -> Iterator[Diagnostic]:
    """There are forms, and clinic.yaml names no 911 or no 988 for the note above them.

    The engine writes the note before the first field from the lines under `crisis`. People in distress use whatever box
    is in front of them, and must learn there that nobody reads it now (988 Suicide & Crisis Lifeline).

    Bad:
        crisis: [{show: "911", say: emergency, href: "tel:911", use: emergency}]
        fields:
          - {name: tel, label: Phone number, type: tel}

    Good:
        crisis:
          - {show: "911", say: emergency, href: "tel:911", use: emergency}
          - {show: "988", say: call, href: "tel:988", use: crisis-call}
        fields:
          - {name: tel, label: Phone number, type: tel}
    """
    uses = {line.use for line in site.clinic.crisis}
    missing = [number for number, needed in LINES.items() if not uses & needed]
    if missing and site.forms:
        yield Diagnostic(
            "CRI-06", f"The note above the forms cannot name {' and '.join(missing)}, which `crisis` does not list.",
            clinic_place(site, "crisis"), "Add " + " and ".join(_line(number) for number in missing) + ".",
        )


def _line(number: str) -> str:
    use = {"911": "emergency", "988": "crisis-call"}[number]
    return f'`{{show: "{number}", say: call, href: "tel:{number}", use: {use}}}`'


def _words(field: Field) -> str:
    return " | ".join((field.label, plain_words(field.name), plain_words(field.autocomplete or "")))


RULES: tuple[Rule, ...] = (
    refused_fields, date_of_birth, mistyped_field, starred_field, health_story, bundled_consent, tracked_requests,
    lines_not_declared,
)
