"""Keeps the catalogues true to the templates and the engine: `python -m clinicsite.language.catalogue`

finds every message, adds the new ones to each language's catalogue for somebody to translate, and takes out those that
nothing says any more.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from clinicsite.language.tongue import catalogue_of
from clinicsite.model.formats import STATES
from clinicsite.model.languages import ENGLISH, LANGUAGES

ENGINE = Path(__file__).resolve().parent.parent
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "gettext": None, "_": None, "noted": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2),
}  # fmt: skip
TEMPLATES = {"trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false", "newstyle_gettext": "true"}
"""As `render.environment` sets Jinja up."""

Found = tuple[str, int, str | tuple[str, ...], str | None]


def messages(templates: Path, engine: Path = ENGINE) -> Iterator[Found]:
    """Every message: the file that says it (from the folder above `engine`), the line, its words and its context."""
    from babel.messages.extract import extract_from_file

    for folder, pattern, method, options in (
        (templates, "**/*.html", "jinja2.ext:babel_extract", TEMPLATES), (engine, "**/*.py", "python", {}),
    ):
        for path in sorted(folder.glob(pattern)):
            name = path.relative_to(folder.parent).as_posix()
            for line, words, _, context in extract_from_file(method, path, KEYWORDS, (), options):
                yield name, line, words, context
    for state in STATES.values():
        yield "clinicsite/model/formats.py", 1, state, None


def written(found: list[Found], path: Path, locale: str) -> bytes:
    """The catalogue at `path` brought up to date. What it says already is kept; what is new has no words yet."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po, write_po

    fresh = Catalog(locale=locale, project="clinicsite", fuzzy=False)
    for name, _, words, context in found:
        fresh.add(words, locations=[(name, 1)], context=context)
    known = Catalog(locale=locale)
    if path.is_file():
        with path.open("rb") as file:
            known = read_po(file, locale=locale)
    for message in fresh:
        old = known.get(message.id, message.context) if message.id else None
        if old is not None:
            message.string = old.string
    file = io.BytesIO()
    write_po(file, fresh, width=110, omit_header=True, sort_output=True, include_lineno=False)
    header = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: {locale}\\n"\n\n'
    return (header + file.getvalue().decode().strip() + "\n").encode()


def main() -> None:
    """Bring every catalogue up to date and say what is left to translate."""
    from clinicsite.language.tongue import read_messages

    inside = ENGINE / "templates"
    found = list(messages(inside if inside.is_dir() else ENGINE.parent / "templates"))
    for language in LANGUAGES:
        if language == ENGLISH:
            continue
        path = catalogue_of(language.short)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(found, path, language.short))
        total = len({(words, context) for _, _, words, context in found})
        print(f"{path.relative_to(ENGINE.parent)}: {total} messages, {total - len(read_messages(path))} to translate")


if __name__ == "__main__":
    main()
