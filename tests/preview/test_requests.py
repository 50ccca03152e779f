from __future__ import annotations

import json
import os
import sqlite3
import stat
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tornado.testing import AsyncHTTPTestCase
from tornado.web import Application

from clinicsite.preview.current import Current
from clinicsite.preview.desk import Desk, is_here
from clinicsite.preview.requests import Answer, NotKept, RequestStore, answered
from clinicsite.preview.submission import HURRY, ROBOT, routes
from clinicsite.settings import Settings
from tests.form_site import GOOD, REQUEST, Views, form_of, site_of

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc)


# The file


@pytest.fixture
def store(tmp_path):
    return RequestStore(tmp_path)


def test_a_request_comes_back_as_it_was_typed(store):
    kept = (Answer("name", "Full name", ("Ann “the” O'Neil\n<b>",)), Answer("time", "Best time", ("8", "10")))
    store.keep("request-appointment", kept, NOON)
    (request,) = store.all()
    assert (request.form, request.received, request.answers, request.done) == ("request-appointment", NOON, kept, False)


def test_the_newest_request_comes_first(store):
    for minute in range(3):
        store.keep(f"form-{minute}", (), NOON + timedelta(minutes=minute))
    assert [request.form for request in store.all()] == ["form-2", "form-1", "form-0"]


def test_only_its_owner_can_read_the_file_even_if_somebody_opened_it_up(store):
    store.keep("form", (), NOON)
    os.chmod(store.path, 0o644)
    store.keep("form", (), NOON)
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(store.path.parent.stat().st_mode) == 0o700


def test_the_folder_stays_out_of_the_repository_by_itself(store):
    store.keep("form", (), NOON)
    assert (store.path.parent / ".gitignore").read_text() == "*\n"


def test_the_file_survives_a_crash_of_the_writer(store):
    store.keep("form", (), NOON)
    with sqlite3.connect(store.path) as db:
        assert db.execute("pragma journal_mode").fetchone() == ("wal",)


def test_a_request_can_be_marked_and_marked_back(store):
    number = store.keep("form", (), NOON)
    store.mark(number, True)
    assert store.all()[0].done
    store.mark(number, False)
    assert not store.all()[0].done


def test_what_is_deleted_cannot_be_found_in_the_files_any_more(store):
    number = store.keep("form", (Answer("name", "Name", ("Zebulon Quartz",)),), NOON)
    reader = sqlite3.connect(store.path)
    reader.execute("select count(*) from requests").fetchone()
    store.delete(number)
    assert store.all() == ()
    assert not any(b"Zebulon" in path.read_bytes() for path in store.path.parent.iterdir())
    reader.close()


def test_a_number_is_not_given_twice(store):
    first = store.keep("form", (), NOON)
    store.delete(first)
    assert store.keep("form", (), NOON) > first


def test_looking_into_an_empty_inbox_makes_no_file(store):
    assert store.all() == ()
    assert not store.path.exists()


def test_a_locked_file_is_no_lost_request(tmp_path):
    store = RequestStore(tmp_path, patience=0)
    store.keep("form", (), NOON)
    holder = sqlite3.connect(store.path, isolation_level=None)
    holder.execute("begin exclusive")
    with pytest.raises(NotKept):
        store.keep("form", (), NOON)
    holder.close()


def test_a_broken_file_is_said_to_be_broken(store):
    store.path.parent.mkdir()
    store.path.write_bytes(b"not a database at all, but long enough to be read as one" * 20)
    with pytest.raises(NotKept):
        store.all()


@given(st.dictionaries(st.sampled_from(["name", "tel", "words", "stranger"]), st.lists(st.text(), max_size=3)))
def test_every_answer_to_a_field_is_kept(values):
    kept = {answer.name: answer.texts for answer in answered(form_of_request, values)}
    for name in ("name", "tel", "words"):
        assert kept[name] == tuple(text.replace("\r\n", "\n") for text in values.get(name, ()))
    assert "stranger" not in kept


form_of_request = form_of().form


# The server


class ServerCase(AsyncHTTPTestCase):
    base_url: str | None = None
    site_text = REQUEST

    @pytest.fixture(autouse=True)
    def place(self, tmp_path):
        self.root: Path = tmp_path

    def get_app(self):
        self.now, self.readable = NOON, True
        self.store = RequestStore(self.root, patience=0)
        views = Views(site_of(self.site_text), self.base_url)
        headers = {"Content-Security-Policy": "default-src 'none'", "Cache-Control": "public, max-age=600"}
        desk = Desk(
            lambda: views() if self.readable else None, self.store, lambda path: headers,
            lambda html: html + "<!-- dressed -->", lambda: self.now,
        )  # fmt: skip
        return Application(routes(desk))

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.get_http_port()}"

    def post(self, path: str, values=(), **headers: str):
        sent = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        sent.update({name.replace("_", "-"): value for name, value in headers.items()})
        return self.fetch(
            path, method="POST", body=urlencode(dict(values), doseq=True), headers=sent, follow_redirects=False
        )  # fmt: skip

    def send(self, values=GOOD, **headers: str):
        return self.post("/_forms/request-appointment", values, **headers)


