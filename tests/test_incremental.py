"""The full build is the truth: what a build leaves alone must be what a clean build would have made."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sites import DAY, Made, make_site

SITE = """\
-- content/people/ada-reed.md --
---
title: Ada Reed
credentials: RN
description: A nurse.
role: Nurse
---
Ada is a nurse.
-- content/locations/mill.md --
---
title: Mill Street
description: The clinic on Mill Street.
name: Mill Street
address: {street: 1 Mill Street, city: Boulder, state: CO, postal_code: "80301"}
phone: 303-555-0101
timezone: America/Denver
timezone_name: Mountain time
hours: {monday: 8:00-17:00, tuesday: closed}
calls: Calls on Monday
reply: We call back on Monday.
---
Beside the mill.
-- content/glossary.yaml --
- id: infusion
  term: Infusion
  definition: A slow drip into a vein.
-- content/references.bib --
@article{ada2020, author={Reed, Ada}, title={On drips}, journal={Drips}, year={2020}, doi={10.1000/drip}}
-- content/articles/care/index.md --
---
title: Care
description: About care.
---
All about care.
-- content/articles/care/drip.md --
---
title: The drip
description: What a drip is.
authors: [ada-reed]
tags: [drip]
---
An [infusion](term:infusion) is slow.[@ada2020]
-- content/articles/care/rest.md --
---
title: The rest
description: What comes after.
tags: [drip]
---
Read about [the drip](drip.md).
"""
DRIP = "content/articles/care/drip.md"


@pytest.fixture
def site(tmp_path: Path) -> Made:
    made = make_site(tmp_path, SITE)
    assert made.build().ok
    return made


def written(site: Made) -> set[str]:
    result = site.build()
    assert result.ok, result.diagnostics
    return {path for path in result.written if path.endswith(".html")}


def test_a_second_build_writes_nothing(site: Made) -> None:
    result = site.build()
    assert result.written == ()
    assert result.reasons == ()


def test_a_changed_body_leaves_listings_alone(site: Made) -> None:
    site.edit(DRIP, "is slow", "is very slow")
    assert written(site) == {"articles/care/drip/index.html"}


def test_a_changed_title_remakes_what_shows_it(site: Made) -> None:
    site.edit(DRIP, "title: The drip", "title: The slow drip")
    assert written(site) == {
        "articles/care/drip/index.html", "articles/care/rest/index.html", "articles/care/index.html", "articles/index.html",
        "people/ada-reed/index.html",
    }


def test_a_new_article_stands_in_its_topic(site: Made) -> None:
    site.write("content/articles/care/new.md", "---\ntitle: New\ndescription: New.\n---\nNew.\n")
    assert {"articles/care/new/index.html", "articles/care/index.html"} <= written(site)
    assert "/articles/care/new/" in site.read("articles/care/index.html")


def test_a_page_that_goes_leaves_nothing_behind(site: Made) -> None:
    (site.root / "content/articles/care/rest.md").unlink()
    result = site.build()
    assert result.ok
    assert "articles/care/rest/index.html" in result.published.removed
    assert not [path for path, data in site.published().items() if b"/articles/care/rest/" in data]


def test_a_changed_phone_remakes_every_page(site: Made) -> None:
    site.edit("content/locations/mill.md", "303-555-0101", "303-555-0102")
    assert written(site) == {path for path in site.published() if path.endswith(".html")}
    assert not [path for path, data in site.published().items() if b"303-555-0101" in data]


def test_a_template_of_the_sites_own_remakes_the_pages_that_use_it(site: Made) -> None:
    site.write("templates/components/gloss.html", '<aside id="term-{{ term.id }}">{{ definition }}</aside>\n')
    assert written(site) == {"articles/care/drip/index.html"}
    assert '<aside id="term-infusion">A slow drip into a vein.</aside>' in site.read("articles/care/drip/index.html")


def test_what_somebody_changed_in_the_output_folder_is_put_right(site: Made) -> None:
    before = site.published()
    (site.root / "site/about/index.html").write_text("changed by hand", "utf-8")
    (site.root / "site/sitemap.xml").unlink()
    result = site.build()
    assert set(result.written) == {"about/index.html", "sitemap.xml"}
    assert site.published() == before


def test_why_gives_a_sentence_for_each_file(site: Made) -> None:
    site.edit(DRIP, "is slow", "is very slow")
    reasons = site.build().reasons
    assert "articles/care/drip/index.html: the text of `articles/care/drip` changed." in reasons


@pytest.mark.parametrize(
    ("keys", "reason"),
    [("draft: true", "draft"), ("publish: 2027-01-01", "scheduled"), ("expires: 2026-11-22", "expired")],
)
def test_what_is_held_back_stands_in_no_file_of_the_site(tmp_path: Path, keys: str, reason: str) -> None:
    secret = f"""\
