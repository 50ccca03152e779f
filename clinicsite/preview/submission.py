"""Forms under the preview server: their pages as they post to this machine, and what is posted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tornado.httputil import HTTPServerRequest
from tornado.ioloop import IOLoop
from tornado.routing import Matcher, Rule

from clinicsite.language.tongue import noted
from clinicsite.model.form import Form
from clinicsite.model.site import FormFile
from clinicsite.preview.desk import Desk, DeskHandler
from clinicsite.preview.inbox import InboxHandler
from clinicsite.preview.requests import NotKept, answered
from clinicsite.render.form_answers import Errors, FieldError, Values, validate, with_locations
from clinicsite.render.forms import BACKENDS, OPENED, render_form

LARGEST = 256 * 1024
"""Bytes that a filled-in form may have."""

QUICKEST = 3_000
"""Milliseconds in which nobody fills in a form."""

ROBOT = noted(
    "A hidden field that only robots see was filled in, perhaps by your browser. Please send the form once more, or call."
)
HURRY = noted("This came faster than people can type. Please press the button once more.")


def routes(desk: Desk) -> list[Rule]:
    """The routes of forms and inbox, to stand before those of files."""
    return [
        Rule(_Below(desk, "/_forms/"), FormHandler, {"desk": desk}),
        Rule(_Below(desk, "/_inbox/"), InboxHandler, {"desk": desk}),
        Rule(_FormPages(desk), FormPageHandler, {"desk": desk}),
    ]


class _Below(Matcher):
    """Everything under an address of the site."""

    def __init__(self, desk: Desk, address: str) -> None:
        self.desk, self.address = desk, address

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        if self.address not in request.path:
            return None
        view = self.desk.view()
        start = (view.base_path if view else "") + self.address
        return {"path_args": [request.path[len(start):]], "path_kwargs": {}} if request.path.startswith(start) else None


class _FormPages(Matcher):
    """The address of a form that the preview takes in."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        path = request.path.removesuffix("index.html")
        if request.method not in ("GET", "HEAD") or not path.endswith("/") or not self.desk.may_be_form(path):
            return None
        view = self.desk.view()
        if view is None or view.clinic.forms.backend != "preview":
            return None
        forms = (form for language in view.languages() for form in view.forms(language.code))
        found = next((form for form in forms if view.url(form) == path), None)
        return {"path_args": [found.id], "path_kwargs": {}} if found else None


class FormPageHandler(DeskHandler):
    """The page of a form. Unlike the built page it posts to this machine."""

    def set_default_headers(self) -> None:
        super().set_default_headers()
        # no-store would make some browsers forget what was typed when the reader goes back
        self.set_header("Cache-Control", "no-cache")

    def get(self, form_id: str) -> None:
        form = self.view.form(form_id)
        if form is None:
            return self.refuse(404, "There is no such form.")
        self.page(render_form(self.view.speaking(form.lang), form, served=True))

    head = get


class FormHandler(DeskHandler):
    """POST /_forms/<id>: judge what was typed, keep it, and only then answer."""

    def prepare(self) -> None:
        super().prepare()
        if not self._finished and len(self.request.body) > LARGEST:
            self.refuse(413, "This is more than a form can hold.")

    async def post(self, form_id: str) -> None:
        form = self.view.form(form_id)
        if form is None:
            return self.refuse(404, "There is no such form.")
        self.view = view = self.view.speaking(form.lang)
        asked = with_locations(form.form, view.locations())
        values = self.values(asked)
        errors = self.robots(BACKENDS["preview"](view, form, True).honeypot) or validate(asked, values, view.tongue)
        if errors:
            return self.answer_errors(form, values, errors)
        try:
            given = answered(asked, values)
            await IOLoop.current().run_in_executor(None, self.desk.store.keep, form.name, given, self.desk.now())
        except NotKept:
            return self.answer_failure(form, values)
        thanks = view.url(form.thanks_url)
        if self.wants_json():
            self.finish({"to": thanks})
        else:
            self.redirect(thanks, status=303)

    def values(self, form: Form) -> Values:
        return {field.name: tuple(self.get_body_arguments(field.name, strip=False)) for field in form.fields}

    def robots(self, honeypot: str) -> Errors:
        """Whether a machine filled this in: it fills every field, or is too quick where the time is known."""
        if self.get_body_argument(honeypot, "").strip():
            return (FieldError("", self.view.gettext(ROBOT)),)
        opened = self.get_body_argument(OPENED, "")
        if opened.isascii() and opened.isdigit() and len(opened) < 20:
            elapsed = self.desk.now().timestamp() * 1000 - int(opened)
            if 0 <= elapsed < QUICKEST:
                return (FieldError("", self.view.gettext(HURRY)),)
        return ()

    def answer_errors(self, form: FormFile, values: Values, errors: Errors) -> None:
        if self.wants_json():
            self.json(422, {"errors": [{"name": error.name, "message": error.message} for error in errors]})
        else:
            self.page(render_form(self.view, form, values, errors, served=True), 422)

    def answer_failure(self, form: FormFile, values: Values) -> None:
        if self.wants_json():
            self.json(503, {"message": "The request was not kept."})
        else:
            self.page(render_form(self.view, form, values, failed=True, served=True), 503)

    def wants_json(self) -> bool:
        return "application/json" in self.request.headers.get("Accept", "")

    def json(self, status: int, body: Mapping[str, Any]) -> None:
        self.set_status(status)
        self.finish(dict(body))
