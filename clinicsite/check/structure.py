"""One rendered page: its headings, names, pictures and links, and nothing foreign or inline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.document import REFERRING, Document
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic, Location

HANDLER = re.compile(r"[\s\"'/](on[a-z]+)\s*=", re.I)
STYLE = re.compile(r"[\s\"'/]style\s*=|<style", re.I)
DATA = frozenset({"application/ld+json", "application/json", "speculationrules", "importmap"})
SPEAKING = ("aria-label", "aria-labelledby", "title")
_REFERS = re.compile(rf"(?:^|\s)(?:{'|'.join(REFERRING)})\s*=", re.I)


@rule("HTM001", "document")
def one_title(page: Document) -> Iterator[Diagnostic]:
    """A page has no H1, or more than one.

    The H1 names the page. Whoever moves by headings expects to find it once, at the top.

    Bad:
        <h1>Fees</h1>
        <h1>Insurance</h1>

    Good:
        <h1>Fees</h1>
        <h2>Insurance</h2>
    """
    titles = page.by_tag.get("h1", ())
    if len(titles) != 1:
        count = "no H1" if not titles else f"{len(titles)} H1 headings"
        yield Diagnostic(
            "HTM001", f"This page has {count}.", page.at(titles[1]) if titles else Location(f"site/{page.path}"),
            "Give the page's template one `<h1>`, the page's title.",
        )


@rule("HTM002", "document")
def skipped_level(page: Document) -> Iterator[Diagnostic]:
    """The headings of a page skip a level.

    Levels are an outline: a gap sounds like a missing part (WCAG 2.2, 1.3.1).

    Bad:
        <h1>Fees</h1>
        <h3>Insurance</h3>

    Good:
        <h1>Fees</h1>
        <h2>Insurance</h2>
    """
    before = 0
    for heading in page.headings:
        level = int(heading.tag[1])
        if level > before + 1 and before:
            yield Diagnostic(
                "HTM002", f"The heading `{page.said(heading)}` goes from level {before} to level {level}.",
                page.at(heading), f"Make it an `<h{before + 1}>`.",
            )
        before = level


@rule("HTM003", "document")
def repeated_id(page: Document) -> Iterator[Diagnostic]:
    """Two elements of a page have the same id.

    Links, labels and descriptions find the first one only.

    Bad:
        <h2 id="fees">Fees</h2>
        <h2 id="fees">Insurance</h2>

    Good:
        <h2 id="fees">Fees</h2>
        <h2 id="insurance">Insurance</h2>
    """
    for name, elements in page.ids.items():
        for element in elements[1:]:
            yield Diagnostic(
                "HTM003", f"The id `{name}` stands on this page {len(elements)} times.", page.at(element),
                "Give each element its own; in the text, `{#name}` after a heading sets its id.",
            )


@rule("HTM004", "document")
def picture_without_alt(page: Document) -> Iterator[Diagnostic]:
    """A picture has no text alternative.

    Without `alt` a screen reader reads the file's name. A drawing that tells nothing has an empty one (WCAG 2.2,
    1.1.1).

    Bad:
        <img src="/media/chair.1a2b3c4d.png">

    Good:
        <img src="/media/chair.1a2b3c4d.png" alt="A reclining chair by a window">
    """
    for element in page.by_tag.get("img", ()):
        if "alt" not in element.attributes:
            yield Diagnostic(
                "HTM004", f"The picture `{element.attributes.get('src', '')}` has no `alt`.", page.at(element),
                "Write what it shows, or `alt=\"\"` where it tells nothing.",
            )
    for element in page.by_tag.get("svg", ()):
        attributes = element.attributes
        if attributes.get("role") == "img" and not any(attributes.get(name) for name in SPEAKING):
            yield Diagnostic(
                "HTM004", "A drawing with `role=\"img\"` has no name.", page.at(element), "Give it an `aria-label`.",
            )


@rule("HTM005", "document")
def silent_link(page: Document) -> Iterator[Diagnostic]:
    """A link or button has no words.

    It can be reached with the keyboard, and nothing is said (WCAG 2.2, 2.4.4 and 4.1.2).

    Bad:
        <a href="#fees"><svg aria-hidden="true"></svg></a>
        <h2 id="fees">Fees</h2>

    Good:
        <a href="#fees" aria-label="Our fees"><svg aria-hidden="true"></svg></a>
        <h2 id="fees">Fees</h2>
    """
    for tag, what in (("a", "link"), ("button", "button")):
        for element in page.by_tag.get(tag, ()):
            is_anchor = tag == "a" and "href" not in element.raw.lower()
            if not is_anchor and not page.said(element) and not any(element.attributes.get(name) for name in SPEAKING):
                target = element.attributes.get("href")
                leads = f" to `{target}`" if target else ""
                yield Diagnostic(
                    "HTM005", f"The {what}{leads} has no words.", page.at(element),
                    "Write words in it, or give it an `aria-label`.",
                )


@rule("HTM007", "document")
def inline_style(page: Document) -> Iterator[Diagnostic]:
    """A page holds styles of its own.

    The site's security policy names the style sheets that pages carry, the `data-sheet` ones, and lets no other inline style
    count, so it does nothing.

    Bad:
        <p style="color: red">Call us.</p>

    Good:
        <p class="strong">Call us.</p>
    """
    for element in page.elements if STYLE.search(page.html) else ():
        if element.tag == "style" and "data-sheet" not in element.attributes or "style" in element.raw.lower() and "style" in element.attributes:
            yield Diagnostic(
                "HTM007", f"`<{element.tag}>` holds an inline style.", page.at(element), "Move it into the site's style sheet.",
            )


@rule("HTM008", "document")
def inline_script(page: Document) -> Iterator[Diagnostic]:
    """A page holds a script of its own.

    The site's security policy lets scripts come from its own files only. Structured data (JSON-LD) is no script.

    Bad:
        <button onclick="print()">Print</button>

    Good:
        <button data-print>Print</button>
    """
    for element in page.by_tag.get("script", ()):
        attributes = element.attributes
        if "src" not in attributes and attributes.get("type", "").lower() not in DATA:
            yield Diagnostic(
                "HTM008", "This page holds an inline script.", page.at(element), "Move it into a file of the site's assets.",
            )
    for element in page.elements if HANDLER.search(page.html) else ():
        handler = HANDLER.search(element.raw)
        if handler and handler[1].lower() in element.attributes:
            yield Diagnostic(
                "HTM008", f"`<{element.tag}>` carries a script in `{handler[1]}`.", page.at(element),
                "Listen for the event in a file of the site's assets.",
            )


@rule("HTM009", "document")
def empty_heading(page: Document) -> Iterator[Diagnostic]:
    """A heading has no words.

    It is announced all the same, as a heading of nothing.

    Bad:
        <h1>Fees</h1>
        <h2></h2>

    Good:
        <h1>Fees</h1>
        <h2>Insurance</h2>
    """
    for heading in page.headings:
        if not page.said(heading):
            yield Diagnostic(
                "HTM009", f"This `<{heading.tag}>` has no words.", page.at(heading), "Write it, or leave the heading out.",
            )


@rule("HTM012", "document")
def nameless_page(page: Document) -> Iterator[Diagnostic]:
    """A page has no title for the browser's tab, or does not say its language.

    The title is what is read out first when a page opens, the language decides how it is pronounced (WCAG 2.2, 2.4.2
    and 3.1.1).

    Bad:
        <html>
        <title>Fees</title>
        <h1>Fees</h1>
        </html>

    Good:
        <html lang="en-US">
        <title>Fees</title>
        <h1>Fees</h1>
        </html>
    """
    roots = page.by_tag.get("html", ())
    if not roots or not roots[0].attributes.get("lang"):
        yield Diagnostic(
            "HTM012", "This page does not say its language.", Location(f"site/{page.path}"),
            "Give `<html>` a `lang`, as in `<html lang=\"en-US\">`.",
        )
    titles = [title for title in page.by_tag.get("title", ()) if page.said(title)]
    if not titles:
        yield Diagnostic(
            "HTM012", "This page has no title for the browser's tab.", Location(f"site/{page.path}"),
            "Give its `<head>` a `<title>`.",
        )


@rule("HTM013", "document")
def dangling_reference(page: Document) -> Iterator[Diagnostic]:
    """An element refers to an id that is not on the page.

    A label without its field, or a field without its description, helps nobody (WCAG 2.2, 1.3.1 and 4.1.2).

    Bad:
        <label for="adult">I am 18 or older.</label>
        <input id="adlt" type="checkbox">

    Good:
        <label for="adult">I am 18 or older.</label>
        <input id="adult" type="checkbox">
    """
    for element in page.elements:
        if not _REFERS.search(element.raw):
            continue
        attributes = element.attributes
        for name in REFERRING:
            for wanted in attributes.get(name, "").split():
                if wanted not in page.ids:
                    yield Diagnostic(
                        "HTM013", f"`{name}` of a `<{element.tag}>` names `{wanted}`, which is not on this page.",
                        page.at(element), "Give the element it means this id.",
                    )


RULES: tuple[Rule, ...] = (
    one_title, skipped_level, repeated_id, picture_without_alt, silent_link, inline_style, inline_script, empty_heading,
    nameless_page, dangling_reference,
)
