"""Kills builds at random moments and looks at what they left: one whole site each time, and a next build that is right.

    python benchmarks/killed.py [--kills 200] [--seed 1]

The starter's clinic stands in two versions that differ in a page and in the tagline of every page. A build of the
other version is started in a process of its own and killed with SIGKILL at a moment drawn from the time that it would
have taken, every other one from the end of it. site/ must then be one of the two versions byte for byte; after a build that
is let go to its end, it must be the other. Ends with 1 when it once is not.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from time import perf_counter

from corpus import BUILD_DAY, ROOT, STARTER

COMMAND = (sys.executable, "build.py", "--clock", str(BUILD_DAY), "--no-check")
NEW_PAGE = "---\ntitle: Parking\ndescription: Where to leave a car.\n---\nBehind the house.\n"

LATE = 0.6
"""The share of a build after which it publishes; every other kill comes later than that."""

Site = dict[str, str]
"""The digest of each file, by its path."""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="killed-") as name:
        return _kill(Path(name) / "clinic", asked.kills, random.Random(asked.seed))


def _kill(clinic: Path, kills: int, dice: random.Random) -> int:
    shutil.copytree(STARTER, clinic, ignore=shutil.ignore_patterns("__pycache__", ".cache", "site"))
    versions: tuple[Callable[[Path], None], ...] = (_first, _second)
    sites: list[Site] = []
    seconds = 0.0
    for write in versions:
        write(clinic)
        started = perf_counter()
        _build(clinic)
        seconds = max(seconds, perf_counter() - started)
        sites.append(_read(clinic / "site"))
    now, found, wrong = 1, Counter[str](), 0
    for turn in range(1, kills + 1):
        other = 1 - now
        versions[other](clinic)
        moment = dice.uniform(0 if turn % 2 else LATE, 1) * seconds
        ended = _build_for(clinic, moment)
        left = _read(clinic / "site")
        kind = "the old site" if left == sites[now] else "the new site" if left == sites[other] else "a mixture"
        found[f"{kind}, the build had ended" if ended else kind] += 1
        _build(clinic)
        right = _read(clinic / "site") == sites[other] and not list(clinic.glob(".clinicsite-*"))
        if kind == "a mixture" or not right:
            wrong += 1
            print(f"kill {turn}, after {moment:.3f} s: left {kind}; the next build was {'right' if right else 'wrong'}.")
        now = other
    told = ", ".join(f"{number} times {kind}" for kind, number in found.most_common())
    print(f"{kills} builds of {len(sites[0])} files, killed between 0 and {seconds:.2f} s: {told}. The next build was right {kills - wrong} times.")
    return 1 if wrong else 0


def _first(clinic: Path) -> None:
    (clinic / "content/pages/parking.md").unlink(missing_ok=True)
    _change(clinic / "content/clinic.yaml", "Ketamine infusions, off-label", "Ketamine by drip, off-label")


def _second(clinic: Path) -> None:
    (clinic / "content/pages/parking.md").write_text(NEW_PAGE, "utf-8")
    _change(clinic / "content/clinic.yaml", "Ketamine by drip, off-label", "Ketamine infusions, off-label")


def _change(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def _start(clinic: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(COMMAND, cwd=clinic, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _build(clinic: Path) -> None:
    process = _start(clinic)
    _, said = process.communicate()
    if process.returncode:
        sys.exit(f"A build failed:\n{said.decode(errors='replace')}")


def _build_for(clinic: Path, seconds: float) -> bool:
    """Kills a build after so many seconds; whether it had ended by then."""
    process = _start(clinic)
    try:
        process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return False
    return True


def _read(site: Path) -> Site:
    files = sorted(path for path in site.rglob("*") if path.is_file() and not path.relative_to(site).parts[0].startswith(".clinicsite-"))
    return {path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


if __name__ == "__main__":
    sys.exit(main())