-- content/articles/care/secret.md --
---
title: Quetzal
description: Quetzal.
aliases: [/quetzal/]
tags: [drip]
{keys}
---
Quetzal.
"""
    made = make_site(tmp_path, SITE + secret)
    result = made.build()
    assert result.ok
    assert result.held == (("content/articles/care/secret.md", reason),)
    assert not [path for path, data in made.published().items() if b"quetzal" in data.lower() or "secret" in path]


def test_a_failed_build_leaves_the_site_as_it_was(site: Made) -> None:
    before = site.published()
    site.edit(DRIP, "title: The drip", "titel: The drip")
    site.edit("content/pages/about.md", "We are a clinic.", "We are another clinic.")
    result = site.build()
    assert not result.ok
    assert site.published() == before


def test_two_clean_builds_in_different_folders_are_the_same_bytes(tmp_path: Path) -> None:
    one, other = make_site(tmp_path / "one", SITE), make_site(tmp_path / "other", SITE)
    assert one.build().ok and other.build().ok
    assert one.published() == other.published()


FILES = (DRIP, "content/articles/care/rest.md", "content/pages/about.md", "content/articles/care/index.md")
EDITS = st.one_of(
    st.tuples(st.just("body"), st.sampled_from(FILES), st.sampled_from(["One more line.", "A [link](/pages/about.md).", "## Part"])),
    st.tuples(st.just("title"), st.sampled_from(FILES), st.sampled_from(["Alpha", "Beta", "Gamma"])),
    st.tuples(st.just("tag"), st.sampled_from(FILES[:2]), st.sampled_from(["drip", "rest", "home"])),
    st.tuples(st.just("phone"), st.just("content/locations/mill.md"), st.sampled_from(["0101", "0102", "0103"])),
    st.tuples(st.just("term"), st.just("content/glossary.yaml"), st.sampled_from(["A drip.", "A slow drip into a vein."])),
    st.tuples(st.just("draft"), st.just(FILES[1]), st.sampled_from(["true", "false"])),
    st.tuples(st.just("day"), st.just(""), st.sampled_from(["2026-11-23", "2027-03-01"])),
)


def apply(site: Made, kind: str, file: str, value: str) -> Made:
    if kind == "day":
        return Made(site.root, type(site.settings)(root=site.root, clock=date.fromisoformat(value)))
    path = site.root / file
    lines = path.read_text("utf-8").split("\n")
    if kind == "body":
        lines.append(f"\n{value}\n")
    elif kind == "title":
        lines = [f"title: {value}" if line.startswith("title:") else line for line in lines]
    elif kind == "tag":
        lines = [f"tags: [{value}]" if line.startswith("tags:") else line for line in lines]
    elif kind == "phone":
        lines = [f"phone: 303-555-{value}" if line.startswith("phone:") else line for line in lines]
    elif kind == "term":
        lines = [f"  definition: {value}" if line.startswith("  definition:") else line for line in lines]
    elif kind == "draft":
        lines = [line for line in lines if not line.startswith("draft:")]
        lines.insert(1, f"draft: {value}")
    path.write_text("\n".join(lines), "utf-8")
    return site


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(EDITS, min_size=1, max_size=4))
def test_after_any_edits_the_site_is_what_a_clean_build_makes(tmp_path: Path, edits: list[tuple[str, str, str]]) -> None:
    for folder in ("work", "clean"):
        shutil.rmtree(tmp_path / folder, ignore_errors=True)
    made = make_site(tmp_path / "work", SITE)
    assert made.settings.clock == DAY
    made.build()
    for edit in edits:
        made = apply(made, *edit)
        before = made.published()
        result = made.build()
        if not result.ok:
            assert made.published() == before
            continue
        shutil.copytree(made.root, tmp_path / "clean", ignore=shutil.ignore_patterns("site", ".cache"))
        clean = Made(tmp_path / "clean", type(made.settings)(root=tmp_path / "clean", clock=made.settings.clock))
        assert clean.build().ok
        assert made.published() == clean.published()
        shutil.rmtree(tmp_path / "clean")
