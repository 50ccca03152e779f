"""How good the evidence for a treatment in a condition is, as its page declares it."""

from __future__ import annotations

from typing import Literal

from clinicsite.model.formats import Inline, Key
from clinicsite.model.frozen import frozen
from clinicsite.model.meta import CONFIG

Grade = Literal["strong", "moderate", "limited", "mixed", "none"]
WEAK: frozenset[Grade] = frozenset({"limited", "mixed", "none"})
"""Grades under which no benefit may be claimed without saying how weak the evidence is."""


@frozen(kw_only=True)
class Evidence:
    """How good the evidence is, and what it rests on."""

    __pydantic_config__ = CONFIG

    grade: Grade
    """`strong`: several large trials agree. `moderate`: some trials agree, with questions left. `limited`: small, short or
    few trials. `mixed`: studies that do not agree. `none`: nothing to go by."""
    studies: Inline
    """What kind of studies there are, with citations."""
    people: Inline | None = None
    """How many people took part. Left out only where there is no study."""
    duration: Inline | None = None
    """For how long they were followed. Left out only where there is no study."""
    help: Inline | None = None
    """What the studies saw, in plain words, no better than it was."""
    harm: Inline | None = None
    """What can go wrong, beside it in the same table."""
    unknown: Inline
    """What is not known."""
    keys: tuple[Key, ...] = ()
    """The works that the grade rests on: keys of content/references.bib."""


@frozen(slots=True)
class WeakEvidence:
    """A condition under whose names no unhedged benefit may stand. `condition` is its file's name, as `about` has it."""

    condition: str
    names: tuple[str, ...]
    grade: Grade
