"""Loads: what style sheets and scripts would fetch from elsewhere. Rendered pages are looked at by `published`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinicsite.check.manuscript import Manuscript
from clinicsite.check.rule import Rule, rule
from clinicsite.check.visible import visible
from clinicsite.model.diagnostic import Diagnostic

STYLE = re.compile(r"(?:\burl\(\s*[\"']?|@import\s+[\"'])(?P<target>(?:https?:)?//[^\s\"')]+)", re.I)
SCRIPT = re.compile(
    r"(?:\bfetch\(\s*|\bimport\s*\(?\s*|\bfrom\s+|\bimportScripts\(\s*|\bsendBeacon\(\s*|\bnew\s+(?:WebSocket|EventSource|Worker)\(\s*"
    r"|\.open\(\s*[\"'`][A-Z]+[\"'`]\s*,\s*|\.src\s*=\s*)[\"'`](?P<target>(?:(?:https?|wss?):)?//[^\s\"'`]+)"
)


@rule("LIVE-15", "template", going_live="only")
def foreign_load(text: Manuscript) -> Iterator[Diagnostic]:
    """A style sheet or script loads something from another site.

    Whoever serves it learns who reads which page of a clinic. The site's security policy refuses it, so it does not work
    either.

    Bad:
        -- templates/assets/css/fonts.css --
        @import "https://fonts.some-cdn.net/serif.css";

    Good:
        -- templates/assets/css/fonts.css --
        :root { --serif: Georgia, serif; }
    """
    path = text.source.path
    if path.endswith((".css", ".js")):
        for match in (STYLE if path.endswith(".css") else SCRIPT).finditer(visible(text)):
            yield Diagnostic(
                "LIVE-15", f"This file loads `{match['target']}` from another site.", text.at(match.start("target")),
                "Keep what it needs in the site's own assets.",
            )


RULES: tuple[Rule, ...] = (
    foreign_load,
)
