"""/_inbox/: the requests that came in while the site was served from this machine."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from tornado.ioloop import IOLoop

from clinicsite.preview.desk import DeskHandler, is_here
from clinicsite.preview.requests import NotKept, Request, RequestStore

T = TypeVar("T")
ACTIONS: dict[str, Callable[[RequestStore, int], None]] = {
    "done": lambda store, number: store.mark(number, True),
    "open": lambda store, number: store.mark(number, False),
    "delete": lambda store, number: store.delete(number),
}


class InboxHandler(DeskHandler):
    """GET lists the requests; POST /_inbox/<number> with `action` marks one as done or open, or deletes it."""

    def prepare(self) -> None:
        super().prepare()
        if not self._finished and not is_here(self.request):
            self.refuse(403, "The inbox opens only on the machine that serves the site.")

    async def get(self, rest: str) -> None:
        if rest == "inbox.css":
            self.set_header("Content-Type", "text/css; charset=utf-8")
            self.finish(self.view.render("preview/inbox.css"))
            return
        if rest:
            return self.refuse(404, "There is nothing at this address.")
        try:
            requests = await self.away(self.desk.store.all)
        except NotKept:
            return self.refuse(503, "The file of requests cannot be read at the moment.")
        titles = {form.id: form.form.title for form in self.view.forms()}
        html = self.view.render("preview/inbox.html", clinic=self.view.clinic, groups=by_form(requests), titles=titles)
        self.page(html)

    async def post(self, rest: str) -> None:
        action = ACTIONS.get(self.get_body_argument("action", ""))
        if action is None or not (rest.isascii() and rest.isdigit()) or len(rest) > 15:
            return self.refuse(400, "This is not something that the inbox does.")
        try:
            await self.away(lambda: action(self.desk.store, int(rest)))
        except NotKept:
            return self.refuse(503, "The file of requests cannot be written at the moment.")
        self.redirect(self.request.path.removesuffix(rest), status=303)

    async def away(self, work: Callable[[], T]) -> T:
        """Do `work` beside the server's loop, because a locked file makes it wait."""
        return await IOLoop.current().run_in_executor(None, work)


def by_form(requests: tuple[Request, ...]) -> tuple[tuple[str, tuple[Request, ...]], ...]:
    """The requests of each form, in the order of the forms' names."""
    names = sorted({request.form for request in requests})
    return tuple((name, tuple(r for r in requests if r.form == name)) for name in names)
