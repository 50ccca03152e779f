"""Ratings and comments: what others are shown to say about the clinic or its articles."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from clinicsite.check.document import Document
from clinicsite.check.form_reading import read_forms
from clinicsite.check.rule import Rule, rule
from clinicsite.model.diagnostic import Diagnostic

RATED = re.compile(
    r"\"(aggregateRating|reviews?|starRating)\"\s*:|"
    r"\"@type\"\s*:\s*\[?\s*\"(?:\w+:)?(\w*AggregateRating|(?:User)?Review|Rating)\"",
    re.I,
)
KEYS = frozenset({"aggregaterating", "review", "reviews", "starrating"})
TYPES = frozenset({"aggregaterating", "review", "employeraggregaterating", "userreview"})
WORKS = frozenset(
    {"book", "movie", "scholarlyarticle", "article", "creativework", "course", "recipe", "videogame", "softwareapplication",
     "mobileapplication", "musicalbum", "podcastseries", "tvseries"}
)  # fmt: skip
"""Types of what may be rated on a clinic's page: the works of others."""

MARKED = re.compile(
    r"(?:^|\s)(?:itemprop|property|itemtype|typeof)\s*=\s*[\"']?[^\"'>]{0,200}?\b(aggregateRating|reviews?|Review-aggregate)\b", re.I
)
RATINGS = (b"aggregaterating", b"review-aggregate", b"schema.org/review", b'"review', b"'review", b"=review", b":review")
"""One of these stands in whatever `MARKED` finds in data that is written as such data is."""

COMMENTS = {
    "disqus.com/embed": "Disqus", "disqus_thread": "Disqus", "disqus_shortname": "Disqus", "fb-comments": "Facebook comments",
    "commento.io": "Commento", "hyvor.com": "Hyvor Talk", "utteranc.es": "utterances", "giscus.app": "giscus",
    "graphcomment.com": "GraphComment", "intensedebate.com": "IntenseDebate", "wpdiscuz": "wpDiscuz",
}  # fmt: skip
"""What the markup of a comment service holds, in small letters."""

REPLYING = (
    b" a reply", b" a comment", b" your reply", b" your comment", b"join the discussion", b"reply to ", b"replies to ",
    b"comment on ", b"comments on ", b"response to ", b"responses to ", b"thought on ", b"thoughts on ", b"comment<", b"comments<",
)  # fmt: skip
"""One of these stands in whatever `REPLIES` finds. Looking for plain words first is a hundred times quicker."""

REPLIES = re.compile(
    r"((?:leave|write|post|add) (?:a|your) (?:reply|comment)|join the discussion|"
    r"\b(?:one|\d{1,5}) (?:repl(?:y|ies)|comments?|responses?|thoughts?) (?:to|on)\b|(?:no|\d{1,5}) comments?(?=<))",
    re.I,
)


@rule("TES-04", "document")
def own_rating(page: Document) -> Iterator[Diagnostic]:
    """The page's data for machines rates the clinic, or reviews it.

    Search engines do not show ratings that a business gives itself. A review that is bought, invented or picked out is a
    deceptive act under the FTC's rule on reviews (16 CFR 465, since October 21, 2024). A plain link to an independent site of
    reviews is fine.

    Bad:
        <script type="application/ld+json">
        {"@type": "MedicalClinic", "name": "Alder", "aggregateRating": {"ratingValue": 5, "reviewCount": 80}}
        </script>

    Good:
        <script type="application/ld+json">
        {"@type": "MedicalClinic", "name": "Alder"}
        </script>
        <a href="https://reviews.example.net/alder">What others write about us</a>
    """
    for element in page.by_tag.get("script", ()):
        if element.attributes.get("type", "").strip().lower() != "application/ld+json":
            continue
        text = page.content(element)
        match = RATED.search(text)
        if match and _is_rated(text):
            yield _rated(page, "JSON-LD", page.content_start(element) + match.start(), match[1] or match[2])
    if any(word in page.small for word in RATINGS):
        for element in page.elements:
            if match := MARKED.search(element.raw):
                kind = "RDFa" if re.search(r"\b(property|typeof)\s*=", match[0], re.I) else "microdata"
                yield _rated(page, kind, element.start, match[1])
                break


def _rated(page: Document, kind: str, offset: int, name: str) -> Diagnostic:
    return Diagnostic(
        "TES-04", f"The page's {kind} rates the clinic in `{name}`.", page.place(offset),
        "Take it out, and link to a site of independent reviews instead.",
    )


def _is_rated(text: str) -> bool:
    """Whether anything but the work of others has a rating; data that cannot be read counts by its words."""
    try:
        nodes: list[tuple[Any, frozenset[str]]] = [(json.loads(text), frozenset())]
    except (ValueError, RecursionError):
        return True
    while nodes:
        node, owner = nodes.pop()
        if isinstance(node, list):
            nodes += [(part, owner) for part in node]
        elif isinstance(node, dict):
            types = _types(node)
            subject = _types(node.get("itemReviewed")) or owner
            if types & TYPES and not subject & WORKS:
                return True
            if not types & WORKS and any(key.lower() in KEYS and value for key, value in node.items()):
                return True
            nodes += [(value, types or owner) for value in node.values() if isinstance(value, (dict, list))]
    return False


def _types(node: Any) -> frozenset[str]:
    given = node.get("@type") if isinstance(node, dict) else None
    names = given if isinstance(given, list) else [given]
    return frozenset(name.rpartition("/")[2].rpartition(":")[2].lower() for name in names if isinstance(name, str))


@rule("TES-05", "document", "warning")
def open_comments(page: Document) -> Iterator[Diagnostic]:
    """A page lets visitors publish comments.

    Under a text about health, people write claims that nobody has checked, and details about themselves that stay in
    public. A private form for questions serves them better.

    Bad:
        <h2>Leave a Reply</h2>
        <form action="/wp-comments-post.php" method="post"><textarea name="comment" aria-label="Comment"></textarea></form>

    Good:
        <p><a href="/">Give feedback on this page</a></p>
    """
    form = next((form for form in read_forms(page) if form.is_comment), None)
    if form:
        yield _commented(page, "a form for comments", form.anchor.start)
        return
    for sign, name in COMMENTS.items():
        if sign.encode() in page.small and (match := re.search(re.escape(sign), page.html, re.I)):
            yield _commented(page, name, match.start())
            return
    if not any(word in page.small for word in REPLYING):
        return
    ends = [(element.start, element.end) for element in page.by_tag.get("script", ())]
    for match in REPLIES.finditer(page.html):
        before = bisect_left(ends, (match.start(), 0)) - 1
        opens = page.html[max(match.start() - 200, 0) : match.start()].rstrip().endswith(">")
        if opens and (before < 0 or ends[before][1] <= match.start()):
            yield _commented(page, f"the words “{' '.join(match[1].split())}”", match.start(1))
            return


def _commented(page: Document, what: str, offset: int) -> Diagnostic:
    return Diagnostic(
        "TES-05", f"The page lets visitors publish comments, by {what}.", page.place(offset),
        "Turn comments off, and offer a private form for questions.", "warning",
    )


RULES: tuple[Rule, ...] = (own_rating, open_comments)
