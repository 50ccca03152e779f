from __future__ import annotations

import asyncio
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.web import RequestHandler
from tornado.websocket import WebSocketClientConnection, websocket_connect

from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.preview.builds import Stopped
from clinicsite.preview.port import PortInUse, take_port
from clinicsite.preview.server import Preview, serve

PATIENCE = 10.0

QUOTE = Diagnostic(
    "FMT003",
    "The front matter is not valid YAML: a value holds a colon.",
    Location("content/pages/fees.md", 2, 12),
    'Quote it: `title: "Fees: adults"`.',
)


@dataclass(frozen=True)
class Built:
    diagnostics: tuple[Diagnostic, ...] = ()
    ok: bool = True
    written: tuple[str, ...] = ()


@dataclass
class Answer:
    status: int
    headers: Message
    body: str


@dataclass
class Clinic:
    """A site of one page whose text is content/page.md, built by copying it; `!` in the text is an error."""

    root: Path
    builds: Queue[str] = field(default_factory=Queue)
    waiting: threading.Event = field(default_factory=threading.Event)
    going: threading.Event = field(default_factory=threading.Event)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.going.set()
        self.site = self.root / "site"
        self.page = self.root / "content/page.md"
        self.page.parent.mkdir()
        self.page.write_text("one")

    def build(self) -> Built:
        text = self.page.read_text()
        if not self.going.is_set():
            self.waiting.set()
            assert self.going.wait(PATIENCE)
        self.builds.put(text)
        if text == "crash":
            raise KeyError("fees")
        if "!" in text:
            return Built((QUOTE,), ok=False)
        self.site.mkdir(exist_ok=True)
        html = f"<!doctype html><title>Home</title><body><h1>{text}</h1></body>\n"
        index = self.site / "index.html"
        if index.exists() and index.read_text() == html:
            return Built()
        (self.root / "index.new").write_text(html)
        (self.root / "index.new").replace(index)
        return Built(written=("index.html",))

    def save(self, text: str) -> None:
        """All of it in one step, so that no build meets half a file, however busy the machine is."""
        fresh = self.page.with_suffix(".tmp")
        fresh.write_text(text)
        fresh.replace(self.page)

    def put(self, path: str, text: str | bytes) -> None:
        file = self.site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return Clinic(tmp_path)


@pytest.fixture
def running(clinic: Clinic) -> Iterator[Callable[..., Preview]]:
    started: list[tuple[Preview, threading.Thread]] = []

    def run(first: str | None = "one", **settings: Any) -> Preview:
        preview = Preview(clinic.build, clinic.site, [clinic.root / "content"], port=0, say=clinic.said.append, **settings)
        thread = threading.Thread(target=preview.run)
        thread.start()
        started.append((preview, thread))
        if first is not None:
            assert clinic.builds.get(timeout=PATIENCE) == first
            eventually(lambda: bool(preview.broadcast.number or preview.broadcast.problems))
        return preview

    yield run
    clinic.going.set()
    for preview, thread in started:
        preview.stop()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def ask(preview: Preview, path: str, method: str = "GET", headers: Mapping[str, str] = {}) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", preview.sockets[0].getsockname()[1], timeout=PATIENCE)
    connection.request(method, path, headers=dict(headers))
    response = connection.getresponse()
    answer = Answer(response.status, response.headers, response.read().decode("utf-8", "replace"))
    connection.close()
    return answer


def eventually(true: Callable[[], bool]) -> None:
    """Asks again until it is so; the server and the builds have threads of their own."""
    pause, deadline = threading.Event(), PATIENCE
    while not true():
        deadline -= 0.005
        assert deadline > 0
        pause.wait(0.005)


def build_of(answer: Answer) -> str:
    found = re.search(r'<script src="/_preview/overlay.js" data-build="([^"]+)" defer></script>', answer.body)
    assert found
    return found[1]


