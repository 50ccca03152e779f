"""Links and pictures as they are written: schemes, words, brackets. Where they lead is `links`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from clinicsite.check.manuscript import Manuscript
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.read.scan import LINK, strip_inline

TARGET = re.compile(
    r"\]\([ \t]*<?((?:[^\s<>()]|\([^\s<>()]*\))*)|^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?([^\s>]+)|^ {4,}to:[ \t]*[\"']?([^\s\"']+)", re.M
)
DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:.*$", re.M)
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
ALLOWED = frozenset({"https", "http", "mailto", "tel", "sms", "term", "lang"})
BARE = re.compile(r"(?:https?://|www\.)(?<![\w/@.]www\.)[^\s<>\"')\]]+", re.I)
AUTOLINK = re.compile(r"<https?://[^<>\s]*>", re.I)
PARTED = re.compile(r"\[[^\[\]\n]+\]([ \t]+)\((?=[^\s()]*(?:/|#|:|\.md\b|\.yaml\b)[^()\n]*\))")
SPACED = re.compile(r"\]\([ \t]*([^\s()<>\"']+(?:[ \t]+[^\s()<>\"']+)+)[ \t]*\)")
PICTURE_NAME = re.compile(r"\S+\.(?:png|jpe?g|svg|webp|avif|gif)\Z", re.I)
VAGUE = frozenset(
    "here|click here|click|read more|more|learn more|find out more|see more|see here|this|this page|this link|link|"
    "this article|details|more details|more info|more information|info|continue|continue reading|go|page|"
    "aquí|haga clic aquí|clic aquí|lea más|leer más|más|más información|ver más|esta página|este enlace|enlace|siga".split("|")
)


@rule("MD060", "manuscript")
def foreign_scheme(text: Manuscript) -> Iterator[Diagnostic]:
    """A link has a scheme that a clinic's page may not use.

    Pages link with https, mailto, tel and sms, to glossary terms with `term:`, and to files of the site. `javascript:`,
    `data:` and their like can run foreign code in the visitor's browser.

    Bad:
        Read [the form](javascript:open()).

    Good:
        Read [the form](/forms/request-appointment.yaml).
    """
    for match, target in _targets(text):
        scheme = SCHEME.match(target)
        if scheme and scheme[1].lower() not in ALLOWED:
            yield Diagnostic(
                "MD060", f"A link starts with `{scheme[1].lower()}:`, which pages may not use.", text.at(match.start()),
                "Link to an https address, a phone (`tel:`), a mail address (`mailto:`) or a file of the site.",
            )
        elif target.startswith("//"):
            yield Diagnostic(
                "MD060", "A link starts with `//`, which leads to another site without saying how.",
                text.at(match.start()), f"Write `https:{target}`.",
            )


@rule("MD061", "manuscript")
def insecure_link(text: Manuscript) -> Iterator[Diagnostic]:
    """A link leads to an http address.

    On its way a page without https can be read and changed by others; what a visitor of a clinic reads is private.

    Bad:
        Read [the label](http://www.example.org/label).

    Good:
        Read [the label](https://www.example.org/label).
    """
    for match, target in (*_targets(text), *((m, m[0][1:-1]) for m in AUTOLINK.finditer(text.prose))):
        if target.lower().startswith("http:"):
            yield Diagnostic(
                "MD061", f"The link to `{target}` is not secure.", text.at(match.start()),
                f"Try `https:{target[5:]}`, and use it if the page is there.",
            )


@rule("MD062", "manuscript", "warning")
def bare_address(text: Manuscript) -> Iterator[Diagnostic]:
    """A web address stands in the text as it is.

    Python-Markdown makes no link of it, and nobody can tell from an address what the page is about.

    Bad:
        See https://www.example.org/label for the label.

    Good:
        See [the label](https://www.example.org/label).
    """
    found = list(BARE.finditer(text.prose))
    if not found:
        return
    linked = [*text.links, *AUTOLINK.finditer(text.prose), *DEFINITION.finditer(text.prose)]
    spans = [match.span() for match in linked]
    for match in found:
        if any(start <= match.start() < end for start, end in spans):
            continue
        address = match[0].rstrip(".,;:!?")
        yield Diagnostic(
            "MD062", f"The address `{address}` stands in the text and is no link.", text.at(match.start()),
            f"Write what it is, as in `[the label](https://{re.sub(r'^https?://', '', address)})`.", severity="warning",
        )


@rule("MD063", "manuscript")
def empty_link(text: Manuscript) -> Iterator[Diagnostic]:
    """A link has no words or no address.

    A link without words can neither be seen nor heard (WCAG 2.2, 2.4.4); one without an address leads to the page it
    stands on.

    Bad:
        Read [about our fees]() first.

    Good:
        Read [about our fees](/pages/fees.md) first.
    """
    for match in text.links:
        what = "picture" if match[1] else "link"
        if not match[3]:
            yield Diagnostic(
                "MD063", f"This {what} has no address.", text.at(match.start()),
                "Write the file it leads to, as in `/pages/fees.md`.",
            )
        elif not match[1] and not strip_inline(LINK.sub(lambda m: m[2], match[2])):
            yield Diagnostic(
                "MD063", f"The link to `{match[3]}` has no words.", text.at(match.start()),
                "Write in the square brackets what the link leads to.",
            )


@rule("MD064", "manuscript", "warning")
def vague_link(text: Manuscript) -> Iterator[Diagnostic]:
    """A link's words do not say where it leads.

    Many people move from link to link and hear nothing but its words (WCAG 2.2, 2.4.4 and 2.4.9).

    Bad:
        To ask for a visit, [click here](/forms/request-appointment.yaml).

    Good:
        You can [request an appointment](/forms/request-appointment.yaml).
    """
    for match in text.links:
        words = strip_inline(match[2]).casefold().strip(" .…:!»›→>")
        if not match[1] and words in VAGUE:
            yield Diagnostic(
                "MD064", f"The words `{strip_inline(match[2])}` do not say where the link leads.", text.at(match.start()),
                "Link the words that name the page, as in `[our fees](/pages/fees.md)`.", severity="warning",
            )


@rule("MD065", "manuscript")
def picture_without_words(text: Manuscript) -> Iterator[Diagnostic]:
    """A picture in the text has no words for people who do not see it.

    The words in the square brackets are read out in its place (WCAG 2.2, 1.1.1). A file's name says nothing.

    Bad:
        ![](/images/chair.svg)

        -- content/images/chair.svg --
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M1 1h6"/></svg>

    Good:
        ![A reclining chair by a window](/images/chair.svg)

        -- content/images/chair.svg --
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M1 1h6"/></svg>
    """
    for match in text.links:
        alt = match[2].strip()
        if match[1] and match[3] and (not alt or PICTURE_NAME.match(alt)):
            yield Diagnostic(
                "MD065", f"The picture `{match[3]}` has no words for people who do not see it.", text.at(match.start()),
                "Write in the square brackets what it shows.",
            )


@rule("MD066", "manuscript")
def parted_link(text: Manuscript) -> Iterator[Diagnostic]:
    """There is a space between a link's words and its address.

    Markdown then prints brackets and address.

    Bad:
        Read [about our fees] (/pages/fees.md) first.

    Good:
        Read [about our fees](/pages/fees.md) first.
    """
    spans = [match.span(1) for match in PARTED.finditer(text.inline)]
    for start, _ in spans:
        yield Diagnostic(
            "MD066", "There is a space between a link's words and its address.", text.at(start),
            "Take the space away.", fix=text.without(spans, text.line_at(start)),
        )


@rule("MD067", "manuscript")
def space_in_address(text: Manuscript) -> Iterator[Diagnostic]:
    """A link's address holds a space.

    No file of the site has one in its name, and other tools end the address there.

    Bad:
        Read [about our fees](/pages/our fees.md) first.

    Good:
        Read [about our fees](/pages/fees.md) first.
    """
    for match in SPACED.finditer(text.inline):
        yield Diagnostic(
            "MD067", f"The address `{match[1]}` holds a space.", text.at(match.start(1)),
            "Write the file's name as it is, with hyphens; write `%20` in an address of another site.",
        )


def _targets(text: Manuscript) -> Iterator[tuple[re.Match[str], str]]:
    """What links lead to, as a browser would read it: entities decoded, control characters dropped."""
    if "](" not in text.inline and "]:" not in text.inline and "to:" not in text.inline:
        return
    for match in TARGET.finditer(text.inline):
        target = match[1] or match[2] or match[3] or ""
        yield match, re.sub(r"[\x00-\x20]", "", html.unescape(target))


RULES: tuple[Rule, ...] = (
    foreign_scheme, insecure_link, bare_address, empty_link, vague_link, picture_without_words, parted_link,
    space_in_address,
)
