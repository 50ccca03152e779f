"""Front matter: the YAML between two `---` lines at the top of a Markdown file.

python-frontmatter's handler interface is kept; its `parse` is not used, because it strips the body's indentation
and reads a missing fence or a BOM as `no front matter`.
"""

from __future__ import annotations

import re
from typing import Any

from frontmatter.default_handlers import YAMLHandler

from clinicsite.model.diagnostic import Diagnostic, Location
from clinicsite.model.frozen import frozen
from clinicsite.read.yaml_nodes import YamlDocument, read_yaml

CODES = {
    "FMT001": "A page has no front matter.",
    "FMT002": "Front matter is never closed.",
    "FMT005": "Front matter is not keys and values.",
}
FENCE = re.compile(r"^---[ \t]*$", re.M)


@frozen()
class FrontMatter:
    """Values with their places, the body, and the file's line on which the body starts."""

    document: YamlDocument
    body: str
    first_line: int

    @property
    def values(self) -> dict[str, Any]:
        return self.document.values if isinstance(self.document.values, dict) else {}


class PlacedHandler(YAMLHandler):
    """python-frontmatter's YAML handler, strict about fences and with places.

    `split` raises ValueError with a code and sentence where the fences are wrong.
    """

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file

    def split(self, text: str) -> tuple[str, str]:
        first = FENCE.match(text)
        if not first:
            raise ValueError("FMT001")
        second = FENCE.search(text, first.end())
        if not second:
            raise ValueError("FMT002")
        return text[first.end() + 1 : second.start()], text[second.end() + 1 :]

    def load(self, fm: str, **kwargs: object) -> YamlDocument:
        return read_yaml(fm, self.file, first_line=2)


def read_frontmatter(text: str, file: str) -> FrontMatter:
    """Split and read a Markdown file. Problems stand in `document.problems`; the values are then empty or partial."""
    handler = PlacedHandler(file)
    try:
        head, body = handler.split(text)
    except ValueError as error:
        return FrontMatter(YamlDocument(problems=[_fence_problem(str(error), text, file)]), text, 1)
    document = handler.load(head)
    if document.values is None and not document.problems:
        document.values = {}
    if not isinstance(document.values, dict) and not document.problems:
        document.problems.append(
            Diagnostic(
                "FMT005", "The front matter is not a list of keys and values.", Location(file, 2, 1),
                "Write one `key: value` on each line.",
            )
        )
    return FrontMatter(document, body, head.count("\n") + 3)


def _fence_problem(code: str, text: str, file: str) -> Diagnostic:
    if code == "FMT002":
        return Diagnostic(
            "FMT002", "The front matter is never closed.", Location(file, 1, 1),
            "Put a line of three hyphens, `---`, under the last key.",
        )
    return Diagnostic(
        "FMT001", "This page has no front matter.", Location(file, 1, 1),
        "Start the file with a line `---`, then `title:` and `description:`, then another `---`.",
    )
