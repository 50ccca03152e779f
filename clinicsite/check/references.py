"""Glossary terms and works of the bibliography: there where they are named, and named somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from clinicsite.check.mentions import Mention, mentions
from clinicsite.check.rule import Rule, rule
from clinicsite.model.address import did_you_mean
from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.model.site import Site


@rule("LNK007", "mention")
def unknown_term(mention: Mention, site: Site) -> Iterator[Diagnostic]:
    """A link names a glossary term that is not there.

    `[word](term:name)` opens the definition of `name` in content/glossary.yaml.

    Bad:
        Some feel [dissociation](term:disociation).

        [Dissociation](term:dissociation) passes.

        -- content/glossary.yaml --
        - {id: dissociation, term: dissociation, definition: Feeling cut off from your body.}

    Good:
        Some feel [dissociation](term:dissociation).

        -- content/glossary.yaml --
        - {id: dissociation, term: dissociation, definition: Feeling cut off from your body.}
    """
    term = mention.target.removeprefix("term:")
    if mention.kind == "link" and term != mention.target and term not in site.terms:
        yield Diagnostic(
            "LNK007", f"The glossary has no term `{term}`.", mention.where,
            did_you_mean(term, site.terms, "Add it to content/glossary.yaml, or write the words without a link."),
        )


@rule("LNK008", "mention")
def unknown_reference(mention: Mention, site: Site) -> Iterator[Diagnostic]:
    """A citation names a work that is not in the bibliography.

    `[@key]` cites the entry `key` of content/references.bib. A claim with a source that cannot be shown has none.

    Bad:
        It helped some people.[@murough2013] It did not help others.[@murrough2013]

        -- content/references.bib --
        @article{murrough2013, author={Murrough, James}, title={A trial}, journal={AJP}, year={2013}, doi={10.1176/x}}

    Good:
        It helped some people.[@murrough2013]

        -- content/references.bib --
        @article{murrough2013, author={Murrough, James}, title={A trial}, journal={AJP}, year={2013}, doi={10.1176/x}}
    """
    if mention.kind == "citation" and mention.target not in site.references:
        yield Diagnostic(
            "LNK008", f"The bibliography has no work `{mention.target}`.", mention.where,
            did_you_mean(mention.target, site.references, "Add it to content/references.bib."),
        )


@rule("LNK009", "site", "note")
def uncited_work(site: Site) -> Iterator[Diagnostic]:
    """No page cites a work of the bibliography.

    It does no harm. It may have been left over when a page changed, or a sentence may have lost its source.

    Bad:
        Ask your clinician.

        -- content/references.bib --
        @article{murrough2013, author={Murrough, James}, title={A trial}, journal={AJP}, year={2013}, doi={10.1176/x}}

    Good:
        It helped some people.[@murrough2013]

        -- content/references.bib --
        @article{murrough2013, author={Murrough, James}, title={A trial}, journal={AJP}, year={2013}, doi={10.1176/x}}
    """
    cited = {mention.target for mention in mentions(site) if mention.kind == "citation"}
    for key, work in site.references.items():
        if key not in cited:
            yield Diagnostic(
                "LNK009", f"No page cites `{key}`.", work.where, "Cite it where it belongs, or take it out.", severity="note",
            )


@rule("LNK010", "site", "note")
def unused_term(site: Site) -> Iterator[Diagnostic]:
    """No page links to a glossary term.

    Readers who meet the word in a text would be glad of the definition.

    Bad:
        Some feel cut off from their body.

        -- content/glossary.yaml --
        - {id: dissociation, term: dissociation, definition: Feeling cut off from your body.}

    Good:
        Some feel [dissociation](term:dissociation).

        -- content/glossary.yaml --
        - {id: dissociation, term: dissociation, definition: Feeling cut off from your body.}
    """
    used = {mention.target for mention in mentions(site) if mention.kind == "link"}
    used |= {f"term:{other}" for term in site.glossary for other in term.see}
    for term in site.glossary:
        if f"term:{term.id}" not in used:
            yield Diagnostic(
                "LNK010", f"No page links to the glossary term `{term.id}`.", Location("content/glossary.yaml"),
                f"Link the word where it first stands on a page: `[{term.term}](term:{term.id})`.", severity="note",
            )


@rule("LNK011", "site")
def unknown_related_term(site: Site) -> Iterator[Diagnostic]:
    """A glossary term points to another one that is not there.

    What stands under `see` becomes a link in the glossary.

    Bad:
        Some feel [dissociation](term:dissociation).

        -- content/glossary.yaml --
        - {id: dissociation, term: dissociation, definition: Feeling cut off., see: [sedaton]}

    Good:
        Some feel [dissociation](term:dissociation).

        -- content/glossary.yaml --
        - {id: dissociation, term: dissociation, definition: Feeling cut off., see: [sedation]}
        - {id: sedation, term: sedation, definition: Being sleepy from a medicine.}
    """
    for term in site.glossary:
        for other in term.see:
            if other not in site.terms:
                yield Diagnostic(
                    "LNK011", f"The glossary term `{term.id}` points to `{other}`, which is not there.",
                    Location("content/glossary.yaml"), did_you_mean(other, site.terms, "Add it, or take it out of `see`."),
                )


RULES: tuple[Rule, ...] = (
    unknown_term, unknown_reference, uncited_work, unused_term, unknown_related_term,
)
