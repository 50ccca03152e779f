"""All rendered pages together: what they link to is there."""

from __future__ import annotations

from collections.abc import Iterator

from clinicsite.check.abstracts import ABSOLUTE, Abstracts
from clinicsite.check.rule import Rule, rule
from clinicsite.model.address import did_you_mean
from clinicsite.model.diagnostic import Diagnostic


@rule("HTM010", "documents")
def broken_link(pages: Abstracts) -> Iterator[Diagnostic]:
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
    sound: set[str] = set()
    for page in pages.pages.values():
        for link in page.links:
            if link in sound:
                continue
            found = pages.file_of(link, page.path)
            if found is None or found[0] in pages.paths:
                if link.startswith(ABSOLUTE):
                    sound.add(link)
                continue
            path = found[0]
            if f"{path}/index.html" in pages.paths:
                hint = f"Write it with a slash at the end, `{link}/`."
            else:
                hint = did_you_mean(path, sorted(pages.paths), "Mend the link, or build the page.")
            for place in pages.places(page.path, link):
                yield Diagnostic(
                    "HTM010", f"The site has no `{path}`, to which `{link}` leads.", place,
                    hint.replace("/index.html`", "/`"),
                )


@rule("HTM011", "documents")
def broken_anchor(pages: Abstracts) -> Iterator[Diagnostic]:
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
        for link in page.jumps:
            found = pages.file_of(link, page.path)
            target = pages.pages.get(found[0]) if found else None
            if found is None or target is None or found[1] in ("", "top") or found[1].startswith(":~:"):
                continue
            for place in pages.places(page.path, link, followed=True) if found[1] not in target.ids else ():
                yield Diagnostic(
                    "HTM011", f"Nothing on `{target.path}` is called `{found[1]}`.", place,
                    did_you_mean(found[1], sorted(target.ids), "Link to the page itself, or to one of its headings."),
                )


RULES: tuple[Rule, ...] = (
    broken_link, broken_anchor,
)
