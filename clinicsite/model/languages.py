"""The languages of a site: English in content/ itself, every other in a folder of its own that mirrors it."""

from __future__ import annotations

from clinicsite.model.frozen import frozen


@frozen(slots=True)
class Language:
    """`code` is what `<html lang>` says; `folder` is where its pages lie in content/ and in the site's addresses."""

    code: str
    folder: str
    name: str
    """As its own readers call it."""

    @property
    def short(self) -> str:
        """The language without its country, as `hreflang` gives it: readers from everywhere are meant."""
        return self.code.partition("-")[0]

    @property
    def home(self) -> str:
        """The id of its home page."""
        return self.folder


ENGLISH = Language("en-US", "", "English")
SPANISH = Language("es-US", "es", "Español")
LANGUAGES: tuple[Language, ...] = (ENGLISH, SPANISH)
"""English, which everything is translated from, comes first."""

BY_CODE = {language.code: language for language in LANGUAGES}
BY_FOLDER = {language.folder: language for language in LANGUAGES}


def language_of(path: str) -> Language:
    """The language of a file of content/, by its folder: `es/pages/fees.md` is Spanish, `pages/fees.md` English."""
    return BY_FOLDER.get(path.partition("/")[0] if "/" in path else "", ENGLISH)


def original_of(path: str) -> str:
    """The file that a file translates, by its path: `es/pages/fees.md` -> `pages/fees.md`; an English one is its own."""
    folder = language_of(path).folder
    return path.removeprefix(f"{folder}/") if folder else path
