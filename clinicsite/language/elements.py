"""The elements of a page of HTML: what each makes of the text in it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from clinicsite.language.tags import Tag
from clinicsite.model.frozen import frozen

KINDS: Mapping[str, str] = {
    "li": "item", "td": "cell", "th": "cell", "blockquote": "quotation", "button": "button", "figcaption": "caption",
    "caption": "caption", "dt": "term", "summary": "term", **{f"h{level}": "heading" for level in range(1, 7)},
}  # fmt: skip
"""What the text of an element is. A `term` is a question where it asks, else a heading."""
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol option p pre section summary table tbody td tfoot th thead "
    "tr ul button".split()
)
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
ENDED_BY: Mapping[str, frozenset[str]] = {
    "p": BLOCKS, "li": frozenset({"li"}), "dt": frozenset({"dt", "dd"}), "dd": frozenset({"dt", "dd"}),
    "td": frozenset({"td", "th", "tr"}), "th": frozenset({"td", "th", "tr"}), "tr": frozenset({"tr"}), "head": frozenset({"body"}),
}  # fmt: skip
"""Elements whose end tag may be missing, and the start tags that end them."""
SILENT = frozenset(
    "nav footer template svg math iframe object canvas video audio select datalist label legend dialog menu map".split()
)
SILENT_ROLES = frozenset("navigation contentinfo search dialog alertdialog menu menubar toolbar".split())
BANNER = re.compile(
    r"cookie|gdpr|ccpa|onetrust|(?<![a-z])cmp-|consent-(?:banner|bar|popup|modal|manager|notice)|skip-(?:link|to)", re.I
)
HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
BUTTON = re.compile(r"(?<![a-z])(?:btn|button|cta)(?![a-z])", re.I)
TESTIMONIAL = re.compile(r"(?<![a-z])testimonials?(?![a-z])", re.I)
WHOLE = frozenset({"html", "body", "main", "article"})
"""Elements whose class says nothing about their text."""


@frozen(slots=True)
class Element:
    """An open element with what it makes of the text in it, or what those around it do.

    `kind` is that of its passages, `level` a heading's; `silent` text is left out; `region` is `main`, `article`, `header`
    or `body`. `href` and `note` are its own: a link's target, and whether its text may be the mark of a reference.
    """

    tag: str
    kind: str = ""
    level: int = 0
    silent: bool = False
    region: str = "body"
    strong: bool = False
    href: str | None = None
    note: bool = False
    apart: bool = False
    """Whether its text stands apart from what is around it, though it lies in a line."""


ROOT = Element("")


def opened(tag: Tag, around: Element) -> Element:
    """The element that a start tag opens."""
    name, raw = tag.name, tag.raw.strip(" />")
    kind, level = KINDS.get(name, ""), int(name[1]) if name[0] == "h" and name[1:].isdigit() else 0
    silent, role, apart = name in SILENT, "", name == "button"
    if raw:
        role = tag.get("role").lower()
        names = f"{tag.get('class')} {tag.get('id')}"
        silent |= role in SILENT_ROLES or _is_hidden(tag) or name not in WHOLE and bool(BANNER.search(names))
        if role == "button" or name == "a" and BUTTON.search(names):
            kind, apart = "button", True
        elif role == "heading":
            kind, level = "heading", 2
        elif TESTIMONIAL.search(names) and not kind and name not in WHOLE:
            kind = "quotation"
    href = tag.get("href") if name == "a" else None
    return Element(
        name, kind or around.kind, level or around.level, silent or around.silent, _region(name, role, around.region),
        name in ("b", "strong") or around.strong, href, name == "sup" or bool(href) and href[0] == "#" and not apart, apart,
    )


def _is_hidden(tag: Tag) -> bool:
    return (
        "hidden" in tag.attributes or tag.get("aria-hidden").lower() == "true" or bool(HIDING.search(tag.get("style")))
    )


def _region(name: str, role: str, around: str) -> str:
    if name == "main" or role == "main":
        return "main"
    if around == "body" and name == "article":
        return "article"
    return "header" if around == "body" and (name == "header" or role == "banner") else around
