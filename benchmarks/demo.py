"""How long the demo clinic takes to build: from nothing, unchanged, and after one edit, with peak memory.

    python benchmarks/demo.py [--runs 5]

Whole processes, as a writer starts them, in a copy of the project's content and templates. Prints the median and the
spread of each, and exits 1 when a target is missed: 3 s from nothing, 1 s when nothing has changed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EDITED = "content/articles/aftercare/driving.md"
TARGETS = {"from nothing": 3.0, "unchanged": 1.0}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    times: dict[str, list[float]] = {"from nothing": [], "unchanged": [], "one edit": []}
    memory: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        for name in ("content", "templates", "clinicsite"):
            shutil.copytree(ROOT / name, site / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "build.py", site)
        _run(site)
        for n in range(runs):
            for made in ("site", ".cache"):
                shutil.rmtree(site / made, ignore_errors=True)
            for name in times:
                if name == "one edit":
                    _edit(site / EDITED, n)
                seconds, peak = _run(site)
                times[name].append(seconds)
                memory[name] = max(memory.get(name, 0), peak)
    print(f"{'build of the demo':<20}{'median s':>10}{'spread s':>16}{'peak MiB':>10}{'target s':>10}")
    missed = False
    for name, values in times.items():
        median, target = statistics.median(values), TARGETS.get(name)
        missed |= target is not None and median > target
        spread = f"{min(values):.2f} to {max(values):.2f}"
        print(f"{name:<20}{median:>10.2f}{spread:>16}{memory[name] / 1024:>10.0f}{target or '':>10}")
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, {runs} runs")
    return int(missed)


def _edit(page: Path, n: int) -> None:
    page.write_text(page.read_text("utf-8") + f"\nAn edit, number {n}.\n", "utf-8")


def _run(site: Path) -> tuple[float, int]:
    """Seconds of wall time and KiB of peak memory of one `python build.py`."""
    started = time.perf_counter()
    quiet = os.open(os.devnull, os.O_WRONLY)
    actions = [(os.POSIX_SPAWN_DUP2, quiet, 1)]
    process = os.posix_spawn(sys.executable, [sys.executable, str(site / "build.py")], os.environ, file_actions=actions)
    _, status, usage = os.wait4(process, 0)
    os.close(quiet)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit("The build failed. Run `python build.py` to see why.")
    return time.perf_counter() - started, usage.ru_maxrss


if __name__ == "__main__":
    sys.exit(main())
