"""Diagnostics for machines: one JSON object, GitHub's workflow commands, SARIF 2.1.0."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from clinicsite import __version__
from clinicsite.model.diagnostic import Diagnostic
from clinicsite.pipeline import BuildResult

LEVELS = {"error": "error", "warning": "warning", "note": "notice"}
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def json_text(result: BuildResult, root: Path, style: object = None) -> str:
    """One object: `ok`, counts, what was written and removed, and `diagnostics`."""
    shown = {
        "ok": result.ok,
        "errors": sum(1 for d in result.diagnostics if d.severity == "error"),
        "warnings": sum(1 for d in result.diagnostics if d.severity == "warning"),
        "pages": result.pages,
        "written": list(result.published.written),
        "removed": list(result.published.removed),
        "diagnostics": [_record(d) for d in result.diagnostics],
    }
    return json.dumps(shown, indent=2, ensure_ascii=False) + "\n"


def _record(d: Diagnostic) -> dict[str, Any]:
    return {
        "code": d.code, "severity": d.severity, "file": d.where.file, "line": d.where.line, "column": d.where.column,
        "message": d.message, "hint": d.hint, "why": d.why, "words": d.words,
    }


def github(result: BuildResult, root: Path, style: object = None) -> str:
    """A workflow command for each diagnostic, so that a pull request shows it at its line."""
    return "".join(
        f"::{LEVELS[d.severity]} file={_property(d.where.file)},line={d.where.line},col={d.where.column},"
        f"title={_property(d.code)}::{_data(f'{d.message} {d.hint}'.strip())}\n"
        for d in result.diagnostics
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def sarif(result: BuildResult, root: Path, style: object = None) -> str:
    """A SARIF log of one run."""
    codes = sorted({d.code for d in result.diagnostics})
    log = {
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "clinicsite", "version": __version__, "rules": [_rule(code) for code in codes]}},
                "results": [_result(d) for d in result.diagnostics],
            }
        ],
    }
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _rule(code: str) -> dict[str, Any]:
    """What a code means, with its part in the reference as help. Examples are left out: they are not this site's."""
    from clinicsite.check.catalogue import entries, explain

    known = next((entry for entry in entries() if entry.code == code), None)
    if known is None:
        return {"id": code}
    text = explain(code).split("\n", 2)[-1].partition("\n\nBad:")[0].strip()
    return {"id": code, "shortDescription": {"text": known.sentence}, "help": {"text": text, "markdown": text}}


def _result(d: Diagnostic) -> dict[str, Any]:
    return {
        "ruleId": d.code,
        "level": d.severity,
        "message": {"text": f"{d.message} {d.hint}".strip()},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(d.where.file)},
                    "region": {"startLine": d.where.line, "startColumn": d.where.column},
                }
            }
        ],
    }
