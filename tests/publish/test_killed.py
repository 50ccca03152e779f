from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

from clinicsite.model.output import Output
from clinicsite.publish.folder import publish

LOOP = """
import sys
from hashlib import sha256
from pathlib import Path
from clinicsite.model.output import Output
from clinicsite.publish.folder import publish

site = Path(sys.argv[1])
print("ready", flush=True)
for turn in range(100000):
    files = {f"{(turn * 7 + n) % 50}/index.html": f"{turn} {n}" * 200 for n in range(30)}
    files[f"odd/{turn % 3}" if turn % 2 else "odd"] = "a file, or a folder"
    outputs = [Output(p, t.encode(), sha256(t.encode()).hexdigest(), ()) for p, t in files.items()]
    published = publish(outputs, {}, site)
    assert published.ok, published.diagnostics
"""


def test_after_builds_killed_at_any_moment_the_next_gives_exactly_the_right_bytes(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / ".gitignore").write_text("*")
    dice = random.Random(11)
    for turn in range(20):
        process = subprocess.Popen(
            [sys.executable, "-c", LOOP, str(site)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
        )
        assert process.stdout and process.stdout.readline() == b"ready\n"
        until = time.monotonic() + dice.uniform(0, 0.08)
        while time.monotonic() < until:
            os.sched_yield()
        os.kill(process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        process.stdout.close()
        if turn % 3:
            continue

        files = {"index.html": f"turn {turn}", "a/index.html": "a", "odd/index.html": "page"}
        published = publish(
            [Output(p, t.encode(), sha256(t.encode()).hexdigest(), ()) for p, t in files.items()], {}, site
        )

        assert published.diagnostics == ()
        found = {p.relative_to(site).as_posix(): p.read_text() for p in site.rglob("*") if p.is_file()}
        assert found.pop(".clinicsite-manifest.json")
        assert found == {".gitignore": "*", **files}
        assert sorted(p.name for p in site.iterdir() if p.is_dir()) == ["a", "odd"]
