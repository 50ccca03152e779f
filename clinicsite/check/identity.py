"""Addresses and titles: each of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.model.frozen import frozen
from clinicsite.model.site import FormFile, Site

RESERVED = re.compile(
    r"/(?:_[^/]*|assets|media|styleguide|\.well-known|404(?:\.html)?|robots\.txt|llms\.txt|sitemap[^/]*\.xml|favicon[^/]*|offline\.js|"
    r"site\.webmanifest)(?:/|\Z)|.*(?:/feed\.(?:xml|json)|\.vcf)/?\Z"
)
"""Addresses that the engine or a host keeps for its own files."""


@frozen(slots=True)
class Address:
    """An address that something claims: what it is, the file that claims it, and where."""

    url: str
    file: str
    where: Location
    alias: bool = False


@rule("IDN001", "site")
def same_address(site: Site) -> Iterator[Diagnostic]:
    """Two pages have the same address.

    One of them would overwrite the other.

    Bad:
        Our prices.

        -- content/pages/prices.md --
        ---
        slug: example
        ---

    Good:
        Our prices.

        -- content/pages/prices.md --
        ---
        slug: prices
        ---
    """
    first: dict[str, Address] = {}
    for address in _pages(site):
        other = first.setdefault(address.url, address)
        if other is not address:
            yield Diagnostic(
                "IDN001", f"`{other.file}` already has the address `{address.url}`.", address.where,
                "Give one of the two another `slug`, or rename its file.",
            )


@rule("IDN002", "site")
def nearly_same_address(site: Site) -> Iterator[Diagnostic]:
    """Two addresses differ only in capitals or in how an accent is written.

    On some computers and hosts they are one file, on others two.

    Bad:
        ---
        aliases: [/Fees/]
        ---

    Good:
        ---
        aliases: [/prices/]
        ---
    """
    first: dict[str, Address] = {}
    for address in (*_pages(site), *_aliases(site)):
        other = first.setdefault(_folded(address.url), address)
        if _path(other.url) != _path(address.url):
            yield Diagnostic(
                "IDN002", f"`{address.url}` differs from `{other.url}` only in capitals or accents.", address.where,
                "Delete it, or use other words.",
            )


@rule("IDN003", "site")
def alias_over_page(site: Site) -> Iterator[Diagnostic]:
    """An alias is the address of a real page.

    An alias leads from an old address to the page. Over a page that exists it would hide that page, and two pages
    that are each an alias of the other would lead in a circle.

    Bad:
        ---
        aliases: [/fees/]
        ---

    Good:
        ---
        aliases: [/our-prices/]
        ---
    """
    real = {_path(address.url): address for address in _pages(site)}
    for alias in _aliases(site):
        other = real.get(_path(alias.url))
        if other and other.file != alias.file:
            yield Diagnostic(
                "IDN003", f"`{alias.url}` is the address of `{other.file}`.", alias.where,
                "Delete the alias, or move the page away first.",
            )


@rule("IDN004", "site")
def same_alias(site: Site) -> Iterator[Diagnostic]:
    """Two pages have the same alias.

    An old address can lead to one page only.

    Bad:
        ---
        aliases: [/costs/]
        ---

        -- content/pages/prices.md --
        ---
        aliases: [/costs/]
        ---

    Good:
        ---
        aliases: [/costs/]
        ---

        -- content/pages/prices.md --
        ---
        aliases: [/old-prices/]
        ---
    """
    first: dict[str, Address] = {}
    for alias in _aliases(site):
        other = first.setdefault(_path(alias.url), alias)
        if other is not alias:
            whose = "This page" if other.file == alias.file else f"`{other.file}`"
            yield Diagnostic("IDN004", f"{whose} already has the alias `{alias.url}`.", alias.where, "Keep it once.")


@rule("IDN005", "site", "warning")
def alias_to_itself(site: Site) -> Iterator[Diagnostic]:
    """An alias is the page's own address.

    It would lead from the page to the page.

    Bad:
        ---
        aliases: [/example/]
        ---

    Good:
        ---
        aliases: [/old-example/]
        ---
    """
    own = {(address.file, _path(address.url)) for address in _pages(site)}
    for alias in _aliases(site):
        if (alias.file, _path(alias.url)) in own:
            yield Diagnostic(
                "IDN005", f"`{alias.url}` is this page's own address.", alias.where, "Delete the alias.", severity="warning",
            )


@rule("IDN006", "site")
def reserved_address(site: Site) -> Iterator[Diagnostic]:
    """A page or an alias has an address that the engine keeps for its own files.

    Pictures, styles, feeds, the sitemap and the files of hosts live there.

    Bad:
        ---
        slug: assets
        ---

    Good:
        ---
        slug: our-assets
        ---
    """
    for address in (*_pages(site), *_aliases(site)):
        if RESERVED.match(address.url):
            yield Diagnostic(
                "IDN006", f"The address `{address.url}` is kept for files of the engine.", address.where,
                "Choose another word.",
            )


@rule("IDN007", "site", "warning")
def same_title(site: Site) -> Iterator[Diagnostic]:
    """Two pages have the same title.

    In search results, tabs and lists nobody can tell them apart.

    Bad:
        ---
        title: Fees
        ---

        -- content/pages/fees.md --
        ---
        title: Fees
        ---

    Good:
        ---
        title: Why we charge what we charge
        ---

        -- content/pages/fees.md --
        ---
        title: Fees
        ---
    """
    first: dict[tuple[str, str], str] = {}
    for page in site.all_pages:
        title = " ".join(page.title.split()).casefold()
        other = first.setdefault((page.lang, title), page.source.file)
        if other != page.source.file:
            yield Diagnostic(
                "IDN007", f"`{other}` has the same title, `{page.title}`.", page.where("title"),
                "Say in the title what only this page answers.", severity="warning",
            )


def _pages(site: Site) -> Iterator[Address]:
    for page in site.all_pages:
        yield Address(page.url, page.source.file, page.where("slug" if page.meta.slug else "title"))
    for form in site.all_forms:
        for url in (form.url, form.thanks_url):
            yield Address(url, form.source.file, _form_place(form, "slug"))


def _aliases(site: Site) -> Iterator[Address]:
    for page in site.all_pages:
        for n, alias in enumerate(page.meta.aliases):
            yield Address(alias, page.source.file, page.where(f"aliases.{n}"), alias=True)
    for form in site.all_forms:
        for n, alias in enumerate(form.form.aliases):
            yield Address(alias, form.source.file, _form_place(form, f"aliases.{n}"), alias=True)


def _form_place(form: FormFile, key: str) -> Location:
    places = {name: (line, column) for name, line, column in form.places}
    return form.source.at(*places.get(key, (1, 1)))


def _path(url: str) -> str:
    return url.removesuffix("index.html").rstrip("/")


def _folded(url: str) -> str:
    return unicodedata.normalize("NFC", _path(url)).casefold()


RULES: tuple[Rule, ...] = (
    same_address, nearly_same_address, alias_over_page, same_alias, alias_to_itself, reserved_address, same_title,
)
