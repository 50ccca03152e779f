"""Where the time of a build goes, by what it is spent on.

    python benchmarks/profile.py [--articles 300] [--no-check] [--plain]

Builds the generated clinic of `corpus.py` from nothing, and again after one edited article, each in a process of its own that
does not share its work out. Each second counts once, for the innermost of the parts below that was at work; what is in none of
them is `the rest`. Watching costs a little, so the shares are to be believed and the sums are not.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

from measure import AS_INSTALLED

BEGAN = time.process_time()
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

PARTS = (
    ("looking at files", "clinicsite.publish.last_build", "look"),
    ("looking at files", "clinicsite.publish.last_build", "keep"),
    ("reading files", "clinicsite.read.files", "read_files"),
    ("front matter", "clinicsite.read.pages", "read_frontmatter"),
    ("front matter", "clinicsite.read.pages", "validate"),
    ("scanning bodies", "clinicsite.read.pages", "scan"),
    ("the site from its pages", "clinicsite.pipeline", "read_library"),
    ("the site from its pages", "clinicsite.amending", "read_library"),
    ("checks of content", "clinicsite.pipeline", "check_content"),
    ("checks of what was edited", "clinicsite.amending", "check_again"),
    ("the claims desk", "clinicsite.judging", "claims_of"),
    ("checks for going live", "clinicsite.pipeline", "check_readiness"),
    ("checks of rendered pages", "clinicsite.pipeline", "check_pages"),
    ("Python-Markdown", "markdown.core", "Markdown.convert"),
    ("templates", "clinicsite.render.environment", "Templates.render"),
    ("the rest of rendering", "clinicsite.rendering", "Rendering.run"),
    ("the rest of rendering", "clinicsite.amending", "_render"),
    ("pictures and social cards", "clinicsite.render.made", "make"),
    ("writing the site", "clinicsite.pipeline", "publish"),
    ("writing the site", "clinicsite.amending", "replace"),
    ("the memo", "clinicsite.publish.memo", "Memo.outputs"),
    ("the memo", "clinicsite.publish.memo", "Memo.outputs_from"),
    ("the memo", "clinicsite.publish.memo", "Memo._save"),
)
"""What is told apart: how it is called, and the function in which it happens. Those of one name are added up."""
FLOOR = ("Python-Markdown", "writing the site")
"""What any generator of our kind has to spend."""


class Watch:
    """Counts the processor time of nested parts, each second for the innermost."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self.open: list[str] = []
        self.since = 0.0

    def turn(self) -> None:
        now = time.process_time()
        self.spent[self.open[-1] if self.open else "the rest"] += now - self.since
        self.since = now

    def watched(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def inner(*values: Any, **options: Any) -> Any:
            self.turn()
            self.open.append(name)
            try:
                return function(*values, **options)
            finally:
                self.turn()
                self.open.pop()

        return inner


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--no-check", action="store_true", help="without any check")
    parser.add_argument("--plain", action="store_true", help="with templates as small as the other generators'; implies --no-check")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(_build(asked.one, not asked.no_check)))
        return 0
    asked.no_check |= asked.plain
    from corpus import article_file, articles, write_articles
    from ours import edit
    from plain import write_plain

    chosen = articles(asked.articles)
    with tempfile.TemporaryDirectory(prefix="profile-") as name:
        clinic = Path(name)
        (write_plain if asked.plain else write_articles)(clinic, chosen)
        options = ["--no-check"] if asked.no_check else []
        clean = _in_a_process(clinic, options)
        edit(article_file(clinic, chosen[0]), "One sentence more.")
        edited = _in_a_process(clinic, options)
    how = "plain templates, nothing checked" if asked.plain else "nothing checked" if asked.no_check else "every check on"
    print(f"{asked.articles} articles, {how}, one process, CPU seconds\n")
    print(*_table({"from nothing": clean, "one edit": edited}), sep="\n")
    return 0


def _in_a_process(clinic: Path, options: list[str]) -> dict[str, float]:
    command = [sys.executable, __file__, "--one", str(clinic), *options]
    environment = {**os.environ, **AS_INSTALLED, "CLINICSITE_WORKERS": "1"}
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def _build(clinic: Path, checked: bool) -> dict[str, float]:
    from corpus import BUILD_DAY

    from clinicsite.publish import last_build
    from clinicsite.settings import Settings

    watch = Watch()
    watch.spent["starting Python and importing"] = time.process_time() - BEGAN
    watch.since = time.process_time()
    for name, module, path in PARTS:
        *outer, last = path.split(".")
        holder: Any = importlib.import_module(module)
        for part in outer:
            holder = getattr(holder, part)
        setattr(holder, last, watch.watched(name, getattr(holder, last)))
    watch.open = ["starting Python and importing"]
    watch.turn()
    watch.open = []
    settings = Settings(root=clinic, clock=BUILD_DAY, checked=checked)
    looked = last_build.look(settings, [])
    from clinicsite.pipeline import BuildResult, build

    def keep(result: BuildResult) -> None:
        last_build.keep(settings, [], looked, settings, "", result.outcome, result.engine, result.replaced)

    result = build(settings, ended=keep, since=looked.since)
    watch.turn()
    if not result.ok:
        sys.exit("\n".join(f"{d.where} {d.code} {d.message}" for d in result.diagnostics if d.severity == "error"))
    return dict(watch.spent)


def _table(columns: dict[str, dict[str, float]]) -> Iterator[str]:
    names = dict.fromkeys(["starting Python and importing", *(name for name, _, _ in PARTS), "the rest"])
    yield "| |" + "".join(f" {name} | share |" for name in columns)
    yield "|---|" + "---|---|" * len(columns)
    for name in names:
        cells = "".join(f" {spent.get(name, 0.0):.2f} | {spent.get(name, 0.0) / sum(spent.values()):.0%} |" for spent in columns.values())
        yield f"| {name} |{cells}"
    cells = "".join(f" {sum(spent.values()):.2f} | |" for spent in columns.values())
    yield f"| **all** |{cells}"
    cells = "".join(
        f" {sum(spent.values()) - (floor := sum(spent.get(name, 0.0) for name in FLOOR)):.2f} | {1 - floor / sum(spent.values()):.0%} |"
        for spent in columns.values()
    )
    yield f"| all but {' and '.join(FLOOR)} |{cells}"


if __name__ == "__main__":
    sys.exit(main())
