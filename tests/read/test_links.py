from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.read.library import read_library
from clinicsite.read.links import Target, parse_target, resolve
from tests.clinics import HEAD, make_clinic
from tests.sites import DAY

FROM = "articles/science/how.md"


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("https://example.org/a#b", Target("external", "https://example.org/a#b")),
        ("mailto:a@example.org", Target("external", "mailto:a@example.org")),
        ("javascript:alert(1)", Target("external", "javascript:alert(1)")),
        ("//example.org", Target("external", "//example.org")),
        ("term:dissociation", Target("term", "dissociation")),
        ("#driving", Target("anchor", FROM, "driving")),
        ("why.md#a", Target("content", "articles/science/why.md", "a")),
        ("../aftercare/driving.md", Target("content", "articles/aftercare/driving.md")),
        ("../../pages/fees.md", Target("content", "pages/fees.md")),
        ("/pages/fees.md#gfe", Target("content", "pages/fees.md", "gfe")),
        ("/pages//fees.md", Target("content", "pages/fees.md")),
        ("/fees/", Target("address", "/fees/")),
        ("/fees", Target("address", "/fees")),
        ("/", Target("address", "/")),
        ("/images/a%20b.png", Target("content", "images/a b.png")),
        ("../../../secret.md", Target("outside", "../../../secret.md")),
        ("%2e%2e/%2e%2e/%2e%2e/etc/passwd", Target("outside", "../../../etc/passwd")),
        ("..\\..\\secret.md", Target("outside", "..\\..\\secret.md")),
        ("a%00.md", Target("outside", "a\0.md")),
        ("/../etc/passwd", Target("outside", "/../etc/passwd")),
    ],
)
def test_a_target_is_taken_apart(written, target):
    assert parse_target(written, FROM) == target


@given(st.text(alphabet="abc/.%2eE5c\\#:?\0 ", max_size=30))
def test_no_target_leads_out_of_content(written):
    target = parse_target(written, FROM)
    if target.kind == "content":
        assert not target.path.startswith(("/", "../")) and target.path != ".." and "/../" not in target.path
        assert "\0" not in target.path and "\\" not in target.path


@pytest.fixture
def site(tmp_path):
    made = make_clinic(
        tmp_path,
        f"-- content/articles/science/index.md --\n{HEAD}-- content/articles/science/how.md --\n{HEAD}"
        f"-- content/articles/science/pages/fees.md --\n{HEAD}-- content/pages/fees.md --\n{HEAD}"
        "-- content/drawings/chair.svg --\n<svg/>\n-- content/articles/science/drawings/drip.svg --\n<svg/>\n",
    )
    return read_library(made.settings, DAY).site


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("how.md", "articles/science/how.md"),
        ("#here", "articles/science/how.md"),
        ("/pages/about.md#team", "pages/about.md"),
        ("pages/about.md", "pages/about.md"),
        ("pages/fees.md", "articles/science/pages/fees.md"),
        ("/pages/fees.md", "pages/fees.md"),
        ("drawings/drip.svg", "articles/science/drawings/drip.svg"),
        ("drawings/chair.svg", "drawings/chair.svg"),
        ("/about/", "pages/about.md"),
        ("/about", "pages/about.md"),
        ("/", "pages/index.md"),
        ("/articles/science/how/", "articles/science/how.md"),
    ],
)
def test_a_link_leads_to_the_file_beside_its_own_else_to_the_one_in_content(site, written, found):
    target = resolve(written, FROM, site)
    assert getattr(target, "source", target).path == found


@pytest.mark.parametrize("written", ["nothing.md", "/nothing/", "https://example.org/", "term:x", "../../../pages/about.md", "about.md"])
def test_what_leads_to_no_file_of_the_site_resolves_to_nothing(site, written):
    assert resolve(written, FROM, site) is None


def test_the_address_of_a_form_leads_to_the_form(tmp_path):
    form = (
        "-- content/forms/ask.yaml --\ntitle: Ask\ndescription: Ask us.\nsummary: We answer.\nemergency_title: Call 911\nemergency_text: Now.\n"
        "submit: Send\nafter_title: Then\nsteps: []\nthanks: {title: Thanks, description: Thanks., text: Thanks.}\n"
    )
    site = read_library(make_clinic(tmp_path, form).settings, DAY).site
    assert site is not None
    assert resolve("/forms/ask.yaml", FROM, site) == resolve("/ask/", FROM, site) == site.forms[0]
