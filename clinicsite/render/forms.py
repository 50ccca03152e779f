"""Form pages: how each backend takes a form, and the page with its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any, Literal

from clinicsite.model.form import Form
from clinicsite.model.frozen import frozen
from clinicsite.model.page import Page
from clinicsite.model.places import Place
from clinicsite.model.site import FormFile
from clinicsite.render.form_answers import Errors, Values, with_locations
from clinicsite.render.form_fields import Step, field_id, steps

if TYPE_CHECKING:
    from clinicsite.render.view import View

HONEYPOT = "leave_empty"
"""The robots' field where clinic.yaml names none. Field names hold no underscore, so it is never one of them."""

OPENED = "opened_at"
"""The hidden field in which the script notes when the form was opened, in milliseconds since 1970."""


@frozen(slots=True)
class Delivery:
    """How a form travels. `method` is empty where there is no form at all; `dialog` checks the fields and sends nothing.

    `baa` says whether the service has signed a business associate agreement; `attributes` are the form element's own.
    """

    backend: str
    baa: str
    method: Literal["post", "dialog", ""]
    action: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    hidden: Mapping[str, str] = field(default_factory=dict)
    honeypot: str = ""
    timed: bool = False


@frozen(slots=True)
class Sheet:
    """A form page's own facts, worked out before its template runs."""

    form: Form
    delivery: Delivery
    steps: tuple[Step, ...]
    errors: Errors
    summary: tuple[tuple[str, str], ...]
    """The errors as links: where each leads (nowhere, when it is about the whole form), and its words."""
    places: tuple[Page, ...]
    numbers: tuple[str, ...]
    """The phones to call instead."""
    failed: bool


def netlify(view: View, form: FormFile, served: bool) -> Delivery:
    """Netlify finds the form in the published HTML by its attributes and shows the thank-you page that `action` names.

    The honeypot's attribute is written with `data-`, which Netlify reads as well and HTML allows.
    """
    service = view.clinic.forms
    honeypot = service.honeypot or HONEYPOT
    return Delivery(
        "netlify", service.baa, "post", view.url(form.thanks_url),
        attributes={"name": form.name, "data-netlify": "true", "data-netlify-honeypot": honeypot},
        hidden={"form-name": form.name, **service.hidden},
        honeypot=honeypot,
    )


def post(view: View, form: FormFile, served: bool) -> Delivery:
    """Any service that takes a form by https; what else it wants stands in clinic.yaml."""
    service = view.clinic.forms
    hidden = dict(service.hidden)
    if service.redirect_field:
        hidden[service.redirect_field] = view.absolute(form.thanks_url)
    return Delivery("post", service.baa, "post", service.endpoint or "", hidden=hidden, honeypot=service.honeypot or "")


def phone_only(view: View, form: FormFile, served: bool) -> Delivery:
    """No form: the page gives the phones and hours instead."""
    return Delivery("phone-only", view.clinic.forms.baa, "")


def preview(view: View, form: FormFile, served: bool) -> Delivery:
    """Kept on this machine while the site is served from it; a built page checks the fields and says that it sends nothing."""
    service = view.clinic.forms
    if not served:
        return Delivery("preview", service.baa, "dialog")
    action = f"{view.base_path}/_forms/{form.id}"
    return Delivery("preview", service.baa, "post", action, honeypot=service.honeypot or HONEYPOT, timed=True)


BACKENDS: dict[str, Callable[[View, FormFile, bool], Delivery]] = {
    "netlify": netlify,
    "post": post,
    "phone-only": phone_only,
    "preview": preview,
}


def render_form(
    view: View, form: FormFile, values: Values | None = None, errors: Errors = (), *, failed: bool = False, served: bool = False
) -> str:
    """The page of a form with what was typed and what is wrong with it.

    `failed` says by the button that it did not go through; `served` is true where this machine takes the requests of
    the backend `preview`.
    """
    from clinicsite.render.pages import render_form_page

    more = form_context(view, form, values or {}, errors, failed=failed, served=served)
    return render_form_page(form, view, **more).decode()


def form_context(
    view: View, form: FormFile, values: Values, errors: Errors, *, failed: bool = False, served: bool = False
) -> dict[str, Any]:
    """What pages/form.html is given besides the form: its `sheet`."""
    places = view.locations()
    offered = with_locations(form.form, places)
    delivery = BACKENDS[view.clinic.forms.backend](view, form, served)
    targets = {f.name: f"#{field_id(f.name)}" for f in offered.fields}
    summary = tuple((targets.get(error.name, ""), error.message) for error in errors)
    numbers = [phone.number for phone in view.clinic.phones]
    numbers += [page.meta.phone for page in places if isinstance(page.meta, Place)]
    drawn = steps(offered, values, errors, view.tongue)
    sheet = Sheet(offered, delivery, drawn, errors, summary, places, tuple(dict.fromkeys(numbers)), failed)
    return {"sheet": sheet}