class Browser:
    """A page that is open in a browser: loads it, then listens on the socket as overlay.js does."""

    def __init__(self, preview: Preview, connection: WebSocketClientConnection) -> None:
        self.preview = preview
        self.connection = connection

    @classmethod
    async def open(cls, preview: Preview, build: str | None = None) -> Browser:
        if build is None:
            build = build_of(await asyncio.to_thread(ask, preview, "/"))
        port = preview.sockets[0].getsockname()[1]
        request = HTTPRequest(f"ws://127.0.0.1:{port}/livereload", headers={"Origin": f"http://127.0.0.1:{port}"})
        browser = cls(preview, await websocket_connect(request))
        await browser.send({"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]})
        assert (await browser.hears())["command"] == "hello"
        await browser.send({"command": "info", "url": preview.address, "build": build})
        return browser

    async def send(self, message: Mapping[str, object]) -> None:
        await self.connection.write_message(json.dumps(message))

    async def hears(self) -> dict[str, Any]:
        message = await asyncio.wait_for(self.connection.read_message(), PATIENCE)
        assert isinstance(message, str)
        return json.loads(message)

    async def sees(self) -> str:
        """The page after the reload it was told to do."""
        assert (await self.hears())["command"] == "reload"
        return (await asyncio.to_thread(ask, self.preview, "/")).body


def browse(story: Callable[[], Any]) -> None:
    asyncio.run(story())


def test_a_page_is_served_with_our_script_and_is_not_stored(clinic: Clinic, running: Callable[..., Preview]) -> None:
    answer = ask(running(), "/")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "<h1>one</h1><script" in answer.body
    assert answer.body.endswith("defer></script></body>\n")
    assert int(answer.headers["Content-Length"]) == len(answer.body)


def test_the_script_is_a_file_of_the_same_origin(running: Callable[..., Preview]) -> None:
    answer = ask(running(), "/_preview/overlay.js")
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "new WebSocket" in answer.body


def test_headers_are_those_of_production_for_every_answer(clinic: Clinic, running: Callable[..., Preview]) -> None:
    def headers(path: str) -> dict[str, str]:
        return {"X-For": path, "Content-Security-Policy": "default-src 'none'; script-src 'self'"}

    preview = running(headers=headers)
    clinic.put("assets/site.css", "a{}")
    for path, status in (("/", 200), ("/assets/site.css", 200), ("/none/", 404)):
        answer = ask(preview, path)
        assert (answer.status, answer.headers["X-For"]) == (status, path)
        policy = "default-src 'none'; script-src 'self'; connect-src 'self' ws:"
        assert answer.headers["Content-Security-Policy"] == policy


def test_the_sites_own_404_page_is_shown_with_its_status(clinic: Clinic, running: Callable[..., Preview]) -> None:
    preview = running()
    assert "<h1>Page not found</h1>" in ask(preview, "/none/").body
    clinic.put("404.html", "<body><h1>We looked everywhere</h1></body>")

    answer = ask(preview, "/none/", headers={"Referer": f"{preview.address}fees/"})

    assert answer.status == 404
    assert "<h1>We looked everywhere</h1><script" in answer.body
    eventually(lambda: "404 /none/ (asked for by /fees/)" in clinic.said)


def test_an_address_in_another_language_gets_the_404_page_of_that_language(
    clinic: Clinic, running: Callable[..., Preview]
) -> None:
    preview = running()
    clinic.put("404.html", "<body><h1>Not here</h1></body>")
    clinic.put("es/404.html", "<body><h1>No está aquí</h1></body>")

    assert "<h1>No está aquí</h1>" in ask(preview, "/es/nada/").body
    assert "<h1>Not here</h1>" in ask(preview, "/none/").body


def test_before_the_first_build_there_is_a_page_that_waits(clinic: Clinic, running: Callable[..., Preview]) -> None:
    clinic.going.clear()
    preview = running(first=None)
    answer = ask(preview, "/")
    assert answer.status == 404
    assert "<h1>Nothing here yet</h1>" in answer.body
    assert build_of(answer)


def test_redirects_are_those_of_the_host(clinic: Clinic, running: Callable[..., Preview]) -> None:
    preview = running()
    clinic.put("fees/index.html", "<body>fees</body>")
    clinic.put("_redirects", "/old/ /fees/ 301\n/fees/ / 301\n/forced/ / 302!\n")
    clinic.put("forced/index.html", "<body>never seen</body>")

    assert (ask(preview, "/old/?a=b").status, ask(preview, "/old/?a=b").headers["Location"]) == (301, "/fees/?a=b")
    assert ask(preview, "/fees/").status == 200
    assert (ask(preview, "/forced/").status, ask(preview, "/forced/").headers["Location"]) == (302, "/")
    assert ask(preview, "/fees").headers["Location"] == "/fees/"


@pytest.mark.parametrize("path", ["/_redirects", "/_headers", "/_nginx.conf", "/.clinicsite-manifest.json", "/.gitignore", "/.a.tmp/0"])
def test_what_hosts_keep_to_themselves_is_not_served(clinic: Clinic, running: Callable[..., Preview], path: str) -> None:
    preview = running()
    clinic.put(path[1:], "private")
    clinic.put(".well-known/security.txt", "public")
    assert ask(preview, path).status == 404
    assert ask(preview, "/.well-known/security.txt").body == "public"


@pytest.mark.parametrize("path", ["/../secret", "/%2e%2e/secret", "/a/..%2f..%2fsecret", "//etc/passwd", "/%2fetc/passwd"])
def test_nothing_outside_the_folder_is_served(clinic: Clinic, running: Callable[..., Preview], path: str) -> None:
    preview = running()
    (clinic.root / "secret").write_text("secret")
    answer = ask(preview, path)
    assert answer.status in (403, 404)
    assert "secret" not in answer.body


def test_files_have_types_ranges_and_tags_that_follow_every_edit(clinic: Clinic, running: Callable[..., Preview]) -> None:
    preview = running()
    clinic.put("media/x.avif", "0123456789")
    whole = ask(preview, "/media/x.avif")
    assert (whole.headers["Content-Type"], whole.body) == ("image/avif", "0123456789")
    part = ask(preview, "/media/x.avif", headers={"Range": "bytes=2-4"})
    assert (part.status, part.body, part.headers["Content-Range"]) == (206, "234", "bytes 2-4/10")
    head = ask(preview, "/media/x.avif", "HEAD")
    assert (head.status, head.body, head.headers["Content-Length"]) == (200, "", "10")
    assert ask(preview, "/", "HEAD").headers["Content-Length"] == ask(preview, "/").headers["Content-Length"]

    tag = {"If-None-Match": whole.headers["Etag"], "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    assert ask(preview, "/media/x.avif", headers=tag).status == 304
    clinic.put("media/x.avif", "9876543210")
    assert ask(preview, "/media/x.avif", headers=tag).body == "9876543210"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("feed.xml", "application/xml"), ("site.css", "text/css; charset=utf-8"), ("card.vcf", "text/vcard; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"), ("index.pf_meta", "application/octet-stream"),
        ("llms.txt", "text/plain; charset=utf-8"), ("b.svg", "image/svg+xml"),
    ],
)
def test_types_do_not_depend_on_the_computer(clinic: Clinic, running: Callable[..., Preview], name: str, kind: str) -> None:
    preview = running()
    clinic.put(name, "x")
    assert ask(preview, f"/{name}").headers["Content-Type"] == kind


def test_a_type_that_production_states_is_kept(clinic: Clinic, running: Callable[..., Preview]) -> None:
    preview = running(headers=lambda path: {"Content-Type": "application/atom+xml"} if path == "/feed.xml" else {})
    clinic.put("feed.xml", "<feed/>")
    assert ask(preview, "/feed.xml").headers["Content-Type"] == "application/atom+xml"


def test_a_site_below_a_path_of_its_host(clinic: Clinic, running: Callable[..., Preview]) -> None:
    preview = running(base_path="/clinic")
    clinic.put("fees/index.html", "<body>fees</body>")
    assert preview.address.endswith("/clinic/")
    assert ask(preview, "/").headers["Location"] == "/clinic/"
    assert ask(preview, "/clinic").headers["Location"] == "/clinic/"
    assert "<h1>one</h1>" in ask(preview, "/clinic/").body
    assert ask(preview, "/clinic/fees").headers["Location"] == "/clinic/fees/"
    assert ask(preview, "/clinic/fees/").status == 200
    assert ask(preview, "/fees/").status == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "192.168.0.7", ""])
