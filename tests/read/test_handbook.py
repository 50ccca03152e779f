from __future__ import annotations

import json
import re
from dataclasses import fields

import pytest

from clinicsite.model.clinic import Clinic
from clinicsite.model.form import Form
from clinicsite.model.kinds import KINDS
from clinicsite.read.handbook import front_matter, schemas, write

SHAPES = {**KINDS, "clinic": Clinic, "form": Form}


@pytest.fixture(scope="module")
def documents():
    return {name.removesuffix(".json"): json.loads(text) for name, text in schemas().items()}


@pytest.mark.parametrize("name", list(SHAPES))
def test_a_schema_names_every_key_with_what_it_is_and_no_other(documents, name):
    schema = documents[name]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert set(schema["properties"]) == {field.name for field in fields(SHAPES[name])}
    assert schema["additionalProperties"] is False
    assert schema["properties"].get("draft", {}).get("description", "true").startswith("true")


def test_a_schema_knows_what_must_be_there_and_what_may_stand_there(documents):
    page = documents["page"]
    assert page["required"] == ["title", "description"]
    assert page["properties"]["layout"]["enum"] == ["page", "faq", "about", "first-visit", "glossary", "contact", "notice", "search"]
    assert re.match(page["properties"]["tags"]["items"]["pattern"], "chronic-pain")
    assert not re.match(page["properties"]["tags"]["items"]["pattern"], "Chronic Pain")


def test_opening_hours_may_be_written_short(documents):
    assert documents["location"]["properties"]["hours"]["additionalProperties"] == {"oneOf": [{"type": "string"}, {"type": "object"}]}


def test_the_glossary_is_a_list_of_terms(documents):
    assert documents["glossary"]["type"] == "array"


def section(title: str) -> str:
    return re.split(r"^#+ ", front_matter().split(f"{title}", 1)[1], maxsplit=1, flags=re.M)[0]


def test_the_page_of_keys_says_what_each_takes_and_its_default():
    common = section("## Keys of every page")
    assert "| `title` | Plain words, no HTML | required | The page's one H1, best as the reader's question. |" in common
    assert "| `draft` | `true` or `false` | `false` | true keeps the page out of the site, its lists and feeds. |" in common
    assert "| `tags` | list: lower-case letters, digits and hyphens |  |" in common
    assert "| `date` | date |  | The day it was first published, as 2026-11-03. |" in common
    assert "| `weight` | whole number | `0` |" in common


@pytest.mark.parametrize("name", list(SHAPES))
def test_the_page_of_keys_has_every_key_of_every_kind(name):
    common = section("## Keys of every page")
    own = section(f"## `{name}`: ")
    for field in fields(SHAPES[name]):
        assert f"| `{field.name}` |" in own or f"| `{field.name}` |" in common


def test_a_part_that_stands_in_two_kinds_is_explained_once():
    text = front_matter()
    titles = re.findall(r"^### (\w+):", text, re.M)
    assert "Fact" in titles and len(titles) == len(set(titles))


def test_everything_is_written_to_a_folder(tmp_path):
    write(tmp_path)
    assert (tmp_path / "front-matter.md").read_text("utf-8") == front_matter()
    assert {path.name for path in (tmp_path / "schema").iterdir()} == set(schemas())
