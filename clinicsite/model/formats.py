"""Formats of single values, written as `Annotated[str, Format(...)]` on the fields of the content types.

The types of this floor are plain dataclasses; `read.schema` validates them with pydantic, which asks a `Format` for
its check through the two dunder methods below, so that nothing here imports it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any

from clinicsite.model.address import RESERVED, SLUG, is_safe_path, slugify
from clinicsite.model.frozen import frozen


@frozen()
class Format:
    """A check that returns the value or raises ValueError with one sentence, and what editors show for the field."""

    check: Callable[[Any], Any]
    description: str
    pattern: str = ""

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        return {
            "type": "function-after",
            "schema": handler(source),
            "function": {"type": "no-info", "function": self.check},
        }

    def __get_pydantic_json_schema__(self, schema: Any, handler: Callable[[Any], Any]) -> Any:
        shown = dict(handler(schema), description=self.description)
        if self.pattern:
            shown["pattern"] = self.pattern
        return shown


def _slug(value: str) -> str:
    if not SLUG.match(value):
        near = slugify(value.partition(",")[0])
        raise ValueError("This is not a slug." + (f" Write `{near}`." if near else " Use letters, digits and hyphens."))
    if value in RESERVED:
        raise ValueError(f"`{value}` is a reserved file name on Windows. Choose another word.")
    return value


def _text(value: str) -> str:
    if not value.strip():
        raise ValueError("This is empty. Write a few words or leave the key out.")
    if "<" in value and re.search(r"<[a-z/!]", value, re.I):
        raise ValueError("This holds HTML. Write plain words.")
    return value.strip()


def _alias(value: str) -> str:
    path = value.strip("/")
    if not value.startswith("/") or value.startswith("//"):
        raise ValueError("An alias is an old address on this site. Start it with one `/`, as in `/old-page/`.")
    if path and not is_safe_path(path) or re.search(r"[\s?#<>\"']", value):
        raise ValueError("This alias is not a plain path. Use letters, digits, `-`, `.` and `/` only.")
    return value


def _url(value: str) -> str:
    if not re.match(r"https://[^\s/]+", value):
        raise ValueError("This is not an https address. Write it in full, as in `https://example.org/page`.")
    return value


def _host(value: str) -> str:
    near = re.sub(r"\A(?:https?:)?//|[/:?#].*", "", value.strip().lower())
    if not re.fullmatch(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", near):
        raise ValueError("This is not a host. Write it as in `maps.example.com`.")
    if near != value:
        raise ValueError(f"This is more than a host. Write `{near}`.")
    return value


def _base_url(value: str) -> str:
    if not re.match(r"https?://[^\s/?#]+(/[^\s?#]*)?\Z", value):
        raise ValueError("This is not a site address. Write it as in `https://www.example.org`.")
    return value.rstrip("/")


def _phone(value: str) -> str:
    digits = re.sub(r"\D", "", value)
    if not re.fullmatch(r"1?\d{10}", digits):
        raise ValueError("This is not a US phone number. Write ten digits, as in `719-555-0142`.")
    digits = digits[-10:]
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"


def _clock(value: str) -> str:
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", value.strip())
    if not match or int(match[1]) > 24 or int(match[2]) > 59:
        raise ValueError("This is not a time of day. Write it in 24 hours, as in `8:30` or `17:00`.")
    return f"{int(match[1])}:{match[2]}"


def _timezone(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z_]+(/[A-Za-z_+\-0-9]+)+", value):
        raise ValueError("This is not a time zone. Write it as in `America/Denver`.")
    return value


def _state(value: str) -> str:
    if value not in STATES:
        raise ValueError("This is not a US state. Write its two letters, as in `CO`.")
    return value


def _stamp(value: str) -> str:
    if not re.fullmatch(r"v\d+-[0-9a-f]{16}", value):
        raise ValueError("This is not a stamp of reviewed words. Let `clinicsite review` write it.")
    return value


def _filename(value: str) -> str:
    if not is_safe_path(value.removeprefix("../").removeprefix("../").removeprefix("../")):
        raise ValueError("This path leads out of content/. Write it from the file's own folder or from content/.")
    return value


def _key(value: str) -> str:
    if not re.fullmatch(r"[^\[\]@\s;]+", value):
        raise ValueError("This is not a key of the bibliography. Write it alone, as in `murrough2013`.")
    return value


def _focus(value: str) -> str:
    match = re.fullmatch(r"(\d{1,3})%\s+(\d{1,3})%", value.strip())
    if not match or max(int(match[1]), int(match[2])) > 100:
        raise ValueError("This is not a point of a picture. Write how far from the left and from the top, as in `60% 30%`.")
    return f"{int(match[1])}% {int(match[2])}%"


STATES = dict(
    pair.split("=")
    for pair in (
        "AL=Alabama|AK=Alaska|AZ=Arizona|AR=Arkansas|CA=California|CO=Colorado|CT=Connecticut|DE=Delaware|"
        "DC=District of Columbia|FL=Florida|GA=Georgia|HI=Hawaii|ID=Idaho|IL=Illinois|IN=Indiana|IA=Iowa|KS=Kansas|"
        "KY=Kentucky|LA=Louisiana|ME=Maine|MD=Maryland|MA=Massachusetts|MI=Michigan|MN=Minnesota|MS=Mississippi|"
        "MO=Missouri|MT=Montana|NE=Nebraska|NV=Nevada|NH=New Hampshire|NJ=New Jersey|NM=New Mexico|NY=New York|"
        "NC=North Carolina|ND=North Dakota|OH=Ohio|OK=Oklahoma|OR=Oregon|PA=Pennsylvania|PR=Puerto Rico|"
        "RI=Rhode Island|SC=South Carolina|SD=South Dakota|TN=Tennessee|TX=Texas|UT=Utah|VT=Vermont|VA=Virginia|"
        "WA=Washington|WV=West Virginia|WI=Wisconsin|WY=Wyoming"
    ).split("|")
)

Slug = Annotated[str, Format(_slug, "Lower-case letters, digits and hyphens.", SLUG.pattern.replace(r"\Z", "$"))]
Text = Annotated[str, Format(_text, "Plain words, no HTML.")]
Inline = Annotated[str, Format(_text, "One paragraph of Markdown: emphasis, links, citations and terms.")]
Name = Annotated[str, Format(_text, "A name or a word for machines, the same in every language.")]
Alias = Annotated[str, Format(_alias, "An old address of this page on this site, as in /old-page/.")]
Url = Annotated[str, Format(_url, "An https address, written in full.")]
Host = Annotated[str, Format(_host, "A host without https:// and path, as in maps.example.com.")]
BaseUrl = Annotated[str, Format(_base_url, "Where the site will live, as in https://www.example.org.")]
Phone = Annotated[str, Format(_phone, "A US phone number of ten digits.")]
Clock = Annotated[str, Format(_clock, "A time of day in 24 hours, as in 8:30 or 17:00.")]
TimeZone = Annotated[str, Format(_timezone, "An IANA time zone, as in America/Denver.")]
State = Annotated[str, Format(_state, "A US state in two letters.")]
Stamp = Annotated[str, Format(_stamp, "A stamp of reviewed words, as `clinicsite review` writes it.")]
Focus = Annotated[str, Format(_focus, "A point of a picture, from the left and from the top, as in 60% 30%.")]
File = Annotated[str, Format(_filename, "A file, written from this file's folder or from content/.")]
Key = Annotated[str, Format(_key, "A key of content/references.bib, without `@`.")]
