"""The claims desk at work on a site: every page and record is judged once, and remembered until it changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from clinicsite.check import findings
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.frozen import frozen
from clinicsite.model.page import Page, Source
from clinicsite.model.site import Site
from clinicsite.publish.memo import Memo
from clinicsite.read.library import Library

if TYPE_CHECKING:
    from clinicsite.language.passage import Prose

RECORDS = ("clinic.yaml", "glossary.yaml")


@frozen(slots=True)
class Matter:
    """A source that the claims desk judges. `page` is None for a record; `held` keeps it out of the site; `everywhere` is
    what the site prints on each of its pages."""

    source: Source
    page: Page | None = None
    held: bool = False
    everywhere: str = ""

    @property
    def key(self) -> str:
        """Stands for all that its findings depend on besides the engine."""
        told = f"claims\0{self.source.path}\0{self.source.digest}\0{self.page.kind if self.page else ''}\0{self.everywhere}"
        return hashlib.sha256(told.encode()).hexdigest()


def matters(library: Library) -> tuple[Matter, ...]:
    """Everything of a site that holds prose, pages that are held back among them. The desk knows English alone; translations
    are held to the English text instead (LOC-02 to LOC-05)."""
    if (site := library.site) is None:
        return ()
    forms = site.forms_by_source
    records = (
        Matter(source, held=source.path not in RECORDS and source.path not in forms)
        for source in library.sources
        if source.path in RECORDS or source.path.startswith("forms/") and source.path.endswith(".yaml")
    )
    foot = site.clinic.disclaimer
    live = matters_of(site, site.pages)
    held = (Matter(page.source, page, held=True, everywhere=foot) for page, _ in site.held if page.original is None)
    return (*live, *held, *records)


def matters_of(site: Site, pages: Iterable[Page]) -> tuple[Matter, ...]:
    """Live pages of a site, as far as somebody wrote them."""
    return tuple(Matter(page.source, page, everywhere=site.clinic.disclaimer) for page in pages if page.source.is_written)


def prose_of(matter: Matter) -> Prose:
    """A page or record as its readers read it."""
    from clinicsite.claims.pages import prose_of_page, prose_of_record

    return prose_of_page(matter.page, matter.everywhere) if matter.page else prose_of_record(matter.source)


def judge_site(site: Site, about: tuple[Matter, ...], clock: date, memo: Memo) -> Iterator[Diagnostic]:
    """What the claims desk finds, less what is waived. Errors of pages that are held back come as warnings.

    A code that a rule about sites has too is left to that rule, which knows more than the words.
    """
    from clinicsite.check.families import RULES
    from clinicsite.claims.waivers import waived

    left = {rule.code for rule in RULES}
    people = [page.name for page in site.pages if page.kind == "person"]
    for matter in about:
        found = tuple(d for d in judged(matter, memo) if d.code not in left)
        if matter.page and matter.page.meta.waivers:
            found = waived(matter.page, found, clock, people.__contains__, people)
        for diagnostic in found:
            softened = matter.held and diagnostic.severity == "error"
            yield replace(diagnostic, severity="warning") if softened else diagnostic


def judged(matter: Matter, memo: Memo) -> tuple[Diagnostic, ...]:
    """What the claims desk finds in one page or record, from the memo where it was judged before."""
    if (told := memo.finding(matter.key)) is None:
        told = claims_of(matter)
        memo.keep_finding(matter.key, told)
    return findings.read(told)


def claims_of(matter: Matter) -> str:
    """The same as a text, judged now."""
    from clinicsite.claims.desk import judge

    return findings.written(judge(prose_of(matter)))
