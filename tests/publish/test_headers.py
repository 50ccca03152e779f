from __future__ import annotations

from collections import Counter

import pytest

from clinicsite.model.clinic import AllowedRequest, FormsBackend
from clinicsite.publish.headers import content_security_policy, header_rules, headers_for
from tests.render.fake_view import make_clinic

RULES = header_rules(make_clinic())
PATHS = (
    "/", "/fees/", "/articles/science/x/", "/404.html", "/assets/site.3f2a9c1b.css", "/media/x.1a2b3c4d.png", "/feed.xml",
    "/feed.json", "/articles/science/feed.xml", "/articles/science/feed.json", "/locations/columbia.vcf",
    "/site.webmanifest", "/favicon.svg", "/favicon.ico", "/apple-touch-icon.png", "/icon-512.png", "/llms.txt",
    "/robots.txt", "/.well-known/security.txt", "/sitemap.xml",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_no_path_gets_a_header_from_two_rules(path: str):
    """Cloudflare Pages and Netlify would send both values, joined by a comma."""
    names = Counter(name for rule in RULES if rule.matches(path) for name, _ in rule.headers)
    assert max(names.values()) == 1


@pytest.mark.parametrize("path", PATHS)
def test_every_path_has_the_security_headers(path: str):
    headers = headers_for(path, RULES)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "Content-Security-Policy" in headers


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/", "public, max-age=0, must-revalidate"),
        ("/articles/science/x/", "public, max-age=0, must-revalidate"),
        ("/assets/site.3f2a9c1b.css", "public, max-age=31536000, immutable"),
        ("/media/x.1a2b3c4d.png", "public, max-age=31536000, immutable"),
        ("/feed.xml", "public, max-age=3600"),
    ],
)
def test_pages_are_always_asked_for_again_and_fingerprinted_files_never(path: str, value: str):
    assert headers_for(path, RULES)["Cache-Control"] == value


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/articles/science/feed.xml", "application/atom+xml; charset=utf-8"),
        ("/feed.json", "application/feed+json; charset=utf-8"),
        ("/locations/columbia.vcf", "text/vcard; charset=utf-8"),
        ("/site.webmanifest", "application/manifest+json"),
        ("/.well-known/security.txt", "text/plain; charset=utf-8"),
    ],
)
def test_files_for_machines_have_their_types(path: str, kind: str):
    assert headers_for(path, RULES)["Content-Type"] == kind


def test_the_policy_lets_nothing_in_but_the_site_itself():
    assert content_security_policy(make_clinic()) == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def posting(endpoint: str, backend: str = "post"):
    return make_clinic(forms=FormsBackend(backend=backend, endpoint=endpoint))


def test_a_form_may_be_sent_to_the_service_that_takes_it_and_nowhere_else():
    policy = content_security_policy(posting("https://forms.example.org/f/abc?x=1"))
    assert "connect-src 'self' https://forms.example.org;" in policy
    assert "form-action 'self' https://forms.example.org;" in policy


def test_an_endpoint_that_is_not_used_opens_nothing():
    assert "forms.example.org" not in content_security_policy(posting("https://forms.example.org/f", backend="netlify"))


def test_other_sites_never_learn_which_page_a_visitor_came_from():
    assert headers_for("/fees/", RULES)["Referrer-Policy"] == "same-origin"
    # A service elsewhere must see the site's origin to accept a form, and sees no more.
    elsewhere = header_rules(posting("https://forms.example.org/f"))
    assert headers_for("/fees/", elsewhere)["Referrer-Policy"] == "strict-origin"


def test_a_site_in_a_folder_has_its_rules_in_that_folder():
    rules = header_rules(make_clinic(), "/clinic")
    assert all(rule.path.startswith("/clinic/") for rule in rules)
    assert headers_for("/clinic/assets/x.css", rules)["Cache-Control"].endswith("immutable")
    assert headers_for("/other/", rules) == {}


SEARCH = header_rules(make_clinic(), search=["/search/", "/es/buscar/"])


@pytest.mark.parametrize("path", ("/search/", "/es/buscar/"))
def test_a_search_page_may_run_webassembly_and_no_other_address(path: str):
    policy = headers_for(path, SEARCH)["Content-Security-Policy"]
    assert "script-src 'self' 'wasm-unsafe-eval';" in policy
    assert policy.replace(" 'wasm-unsafe-eval'", "") == content_security_policy(make_clinic())
    for other in (*PATHS, "/pagefind/pagefind.js", f"{path}answers.json"):
        assert headers_for(other, SEARCH)["Content-Security-Policy"] == content_security_policy(make_clinic()), other


def test_the_rule_of_a_search_page_takes_back_the_policy_of_the_others_and_keeps_their_rest():
    (rule,) = [rule for rule in SEARCH if rule.path == "/search/"]
    assert rule.replaces == ("Content-Security-Policy",) == tuple(name for name, _ in rule.headers)
    headers = headers_for("/search/", SEARCH)
    assert headers["Cache-Control"] == "public, max-age=0, must-revalidate" and headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/pagefind/pagefind.js", "public, max-age=0, must-revalidate"),
        ("/pagefind/pagefind-entry.json", "public, max-age=0, must-revalidate"),
        ("/search/answers.json", "public, max-age=0, must-revalidate"),
        ("/pagefind/fragment/en-us_1a2b3c4.pf_fragment", "public, max-age=31536000, immutable"),
        ("/pagefind/index/en-us_1a2b3c4.pf_index", "public, max-age=31536000, immutable"),
        ("/pagefind/filter/en-us_1a2b3c4.pf_filter", "public, max-age=31536000, immutable"),
    ],
)
def test_what_leads_to_the_index_is_asked_for_again_and_its_fingerprinted_files_never(path: str, value: str):
    assert headers_for(path, SEARCH)["Cache-Control"] == value
    names = Counter(name for rule in SEARCH if rule.matches(path) for name, _ in rule.headers)
    assert max(names.values()) == 1


def test_a_site_without_a_search_page_has_no_rule_for_one():
    assert not any("pagefind" in rule.path or rule.replaces for rule in RULES)


def test_hosts_that_the_clinic_answers_for_are_let_in_and_no_other():
    request = AllowedRequest(host="maps.example.net", owner="Ruth Lindqvist", note="Agreement of May 2, 2026")
    policy = dict(part.split(" ", 1) for part in content_security_policy(make_clinic(allowed_requests=(request,))).split("; "))
    for kind in ("script", "style", "img", "connect"):
        assert policy[f"{kind}-src"] == "'self' https://maps.example.net"
    for kind in ("font", "media", "frame"):
        assert policy[f"{kind}-src"] == "https://maps.example.net"
    assert policy["form-action"] == "'self'" and policy["default-src"] == "'none'"
    assert "frame-src" not in content_security_policy(make_clinic())
