"""Components that are tables, and the one that makes a Markdown table readable on a phone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from clinicsite.model.fees import Fee
from clinicsite.model.frozen import frozen
from clinicsite.model.home import Tide
from clinicsite.model.page import Page
from clinicsite.render.calls import ComponentError
from clinicsite.render.prose import inline

if TYPE_CHECKING:
    from clinicsite.render.view import View

ROW = re.compile(r"<tr>(.*?)</tr>", re.S)
CELL = re.compile(r"<(th|td)[^>]*>(.*?)</\1>", re.S)


@frozen(slots=True)
class Line:
    """A row of a table: its header and its cells, each with the label of its column."""

    label: str
    header: Markup
    cells: tuple[tuple[str, Markup], ...]


def fee_table(
    view: View, fees: Sequence[Fee], page: Page, checked: date, note: str = "", title: str = ""
) -> Mapping[str, Any]:
    """Each item with its time, price and what is in it. `checked` is the day the prices were last checked."""
    lines = [(fee, inline(fee.includes, view, page)) for fee in fees]
    return {"lines": lines, "checked": checked, "note": note, "title": title or view.gettext("Fees")}


def tide_table(view: View, tide: Sequence[Tide], page: Page, title: str, lead: str = "", note: str = "") -> Mapping[str, Any]:
    """Help and harm side by side, on one clock."""
    lines = [(row.after, inline(row.help, view, page), inline(row.harm, view, page)) for row in tide]
    return {"lines": lines, "title": title, "lead": lead, "note": inline(note, view, page) if note else ""}


def table(view: View, body: Markup) -> Mapping[str, Any]:
    """A Markdown table whose first column heads its rows; on a phone each row becomes a block with labelled cells."""
    rows = [[Markup(text.strip()) for _, text in CELL.findall(row)] for row in ROW.findall(body)]
    if not rows:
        raise ComponentError("The component `table` takes a table with a header row as `body`.")
    labels = [cell.striptags() for cell in rows[0]]
    lines = [Line(labels[0], row[0], tuple(zip(labels[1:], row[1:]))) for row in rows[1:] if row]
    return {"head": rows[0], "lines": lines}