class TestReceiving(ServerCase):
    def test_a_good_request_is_kept_and_answered_with_the_page_after_sending(self):
        reply = self.send()
        assert (reply.code, reply.headers["Location"]) == (303, "/request-appointment/thank-you/")
        (request,) = self.store.all()
        assert request.answers[0] == Answer("name", "Full name", ("Dana Whitfield",))
        assert request.received == NOON

    def test_a_script_is_answered_in_json(self):
        reply = self.send(Accept="application/json")
        assert (reply.code, json.loads(reply.body)) == (200, {"to": "/request-appointment/thank-you/"})
        assert len(self.store.all()) == 1

    def test_what_is_missing_comes_back_with_all_that_was_typed(self):
        reply = self.send({**GOOD, "name": ("",), "words": ("  two\r\nlines & <b>",)})
        page = reply.body.decode()
        assert reply.code == 422
        assert "<title>Error: Request an appointment" in page
        assert '<a href="#f-name">Fill in “Full name”.</a>' in page
        assert 'value="(719) 555 0142"' in page
        assert "  two\nlines &amp; &lt;b&gt;</textarea>" in page
        assert 'action="/_forms/request-appointment"' in page
        assert self.store.all() == ()

    def test_a_script_is_told_what_is_missing_in_the_same_words(self):
        reply = self.send({**GOOD, "name": ("",)}, Accept="application/json")
        assert reply.code == 422
        assert json.loads(reply.body) == {"errors": [{"name": "name", "message": "Fill in “Full name”."}]}

    def test_a_full_disk_or_a_locked_file_loses_nothing_and_gives_the_phones(self):
        self.store.keep("form", (), NOON)
        holder = sqlite3.connect(self.store.path, isolation_level=None)
        holder.execute("begin exclusive")
        reply = self.send()
        page = reply.body.decode()
        assert reply.code == 503
        assert "This did not go through." in page and 'value="Dana Whitfield"' in page and "719-555-0142" in page
        assert self.send(Accept="application/json").code == 503
        holder.close()

    def test_a_robot_that_fills_in_everything_reads_why_it_was_not_taken(self):
        reply = self.send({**GOOD, "leave_empty": "http://spam.example"})
        assert reply.code == 422
        assert ROBOT in reply.body.decode() and 'value="Dana Whitfield"' in reply.body.decode()
        assert self.store.all() == ()

    def test_nobody_fills_in_a_form_in_three_seconds(self):
        opened = int(NOON.timestamp() * 1000)
        self.now = NOON + timedelta(seconds=2)
        assert HURRY in self.send({**GOOD, "opened_at": opened}).body.decode()
        self.now = NOON + timedelta(seconds=3)
        assert self.send({**GOOD, "opened_at": opened}).code == 303

    def test_without_a_script_or_with_a_wrong_clock_time_does_not_count(self):
        for opened in ("", "soon", "9" * 30, str(int(NOON.timestamp() * 1000) + 60_000)):
            assert self.send({**GOOD, "opened_at": opened}).code == 303

    def test_other_sites_cannot_post(self):
        for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"}):
            assert self.send(**headers).code == 403
        assert self.store.all() == ()

    def test_a_form_that_is_not_there_is_not_found(self):
        assert self.post("/_forms/nothing", GOOD).code == 404

    def test_a_form_cannot_be_sent_by_get(self):
        assert self.fetch("/_forms/request-appointment?name=Dana").code == 405

    def test_as_long_as_the_site_cannot_be_read_nothing_is_taken(self):
        self.readable = False
        assert self.send().code == 503
        assert self.fetch("/request-appointment/").code == 404

    def test_far_too_much_is_refused(self):
        assert self.send({**GOOD, "words": "a" * 300_000}).code == 413

    def test_the_served_page_posts_here_and_may_be_dressed(self):
        page = self.fetch("/request-appointment/").body.decode()
        assert 'method="post" action="/_forms/request-appointment"' in page
        assert page.endswith("<!-- dressed -->")

    def test_going_back_to_the_form_keeps_what_was_typed(self):
        reply = self.fetch("/request-appointment/")
        assert "no-store" not in reply.headers["Cache-Control"]

    def test_pages_go_out_under_productions_headers_but_not_into_caches(self):
        reply = self.fetch("/request-appointment/")
        assert reply.headers["Content-Security-Policy"] == "default-src 'none'"
        assert "max-age" not in reply.headers["Cache-Control"]

    def test_other_pages_are_left_to_others(self):
        assert self.fetch("/fees/").code == 404


class TestUnderABasePath(ServerCase):
    base_url = "https://host.example/clinic"

    def test_forms_and_inbox_stand_below_it(self):
        page = self.fetch("/clinic/request-appointment/").body.decode()
        assert 'action="/clinic/_forms/request-appointment"' in page
        reply = self.post("/clinic/_forms/request-appointment", GOOD)
        assert reply.headers["Location"] == "/clinic/request-appointment/thank-you/"
        assert "Dana Whitfield" in self.fetch("/clinic/_inbox/").body.decode()


