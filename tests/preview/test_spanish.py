"""A Spanish form under `serve`: it is answered in Spanish, and what it brings arrives where the English form's does."""

from __future__ import annotations

import tempfile
from datetime import datetime, timezone
from pathlib import Path
from urllib.parse import urlencode

from tornado.httpclient import HTTPResponse
from tornado.testing import AsyncHTTPTestCase
from tornado.web import Application

from clinicsite.preview.current import Current
from clinicsite.preview.desk import Desk
from clinicsite.preview.requests import RequestStore
from clinicsite.preview.submission import routes
from tests.spanish import FORM, make_bilingual

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc)
GOOD = {"name": "Ana Ruiz", "tel": "719 555 0100", "clinic": "columbia", "way": "voice"}


class TestSpanishForm(AsyncHTTPTestCase):
    def get_app(self) -> Application:
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        made = make_bilingual(Path(self.folder.name), FORM)
        self.store = RequestStore(made.root)
        return Application(routes(Desk(Current(made.settings), self.store, now=lambda: NOON)))

    def send(self, answers: dict[str, str], **headers: str) -> HTTPResponse:
        headers = {"Host": f"127.0.0.1:{self.get_http_port()}", "Sec-Fetch-Site": "same-origin", **headers}
        return self.fetch("/_forms/es/preguntas", method="POST", body=urlencode(answers), headers=headers, follow_redirects=False)

    def test_its_page_posts_to_its_own_address(self) -> None:
        page = self.fetch("/es/preguntas/").body.decode()
        assert 'action="/_forms/es/preguntas"' in page and '<html lang="es-US">' in page

    def test_what_it_brings_is_kept_under_the_name_of_the_english_form(self) -> None:
        reply = self.send(GOOD)
        assert (reply.code, reply.headers["Location"]) == (303, "/es/preguntas/gracias/")
        (kept,) = self.store.all()
        assert kept.form == "ask"
        assert {answer.name: answer.texts for answer in kept.answers} == {name: (text,) for name, text in GOOD.items()}

    def test_what_is_wrong_is_said_in_spanish(self) -> None:
        reply = self.send({**GOOD, "tel": "123", "name": ""})
        page = reply.body.decode()
        assert reply.code == 422
        for words in ("Hay un problema", "Llene “Nombre”.", "Escriba el número de teléfono con los diez dígitos", "<title>Error: "):
            assert words in page
        assert 'value="123"' in page

    def test_a_script_gets_the_words_in_spanish_too(self) -> None:
        reply = self.send({**GOOD, "way": "pigeon"}, Accept="application/json")
        assert '"message": "Elija una de las respuestas de \\u201c\\u00bfC\\u00f3mo?\\u201d."' in reply.body.decode()

    def test_haste_is_answered_in_spanish(self) -> None:
        opened = str(int(NOON.timestamp() * 1000) - 500)
        assert "Oprima el botón otra vez." in self.send({**GOOD, "opened_at": opened}).body.decode()
