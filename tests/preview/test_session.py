from __future__ import annotations

import sys

from clinicsite.preview import session as sessions
from clinicsite.preview.session import Session, serve_site
from tests.spanish import FORM, make_bilingual


def test_an_address_may_be_that_of_a_form_until_a_build_has_shown_what_it_is(tmp_path):
    session = Session(make_bilingual(tmp_path, FORM).settings, quiet=True)
    assert session.may_be_form("/about/")
    assert session.build().ok
    assert [path for path in ("/ask/", "/es/preguntas/", "/about/", "/") if session.may_be_form(path)] == ["/ask/", "/es/preguntas/"]


def test_below_a_path_of_its_host_an_address_begins_with_that_path(tmp_path):
    session = Session(make_bilingual(tmp_path, FORM, base_url="https://alder.example/clinic").settings, quiet=True)
    assert session.build().ok
    assert [path for path in ("/ask/", "/clinic/ask/") if session.may_be_form(path)] == ["/clinic/ask/"]


def test_a_build_does_not_keep_looks_at_the_files_waiting(tmp_path, monkeypatch):
    turns: list[float] = []
    monkeypatch.setattr(sessions, "serve", lambda *given, **more: turns.append(sys.getswitchinterval()) or 0)
    before = sys.getswitchinterval()
    try:
        assert serve_site(make_bilingual(tmp_path, FORM).settings, 0, open_browser=False, poll=None, quiet=True) == 0
    finally:
        sys.setswitchinterval(before)
    assert turns and turns[0] <= before / 10
