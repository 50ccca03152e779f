"""An English file and its translation, which rules compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256

from clinicsite.model.frozen import frozen
from clinicsite.model.languages import original_of
from clinicsite.model.page import Page, Source
from clinicsite.model.site import Site, Translation


@frozen(slots=True)
class Pair:
    """`page` is the translation where it is a page. `noted` is what the command `translated` noted of the English file: nothing
    where it was not told of it, None where it was told of none in that language."""

    english: Source
    other: Source
    page: Page | None = None
    noted: str | None = None

    @property
    def key(self) -> str:
        """16 hex digits for all that is compared."""
        parts = (self.english.path, self.english.digest, self.other.path, self.other.digest, self.page is None, self.noted)
        return sha256(repr(parts).encode()).hexdigest()[:16]


def pairs_of(site: Site) -> Iterator[Pair]:
    """Every file of the site that is translated, with each of its translations."""
    forms = {form.id: form.source for form in site.forms}
    for translation in site.translations:
        for page in translation.pages:
            yield _pair(site.by_id[page.first_id].source, page.source, translation, page)
        for form in translation.forms:
            yield _pair(forms[form.name], form.source, translation)
        for record in translation.records:
            english = site.clinic_source if original_of(record.path) == "clinic.yaml" else site.glossary_source or record
            yield _pair(english, record, translation)


def _pair(english: Source, other: Source, translation: Translation, page: Page | None = None) -> Pair:
    noted: Mapping[str, str] = translation.noted
    return Pair(english, other, page, noted.get(english.path, "") if noted else None)
