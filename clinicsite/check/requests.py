"""What a page asks of other hosts as soon as it opens: in tags, in styles, and in the scripts that it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

from clinicsite.check.document import Document, Element, is_foreign
from clinicsite.check.services import CALLED, Service, service_at
from clinicsite.model.frozen import frozen

DATA = frozenset({"application/ld+json", "application/json", "speculationrules", "importmap", "text/plain", "text/template"})
"""Types of a `<script>` that the browser does not run. `text/plain` is how scripts wait for consent."""

DOES = {
    "script": "loads a script from", "img": "loads a picture from", "image": "loads a picture from", "use": "loads a picture from",
    "source": "loads a picture, video or sound from", "video": "loads a video from", "audio": "loads a sound from",
    "track": "loads captions from", "iframe": "shows a frame from", "frame": "shows a frame from",
    "embed": "shows an object from", "object": "shows an object from", "a": "reports clicks to", "link": "loads a file from",
    "input": "loads a picture from", "meta": "sends visitors on to",
}  # fmt: skip
CALLS = "holds a script that calls"
CONNECTIONS = frozenset({"preconnect", "dns-prefetch"})
STYLE_ADDRESS = re.compile(r"@namespace[^;]*;|(?:(?:@import\s*)?url\(\s*[\"']?|@import\s*[\"'])\s*((?:https?:)?//[^\"')\s;]+)", re.I)
STYLED = re.compile(rb"""style\s*=\s*(?:"[^"]*url|'[^']*url|[^\s"'>]*url)""")
REFRESH = re.compile(r"[\d.]*\s*[;,]?\s*url\s*=\s*[\"']?([^\"']+)", re.I)
LATER = re.compile(r"(?:^|\s)(data-[\w-]*src)\s*=", re.I)
BACKGROUND = re.compile(r"(?:^|\s)background\s*=", re.I)
SCRIPT_ADDRESS = re.compile(
    r"((?:https?:)?(?:\\?/){2})((?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})(?![a-z0-9.@-])((?:\\?/[\w.-]{0,80})?)", re.I
)
LOADER = re.compile(
    r"(?:\bsrc\s*=\s*\\?[\"'`]?|\b(?:fetch|import|importScripts|sendBeacon|getScript|loadScript)\s*\(?\s*[\"'`]|"
    r"\.open\s*\(\s*[\"']\w+[\"']\s*,\s*[\"'`])\s*\Z"
)  # fmt: skip


@frozen(slots=True)
class Request:
    """`does` says what the page does there, as in `loads a script from`; `offset` is where it says so."""

    host: str
    does: str
    offset: int
    service: Service | None


@lru_cache(maxsize=1)
def requests_of(page: Document) -> tuple[Request, ...]:
    """Everything that a browser fetches from another host by itself, as far as the page's own text tells. Several ask for it
    of one page after the other."""
    return tuple(_requests(page))


def _requests(page: Document) -> Iterator[Request]:
    for element, does, target in _addresses(page):
        yield from _request(page, target, does, element.start)
    for element in page.by_tag.get("style", ()):
        for match in STYLE_ADDRESS.finditer(page.content(element)):
            if match[1]:
                yield from _request(page, match[1], _styled(match[0]), page.content_start(element) + match.start())
    yield from _scripted(page)


def _addresses(page: Document) -> Iterator[tuple[Element, str, str]]:
    for reference in page.references:
        if reference.loads:
            yield reference.element, _does(reference.element), reference.target
    for element in page.by_tag.get("meta", ()):
        if "refresh" in element.raw.lower() and element.attributes.get("http-equiv", "").lower() == "refresh":
            match = REFRESH.match(element.attributes.get("content", "").strip())
            if match:
                yield element, DOES["meta"], match[1]
    for element in page.by_tag.get("frame", ()):
        yield element, DOES["frame"], element.attributes.get("src", "")
    for tag in ("script", "iframe", "img") if "data-" in page.html else ():
        for element in page.by_tag.get(tag, ()):
            for name in LATER.findall(element.raw):
                if element.attributes.get("type", "").lower() != "text/plain":
                    yield element, DOES[tag], element.attributes.get(name.lower(), "")
    for element in page.elements if b"background" in page.small else ():
        if BACKGROUND.search(element.raw):
            yield element, DOES["img"], element.attributes.get("background", "")
    for element in page.elements if STYLED.search(page.small) else ():
        if "style" in element.raw.lower() and "url" in element.raw.lower():
            for match in STYLE_ADDRESS.finditer(element.attributes.get("style", "")):
                yield element, "loads a picture from", match[1] or ""


def _does(element: Element) -> str:
    if element.tag != "link":
        return DOES[element.tag]
    relations = set(element.attributes.get("rel", "").lower().split())
    if relations & CONNECTIONS:
        return "opens a connection to"
    return "loads a style sheet from" if "stylesheet" in relations else DOES["link"]


def _styled(text: str) -> str:
    return "loads a style sheet from" if text.lower().startswith("@import") else "loads a font or picture from"


def _request(page: Document, target: str, does: str, offset: int) -> Iterator[Request]:
    target = re.sub(r"[\t\r\n]", "", target).strip().replace("\\", "/")
    if not target or not is_foreign(target, page.base_url):
        return
    parts, host = split_address(target)
    if host and not (page.file and same_site(host, page.base_url)):
        yield Request(host, does, offset, service_at(host, parts.path))


def split_address(target: str) -> tuple[SplitResult, str]:
    """An address in its parts, and its host in small letters; both empty where it is none."""
    try:
        parts = urlsplit(target)
        return parts, (parts.hostname or "").rstrip(".")
    except ValueError:
        return urlsplit(""), ""


def same_site(host: str, base_url: str) -> bool:
    """Whether a host is that of somebody's site, or a part of it: pages in the wild mix both, with and without `www.`."""
    own = split_address(base_url)[1].removeprefix("www.")
    return bool(own) and f".{host}".endswith(f".{own}")


def _scripted(page: Document) -> Iterator[Request]:
    """In a script, an address counts where the script loads it, or where it is that of a tracker's own files."""
    for element in page.by_tag.get("script", ()):
        attributes = element.attributes
        if "src" in attributes or attributes.get("type", "").lower() in DATA:
            continue
        script, start = page.content(element), page.content_start(element)
        for match in SCRIPT_ADDRESS.finditer(script):
            host, path = match[2].lower(), match[3].replace("\\", "")
            service = service_at(host, path)
            known = service is not None and service.kind in ("tracker", "chat", "font", "captcha")
            if known or LOADER.search(script, max(match.start() - 60, 0), match.start()):
                yield from _request(page, f"//{host}{path}", CALLS, start + match.start())
        for call, host in CALLED.items():
            if found := re.search(call, script):
                yield Request(host, CALLS, start + found.start(), service_at(host))
