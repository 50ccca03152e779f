"""`check`: a site or other texts judged, and what is said, written and explained of it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from clinicsite.cli import ERRORS, OK, WRONG_COMMAND, CommandError, progress_bar, report
from clinicsite.inspecting import Inspection, inspect
from clinicsite.pipeline import BuildResult, build_day
from clinicsite.read.papers import LARGEST
from clinicsite.report import families
from clinicsite.settings import Settings


def check(settings: Settings | None, options: argparse.Namespace) -> int:
    """Carry out `check` and give its exit code. Without `settings` there is no site. Raises CommandError."""
    if options.explain:
        return _explain(options.explain)
    if options.fix:
        _mend(settings, options)
    progress, finish = progress_bar(options.quiet or options.format != "text")
    try:
        inspection = inspect(
            options.paths, settings, _standard_input, options.kind, options.strict, bool(options.report), progress
        )
    finally:
        finish()
    result, root = inspection.result, settings.root if settings else Path.cwd()
    sys.stdout.write(report(result, root, options))
    sys.stdout.flush()
    if options.report:
        _write_report(inspection, settings, options.report)
    if options.format == "text" and not options.quiet:
        print(_said(result, options), end="")
    return WRONG_COMMAND if inspection.is_missing else OK if result.ok else ERRORS


def _said(result: BuildResult, options: argparse.Namespace) -> str:
    """What a check says at its end: counts by family and a sentence where words were judged."""
    found = result.diagnostics
    if not options.paths and not found:
        return f"{result.pages} pages, nothing to say.\n"
    if options.paths and not result.pages or not options.paths and not any(families.CODE.match(d.code) for d in found):
        return ""
    parts = (families.table(found), families.sentence(found, result.pages))
    return "".join(f"\n{part}\n" for part in parts if part)


def _standard_input() -> bytes:
    return sys.stdin.buffer.read(LARGEST + 1)


def _explain(code: str) -> int:
    from clinicsite.check.catalogue import entries, explain
    from clinicsite.model.address import did_you_mean

    text = explain(code)
    if not text:
        near = did_you_mean(code.upper(), [entry.code for entry in entries()], "docs/diagnostics.md lists them all.")
        raise CommandError(f"there is no code `{code}`. {near}")
    print(text, end="")
    return OK


def _mend(settings: Settings | None, options: argparse.Namespace) -> None:
    from clinicsite.mend import NotMended, mend

    if settings is None or options.paths:
        raise CommandError("--fix mends a whole site. Leave out the paths, or leave out --fix.")
    try:
        for file, count in mend(settings):
            print(f"{file}: {count} {'place' if count == 1 else 'places'} mended", file=sys.stderr)
    except NotMended as error:
        raise CommandError(str(error)) from error


def _write_report(inspection: Inspection, settings: Settings | None, path: Path) -> None:
    from clinicsite.report.sheet import sheet

    day = build_day(settings or Settings(root=Path.cwd()))
    try:
        path.write_text(sheet(inspection.result, inspection.proses, day), "utf-8")
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {(error.strerror or str(error)).lower()}.") from error
    print(f"The report is in {path}.", file=sys.stderr)
