"""What the browser is told and shown besides the site itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from clinicsite.model.diagnostic import Diagnostic

SCRIPT_PATH = "/_preview/overlay.js"
SCRIPT_FILE = Path(__file__).with_name("overlay.js")

NOTHING_YET = b"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Nothing here yet</title></head>
<body><h1>Nothing here yet</h1><p>The site is being built, or its first build has problems. This page reloads by itself.</p></body></html>
"""

NO_SUCH_PAGE = b"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Page not found</title></head>
<body><h1>Page not found</h1><p>The site has no file at this address, and no 404.html.</p></body></html>
"""


def with_script(html: bytes, build: str) -> bytes:
    """A page with our script before its last `</body>`. `build` names the build that the page comes from."""
    tag = f'<script src="{SCRIPT_PATH}" data-build="{build}" defer></script>'.encode()
    head, end, tail = html.rpartition(b"</body>")
    return head + tag + end + tail if end else html + tag


def problems_message(problems: Iterable[Diagnostic]) -> dict[str, object]:
    """The message for the socket: every problem with its place; none takes the overlay away."""
    return {
        "command": "problems",
        "problems": [
            {"severity": p.severity, "code": p.code, "place": str(p.where), "message": p.message, "hint": p.hint}
            for p in problems
        ],
    }
