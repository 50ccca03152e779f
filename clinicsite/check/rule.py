"""A rule: a plain function with a code, the scope it looks at, and a docstring that documents and tests it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

from clinicsite.model.diagnostic import Diagnostic, Severity
from clinicsite.model.frozen import frozen

Scope = Literal[
    "manuscript", "shown", "template", "drawing", "photo", "picture", "mention", "statement", "page", "pair", "day", "site", "calendar", "document", "documents"
]
"""What a rule is given.

| scope | arguments |
|---|---|
| `manuscript` | `(text: Manuscript)`, a source as written |
| `shown` | `(text: Manuscript)`, a source that is part of the site, or one of the site's own templates: no draft |
| `template` | `(text: Manuscript)`, one of the site's own templates |
| `drawing` | `(file: MediaFile, text: str)`, an SVG |
| `photo` | `(file: MediaFile, data: bytes)`, a picture of any other kind |
| `picture` | `(file: MediaFile, flaw: Flaw)`, a picture of pixels that cannot be used |
| `mention` | `(mention: Mention, site: Site)`, something that content names |
| `statement` | `(said: Statement, records: Records)`, one sentence of what the site says, and the facts it may contradict |
| `page` | `(page: Page, site: Site)` |
| `pair` | `(pair: Pair)`, an English file and its translation |
| `day` | `(page: Page, clock: date)`, for rules that need to know what day it is |
| `site` | `(site: Site)` |
| `calendar` | `(site: Site, clock: date)`, for rules that need the day and more than one page |
| `document` | `(page: Document)`, one rendered page |
| `documents` | `(pages: Abstracts)`, all rendered pages together |
"""

GoingLive = Literal["same", "error", "only"]
"""What a finding is when somebody asks whether the site may go live (`check --publish`): the same as ever, an error, or
found only then."""

Check = Callable[..., Iterator[Diagnostic]]


@frozen(slots=True)
class Rule:
    """A check with its code. `severity` is the gravest that it yields, and that of its example."""

    code: str
    scope: Scope
    severity: Severity
    check: Check
    going_live: GoingLive = "same"

    @property
    def docstring(self) -> str:
        return self.check.__doc__ or ""

    def __call__(self, *arguments: Any) -> Iterator[Diagnostic]:
        return self.check(*arguments)


def rule(
    code: str, scope: Scope, severity: Severity = "error", going_live: GoingLive = "same"
) -> Callable[[Check], Rule]:
    """Make a rule of the function below."""

    def make(check: Check) -> Rule:
        return Rule(code, scope, severity, check, going_live)

    return make
