"""`check PATH…`: documents from anywhere, and single files of a site, judged and gathered into one result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from clinicsite.check.foreign import check_foreign
from clinicsite.claims.desk import judge
from clinicsite.claims.papers import prose_of_paper
from clinicsite.judging import matters, prose_of
from clinicsite.language.passage import Prose
from clinicsite.model.diagnostic import Diagnostic, by_place
from clinicsite.model.frozen import frozen
from clinicsite.pipeline import BuildResult, build, build_day
from clinicsite.read.library import read_library
from clinicsite.read.papers import Paper, read_papers
from clinicsite.rendering import Progress
from clinicsite.settings import Settings

MISSING = "READ014"
PAGE_CHECKS: tuple[Callable[[str, str], Iterable[Diagnostic]], ...] = (check_foreign,)
"""What judges any page of HTML besides its words: functions of its file's name and its text."""


@frozen()
class Inspection:
    """What was found, and the texts it was found in. `is_missing` tells of a path that leads nowhere."""

    result: BuildResult
    proses: tuple[Prose, ...] = ()

    @property
    def is_missing(self) -> bool:
        return any(d.code == MISSING for d in self.result.diagnostics)


def inspect(
    paths: Sequence[str], settings: Settings | None, stdin: Callable[[], bytes], kind: str | None = None, strict: bool = False,
    reading: bool = False, progress: Progress | None = None,
) -> Inspection:
    """Judge what stands at these paths; without any, the whole site of `settings`.

    Files under the site's content/ are judged as its pages. Anything else is a document by itself. With `reading` the
    result holds the prose of all that was judged.
    """
    own = [path for path in paths if settings and path != "-" and _is_content(path, settings)]
    others = [path for path in paths if path not in own]
    found: list[Inspection] = []
    if settings and (own or not paths):
        found.append(_inspect_site(settings, [Path(path).resolve() for path in own], reading, progress))
    if others:
        found.append(_inspect_papers(others, settings.root if settings else Path.cwd(), stdin, kind))
    return _together(found, strict)


def _is_content(path: str, settings: Settings) -> bool:
    try:
        resolved = Path(path).resolve()
        return resolved.is_relative_to(settings.content_folder.resolve()) and resolved.exists()
    except (OSError, ValueError, RuntimeError):
        return False


def _inspect_site(settings: Settings, only: list[Path], reading: bool, progress: Progress | None) -> Inspection:
    result = build(settings, publishing=False, progress=progress)
    library = read_library(settings, build_day(settings)) if reading or only else None
    about = [matter for matter in matters(library) if _is_among(matter.source.file, only, settings)] if library else []
    if only:
        names = {f"site/{matter.page.path}" for matter in about if matter.page}
        told = (d for d in result.diagnostics if d.where.file in names or _is_among(d.where.file, only, settings))
        result = replace(result, diagnostics=tuple(told), pages=len(about))
    return Inspection(result, tuple(prose_of(matter) for matter in about) if reading else ())


def _is_among(file: str, only: list[Path], settings: Settings) -> bool:
    """Whether a file of content/, as messages name it, lies at one of these paths or under it."""
    if not only:
        return True
    path = (settings.content_folder / file.removeprefix("content/")).resolve()
    return file.startswith("content/") and any(path.is_relative_to(one) for one in only)


def _inspect_papers(paths: list[str], root: Path, stdin: Callable[[], bytes], kind: str | None) -> Inspection:
    found: list[Diagnostic] = []
    proses: list[Prose] = []
    texts: dict[str, str] = {}
    for paper in read_papers(paths, lambda path: name_of(path, root), stdin):
        if isinstance(paper, Diagnostic):
            found.append(paper)
            texts[paper.where.file] = ""
            continue
        prose, problems = prose_of_paper(paper, kind)
        proses.append(prose)
        texts[paper.file] = paper.text
        found += (*problems, *(judge(prose) if prose.passages else ()), *beside_words(paper))
    return Inspection(BuildResult(by_place(found), pages=len(proses), texts=texts), tuple(proses))


def beside_words(paper: Paper) -> Iterator[Diagnostic]:
    """What is wrong with a page of HTML besides its words, such as what it loads and what its forms ask."""
    for check in PAGE_CHECKS if paper.form == "html" else ():
        yield from check(paper.file, paper.text)


def name_of(path: Path, root: Path) -> str:
    """What messages call a file: its path from `root`, or in full where it does not lie there."""
    whole = path if path.is_absolute() else Path.cwd() / path
    try:
        return whole.resolve().relative_to(root.resolve()).as_posix()
    except (ValueError, OSError, RuntimeError):
        return path.as_posix() if root == Path.cwd() else whole.as_posix()


def _together(found: list[Inspection], strict: bool) -> Inspection:
    results = [inspection.result for inspection in found]
    diagnostics = by_place(d for result in results for d in result.diagnostics)
    if strict:
        diagnostics = tuple(d.as_error() if d.severity == "warning" else d for d in diagnostics)
    texts = {file: text for result in results for file, text in result.texts.items()}
    first = results[0] if results else BuildResult(())
    result = replace(first, diagnostics=diagnostics, pages=sum(r.pages for r in results), texts=texts)
    return Inspection(result, tuple(prose for inspection in found for prose in inspection.proses))


