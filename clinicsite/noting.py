"""`clinicsite translated`: notes what the English texts say, so that a later change of theirs is told to the translation."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path

from clinicsite.model.languages import ENGLISH, LANGUAGES, language_of, original_of
from clinicsite.model.page import Source
from clinicsite.read.files import read_files
from clinicsite.read.translations import NOTED
from clinicsite.read.units import digests, units_of
from clinicsite.read.yaml_nodes import read_yaml
from clinicsite.settings import Settings

HEADING = """\
# What the English files said when their translations were last compared with them: a few digits for each text.
# Written by `python build.py translated`; nothing here is for editing.
"""
WIDTH = 118


class NotNoted(Exception):
    """Nothing was noted; the message says why."""


def note_translations(settings: Settings, paths: Sequence[Path]) -> list[str]:
    """Note that these translations, or all in these folders, say what the English files say now.

    Returns the files noted, relative to the site's folder. Raises NotNoted where a path holds no translation.
    """
    content = settings.content_folder.resolve()
    sources = {source.path: source for source in read_files(content).sources}
    chosen = [source for path in paths for source in _translations(path, content, sources)]
    for language in LANGUAGES:
        own = [source for source in chosen if source.language == language]
        if own and language != ENGLISH:
            _note(content / language.folder / NOTED, own, sources)
    return sorted({source.file for source in chosen})


def _translations(path: Path, content: Path, sources: dict[str, Source]) -> list[Source]:
    absolute = path.resolve()
    if not absolute.is_relative_to(content):
        raise NotNoted(f"{path} does not lie in content/. Name a translation, as in content/es/pages/fees.md.")
    name = absolute.relative_to(content).as_posix()
    inside = [source for key, source in sources.items() if key == name or key.startswith(f"{name}/") or name == "."]
    found = [s for s in inside if s.language != ENGLISH and original_of(s.path) in sources and original_of(s.path) != NOTED]
    if not found:
        what = "is no translation" if language_of(name) == ENGLISH else "translates nothing"
        raise NotNoted(f"{path} {what}. Name a file or folder under content/es/.")
    return found


def _note(file: Path, chosen: Sequence[Source], sources: dict[str, Source]) -> None:
    folder = chosen[0].language.folder
    noted: dict[str, str] = {}
    if old := sources.get(f"{folder}/{NOTED}"):
        values = read_yaml(old.text, old.file).values
        known = values if isinstance(values, dict) else {}
        noted = {key: value for key, value in known.items() if f"{folder}/{key}" in sources and isinstance(value, str)}
    for source in chosen:
        path = original_of(source.path)
        noted[path] = " ".join(digests(units_of(sources[path])))
    entries = (f"{path}: >-\n{_wrapped(text)}\n" for path, text in sorted(noted.items()))
    temporary = file.with_name(f".{NOTED}.new")
    temporary.write_text(HEADING + "".join(entries), "utf-8")
    temporary.replace(file)


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="  ", subsequent_indent="  ")
