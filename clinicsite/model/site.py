"""Everything that was read, in one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from clinicsite.model.clinic import Clinic
from clinicsite.model.evidence import WEAK, WeakEvidence
from clinicsite.model.form import Form
from clinicsite.model.kinds import Condition
from clinicsite.model.page import Page, Source
from clinicsite.model.reference import Pin, Reference, Term
from clinicsite.model.review import Review


@dataclass(frozen=True)
class FormFile:
    """A form, its id (`request-appointment`), address and source; `places` as on a page."""

    id: str
    url: str
    form: Form
    source: Source
    places: tuple[tuple[str, int, int], ...] = ()

    @property
    def thanks_url(self) -> str:
        return f"{self.url}thank-you/"


@dataclass(frozen=True)
class MediaFile:
    """A picture or drawing under content/. `digest` is the SHA-256 of its bytes."""

    path: str
    digest: str
    size: int


@dataclass(frozen=True)
class Site:
    """The clinic's site as read: live pages only. `held` names pages kept out (drafts, future, expired) and why."""

    clinic: Clinic
    clinic_source: Source
    pages: tuple[Page, ...]
    held: tuple[tuple[Page, str], ...]
    forms: tuple[FormFile, ...]
    glossary: tuple[Term, ...]
    references: Mapping[str, Reference]
    media: Mapping[str, MediaFile]
    clinic_places: tuple[tuple[str, int, int], ...] = ()
    pins: Mapping[str, Pin] | None = None
    """What content/references.lock holds, by DOI in small letters; None where there is no such file."""
    reviews: tuple[Review, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Page]:
        return {page.id: page for page in self.pages}

    @cached_property
    def by_source(self) -> Mapping[str, Page]:
        """Pages by source path under content/."""
        return {page.source.path: page for page in self.pages}

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Page, ...]]:
        kinds: dict[str, list[Page]] = {}
        for page in self.pages:
            kinds.setdefault(page.kind, []).append(page)
        return {kind: tuple(pages) for kind, pages in kinds.items()}

    @cached_property
    def forms_by_source(self) -> Mapping[str, FormFile]:
        return {form.source.path: form for form in self.forms}

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        return {term.id: term for term in self.glossary}

    @cached_property
    def weak_evidence(self) -> tuple[WeakEvidence, ...]:
        """The conditions for which the evidence is limited, mixed or none, each with its names and that grade.

        A condition without a grade counts as one without evidence.
        """
        graded = (
            WeakEvidence(page.name, page.meta.names, page.meta.evidence.grade if page.meta.evidence else "none")
            for page in self.by_kind.get("condition", ())
            if isinstance(page.meta, Condition)
        )
        return tuple(condition for condition in graded if condition.grade in WEAK)

    def named(self, kind: str, name: str) -> Page | None:
        """The page of this kind whose id ends in `name`, as front matter names people and locations."""
        return self._names.get((kind, name))

    def review_of(self, page: Page) -> Review | None:
        """The review on record of the words that this page's front matter says were reviewed."""
        found = self._reviews.get(page.meta.reviewed_words or "", ())
        return next((review for review in found if review.page == page.source.path), found[0] if found else None)

    @cached_property
    def _reviews(self) -> Mapping[str, tuple[Review, ...]]:
        reviews: dict[str, tuple[Review, ...]] = {}
        for review in self.reviews:
            reviews[review.words] = (*reviews.get(review.words, ()), review)
        return reviews

    @cached_property
    def _names(self) -> Mapping[tuple[str, str], Page]:
        return {(page.kind, page.name): page for page in self.pages}
