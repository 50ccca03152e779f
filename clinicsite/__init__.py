"""clinicsite: a static-site generator for clinics that judges whether a page is fit to publish."""

from __future__ import annotations

from clinicsite.settings import Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__version__ = "0.1.0"
__all__ = ["Settings", "__version__", "main"]


def main(settings: Settings, arguments: Sequence[str] | None = None) -> int:
    """Run a command on the site of these settings and return its exit code: 0 clean, 1 errors, 2 a wrong command."""
    from clinicsite.cli import main as run

    return run(settings, arguments)
