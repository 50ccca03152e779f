"""What a page can ask about the site, and the digest of each answer.

A Need is current while the digest of the same question is still the same. `Facts` answers both sides: `View` asks it
while rendering, the pipeline asks it again to see whether an output still holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from clinicsite.model.frozen import frozen
from clinicsite.model.languages import ENGLISH
from clinicsite.model.page import Page
from clinicsite.model.picture import Flaw, Picture
from clinicsite.model.site import FormFile, MediaFile, Site
from clinicsite.model.standing import Standing, standing_of
from clinicsite.render.outlines import Outlines, digest
from clinicsite.render.prints import Shot
from clinicsite.render.related import index_marks, related_to
from clinicsite.settings import Settings

DRAWN = "drawn"
"""The digest of every card: its name says all that it is drawn from."""


@frozen(slots=True)
class Known:
    """What an earlier build found among all pages of a site: its `standing`, and the answers of `Facts.others` by kind and
    name."""

    standing: Standing
    others: Mapping[tuple[str, str], tuple[Page | None, ...]]


class Facts:
    """The site as something to be asked. `template_digest`, `asset_digest` and `styles_digest` look at the template folders,
    `look` at a picture; `outlines` are what an earlier build knew of pages, and `known` is what it knew of a site of which not
    all is at hand."""

    def __init__(
        self,
        site: Site,
        settings: Settings,
        clock: date,
        template_digest: Callable[[str], str],
        asset_digest: Callable[[str], str],
        look: Callable[[MediaFile], Picture | Flaw] | None = None,
        styles_digest: Callable[[], str] = str,
        outlines: Outlines | None = None,
        known: Known | None = None,
    ) -> None:
        self._look, self._outlines = look, outlines or Outlines()
        self._known, self._others = known, dict(known.others) if known else {}
        self.site, self.settings, self.clock = site, settings, clock
        self._kinds: dict[str, Callable[[str], str]] = {
            "clinic": lambda name: self.clinic_digest if not name else self._clinic_digest_in(name),
            "languages": lambda name: digest(*(language.code for language in self.site.languages)),
            "counterpart": lambda name: self._counterpart_digest(name),
            "clock": lambda name: str(self.clock),
            "settings": lambda name: self.settings_digest,
            "standing": lambda name: self.standing,
            "address": lambda name: self.address_digest(name),
            "page": lambda name: self.page_digest(name),
            "body": lambda name: self.body_digest(name),
            "listing": lambda name: self.listing_digest(name),
            "form": lambda name: self._form_digests.get(name, ""),
            "forms": lambda name: digest(*sorted(self._form_digests.items())),
            "term": lambda name: self._term_digest(name),
            "terms": lambda name: digest(repr(self.site.glossary)),
            "reference": lambda name: self.reference_digest(name),
            "media": lambda name: self._media_digest(name),
            "file": lambda name: self._media_digest(name),
            "picture": lambda name: self._media_digest(Shot.named(name).path),
            "card": lambda name: DRAWN,
            "beside": lambda name: self._beside_digest(name),
            "related": lambda name: self._others_digest("related", name),
            "neighbours": lambda name: self._others_digest("neighbours", name),
            "newest": lambda name: self._others_digest("newest", name),
            "feed": lambda name: "there" if self.others("feed", name) else "",
            "template": template_digest,
            "asset": asset_digest,
            "styles": lambda name: styles_digest(),
        }
        self._cache: dict[tuple[str, str], str] = {}
        self._page_digests: dict[str, str] = {}

    def digest(self, kind: str, name: str) -> str:
        """The digest of the answer to a question today; empty when there is no such thing any more."""
        key = (kind, name)
        if key not in self._cache:
            self._cache[key] = self._kinds[kind](name) if kind in self._kinds else ""
        return self._cache[key]

    @cached_property
    def clinic_digest(self) -> str:
        return digest(repr(self.site.clinic), self.site.clinic_source.digest)

    @cached_property
    def settings_digest(self) -> str:
        return digest(self.base_url, self.settings.drafts, self.settings.future)

    @cached_property
    def base_url(self) -> str:
        return (self.settings.base_url or self.site.clinic.base_url).rstrip("/")

    @cached_property
    def base_path(self) -> str:
        return re.sub(r"^https?://[^/]+", "", self.base_url)

    @cached_property
    def standing(self) -> Standing:
        return self._known.standing if self._known else standing_of(self.site, self.settings)

    def page_digest(self, page_id: str) -> str:
        """Everything of a page that other pages may show: its front matter, address and minutes, never its body."""
        if page_id not in self._page_digests:
            page = self.site.by_id.get(page_id)
            self._page_digests[page_id] = self._outlines.digest(page) if page else ""
        return self._page_digests[page_id]

    def address_digest(self, page_id: str) -> str:
        page = self.site.by_id.get(page_id)
        return digest(page.url) if page else ""

    def body_digest(self, page_id: str) -> str:
        page = self.site.by_id.get(page_id)
        return page.source.digest if page else ""

    def reference_digest(self, key: str) -> str:
        found = self.site.references.get(key)
        return digest(repr(replace(found, where=None, places=()))) if found else ""  # type: ignore[arg-type]

    @cached_property
    def _form_digests(self) -> dict[str, str]:
        return {
            form.id: form.source.digest if form.original is None else digest(form.source.digest, repr(form.form))
            for form in self.site.all_forms
        }

    @cached_property
    def _forms_by_id(self) -> Mapping[str, FormFile]:
        return {form.id: form for form in self.site.all_forms}

    def _clinic_digest_in(self, code: str) -> str:
        found = self.site.in_language(code)
        return digest(repr(found.clinic)) if found else ""

    def _counterpart_digest(self, name: str) -> str:
        """Where `page es-US fees` leads: the address of the page `fees` in that language."""
        kind, code, target = name.split(" ", 2)
        own: Mapping[str, Page | FormFile] = self.site.by_id if kind == "page" else self._forms_by_id
        found = self.site.counterpart(own[target], code) if target in own else None
        return digest(found.url) if found else ""

    def _term_digest(self, name: str) -> str:
        """Of a term, or of its translation: `es-US/dissociation`."""
        code, slash, term = name.partition("/")
        found = self.site.in_language(code) if slash else None
        return digest(repr(self.site.terms.get(name)) if not slash else repr(found and found.terms.get(term)))

    def _media_digest(self, path: str) -> str:
        found = self.site.media.get(path)
        return found.digest[:16] if found else ""

    def picture(self, path: str) -> Picture:
        """What a picture of pixels is. Raises LookupError where it cannot be used."""
        if path not in self._pictures:
            found = self._look(self.site.media[path]) if self._look else None
            if not isinstance(found, Picture):
                raise LookupError(f"The picture `{path}` cannot be used.")
            self._pictures[path] = found
        return self._pictures[path]

    @cached_property
    def _pictures(self) -> dict[str, Picture]:
        return {}

    def _beside_digest(self, path: str) -> str:
        """Whether a link finds a page, a form or a file at this path; empty while it has to look further."""
        kinds = (self.site.by_source, self.site.forms_by_source, self.site.media)
        return "there" if any(path in kind for kind in kinds) else ""

    def others(self, kind: str, name: str) -> tuple[Page | None, ...]:
        """What is found among all articles: `related` to the page of this id, its `neighbours`, the `newest` of `20 topic=x`, or
        one that stands in the `feed` of a listing. Raises KeyError for another kind."""
        if (kind, name) not in self._others:
            find = {"related": self._related, "neighbours": self._neighbours, "newest": self._newest, "feed": self._in_feed}[kind]
            self._others[kind, name] = find(name)
        return self._others[kind, name]

    def _others_digest(self, kind: str, name: str) -> str:
        found = self.others(kind, name)
        if not found and kind != "newest" and name not in self.site.by_id:
            return ""
        return digest(*(f"{page.id} {self.page_digest(page.id)}" if page else "" for page in found))

    def _related(self, page_id: str) -> tuple[Page, ...]:
        """The articles closest to a page, closest first."""
        page = self.site.by_id.get(page_id)
        return related_to(page, self._marks(page.lang)) if page else ()

    def _in_feed(self, query: str) -> tuple[Page, ...]:
        return tuple(page for page in self.listing(query) if page.in_feeds)[:1]

    def _newest(self, name: str) -> tuple[Page, ...]:
        """Of the pages of a listing that have a day, as many as the number before it says, newest first."""
        count, _, query = name.partition(" ")
        found = [page for page in self.listing(query) if page.in_feeds]
        return tuple(sorted(found, key=lambda page: (page.changed, page.id), reverse=True)[: int(count)])

    def _neighbours(self, page_id: str) -> tuple[Page | None, ...]:
        """The articles before and after this one in its topic, None at either end."""
        page = self.site.by_id.get(page_id)
        if page is None or not page.meta.topic:
            return ()
        query = query_of(page.lang, kind="article", topic=page.meta.topic)
        order, places = self.listing(query), self._places(query)
        at = places.get(page.id)
        if at is None:
            return ()
        return (order[at - 1] if at else None), (order[at + 1] if at + 1 < len(order) else None)

    def _places(self, query: str) -> Mapping[str, int]:
        """Where each page stands in a listing, by id."""
        if query not in self._places_by_query:
            self._places_by_query[query] = {page.id: at for at, page in enumerate(self.listing(query))}
        return self._places_by_query[query]

    @cached_property
    def _places_by_query(self) -> dict[str, Mapping[str, int]]:
        return {}

    def _marks(self, code: str) -> Mapping[tuple[str, str], tuple[Page, ...]]:
        if code not in self._marks_by_language:
            self._marks_by_language[code] = index_marks(self.listing(query_of(code, kind="article")))
        return self._marks_by_language[code]

    @cached_property
    def _marks_by_language(self) -> dict[str, Mapping[tuple[str, str], tuple[Page, ...]]]:
        return {}

    def listing_digest(self, query: str) -> str:
        return digest(*(f"{page.id} {self.page_digest(page.id)}" for page in self.listing(query)))

    def listing(self, query: str) -> tuple[Page, ...]:
        """The live pages of a query such as `kind=article topic=aftercare`, by weight, then title."""
        if query not in self._listings:
            criteria = [part.partition("=")[::2] for part in query.split(" ") if part]
            kinds = [value for key, value in criteria if key == "kind"]
            code = next((value for key, value in criteria if key == "lang"), ENGLISH.code)
            pages: Iterable[Page] = self.site.pages_in(code)
            if kinds and code == ENGLISH.code:
                pages = (page for kind in kinds[0].split(",") for page in self.site.by_kind.get(kind, ()))
            elif kinds:
                pages = [page for page in pages if page.kind in kinds[0].split(",")]
            asked = [(key, value) for key, value in criteria if key not in ("kind", "lang")]
            found = [p for p in pages if all(matches(p, key, value) for key, value in asked)]
            self._listings[query] = tuple(sorted(found, key=lambda p: (p.meta.weight, p.title.casefold(), p.id)))
        return self._listings[query]

    @cached_property
    def _listings(self) -> dict[str, tuple[Page, ...]]:
        return {}


def query_of(language: str, /, **criteria: str | tuple[str, ...] | None) -> str:
    """A listing's query, as in `kind=article topic=aftercare`. English stands for itself."""
    if language != ENGLISH.code:
        criteria = {"lang": language, **criteria}
    return " ".join(
        f"{key}={','.join(value) if isinstance(value, tuple) else value}"
        for key, value in sorted(criteria.items())
        if value is not None
    )


SINGLE = {"topic": "topic", "stage": "stage", "series": "series", "layout": "layout"}
MANY = {"tag": "tags", "about": "about", "author": "authors", "condition": "conditions", "treatment": "treatments"}


def matches(page: Page, key: str, value: str) -> bool:
    """Whether a page answers one criterion of a listing. A page that names no location belongs to all."""
    meta: Any = page.meta
    if key in SINGLE:
        return getattr(meta, SINGLE[key], None) == value
    if key in MANY:
        return value in getattr(meta, MANY[key], ())
    if key == "location":
        return not meta.locations or value in meta.locations
    raise TypeError(f"`view.pages` takes kind, {', '.join([*SINGLE, *MANY])} and location, not `{key}`.")
