"""A rule: a plain function with a code, the scope it looks at, and a docstring that documents and tests it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from clinicsite.model.diagnostic import Diagnostic, Severity

Scope = Literal["manuscript", "drawing", "photo", "mention", "page", "day", "site", "document", "documents"]
"""What a rule is given.

| scope | arguments |
|---|---|
| `manuscript` | `(text: Manuscript)`, a source as written |
| `drawing` | `(file: MediaFile, text: str)`, an SVG |
| `photo` | `(file: MediaFile, flaw: Flaw)`, a picture of pixels that cannot be used |
| `mention` | `(mention: Mention, site: Site)`, something that content names |
| `page` | `(page: Page, site: Site)` |
| `day` | `(page: Page, clock: date)`, for rules that need to know what day it is |
| `site` | `(site: Site)` |
| `document` | `(page: Document)`, one rendered page |
| `documents` | `(pages: Documents)`, all rendered pages together |
"""

Check = Callable[..., Iterator[Diagnostic]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with its code. `severity` is that of every diagnostic it yields."""

    code: str
    scope: Scope
    severity: Severity
    check: Check

    @property
    def docstring(self) -> str:
        return self.check.__doc__ or ""

    def __call__(self, *arguments: Any) -> Iterator[Diagnostic]:
        return self.check(*arguments)


def rule(code: str, scope: Scope, severity: Severity = "error") -> Callable[[Check], Rule]:
    """Make a rule of the function below."""

    def make(check: Check) -> Rule:
        return Rule(code, scope, severity, check)

    return make
