"""Where links lead: pages, places on pages and files that must be there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from clinicsite.check.mentions import UNREADABLE, Mention
from clinicsite.check.rule import Rule, rule
from clinicsite.model.address import did_you_mean, nearest
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.languages import original_of
from clinicsite.model.page import Page
from clinicsite.model.site import Site
from clinicsite.read.links import parse_target, resolve

PAGES = (".md", ".yaml", "")
WRITTEN = frozenset({"article", "treatment", "condition", "person", "page"})
"""Kinds whose headings come from their body alone; others have places that their templates make."""


@rule("LNK001", "mention")
def missing_page(mention: Mention, site: Site) -> Iterator[Diagnostic]:
    """A link leads to a page that does not exist.

    Links name the file they lead to, from this file's folder or, with a slash in front, from content/. The engine
    turns that into the address, so a page can move and no link breaks unseen.

    Bad:
        See [our fees](/pages/fes.md).

    Good:
        See [our fees](/pages/fees.md).
    """
    if mention.kind != "link" or _is_form_of_clinic(mention) or not _is_lost(mention, site):
        return
    target = parse_target(mention.target, mention.path)
    if target.kind in ("content", "address") and posixpath.splitext(target.path)[1] in PAGES:
        yield Diagnostic(
            "LNK001", f"No page is called `{mention.target.partition('#')[0]}`.", mention.where,
            _nearest_page(target.path, mention, site),
        )


@rule("LNK002", "mention")
def missing_file(mention: Mention, site: Site) -> Iterator[Diagnostic]:
    """A link leads to a file that does not exist.

    Files such as PDFs live in content/ beside the pages and are named like pages.

    Bad:
        Bring [the checklist](/images/check-list.pdf).

    Good:
        Bring [the checklist](/images/checklist.pdf).

        -- content/images/checklist.pdf --
        %PDF-1.7
    """
    if mention.kind != "link" or not _is_lost(mention, site):
        return
    target = parse_target(mention.target, mention.path)
    if target.kind == "content" and posixpath.splitext(target.path)[1] not in PAGES:
        near = nearest(target.path, site.media)
        yield Diagnostic(
            "LNK002", f"No file is called `{mention.target}`.", mention.where,
            f"Did you mean `/{near}`?" if near else "Put the file into content/, or link to a page.",
        )


@rule("LNK003", "mention")
def missing_anchor(mention: Mention, site: Site) -> Iterator[Diagnostic]:
    """A link leads to a place that its page does not have.

    What stands after `#` is the anchor of a heading there. Without it the page opens at its top.

    Bad:
        See [when to drive](/pages/after.md#drivng).

        -- content/pages/after.md --
        ## Driving home {#driving}

    Good:
        See [when to drive](/pages/after.md#driving).

        -- content/pages/after.md --
        ## Driving home {#driving}
    """
    if mention.kind != "link" or "#" not in mention.target:
        return
    target = parse_target(mention.target, mention.path)
    page = resolve(mention.target, mention.path, site)
    if not isinstance(page, Page) or page.kind not in WRITTEN or not target.anchor or "_" in target.anchor:
        return
    anchors = [heading.id for heading in page.body.headings]
    if target.anchor not in anchors:
        otherwise = f"Use one of: {', '.join(anchors)}." if anchors else "Link to the page itself; it has no headings."
        yield Diagnostic(
            "LNK003", f"`{page.source.path}` has no heading with the anchor `{target.anchor}`.", mention.where,
            did_you_mean(target.anchor, anchors, otherwise),
        )


@rule("LNK004", "mention")
def held_page(mention: Mention, site: Site) -> Iterator[Diagnostic]:
    """A link leads to a page that is not published.

    Drafts, pages whose day has not come and pages that have expired are not on the site, so the link would break.

    Bad:
        See [our fees](/pages/prices.md).

        -- content/pages/prices.md --
        ---
        draft: true
        ---

    Good:
        See [our fees](/pages/prices.md).

        -- content/pages/prices.md --
        ---
        draft: false
        ---
    """
    found = _held(mention, site) if mention.kind == "link" else None
    if found and found[1] != UNREADABLE:
        page, reason = found
        state = {"draft": "is a draft", "scheduled": f"is not published before {page.meta.publish}"}
        yield Diagnostic(
            "LNK004", f"`{page.source.path}` {state.get(reason, f'has expired on {page.meta.expires}')}.", mention.where,
            "Take the link out until the page is on the site, or publish the page.",
        )


@rule("LNK005", "mention", "warning")
def own_address(mention: Mention, site: Site) -> Iterator[Diagnostic]:
    """A link gives the full address of a page of this very site.

    Nothing checks such a link, and a preview of the site leads to the live one.

    Bad:
        See [our fees](https://alder.example/fees/).

    Good:
        See [our fees](/pages/fees.md).
    """
    base = site.clinic.base_url
    if mention.kind != "link" or not f"{mention.target}/".startswith(base + "/"):
        return
    path, _, anchor = mention.target[len(base) :].partition("#")
    page = resolve(path.rstrip("/") + "/" if path else "/", mention.path, site)
    source = getattr(page, "source", None)
    hint = f"Link to its file, `/{source.path}{'#' + anchor if anchor else ''}`." if source else "Link to the page's file."
    yield Diagnostic(
        "LNK005", f"`{mention.target}` is a page of this site.", mention.where, hint, severity="warning",
    )


@rule("LNK006", "mention")
def outside_content(mention: Mention, site: Site) -> Iterator[Diagnostic]:
    """A link leads out of the content folder.

    Only what lies in content/ becomes part of the site.

    Bad:
        See [the notes](../../../notes.md).

    Good:
        See [our fees](/pages/fees.md).
    """
    if mention.kind == "citation" or resolve(mention.target, mention.path, site) is not None:
        return
    if parse_target(mention.target, mention.path).kind == "outside":
        yield Diagnostic(
            "LNK006", f"`{mention.target}` leads out of the content folder.", mention.where,
            "Write the path from content/ with a slash in front, as in `/pages/fees.md`.",
        )


def _is_form_of_clinic(mention: Mention) -> bool:
    """Whether clinic.yaml names a form: that is FORM014."""
    return mention.path == "clinic.yaml" and mention.target.lstrip("/").startswith("forms/")


def _is_lost(mention: Mention, site: Site) -> bool:
    return resolve(mention.target, mention.path, site) is None and _held(mention, site) is None


def _held(mention: Mention, site: Site) -> tuple[Page, str] | None:
    """The page that a link leads to, if it is not on the site, and why. Where an English page is not, its translation is not."""
    target = parse_target(mention.target, mention.path)
    paths = {target.path, original_of(target.path), mention.target.partition("#")[0].lstrip("/")}
    for page, reason in site.held:
        if target.kind == "content" and page.source.path in paths:
            return page, reason
        if target.kind == "address" and page.id == target.path.strip("/"):
            return page, reason
    return None


def _nearest_page(path: str, mention: Mention, site: Site) -> str:
    files = {**site.by_source, **site.forms_by_source}
    names = sorted(name for name, page in files.items() if page.source.is_written)
    if path.startswith("/"):
        ids = {page.id: name for name, page in files.items() if name in names}
        known = nearest(path.strip("/"), ids)
        return f"Did you mean `/{ids[known]}`?" if known else "Name the page's file, as in `/pages/fees.md`."
    same_name = [name for name in names if posixpath.basename(name) == posixpath.basename(path)]
    near = same_name[0] if len(same_name) == 1 else nearest(path.strip("/"), names)
    if near:
        return f"Did you mean `/{near}`?"
    by_name = nearest(posixpath.basename(path), [posixpath.basename(name) for name in names])
    found = [name for name in names if posixpath.basename(name) == by_name]
    return f"Did you mean `/{found[0]}`?" if found else "Name the page's file from content/, as in `/pages/fees.md`."


RULES: tuple[Rule, ...] = (
    missing_page, missing_file, missing_anchor, held_page, own_address, outside_content,
)
