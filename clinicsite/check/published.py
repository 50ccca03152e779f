"""All rendered pages together: what they link to is there."""

from __future__ import annotations

from collections.abc import Iterator

from clinicsite.check.document import Documents
from clinicsite.check.rule import Rule, rule
from clinicsite.model.address import did_you_mean
from clinicsite.model.diagnostic import Diagnostic


@rule("HTM010", "documents")
def broken_link(pages: Documents) -> Iterator[Diagnostic]:
    """A page links to a file that the site does not have.

    A dead end is hardest on a tired reader. Every address on a rendered page is looked up, those in templates too.

    Bad:
        -- index.html --
        <a href="/fes/">Fees</a>
        -- fees/index.html --
        <a href="/">Home</a>

    Good:
        -- index.html --
        <a href="/fees/">Fees</a>
        -- fees/index.html --
        <a href="/">Home</a>
    """
    for page in pages.pages.values():
        for reference in page.references:
            found = pages.file_of(reference.target, page)
            if found is None or found[0] in pages.paths:
                continue
            path = found[0]
            if f"{path}/index.html" in pages.paths:
                hint = f"Write it with a slash at the end, `{reference.target}/`."
            else:
                hint = did_you_mean(path, sorted(pages.paths), "Mend the link, or build the page.")
            yield Diagnostic(
                "HTM010", f"The site has no `{path}`, to which `{reference.target}` leads.",
                page.at(reference.element), hint.replace("/index.html`", "/`"),
            )


@rule("HTM011", "documents")
def broken_anchor(pages: Documents) -> Iterator[Diagnostic]:
    """A link leads to a place that its page does not have.

    The browser opens the page at its top, and the reader searches.

    Bad:
        <a href="#fes">Fees</a>
        <h2 id="fees">Fees</h2>

    Good:
        <a href="#fees">Fees</a>
        <h2 id="fees">Fees</h2>
    """
    for page in pages.pages.values():
        for reference in page.references:
            if "#" not in reference.target or reference.loads:
                continue
            found = pages.file_of(reference.target, page)
            target = pages.pages.get(found[0]) if found else None
            if found is None or target is None or found[1] in ("", "top") or found[1].startswith(":~:"):
                continue
            if found[1] not in target.ids:
                yield Diagnostic(
                    "HTM011", f"Nothing on `{target.path}` is called `{found[1]}`.", page.at(reference.element),
                    did_you_mean(found[1], target.ids, "Link to the page itself, or to one of its headings."),
                )


RULES: tuple[Rule, ...] = (
    broken_link, broken_anchor,
)
