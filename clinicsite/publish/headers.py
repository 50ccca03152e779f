"""Which response headers each address of the site gets: one table for every host and for the preview."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from clinicsite.model.clinic import Clinic
from clinicsite.model.frozen import frozen
from clinicsite.model.languages import Language
from clinicsite.model.standing import Standing

YEAR = 31_536_000
FOREVER = f"public, max-age={YEAR}, immutable"
FRESH = "public, max-age=0, must-revalidate"
DAY = "public, max-age=86400"
HOUR = "public, max-age=3600"
PERMISSIONS = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope",
    "magnetometer", "microphone", "midi", "payment", "usb",
)  # fmt: skip


@frozen(slots=True)
class HeaderRule:
    """Headers for the paths of a pattern: `*` stands for anything, `:name` for one part of a path.

    No two rules give one path the same header, because hosts join such values with a comma. The exception are those
    that a rule `replaces`: it takes back what the rules before it say of them.
    """

    path: str
    headers: tuple[tuple[str, str], ...]
    replaces: tuple[str, ...] = ()

    def matches(self, path: str) -> bool:
        return re.fullmatch(regex(self.path), path) is not None


def regex(pattern: str) -> str:
    """`/articles/:topic/feed.xml` -> `/articles/[^/]+/feed\\.xml`"""
    parts = re.split(r"(\*|:[a-z]+)", pattern)
    return "".join(".*" if part == "*" else "[^/]+" if part.startswith(":") else re.escape(part) for part in parts)


def header_rules(
    clinic: Clinic, base_path: str = "", standing: Standing = "live", languages: Iterable[Language] = (),
    search: Iterable[str] = (), styles: Iterable[str] = (),
) -> tuple[HeaderRule, ...]:
    """The rules of a site that lives at `base_path` of its host (`""` or `/base`) and speaks these languages; `search` are its
    search pages' addresses, and `styles` the digests of the style sheets that stand in its pages."""
    styles = tuple(styles)
    folders = [language.folder for language in languages if language.folder]
    search = tuple(search)
    table = [*_table(clinic, standing, folders, styles), *(_index_table(search) if search else ())]
    rules = [HeaderRule(base_path + path, tuple(headers.items())) for path, headers in table]
    policy = "Content-Security-Policy"
    opened = content_security_policy(clinic, styles, wasm=True)
    return (*rules, *(HeaderRule(base_path + path, ((policy, opened),), replaces=(policy,)) for path in search))


def headers_for(path: str, rules: Iterable[HeaderRule]) -> dict[str, str]:
    """What a request for this path is answered with."""
    return {name: value for rule in rules if rule.matches(path) for name, value in rule.headers}


def _table(
    clinic: Clinic, standing: Standing, languages: Iterable[str], styles: Iterable[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    yield "/*", security(clinic, styles) | ({} if standing == "live" else {"X-Robots-Tag": "noindex"})
    yield "/", {"Cache-Control": FRESH}
    yield "/*/", {"Cache-Control": FRESH}
    yield "/assets/*", {"Cache-Control": FOREVER}
    yield "/media/*", {"Cache-Control": FOREVER}
    feeds = [f"/{folder}/{inner}" for folder in languages for inner in ("", ":section/:topic/")]
    for folder in ("/", "/articles/:topic/", *feeds):
        yield f"{folder}feed.xml", {"Content-Type": "application/atom+xml; charset=utf-8", "Cache-Control": HOUR}
        yield f"{folder}feed.json", {"Content-Type": "application/feed+json; charset=utf-8", "Cache-Control": HOUR}
    yield "/locations/*.vcf", {"Content-Type": "text/vcard; charset=utf-8", "Cache-Control": HOUR}
    if clinic.offline:
        yield "/offline.js", {"Content-Type": "text/javascript; charset=utf-8", "Cache-Control": FRESH}
    yield "/site.webmanifest", {"Content-Type": "application/manifest+json", "Cache-Control": DAY}
    for icon in ("favicon.svg", "favicon.ico", "apple-touch-icon.png", "icon-512.png"):
        yield f"/{icon}", {"Cache-Control": DAY}
    for text in ("/llms.txt", "/robots.txt", "/.well-known/security.txt"):
        yield text, {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": HOUR}


def _index_table(search: Iterable[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The search index: what carries a fingerprint in its name is kept, what leads to it is asked for again."""
    for folder in ("fragment", "index", "filter"):
        yield f"/pagefind/{folder}/*", {"Cache-Control": FOREVER}
    yield "/pagefind/:file", {"Cache-Control": FRESH}
    for page in search:
        yield f"{page}answers.json", {"Cache-Control": FRESH}


def security(clinic: Clinic, styles: Iterable[str] = ()) -> dict[str, str]:
    """The headers of every answer."""
    return {
        "Content-Security-Policy": content_security_policy(clinic, styles),
        "Strict-Transport-Security": f"max-age={YEAR}",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin" if form_origin(clinic) else "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in PERMISSIONS),
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def content_security_policy(clinic: Clinic, styles: Iterable[str] = (), wasm: bool = False) -> str:
    """Everything comes from the site itself and the hosts that clinic.yaml allows; only a form may also be sent to the
    service that it names.

    Of style elements only those of our own `styles` hold, by their digests. `wasm` lets WebAssembly run, as the search page needs it. It lets no text run as a script.
    """
    outside = form_origin(clinic)
    send = f"'self' {outside}" if outside else "'self'"
    allowed = "".join(f" https://{request.host}" for request in clinic.allowed_requests)
    policy = {
        "default-src": "'none'",
        "script-src": f"'self'{allowed}" + (" 'wasm-unsafe-eval'" if wasm else ""),
        "style-src": "".join(["'self'", *(f" '{digest}'" for digest in styles), allowed]),
        "img-src": f"'self'{allowed}",
        **({f"{kind}-src": allowed.strip() for kind in ("font", "media", "frame")} if allowed else {}),
        "connect-src": send + allowed,
        "manifest-src": "'self'",
        "form-action": send,
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {sources}" for name, sources in policy.items())


def form_origin(clinic: Clinic) -> str:
    """The origin of the service that takes the forms, where it is not the site's own host.

    Such a service gets the site's origin with a request, and no page's address: addresses here speak of health.
    """
    if clinic.forms.backend != "post" or not clinic.forms.endpoint:
        return ""
    parts = urlsplit(clinic.forms.endpoint)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
