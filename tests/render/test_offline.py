from __future__ import annotations

import json
import re

from tests.clinics import PLACE, make_clinic
from tests.sites import CLINIC, make_site

PAGES = "-- content/pages/rest.md --\n---\ntitle: Rest\ndescription: The rest of the day.\n---\nRest.\n"


def made(root, offline: str):
    clinic = CLINIC.replace("[CO]", "[MD]").replace("sample: true\n", f"sample: true\n{offline}")
    return make_site(root, PAGES, clinic + PLACE)


def test_the_worker_knows_the_pages_and_what_they_ask_for(tmp_path) -> None:
    site = made(tmp_path, "offline: [pages/rest.md]\n")
    assert site.build().ok
    text = site.read("offline.js")
    kept = json.loads(re.findall(r"= (\{.*\});", text)[0])
    assert kept["pages"] == ["/rest/"]
    assert [re.sub(r"\.[0-9a-f]{8}\.", ".", name) for name in kept["files"]] == ["/assets/later.css", "/assets/page.js"]
    page = site.read("rest/index.html")
    assert 'data-offline="/offline.js"' in page and all(name in page for name in kept["files"])
    assert "data-offline" not in site.read("about/index.html")
    assert "/offline.js\n  Content-Type: text/javascript; charset=utf-8\n  Cache-Control: public, max-age=0, must-revalidate" in site.read("_headers")


def test_another_page_gives_the_store_another_name_and_none_leaves_no_worker(tmp_path) -> None:
    site = made(tmp_path, "offline: [pages/rest.md]\n")
    site.build()
    first = re.findall("kept-[0-9a-f]{8}", site.read("offline.js"))
    site.edit("content/clinic.yaml", "offline: [pages/rest.md]", "offline: [pages/rest.md, pages/about.md]")
    assert site.build().ok
    assert re.findall("kept-[0-9a-f]{8}", site.read("offline.js")) != first
    site.edit("content/clinic.yaml", "offline: [pages/rest.md, pages/about.md]\n", "")
    assert site.build().ok
    assert not (tmp_path / "site/offline.js").exists()
    assert "offline" not in site.read("_headers")


def test_a_page_that_does_not_exist_is_told_at_its_place(tmp_path) -> None:
    result = made(tmp_path, "offline: [pages/rset.md]\n").build()
    (found,) = [d for d in result.diagnostics if d.severity == "error"]
    assert found.where.file == "content/clinic.yaml" and "`pages/rset.md`" in found.message and "rest.md" in found.hint


def test_a_clinic_that_keeps_nothing_has_no_worker(tmp_path) -> None:
    site = make_clinic(tmp_path)
    assert site.build().ok and not (tmp_path / "site/offline.js").exists()
