"""The site's headers and redirects as an nginx snippet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from clinicsite.publish.headers import HeaderRule, headers_for, regex
from clinicsite.publish.redirects import Redirect

INTRODUCTION = """\
# Include this in the `server` block whose `root` is {root}.
# nginx drops inherited headers where a location adds its own, so every location repeats all of them.
absolute_redirect off;
error_page 404 {base}/404.html;

# Files for hosts, and hidden files.
location ~ /_[^/]*$ {{ return 404; }}
location ~ /\\.(?!well-known/) {{ return 404; }}
"""


def nginx(
    base_path: str, rules: Iterable[HeaderRule], redirects: Iterable[Redirect], folders: Iterable[str] = ()
) -> str:
    """The snippet: one location for each rule and each redirect. `base_path` is `""` or `/base`; `folders` are those of
    languages that have a 404 page of their own."""
    rules = tuple(rules)
    root = f"the folder in which the site is {base_path}/" if base_path else "the site's folder"
    lines = [INTRODUCTION.format(root=root, base=base_path)]
    # The first expression that matches counts, so these stand before those of all languages.
    for folder in folders:
        missing = f"    error_page 404 {base_path}/{folder}/404.html;"
        for path, match in (("*/", f"~ ^{base_path}/{folder}/.*/$"), ("*", f"{base_path}/{folder}/")):
            rule = HeaderRule(f"{base_path}/{folder}/{path}", ())
            lines += [f"location {match} {{", missing, *_directives(rule, rules), "}", ""]
    for rule in rules:
        match = f"{base_path}/" if rule.path == f"{base_path}/*" else _match(rule.path)
        lines += [f"location {match} {{", *_directives(rule, rules), "}", ""]
    lines += [f"location = {_quoted(unquote(r.old))} {{ return 301 {_quoted(r.new)}; }}" for r in redirects]
    return "\n".join(lines).rstrip() + "\n"


def _match(pattern: str) -> str:
    """A path as itself, a folder by its start, anything else by a regular expression."""
    start = pattern.removesuffix("*")
    if "*" in start or ":" in start:
        return f"~ ^{regex(pattern)}$"
    return f"= {pattern}" if start == pattern else f"^~ {start}"


def _directives(rule: HeaderRule, rules: tuple[HeaderRule, ...]) -> Iterator[str]:
    headers = headers_for(_example(rule.path), rules)
    if kind := headers.pop("Content-Type", ""):
        yield "    types { }"
        yield f"    default_type {_quoted(kind)};"
    if rule.path.endswith("/"):
        # Answered here: by way of `index` it would be answered in another location, without these headers.
        yield "    try_files ${uri}index.html =404;"
    for name, value in headers.items():
        # `always` is for errors too, and no error may be kept for a year.
        always = "" if name == "Cache-Control" else " always"
        yield f"    add_header {name} {_quoted(value)}{always};"


def _example(pattern: str) -> str:
    """A path that the pattern matches."""
    return pattern.replace("*", "x").replace(":topic", "x")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
