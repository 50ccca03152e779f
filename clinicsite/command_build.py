"""`build`: one build, what it says, and what it would say if nothing changed."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from clinicsite.cli import ERRORS, OK, progress_bar, report, shown
from clinicsite.pipeline import BuildResult, build
from clinicsite.publish import last_build
from clinicsite.publish.folder import Published
from clinicsite.settings import Settings


def build_site(settings: Settings, options: argparse.Namespace) -> int:
    """Builds, says what was found and done, and keeps what an unchanged build would say."""
    given, words, looked = options.asked
    before = looked or last_build.look(given, words)
    last_build.forget(settings)
    progress, finish = progress_bar(options.quiet or options.format != "text")

    def keep(result: BuildResult) -> None:
        if not options.why or options.format == "text":
            said = _unchanged(result, settings, options)
            last_build.keep(given, words, before, settings, said, result.outcome, result.engine, result.replaced)

    result = build(settings, progress=progress, ended=keep, since=before.since)
    finish()
    sys.stdout.write(report(result, settings.root, options))
    sys.stdout.flush()
    aside = sys.stderr if options.format != "text" else sys.stdout
    print(*_reasons(result, options), sep="\n", end="\n" if options.why else "", file=aside)
    if options.format == "text" and not options.quiet:
        print(_summary(result, settings), file=sys.stdout if result.ok else sys.stderr)
    return OK if result.ok else ERRORS


def _unchanged(result: BuildResult, settings: Settings, options: argparse.Namespace) -> str:
    """What the same build would print if nothing had changed before it."""
    result = replace(result, published=Published(), reasons=(), seconds=-1.0)
    told = [report(result, settings.root, options), *(f"{reason}\n" for reason in _reasons(result, options))]
    if options.format == "text" and not options.quiet:
        told.append(_summary(result, settings) + "\n")
    return "".join(told)


def _reasons(result: BuildResult, options: argparse.Namespace) -> tuple[str, ...]:
    if not options.why:
        return ()
    return result.reasons or (("Nothing changed, so nothing was made anew.",) if result.ok else ())


def _summary(result: BuildResult, settings: Settings) -> str:
    folder = shown(settings.output_folder)
    if not result.ok:
        return f"Nothing was published; {folder} is as it was."
    written, removed = len(result.published.written), len(result.published.removed)
    changes = f"{written} files written" if written != 1 else "1 file written"
    changes += f", {removed} removed" if removed else ""
    changes = changes if written or removed else "nothing had changed"
    seconds = f"{result.seconds:.2f}" if result.seconds >= 0 else last_build.SECONDS
    lines = [f"{result.pages} pages in {folder}, {changes}, in {seconds} s."]
    held: dict[str, int] = {}
    for _, reason in result.held:
        held[reason] = held.get(reason, 0) + 1
    if held:
        lines.append("Held back: " + ", ".join(f"{n} {reason}" for reason, n in sorted(held.items())) + ".")
    if not settings.checked:
        lines.append("Nothing was checked, so this is a copy for trial. To check it: python build.py check")
    elif told := _standing(result):
        lines.append(told)
    lines.append("To look at it: python build.py serve, then open http://127.0.0.1:8000/")
    return "\n".join(lines)


def _standing(result: BuildResult) -> str:
    """One line on a build that must not go live; nothing for one that may."""
    if result.standing == "live":
        return ""
    things = "1 thing" if result.unready == 1 else f"{result.unready} things"
    what = "the demo" if result.standing == "sample" else "a copy for trial"
    if not result.unready:
        return f"This is {what}: search engines are asked to leave it out."
    return f"This is still {what}: {things} must be replaced before it goes live. To list them: python build.py check --publish"
