"""What a build makes anew, what it leaves alone, and that it ends where a clean build would."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from clinicsite.pipeline import BuildResult, build
from clinicsite.publish.seen import Seen
from clinicsite.read.files import read_file
from clinicsite.read.pages import read_page
from clinicsite.read.translations import read_translated_page
from clinicsite.render import prose
from clinicsite.render.environment import engine_templates
from clinicsite.render.store import PICTURES
from clinicsite.settings import Settings
from tests.clinics import PLACE, make_clinic
from tests.reviewed import AUTHOR, REVIEWER, stamp_all
from tests.sites import CLINIC, DAY, Made, as_bytes, split_files
from tests.spanish import WORDS

SITE = """\
-- content/people/ruth.md --
---
title: Ruth Lindqvist
description: A nurse.
credentials: RN
role: Lead nurse
---
She reads.[@b2013]
-- content/articles/index.md --
---
title: What to know
description: Articles.
---
-- content/articles/science/index.md --
---
title: The science
description: On the brain.
---
-- content/articles/cost/index.md --
---
title: The cost
description: What it costs.
---
-- content/articles/science/how.md --
---
title: How it works
description: In plain words.
date: 2026-10-01
tags: [mood]
image: drawings/drip.svg
authors: [ruth]
---
It works so.[@a2013]

## Part one

See [what it costs](../cost/price.md) and [dissociation](term:dissociation).
-- content/articles/science/when.md --
---
title: When it works
description: And when not.
date: 2026-10-02
tags: [mood]
---
Not always.[@b2013]
-- content/articles/cost/price.md --
---
title: The price
description: Of a visit.
date: 2026-10-03
---
![A chair](/images/chair.png)

It has a price.[@c2013]
-- content/images/chair.png --
a picture
-- content/drawings/drip.svg --
<svg viewBox="0 0 8 8"><path d="M1 1h6"/></svg>
-- content/glossary.yaml --
- {id: dissociation, term: Dissociation, definition: Feeling cut off.}
-- content/references.bib --
@article{a2013, author={Doe, Jo}, title={A trial}, journal={J}, year={2013}, volume={1}, doi={10.1176/x}}
@article{b2013, title={Another}, year={2013}, doi={10.1176/y}}
@article{c2013, title={A third}, year={2013}, doi={10.1176/z}}
-- content/forms/ask.yaml --
title: Ask us
description: A nurse answers.
summary: A nurse answers.
emergency_title: In danger, call 911
emergency_text: Do not use this form.
submit: Send
after_title: Then
steps:
  - legend: You
    seconds: 20
    why: To call you.
    fields: [{name: name, label: Name, type: text, autocomplete: name}, {name: tel, label: Phone, type: tel}]
