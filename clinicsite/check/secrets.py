"""Secrets: keys and tokens that open an account, found by their shape."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from clinicsite.check.manuscript import Manuscript
from clinicsite.check.near import find_near
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic

SHAPES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("a private key", r"-----BEGIN (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----", ("private key",)),
    ("an access key of AWS", r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b", ("akia", "asia", "abia", "acca")),
    ("an API key of Google", r"\bAIza[\w-]{35}(?![\w-])", ("aiza",)),
    ("an OAuth secret of Google", r"\bGOCSPX-[\w-]{28}(?![\w-])|\bya29\.[\w-]{20,}", ("gocspx-", "ya29.")),
    ("a key of Stripe", r"\b(?:sk|rk)_(?:live|test)_[0-9A-Za-z]{16,}|\bwhsec_[0-9A-Za-z]{24,}", ("k_live_", "k_test_", "whsec_")),
    ("a token of GitHub", r"\bgh[pousr]_[0-9A-Za-z]{36,}|\bgithub_pat_\w{22,}", ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_")),
    ("a token of GitLab", r"\bglpat-[\w-]{20,}", ("glpat-",)),
    ("a token of Slack", r"\bxox[abeoprs]-[\w-]{10,}|\bhooks\.slack\.com/services/T\w+/B\w+/\w+", ("xox", "hooks.slack.com")),
    ("a key of SendGrid", r"\bSG\.[\w-]{22}\.[\w-]{43}", ("sg.",)),
    ("a key of Twilio", r"\bSK[0-9a-f]{32}\b", tuple(f"sk{digit}" for digit in "0123456789abcdef")),
    ("a key of Mailgun", r"\bkey-[0-9a-f]{32}\b", ("key-",)),
    ("a key of Mailchimp", r"\b[0-9a-f]{32}-us\d{1,2}\b", tuple(f"-us{digit}" for digit in "0123456789")),
    ("a token of Netlify", r"\bnfp_\w{36,}", ("nfp_",)),
    ("a token of npm", r"\bnpm_[0-9A-Za-z]{36}\b", ("npm_",)),
    ("a key of an AI service", r"\bsk-(?:ant-|proj-)[\w-]{20,}|\bsk-[0-9A-Za-z]{40,}", ("sk-",)),
    ("a signed token (JWT)", r"\beyJ[\w-]{8,800}\.eyJ[\w-]{8,4000}\.[\w-]{16,}", ("eyj",)),
    ("a password in an address", r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@\"'<>]{1,200}:[^\s/:@\"'<>]{3,200}@[\w.-]+", ("://",)),
)
"""What a secret is, its shape, and words of which one is in it, in small letters."""
NAMED = re.compile(
    r"\b(?P<name>(?:api|access|secret|private|client|auth|account)?[ _-]?(?:key|secret|token|password|passwd|pwd))\b[\"']?\s*[:=]\s*"
    r"[\"']?(?P<value>[\w+/=.~-]{16,})",
    re.I,
)
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
"""Public ids of form services have this shape; secrets seldom do."""
PATTERNS = tuple((what, re.compile(shape), words) for what, shape, words in SHAPES)
NAMES = ("key", "secret", "token", "password", "passwd", "pwd")
LEAST_ENTROPY = 3.3
"""Bits a character. Words and file names lie below, 16 random letters and digits above."""
SHOWN = 4


@rule("LIVE-12", "manuscript", going_live="error")
def secret(text: Manuscript) -> Iterator[Diagnostic]:
    """A key, token or password stands in a file.

    Whoever reads it, on the site or in the files, can use the account behind it. Taking it out is not enough: it is known
    from then on. The message shows its first characters only.

    Bad:
        Our key is AKIAIOSFODNN7EXAMPLE.

    Good:
        Our key is kept by the person who runs the server.
    """
    yield from secrets_in(text)


@rule("LIVE-13", "template", going_live="only")
def secret_in_template(text: Manuscript) -> Iterator[Diagnostic]:
    """A key, token or password stands in a template, a style sheet or a script.

    It is sent to every visitor. A site needs none: pages are plain files, and forms go to an address that is no secret.

    Bad:
        -- templates/assets/js/map.js --
        const map = load("AKIAIOSFODNN7EXAMPLE");

    Good:
        -- templates/assets/js/map.js --
        const map = document.querySelector("[data-map]");
    """
    for found in secrets_in(text):
        yield Diagnostic("LIVE-13", found.message, found.where, found.hint)


def secrets_in(text: Manuscript) -> Iterator[Diagnostic]:
    """What looks like a secret in the whole file, comments among it."""
    for start, _, what in _spans(text.source.text):
        shown = text.source.text[start : start + SHOWN]
        yield Diagnostic(
            "LIVE-12", f"`{shown}…` looks like {what}.", text.at(start),
            "Take it out, and have whoever issued it make it invalid: it has been seen.",
        )


def masked(line: str) -> str:
    """A line as it may be printed: secrets give way to dots of the same length."""
    for start, end, _ in _spans(line):
        line = line[: start + SHOWN] + "…" * (end - start - SHOWN) + line[end:]
    return line


def _spans(text: str) -> list[tuple[int, int, str]]:
    spans: list[tuple[int, int, str]] = []
    for what, pattern, words in PATTERNS:
        spans += [(*match.span(), what) for match in find_near(pattern, words, text) if _is_new(match.span(), spans)]
    for match in find_near(NAMED, NAMES, text):
        if _is_random(match["value"]) and _is_new(match.span("value"), spans):
            spans.append((*match.span("value"), f"the value of {_named(match['name'])}"))
    return sorted(spans)


def _is_new(span: tuple[int, int], spans: list[tuple[int, int, str]]) -> bool:
    return not any(first < span[1] and span[0] < last for first, last, _ in spans)


def _named(name: str) -> str:
    words = " ".join(re.split(r"[ _-]+", name.strip(" _-").lower()))
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"


def _is_random(value: str) -> bool:
    if UUID.fullmatch(value) or not re.search(r"\d", value) or not re.search(r"[A-Za-z]", value):
        return False
    return entropy(value) >= LEAST_ENTROPY


def entropy(value: str) -> float:
    """Bits a character (Shannon), by how often each occurs in the value itself."""
    return -sum(n / len(value) * math.log2(n / len(value)) for n in Counter(value).values())


RULES: tuple[Rule, ...] = (
    secret, secret_in_template,
)
