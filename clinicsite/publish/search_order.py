"""Puts a pagefind index into one order: pagefind 1.5 writes the values of filters as a hash table happens to hold them.

Measured with 1.5.2: given the same pages in the same order, every file is the same in each run but three, those of the
filters, the list of all that names them, and the entry that names the list. Their names are hashes of what they hold, so
these change as well.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Mapping
from typing import Any

from clinicsite.publish.cbor import CborError, Value, decode, encode

ENTRY = "pagefind-entry.json"
SIGN = b"pagefind_dcd"
"""What stands before the CBOR of each list. pagefind's script takes lists that start with it as they are, and unpacks
others; so ours stay unpacked, because different releases of zlib pack the same bytes in different ways."""

FILTERS = 3
"""Where in the list of all an index names its filters, each with the name of its file."""


class UnknownIndex(ValueError):
    """The index is not laid out as pagefind 1.5 lays it out. The text is a clause that says what is odd."""


def in_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of an index by path, with filters in the order of their names and values. Raises UnknownIndex."""
    made = dict(files)
    try:
        entry: dict[str, Any] = json.loads(files[ENTRY])
        for language, facts in sorted(entry["languages"].items()):
            facts["hash"] = _language(made, language, facts["hash"])
        entry["languages"] = dict(sorted(entry["languages"].items()))
    except (LookupError, TypeError, AttributeError):
        raise UnknownIndex("its parts do not name each other as expected") from None
    except (CborError, OSError, EOFError, zlib.error, ValueError) as error:
        raise UnknownIndex(f"a list in it cannot be read: {error}") from None
    made[ENTRY] = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return made


def _language(files: dict[str, bytes], language: str, name: str) -> str:
    """Puts one language's filters in order and gives the new name of its list."""
    everything = _open(files.pop(f"pagefind.{name}.pf_meta"))
    if not isinstance(everything, list) or not isinstance(everything[FILTERS], list):
        raise TypeError
    everything[FILTERS] = sorted(_filter(files, language, row) for row in everything[FILTERS])
    data = SIGN + encode(everything)
    renamed = f"{language}_{_digest(data, 10)}"
    files[f"pagefind.{renamed}.pf_meta"] = data
    return renamed


def _filter(files: dict[str, bytes], language: str, row: Any) -> list[Any]:
    title, name = row
    found = _open(files.pop(f"filter/{name}.pf_filter"))
    if not isinstance(found, list) or found[0] != title or not isinstance(found[1], list):
        raise TypeError
    data = SIGN + encode([title, sorted(found[1], key=lambda pair: pair[0])])  # type: ignore[index,call-overload,arg-type,return-value]
    renamed = f"{language}_{_digest(data, 7)}"
    files[f"filter/{renamed}.pf_filter"] = data
    return [title, renamed]


def _open(data: bytes) -> Value:
    plain = gzip.decompress(data)
    if not plain.startswith(SIGN):
        raise CborError("it does not start as pagefind's do")
    return decode(plain[len(SIGN) :])


def _digest(data: bytes, length: int) -> str:
    return hashlib.sha256(data).hexdigest()[:length]
