"""The fees page: prices, and the Good Faith Estimate day by day."""

from __future__ import annotations

from datetime import date as Date
from typing import Literal

from clinicsite.model.formats import Inline, Text
from clinicsite.model.frozen import frozen
from clinicsite.model.meta import CONFIG, Fact, Meta, Step


@frozen(kw_only=True)
class Fee:
    """A line of the fee table."""

    __pydantic_config__ = CONFIG

    item: Text
    time: Text
    price: int
    """Whole US dollars."""
    includes: Inline
    also: tuple[Text, ...] = ()
    """Other names that pages give it, as in `infusion visit`. Prices in the text are held against this line by them."""


@frozen(kw_only=True)
class Fees(Meta):
    """content/pages/fees.md"""

    layout: Literal["fees"] = "fees"
    checked: Date
    """The day the prices were last checked."""
    fees_note: Text | None = None
    fees: tuple[Fee, ...]
    estimate_title: Text
    estimate_lead: Text
    estimate: tuple[Step, ...]
    """The Good Faith Estimate's legal clock."""
    insurance_title: Text
    insurance: tuple[Fact, ...]