def test_a_foreign_host_name_is_refused(running: Callable[..., Preview], host: str) -> None:
    answer = ask(running(), "/", headers={"Host": host})
    assert answer.status in (400, 403)
    assert "one" not in answer.body


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "LOCALHOST:9", "127.0.0.1:1234"])
def test_this_computers_names_are_welcome(running: Callable[..., Preview], host: str) -> None:
    assert ask(running(), "/", headers={"Host": host}).status == 200


class Echo(RequestHandler):
    def post(self) -> None:
        self.write("taken")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://localhost:8000", "Host": "localhost:8000"}, 200),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://localhost:9999", "Host": "localhost:8000"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_forms_are_taken_from_our_own_pages_only(
    running: Callable[..., Preview], headers: dict[str, str], status: int
) -> None:
    preview = running(extra_handlers=[("/forms/x", Echo)])
    assert ask(preview, "/forms/x", "POST", {"Content-Length": "0", **headers}).status == status


def test_a_socket_is_refused_to_pages_of_other_sites(running: Callable[..., Preview]) -> None:
    preview = running()

    async def story() -> None:
        request = HTTPRequest(f"{preview.address.replace('http', 'ws')}livereload", headers={"Origin": "http://evil.example"})
        with pytest.raises(HTTPClientError, match="403"):
            await websocket_connect(request)

    browse(story)


