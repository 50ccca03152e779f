"""The blocks of Markdown: what `/// name | argument` with its options and its body becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup

from clinicsite.model.page import Page
from clinicsite.render.typography import smarten

if TYPE_CHECKING:
    from clinicsite.render.view import View

Options = Mapping[str, str]
Block = Callable[["View", Page, str, Options, Markup], Markup]


def level_of(options: Options) -> int:
    """The level of the block's title: 2 where no heading of the second level stands before it."""
    return int(options.get("level", "3"))


def _care_card(urgency: str) -> Block:
    def card(view: View, page: Page, argument: str, options: Options, body: Markup) -> Markup:
        return view.component(
            "care_card", urgency=urgency, title=smarten(argument), body=body, page=page, id=options.get("id", ""),
            level=level_of(options),
        )

    return card


def _do_dont(kind: str) -> Block:
    def block(view: View, page: Page, argument: str, options: Options, body: Markup) -> Markup:
        return view.component("do_dont", kind=kind, title=smarten(argument), body=body, level=level_of(options))

    return block


def _titled(component: str) -> Block:
    def block(view: View, page: Page, argument: str, options: Options, body: Markup) -> Markup:
        return view.component(
            component, title=smarten(argument), body=body, id=options.get("id", ""), level=level_of(options)
        )

    return block


def question(view: View, page: Page, argument: str, options: Options, body: Markup) -> Markup:
    return view.component(
        "question", question=smarten(argument), body=body, id=options.get("id", ""), level=level_of(options)
    )


def evidence(view: View, page: Page, argument: str, options: Options, body: Markup) -> Markup:
    return view.component("evidence_note", title=smarten(argument), body=body, level=level_of(options))


def figure(view: View, page: Page, argument: str, options: Options, body: Markup) -> Markup:
    return view.component(
        "figure", path=argument, alt=smarten(options["alt"]), credit=smarten(options.get("credit", "")), caption=body, page=page
    )


def quotation(view: View, page: Page, argument: str, options: Options, body: Markup) -> Markup:
    return view.component("quotation", by=smarten(options["by"]), body=body)


def button(view: View, page: Page, argument: str, options: Options, body: Markup) -> Markup:
    return view.component("button", label=smarten(argument), to=options["to"], page=page)


def table(view: View, page: Page, argument: str, options: Options, body: Markup) -> Markup:
    return view.component("table", body=body)


BLOCKS: Mapping[str, Block] = {
    "emergency": _care_card("emergency"),
    "urgent": _care_card("urgent"),
    "routine": _care_card("routine"),
    "do": _do_dont("do"),
    "dont": _do_dont("dont"),
    "warning": _titled("callout"),
    "driving": _titled("driving_day"),
    "key-facts": _titled("key_facts"),
    "steps": _titled("steps"),
    "timeline": _titled("timeline"),
    "faq": question,
    "evidence": evidence,
    "figure": figure,
    "quotation": quotation,
    "button": button,
    "table": table,
}
