"""Markdown to HTML in which everything that depends on other files is left open.

What comes out depends on the body alone: links keep their source target in `data-to`, pictures in `data-src`,
terms in `data-term`, citations are `<x-cite keys>` and blocks `<x-block name argument options>`. `render.prose` fills
them in.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from xml.etree import ElementTree as etree

import markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block, type_string

from clinicsite.model.address import slugify, unique_anchor
from clinicsite.model.blocks import BLOCKS, BlockShape
from clinicsite.model.page import Body, Heading
from clinicsite.read.links import PHRASE
from clinicsite.read.scan import CITATION, TITLED
from clinicsite.render.typography import smarten

SCHEMES = ("https:", "mailto:", "tel:", "sms:")
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCK_LEVEL = frozenset({"p", "li", "td", "th", "dt", "dd", "div", "blockquote", "figcaption", "x-block", *HEADINGS})
ATTRIBUTES = frozenset(
    {"href", "src", "alt", "title", "id", "class", "start", "keys", "name", "argument", "options"}
)
INSIDE = frozenset({"li", "blockquote", "dd", "td", "th"})
VERBATIM = frozenset({"code", "pre", "x-cite"})
MARKED = re.compile(r"[`\\\[<&*_]|  \n")
"""What each mark within a line has in it, whichever it is: code, an escape, a link or picture, an address, an entity, stress, a break."""
WORDS = re.compile(r"[^\W\d_].*(?:\n[^\W\d_].*)*")
"""A block of which every line begins with a letter. From code to link targets, all that is not a paragraph begins a line otherwise."""


class CitationPattern(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]
        keys = [key.strip().removeprefix("@") for key in m[1].split(";")]
        return etree.Element("x-cite", {"keys": " ".join(keys)}), m.start(0), m.end(0)


class PlainParagraph(ParagraphProcessor):
    """Takes a block that can be nothing but a paragraph before twelve others have looked at it."""

    def test(self, parent: etree.Element, block: str) -> bool:
        return bool(WORDS.fullmatch(block))


class PlainText(Treeprocessor):
    """Tells the search for marks which text holds none. It tries each of its fourteen patterns on every text, and most
    paragraphs are plain: without them it takes a third of the time."""

    def run(self, root: etree.Element) -> None:
        for element in root.iter():
            if element.text and not MARKED.search(element.text):
                element.text = AtomicString(element.text)


class OpenLinks(Treeprocessor):
    """Takes the targets out of `href` and `src`, so that nothing unresolved can reach a page, and lets through no
    attribute but those that Markdown itself makes: braces could set any."""

    def run(self, root: etree.Element) -> None:
        for element in root.iter():
            for name in element.attrib.keys() - ATTRIBUTES:
                del element.attrib[name]
            if element.tag == "a" and "href" in element.attrib:
                self.link(element)
            elif element.tag == "img":
                element.set("data-src", element.attrib.pop("src", ""))

    def link(self, element: etree.Element) -> None:
        target = element.attrib["href"]
        if target.startswith("term:"):
            del element.attrib["href"]
            element.set("data-term", target.removeprefix("term:"))
        elif target.startswith(PHRASE):
            element.tag, element.attrib = "span", {"lang": target.removeprefix(PHRASE)}
        elif target.startswith("#"):
            return
        elif not target.lower().startswith(SCHEMES):
            del element.attrib["href"]
            element.set("data-to", target)


class Anchors(Treeprocessor):
    """Gives headings and titled blocks the ids that the scan of the source found, in the same order.

    The scan knows those that start at the left edge. One that lies inside a list or a quotation is not among them, and
    one that a table or a list has swallowed is passed over, so that the ids of the others stay where they belong.
    A block's title is a heading of the third level, or of the second where none of the second stands before it.
    """

    headings: tuple[Heading, ...] = ()

    def run(self, root: etree.Element) -> None:
        waiting = list(self.headings)
        taken = {heading.id for heading in self.headings}
        inside = {inner for outer in root.iter() if outer.tag in INSIDE for inner in outer.iter()}
        under = False
        for element in root.iter():
            if element.tag == "h2":
                under = True
            elif element.tag == "x-block":
                element.set("level", "3" if under else "2")
            titled = element.tag == "x-block" and element.get("name") in TITLED and element.get("argument")
            if titled and element.get("name") in ("do", "dont"):
                continue
            if element.tag in HEADINGS or titled:
                found = _next_heading(waiting, element, element in inside)
                own = element.get("id") or (found.id if found else "")
                element.set("id", own or unique_anchor("".join(element.itertext()), taken))


def _next_heading(waiting: list[Heading], element: etree.Element, inside: bool) -> Heading | None:
    """Takes the scanned heading that became this element, and those before it that became nothing, off the list."""
    level = int(element.tag[1]) if element.tag in HEADINGS else 3
    text = slugify("".join(element.itertext()) if element.tag in HEADINGS else element.get("argument", ""))
    same = (n for n, heading in enumerate(waiting) if heading.level == level and slugify(heading.text) == text)
    at = next(same, None)
    if inside and at != 0 or not waiting:
        return None
    found = waiting[at or 0]
    del waiting[: (at or 0) + 1]
    return found


class Typography(Treeprocessor):
    """Real quotes and dashes in text nodes, never in code."""

    def run(self, root: etree.Element) -> None:
        self.walk(root, "")

    def walk(self, element: etree.Element, before: str) -> str:
        if element.tag in BLOCK_LEVEL:
            before = ""
        if element.tag in VERBATIM:
            return "x"
        if element.text:
            element.text = smarten(element.text, before)
            before = element.text[-1:] or before
        for child in element:
            after = self.walk(child, before)
            before = "" if child.tag in BLOCK_LEVEL else (after if child.tag != "x-cite" else before)
            if child.tail:
                child.tail = smarten(child.tail, before)
                before = child.tail[-1:] or before
        return before


class Glosses(Treeprocessor):
    """Puts an `<x-gloss>` after the block in which a term is first used."""

    def run(self, root: etree.Element) -> None:
        seen: set[str] = set()
        for child in list(root):
            new = [t for t in dict.fromkeys(_terms(child)) if t not in seen]
            seen.update(new)
            at = list(root).index(child) + 1
            for offset, term in enumerate(new):
                gloss = etree.Element("x-gloss", {"term": term})
                gloss.tail = "\n"
                root.insert(at + offset, gloss)


def _terms(element: etree.Element) -> Iterator[str]:
    for link in element.iter("a"):
        if term := link.get("data-term"):
            yield term


class TableFrames(Treeprocessor):
    """Wraps tables in a block of their own, so that a component can make them readable on a phone."""

    def run(self, root: etree.Element) -> None:
        parents = {child: parent for parent in root.iter() for child in parent}
        for table in list(root.iter("table")):
            parent = parents[table]
            frame = etree.Element("x-block", {"name": "table", "argument": "", "options": "{}"})
            frame.tail, table.tail = table.tail, "\n"
            parent.insert(list(parent).index(table), frame)
            parent.remove(table)
            frame.append(table)


def _block_class(shape: BlockShape) -> type[Block]:
    class Named(Block):
        NAME = shape.name
        ARGUMENT = {"none": False, "optional": None, "required": True}[shape.argument]
        OPTIONS = {option: ["", type_string] for option in shape.options}

        def on_create(self, parent: etree.Element) -> etree.Element:
            options = {key: self.options[key] for key in shape.options if self.options[key]}
            return etree.SubElement(
                parent, "x-block",
                {"name": shape.name, "argument": self.argument or "", "options": json.dumps(options, ensure_ascii=False)},
            )

        def on_markdown(self) -> str:
            return "block"

    return Named


class ClinicBlocks(BlocksExtension):  # type: ignore[misc]
    def extendMarkdownBlocks(self, md: markdown.Markdown, block_mgr: object) -> None:
        for shape in BLOCKS.values():
            block_mgr.register(_block_class(shape), {})  # type: ignore[attr-defined]


class ClinicMarkdown(Extension):
    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.parser.blockprocessors.register(PlainParagraph(md.parser), "plain-paragraph", 88)
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("automail")
        md.inlinePatterns.register(CitationPattern(CITATION.pattern, md), "citation", 175)
        md.treeprocessors.register(PlainText(md), "plain-text", 21)
        md.treeprocessors.register(OpenLinks(md), "open-links", 7)
        md.treeprocessors.register(TableFrames(md), "table-frames", 6)
        md.treeprocessors.register(Anchors(md), "anchors", 5)
        md.treeprocessors.register(Typography(md), "typography", 4)
        md.treeprocessors.register(Glosses(md), "glosses", 3)


_own = threading.local()


def _markdown() -> markdown.Markdown:
    """The converter of this thread: it keeps in itself where it is, and `serve` shows a saved page while it builds."""
    if not hasattr(_own, "converter"):
        # By name they would be looked for in all that is installed.
        extensions = [
            FencedCodeExtension(), TableExtension(), FootnoteExtension(), AttrListExtension(), DefListExtension(), SaneListExtension(),
            ClinicBlocks(), ClinicMarkdown(),
        ]
        _own.converter = markdown.Markdown(extensions=extensions, output_format="html")
        # Registries look for their order each time that they are asked for something.
        inline, parser = _own.converter.treeprocessors["inline"], _own.converter.parser
        inline.inlinePatterns, parser.blockprocessors = list(inline.inlinePatterns), list(parser.blockprocessors)
    converter: markdown.Markdown = _own.converter
    return converter


def convert(body: Body) -> str:
    """The HTML of a body, still open. Equal bodies give equal HTML."""
    md = _markdown().reset()
    md.treeprocessors["anchors"].headings = body.headings  # type: ignore[attr-defined]
    return md.convert(body.text)


def convert_inline(text: str) -> str:
    """The HTML of one paragraph of front matter, without its `<p>`. Marks of headings and lists are printed."""
    md = _markdown().reset()
    root = etree.Element("div")
    etree.SubElement(root, "p").text = " ".join(text.split())
    for processor in md.treeprocessors:
        if not isinstance(processor, (Anchors, Glosses)):
            changed = processor.run(root)
            root = root if changed is None else changed
    html = md.serializer(root)
    for finish in md.postprocessors:
        html = finish.run(html)
    return html.strip().removeprefix("<div>").removesuffix("</div>").strip().removeprefix("<p>").removesuffix("</p>")
