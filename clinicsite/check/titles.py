"""Titles: said once, at the top of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.page import Page
from clinicsite.model.site import Site


@rule("LIVE-11", "page", "warning", going_live="error")
def title_again(page: Page, site: Site) -> Iterator[Diagnostic]:
    """A heading says the page's title again.

    The title stands at the top of the page already. Read aloud, it comes twice, and the heading does not tell what its
    part is about.

    Bad:
        ---
        title: Driving after an infusion
        ---
        ## Driving after an infusion

        Do not drive until the next day.

    Good:
        ---
        title: Driving after an infusion
        ---
        ## When you may drive

        Do not drive until the next day.
    """
    title = _plain(page.title)
    for heading in page.body.headings:
        if title and _plain(heading.text) == title:
            yield Diagnostic(
                "LIVE-11", f"The heading `{heading.text}` says the page's title again.", page.source.at(heading.line),
                "Say what this part is about, or take the heading out.", severity="warning",
            )


def _plain(words: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", "", words.casefold()).split())


RULES: tuple[Rule, ...] = (
    title_again,
)
