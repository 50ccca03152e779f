"""Hosts on which no clinic lives: names set aside for examples, copies for trial, bare machines."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

RESERVED = re.compile(r"(?:.*\.)?(?:example|test|invalid|localhost|local|internal)|(?:.*\.)?example\.(?:com|net|org)", re.I)
"""Top-level names that are nobody's, and the three example domains (RFC 2606, RFC 6761, RFC 6762)."""

TRIAL_HOSTS = (
    "netlify.app", "pages.dev", "workers.dev", "vercel.app", "github.io", "gitlab.io", "web.app", "firebaseapp.com", "onrender.com",
    "herokuapp.com", "fly.dev", "surge.sh", "amazonaws.com", "azurewebsites.net", "azurestaticapps.net", "cloudfront.net",
    "webflow.io", "wixsite.com", "wpengine.com", "kinsta.cloud", "pantheonsite.io", "ngrok.io", "ngrok.app", "ngrok-free.app",
    "trycloudflare.com", "loca.lt",
)
"""Hosts that give every copy of a site a name under their own."""

TRIAL_LABEL = re.compile(r"(?:[\w-]+-)?(?:staging|stage|stg|dev|test|testing|preview|demo|beta|uat|qa|sandbox|trial)(?:-[\w-]+)?\d*", re.I)
"""A first label that names a copy, as in `staging.juniperrow.org`."""

ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|.*:.*")
"""A number instead of a name: IPv4, or IPv6."""


def host_of(address: str) -> str:
    """The host of an http(s) address in lower case; empty where it has none."""
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


def is_reserved(host: str) -> bool:
    """Whether the name belongs to nobody, as `www.juniperrow.example`."""
    return RESERVED.fullmatch(host) is not None


def is_machine(host: str) -> bool:
    """Whether it is a bare number or a name without a dot."""
    return bool(host) and ("." not in host or ADDRESS.fullmatch(host) is not None)


def is_lent(host: str) -> bool:
    """Whether the name was lent by a host for a copy of a site, as `alder.netlify.app`."""
    return host.endswith(tuple(f".{name}" for name in TRIAL_HOSTS))


def is_trial(host: str) -> bool:
    """Whether a copy for trial lives there, one that search engines could find."""
    first, _, rest = host.partition(".")
    return is_lent(host) or "." in rest and TRIAL_LABEL.fullmatch(first) is not None
