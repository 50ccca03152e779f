"""What build.py says: the settings of one site. Floor 0 in spirit: no imports of ours but the model."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path

from clinicsite.model.frozen import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date


@frozen(kw_only=True)
class Settings:
    """The settings of one site. Paths are absolute, or relative to `root`.

    `root` is the folder of build.py; `clock` is the day of the build (None: SOURCE_DATE_EPOCH, else today);
    `base_url` overrides clinic.yaml's; `drafts` and `future` let pages in that would be held back;
    `strict` makes errors of warnings and of what must not go live, `going_live` only of the latter; `judged` lets the
    claims desk read every page. Without `checked` no rule is applied at all, and the build is a copy for trial.
    """

    root: Path
    content: Path = field(default=Path("content"))
    output: Path = field(default=Path("site"))
    templates: Path = field(default=Path("templates"))
    cache: Path = field(default=Path(".cache"))
    base_url: str | None = None
    clock: date | None = None
    drafts: bool = False
    future: bool = False
    strict: bool = False
    going_live: bool = False
    judged: bool = True
    checked: bool = True

    @property
    def content_folder(self) -> Path:
        return self.root / self.content

    @property
    def output_folder(self) -> Path:
        return self.root / self.output

    @property
    def template_folder(self) -> Path:
        return self.root / self.templates

    @property
    def cache_folder(self) -> Path:
        return self.root / self.cache