def test_there_is_no_reload_for_anyone_who_asks(running: Callable[..., Preview]) -> None:
    assert ask(running(), "/forcereload").status == 404


def test_a_save_reloads_the_browser_and_so_does_one_right_after(clinic: Clinic, running: Callable[..., Preview]) -> None:
    preview = running()

    async def story() -> None:
        for text in ("two", "three", "four"):
            page = await Browser.open(preview)
            clinic.save(text)
            assert f"<h1>{text}</h1>" in await page.sees()

    browse(story)


def test_saves_of_one_burst_make_one_build_and_one_reload(clinic: Clinic, running: Callable[..., Preview]) -> None:
    preview = running()

    async def story() -> None:
        page = await Browser.open(preview)
        for name in ("a.md", "b.md"):
            (clinic.root / "content" / name).write_text("new")
        clinic.save("two")
        assert "<h1>two</h1>" in await page.sees()
        clinic.save("three")
        assert "<h1>three</h1>" in await page.sees()

    browse(story)
    assert list(clinic.builds.queue) == ["two", "three"]


def test_what_can_be_shown_at_once_is_shown_while_the_build_still_works(clinic: Clinic, running: Callable[..., Preview]) -> None:
    fresh: dict[str, bytes] = {}

    def saved(paths: frozenset[str]) -> bool:
        fresh["index.html"] = f"<body><h1>{clinic.page.read_text()} at once</h1></body>".encode()
        return True

    preview = running(fresh=fresh.get, saved=saved)

    async def story() -> None:
        page = await Browser.open(preview)
        clinic.going.clear()
        clinic.save("two")
        seen = await page.sees()
        assert "<h1>two at once</h1>" in seen
        assert "/_preview/overlay.js" in seen
        assert clinic.builds.empty()
        clinic.going.set()
        fresh.clear()
        assert "<h1>two</h1>" in await page.sees()

    browse(story)


def test_the_server_answers_during_a_build_and_a_save_during_it_is_shown(
    clinic: Clinic, running: Callable[..., Preview]
) -> None:
    preview = running()

    async def story() -> None:
        page = await Browser.open(preview)
        clinic.going.clear()
        clinic.save("two")
        assert await asyncio.to_thread(clinic.waiting.wait, PATIENCE)
        assert "<h1>one</h1>" in (await asyncio.to_thread(ask, preview, "/")).body
        clinic.save("three")
        await asyncio.to_thread(preview.builds.asked.wait, PATIENCE)
        clinic.going.set()
        assert "<h1>" in await page.sees()
        assert "<h1>three</h1>" in await page.sees()

    browse(story)
    assert list(clinic.builds.queue) == ["two", "three"]


