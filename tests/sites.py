"""Sites as text: `-- content/a.md --` opens a file, and what follows is its content."""

from __future__ import annotations

import os
import re
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from clinicsite.pipeline import BuildResult, build
from clinicsite.publish import last_build
from clinicsite.publish.seen import TICK
from clinicsite.settings import Settings
from tests.pictures import is_picture, picture
from tests.reviewed import PEOPLE, stamp_all, with_review

DAY = date(2026, 11, 22)
CLINIC = """\
-- content/clinic.yaml --
name: Alder Clinic
short_name: Alder
descriptor: Ketamine Clinic
tagline: Ketamine infusions, explained plainly.
base_url: https://alder.example
sample: true
crisis_title: Help now, any hour
crisis:
  - {show: "988", say: call, href: "tel:988", use: crisis-call}
  - {show: "988", say: text, href: "sms:988", use: crisis-text}
  - {show: "911", say: emergency, href: "tel:911", use: emergency}
  - {show: "988, then 1", say: Veterans, href: "tel:988,1", use: veterans}
states_served: [CO]
profile: {hipaa: false, self_pay: false, federal_funds: false, public: false}
menu:
  - {label: About, to: pages/about.md}
next_step:
  title: The next step is a call
  text: Call us.
  label: Call us
  short: Call
  to: pages/about.md
  figure: "0:15"
  unit: the first call
disclaimer: This site gives information, not medical advice.
-- content/pages/index.md --
---
title: Alder Clinic
description: Ketamine infusions, explained plainly.
---
Welcome.
-- content/pages/about.md --
---
title: About us
description: Who we are.
---
We are a clinic.
"""


@dataclass
class Made:
    """A site on disk, with what a test asks of it."""

    root: Path
    settings: Settings
    reviewed: bool = True
    """Whether pages that need a review are given one, which holds at every build."""

    def follow(self, **more: Any) -> BuildResult:
        """Builds as the command does, which first asks what has changed since the last build."""
        if self.reviewed:
            stamp_all(self.root, self.settings.clock or DAY)
        before = last_build.look(self.settings, ["build"])
        last_build.forget(self.settings)

        def keep(result: BuildResult) -> None:
            last_build.keep(self.settings, ["build"], before, self.settings, "", result.outcome, result.engine, result.replaced)

        return build(self.settings, ended=keep, since=before.since, **more)

    def build(self, **more: Any) -> BuildResult:
        if self.reviewed:
            stamp_all(self.root, self.settings.clock or DAY)
        return build(self.settings, **more)

    def read(self, path: str) -> str:
        return (self.root / "site" / path).read_text("utf-8")

    def write(self, path: str, text: str | bytes) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if self.reviewed and isinstance(text, str) and (changed := with_review(path, text)) != text:
            text = changed
            for person, profile in PEOPLE.items():
                (self.root / person).parent.mkdir(exist_ok=True)
                (self.root / person).write_text(profile, "utf-8")
        file.write_bytes(as_bytes(path, text))
        return file

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        if is_picture(path):
            assert file.read_bytes() == picture(path, old)
            self.write(path, new)
            return
        text = file.read_text("utf-8")
        assert old in text, f"{old!r} is not in {path}"
        file.write_text(text.replace(old, new), "utf-8")

    def settle(self) -> None:
        """Waits until every file's stat is old enough to be believed."""
        while time.time_ns() - max(file.stat().st_ctime_ns for file in (self.root / "content").rglob("*")) < TICK:
            os.sched_yield()

    def published(self) -> dict[str, bytes]:
        """Every file of the output folder by path, without the manifest."""
        folder = self.root / "site"
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.name.startswith(".clinicsite")
        }


def as_bytes(path: str, text: str | bytes) -> bytes:
    """The bytes of a file; words in place of a picture are drawn."""
    if isinstance(text, bytes):
        return text
    return picture(path, text.strip()) if is_picture(path) else text.encode()


def split_files(text: str) -> dict[str, str]:
    """`-- name --` sections as files; text before the first is ignored."""
    parts = re.split(r"^-- (\S+) --\n", text, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2]))


def make_site(root: Path, text: str = "", clinic: str = CLINIC, reviewed: bool = True, **settings: Any) -> Made:
    """A site under `root`: a small clinic, and the files of `text` over it. See `Made` for `reviewed`.

    The claims desk is out unless a test asks for it with `judged=True`: most tests are not about what pages claim.
    """
    made = Made(root, Settings(root=root, clock=DAY, **{"judged": False, **settings}), reviewed)
    for name, content in {**split_files(clinic), **split_files(text)}.items():
        made.write(name, content)
    return made


def codes(result: BuildResult) -> list[str]:
    return [d.code for d in result.diagnostics]
