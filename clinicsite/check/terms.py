"""Glossary terms: there where they are named, and named somewhere."""

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
    unknown_term, unused_term, unknown_related_term,
)
