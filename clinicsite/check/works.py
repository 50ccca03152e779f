"""Works of the bibliography: cited and citable, sound, and what a person has verified them to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clinicsite.check.mentions import UNREADABLE, Mention, mentions, mentions_of_page
from clinicsite.check.rule import Rule, rule
from clinicsite.model.address import did_you_mean
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.frozen import frozen
from clinicsite.model.reference import DOI, DOI_ADDRESS, Pin, Reference, title_words
from clinicsite.model.site import Site


@frozen(slots=True)
class Difference:
    """A work that is not what references.lock says: the line has its DOI with another title, or its title with another."""

    work: Reference
    pin: Pin

    @property
    def told(self) -> Diagnostic:
        work, pin = self.work, self.pin
        hint = f"Look the DOI up; if it is right here, run `clinicsite lock --accept {work.doi}`."
        if pin.doi.casefold() == work.doi.casefold():
            return Diagnostic(
                "CIT-03", f"`{work.doi}` is `{pin.title}` in references.lock, but `{work.key}` gives it the title `{work.title}`.",
                work.at("title"), hint,
            )
        return Diagnostic(
            "CIT-03", f"`{work.title}` has the DOI `{pin.doi}` in references.lock, but `{work.key}` gives it `{work.doi}`.",
            work.at("doi"), hint,
        )


def differences(references: Mapping[str, Reference], pins: Mapping[str, Pin]) -> Iterator[Difference]:
    """Every work whose DOI or title is not the one that goes with it in references.lock."""
    for work in references.values():
        pin = pins.get(work.doi.casefold())
        if work.broken or not DOI.match(work.doi):
            continue
        if pin and title_words(pin.title) != title_words(work.title):
            yield Difference(work, pin)
        elif other := _elsewhere(work, references, pins):
            yield Difference(work, other)


@rule("CIT-01", "site")
def unmatched_citation(site: Site) -> Iterator[Diagnostic]:
    """A citation names a work that is not in the bibliography, or no page cites a work that is.

    `[@key]` cites the entry `key` of content/references.bib. A claim whose source cannot be shown has none. An entry that
    nothing cites may be what a sentence has lost. A draft that cites a work counts, and while a page cannot be read, no
    work is called uncited.

    Bad:
        It helped some people.[@carter2020] It did not help others.[@carter2021]

        -- content/references.bib --
        @article{carter2020, author={Carter, Jo}, title={A trial}, journal={AJP}, year={2020}, doi={10.1176/x}}

        @article{carter2022, author={Carter, Jo}, title={Another}, journal={AJP}, year={2022}, doi={10.1176/y}}

    Good:
        It helped some people.[@carter2020] It did not help others.[@carter2022]

        -- content/references.bib --
        @article{carter2020, author={Carter, Jo}, title={A trial}, journal={AJP}, year={2020}, doi={10.1176/x}}

        @article{carter2022, author={Carter, Jo}, title={Another}, journal={AJP}, year={2022}, doi={10.1176/y}}
    """
    cited = [mention for mention in mentions(site) if mention.kind == "citation"]
    for mention in cited:
        if mention.target not in site.references:
            yield Diagnostic(
                "CIT-01", f"The bibliography has no work `{mention.target}`.", mention.where,
                did_you_mean(mention.target, site.references, "Add it to content/references.bib."),
            )
    if any(reason == UNREADABLE for _, reason in site.held):
        return
    used = {mention.target for mention in (*cited, *_in_held(site))}
    for key, work in site.references.items():
        if key not in used:
            yield Diagnostic("CIT-01", f"No page cites `{key}`.", work.where, "Cite it where it belongs, or take it out.")


@rule("CIT-03", "site")
def unsound_work(site: Site) -> Iterator[Diagnostic]:
    """A work cannot be looked up, stands there twice, was retracted, or is not what references.lock says of its DOI.

    A reader who follows a reference has to arrive at the work it names. Wrong pairs of DOI and title are copied from one
    site to the next, so the lock keeps each pair as a person has verified it: see [Sources](writing.md#sources). A work
    marked `checked={recheck}` is a warning: some detail of it still has to be compared with the publisher's page.

    Bad:
        It helped some people.[@carter2020; @carter2022; @lind2021]

        -- content/references.bib --
        @article{carter2020, author={Carter, Jo}, title={A trial of sleep}, year={2020}, doi={10.1176/carter}}

        @article{carter2022, author={Carter, Jo}, title={Mood}, year={2022}, doi={https://doi.org/10.1176/mood}}

        @article{lind2021, author={Lind, Ida}, title={Retracted: Pain}, year={2021}}

        -- content/references.lock --
        10.1176/carter A trial of ketamine

    Good:
        It helped some people.[@carter2020; @carter2022; @lind2021]

        -- content/references.bib --
        @article{carter2020, author={Carter, Jo}, title={A trial of {Ketamine}}, year={2020}, doi={10.1176/carter}}

        @article{carter2022, author={Carter, Jo}, title={Mood}, year={2022}, doi={10.1176/mood}}

        @article{lind2021, author={Lind, Ida}, title={Pain}, year={2021}, pmid={40819842}}

        -- content/references.lock --
        10.1176/carter A trial of ketamine
        10.1176/mood Mood
    """
    first: dict[str, str] = {}
    for key, work in site.references.items():
        if work.broken:
            continue
        yield from _address(work)
        if work.doi and first.setdefault(work.doi.casefold(), key) != key:
            yield Diagnostic(
                "CIT-03", f"`{key}` has the same DOI as `{first[work.doi.casefold()]}`.", work.at("doi"),
                "Keep one of them and cite that.",
            )
        if work.retracted:
            yield Diagnostic(
                "CIT-03", f"`{key}` was retracted.", work.at("retracted", "title"),
                "Take it out, and write anew what leans on it.",
            )
        if work.checked == "recheck":
            yield Diagnostic(
                "CIT-03", f"`{key}` is marked to be checked again.", work.at("checked"),
                "Compare it with the publisher's page, then write `checked={yes}`.", severity="warning",
            )
    for difference in differences(site.references, site.pins or {}):
        yield difference.told


@rule("CIT-08", "site", "warning")
def unlocked_work(site: Site) -> Iterator[Diagnostic]:
    """A DOI is not in references.lock.

    The lock holds each DOI with the title that a person found under it. What is not in it is not held to anything. Where
    there is no lock, nothing is said, and works that are marked to be checked again wait until they have been.

    Bad:
        It helped some people.[@carter2020; @carter2022]

        -- content/references.bib --
        @article{carter2020, author={Carter, Jo}, title={Sleep}, year={2020}, doi={10.1176/sleep}}

        @article{carter2022, author={Carter, Jo}, title={Mood}, year={2022}, doi={10.1176/mood}}

        -- content/references.lock --
        10.1176/sleep Sleep

    Good:
        It helped some people.[@carter2020; @carter2022]

        -- content/references.bib --
        @article{carter2020, author={Carter, Jo}, title={Sleep}, year={2020}, doi={10.1176/sleep}}

        @article{carter2022, author={Carter, Jo}, title={Mood}, year={2022}, doi={10.1176/mood}}

        -- content/references.lock --
        10.1176/mood Mood
        10.1176/sleep Sleep
    """
    if site.pins is None:
        return
    for key, work in site.references.items():
        known = work.doi.casefold() in site.pins or _elsewhere(work, site.references, site.pins)
        if not known and DOI.match(work.doi) and work.checked != "recheck" and not work.broken:
            yield Diagnostic(
                "CIT-08", f"The DOI of `{key}` is not in references.lock.", work.at("doi"),
                "Open it, compare the titles, then run `clinicsite lock`.", severity="warning",
            )


def _in_held(site: Site) -> Iterator[Mention]:
    for page, _ in site.held:
        yield from mentions_of_page(page)


def _address(work: Reference) -> Iterator[Diagnostic]:
    if work.doi and not DOI.match(work.doi):
        bare = DOI_ADDRESS.sub("", work.doi)
        hint = f"Write `{bare}`." if DOI.match(bare) else "Write it as printed on the article, as in `10.1001/jama.2020.1`."
        yield Diagnostic("CIT-03", f"`{work.doi}` of `{work.key}` is not a DOI.", work.at("doi"), hint)
    if work.pmid and not work.pmid.isdecimal():
        message = f"`{work.pmid}` of `{work.key}` is not a PubMed number."
        yield Diagnostic("CIT-03", message, work.at("pmid"), "Write digits alone, as in `pmid={40819842}`.")
    if not (work.doi or work.url or work.pmid):
        message = f"`{work.key}` has no DOI, no PubMed number and no address, so no reader can look it up."
        yield Diagnostic("CIT-03", message, work.where, "Add `doi={10.…}`, or `url={https://…}` where there is none.")


def _elsewhere(work: Reference, references: Mapping[str, Reference], pins: Mapping[str, Pin]) -> Pin | None:
    """The line that has this work's title, where none has its DOI and no other work has the DOI of that line."""
    if work.doi.casefold() in pins:
        return None
    taken = {other.doi.casefold() for other in references.values()}
    same = (pin for doi, pin in pins.items() if doi not in taken and title_words(pin.title) == title_words(work.title))
    return next(same, None)


RULES: tuple[Rule, ...] = (
    unmatched_citation, unsound_work, unlocked_work,
)
