"""Keys of front matter set in a page's text; every other character stays as its writer typed it."""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml

from clinicsite.read.frontmatter import PlacedHandler, read_frontmatter
from clinicsite.read.yaml_nodes import PlainLoader


class NotSet(Exception):
    """The keys cannot be set without touching something else."""


def set_keys(text: str, values: Mapping[str, str]) -> str:
    """The text with these keys, each of which takes one plain word or a day.

    A key that is there gets its new value in its place. The others go below the last of them that is there, else to the end
    of the front matter. Raises NotSet where the front matter is written in a way that does not let this be done safely.
    """
    try:
        head, body = PlacedHandler("").split(text)
    except ValueError as error:
        raise NotSet from error
    start = text.index("\n") + 1
    loader = PlainLoader(head)
    try:
        node = loader.get_single_node()
    except yaml.YAMLError as error:
        raise NotSet from error
    finally:
        loader.dispose()
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        raise NotSet
    changed = _edited(head, node, values)
    found = text[:start] + changed + text[start + len(head) :]
    _compare(text, found, values)
    return found


def _edited(head: str, node: yaml.MappingNode, values: Mapping[str, str]) -> str:
    edits: list[tuple[int, int, str]] = []
    missing = dict(values)
    below = len(head)
    for key_node, value_node in node.value:
        if key_node.value in values:
            new = missing.pop(key_node.value)
            start, end = value_node.start_mark.index, value_node.end_mark.index
            if start == end:
                start = end = head.index(":", key_node.end_mark.index) + 1
                new = f" {new}"
            edits.append((start, end, new))
            below = _line_end(head, end)
    lines = "".join(f"{key}: {value}\n" for key, value in missing.items())
    edits.append((below, below, lines if below == 0 or head[below - 1] == "\n" else f"\n{lines}"))
    for start, end, new in sorted(edits, reverse=True):
        head = head[:start] + new + head[end:]
    return head


def _line_end(text: str, at: int) -> int:
    end = re.compile("\n").search(text, at)
    return end.end() if end else len(text)


def _compare(before: str, after: str, values: Mapping[str, str]) -> None:
    """See that the new text reads as the old one with nothing but these keys changed."""
    old, new = read_frontmatter(before, ""), read_frontmatter(after, "")
    wanted = {**old.values, **values}
    same = new.body == old.body and {k: str(v) if k in values else v for k, v in new.values.items()} == wanted
    if new.document.problems or not same:
        raise NotSet