def test_a_page_that_was_loading_during_a_build_is_told_as_soon_as_it_listens(
    clinic: Clinic, running: Callable[..., Preview]
) -> None:
    preview = running()

    async def story() -> None:
        old = build_of(await asyncio.to_thread(ask, preview, "/"))
        page = await Browser.open(preview)
        clinic.save("two")
        await page.sees()
        late = await Browser.open(preview, build=old)
        assert "<h1>two</h1>" in await late.sees()
        after_a_restart = await Browser.open(preview, build="00000000-1")
        assert "<h1>two</h1>" in await after_a_restart.sees()

    browse(story)


def test_a_failing_build_shows_every_problem_until_it_is_mended(clinic: Clinic, running: Callable[..., Preview]) -> None:
    preview = running()
    shown = {
        "command": "problems",
        "problems": [
            {
                "severity": "error",
                "code": "FMT003",
                "place": "content/pages/fees.md:2:12",
                "message": "The front matter is not valid YAML: a value holds a colon.",
                "hint": 'Quote it: `title: "Fees: adults"`.',
            }
        ],
    }

    async def story() -> None:
        page = await Browser.open(preview)
        clinic.save("!")
        assert await page.hears() == shown
        assert "<h1>one</h1>" in (await asyncio.to_thread(ask, preview, "/")).body
        late = await Browser.open(preview)
        assert await late.hears() == shown
        clinic.save("one")
        assert await page.hears() == {"command": "problems", "problems": []}
        clinic.save("two")
        assert "<h1>two</h1>" in await page.sees()

    browse(story)


def test_a_first_build_that_fails_is_shown_on_a_page_that_waits(clinic: Clinic, running: Callable[..., Preview]) -> None:
    clinic.save("!")
    preview = running(first="!")

    async def story() -> None:
        page = await Browser.open(preview)
        assert [problem["code"] for problem in (await page.hears())["problems"]] == ["FMT003"]
        clinic.save("two")
        assert (await page.hears())["problems"] == []
        assert "<h1>two</h1>" in await page.sees()

    browse(story)


def test_a_build_that_breaks_off_is_shown_and_the_next_one_still_runs(
    clinic: Clinic, running: Callable[..., Preview], capfd: pytest.CaptureFixture[str]
) -> None:
    preview = running()

    async def story() -> None:
        page = await Browser.open(preview)
        clinic.save("crash")
        (problem,) = (await page.hears())["problems"]
        assert problem["code"] == "PRE001"
        assert problem["message"] == "The build broke off with `KeyError: 'fees'`."
        assert problem["place"].startswith(f"{__file__}:")
        assert problem["hint"].startswith("Look at the traceback in the terminal")
        clinic.save("two")
        await page.hears()
        assert "<h1>two</h1>" in await page.sees()

    browse(story)
    assert "Traceback" in capfd.readouterr().err


def test_a_page_that_does_not_speak_the_protocol_is_hung_up_on(running: Callable[..., Preview]) -> None:
    preview = running()

    async def story() -> None:
        for words in ("hello", "[]", "{}"):
            page = await Browser.open(preview)
            await page.connection.write_message(words)
            assert await asyncio.wait_for(page.connection.read_message(), PATIENCE) is None

    browse(story)


def test_python_that_changed_starts_the_program_again_once_it_is_valid(
    clinic: Clinic, running: Callable[..., Preview]
) -> None:
    script = clinic.root / "content/build.py"
    script.write_text("a = 1\n")
    preview = running()

    async def story() -> None:
        page = await Browser.open(preview)
        script.write_text("a = 1\nb = (\n")
        (problem,) = (await page.hears())["problems"]
        assert problem["code"] == "PRE002"
        assert problem["message"] == "`build.py` is not valid Python: '(' was never closed."
        assert problem["place"] == f"{script}:2:5"
        assert not preview.restarting
        script.write_text("a = 1\nb = 2\n")
        await asyncio.to_thread(eventually, lambda: preview.restarting)
        assert await asyncio.wait_for(page.connection.read_message(), PATIENCE) is None

    browse(story)


