"""Which engine built something: its version, its own code and the libraries that shape the output."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import Path

from clinicsite import __version__

SHAPING = (
    "babel", "fontpkg-crimson-text", "jinja2", "markdown", "markupsafe", "pillow", "pybtex", "pydantic", "pymdown-extensions",
    "pyyaml",
)  # fmt: skip


@cache
def engine_key() -> str:
    """16 hex digits; another key means that nothing built before may be trusted."""
    from importlib import metadata

    sha = hashlib.sha256(f"{__version__} {sys.version_info[:2]}".encode())
    for name in SHAPING:
        sha.update(f"{name} {metadata.version(name)}".encode())
    folder = Path(__file__).parent
    for path in engine_files(folder):
        sha.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return sha.hexdigest()[:16]


def engine_files(folder: Path) -> list[Path]:
    """What makes the engine under `folder`: its code, its catalogues, and the words and patterns that the claims desk knows."""
    return sorted(path for kind in ("py", "po", "txt") for path in folder.rglob(f"*.{kind}"))
