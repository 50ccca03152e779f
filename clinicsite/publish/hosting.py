"""The files that hosts read: _redirects and _headers for Netlify and Cloudflare Pages, _nginx.conf for one's own server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.model.languages import ENGLISH
from clinicsite.model.site import Site
from clinicsite.publish.headers import HeaderRule, header_rules, headers_for
from clinicsite.publish.nginx import nginx
from clinicsite.publish.redirects import Redirect, redirects
from clinicsite.publish.search_index import search_pages
from clinicsite.render.environment import site_styles
from clinicsite.render.job import Job
from clinicsite.settings import Settings

if TYPE_CHECKING:
    from clinicsite.render.view import View

__all__ = ["HeaderRule", "header_rules", "headers_for", "jobs", "limits"]

CLINIC = "content/clinic.yaml"
MOST_REDIRECTS, LONGEST_REDIRECT = 2_000, 1_000
LONGEST_HEADER = 2_000
CODES = {
    "HST001": "The site has more redirects than a host takes.",
    "HST002": "A redirect is longer than a host takes.",
    "HST003": "A response header is longer than a host takes.",
}


def jobs(site: Site, settings: Settings) -> Iterator[Job]:
    """All three are written always, so that no host keeps rules that no longer hold."""
    yield Job("_redirects", CLINIC, lambda view: _text("# Old addresses.", _redirect_lines(view)))
    yield Job("_headers", CLINIC, lambda view: _text("# Response headers.", _header_lines(rules_of(view))))
    yield Job("_nginx.conf", CLINIC, lambda view: nginx(view.base_path, rules_of(view), redirects_of(view), folders_of(view)).encode())


def rules_of(view: View) -> tuple[HeaderRule, ...]:
    return header_rules(view.clinic, view.base_path, view.standing, view.languages(), search_urls(view), view.style_digests)


def search_urls(view: View) -> list[str]:
    """The addresses of the search pages, one in each language that has one."""
    languages = (None if language == ENGLISH else language.code for language in view.languages())
    return [page.url for lang in languages for page in view.pages(kind="page", layout="search", lang=lang)]


def redirects_of(view: View) -> tuple[Redirect, ...]:
    targets: list[tuple[Iterable[str], str]] = []
    for language in view.languages():
        pages = view.pages(lang=None if language == ENGLISH else language.code)
        targets += [(page.meta.aliases, view.url(page)) for page in pages]
        targets += [(form.form.aliases, view.url(form)) for form in view.forms(language.code)]
    return redirects(targets, view.base_path)


def folders_of(view: View) -> tuple[str, ...]:
    """The folders of languages, each with a page of its own for what is missing."""
    return tuple(language.folder for language in view.languages() if language.folder)


def _redirect_lines(view: View) -> Iterator[str]:
    """Old addresses, then what Netlify shows for a page that is missing in a language. Cloudflare Pages finds that by itself,
    and passes the line over."""
    yield from (redirect.line for redirect in redirects_of(view))
    for folder in folders_of(view):
        yield f"{view.base_path}/{folder}/* {view.base_path}/{folder}/404.html 404"


def limits(site: Site, settings: Settings) -> Iterator[Diagnostic]:
    """What Cloudflare Pages would leave out without a word.

    It takes 2,000 redirects of 1,000 characters each and header lines of 2,000 characters; Netlify takes more.
    """
    targets = [(page.meta.aliases, page.url, page.where("aliases")) for page in site.all_pages]
    targets += [(form.form.aliases, form.url, form.source.at()) for form in site.all_forms]
    count = 0
    for aliases, url, where in targets:
        made = redirects([(aliases, url)])
        count += len(made)
        if any(len(redirect.line) > LONGEST_REDIRECT for redirect in made):
            yield _too_long("HST002", f"A redirect to `{url}`", LONGEST_REDIRECT, where, "Shorten the alias.")
    if count > MOST_REDIRECTS:
        message = f"The aliases make {count} redirects; Cloudflare Pages takes {MOST_REDIRECTS}."
        hint = "Remove aliases that no one follows any more, or serve the site with nginx."
        yield Diagnostic("HST001", message, site.clinic_source.at(), hint, "warning")
    rules = header_rules(
        site.clinic, languages=site.languages, search=[page.url for page in search_pages(site)], styles=site_styles(settings).digests
    )
    headers = [header for rule in rules for header in rule.headers]
    for name in dict.fromkeys(name for name, value in headers if len(_header_line(name, value)) > LONGEST_HEADER):
        hint = "Shorten `endpoint` under `forms`, or name fewer classes for style sheets of your own (`/* for: … */`)."
        yield _too_long("HST003", f"The header `{name}`", LONGEST_HEADER, site.clinic_source.at(), hint)


def _too_long(code: str, what: str, most: int, where: Location, hint: str) -> Diagnostic:
    message = f"{what} is longer than the {most} characters that Cloudflare Pages takes."
    return Diagnostic(code, message, where, hint, "warning")


def _header_lines(rules: Iterable[HeaderRule]) -> Iterator[str]:
    for rule in rules:
        yield rule.path
        yield from (f"  ! {name}" for name in rule.replaces)
        yield from (_header_line(name, value) for name, value in rule.headers)


def _header_line(name: str, value: str) -> str:
    return f"  {name}: {value}"


def _text(first: str, lines: Iterable[str]) -> bytes:
    return ("\n".join([first, *lines]) + "\n").encode()
