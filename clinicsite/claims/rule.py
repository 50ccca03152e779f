"""A claims rule: a plain function with a code, whose docstring is its page of the reference and its test."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import field, replace
from functools import cached_property
from typing import Literal

from clinicsite.language.grammar import Unit
from clinicsite.language.passage import Passage, Prose, Sentence
from clinicsite.language.pattern import Pattern
from clinicsite.model.diagnostic import Diagnostic, Location, Severity
from clinicsite.model.frozen import frozen

Rescue = Literal["negated", "asked", "reported", "hedged", "cited", "history", "another", "unranked", "animal", "limited"]
"""What can make a sentence say something else than its words: see `clinicsite.language.grammar`."""


@frozen(slots=True)
class Hit:
    """A pattern found in a sentence that nothing rescues. `first` and `last` are marked words of `unit`."""

    rule: ClaimRule
    unit: Unit
    pattern: Pattern
    first: int
    last: int

    @property
    def sentence(self) -> Sentence:
        return self.unit.main

    @property
    def words(self) -> str:
        """What was found, as it is written."""
        start, end = self.unit.span(self.first, self.last)
        return " ".join(self.sentence.passage.text[start:end].split())

    @property
    def found(self) -> frozenset[str]:
        """The words from `first` to `last`, in lower case."""
        return frozenset(self.unit.words[self.first : self.last + 1])

    def near(self, before: int = 0, after: int = 0) -> frozenset[str]:
        """The words right before and right after what was found."""
        words = self.unit.words
        return frozenset((*words[max(self.first - before, 0) : self.first], *words[self.last + 1 : self.last + 1 + after]))

    def finding(self, message: str, hint: str, severity: Severity | None = None) -> Diagnostic:
        """A diagnostic at the words. `{words}` in the message stands for them."""
        start, end = self.unit.span(self.first, self.last)
        return self.rule.finding(
            message.replace("{words}", f"“{shortened(self.words)}”"), self.sentence.passage.at(start), hint,
            severity=severity, words=self.sentence.passage.text[start:end],
        )


@frozen()
class ClaimRule:
    """A rule of the claims desk.

    `scope` says what `check` is given: `sentence` a Hit of the rule's patterns, `passage` a Passage and its Prose,
    `page` the Prose and what was found in it. `rescued_by` are the turns of a sentence that make the words harmless.
    """

    code: str
    scope: Literal["sentence", "passage", "page"]
    severity: Severity
    check: Callable[..., Diagnostic | None | Iterator[Diagnostic]]
    rescued_by: frozenset[str] = frozenset()
    waivable: bool = True
    settled: Callable[[Prose], bool] | None = None
    """Whether a page as a whole says what makes the rule's findings on it moot."""

    @property
    def docstring(self) -> str:
        return self.check.__doc__ or ""

    @cached_property
    def why(self) -> str:
        """The reason, with its source."""
        parts = inspect.cleandoc(self.docstring).split("\n\n")
        return " ".join(parts[1].split()) if len(parts) > 1 else ""

    def finding(
        self, message: str, where: Location, hint: str, severity: Severity | None = None, words: str = ""
    ) -> Diagnostic:
        return Diagnostic(self.code, message, where, hint, severity or self.severity, why=self.why, words=" ".join(words.split()))


def sentence_rule(
    code: str, severity: Severity = "error", rescued_by: str = "negated asked reported", waivable: bool = True,
    settled: Callable[[Prose], bool] | None = None,
) -> Callable[[Callable[[Hit], Diagnostic | None]], ClaimRule]:
    """A rule whose patterns stand under its code in claims/patterns; the function words the finding, or lets it pass."""
    return lambda check: ClaimRule(code, "sentence", severity, check, frozenset(rescued_by.split()), waivable, settled)


def passage_rule(
    code: str, severity: Severity = "error", waivable: bool = True
) -> Callable[[Callable[[Passage, Prose], Iterator[Diagnostic]]], ClaimRule]:
    """A rule that looks at each passage."""
    return lambda check: ClaimRule(code, "passage", severity, check, waivable=waivable)


def page_rule(
    code: str, severity: Severity = "error", waivable: bool = True
) -> Callable[[Callable[[Prose, Found], Iterator[Diagnostic]]], ClaimRule]:
    """A rule about a whole page; it is given what the sentence rules found there."""
    return lambda check: ClaimRule(code, "page", severity, check, waivable=waivable)


@frozen()
class Found:
    """What sentence and passage rules found on a page."""

    diagnostics: tuple[Diagnostic, ...]
    codes: frozenset[str] = field(default=frozenset())


def shortened(words: str, most: int = 60) -> str:
    """Words for a message, without the middle of long ones."""
    return words if len(words) <= most else f"{words[: most - 22].rsplit(' ', 1)[0]} … {words[-18:].partition(' ')[2]}"


def as_warning(found: Diagnostic) -> Diagnostic:
    return replace(found, severity="warning")
