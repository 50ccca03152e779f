"""Production's headers, bent as far as the preview needs and no further."""

from __future__ import annotations

from collections.abc import Mapping

POLICIES = ("content-security-policy", "content-security-policy-report-only")
DROPPED = ("strict-transport-security", "cache-control", "expires", "etag", "last-modified")
"""Headers that would outlive the preview in the browser, or keep an edit from showing."""


def preview_headers(production: Mapping[str, str]) -> dict[str, str]:
    """The headers a page gets in the preview: nothing is stored, and the policy lets the reload script and socket in."""
    headers = {
        name: preview_policy(value) if name.lower() in POLICIES else value
        for name, value in production.items()
        if name.lower() not in DROPPED
    }
    return {**headers, "Cache-Control": "no-store"}


def preview_policy(policy: str) -> str:
    """A Content-Security-Policy with our own script and socket allowed, and without the upgrade to https."""
    directives: dict[str, list[str]] = {}
    for part in policy.split(";"):
        words = part.split()
        if words and words[0].lower() != "upgrade-insecure-requests":
            directives.setdefault(words[0].lower(), words[1:])
    for name in ("script-src", "script-src-elem"):
        _allow(directives, name, "'self'")
    _allow(directives, "connect-src", "'self'", "ws:")
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def _allow(directives: dict[str, list[str]], name: str, *sources: str) -> None:
    if name not in directives and (name == "script-src-elem" or "default-src" not in directives):
        return
    now = directives.get(name, directives.get("default-src", []))
    directives[name] = [source for source in now if source != "'none'" and source not in sources] + list(sources)
