"""What a build costs here and with other generators, on the same generated articles, in one run.

    python benchmarks/build.py [--articles 1000] [--against hugo,eleventy,pelican,mkdocs] [--runs 5]
                               [--growth] [--serve] [--tools FOLDER] [--write docs/speed.md]

Whole processes, as a writer starts them. For each generator: a clean build, a build with nothing changed, and one with one
edited article; the generators take turns, so that whatever else the machine does falls on all of them. `--growth` repeats it
with 100, 1,000 and 10,000 articles; `--serve` measures from a saved edit to the page that holds it. Generators that are
not installed are named and left out; `make bench` installs them.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from corpus import Article
from corpus import articles as generate
from measure import Cost, Failed, Spread, cost_of
from ours import ours
from peers import Peer, peers
from served import seconds_to_page

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("hugo", "eleventy", "pelican", "mkdocs")
KINDS = ("clean", "unchanged", "one edit")
SIZES = (100, 1000, 10_000)


@dataclass
class Row:
    """One generator's costs by kind of build, and the seconds from an edit to the page when served."""

    peer: Peer
    costs: dict[str, list[Cost]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    memory: float = 0.0
    served: list[float] = field(default_factory=list)

    def wall(self, kind: str) -> Spread:
        return Spread.of([cost.wall for cost in self.costs[kind]])

    def cpu(self, kind: str) -> Spread:
        return Spread.of([cost.cpu for cost in self.costs[kind]])


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--against", default=",".join(NAMES), help="comma-separated; `none` for our own rows alone")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--growth", action="store_true", help="100, 1,000 and 10,000 articles instead of --articles")
    parser.add_argument("--serve", action="store_true", help="also from a saved edit to the page that holds it")
    parser.add_argument("--tools", type=Path, default=ROOT / ".bench", help="where `make bench` installs the others")
    parser.add_argument("--write", type=Path, help="put the tables into this page, under its heading Results")
    asked = parser.parse_args()
    installed = peers(asked.tools)
    wanted = [name for name in asked.against.split(",") if name != "none"]
    if unknown := set(wanted) - set(NAMES):
        parser.error(f"no generator is called {', '.join(sorted(unknown))}: choose from {', '.join(NAMES)}")
    for name in wanted:
        if name not in installed:
            print(f"{name} is not installed in {asked.tools.name}/ and is left out; `make bench` installs it.", file=sys.stderr)
    compared = [installed[name] for name in wanted if name in installed]
    sizes = SIZES if asked.growth else (asked.articles,)
    tables = {size: _measure(size, [*ours(), *compared], asked.runs, asked.serve) for size in sizes}
    text = _report(tables, asked.runs)
    print(text)
    if asked.write:
        _put(asked.write, text)
    return 0


def _measure(size: int, generators: Sequence[Peer], runs: int, serving: bool) -> list[Row]:
    articles = generate(size)
    rows = [Row(generator) for generator in generators]
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folders = {row.peer.name: Path(name) / str(n) for n, row in enumerate(rows)}
        for row in rows:
            row.peer.write(folders[row.peer.name], articles)
        for turn in range(runs + 1):
            for row in rows:
                _turn(row, folders[row.peer.name], articles, turn, weighing=turn == 0)
        if serving:
            for turn in range(runs):
                for row in rows:
                    row.served.append(seconds_to_page(row.peer, folders[row.peer.name], articles[turn % size], turn))
    return rows


def _turn(row: Row, folder: Path, articles: Sequence[Article], turn: int, weighing: bool) -> None:
    """One clean build, one unchanged and one edited. The first turn warms the disk and is weighed, not timed."""
    for name in row.peer.made:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for kind in KINDS:
        if kind == "one edit":
            row.peer.edit(row.peer.article(folder, articles[turn % len(articles)]), f"One sentence more, number {turn}.")
        try:
            cost = cost_of(row.peer.build, folder, row.peer.environment, weigh=weighing)
        except Failed as error:
            sys.exit(f"{row.peer.name} failed in the {kind} build:\n{error}")
        if weighing:
            row.memory = max(row.memory, cost.memory)
        else:
            row.costs[kind].append(cost)


def _report(tables: dict[int, list[Row]], runs: int) -> str:
    return "\n".join([*_machine(tables, runs), *(line for size, rows in tables.items() for line in _table(size, rows)),
                      *_growth(tables)])


def _machine(tables: dict[int, list[Row]], runs: int) -> Iterator[str]:
    versions = ", ".join(f"{row.peer.name} {row.peer.version}" for row in next(iter(tables.values())))
    yield f"{date.today()}, {platform.system()} on {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}. "
    yield f"{versions}. Medians of {runs} runs after one that is not counted; in brackets the smallest and the largest."


def _table(size: int, rows: list[Row]) -> Iterator[str]:
    yield ""
    yield f"### {size:,} articles"
    yield ""
    yield "| | clean, s | unchanged, s | one edit, s | CPU s: clean, unchanged, edit | peak MiB |" + _served_head(rows)
    yield "|---|---|---|---|---|---|" + ("---|" if rows[0].served else "")
    for row in rows:
        walls = " | ".join(_spread(row.wall(kind)) for kind in KINDS)
        cpus = ", ".join(_number(row.cpu(kind).median) for kind in KINDS)
        served = f" {_spread(Spread.of(row.served))} |" if row.served else ""
        yield f"| {row.peer.name} | {walls} | {cpus} | {row.memory:.0f} |{served}"
    yield from _ratios(rows)


def _served_head(rows: list[Row]) -> str:
    return " edit to page, s |" if rows[0].served else ""


def _ratios(rows: list[Row]) -> Iterator[str]:
    """Our wall time and memory over each other generator's."""
    mine = [row for row in rows if row.peer.ours]
    others = [row for row in rows if not row.peer.ours]
    if not others:
        return
    yield ""
    yield "| ratio of | to | clean | unchanged | one edit | memory |" + _served_head(rows).replace(", s", "")
    yield "|---|---|---|---|---|---|" + ("---|" if rows[0].served else "")
    for row in mine:
        for other in others:
            values = " | ".join(f"{row.wall(kind).median / other.wall(kind).median:.3f}" for kind in KINDS)
            served = f" {Spread.of(row.served).median / Spread.of(other.served).median:.2f} |" if row.served else ""
            yield f"| {row.peer.name} | {other.peer.name} | {values} | {row.memory / other.memory:.2f} |{served}"


def _growth(tables: dict[int, list[Row]]) -> Iterator[str]:
    sizes = list(tables)
    if len(sizes) < 2:
        return
    yield ""
    yield "### How it grows"
    yield ""
    yield "| | from | to | clean | unchanged | one edit | memory |"
    yield "|---|---|---|---|---|---|---|"
    for small, large in zip(sizes, sizes[1:]):
        for before, after in zip(tables[small], tables[large]):
            values = " | ".join(f"{after.wall(kind).median / before.wall(kind).median:.1f}" for kind in KINDS)
            yield f"| {after.peer.name} | {small:,} | {large:,} | {values} | {after.memory / before.memory:.1f} |"


def _spread(spread: Spread) -> str:
    return f"{_number(spread.median)} ({_number(spread.low)} to {_number(spread.high)})"


def _number(seconds: float) -> str:
    return f"{seconds:.3f}" if seconds < 1 else f"{seconds:.2f}"


def _put(page: Path, text: str) -> None:
    before, heading, _ = page.read_text("utf-8").partition("## Results\n")
    page.write_text(f"{before}{heading}\n{text}\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
