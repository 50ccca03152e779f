from __future__ import annotations

import gzip
import json
from typing import Any

import pytest

from clinicsite.publish.cbor import decode, encode
from clinicsite.publish.search_order import SIGN, UnknownIndex, in_order


def packed(value: Any) -> bytes:
    return gzip.compress(SIGN + encode(value))


def index(topics: list[Any], filters: list[Any], languages: tuple[str, ...] = ("en-us", "es")) -> dict[str, bytes]:
    """An index as pagefind lays it out, with the filters `topic` and `kind` in each language."""
    files = {"pagefind.js": b"script"}
    for language in languages:
        files[f"pagefind.{language}_a1.pf_meta"] = packed(["1.5.2", [["en_1", 3]], [], filters, [], ["title"]])
    files["filter/t1.pf_filter"] = packed(["topic", topics])
    files["filter/k1.pf_filter"] = packed(["kind", [["page", [0, 1]]]])
    entry = {"version": "1.5.2", "languages": {name: {"hash": f"{name}_a1", "wasm": name} for name in languages}}
    return {**files, "pagefind-entry.json": json.dumps(entry).encode()}


ONE = index([["Cost", [0]], ["Aftercare", [1, 2]]], [["topic", "t1"], ["kind", "k1"]], ("en-us",))
OTHER = index([["Aftercare", [1, 2]], ["Cost", [0]]], [["kind", "k1"], ["topic", "t1"]], ("en-us",))


def test_whatever_order_filters_came_in_the_files_are_the_same():
    assert ONE != OTHER and in_order(ONE) == in_order(OTHER)


def test_filters_and_their_values_stand_in_the_order_of_their_names():
    made = in_order(ONE)
    entry = json.loads(made["pagefind-entry.json"])
    name = entry["languages"]["en-us"]["hash"]
    filters = decode(made[f"pagefind.{name}.pf_meta"].removeprefix(SIGN))[3]
    assert [title for title, _ in filters] == ["kind", "topic"]
    topics = decode(made[f"filter/{filters[1][1]}.pf_filter"].removeprefix(SIGN))
    assert topics == ["topic", [["Aftercare", [1, 2]], ["Cost", [0]]]]
    assert made["pagefind.js"] == b"script" and len(made) == len(ONE)


def test_a_changed_value_changes_the_names_of_its_file_and_of_the_list():
    changed = index([["Cost", [0]], ["Aftercare", [1]]], [["topic", "t1"], ["kind", "k1"]], ("en-us",))
    before, after = in_order(ONE), in_order(changed)
    assert len(before.keys() - after.keys()) == 2
    assert all(name.endswith(("pf_filter", "pf_meta")) for name in before.keys() - after.keys())


def test_languages_stand_in_the_order_of_their_names():
    files = index([], [], ("es", "en-us"))
    assert list(json.loads(in_order(files)["pagefind-entry.json"])["languages"]) == ["en-us", "es"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda files: files.pop("pagefind-entry.json"),
        lambda files: files.pop("filter/t1.pf_filter"),
        lambda files: files.update({"filter/t1.pf_filter": packed(["other", []])}),
        lambda files: files.update({"filter/t1.pf_filter": gzip.compress(b"nothing known")}),
        lambda files: files.update({"pagefind.en-us_a1.pf_meta": b"not packed"}),
        lambda files: files.update({"pagefind.en-us_a1.pf_meta": packed(["2.0"])}),
        lambda files: files.update({"pagefind-entry.json": b"{"}),
        lambda files: files.update({"pagefind-entry.json": b'{"languages": []}'}),
    ],
)
def test_an_index_of_another_layout_is_refused(spoil):
    files = dict(ONE)
    spoil(files)
    with pytest.raises(UnknownIndex):
        in_order(files)
