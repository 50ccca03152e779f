"""Everything that was read, in one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property

from clinicsite.model.clinic import Clinic
from clinicsite.model.evidence import WEAK, WeakEvidence
from clinicsite.model.form import Form
from clinicsite.model.frozen import frozen
from clinicsite.model.kinds import Condition
from clinicsite.model.languages import ENGLISH, LANGUAGES, Language
from clinicsite.model.page import Page, Source
from clinicsite.model.reference import Pin, Reference, Term
from clinicsite.model.review import Review


@frozen()
class FormFile:
    """A form, its id (`request-appointment`), address and source; `places` and `original` as on a page."""

    id: str
    url: str
    form: Form
    source: Source
    places: tuple[tuple[str, int, int], ...] = ()
    lang: str = ENGLISH.code
    original: str | None = None

    @property
    def name(self) -> str:
        """What requests go by, in whatever language they were written: the id of the English form."""
        return self.original or self.id

    @property
    def thanks_url(self) -> str:
        return f"{self.url}{self.form.thanks.slug}/"


@frozen()
class MediaFile:
    """A picture or drawing under content/. `digest` is the SHA-256 of its bytes."""

    path: str
    digest: str
    size: int


@frozen()
class Translation:
    """What a site says in a language besides English: live pages only, and facts with their words translated.

    `places` are those of its clinic.yaml. `noted` says, by the path of the English file, what it read when its translation was last declared true to it.
    """

    language: Language
    clinic: Clinic
    pages: tuple[Page, ...]
    forms: tuple[FormFile, ...]
    terms: Mapping[str, Term]
    records: tuple[Source, ...] = ()
    """Its clinic.yaml, and its glossary if it has one."""
    places: tuple[tuple[str, int, int], ...] = ()
    noted: Mapping[str, str] = field(default_factory=dict)

    @property
    def clinic_source(self) -> Source:
        return self.records[0]


@frozen()
class Site:
    """The clinic's site as read: live pages only. `held` names pages kept out (drafts, future, expired) and why.

    `pages` and `forms` are the English ones; those of other languages stand in `translations`.
    """

    clinic: Clinic
    clinic_source: Source
    pages: tuple[Page, ...]
    held: tuple[tuple[Page, str], ...]
    forms: tuple[FormFile, ...]
    glossary: tuple[Term, ...]
    references: Mapping[str, Reference]
    media: Mapping[str, MediaFile]
    clinic_places: tuple[tuple[str, int, int], ...] = ()
    glossary_source: Source | None = None
    translations: tuple[Translation, ...] = ()
    pins: Mapping[str, Pin] | None = None
    """What content/references.lock holds, by DOI in small letters; None where there is no such file."""
    reviews: tuple[Review, ...] = ()

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """The languages it speaks, English first."""
        return tuple(lang for lang in LANGUAGES if lang == ENGLISH or lang.code in self._by_language)

    @cached_property
    def _by_language(self) -> Mapping[str, Translation]:
        return {translation.language.code: translation for translation in self.translations}

    def in_language(self, code: str) -> Translation | None:
        """What it says in a language besides English, or None."""
        return self._by_language.get(code)

    def pages_in(self, code: str) -> tuple[Page, ...]:
        return self.pages if code == ENGLISH.code else self._by_language[code].pages if code in self._by_language else ()

    def forms_in(self, code: str) -> tuple[FormFile, ...]:
        return self.forms if code == ENGLISH.code else self._by_language[code].forms if code in self._by_language else ()

    @cached_property
    def all_pages(self) -> tuple[Page, ...]:
        """The pages of every language."""
        return tuple(page for language in self.languages for page in self.pages_in(language.code))

    @cached_property
    def all_forms(self) -> tuple[FormFile, ...]:
        """The forms of every language."""
        return tuple(form for language in self.languages for form in self.forms_in(language.code))

    def counterpart(self, target: Page | FormFile, code: str) -> Page | FormFile | None:
        """The same page or form in another language; None where that language has none."""
        kind = "page" if isinstance(target, Page) else "form"
        name = target.first_id if isinstance(target, Page) else target.name
        return self._counterparts.get((kind, name, code))

    @cached_property
    def _counterparts(self) -> Mapping[tuple[str, str, str], Page | FormFile]:
        pages = {("page", page.first_id, page.lang): page for page in self.all_pages}
        return pages | {("form", form.name, form.lang): form for form in self.all_forms}

    @cached_property
    def by_id(self) -> Mapping[str, Page]:
        return {page.id: page for page in self.all_pages}

    @cached_property
    def by_source(self) -> Mapping[str, Page]:
        """Pages by source path under content/."""
        return {page.source.path: page for page in self.all_pages}

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Page, ...]]:
        kinds: dict[str, list[Page]] = {}
        for page in self.pages:
            kinds.setdefault(page.kind, []).append(page)
        return {kind: tuple(pages) for kind, pages in kinds.items()}

    @cached_property
    def forms_by_source(self) -> Mapping[str, FormFile]:
        return {form.source.path: form for form in self.all_forms}

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
