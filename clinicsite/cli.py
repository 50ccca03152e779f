"""Words on the command line become one call; the call's answer is printed and becomes the exit code.

Every start pays for what is imported here, that of a build with nothing to do most of all.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

from clinicsite.publish import last_build
from clinicsite.settings import Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from typing import Any, NoReturn

OK, ERRORS, WRONG_COMMAND = 0, 1, 2
GARBAGE = (20_000, 20, 20)
"""How seldom to look for cycles: a site is many values that last and few cycles."""
LONG_BUILD = 40
"""From this many files on a terminal shows a progress bar."""


def run() -> NoReturn:
    """The console script `clinicsite`: works in the current folder, with the settings of its build.py if it has one."""
    sys.exit(main(None, None))


def main(settings: Settings | None, arguments: Sequence[str] | None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0].startswith("-") and words[0] not in ("-h", "--help", "--version"):
        words.insert(0, "build")
    looked = last_build.look(settings, words) if settings is not None and words[0] == "build" else None
    if looked and looked.text is not None:
        print(looked.text, end="")
        return OK
    _seldom_look_for_cycles()
    try:
        options = _parsed(words)
    except SystemExit as stop:
        return WRONG_COMMAND if stop.code else OK
    try:
        if options.verb != "init":
            settings = settings or _settings_for(options)
            options.asked = (settings, words, looked)
            settings = _with_options(settings, options) if settings else None
        return VERBS[options.verb](settings, options)
    except CommandError as error:
        print(f"clinicsite: {error}", file=sys.stderr)
        return WRONG_COMMAND
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ERRORS
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


@cache
def _seldom_look_for_cycles() -> None:
    """Looking for them was a twentieth of an edit, and a tenth more when the process ends, where nobody needs it."""
    gc.set_threshold(*GARBAGE)
    atexit.register(gc.freeze)


def _parsed(words: Sequence[str]) -> argparse.Namespace:
    from clinicsite.command_words import parser

    return parser().parse_args(words)


class CommandError(Exception):
    """The command cannot be carried out as given."""


def load_settings(folder: Path) -> Settings:
    """The `settings` of the folder's build.py; plain settings for a folder that has content/ but no build.py."""
    import importlib.util

    script = folder / "build.py"
    if script.is_file():
        spec = importlib.util.spec_from_file_location("site_build", script)
        if spec and spec.loader:
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            found = getattr(module, "settings", None)
            if isinstance(found, Settings):
                return found
        raise CommandError("build.py holds no `settings`. Write `settings = Settings(root=Path(__file__).parent)` in it.")
    if (folder / "content").is_dir():
        return Settings(root=folder)
    raise CommandError("there is no site in this folder. Go to the site's folder, or make one with `clinicsite init my-clinic`.")


def _settings_for(options: argparse.Namespace) -> Settings | None:
    """The current folder's settings. `check` with paths can do without a site."""
    try:
        return load_settings(Path.cwd())
    except CommandError:
        if options.verb == "check" and (options.paths or options.explain):
            return None
        raise


def _with_options(settings: Settings, options: argparse.Namespace) -> Settings:
    given = {
        name: value
        for name in ("drafts", "future", "base_url", "strict", "going_live", "output", "clock")
        if (value := getattr(options, name, None))
    }
    if getattr(options, "checked", None) is False:
        given["checked"] = False
    if base_url := given.get("base_url"):
        if not str(base_url).startswith(("http://", "https://")):
            raise CommandError(f"{base_url} is not a site address. Write it as https://www.example.org.")
        given["base_url"] = str(base_url).rstrip("/")
    if "output" in given:
        given["output"] = Path(given["output"]).absolute()
    return replace(settings, **given)


