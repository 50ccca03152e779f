"""Whether a site may go live: what a build says of it, what a visitor and a search engine see, and what stops it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from clinicsite.cli import main
from clinicsite.settings import Settings
from clinicsite.starting import FOLDERS, new_page
from tests.clinics import HEAD, make_clinic
from tests.pictures import picture
from tests.sites import DAY, Made

ROOT = Path(__file__).resolve().parent.parent
REAL = (("sample: true\n", ""), ("https://alder.example", "https://www.alder-ketamine.org"))


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    monkeypatch.chdir(tmp_path)
    return make_clinic(tmp_path)


@pytest.fixture
def live(sample: Made) -> Made:
    """The same clinic with nothing left to replace. No phone number goes on with a 0 after its area code."""
    for old, new in REAL:
        sample.edit("content/clinic.yaml", old, new)
    sample.edit("content/locations/columbia.md", "410-555-0118", "410-055-0118")
    sample.edit("content/locations/columbia.md", "1 Main Street", "2140 North Alder Street")
    return sample


def run(site: Made, *words: str) -> int:
    return main(site.settings, list(words))


def places(shown: str) -> list[str]:
    return re.findall(r"^(\S+:\d+:\d+): (\w+\[\S+\])", shown, re.M)


# What a build says


def test_a_sample_builds_and_says_in_one_line_what_is_left_and_how_to_list_it(sample, capsys):
    assert run(sample) == 0
    told = capsys.readouterr().out
    assert (
        "This is still the demo: 3 things must be replaced before it goes live. To list them: python build.py check --publish\n" in told
    )
    assert "LIVE-" not in told


def test_check_publish_lists_each_at_its_place_and_fails(sample, capsys):
    assert run(sample, "check", "--publish") == 1
    shown = capsys.readouterr().out
    assert places(shown) == [
        ("content/clinic.yaml:5:1", "error[LIVE-05]"),
        ("content/clinic.yaml:6:1", "error[LIVE-01]"),
        ("content/locations/columbia.md:6:8", "error[LIVE-03]"),
    ]
    assert "\n3 errors.\n" in shown and shown.endswith("3 errors: at least one page holds what must not go live.\n")


def test_a_strict_build_fails_on_the_same_and_publishes_nothing(sample, capsys):
    assert run(sample, "build", "--strict") == 1
    assert [code for _, code in places(capsys.readouterr().out)] == ["error[LIVE-05]", "error[LIVE-01]", "error[LIVE-03]"]
    assert not (sample.root / "site").exists()


def test_an_ordinary_check_of_a_sample_is_silent(sample, capsys):
    assert run(sample, "check") == 0
    assert capsys.readouterr().out == "4 pages, nothing to say.\n"


def test_a_live_site_has_nothing_more_to_say(live, capsys):
    assert run(live) == 0
    assert "demo" not in capsys.readouterr().out
    assert run(live, "check", "--publish") == 0
    assert capsys.readouterr().out == "4 pages, nothing to say.\n"
    assert run(live, "build", "--strict") == 0


def test_once_nothing_is_a_sample_what_is_left_shows_as_a_warning_in_every_build(live, capsys):
    live.edit("content/locations/columbia.md", "410-055-0118", "410-555-0118")
    assert run(live) == 0
    assert "content/locations/columbia.md:6:8: warning[LIVE-03]" in capsys.readouterr().out


def test_check_publish_makes_errors_of_what_bars_and_leaves_other_warnings(live, capsys):
    live.write("content/pages/fees.md", HEAD.replace("---\ntitle", "---\naliases: [/fees/]\ntitle") + "TODO. Click here.\n")
    assert run(live) == 0
    codes = [code for _, code in places(capsys.readouterr().out)]
    assert codes == ["warning[IDN005]", "warning[LIVE-08]", "warning[LIVE-10]"]
    assert run(live, "check", "--publish") == 1
    codes = [code for _, code in places(capsys.readouterr().out)]
    assert codes == ["warning[IDN005]", "error[LIVE-08]", "error[LIVE-10]"]


def test_what_is_wrong_with_rendered_pages_is_shown_in_the_same_run(sample, capsys):
    sample.write("templates/pages/page.html", '<title>x</title><h1>x</h1><img src="https://cdn.some-host.net/x.png" alt="">')
    assert run(sample, "check", "--publish") == 1
    codes = {code for _, code in places(capsys.readouterr().out)}
    assert {"error[PRI-01]", "error[LIVE-01]", "error[LIVE-03]"} <= codes


def test_a_build_without_changes_says_the_same_from_memory(sample, capsys):
    for _ in range(2):
        run(sample)
        assert "3 things must be replaced" in capsys.readouterr().out
    sample.edit("content/clinic.yaml", "sample: true\n", "")
    sample.edit("content/pages/about.md", "title: About us\n", "title: About us\nsample: true\n")
    sample.edit("content/pages/about.md", "We are a clinic.", "We are a clinic. Call 410-555-0118.")
    run(sample)
    assert "4 things must be replaced" in capsys.readouterr().out


def test_an_address_given_with_the_command_is_the_one_that_is_judged(live, capsys):
    assert run(live, "check", "--publish", "--base-url", "https://alder.netlify.app") == 1
    assert "The site's address, `https://alder.netlify.app`, is that of a copy for trial." in capsys.readouterr().out
    live.edit("content/clinic.yaml", "https://www.alder-ketamine.org", "https://alder.netlify.app")
    assert run(live, "check", "--publish", "--base-url", "https://www.alder-ketamine.org") == 0


def test_a_site_of_a_clinics_own_templates_is_judged_with_them(live, capsys):
    live.write("templates/components/crisis-row.html", "<p>Call 719-555-0142</p>\n")
    assert run(live, "check", "--publish") == 1
    assert places(capsys.readouterr().out) == [("templates/components/crisis-row.html:1:9", "error[LIVE-03]")]


def test_a_photo_with_a_place_is_a_warning_and_then_an_error(live, capsys):
    live.write("content/images/us.jpg", picture("us.jpg", '<rdf:Description exif:GPSLatitude="38,50.12N"/>'))
    assert run(live) == 0
    assert "content/images/us.jpg:1:1: warning[LIVE-14] The photo `images/us.jpg` tells where it was taken." in capsys.readouterr().out
    assert run(live, "check", "--publish") == 1


def test_the_line_under_a_secret_is_shown_without_it(live, capsys):
    key = "AKIA" + "IOSFODNN7EXAMPLE"
    live.write("content/pages/fees.md", HEAD + f"Our key is {key}, keep it.\n")
    assert run(live) == 1
    shown = capsys.readouterr().out
    assert "content/pages/fees.md:5:12: error[LIVE-12] `AKIA…` looks like an access key of AWS." in shown
    assert key not in shown and "Our key is AKIA" in shown and "keep it." in shown
    for form in ("json", "github", "sarif"):
        run(live, "--format", form)
        assert key not in capsys.readouterr().out


# What `new` writes


@pytest.mark.parametrize("kind", list(FOLDERS))
def test_everything_that_new_leaves_open_is_found_once_the_page_is_no_draft(live, kind, capsys):
    live.write("content/articles/science/index.md", HEAD.replace("What it costs", "Science"))
    path = new_page(live.settings, kind, "Something new")
    run(live, "check", "--publish")
    assert "something-new" not in capsys.readouterr().out
    text = path.read_text("utf-8").replace("draft: true\n", "")
    path.write_text(text, "utf-8")
    run(live, "check", "--publish")
    found = set(re.findall(r"something-new\.md:(\d+):\d+: error\[LIVE-0[38]\]", capsys.readouterr().out))
    open_lines = {str(n) for n, line in enumerate(text.splitlines(), 1) if re.search(r"\[[A-Z][a-z ]|00000|555", line)}
    assert open_lines == found and open_lines


# What visitors and search engines see


def pages(site: Made) -> dict[str, str]:
    return {path: data.decode() for path, data in site.published().items() if path.endswith(".html")}


MARKS = {"sample": "Sample site: people, prices and addresses are invented.", "trial": "Trial copy: this is not the clinic’s published site."}


def test_every_page_of_a_sample_says_so_and_asks_not_to_be_listed(sample):
    run(sample, "--quiet")
    for path, html in pages(sample).items():
        assert html.count('<meta name="robots" content="noindex">') == 1, path
        assert html.count(MARKS["sample"]) == 1, path
    assert "sitemap.xml" not in sample.published()
    assert "Sitemap" not in sample.read("robots.txt") and "Disallow: /\n" not in sample.read("robots.txt")
    assert "X-Robots-Tag: noindex" in sample.read("_headers") and 'X-Robots-Tag "noindex"' in sample.read("_nginx.conf")


@pytest.mark.parametrize("where", ["content/pages/about.md", "content/locations/columbia.md"])
def test_one_page_that_is_a_sample_makes_the_whole_site_one(live, where):
    live.edit(where, "description:", "sample: true\ndescription:")
    run(live, "--quiet")
    assert all(MARKS["sample"] in html for html in pages(live).values())


def test_a_live_site_may_be_listed_and_carries_no_mark(live):
    run(live, "--quiet")
    for path, html in pages(live).items():
        assert ('content="noindex"' in html) == (path == "404.html"), path
        assert 'class="standing"' not in html and not any(words in html for words in MARKS.values())
    assert "Sitemap: https://www.alder-ketamine.org/sitemap.xml" in live.read("robots.txt")
    assert "sitemap.xml" in live.published() and "X-Robots-Tag" not in live.read("_headers")


@pytest.mark.parametrize("words", [("--drafts",), ("--future",), ("--base-url", "https://staging.alder-ketamine.org")])
def test_a_copy_for_trial_says_so_and_asks_not_to_be_listed(live, words, capsys):
    assert run(live, *words) == 0
    assert "copy for trial" in capsys.readouterr().out
    assert all(MARKS["trial"] in html and 'content="noindex"' in html for html in pages(live).values())
    assert "X-Robots-Tag: noindex" in live.read("_headers")


def test_the_preview_sends_what_the_host_would(sample):
    from clinicsite.preview.session import Session

    session = Session(sample.settings, quiet=True)
    session.build()
    assert session.headers("/about/")["X-Robots-Tag"] == "noindex"


# The demo


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(ROOT / "content", folder / "content")
    return Settings(root=folder, clock=DAY)


def test_the_demo_passes_an_ordinary_check_and_not_the_one_for_going_live(demo, capsys):
    assert main(demo, ["check"]) == 0
    assert main(demo, ["check", "--publish"]) == 1
    listed = places(capsys.readouterr().out)
    assert {code for _, code in listed if code.startswith("error")} == {f"error[LIVE-0{n}]" for n in (1, 2, 3, 4, 5, 7)}
    marked = {f"content/{path.relative_to(demo.root / 'content').as_posix()}" for path in (demo.root / "content").rglob("*.*")
              if path.suffix in (".md", ".yaml") and re.search(r"^sample: true", path.read_text("utf-8"), re.M)}  # fmt: skip
    assert {place.split(":")[0] for place, code in listed if code == "error[LIVE-01]"} == marked
    assert len(marked) > 60


def test_every_line_of_the_demo_with_a_number_for_fiction_is_listed(demo, capsys):
    main(demo, ["check", "--publish"])
    listed = {place.rpartition(":")[0] for place, code in places(capsys.readouterr().out) if code == "error[LIVE-03]"}
    lines = set()
    for path in (demo.root / "content").rglob("*.*"):
        if path.suffix in (".md", ".yaml"):
            for n, line in enumerate(path.read_text("utf-8").splitlines(), 1):
                if re.search(r"555.?01\d\d", line) and "such as" not in line:
                    lines.add(f"{path.relative_to(demo.root).as_posix()}:{n}")
    assert listed == lines


def test_the_starter_says_what_must_be_replaced(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    monkeypatch.chdir(tmp_path)
    assert main(None, ["init", "harbor"]) == 0
    monkeypatch.chdir(tmp_path / "harbor")
    assert main(None, []) == 0
    assert re.search(r"This is still the demo: \d\d things must be replaced", capsys.readouterr().out)
    assert main(None, ["check", "--publish"]) == 1
