"""Markup that has no place in the text: HTML, scripts, attributes, and indentation that turns words into code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.manuscript import Manuscript
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic

NAME = r"[A-Za-z][A-Za-z0-9-]*(?::[A-Za-z][A-Za-z0-9-]*)?"
TAG = re.compile(rf"<(/?)({NAME})((?:\s[^<>]*|/)?)>|<(/?)({NAME})(\s[^<>\n]*=[^<>\n]*)$", re.M)
COMMENT = re.compile(r"<!--|<!\[CDATA\[|<!DOCTYPE|<\?", re.I)
HANDLER = re.compile(r"\bon[a-z]+\s*=", re.I)
ATTRIBUTES = re.compile(r"\{:?[ \t]*((?:[#.]?[A-Za-z][^{}\n]*)?)\}")
HEADING_ANCHOR = re.compile(r"[ \t]\{[^{}\n]*\}[ \t]*$")

INSTEAD = {
    "a": "Write `[words](/pages/fees.md)`.",
    "b strong": "Write `**words**`.",
    "i em": "Write `*words*`.",
    "br": "Start a new paragraph or a list.",
    "hr": "Write a line `---` with a blank line above and below.",
    "p div span section article main header footer center font": "Take the tags away and leave blank lines between paragraphs.",
    "ul ol li dl dt dd": "Write a list with `- ` or `1. ` and a blank line above it.",
    "table thead tbody tr th td": "Write a table with bars, `| Visit | Price |`.",
    "h1 h2 h3 h4 h5 h6": "Write `## ` before the heading.",
    "img picture figure figcaption svg": "Write `/// figure | /images/name.svg` with an `alt`, then a caption, then `///`.",
    "blockquote q cite": "Write `/// quotation` with a `by`, then the words, then `///`.",
    "details summary": "Write `/// faq | The question`, then the answer, then `///`.",
    "aside": "Write `/// warning | Title` or `/// evidence | Title`, then the words, then `///`.",
    "sup": "Write a citation, `[@key]`, a footnote, `[^1]`, or a raised sign such as `²`.",
    "sub": "Write a lowered sign such as `₂`.",
    "button": "Write `/// button | Words` with a `to`, then `///`.",
    "script noscript": "Take it away. Scripts belong to the site's templates, and none may come from elsewhere.",
    "style link meta base": "Take it away. The look of the site is set in its templates.",
    "iframe embed object video audio source track": "Link to the page instead. Nothing from another site may load on a clinic's page.",
    "form input select textarea label option fieldset": "Write the form in content/forms/ and link to it.",
    "abbr": "Explain it in content/glossary.yaml and link to it, `[word](term:word)`.",
}
HINTS = {tag: hint for tags, hint in INSTEAD.items() for tag in tags.split()}


@rule("MD050", "manuscript")
def html_tag(text: Manuscript) -> Iterator[Diagnostic]:
    """The text holds HTML.

    Tags are printed for visitors to read: the engine takes no HTML from content, so that nothing unsafe or foreign
    can reach a page. There is a Markdown form or a block for each thing a writer needs.

    Bad:
        Go home.<br>Rest.

    Good:
        Go home.

        Rest.
    """
    open_tags: set[str] = set()
    for match in TAG.finditer(text.prose):
        name = (match[2] or match[5]).lower()
        closes, rest = match[1] or match[4] or "", match[3] or match[6] or ""
        if closes and name in open_tags:
            continue
        open_tags.add(name)
        handler = HANDLER.search(rest)
        carries = f", which carries a script in `{handler[0].rstrip('= ')}`" if handler else ""
        yield Diagnostic(
            "MD050", f"The text holds the HTML tag `<{closes}{name}>`{carries}.", text.at(match.start()),
            HINTS.get(name, "Take it away, or write `\\<` for the sign itself."),
        )


@rule("MD051", "manuscript")
def html_comment(text: Manuscript) -> Iterator[Diagnostic]:
    """The text holds an HTML comment or a declaration.

    It would be printed for visitors to read. Notes for colleagues belong into the front matter, after `#`.

    Bad:
        <!-- ask Ruth about this -->

        Go home with an adult.

    Good:
        Go home with an adult.
    """
    for match in COMMENT.finditer(text.prose):
        yield Diagnostic(
            "MD051", f"The text holds an HTML comment or declaration, `{match[0]}`.", text.at(match.start()),
            "Move a note for colleagues into the front matter, after `# `.",
        )


@rule("MD052", "manuscript")
def attribute_list(text: Manuscript) -> Iterator[Diagnostic]:
    """Words in braces set attributes.

    Braces after a heading give it an anchor. Anywhere else they can put styles and scripts on a page, which its
    security policy blocks, or are printed.

    Bad:
        Call [the clinic](tel:+14105550118){onclick="track()"} today.

    Good:
        Call [the clinic](tel:+14105550118) today.
    """
    for match in ATTRIBUTES.finditer(text.prose):
        line = text.line_at(match.start())
        if line.kind == "heading" and HEADING_ANCHOR.search(text.shown(line)):
            continue
        if "=" in match[1] or match[1][:1] in ("#", ".") or match[0].startswith("{:"):
            yield Diagnostic(
                "MD052", f"`{match[0]}` sets attributes, which the text may not do.", text.at(match.start()),
                "Take the braces away; only a heading may have them, as in `## Driving home {#driving}`.",
            )


@rule("MD053", "manuscript", "warning")
def indented_text(text: Manuscript) -> Iterator[Diagnostic]:
    """Text is indented by four spaces.

    Python-Markdown prints it as a block of code, in one long line.

    Bad:
        Before you come:

            Ask someone to drive you home.

    Good:
        Before you come:

        Ask someone to drive you home.
    """
    before = "blank"
    for line in text.lines:
        if line.kind == "indented" and before != "indented":
            yield Diagnostic(
                "MD053", "This line is indented by four spaces or more and would be shown as code.",
                text.source.at(line.number, line.column), "Take the spaces before it away.", severity="warning",
            )
        if line.kind != "blank":
            before = line.kind


RULES: tuple[Rule, ...] = (
    html_tag, html_comment, attribute_list, indented_text,
)