thanks: {title: Thank you, description: Thank you., text: A nurse calls you.}
"""
FEEDS = {"feed.xml", "feed.json"}
SEQUENCES = int(os.environ.get("CLINICSITE_SEQUENCES", "300"))
"""How many random sequences of edits are tried."""
LONGEST = 2 if SEQUENCES <= 300 else 6
"""How many edits a sequence has at most."""
PARTS = 2
"""Into which they are shared out, so that two processes can try them."""


@pytest.fixture(autouse=True)
def a_process_of_its_own() -> None:
    fresh()


@pytest.fixture
def site(tmp_path: Path) -> Made:
    made = make_clinic(tmp_path, SITE)
    made.edit("content/clinic.yaml", "sample: true\n", "")
    built(made)
    return made


def built(made: Made) -> set[str]:
    """Build, and give the paths that were written."""
    result = made.build()
    assert result.ok, result.diagnostics
    return set(result.written)


def pages(made: Made) -> set[str]:
    return {path for path in made.published() if path.endswith(".html")}


def plain(paths: Iterable[str]) -> list[str]:
    """Paths without the fingerprints of cards."""
    return [re.sub(r"-card\.[0-9a-f]{8}\.png$", "-card.png", path) for path in paths]


# What is read anew

CITING_OLD_WORKS = {"articles/science/how.md", "articles/science/when.md", "articles/cost/price.md", "people/ruth.md"}
"""Whether these say that a work is old enough to look for a newer one has to be read anew every day."""


def test_an_edit_opens_the_file_that_was_edited_and_no_other_page(site, monkeypatch):
    site.build()
    site.settle()
    site.build()
    site.edit("content/articles/science/how.md", "It works so.", "It works otherwise.")
    stamp_all(site.root, DAY)
    opened = []
    monkeypatch.setattr("clinicsite.read.files.read_file", lambda path, relative: opened.append(relative) or read_file(path, relative))
    assert build(replace(site.settings, checked=False)).ok
    assert [path for path in opened if path.endswith(".md")] == ["articles/science/how.md"]
    opened.clear()
    assert build(site.settings).ok
    assert {path for path in opened if path.endswith(".md")} == CITING_OLD_WORKS


def test_where_a_file_is_not_what_it_was_taken_for_all_are_read_again(site, monkeypatch):
    site.build()
    site.settle()
    site.build()
    site.edit("content/articles/science/how.md", "It works so.", "It works otherwise.")
    known, wrong = Seen.known, [("0" * 64, 10)]
    monkeypatch.setattr(
        Seen, "known", lambda seen, path: wrong.pop() if wrong and path == "articles/science/how.md" else known(seen, path)
    )
    assert site.build().ok
    assert "It works otherwise." in site.read("articles/science/how/index.html")


# What is made anew


def test_a_second_build_writes_nothing_and_reads_nothing_twice(site):
    before = {path: (site.root / "site" / path).stat().st_mtime_ns for path in site.published()}
    result = site.build()
    assert (result.written, result.published.removed, result.reasons) == ((), (), ())
    assert {path: (site.root / "site" / path).stat().st_mtime_ns for path in site.published()} == before


def test_a_changed_body_leaves_listings_alone(site):
    site.edit("content/articles/science/how.md", "It works so.", "It works otherwise.")
    result = site.build()
    assert set(result.written) == {"articles/science/how/index.html", *FEEDS, "articles/science/feed.xml", "articles/science/feed.json"}
    assert set(result.written) == {reason.partition(":")[0] for reason in result.reasons}


def test_another_title_is_written_where_it_is_shown_and_nowhere_else(site):
    site.edit("content/articles/science/how.md", "title: How it works", "title: Why it works")
    assert {path for path in built(site) if path.endswith(".html")} == {
        "articles/index.html", "articles/science/index.html", "articles/science/how/index.html", "articles/science/when/index.html",
        "people/ruth/index.html", f"people/{REVIEWER}/index.html",
    }  # fmt: skip
    assert all("How it works" not in site.read(path) for path in pages(site))


def test_the_first_sample_and_the_last_remake_every_page_and_the_sitemap_with_them(site):
    before = site.published()
    site.edit("content/people/ruth.md", "role: Lead nurse\n", "role: Lead nurse\nsample: true\n")
    result = site.build()
    assert pages(site) <= set(result.written)
    assert plain(result.published.removed)[-1] == "sitemap.xml"
    assert "about/index.html: what the build may be taken for, live site, sample or trial copy, changed." in result.reasons
    assert all('content="noindex"' in site.read(path) for path in pages(site))
    site.edit("content/people/ruth.md", "sample: true\n", "")
    assert pages(site) | {"sitemap.xml", "robots.txt", "_headers"} <= built(site)
    assert site.published() == before


def test_a_second_sample_remakes_only_what_shows_it(site):
    site.edit("content/people/ruth.md", "role: Lead nurse\n", "role: Lead nurse\nsample: true\n")
    built(site)
    site.edit("content/articles/science/how.md", "date: 2026-10-01\n", "date: 2026-10-01\nsample: true\n")
    assert "about/index.html" not in built(site)


def test_a_new_article_remakes_its_topic_and_its_relatives(site):
    site.write("content/articles/science/why.md", "---\ntitle: Why it works\ndescription: So.\ndate: 2026-11-01\ntags: [mood]\n---\nSo.[@b2013]\n")
    assert set(plain(built(site))) == {
        "media/why-it-works-card.png",
        "articles/index.html", "articles/science/index.html", "articles/science/why/index.html", "articles/science/how/index.html",
        "articles/science/when/index.html", *FEEDS, "articles/science/feed.xml", "articles/science/feed.json", "sitemap.xml", "llms.txt",
        f"people/{AUTHOR}/index.html", f"people/{REVIEWER}/index.html",
    }  # fmt: skip
    assert "Why it works" in site.read("articles/science/index.html")


def test_a_page_that_goes_is_removed_and_forgotten_by_the_others(site):
    (site.root / "content/articles/science/when.md").unlink()
    result = site.build()
    assert plain(result.published.removed) == ["articles/science/when/index.html", "media/when-it-works-card.png"]
    assert not (site.root / "site/articles/science/when").exists()
    assert all(b"When it works" not in data for data in site.published().values())


def test_an_edited_template_remakes_the_pages_that_use_it(site):
    site.write("templates/pages/article.html", "{# ours #}" + (engine_templates() / "pages/article.html").read_text("utf-8"))
    result = site.build()
    assert (result.ok, result.written) == (True, ())
    assert {reason.partition(":")[0] for reason in result.reasons} == {
        "articles/science/how/index.html", "articles/science/when/index.html", "articles/cost/price/index.html",
    }  # fmt: skip
    assert all(reason.endswith("the template `pages/article.html` changed.") for reason in result.reasons)
    site.edit("templates/pages/article.html", "{# ours #}", "")
    site.edit("templates/pages/article.html", "{% block after %}", "{% block after %}<p>A word of ours.</p>")
    assert built(site) == {"articles/science/how/index.html", "articles/science/when/index.html", "articles/cost/price/index.html"}


def test_a_template_that_is_taken_away_gives_the_pages_back_to_the_engine(site):
    before = site.published()
    site.write("templates/components/masthead.html", "<p>Ours</p>")
    assert pages(site) <= built(site)
    (site.root / "templates/components/masthead.html").unlink()
    built(site)
    assert site.published() == before


def test_a_changed_phone_remakes_every_page(site):
    site.edit("content/locations/columbia.md", "410-555-0118", "410-555-0999")
    assert pages(site) <= built(site)
    assert all("410-555-0118" not in site.read(path) and "410-555-0999" in site.read(path) for path in pages(site))


def test_a_changed_style_sheet_is_on_every_page_and_in_the_policy(site):
    before = site.read("_headers")
    css = (engine_templates() / "assets/css/base.css").read_text("utf-8")
    site.write("templates/assets/css/base.css", css + "\n@layer base { .ours { color: inherit; } }\n")
    result = site.build()
    assert pages(site) <= set(result.written)
    assert ".ours{color:inherit}" in site.read("index.html")
    assert "_headers" in result.written and site.read("_headers") != before


@pytest.mark.parametrize(
    ("file", "old", "new", "written"),
    [
        ("glossary.yaml", "Feeling cut off", "Feeling far away", {"articles/science/how/index.html"}),
        ("references.bib", "volume={1}", "volume={2}", {"articles/science/how/index.html"}),
        ("drawings/drip.svg", "M1 1", "M2 2", {"articles/science/how/index.html"}),
        ("images/chair.png", "a picture", "another", {"articles/cost/price/index.html"}),
        ("people/ruth.md", "credentials: RN", "credentials: NP",
         {"articles/science/how/index.html", "people/index.html", "people/ruth/index.html", "locations/columbia/index.html"}),
        ("forms/ask.yaml", "To call you.", "So that we can call.", {"ask/index.html"}),
    ],
)
def test_what_a_page_shows_of_other_files_remakes_it(site, file, old, new, written):
    site.edit(f"content/{file}", old, new)
    assert {path for path in built(site) if path.endswith(".html")} == written


def test_the_next_day_remakes_only_what_tells_the_day(site):
    site.settings = replace(site.settings, clock=DAY + timedelta(days=1))
    result = site.build()
    assert result.written == ()
    assert {reason.partition(": ")[2] for reason in result.reasons} <= {"the day changed."}
    assert len(result.reasons) < len(pages(site)) / 2


def test_a_closure_leaves_its_page_once_it_is_past(site):
    site.edit("content/locations/columbia.md", "calls:", "closures: [{first: 2026-11-22, last: 2026-11-22, reason: Founders day}]\ncalls:")
    assert built(site) and "Founders day" in site.read("locations/columbia/index.html")
    site.settings = replace(site.settings, clock=date(2026, 11, 23))
    assert built(site) == {"locations/columbia/index.html"}
    assert "Founders day" not in site.read("locations/columbia/index.html")


def test_another_address_is_written_on_every_page(site):
    site.settings = replace(site.settings, base_url="https://preview.example/pr-7")
    assert pages(site) <= built(site)
    assert all("https://alder.example" not in site.read(path) for path in pages(site))


def test_a_page_whose_day_comes_appears_and_one_that_expires_goes(site):
    site.write("content/pages/a.md", "---\ntitle: Tomorrow\ndescription: D\npublish: 2026-11-23\nexpires: 2026-11-25\n---\nSo.\n")
    assert built(site) == set()
    site.settings = replace(site.settings, clock=date(2026, 11, 23))
    assert "a/index.html" in built(site)
    site.settings = replace(site.settings, clock=date(2026, 11, 25))
    assert plain(site.build().published.removed) == ["a/index.html", "media/tomorrow-card.png"]


def test_files_that_were_changed_or_deleted_in_the_output_are_put_back(site):
    before = site.published()
    site.write("site/index.html", "changed")
    (site.root / "site/articles/science/how/index.html").unlink()
    (site.root / "site/sitemap.xml").write_bytes(b"")
    assert built(site) == {"index.html", "articles/science/how/index.html", "sitemap.xml"}
    assert site.published() == before


def test_after_a_build_that_failed_the_next_makes_everything_that_changed(site):
    site.edit("content/articles/science/how.md", "It works so.", "It works otherwise.[@nobody]")
    assert not site.build().ok
    site.edit("content/articles/science/how.md", "[@nobody]", "")
    assert "articles/science/how/index.html" in built(site)


def test_a_link_that_was_found_from_content_is_found_beside_its_page_once_something_stands_there(site):
    site.write("content/articles/science/drawings/drip.svg", '<svg viewBox="0 0 9 9"><path d="M3 3h3"/></svg>')
    assert plain(sorted(built(site))) == ["articles/science/how/index.html", "media/how-it-works-card.png"]
    assert "M3 3h3" in site.read("articles/science/how/index.html")


# What is held back


@pytest.mark.parametrize("held", ["draft: true", "publish: 2026-11-23", "expires: 2026-11-22"])
def test_nothing_of_a_page_that_is_held_back_is_in_any_file(tmp_path, held):
    made = make_clinic(tmp_path, SITE)
    made.write(
        "content/articles/science/zanzibar.md",
        f"---\ntitle: Zanzibar one\ndescription: Zanzibar two\nsummary: Zanzibar three\ndate: 2026-11-01\ntags: [zanzibar, mood]\n"
        f"aliases: [/zanzibar-old/]\nseries: zanzibar\nimage: images/zanzibar.png\nimage_alt: Zanzibar four\n{held}\n---\n## Zanzibar\n\nZanzibar.\n",
    )
    made.write("content/images/zanzibar.png", "zanzibar")
    result = made.build()
    assert result.ok
    assert {path: data for path, data in made.published().items() if b"zanzibar" in data.lower() or "zanzibar" in path} == {}
    assert b"zanzibar" not in (tmp_path / "site/.clinicsite-manifest.json").read_bytes()
    assert [file for file, _ in result.held] == ["content/articles/science/zanzibar.md"]


def test_a_draft_that_was_live_leaves_every_file(site):
    site.edit("content/articles/science/when.md", "tags:", "aliases: [/when-it-works/]\ntags:")
    built(site)
    assert "/when-it-works/ /articles/science/when/ 301" in site.read("_redirects")
    site.edit("content/articles/science/when.md", "tags:", "draft: true\ntags:")
    built(site)
    assert all(b"When it works" not in data and b"when-it-works" not in data for data in site.published().values())


def test_a_form_that_is_a_draft_is_in_no_file(tmp_path):
    made = make_clinic(tmp_path, SITE.replace("title: Ask us", "draft: true\ntitle: Zanzibar"))
    assert made.build().ok
    assert all(b"Zanzibar" not in data for data in made.published().values())


# Builds repeat


def test_two_clean_builds_in_different_folders_are_the_same_bytes(tmp_path):
    one, two = make_clinic(tmp_path / "one", SITE), make_clinic(tmp_path / "a/much/longer/way/two", SITE)
    assert one.build().ok
    fresh()
    assert two.build().ok
    assert one.published() == two.published()
    manifest = "site/.clinicsite-manifest.json"
    assert (one.root / manifest).read_bytes() == (two.root / manifest).read_bytes()
    assert all(str(tmp_path).encode() not in data for data in one.published().values())


def fresh() -> None:
    """Forget what this process remembers, as a new one would."""
    prose.KEPT.clear()
    read_page.cache_clear()
    read_translated_page.cache_clear()


@dataclass(frozen=True)
class Knobs:
    """A site as a handful of settings, each of which an edit may turn."""

    body: int = 0
    title: int = 0
    parts: int = 1
    tags: int = 1
    weight: int = 0
    topic: str = "science"
    more: int = 0
    name_of_file: str = "when"
    held: str = ""
    alias: int = 0
    phone: int = 0
    name: int = 0
    term: int = 0
    work: int = 0
    picture: int = 0
    drawing: int = 0
    shadow: bool = False
    form: int = 0
    template: int = 0
    broken: bool = False
    day: int = 0
    base: str = ""
    drafts: bool = False
    letters: int = 0
    spanish: int = 0
    vandal: int = 0
    restart: bool = False

    def files(self) -> dict[str, str]:
        text = SITE.replace("It works so.", f"It works so {self.body}." + " Words." * 300 * self.body)
        text = text.replace("title: How it works", f"title: How it works {self.title}")
        text = text.replace("## Part one", "\n\n".join(f"## Part {n}" for n in range(self.parts)))
        text = text.replace("tags: [mood]\nimage", f"tags: [{', '.join(('mood', 'brain')[: self.tags])}]\nweight: {self.weight}\n{self.held}\nimage")
        text = text.replace("date: 2026-10-02\n", f"date: 2026-10-02\n{f'aliases: [/old-{self.alias}/]' if self.alias else ''}\n")
        text = text.replace("Feeling cut off", f"Feeling cut off {self.term}").replace("volume={1}", f"volume={{{self.work + 1}}}")
        text = text.replace("a picture", f"picture {self.picture}").replace("M1 1h6", f"M1 1h{self.drawing + 1}").replace("Ask us", f"Ask us {self.form}")
        text = text.replace("credentials: RN", f"credentials: RN{self.letters}")
        text = text.replace("science/when.md", f"science/{self.name_of_file}.md")
        clinic = CLINIC.replace("[CO]", "[MD]").replace("Alder Clinic", f"Alder Clinic {self.name}") + PLACE.replace("0118", f"011{self.phone}")
        files = {**split_files(clinic), **split_files(text)}
        for n in range(self.more):
            files[f"content/articles/{self.topic}/more-{n}.md"] = (
                f"---\ntitle: More {n}\ndescription: D\ndate: 2026-11-0{n + 1}\ntags: [brain]\n---\nMore [how](/articles/science/{self.name_of_file}.md).\n"
            )
        if self.shadow:
            files["content/articles/science/drawings/drip.svg"] = '<svg viewBox="0 0 9 9"><path d="M3 3h3"/></svg>'
        if self.template:
            text = (engine_templates() / "components/masthead.html").read_text("utf-8")
            files["templates/components/masthead.html"] = f"{text}<p>Ours {self.template}</p>\n"
        if self.spanish:
            files |= split_files(WORDS)
            files["content/es/articles/science/how.md"] = (
                f"---\ntitle: Cómo funciona {self.title}\ndescription: En palabras sencillas.\nslug: como-{self.spanish}\n---\n"
                f"Funciona así {self.body}.{' Palabras.' * 9 * self.spanish}[@a2013]\n\n"
                + "\n\n".join(f"## Parte {n}" for n in range(self.parts)) + "\n\nVea [cuánto cuesta](../cost/price.md) y disociación.\n"
            )
        if self.spanish > 1:
            files["content/es/people/ruth.md"] = "---\ntitle: Ruth Lindqvist\ndescription: Enfermera.\nrole: Enfermera\n---\n"
        if self.broken:
            files["content/pages/about.md"] = "---\ntitle: A: B\n---\n"
        return files

    def made(self, root: Path, checked: bool = True) -> Made:
        """The site of these knobs under `root`: what differs is written, what is gone is deleted."""
        day = DAY + timedelta(days=self.day)
        made = Made(root, Settings(root=root, clock=day, base_url=self.base or None, drafts=self.drafts, judged=False, checked=checked))
        wanted = self.files()
        for path in [p for part in ("content", "templates") for p in sorted((root / part).rglob("*")) if p.is_file()]:
            if path.relative_to(root).as_posix() not in wanted:
                path.unlink()
        for name, text in wanted.items():
            if not (root / name).exists() or (root / name).read_bytes() != as_bytes(name, text):
                made.write(name, text)
        return made


EDITS = st.one_of(
    st.tuples(st.sampled_from("body title letters name spanish term work picture drawing form template alias phone day".split()), st.integers(0, 2)),
    st.tuples(st.sampled_from(["parts", "tags", "weight", "more", "vandal"]), st.integers(0, 2)),
    st.tuples(st.sampled_from(["shadow", "broken", "drafts", "restart"]), st.booleans()),
    st.tuples(st.just("topic"), st.sampled_from(["science", "cost"])),
    st.tuples(st.just("name_of_file"), st.sampled_from(["when", "not-when"])),
    st.tuples(st.just("held"), st.sampled_from(["", "draft: true", "publish: 2026-11-23", "expires: 2026-11-23"])),
    st.tuples(st.just("base"), st.sampled_from(["", "https://preview.example/pr-7"])),
)


def said(result: BuildResult) -> list[str]:
    return [f"{d.where} {d.code} {d.message}" for d in result.diagnostics]


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(EDITS, min_size=1, max_size=6))
@example([("more", 2), ("topic", "cost"), ("held", "draft: true"), ("drafts", True), ("day", 1)])
@example([("shadow", True), ("template", 1), ("vandal", 2), ("template", 0), ("shadow", False)])
@example([("spanish", 1), ("title", 2), ("spanish", 2), ("phone", 1), ("topic", "cost"), ("spanish", 0)])
@example([("broken", True), ("body", 2), ("phone", 1), ("broken", False)])
def test_whatever_was_edited_a_build_ends_where_a_clean_one_would(edits):
    knobs = Knobs()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        knobs.made(root / "kept").build()
        for name, value in edits:
            knobs = replace(knobs, **{name: value})
            kept = knobs.made(root / "kept")
            vandalize(kept, knobs.vandal)
            if knobs.restart:
                fresh()
            result = kept.build()
        fresh()
        clean = knobs.made(root / "clean")
        afresh = clean.build()
        assert said(result) == said(afresh)
        if afresh.ok:
            assert kept.published() == clean.published()
            assert kept.build().written == ()


@dataclass(frozen=True)
class Clean:
    """What a clean build of a site says, and what it publishes."""

    said: tuple[str, ...]
    ok: bool
    files: Mapping[str, bytes]


@cache
def clean(knobs: Knobs, drawn: Path) -> Clean:
    """A clean build, but for the pictures in `drawn`, whose names stand for all that they hold."""
    with tempfile.TemporaryDirectory() as folder:
        fresh()
        shutil.copytree(drawn, Path(folder) / ".cache" / PICTURES)
        made = knobs.made(Path(folder), checked=False)
        result = made.build()
        return Clean(tuple(said(result)), result.ok, made.published() if result.ok else {})


@pytest.fixture(scope="module")
def built_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("built")
    Knobs().made(root, checked=False).build()
    return root


@pytest.mark.parametrize("part", range(PARTS))
@settings(max_examples=SEQUENCES // PARTS, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(edits=st.lists(EDITS, min_size=1, max_size=LONGEST))
def test_after_each_of_many_edits_the_site_is_that_of_a_clean_build(part, edits, built_before):
    knobs = Knobs()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "site"
        shutil.copytree(built_before, root)
        drawn = built_before / ".cache" / PICTURES
        published = clean(knobs, drawn).files
        for name, value in edits:
            knobs = replace(knobs, **{name: value})
            expected = clean(replace(knobs, vandal=0, restart=False), drawn)
            made = knobs.made(root, checked=False)
            vandalize(made, knobs.vandal)
            if knobs.restart:
                fresh()
            assert tuple(said(made.build())) == expected.said
            if expected.ok:
                published = expected.files
                assert made.published() == published
        assert made.build().written == ()


def vandalize(made: Made, how: int) -> None:
    """Somebody changes the output by hand."""
    if how and (made.root / "site/index.html").exists():
        if how == 1:
            (made.root / "site/index.html").write_text("changed")
        else:
            (made.root / "site/index.html").unlink()
