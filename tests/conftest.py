"""How the tests are shared out between processes, and what none of them waits for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

GROUPS = {
    "test_accessibility.py": "axe", "test_preview.py": "served", "test_requests.py": "served", "test_styleguide.py": "served", "test_for_everyone.py": "axe",
}
"""Browser tests that go together. All others share the published site."""


class SharedServers(LoadScopeScheduling):
    """Sends browser tests that share a server to one process, and every other test to where there is room.

    The mark `xdist_group` says the same, but pytest-xdist 3.8 does not hear it under pytest 9.2 (its issue 1386).
    """

    def _split_scope(self, nodeid: str) -> str:
        folder, _, module = nodeid.partition("::")[0].rpartition("/")
        return GROUPS.get(module, "built") if folder == "tests/browser" else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> SharedServers:
    return SharedServers(config, log)


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_the_disk() -> Iterator[None]:
    """No test outlives a power failure, and one that forces the disk to write makes the others wait."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "fsync", lambda handle: None)
        yield
