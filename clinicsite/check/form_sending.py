"""Forms in HTML: where they send what is typed, and what they send along."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.document import Document, Element, is_foreign
from clinicsite.check.form_reading import read_forms
from clinicsite.check.questions import MARKETING, TRACKING, bundles_marketing
from clinicsite.check.requests import same_site, split_address
from clinicsite.check.rule import Rule, rule
from clinicsite.check.services import service_at
from clinicsite.model.diagnostic import Diagnostic

SUBMITTING = re.compile(r"\bby (?:submitting|clicking|sending|providing|checking|signing)\b[^.!?]{0,400}[.!?]?", re.I)


@rule("PRI-02", "document")
def form_address(page: Document) -> Iterator[Diagnostic]:
    """A form sends what is typed in the open, by mail, or to somebody without a signed agreement.

    A name and a phone number sent to a ketamine clinic say something about a person's health by themselves. By GET they
    stand in the address, and so in histories and logs; by http anyone on the way may read them; by mail they lie in
    mailboxes. Whoever takes the form is a business associate and signs an agreement first (HIPAA, 45 CFR 160.103,
    164.312(e) and 164.502(e)). The agreement is declared in clinic.yaml under `forms`.

    Bad:
        <p>Emergency? Call 911. Thoughts of suicide? Call 988.</p>
        <form action="https://forms.example.net/f/1" method="post">
        <label for="tel">Phone number</label><input id="tel" name="tel" type="tel" autocomplete="tel">
        </form>

    Good:
        <p>Emergency? Call 911. Thoughts of suicide? Call 988.</p>
        <form action="https://forms.example.com/f/1" method="post">
        <label for="tel">Phone number</label><input id="tel" name="tel" type="tel" autocomplete="tel">
        </form>
    """
    for form in read_forms(page):
        if not form.is_personal or form.element is None:
            continue
        method, action = form.attributes.get("method", "get"), form.attributes.get("action", "")
        yield from _address(page, form.element, method, action)
        for button, attributes in form.buttons:
            if "formaction" in attributes or "formmethod" in attributes:
                own_method, own_action = attributes.get("formmethod", method), attributes.get("formaction", action)
                if (own_method, own_action) != (method, action):
                    yield from _address(page, button, own_method, own_action)


def _address(page: Document, element: Element, method: str, action: str) -> Iterator[Diagnostic]:
    action = re.sub(r"[\t\r\n]", "", action).strip().replace("\\", "/")
    if action.lower().startswith("mailto:"):
        yield Diagnostic(
            "PRI-02", f"The form is sent by mail, to `{action[7:].partition('?')[0]}`.", page.at(element),
            "Send it by POST to a service that has signed an agreement, or give a phone number instead.",
        )
        return
    if method.strip().lower() not in ("post", "dialog"):
        yield Diagnostic(
            "PRI-02", "The form is sent by GET, so that what is typed stands in the address.", page.at(element),
            'Write `method="post"`.',
        )
    parts, host = split_address(f"https:{action}" if action.startswith("//") else action)
    if parts.scheme.lower() == "http":
        yield Diagnostic(
            "PRI-02", f"The form is sent to `{host}` over http, in the clear.", page.at(element),
            "Write an https address, if the service answers there.",
        )
    is_own = not is_foreign(action, page.base_url) or bool(page.file) and same_site(host, page.base_url)
    if host and not is_own and host not in page.trust.forms:
        service = service_at(host, parts.path)
        name = f", which is {service.name}," if service else ""
        yield Diagnostic(
            "PRI-02", f"The form is sent to `{host}`{name} and clinic.yaml declares no signed agreement with it.",
            page.at(element), "Sign a business associate agreement and declare it under `forms`, or take the form away.",
        )


@rule("PRI-02", "document")
def story_box(page: Document) -> Iterator[Diagnostic]:
    """A form on a page has a box for symptoms, a diagnosis, medicines or a story of somebody's health.

    Health is asked about by phone, where a danger can be answered at once. What is typed into a page is stored and
    forwarded by more people than a clinic can name (HIPAA's minimum necessary, 45 CFR 164.502(b)).

    Bad:
        <p>Emergency? Call 911. Thoughts of suicide? Call 988.</p>
        <form action="/send" method="post">
        <label for="s">Your symptoms</label><textarea id="s" name="symptoms"></textarea>
        </form>

    Good:
        <p>Emergency? Call 911. Thoughts of suicide? Call 988.</p>
        <form action="/send" method="post">
        <label for="s">Anything we should know to call you safely?</label><textarea id="s" name="call"></textarea>
        </form>
    """
    for form in read_forms(page):
        for field in form.seen:
            if field.asks == "health":
                yield Diagnostic(
                    "PRI-02", f"`{field.called}` asks people to write about their health.", page.at(field.element),
                    "Delete the field and ask by phone.",
                )


@rule("PRI-02", "document")
def tracking_fields(page: Document) -> Iterator[Diagnostic]:
    """A form sends hidden fields along that tell where the visitor came from.

    Campaign names and click numbers tie a request to an advertiser's file on the person, and so hand over that this
    person wrote to a ketamine clinic.

    Bad:
        <form action="/send" method="post">
        <input type="hidden" name="utm_source"><input type="hidden" name="gclid">
        </form>

    Good:
        <form action="/send" method="post">
        <input type="hidden" name="form-name" value="request">
        </form>
    """
    for form in read_forms(page):
        names = [f for f in form.fields if f.type == "hidden" and TRACKING.fullmatch(f.name.strip(" []").lower())]
        if names:
            listed = ", ".join(f"`{name}`" for name in dict.fromkeys(f.name.strip() for f in names))
            yield Diagnostic(
                "PRI-02", f"The form sends along where the visitor came from: {listed}.", page.at(names[0].element),
                "Delete the hidden fields." if len(names) > 1 else "Delete the hidden field.",
            )


@rule("PRI-02", "document")
def marketing_consent(page: Document) -> Iterator[Diagnostic]:
    """A yes to advertising starts out ticked, or comes in one piece with another yes.

    Advertising to somebody because they wrote to a clinic needs an authorization of its own, freely given (HIPAA, 45 CFR
    164.508(a)(3)). A box that is ticked beforehand, and a sentence that takes the request for a yes, are none.

    Bad:
        <form action="/send" method="post">
        <label><input type="checkbox" name="marketing" checked> Send me offers</label>
        </form>

    Good:
        <form action="/send" method="post">
        <label><input type="checkbox" name="marketing"> Send me offers (optional)</label>
        </form>
    """
    for form in read_forms(page):
        for field in form.seen:
            if field.type not in ("checkbox", "radio") or not MARKETING.search(field.words):
                continue
            if field.type == "checkbox" and "checked" in field.attributes:
                yield Diagnostic(
                    "PRI-02", f"`{field.called}` starts out ticked.", page.at(field.element), "Take `checked` out.",
                )
            if bundles_marketing(field.label):
                yield _bundled(page, field.element, field.called)
        for match in SUBMITTING.finditer(form.text) if form.element else ():
            if MARKETING.search(match[0]) and re.search(r"\b(agree|consent)\b", match[0], re.I):
                yield _bundled(page, form.anchor, " ".join(match[0].split()[:8]))
                break


def _bundled(page: Document, element: Element, words: str) -> Diagnostic:
    return Diagnostic(
        "PRI-02", f"`{words.replace('`', chr(39))}` asks for one yes to advertising and to something else.", page.at(element),
        "Give advertising a box of its own, unticked and optional.",
    )


RULES: tuple[Rule, ...] = (form_address, story_box, tracking_fields, marketing_consent)
