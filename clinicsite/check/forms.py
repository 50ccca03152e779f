"""Rules on forms: where they go, what they ask, and whether the answers can be kept apart and the person reached."""

from __future__ import annotations

from collections.abc import Iterator

from clinicsite.check.form_questions import RULES as QUESTION_RULES
from clinicsite.check.form_service import RULES as SERVICE_RULES
from clinicsite.check.form_service import clinic_place, fields_of, place
from clinicsite.check.rule import Rule, rule
from clinicsite.model.address import did_you_mean
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.site import Site
from clinicsite.read.links import resolve

CHOICES = {"radio": 2, "checkboxes": 1}
"""How many options each type needs at least. A lone radio button could never be left again."""

@rule("FORM007", "site")
def double_names(site: Site) -> Iterator[Diagnostic]:
    """Two fields of a form have one name.

    Requests are kept by the names of fields: of two with one name, most services keep the last answer and lose the
    first without a word.

    Bad:
        fields:
          - {name: tel, label: Phone number, type: tel}
          - {name: tel, label: Other phone number, type: tel, required: false}

    Good:
        fields:
          - {name: tel, label: Phone number, type: tel}
          - {name: other-tel, label: Other phone number, type: tel, required: false}
    """
    seen: dict[tuple[str, str], str] = {}
    for form, key, field in fields_of(site):
        first = seen.setdefault((form.id, field.name), key)
        if first != key:
            line = place(form, f"{first}.name").line
            yield Diagnostic(
                "FORM007", f"Two fields are called `{field.name}`; the first is on line {line}.", place(form, f"{key}.name"),
                "Give one of them another name.",
            )


@rule("FORM008", "site")
def missing_options(site: Site) -> Iterator[Diagnostic]:
    """A field of choices has too few options.

    A `radio` field with one option cannot be unticked again (HTML has no way back), and a choice without options
    shows a question that nobody can answer. To agree to one thing, there is the type `checkbox`.

    Bad:
        fields:
          - {name: tel, label: Phone number, type: tel}
          - {name: voicemail, label: May we leave a voicemail?, type: radio}

    Good:
        fields:
          - {name: tel, label: Phone number, type: tel}
          - name: voicemail
            label: May we leave a voicemail?
            type: radio
            options: [{value: "yes", label: "Yes"}, {value: "no", label: "No"}]
    """
    for form, key, field in fields_of(site):
        least = CHOICES.get(field.type, 0)
        if len(field.options) < least:
            count = "no options" if not field.options else "only one option"
            yield Diagnostic(
                "FORM008", f"`{field.name}` is a choice with {count}.", place(form, f"{key}.options"),
                f"List at least {('one option', 'two options')[least - 1]} under `options`, each with `value` and `label`.",
            )


@rule("FORM009", "site")
def idle_options(site: Site) -> Iterator[Diagnostic]:
    """A field that shows no choices has options.

    They would never be seen: only `radio` and `checkboxes` show options, and `locations` takes its own from the
    clinics' records.

    Bad:
        fields:
          - {name: tel, label: Phone number, type: tel, options: [{value: home, label: Home}]}

    Good:
        fields:
          - {name: tel, label: Phone number, type: tel}
    """
    for form, key, field in fields_of(site):
        if field.options and field.type not in CHOICES:
            yield Diagnostic(
                "FORM009", f"`{field.name}` is of type `{field.type}`, which shows no options.",
                place(form, f"{key}.options"), "Write `type: radio` or `type: checkboxes`, or delete `options`.",
            )


@rule("FORM011", "site")
def no_way_to_reach(site: Site) -> Iterator[Diagnostic]:
    """A form has no field for a phone number or an email address.

    The clinic could not answer, and the person would wait.

    Bad:
        fields:
          - {name: name, label: Full name, type: text, autocomplete: name}

    Good:
        fields:
          - {name: name, label: Full name, type: text, autocomplete: name}
          - {name: tel, label: Phone number, type: tel}
    """
    for form in site.forms:
        if not any(field.type in ("tel", "email") for field in form.form.fields):
            yield Diagnostic(
                "FORM011", f"The form `{form.id}` has no way to reach the person who sends it.", place(form, "steps"),
                "Add a field of type `tel` or `email`.",
            )


@rule("FORM012", "site", "warning")
def way_to_reach_is_optional(site: Site) -> Iterator[Diagnostic]:
    """Every way to reach the person is optional.

    Somebody in a hurry leaves all of them empty, and nobody can answer the request.

    Bad:
        fields:
          - {name: tel, label: Phone number, type: tel, required: false}
          - {name: email, label: Email, type: email, required: false}

    Good:
        fields:
          - {name: tel, label: Phone number, type: tel}
          - {name: email, label: Email, type: email, required: false}
    """
    for form in site.forms:
        ways = [(key, field) for found, key, field in fields_of(site) if found is form and field.type in ("tel", "email")]
        if ways and not any(field.required for _, field in ways):
            names = " and ".join(f"`{field.name}`" for _, field in ways)
            verb = "is" if len(ways) == 1 else "are all"
            yield Diagnostic(
                "FORM012", f"{names} {verb} optional, so a request may come without any way to answer it.",
                place(form, f"{ways[0][0]}.required"), "Delete `required: false` from one of them.", "warning",
            )