class TestWithAnotherBackend(ServerCase):
    site_text = "forms: {backend: netlify}\n" + REQUEST

    def test_the_built_page_is_served_as_it_is(self):
        assert self.fetch("/request-appointment/").code == 404


class TestInbox(ServerCase):
    def inbox(self, **headers: str):
        return self.fetch("/_inbox/", headers={name: value for name, value in headers.items()})

    def test_an_empty_inbox_says_so(self):
        assert "Nothing has come in yet." in self.inbox().body.decode()

    def test_it_lists_requests_by_form_newest_first_with_their_times(self):
        self.send()
        self.now = NOON + timedelta(hours=1)
        self.send({**GOOD, "name": "Robin Vale"})
        page = self.inbox().body.decode()
        assert "Request an appointment</h2>" in page
        assert page.index("Robin Vale") < page.index("Dana Whitfield")
        assert 'datetime="2026-11-22T13:00:00+00:00"' in page

    def test_what_people_type_is_never_markup(self):
        self.send({**GOOD, "name": "<script>alert(1)</script>", "words": "\"'><img src=x>"})
        page = self.inbox().body.decode()
        assert "<script" not in page and "<img" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page

    def test_its_style_sheet_comes_from_the_inbox_itself(self):
        assert "/_inbox/inbox.css" in self.inbox().body.decode()
        reply = self.fetch("/_inbox/inbox.css")
        assert reply.headers["Content-Type"] == "text/css; charset=utf-8" and b".inbox" in reply.body

    def test_it_is_never_kept_by_the_browser(self):
        assert self.inbox().headers["Cache-Control"] == "no-store"

    def test_a_request_can_be_marked_as_done_and_open_again(self):
        self.send()
        reply = self.post("/_inbox/1", {"action": "done"})
        assert (reply.code, reply.headers["Location"]) == (303, "/_inbox/")
        assert "Mark as open" in self.inbox().body.decode()
        self.post("/_inbox/1", {"action": "open"})
        assert "Mark as done" in self.inbox().body.decode()

    def test_a_request_can_be_deleted(self):
        self.send()
        self.post("/_inbox/1", {"action": "delete"})
        assert self.store.all() == ()

    def test_other_sites_cannot_delete(self):
        self.send()
        assert self.post("/_inbox/1", {"action": "delete"}, Origin="https://evil.example").code == 403
        assert len(self.store.all()) == 1

    def test_a_name_that_was_rebound_to_this_machine_does_not_open_it(self):
        self.send()
        reply = self.inbox(Host="evil.example")
        assert reply.code == 403
        assert "Dana" not in reply.body.decode()

    def test_what_the_inbox_does_not_do_is_refused(self):
        assert self.post("/_inbox/1", {"action": "print"}).code == 400
        assert self.post("/_inbox/one", {"action": "done"}).code == 400
        assert self.post("/_inbox/" + "9" * 30, {"action": "done"}).code == 400
        assert self.fetch("/_inbox/1").code == 404

    def test_a_broken_file_is_said_to_be_unreadable(self):
        self.store.path.parent.mkdir()
        self.store.path.write_bytes(b"not a database" * 99)
        assert self.inbox().code == 503


def test_the_inbox_is_closed_to_other_machines():
    for remote, host, here in (
        ("127.0.0.1", "localhost:8000", True),
        ("127.0.0.1", "127.0.0.1:8000", True),
        ("192.168.1.20", "localhost:8000", False),
        ("127.0.0.1", "evil.example:8000", False),
        ("", "localhost", False),
    ):
        assert is_here(SimpleNamespace(remote_ip=remote, headers={"Host": host})) is here


# The site behind it


def test_the_site_is_read_again_only_when_a_file_has_changed(tmp_path):
    clinic, form = site_of().clinic_source, site_of().forms[0].source
    current = Current(Settings(root=tmp_path, clock=NOON.date()))
    assert current() is None
    (tmp_path / "content/forms").mkdir(parents=True)
    (tmp_path / "content/clinic.yaml").write_text(clinic.text)
    (tmp_path / "content" / form.path).write_text(form.text)
    first = current()
    assert [found.id for found in first.forms()] == ["request-appointment"]
    parts = current.parts
    current()
    assert current.parts is parts
    (tmp_path / "content/forms/request-appointment.yaml").write_text(form.text.replace("Send my request", "Send it now"))
    assert current().form("request-appointment").form.submit == "Send it now"


def test_a_site_that_breaks_while_it_is_served_stays_as_it_was(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/clinic.yaml").write_text(site_of().clinic_source.text)
    current = Current(Settings(root=tmp_path, clock=NOON.date()))
    assert current().clinic.short_name == "Juniper Row"
    (tmp_path / "content/clinic.yaml").write_text("name: [")
    assert current().clinic.short_name == "Juniper Row"
