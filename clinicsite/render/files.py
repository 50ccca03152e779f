"""Files as pages name them: addresses of pictures, drawings set into a page, and addresses of other sites."""

from __future__ import annotations

import posixpath
import re

from markupsafe import Markup

from clinicsite.model.site import MediaFile

SCHEMES = ("https:", "http:", "mailto:", "tel:", "sms:")


def harmless(target: str) -> str:
    """An address of another site: the last gate before `href`. Raises LookupError where it could run something."""
    if not target.lower().startswith(SCHEMES):
        raise LookupError(f"`{target}` is no address that a page may lead to.")
    return target


def media_path(file: MediaFile) -> str:
    """`images/x.png` -> `media/x.1a2b3c4d.png`"""
    stem, suffix = posixpath.splitext(posixpath.basename(file.path))
    return f"media/{stem}.{file.digest[:8]}{suffix.lower()}"


def inline_svg(path: str, text: str, attributes: str) -> Markup:
    """The `<svg>` of a drawing with these attributes, to stand in a page. Raises LookupError where the file holds none."""
    drawing = re.search(r"<svg\b.*</svg>", re.sub(r"<!--.*?-->", "", text, flags=re.S), re.S)
    if not drawing:
        raise LookupError(f"`{path}` is no drawing: it holds no `<svg>` that is closed.")
    text = re.sub(r'\sxmlns(:\w+)?="[^"]*"', "", drawing[0])
    return Markup(text.replace("<svg", f"<svg {attributes}", 1))
