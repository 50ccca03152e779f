"""Assets and media that pages asked for, as outputs: only what is used is published."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from clinicsite.model.output import Need, Output
from clinicsite.model.site import Site
from clinicsite.render.environment import Templates
from clinicsite.render.files import media_path
from clinicsite.settings import Settings


def used_files(needs: Iterable[Need], site: Site, templates: Templates, settings: Settings) -> Iterator[Output]:
    """The outputs behind the `asset` and `file` needs of all pages, in the order of their paths."""
    wanted = sorted({(need.kind, need.name) for need in needs if need.kind in ("asset", "file")})
    for kind, name in wanted:
        if kind == "asset":
            yield _output(templates.asset_path(name), templates.asset(name))
        elif name in site.media:
            yield _output(media_path(site.media[name]), (settings.content_folder / name).read_bytes())


def _output(path: str, data: bytes) -> Output:
    return Output(path, data, hashlib.sha256(data).hexdigest(), ())
