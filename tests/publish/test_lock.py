from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from clinicsite.publish.lock import one_build

HOLD = """
import sys
from pathlib import Path
from clinicsite.publish.lock import one_build
with one_build(Path(sys.argv[1]), Path(sys.argv[2])) as problem:
    print(problem, flush=True)
    sys.stdin.read()
"""


def holder(site: Path, cache: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(site), str(cache)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
    )
    assert process.stdout and process.stdout.readline() == "None\n"
    return process


def test_a_second_build_says_that_another_is_writing(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / ".cache"
    with holder(site, cache) as process:
        with one_build(site, cache) as problem:
            assert problem is not None
            assert problem.code == "PUB007"
            assert problem.message == f"Another build (process {process.pid}) is writing `site`."
            assert problem.hint == "Wait until it is done, or stop it, and build again."
        process.communicate("")
    with one_build(site, cache) as problem:
        assert problem is None


def test_a_lock_left_by_a_killed_process_is_no_lock(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / ".cache"
    with holder(site, cache) as process:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    with one_build(site, cache) as problem:
        assert problem is None


def test_builds_of_two_output_folders_do_not_wait_for_each_other(tmp_path: Path) -> None:
    with one_build(tmp_path / "a", tmp_path / ".cache") as first, one_build(tmp_path / "b", tmp_path / ".cache") as second:
        assert (first, second) == (None, None)


def test_the_second_build_may_wait_for_the_first(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / ".cache"
    held, done = threading.Event(), threading.Event()

    def first() -> None:
        with one_build(site, cache):
            held.set()
            done.wait(10)

    thread = threading.Thread(target=first)
    thread.start()
    assert held.wait(10)
    threading.Timer(0.05, done.set).start()
    with one_build(site, cache, wait=10) as problem:
        assert problem is None
    thread.join()


def test_without_a_cache_folder_the_folder_around_the_output_is_locked(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / ".cache"
    cache.write_text("a file in its place")

    with one_build(site, cache) as first, one_build(site, cache) as second:
        assert first is None
        assert second is not None
        assert second.message == "Another build is writing `site`."
    with one_build(tmp_path / "no/folder/site", cache) as problem:
        assert problem is None
