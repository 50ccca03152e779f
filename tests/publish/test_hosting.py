from __future__ import annotations

import pytest

from clinicsite.model.clinic import FormsBackend
from clinicsite.publish.hosting import LONGEST_HEADER, jobs, limits
from clinicsite.publish.redirects import redirects, spellings
from tests.render.fake_view import SETTINGS, FakeView, make_clinic, make_form, make_page, make_site

SITE = make_site(
    make_page("fees", layout="fees", aliases=("/prices/", "/cost.html"), title="Fees", checked=None, fees=(),
              estimate_title="", estimate_lead="", estimate=(), insurance_title="", insurance=()),
    make_page("about", layout="about", aliases=("/über-uns", "/a*b")),
    forms=(make_form(aliases=("/book",)),),
)  # fmt: skip


def output(path: str, site=SITE, **view) -> str:
    return next(job for job in jobs(site, SETTINGS) if job.path == path).render(FakeView(site, **view)).decode()


def test_aliases_of_pages_and_forms_become_permanent_redirects():
    assert output("_redirects") == (
        "# Old addresses.\n"
        "/%C3%BCber-uns /about/ 301\n"
        "/%C3%BCber-uns/ /about/ 301\n"
        "/a%2Ab /about/ 301\n"
        "/a%2Ab/ /about/ 301\n"
        "/book /request-appointment/ 301\n"
        "/book/ /request-appointment/ 301\n"
        "/cost.html /fees/ 301\n"
        "/prices /fees/ 301\n"
        "/prices/ /fees/ 301\n"
    )


def test_a_site_in_a_folder_redirects_inside_it():
    assert "/clinic/prices/ /clinic/fees/ 301" in output("_redirects", base_url="https://example.org/clinic")


def test_a_site_without_aliases_still_has_the_file():
    assert output("_redirects", make_site()) == "# Old addresses.\n"


def test_an_alias_that_is_the_page_itself_is_no_loop():
    assert [r.line for r in redirects([(("/fees/",), "/fees/")])] == ["/fees /fees/ 301"]


@pytest.mark.parametrize(
    ("alias", "both"),
    [("/a", ("/a", "/a/")), ("/a/", ("/a", "/a/")), ("/a.html", ("/a.html",)), ("/v1.2/", ("/v1.2", "/v1.2/")), ("/", ())],
)
def test_an_old_folder_is_redirected_with_and_without_its_slash(alias: str, both: tuple[str, ...]):
    assert spellings(alias) == both


def test_headers_are_written_as_netlify_and_cloudflare_read_them():
    lines = output("_headers").splitlines()
    assert lines[1] == "/*"
    assert lines[2].startswith("  Content-Security-Policy: default-src 'none'; script-src 'self'")
    at = lines.index("/assets/*")
    assert lines[at + 1] == "  Cache-Control: public, max-age=31536000, immutable"


def test_the_header_file_stays_within_what_cloudflare_takes():
    lines = output("_headers").splitlines()
    assert sum(line.startswith("/") for line in lines) <= 100
    assert max(map(len, lines)) <= 2000
    assert all(line.count("*") <= 1 for line in lines if line.startswith("/"))


def test_a_site_within_the_limits_hears_nothing():
    assert list(limits(SITE, SETTINGS)) == []


def test_too_many_redirects_are_a_warning():
    site = make_site(make_page("about", layout="about", aliases=tuple(f"/old-{n}" for n in range(1001))))
    (found,) = limits(site, SETTINGS)
    assert (found.code, found.severity, str(found.where)) == ("HST001", "warning", "content/clinic.yaml:1:1")
    assert found.message == "The aliases make 2002 redirects; Cloudflare Pages takes 2000."


def test_a_redirect_that_is_too_long_is_placed_at_its_page():
    (found,) = limits(make_site(make_page("about", layout="about", aliases=("/" + "x" * 1000,))), SETTINGS)
    assert (found.code, found.where.file) == ("HST002", "content/pages/about.md")
    assert found.message == "A redirect to `/about/` is longer than the 1000 characters that Cloudflare Pages takes."


def test_a_header_that_is_too_long_is_a_warning():
    endpoint = "https://" + "x" * LONGEST_HEADER + ".example/f"
    site = make_site(clinic=make_clinic(forms=FormsBackend(backend="post", endpoint=endpoint)))
    (found,) = limits(site, SETTINGS)
    assert found.code == "HST003"
    assert found.message.startswith("The header `Content-Security-Policy` is longer than the 2000 characters")


SEARCH = make_site(make_page("search", layout="search"))
OPENED = "Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'"


def test_the_search_page_takes_back_the_policy_of_all_pages_before_it_gives_its_own():
    """Cloudflare Pages would join the two; a line without a colon is none for Netlify."""
    lines = output("_headers", SEARCH).splitlines()
    at = lines.index("/search/")
    assert lines[at + 1] == "  ! Content-Security-Policy"
    assert lines[at + 2].startswith(f"  {OPENED}")
    assert sum("wasm" in line for line in lines) == 1
    assert sum(line.startswith("/") for line in lines) <= 100


def test_nginx_opens_the_policy_at_the_search_page_alone():
    text = output("_nginx.conf", SEARCH)
    (policy,) = [line for line in location(text, "= /search/") if "Content-Security-Policy" in line]
    assert "script-src 'self' 'wasm-unsafe-eval';" in policy and text.count("wasm") == 1
    assert any("X-Content-Type-Options" in line for line in location(text, "= /search/"))
    assert location(text, "= /search/")[0] == "try_files ${uri}index.html =404;"


def test_a_policy_that_is_too_long_is_told_of_once():
    endpoint = "https://" + "x" * LONGEST_HEADER + ".example/f"
    clinic = make_clinic(forms=FormsBackend(backend="post", endpoint=endpoint))
    assert len(list(limits(make_site(make_page("search", layout="search"), clinic=clinic), SETTINGS))) == 1


def location(text: str, start: str) -> list[str]:
    """The lines of one location of an nginx snippet."""
    lines = text.splitlines()
    at = lines.index(f"location {start} {{")
    return [line.strip() for line in lines[at + 1 : lines.index("}", at)]]


def test_nginx_answers_every_location_with_the_same_headers():
    text = output("_nginx.conf")
    for start in ("/", "= /", "~ ^/.*/$", "^~ /assets/", "= /feed.xml", r"~ ^/articles/[^/]+/feed\.xml$"):
        assert any("Content-Security-Policy" in line and line.endswith(" always;") for line in location(text, start)), start


def test_nginx_caches_types_and_hides_as_the_other_hosts_do():
    text = output("_nginx.conf")
    assert 'add_header Cache-Control "public, max-age=31536000, immutable";' in location(text, "^~ /assets/")
    assert location(text, "= /feed.xml")[:2] == ["types { }", 'default_type "application/atom+xml; charset=utf-8";']
    assert not any("Cache-Control" in line for line in location(text, "/"))
    assert "location ~ /_[^/]*$ { return 404; }" in text
    assert "error_page 404 /404.html;" in text


def test_nginx_redirects_the_decoded_address():
    assert 'location = "/über-uns" { return 301 "/about/"; }' in output("_nginx.conf")


def test_nginx_in_a_folder_touches_nothing_outside_it():
    text = output("_nginx.conf", base_url="https://example.org/clinic")
    assert "location /clinic/ {" in text
    assert "location ^~ /clinic/assets/ {" in text
    assert "error_page 404 /clinic/404.html;" in text
    assert 'location = "/clinic/prices" { return 301 "/clinic/fees/"; }' in text
