"""Floor 5: diagnostics as people and machines read them."""

from __future__ import annotations

from clinicsite.report.machines import github, json_text, sarif
from clinicsite.report.text import text

FORMATS = {"text": text, "json": json_text, "github": github, "sarif": sarif}
