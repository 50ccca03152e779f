"""Runs pagefind, the program that makes a search index of pages."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib import metadata
from typing import IO, Any

from clinicsite.publish.search_order import UnknownIndex, in_order

PATIENCE = 60.0
"""Seconds after which a run that does not end is ended. One over 70 pages takes less than one."""

UNUSED = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight.", "pagefind-worker.")
"""Starts of names: pagefind's own search boxes, of which our page uses none, and a worker, in which the page's policy
would not hold."""

EXCLUDED = ["sup"]
"""The numbers of citations."""

ANY_LANGUAGE = "wasm.unknown.pagefind"


BLOCK_END = re.compile(r"</(?:address|caption|dd|div|dt|figcaption|h[1-6]|li|p|section|summary|td|th)>(?=<)")


class PagefindError(Exception):
    """There is no index. The text is a clause that says why."""


def make_index(pages: Mapping[str, str]) -> dict[str, bytes]:
    """The files of the index over `pages` (path of the file -> HTML), by path. The same pages give the same bytes.

    A page is indexed as its `data-pagefind-…` attributes say. Raises PagefindError.
    """
    if not pages:
        return {}
    requests: list[dict[str, Any]] = [{"type": "NewIndex", "config": {"exclude_selectors": EXCLUDED}}]
    requests += [
        {"type": "AddFile", "index_id": 0, "file_path": path, "file_contents": _apart(pages[path])} for path in sorted(pages)
    ]
    requests += [{"type": "GetFiles", "index_id": 0}]
    answers = _ask(requests)
    files = {file["path"]: base64.b64decode(file["content"]) for file in answers[-1].get("files", ())}
    try:
        return _used(in_order(files))
    except UnknownIndex as error:
        raise PagefindError(f"its index is not laid out as known: {error}") from None


def version() -> str:
    """The version of pagefind; nothing where it is not installed."""
    with suppress(metadata.PackageNotFoundError):
        return metadata.version("pagefind-bin")
    return ""


def program() -> str:
    """The path of pagefind's program. Raises PagefindError where it was not installed, as on a system that it is not made for."""
    try:
        from pagefind.service import get_executable

        found = get_executable()
    except (ImportError, OSError):
        found = None
    if found is None:
        raise PagefindError("it is not installed")
    return str(found)


def _apart(html: str) -> str:
    """A page with a space between its blocks, which pagefind would otherwise read as one word: `<dt>Cost</dt><dd>None</dd>`."""
    return BLOCK_END.sub(r"\g<0> ", html)


def _used(files: Mapping[str, bytes]) -> dict[str, bytes]:
    languages = json.loads(files["pagefind-entry.json"])["languages"].values()
    unknown = any(not facts.get("wasm") for facts in languages)
    return {
        path: data for path, data in sorted(files.items())
        if not path.startswith(UNUSED) and (unknown or path != ANY_LANGUAGE)
    }


def _ask(requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the program answers to each request. It reads and writes base64 of JSON, each with a comma behind it."""
    command = [program(), "--service"]
    try:
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as process:
            clock = threading.Timer(PATIENCE, process.kill)
            clock.start()
            try:
                return _talk(process, requests)
            finally:
                clock.cancel()
                process.kill()
                # What it did not read is lost with it, which is no news beside what it said.
                with suppress(BrokenPipeError):
                    process.stdin.close()  # type: ignore[union-attr]
    except BrokenPipeError:
        raise PagefindError("it ended before it had answered") from None
    except OSError as error:
        raise PagefindError(f"it does not run on this system ({error.strerror or error})") from None


def _talk(process: subprocess.Popen[bytes], requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    assert process.stdin and process.stdout
    # The program leaves what it has not read when its input ends, so the input stays open until it has answered all.
    writer = threading.Thread(target=_write, args=(process.stdin, requests), daemon=True)
    writer.start()
    answers: dict[int, dict[str, Any]] = {}
    for part in _parts(process.stdout):
        number, answer = _answer(part)
        if answer.get("type") == "Error":
            raise PagefindError(f"it says `{answer.get('message', 'nothing more')}`")
        answers[number] = answer
        if len(answers) == len(requests):
            return [answers[number] for number in range(1, len(requests) + 1)]
    raise PagefindError("it ended before it had answered")


def _write(stream: IO[bytes], requests: list[dict[str, Any]]) -> None:
    try:
        for number, request in enumerate(requests, 1):
            message = json.dumps({"message_id": number, "payload": request})
            stream.write(base64.b64encode(message.encode()) + b",")
        stream.flush()
    except (OSError, ValueError):
        """The program has ended, which its reader finds out."""


def _parts(stream: IO[bytes]) -> Iterator[bytes]:
    left = b""
    while chunk := stream.read1(1 << 20):  # type: ignore[attr-defined]
        *whole, left = (left + chunk).split(b",")
        yield from whole


def _answer(part: bytes) -> tuple[int, dict[str, Any]]:
    try:
        message = json.loads(base64.b64decode(part, validate=True))
        return int(message["message_id"] or 0), message["payload"]
    except (ValueError, KeyError, TypeError):
        raise PagefindError("it answered something that cannot be read") from None
