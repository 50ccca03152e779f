"""The search index of a build: made of its finished pages, remembered, made again once a page has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.frozen import frozen
from clinicsite.model.output import Output
from clinicsite.model.page import Page
from clinicsite.model.site import Site
from clinicsite.publish.memo import Memo, StoredOutput
from clinicsite.publish.seen import Seen

if TYPE_CHECKING:
    from clinicsite.publish.pagefind import PagefindError

FOLDER = "pagefind/"
MEMO = "search"
CODES = {"SRCH001": "The search index could not be made."}


@frozen(slots=True)
class Index:
    """`outputs` are files made anew; `kept` are files of an earlier build that still hold; `reason` says why it was made."""

    outputs: tuple[Output, ...] = ()
    kept: Mapping[str, StoredOutput] = field(default_factory=dict)
    problem: Diagnostic | None = None
    reason: str = ""


def search_pages(site: Site) -> tuple[Page, ...]:
    """The pages with `layout: search`, one in each language that has one. A site without one has no index."""
    return tuple(page for page in site.all_pages if page.kind == "page" and getattr(page.meta, "layout", "") == "search")


def index_of(site: Site, pages: Mapping[str, str], read: Callable[[str], bytes], memo: Memo, seen: Seen) -> Index:
    """The index over all HTML of a site, given as path -> digest; `read` gives a page's bytes, where they are needed.

    It holds as long as no page has another digest and each of its files is as it was written.
    """
    asked = search_pages(site)
    if not asked:
        return Index()
    from clinicsite.publish.pagefind import PagefindError, make_index, version

    key = hashlib.sha256(json.dumps([version(), sorted(pages.items())]).encode()).hexdigest()
    known = remembered(memo)
    if known and known[0] == key and all(seen.holds(path, digest) for path, digest in known[1].items()):
        return Index(kept=_stored(known[1]))
    try:
        files = make_index(indexed({path: read(path) for path in sorted(pages)}))
    except PagefindError as error:
        return Index(problem=problem(asked[0], error))
    outputs = tuple(Output(FOLDER + path, data, hashlib.sha256(data).hexdigest(), ()) for path, data in files.items())
    memo.keep_facts(MEMO, json.dumps([key, {output.path: output.digest for output in outputs}]))
    return Index(outputs, reason="a page that it covers changed." if known else "it was not built before, or not by this engine.")


def index_as_it_was(memo: Memo, seen: Seen) -> Index:
    """What the last build that made an index left, as far as it still stands there: for builds that make none."""
    known = remembered(memo)
    return Index(kept=_stored({path: digest for path, digest in known[1].items() if seen.holds(path, digest)} if known else {}))


def indexed(pages: Mapping[str, bytes]) -> dict[str, str]:
    """The HTML of the pages that ask to be found: those with `data-pagefind-body`."""
    return {path: html.decode() for path, html in pages.items() if b"data-pagefind-body" in html}


def problem(page: Page, error: PagefindError) -> Diagnostic:
    """What to tell of a site whose index could not be made."""
    return Diagnostic(
        "SRCH001", f"The site has no search index, because pagefind cannot make one: {error}.", page.where("layout"),
        "Install `pagefind[bin]`, or name its program in PAGEFIND_BINARY_PATH; until then, the page offers its list from A to Z.",
        "warning",
    )


def remembered(memo: Memo) -> tuple[str, dict[str, str]] | None:
    """The key and the files (path -> digest) of the last index."""
    text = memo.facts(MEMO)
    if not text:
        return None
    key, files = json.loads(text)
    return key, files


def html_of(digests: Mapping[str, str]) -> dict[str, str]:
    """Those of a build's files that are pages."""
    return {path: digest for path, digest in digests.items() if path.endswith(".html")}


def _stored(files: Mapping[str, str]) -> dict[str, StoredOutput]:
    return {path: StoredOutput(digest, ()) for path, digest in files.items()}
