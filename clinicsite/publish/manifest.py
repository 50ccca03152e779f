"""The list of files that builds have written into the output folder: path -> SHA-256."""

from __future__ import annotations

import json
from collections.abc import Mapping
from json.encoder import encode_basestring_ascii as quoted
from pathlib import Path

from clinicsite.model.address import is_safe_path

MANIFEST = ".clinicsite-manifest.json"
FORMAT = 1


class ManifestError(ValueError):
    """The manifest is there and cannot be used. Its text is a clause that says why."""


def read_manifest(file: Path) -> dict[str, str] | None:
    """What the manifest lists, None when there is none. Raises ManifestError, and OSError when it cannot be read."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return None
    try:
        value = json.loads(data)
    except ValueError:
        raise ManifestError("it is damaged") from None
    if not isinstance(value, dict) or not isinstance(value.get("files"), dict):
        raise ManifestError("it is damaged")
    if value.get("format") != FORMAT:
        raise ManifestError("another version of clinicsite wrote it")
    files: dict[str, str] = value["files"]
    for path, digest in files.items():
        if not is_safe_path(path) or not isinstance(digest, str):
            raise ManifestError(f"it names `{path}`, which no build writes")
    return files


def manifest_bytes(files: Mapping[str, str]) -> bytes:
    """The manifest as it is written: JSON, a file a line, sorted."""
    rows = ",\n".join(f"{quoted(path)}: {quoted(digest)}" for path, digest in sorted(files.items()))
    return f'{{\n"format": {FORMAT},\n"files": {{{f"{chr(10)}{rows}{chr(10)}" if rows else ""}}}\n}}\n'.encode()