def test_a_port_in_use_is_said_plainly_with_the_next_free_one() -> None:
    (taken,) = take_port(0)
    port = taken.getsockname()[1]
    with pytest.raises(PortInUse) as caught:
        serve(lambda: Stopped(()), Path("none"), [], port=port)
    taken.close()

    assert str(caught.value) == f"Port {port} is in use by another program."
    assert caught.value.free is not None and caught.value.free > port
    assert caught.value.hint == f"Try `--port {caught.value.free}`."


@pytest.mark.parametrize("port", [-1, 65536, 99999])
def test_a_port_that_does_not_exist_is_refused(port: int) -> None:
    with pytest.raises(PortInUse, match=f"Port {port} does not exist."):
        take_port(port)


def test_the_server_listens_to_this_computer_alone(running: Callable[..., Preview]) -> None:
    addresses = [taken.getsockname()[0] for taken in running().sockets]
    assert addresses == ["127.0.0.1"]


def test_the_browser_is_opened_once_when_there_is_something_to_see(
    clinic: Clinic, running: Callable[..., Preview], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: Queue[tuple[str, bool]] = Queue()
    monkeypatch.setattr(webbrowser, "open", lambda address: opened.put((address, (clinic.site / "index.html").exists())))
    preview = running(open_browser=True)

    assert opened.get(timeout=PATIENCE) == (preview.address, True)
    clinic.save("two")
    assert clinic.builds.get(timeout=PATIENCE) == "two"
    assert opened.empty()


def test_the_address_is_said_when_it_starts(clinic: Clinic, running: Callable[..., Preview]) -> None:
    preview = running()
    assert clinic.said[0] == f"The preview is at {preview.address} (Ctrl-C stops it)."


def test_the_port_is_free_again_after_it_stops(clinic: Clinic) -> None:
    preview = Preview(clinic.build, clinic.site, [], port=0, say=clinic.said.append)
    port = preview.sockets[0].getsockname()[1]
    thread = threading.Thread(target=preview.run)
    thread.start()
    assert clinic.builds.get(timeout=PATIENCE)
    preview.stop()
    thread.join(PATIENCE)
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=1)
    (again,) = take_port(port)
    again.close()


PROGRAM = """
import sys
from pathlib import Path
from clinicsite.preview.builds import Stopped
from clinicsite.preview.server import serve

def build():
    print("built ONE", *sys.argv[1:], flush=True)
    return Stopped((), ok=True)

sys.exit(serve(build, Path("site"), [Path("build.py")], port=0))
"""


@pytest.fixture
def program(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    (tmp_path / "build.py").write_text(PROGRAM)
    process = subprocess.Popen(
        [sys.executable, "build.py", "--open"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    with process:
        yield process
        process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_kill_end_it_in_good_order(program: subprocess.Popen[str], number: int) -> None:
    assert program.stdout and program.stdout.readline() == "built ONE --open\n"
    program.send_signal(number)
    out, err = program.communicate(timeout=PATIENCE)
    assert (program.returncode, out) == (0, "")
    assert re.fullmatch(r"The preview is at http://127\.0\.0\.1:\d+/ \(Ctrl-C stops it\)\.\n", err)


def test_a_changed_build_py_starts_it_again_in_the_same_process(program: subprocess.Popen[str], tmp_path: Path) -> None:
    assert program.stdout and program.stdout.readline() == "built ONE --open\n"
    (tmp_path / "build.py").write_text(PROGRAM.replace("ONE", "TWO"))
    assert program.stdout.readline() == "built TWO\n"
    program.send_signal(signal.SIGINT)
    _, err = program.communicate(timeout=PATIENCE)
    assert program.returncode == 0
    assert err.count("The preview is at") == 2
    assert "Python has changed; the preview starts again." in err
