"""How the tests are shared out between processes."""

from __future__ import annotations

from typing import Any

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

SERVED = ("tests/browser/test_preview.py", "tests/browser/test_requests.py")


class SharedServers(LoadScopeScheduling):
    """Sends the browser tests that share a server to one process, and every other test where there is room.

    The mark `xdist_group` says the same, but pytest-xdist 3.8 does not hear it under pytest 9.2 (its issue 1386).
    """

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        if not module.startswith("tests/browser/"):
            return nodeid
        return "served" if module in SERVED else "built"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> SharedServers:
    return SharedServers(config, log)