def _style(stream: Any) -> Any:
    from clinicsite.report.text import Style

    return Style(colour=stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb")


def progress_bar(quiet: bool) -> tuple[Callable[[int, int], None] | None, Callable[[], None]]:
    """A bar on a terminal once a build turns out to be long, and the call that ends it."""
    if quiet or not sys.stderr.isatty():
        return None, lambda: None
    bars: list[Any] = []

    def show(done: int, total: int) -> None:
        if total < LONG_BUILD:
            return
        if not bars:
            from tqdm import tqdm

            bars.append(tqdm(total=total, desc="Building", unit=" files", leave=False, delay=0.5, file=sys.stderr))
        bars[0].update(1)

    return show, lambda: bars[0].close() if bars else None


def _build(settings: Settings, options: argparse.Namespace) -> int:
    from clinicsite.command_build import build_site

    return build_site(settings, options)


def shown(path: Path) -> str:
    """A folder as a person here would call it."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix() + "/"
    except ValueError:
        return f"{path}/"


def report(result: Any, root: Path, options: argparse.Namespace) -> str:
    """What was found, in the format that was asked for."""
    from clinicsite.report import FORMATS

    if options.verb == "build":
        result = replace(result, diagnostics=tuple(d for d in result.diagnostics if d.severity != "note"))
    return FORMATS[options.format](result, root, _style(sys.stdout))


def _check(settings: Settings | None, options: argparse.Namespace) -> int:
    from clinicsite.command_check import check

    return check(settings, options)


def _serve(settings: Settings, options: argparse.Namespace) -> int:
    from clinicsite.preview.session import serve_site

    return serve_site(settings, port=options.port, open_browser=options.open, poll=options.poll, quiet=options.quiet)


def _new(settings: Settings, options: argparse.Namespace) -> int:
    from clinicsite.starting import AlreadyThere, NotPossible, new_page

    try:
        path = new_page(settings, options.kind, options.title, options.topic)
    except (AlreadyThere, NotPossible) as error:
        raise CommandError(str(error)) from error
    print(f"{path.relative_to(settings.root)} is a draft now. Write it, then take out the line `draft: true`.")
    return OK


def _list(settings: Settings, options: argparse.Namespace) -> int:
    from clinicsite.lists import listing
    from clinicsite.review_list import list_reviews

    if options.what == "reviews":
        text, problems = list_reviews(settings, options.format)
    elif options.format == "ics":
        raise CommandError("only reviews make a calendar. Type `clinicsite list reviews --format ics`.")
    else:
        text, problems = listing(settings, options.what, options.format)
    if options.format == "ics":
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
    else:
        sys.stdout.write(text)
    return ERRORS if problems else OK


def _translated(settings: Settings, options: argparse.Namespace) -> int:
    from clinicsite.noting import NotNoted, note_translations

    try:
        noted = note_translations(settings, options.paths)
    except NotNoted as error:
        raise CommandError(str(error)) from error
    print("\n".join(noted))
    print(f"{len(noted)} {'file' if len(noted) == 1 else 'files'} noted as true to the English text.")
    return OK
def _lock(settings: Settings, options: argparse.Namespace) -> int:
    from clinicsite.locking import NotLocked, lock
    from clinicsite.pipeline import BuildResult
    from clinicsite.report import FORMATS

    try:
        locked = lock(settings, options.accept)
    except NotLocked as error:
        raise CommandError(str(error)) from error
    sys.stdout.write(FORMATS["text"](BuildResult(locked.problems), settings.root, _style(sys.stdout)))
    for verb, dois in (("added", locked.added), ("accepted", locked.accepted), ("dropped", locked.dropped)):
        print("".join(f"{verb}: {doi}\n" for doi in dois), end="")
    if locked.waiting:
        print(f"Left out until they have been checked: {', '.join(locked.waiting)}.")
    if locked.works or not locked.problems:
        works = "1 work" if locked.works == 1 else f"{locked.works} works"
        print(f"content/references.lock holds {works}. Nothing was looked up: you vouch for their titles.")
    return ERRORS if locked.problems else OK


def _review(settings: Settings, options: argparse.Namespace) -> int:
    from clinicsite.reviewing import NotReviewed, accept, review

    if options.minor and (options.by or options.due or options.changed):
        raise CommandError("--minor keeps the last review, so it goes without --by, --due and --changed.")
    if not options.minor and not options.by:
        raise CommandError("a review needs a reviewer. Add --by with the name of a file in content/people/.")
    refused = done = 0
    try:
        found = accept(settings, options.paths) if options.minor else review(
            settings, options.paths, options.by, options.due, options.changed
        )
        for page in found:
            print(f"{page.file}: {page.sentence}", file=sys.stdout if page.done else sys.stderr)
            done, refused = done + page.done, refused + (not page.done)
    except NotReviewed as error:
        raise CommandError(str(error)) from error
    if not done and not refused:
        print("Nothing has changed since the last reviews.")
    return ERRORS if refused else OK


def _init(settings: Settings | None, options: argparse.Namespace) -> int:
    from clinicsite.starting import AlreadyThere, NotPossible, init_site

    try:
        folder = init_site(options.folder)
    except (AlreadyThere, NotPossible) as error:
        raise CommandError(str(error)) from error
    print(f"{folder} holds a new clinic's site. To look at it:\n  cd {folder}\n  python build.py\n  python build.py serve --open")
    return OK


def _clean(settings: Settings, options: argparse.Namespace) -> int:
    from clinicsite.publish.clean import clean
    from clinicsite.publish.lock import one_build

    with one_build(settings.output_folder, settings.cache_folder) as busy:
        if busy:
            raise CommandError(busy.message)
        cleaned = clean(settings.output_folder, settings.cache_folder)
    for problem in cleaned.diagnostics:
        print(f"{problem.message} {problem.hint}", file=sys.stderr)
    print(f"{len(cleaned.removed)} files removed from {shown(settings.output_folder)}")
    return ERRORS if cleaned.diagnostics else OK


VERBS: dict[str, Callable[[Any, argparse.Namespace], int]] = {
    "build": _build,
    "serve": _serve,
    "check": _check,
    "new": _new,
    "list": _list,
    "lock": _lock,
    "review": _review,
    "translated": _translated,
    "init": _init,
    "clean": _clean,
}
