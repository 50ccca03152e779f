from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from clinicsite.publish import pagefind
from clinicsite.publish.pagefind import PagefindError, make_index

PAGE = '<html lang="{lang}"><body><main data-pagefind-body data-pagefind-filter="topic:{topic}"><h1>{title}</h1>{body}</main></body></html>'
TOPICS = ("Aftercare", "Cost", "Science", "Forms", "People", "Notices", "Locations")


def page(title: str, topic: str = "Cost", body: str = "<p>Some words.</p>", lang: str = "en-US") -> str:
    return PAGE.format(lang=lang, topic=topic, title=title, body=body)


PAGES = {f"p{n:02}/index.html": page(f"Page {n}", TOPICS[n % 7], lang="es" if n % 5 == 0 else "en-US") for n in range(20)}


def fragments(pages: dict[str, str]) -> str:
    """What pagefind took from the pages, which its excerpts are cut from."""
    import gzip

    return " ".join(gzip.decompress(data).decode() for path, data in make_index(pages).items() if "fragment/" in path)


def test_the_same_pages_give_the_same_bytes_in_whatever_order_they_come():
    first = make_index(PAGES)
    for _ in range(3):
        assert make_index(dict(reversed(PAGES.items()))) == first


def test_each_language_has_an_index_of_its_own():
    entry = json.loads(make_index(PAGES)["pagefind-entry.json"])
    assert {name: facts["page_count"] for name, facts in entry["languages"].items()} == {"en-us": 16, "es": 4}


def test_only_what_our_search_page_uses_is_published():
    names = {path for path in make_index(PAGES) if "/" not in path and not path.endswith("pf_meta")}
    assert names == {"pagefind.js", "pagefind-entry.json", "wasm.en-us.pagefind", "wasm.es.pagefind"}


def test_a_language_whose_words_pagefind_cannot_reduce_gets_the_general_program():
    assert "wasm.unknown.pagefind" in make_index({"index.html": page("Aloha", lang="haw")})


def test_numbers_of_citations_are_left_out_and_blocks_stay_apart():
    taken = fragments({"index.html": page("A", body='<p>It helps.<sup><a href="#r">24</a></sup> Some.</p><dl><dt>Cost</dt><dd>None</dd></dl>')})
    assert "24" not in taken and "CostNone" not in taken and "Cost None" in taken


def test_no_pages_make_no_index():
    assert make_index({}) == {}


def use(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(path))


def script(folder: Path, text: str) -> Path:
    path = folder / "pagefind"
    path.write_text(f"#!{sys.executable}\n{text}", "utf-8")
    path.chmod(0o755)
    return path


def test_a_program_that_is_not_there_is_named(monkeypatch, tmp_path):
    use(monkeypatch, tmp_path / "none")
    with pytest.raises(PagefindError, match="does not run on this system .No such file or directory"):
        make_index(PAGES)


def test_a_program_for_another_system_is_named(monkeypatch, tmp_path):
    (tmp_path / "pagefind").write_bytes(b"\x7fELF\2\1\1")
    (tmp_path / "pagefind").chmod(0o755)
    use(monkeypatch, tmp_path / "pagefind")
    with pytest.raises(PagefindError, match="does not run on this system .Exec format error"):
        make_index(PAGES)


def test_without_the_package_there_is_no_program(monkeypatch):
    monkeypatch.setitem(sys.modules, "pagefind.service", None)
    with pytest.raises(PagefindError, match="it is not installed"):
        make_index(PAGES)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "it ended before it had answered"),
        ("print('x,', flush=True)", "it answered something that cannot be read"),
        ("print('e30=,', flush=True)", "it answered something that cannot be read"),
        (
            "import base64, json\nanswer = {'message_id': 1, 'payload': {'type': 'Error', 'message': 'no more room'}}\n"
            "print(base64.b64encode(json.dumps(answer).encode()).decode(), end=',', flush=True)",
            "it says `no more room`",
        ),
    ],
)
def test_a_program_that_fails_is_told_of(monkeypatch, tmp_path, text, told):
    use(monkeypatch, script(tmp_path, text))
    with pytest.raises(PagefindError, match=told):
        make_index(PAGES)


def test_a_program_that_never_answers_is_ended(monkeypatch, tmp_path):
    use(monkeypatch, script(tmp_path, "import sys\nsys.stdin.read()"))
    monkeypatch.setattr(pagefind, "PATIENCE", 0.2)
    with pytest.raises(PagefindError, match="it ended before it had answered"):
        make_index(PAGES)
