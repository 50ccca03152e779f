"""What was read, kept as text between builds, so that what did not change is not parsed again.

Kept are pages and files of facts in which nothing was wrong. Front matter is taken up at once, because lists and menus ask all
pages for theirs; what a body holds is taken up when somebody asks.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from functools import partial
from typing import Any, NamedTuple, Protocol

from clinicsite.model.diagnostic import Diagnostic
from clinicsite.model.page import BlockUse, Body, Citation, Heading, Link, Page, Source
from clinicsite.read.as_json import from_json, meta_from_json, meta_to_json, to_json
from clinicsite.read.pages import read_page
from clinicsite.read.reader import Read, Reader
from clinicsite.read.scan import scan
from clinicsite.read.words import STAMP_SIGNS

FRONT, BODY, FACTS = "front matter", "body", "facts file"
"""The kinds of text that are kept, each by the path of its source."""
DAMAGED = (ValueError, TypeError, LookupError, AttributeError, ImportError)
"""What taking up a text that holds something else may raise."""

STAMPED = re.compile(rf"^reviewed_words: ({STAMP_SIGNS})$", re.MULTILINE)
WORTH_SHARING = 40
"""So many pages take longer to read than another process to start."""

Share = Callable[[Sequence[Callable[[], Any]], int], list[Any]]
"""Does tasks, at once where there are as many as the number says, and gives their results in order."""


class Texts(Protocol):
    """What keeps texts from one build to the next, for as long as the engine is the same."""

    def text(self, kind: str, name: str) -> str | None: ...
    def texts(self, kind: str) -> Mapping[str, str]: ...
    def keep_text(self, kind: str, name: str, text: str) -> None: ...


class KeptReader(Reader):
    """Reads sources as their readers do. Texts that hold nothing, or what another source said, are as good as none."""

    def __init__(self, texts: Texts, share: Share | None = None) -> None:
        self.texts, self.share = texts, share
        self.made: dict[str, str] = {}

    def ahead(self, sources: Iterable[Source]) -> None:
        """Reads pages that will be asked for, as far as they are new."""
        known = self.texts.texts(FRONT)
        new = [source for source in sources if not known.get(source.path, "").startswith(f'["{source.digest}"')]
        if self.share and len(new) >= WORTH_SHARING:
            for source, texts in zip(new, self.share([partial(_read, source) for source in new], WORTH_SHARING), strict=True):
                self._keep(source, texts)

    def page(self, source: Source) -> tuple[Page | None, tuple[Diagnostic, ...]]:
        """The page of one Markdown source with everything that is wrong in it; None when it cannot be a page."""
        kept = self.made.get(source.path) or self.texts.texts(FRONT).get(source.path)
        if kept is not None:
            try:
                front = _Front(*json.loads(kept))
                if front.digest == source.digest:
                    return self._page(front, source, KeptBody(front, source, lambda: self._body(front, source))), ()
                if (now := _below_the_same(front, source)) is not None:
                    return self._with_new_body(now, source), ()
            except DAMAGED:
                pass
        page, problems = read_page(source)
        if page is not None and not problems:
            self._keep(source, _texts_of(page))
        return page, problems

    def as_kept(self, path: str) -> Page | None:
        """The page of this source as it was when it was last read, without its text; None where that was not kept."""
        front_text, body_text = (self.texts.texts(kind).get(path) for kind in (FRONT, BODY))
        if front_text is None or body_text is None:
            return None
        try:
            front, kept = _Front(*json.loads(front_text)), json.loads(body_text)
            if kept[0] != front.digest:
                return None
            return self._page(front, Source(path, "", front.digest), _body_of(front, kept))
        except DAMAGED:
            return None

    def facts(self, read: Callable[..., Read], source: Source, *more: Source | Hashable) -> Read:
        """What `read` makes of a file of facts, and of whatever else it is told. The last of its answer is what is wrong
        there."""
        key = _key(source, *more)
        kept = self.texts.texts(FACTS).get(source.path)
        if kept is not None and kept.startswith(f'["{key}"'):
            try:
                return (*from_json(json.loads(kept)[1], source), ())  # type: ignore[return-value]
            except DAMAGED:
                pass
        *values, problems = found = read(source, *more)
        if not problems:
            try:
                self.texts.keep_text(FACTS, source.path, _written([key, to_json(tuple(values), source)]))
            except TypeError:
                pass
        return found

    def _page(self, front: _Front, source: Source, body: Body) -> Page:
        return Page(
            id=front.id, kind=front.kind, url=front.url, path=front.path, meta=meta_from_json(front.name, front.plain, front.rest), body=body,
            source=source, places=tuple([tuple(place) for place in front.places]),
        )

    def _with_new_body(self, front: _Front, source: Source) -> Page:
        """Nothing of what a page is told by its front matter depends on its body, and nothing in a body is wrong as such."""
        body = scan(source.text[front.length :], front.first_line)
        above = [citation for citation in _citations(front.citations) if citation.line < front.first_line]
        page = self._page(front, source, replace(body, citations=(*above, *body.citations)))
        self._keep(source, _texts_of(page))
        return page

    def _keep(self, source: Source, texts: tuple[str, str] | None) -> None:
        if texts:
            self.made[source.path] = texts[0]
            for kind, text in zip((FRONT, BODY), texts):
                self.texts.keep_text(kind, source.path, text)

    def _body(self, front: _Front, source: Source) -> Body:
        """The body of a page in which nothing is wrong, without its text, which is in the source."""
        kept = self.texts.text(BODY, source.path)
        if kept is not None and kept.startswith(f'["{source.digest}"'):
            try:
                return _body_of(front, json.loads(kept))
            except (ValueError, TypeError):
                pass
        page, _ = read_page(source)
        assert page is not None
        return page.body


def _key(source: Source, *more: Source | Hashable) -> str:
    """Stands for a source, and for all that is read with it."""
    return _digest(repr([part.digest if isinstance(part, Source) else part for part in (source, *more)])) if more else source.digest


def _below_the_same(front: _Front, source: Source) -> _Front | None:
    """What is kept of a page, for a source with the same front matter or with another stamp in it; None where it says anything
    else."""
    head = source.text[: front.length]
    now = _digest(head)
    if now == front.head:
        return front
    stamp, found = front.plain.get("reviewed_words"), STAMPED.findall(head)
    if not isinstance(stamp, str) or len(found) != 1 or head.count("reviewed_words") != 1:
        return None
    if _digest(STAMPED.sub(f"reviewed_words: {stamp}", head)) != front.head:
        return None
    return front._replace(head=now, plain={**front.plain, "reviewed_words": found[0]})


def _read(source: Source) -> tuple[str, str] | None:
    page, problems = read_page(source)
    return None if page is None or problems else _texts_of(page)


def _texts_of(page: Page) -> tuple[str, str] | None:
    """What is kept of a page; None where it cannot be."""
    source, body = page.source, page.body
    head = source.text.removesuffix(body.text)
    if not head.endswith("\n") or head + body.text != source.text:
        return None
    try:
        front = _Front(
            source.digest, _digest(head), len(head), body.first_line, [[c.keys, c.line, c.column] for c in body.citations],
            page.id, page.kind, page.url, page.path, *meta_to_json(page.meta), page.places,
        )
        return _written(front), _written(_body(source, body))
    except TypeError:
        return None


class _Front(NamedTuple):
    """What is kept of a page besides its body. `head` is the digest of the text above the body, `length` its length."""

    digest: str
    head: str
    length: int
    first_line: int
    citations: list[Any]
    id: str
    kind: str
    url: str
    path: str
    name: str
    plain: dict[str, Any]
    rest: dict[str, Any]
    places: Any


class KeptBody(Body):
    """A body that is taken up when it is first asked for what is not kept with the front matter. It equals the body that it
    stands for."""

    __slots__ = ("start", "source", "take_up")

    def __init__(self, front: _Front, source: Source, take_up: Callable[[], Body]) -> None:
        values = {
            "first_line": front.first_line, "citations": _citations(front.citations), "start": front.length, "source": source,
            "take_up": take_up,
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        if name not in NAMES:
            raise AttributeError(name)
        if name == "text":
            object.__setattr__(self, "text", self.source.text[self.start :])
        else:
            body = self.take_up()
            for each in TAKEN_UP:
                object.__setattr__(self, each, getattr(body, each))
        return getattr(self, name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Body) and all(getattr(self, name) == getattr(other, name) for name in NAMES)

    def __hash__(self) -> int:
        return hash((self.text, self.first_line))

    def __reduce__(self) -> tuple[Any, ...]:
        return Body, tuple(getattr(self, name) for name in NAMES)


NAMES = tuple(each.name for each in fields(Body))
TAKEN_UP = tuple(name for name in NAMES if name not in ("text", "first_line", "citations"))


def _body(source: Source, body: Body) -> list[Any]:
    return [
        source.digest, body.words, body.lead_words,
        [[h.level, h.text, h.id, h.line, h.words, h.figures] for h in body.headings],
        [[link.target, link.text, link.line, link.column, link.image] for link in body.links],
        [[b.name, b.argument, b.line, b.end, b.depth] for b in body.blocks],
    ]


def _body_of(front: _Front, kept: list[Any]) -> Body:
    _, words, lead_words, headings, links, blocks = kept
    return Body(
        text="", first_line=front.first_line, headings=tuple(Heading(*h) for h in headings),
        links=tuple(Link(*link) for link in links), citations=_citations(front.citations),
        blocks=tuple(BlockUse(*block) for block in blocks), words=words, lead_words=lead_words,
    )


def _citations(kept: list[Any]) -> tuple[Citation, ...]:
    return tuple([Citation(tuple(keys), line, column) for keys, line, column in kept])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _written(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
