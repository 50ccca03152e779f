"""The families of claims rules, in the order of their reference."""

from __future__ import annotations

from types import ModuleType

from clinicsite.claims import balance, credentials, crisis, efficacy, notices, readability, regulatory, safety, testimonials, wording
from clinicsite.claims.rule import ClaimRule

FAMILIES: tuple[ModuleType, ...] = (
    regulatory, efficacy, safety, crisis, balance, wording, readability, testimonials, credentials, notices,
)
"""Each module has its rules in a tuple `RULES`."""

RULES: tuple[ClaimRule, ...] = tuple(rule for family in FAMILIES for rule in family.RULES)