@rule("FORM013", "site")
def taken_names(site: Site) -> Iterator[Diagnostic]:
    """A field has the name of a hidden field that the form's backend adds.

    The honeypot, the hidden fields and the redirect field of clinic.yaml, and Netlify's `form-name`, travel beside
    the fields. With one name for both, real requests would be dropped as a robot's or the answer lost.

    Bad:
        forms: {backend: post, baa: signed, endpoint: "https://forms.example.com/f/1", honeypot: website}
        fields:
          - {name: tel, label: Phone number, type: tel}
          - {name: website, label: Practice website, type: text}

    Good:
        forms: {backend: post, baa: signed, endpoint: "https://forms.example.com/f/1", honeypot: _gotcha}
        fields:
          - {name: tel, label: Phone number, type: tel}
          - {name: website, label: Practice website, type: text}
    """
    service = site.clinic.forms
    taken = {name: "hidden field" for name in service.hidden}
    if service.backend == "netlify":
        taken["form-name"] = "hidden field of Netlify"
    if service.redirect_field:
        taken[service.redirect_field] = "redirect field"
    if service.honeypot:
        taken[service.honeypot] = "honeypot"
    for form, key, field in fields_of(site):
        if field.name in taken:
            yield Diagnostic(
                "FORM013", f"`{field.name}` is also the name of the {taken[field.name]}.", place(form, f"{key}.name"),
                "Give the field another name.",
            )


@rule("FORM014", "site")
def unknown_form(site: Site) -> Iterator[Diagnostic]:
    """clinic.yaml leads to a form that is not there.

    The next step stands on every page: a wrong name there is a dead end everywhere.

    Bad:
        next_step: {to: forms/request-appointmnet.yaml}
        fields:
          - {name: tel, label: Phone number, type: tel}

    Good:
        next_step: {to: forms/request-appointment.yaml}
        fields:
          - {name: tel, label: Phone number, type: tel}
    """
    clinic = site.clinic
    links = [("next_step.to", clinic.next_step.to)]
    links += [(f"menu.{i}.to", item.to) for i, item in enumerate(clinic.menu)]
    links += [(f"more.{i}.to", item.to) for i, item in enumerate(clinic.more)]
    links += [(f"notices.{i}.to", item.to) for i, item in enumerate(clinic.notices)]
    for key, target in links:
        if target.lstrip("/").startswith("forms/") and resolve(target, "clinic.yaml", site) is None:
            names = [form.source.path for form in site.forms]
            yield Diagnostic(
                "FORM014", f"No form is called `{target}`.", clinic_place(site, key),
                did_you_mean(target, names, "Write the form's file, as in `forms/request-appointment.yaml`."),
            )


@rule("FORM015", "site")
def no_locations(site: Site) -> Iterator[Diagnostic]:
    """A form asks for a location of the clinic, and there is none.

    `type: locations` takes its options from content/locations/. Without a live page there, the question has no answer.

    Bad:
        locations: []
        fields:
          - {name: tel, label: Phone number, type: tel}
          - {name: clinic, label: Which clinic?, type: locations}

    Good:
        locations: [columbia]
        fields:
          - {name: tel, label: Phone number, type: tel}
          - {name: clinic, label: Which clinic?, type: locations}
    """
    if site.by_kind.get("location"):
        return
    for form, key, field in fields_of(site):
        if field.type == "locations":
            yield Diagnostic(
                "FORM015", f"`{field.name}` offers the clinic's locations, and there are none.", place(form, f"{key}.type"),
                "Write a page in content/locations/, or delete the field.",
            )


@rule("FORM016", "site")
def double_options(site: Site) -> Iterator[Diagnostic]:
    """Two options of a field have one value.

    Only the value is sent: nobody could tell afterwards which of the two was chosen.

    Bad:
        fields:
          - {name: tel, label: Phone number, type: tel}
          - name: time
            label: Best time to call
            type: checkboxes
            options: [{value: "8", label: 8 to 10}, {value: "8", label: 10 to 12}]

    Good:
        fields:
          - {name: tel, label: Phone number, type: tel}
          - name: time
            label: Best time to call
            type: checkboxes
            options: [{value: "8", label: 8 to 10}, {value: "10", label: 10 to 12}]
    """
    for form, key, field in fields_of(site):
        seen: set[str] = set()
        for i, option in enumerate(field.options):
            if option.value in seen:
                yield Diagnostic(
                    "FORM016", f"Two options of `{field.name}` have the value `{option.value}`.",
                    place(form, f"{key}.options.{i}.value"), "Give each option a value of its own.",
                )
            seen.add(option.value)


@rule("FORM017", "site")
def closed_limit(site: Site) -> Iterator[Diagnostic]:
    """A field's limit lets nothing in.

    `limit` is the most characters a field takes. Ten digits with their marks need at least 14, an email address more.

    Bad:
        fields:
          - {name: tel, label: Phone number, type: tel, limit: 10}

    Good:
        fields:
          - {name: tel, label: Phone number, type: tel, limit: 40}
    """
    for form, key, field in fields_of(site):
        least = {"tel": 14, "email": 20}.get(field.type, 1)
        if field.limit is not None and field.limit < least:
            yield Diagnostic(
                "FORM017", f"`{field.name}` takes at most {field.limit} characters, which is too few.",
                place(form, f"{key}.limit"), f"Write {least} or more, or delete the line.",
            )


RULES: tuple[Rule, ...] = (
    *SERVICE_RULES, *QUESTION_RULES, double_names, missing_options, idle_options, no_way_to_reach,
    way_to_reach_is_optional, taken_names, unknown_form, no_locations, double_options, closed_limit,
)
