"""What there is stands in docs/, what stands in docs/ exists, and the examples of docs/writing.md build."""

from __future__ import annotations

import argparse
import ast
import inspect
import re
import shlex
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import pytest
import yaml

from clinicsite import __version__
from clinicsite.cli import VERBS
from clinicsite.command_words import parser
from clinicsite.model.blocks import BLOCKS
from clinicsite.model.clinic import FormsBackend
from clinicsite.model.kinds import KINDS
from clinicsite.read import handbook
from clinicsite.read.schema import field_docs
from clinicsite.render.components import COMPONENTS
from clinicsite.render.filters import FILTERS
from clinicsite.render.forms import BACKENDS
from clinicsite.render.styles import ORDER
from clinicsite.render.view import View
from clinicsite.settings import Settings
from tests.sites import Made, make_site
from tests.test_floors import FLOORS

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.glob("*.md")])
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]
FENCE = re.compile(r"^( *)(`{3,})(\w*)\n(.*?)^ *\2$", re.M | re.S)
LINK = re.compile(r"!?\[[^\]]*\]\(([^()\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
CODE_FORM = r"[A-Z]{2,5}(?:\d{3}|-\d{2}(?!\d))"
COMMAND = re.compile(r"(python build\.py|(?<![\w/-])clinicsite(?= [a-z-])|(?<![\w/-])make(?= [a-z]))(?! …)(.*)")


# Reading the documents


@dataclass(frozen=True)
class Example:
    """A fenced block. `path` is the file it stands for, where the line above names one."""

    language: str
    path: str
    text: str


@cache
def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def examples(name: str) -> list[Example]:
    return list(fences(text_of(name)))


def fences(text: str) -> Iterator[Example]:
    for match in FENCE.finditer(text):
        above = text[: match.start()].rstrip().rpartition("\n")[2].strip()
        path = re.fullmatch(r"`((?:content|templates)/\S+)`", above)
        yield Example(match[3], path[1] if path else "", textwrap.dedent(match[4]))


def prose(name: str) -> str:
    return FENCE.sub("", text_of(name))


def section(name: str, heading: str) -> str:
    """The text under a heading, up to the next of its level or higher."""
    match = re.search(rf"^(#+) {re.escape(heading)}\n(.*?)(?=^#{{1,6}} |\Z)", text_of(name), re.M | re.S)
    assert match, f"{name} has no heading `{heading}`"
    level = len(match[1])
    whole = re.search(rf"^#{{{level}}} {re.escape(heading)}\n(.*?)(?=^#{{1,{level}}} |\Z)", text_of(name), re.M | re.S)
    assert whole
    return whole[1]


def rows(text: str) -> list[list[str]]:
    """The cells of every table of a text, without its header rows."""
    table = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in table]
    rules = [n for n, row in enumerate(cells) if set("".join(row)) <= {"-", ":"}]
    headers = {n - 1 for n in rules}
    return [row for n, row in enumerate(cells) if n not in headers and n not in rules]


def first_names(text: str) -> list[str]:
    """The first code span of each table row."""
    return [name for row in rows(text) for name in CODE.findall(row[0])[:1]]


def slug(heading: str) -> str:
    """The anchor that code hosts give a heading."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").strip().lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def anchors(name: str) -> set[str]:
    return {slug(match[1]) for match in re.finditer(r"^#{1,6} (.+)$", prose(name), re.M)}


# Commands


def actions_of(verb: str) -> list[argparse.Action]:
    verbs = next(a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    return verbs.choices[verb]._actions


def flags_of(verb: str) -> dict[str, argparse.Action]:
    return {name: action for action in actions_of(verb) for name in action.option_strings if name not in ("-h", "--help")}


def documented_flags() -> dict[tuple[str, str], str]:
    found = {}
    for flag, verbs, *_ in rows(section("docs/writing.md", "Flags")):
        name, _, value = flag.strip("`").partition(" ")
        for verb in CODE.findall(verbs):
            assert (verb, name) not in found, f"{name} of {verb} is explained twice"
            found[verb, name] = value
    return found


def test_every_verb_is_explained_with_an_example():
    for verb in VERBS:
        example = next(fences(section("docs/writing.md", f"`{verb}`")))
        assert re.search(rf"^(python build\.py|clinicsite)( {verb}\b|$)", example.text, re.M), verb


def test_every_flag_of_every_verb_is_explained_and_no_other():
    real = {(verb, flag): action for verb in VERBS for flag, action in flags_of(verb).items()}
    told = documented_flags()
    assert told.keys() == real.keys()
    for (verb, flag), value in told.items():
        assert bool(value) == (real[verb, flag].nargs != 0), f"{flag} of {verb}"


@pytest.mark.parametrize("what", ["new", "list", "build"])
def test_every_choice_of_a_command_is_named(what):
    told = section("docs/writing.md", f"`{what}`") + section("docs/writing.md", "Flags")
    for action in actions_of(what):
        for choice in action.choices or ():
            assert f"`{choice}`" in told, f"{what} {choice}"


def commands(name: str) -> Iterator[list[str]]:
    """Every command of ours in fences and code spans, as its words."""
    typed = [e.text for e in examples(name) if e.language in ("sh", "toml", "yaml")]
    for line in [*"\n".join(typed).splitlines(), *CODE.findall(prose(name))]:
        for part in re.split(r"&&|\||>|;", line):
            if match := COMMAND.search(part):
                words = match[2].replace("…", "").split("#")[0].rstrip()
                program = "make" if match[1] == "make" else "clinicsite"
                yield [program, *shlex.split(words.removesuffix('"') if words.count('"') % 2 else words)]


@pytest.mark.parametrize("name", NAMES)
def test_every_command_in_a_document_exists(name):
    targets = set(re.findall(r"^([\w$()/.]+):(?!=)", text_of("Makefile"), re.M))
    for program, *words in commands(name):
        if program == "make":
            assert set(words) <= targets | {word for word in words if "=" in word}, f"{name}: make {' '.join(words)}"
            continue
        if not words or words[0].startswith("-") and words[0] not in ("--help", "--version"):
            words = ["build", *words]
        flags = [word.partition("=")[0] for word in words if word.startswith("--")]
        verb = words[0]
        assert verb in {*VERBS, "--help", "--version"}, f"{name}: there is no {verb}"
        known = {"--help", "--version", *(flags_of(verb) if verb in VERBS else ())}
        assert set(flags) <= known, f"{name}: {verb} has no {set(flags) - known}"


# Settings, codes, forms


def test_every_setting_of_build_py_is_explained():
    told = first_names(section("docs/deploying.md", "Settings in build.py"))
    assert told == [field.name for field in fields(Settings)]


def codes() -> set[str]:
    """Every code that the engine can give, found in its source."""
    constants = (
        node.value
        for path in sorted((ROOT / "clinicsite").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return {value for value in constants if re.fullmatch(CODE_FORM, value)}


def test_every_code_is_explained():
    told = set(re.findall(rf"^#+ ({CODE_FORM})\b", text_of("docs/diagnostics.md"), re.M))
    assert sorted(codes() - told) == []


def test_no_document_names_a_code_that_does_not_exist():
    known = codes()
    for name in NAMES:
        assert set(re.findall(rf"\b{CODE_FORM}\b", prose(name))) - known == set(), name


def test_every_form_backend_is_explained_with_its_keys():
    assert set(first_names(section("docs/forms.md", "Where requests go"))) == BACKENDS.keys()
    for key in field_docs(FormsBackend):
        assert f"`{key}`" in text_of("docs/forms.md")


def test_every_kind_of_page_is_explained():
    for kind in KINDS:
        assert re.search(rf"^## `{kind}`", text_of("docs/front-matter.md"), re.M), kind


def test_the_pages_that_the_engine_writes_are_as_it_would_write_them():
    assert text_of("docs/front-matter.md") == handbook.front_matter(), "Run `python -m clinicsite.read.handbook docs`."
    for name, schema in handbook.schemas().items():
        assert text_of(f"docs/schema/{name}") == schema, f"{name}: run `python -m clinicsite.read.handbook docs`."


def test_the_version_is_the_same_everywhere():
    assert f'version = "{__version__}"' in text_of("pyproject.toml")
    assert f"## [{__version__}]" in text_of("CHANGELOG.md")
    assert f"clinicsite-{__version__}-py3" in text_of("README.md")


# Templates


def signature(function: object) -> str:
    """The arguments of a component as its row prints them: `page, title="", level=3`."""
    parameters = list(inspect.signature(function).parameters.values())[1:]  # type: ignore[arg-type]
    return ", ".join(p.name if p.default is p.empty else f"{p.name}={shown(p.default)}" for p in parameters)


def shown(default: object) -> str:
    if isinstance(default, str):
        return f'"{default}"'
    return {"True": "true", "False": "false", "None": "none"}.get(repr(default), repr(default))


def test_every_component_is_explained_with_its_arguments():
    told = {}
    for call in first_names(section("docs/templates.md", "Components")):
        name, _, arguments = call.removesuffix(")").partition("(")
        told[name] = arguments
    assert told == {name: signature(function) for name, function in COMPONENTS.items()}


def test_every_filter_is_explained_and_no_other():
    assert sorted(first_names(section("docs/templates.md", "Filters"))) == sorted({*FILTERS, "md"})


def test_everything_a_template_may_ask_is_explained():
    questions = first_names(section("docs/templates.md", "What a template may ask"))
    told = {re.split(r"\W", question.removeprefix("view."))[0] for question in questions}
    asked = {name for name in vars(View) if not name.startswith("_")}
    inner = {"needs", "record", "open_html", "open_inline", "media_text", "render", "component", "shot", "drawing_file", "template_text"}
    assert told == asked - inner


def test_every_name_that_a_page_template_knows_is_explained(tmp_path, monkeypatch):
    known, render = {"c", "view"}, View.render

    def noted(view, template, **context):
        if template.startswith("pages/"):
            known.update(context)
        return render(view, template, **context)

    monkeypatch.setattr(View, "render", noted)
    assert clinic_in(tmp_path).build().ok
    told = {name.removesuffix("()") for name in first_names(section("docs/templates.md", "What every template knows"))}
    assert told == known


def test_every_block_of_a_layout_is_explained():
    for layout in ("base", "reading"):
        source = (ROOT / "templates" / "layouts" / f"{layout}.html").read_text("utf-8")
        blocks = set(re.findall(r"{%-? block (\w+)", source))
        told = {name for row in rows(section("docs/templates.md", f"`layouts/{layout}.html`")) for name in CODE.findall(row[0])}
        assert told == blocks, layout


def test_every_page_template_and_style_sheet_is_explained():
    text = section("docs/templates.md", "Page templates")
    for path in (ROOT / "templates" / "pages").glob("*.html"):
        assert f"`{path.name}`" in text, path.name
    told = first_names(section("docs/templates.md", "Style sheets"))
    assert told[: len(ORDER)] == [f"{name}.css" for name in ORDER]
    assert set(told) == {path.name for path in (ROOT / "templates/assets/css").iterdir()}


def test_the_table_of_floors_is_true():
    told = {}
    for floor, modules, *_ in rows(section("docs/changing.md", "Floors")):
        names = (name.rstrip("/").removesuffix(".py").replace("/", ".") for name in CODE.findall(modules))
        told |= {f"clinicsite.{name}": int(floor) for name in names}
    assert told == FLOORS


# Links


@pytest.mark.parametrize("name", NAMES)
def test_every_relative_link_leads_somewhere(name):
    for target in LINK.findall(CODE.sub("", prose(name))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        found = (ROOT / name).parent.joinpath(path).resolve() if path else ROOT / name
        assert found.exists(), f"{name}: {target}"
        if anchor:
            assert anchor in anchors(found.relative_to(ROOT).as_posix()), f"{name}: {target}"


def test_every_document_is_linked_from_the_readme():
    linked = {target.partition("#")[0] for target in LINK.findall(text_of("README.md"))}
    assert {f"docs/{page.name}" for page in DOCS.glob("*.md")} <= linked


def test_pictures_of_the_readme_are_light_and_described():
    found = dict(re.findall(r'<img src="(docs/images/[^"]+)" width="\d+" alt="([^"]*)">', text_of("README.md")))
    assert set(found) == {f"docs/images/{p.name}" for p in (DOCS / "images").iterdir()}
    for path, words in found.items():
        assert len(words) > 20, path
        assert (ROOT / path).stat().st_size < 150_000, path


# Examples of docs/writing.md

SITE = """\
-- content/articles/aftercare/index.md --
---
title: After the infusion
description: What to do from the moment you leave.
stages:
  - {id: same-day, label: The same day, span: noon to bed}
---
-- content/articles/aftercare/first-24-hours.md --
---
title: The first 24 hours
description: What to do on the day.
audience: clinician
---
## The first night

Sleep near someone.
-- content/pages/fees.md --
---
title: What you pay
description: Prices.
---
A visit has one price.
-- content/people/miriam-okafor.md --
---
title: Miriam Okafor
description: Medical director.
credentials: MD
license_states: [MD]
role: Medical director
---
She reviews every page.
-- content/people/hannah-brandt.md --
---
title: Hannah Brandt
description: Nurse and writer.
credentials: RN
role: Nurse
---
She writes.
-- content/treatments/ketamine-infusion.md --
---
title: Ketamine infusion
description: What it is.
therapy: Intravenous ketamine infusion
status: Ketamine is approved by the FDA only as an anesthetic.
---
A slow drip.
-- content/forms/request-appointment.yaml --
{form}
-- content/forms/ask-a-question.yaml --
{form}
-- content/images/synapse.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M1 1h6"/></svg>
-- content/drawings/car.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M1 1h6"/></svg>
"""
FORM = """\
title: Call me
description: Tell us how to reach you.
summary: A nurse calls you back.
emergency_title: In an emergency, call 911.
emergency_text: Do not use this form.
submit: Send
after_title: What happens then
steps:
  - legend: How we reach you
    seconds: 20
    why: So that a nurse can call.
    fields:
      - {name: tel, label: Phone number, type: tel}
thanks: {title: We have your request, description: A nurse calls you., text: A nurse calls you.}
"""
WORKS = """
@article{phillips2019, author={Phillips, Jennifer L. and others}, title={Infusions for depression}, year={2019},
  journal={American Journal of Psychiatry}, doi={10.1176/appi.ajp.2018.18070834}}

@article{lii2023, author={Lii, Theresa R. and others}, title={Ketamine masked by anesthesia}, year={2023},
  journal={Nature Mental Health}, doi={10.1038/s44220-023-00140-x}}
"""
ARTICLE = {"title": "An example of the handbook", "description": "A page of an example.", "audience": "clinician"}


def clinic_in(root: Path) -> Made:
    """A small clinic with what the examples name, and the location that they print."""
    made = make_site(root, SITE.replace("{form}", FORM))
    columbia = next(e for e in examples("docs/writing.md") if e.path == "content/locations/columbia.md")
    made.write(columbia.path, columbia.text)
    return made


def example_files() -> dict[str, str]:
    """A file of content/ for every example: as it stands, or as an article's body or front matter."""
    files: dict[str, str] = {}
    for n, example in enumerate(e for e in examples("docs/writing.md") if e.language in ("markdown", "yaml", "bibtex")):
        head, body = {**ARTICLE, "title": f"Example {n}"}, example.text
        if example.path:
            files[example.path] = example.text + (WORKS if example.path.endswith(".bib") else "")
            continue
        if example.language == "yaml":
            head, body = {**head, **yaml.safe_load(example.text)}, "Some text."
        files[f"content/articles/aftercare/example-{n}.md"] = f"---\n{yaml.safe_dump(head)}---\n\n{body}"
    return files


def test_the_examples_for_writers_build_without_a_word(tmp_path):
    files = example_files()
    made = clinic_in(tmp_path)
    for path, text in files.items():
        made.write(path, text)
    result = made.build()
    assert [f"{d.where} {d.code} {d.message}" for d in result.diagnostics if d.severity != "note"] == []
    page = made.read("articles/aftercare/flying/index.html")
    assert "Can I fly after an infusion?" in page
    assert "approved by the FDA only as an anesthetic" in page
    assert {"columbia", "alex-moreno"} <= {path.parent.name for path in (tmp_path / "site").rglob("index.html")}
    assert len(files) > len(BLOCKS) + 8


def test_the_examples_for_templates_build_without_a_word(tmp_path):
    made = clinic_in(tmp_path)
    pages = iter(("page", "notice"))
    for example in (e for e in examples("docs/templates.md") if e.language == "jinja"):
        page = f'{{% extends "layouts/reading.html" %}}\n{example.text}'
        made.write(example.path or f"templates/pages/{next(pages)}.html", example.text if example.path else page)
    made.write("templates/assets/js/map.js", "export {};\n")
    made.write("templates/assets/css/own.css", "@layer parts { h1 { color: var(--soft); } }\n")
    made.write("content/pages/notices/privacy.md", "---\ntitle: Privacy\ndescription: How.\nlayout: notice\n---\nText.\n")
    result = made.build()
    assert [f"{d.where} {d.code} {d.message}" for d in result.diagnostics] == []
    assert "Or call 410-555-0118." in made.read("404.html")
    assert re.search(r'href="/assets/own\.[0-9a-f]{8}\.css"', made.read("about/index.html"))
    assert re.search(r'src="/assets/map\.[0-9a-f]{8}\.js"', made.read("notices/privacy/index.html"))


def test_every_block_is_explained_with_an_example_that_uses_it_and_its_options():
    for name, shape in BLOCKS.items():
        told = section("docs/writing.md", f"`{name}`")
        (example,) = [e.text for e in fences(told) if e.language == "markdown"]
        assert re.match(rf"/// {name}( \| \S.*)?\n", example), name
        assert re.search(r"[A-Z]", told.split("```")[0]), f"{name} is not said when to use"
        for option in shape.options:
            assert f"    {option}: " in example and f"`{option}`" in told, f"{name} {option}"


def test_the_examples_name_files_that_the_demo_has():
    own = {example.path for example in examples("docs/writing.md")}
    for path in re.findall(r"^-- (\S+) --$", SITE, re.M):
        assert (ROOT / path).is_file(), path
    assert (ROOT / "content/locations/columbia.md").is_file()
    for reference in ("murrough2013", "spravato_label", "phillips2019", "lii2023"):
        assert f"{{{reference}," in text_of("content/references.bib")
    assert "content/references.bib" in own


def test_the_printed_mistake_is_what_the_engine_says(tmp_path):
    printed = next(e.text for e in examples("docs/writing.md") if e.language == "text")
    place, code = re.match(r"(\S+): error\[(\w+)\]", printed).groups()  # type: ignore[union-attr]
    said = re.findall(r"\b[A-Z][a-z]+ [^`\n]*`[^`]+`[.?]", printed)
    assert code == "LNK001" and place.startswith("content/articles/aftercare/")
    made = make_site(tmp_path, "-- content/pages/fees.md --\n---\ntitle: Fees\ndescription: Prices.\n---\nA price.\n")
    made.edit("content/pages/about.md", "We are a clinic.", "See the [fees page](/pages/fes.md).")
    (found,) = made.build().diagnostics
    assert (found.code, [found.message, found.hint]) == (code, said)


def test_codes_are_found_in_the_source():
    assert {"LNK001", "PUB001", "FMT003", "TPL003"} <= codes()


def test_a_document_that_names_no_such_flag_or_link_would_be_found(monkeypatch):
    text = "Type `python build.py check --mend`, then look at [this](nowhere.md)."
    real = text_of
    monkeypatch.setitem(globals(), "text_of", lambda name: text if name == "README.md" else real(name))
    with pytest.raises(AssertionError, match="check has no {'--mend'}"):
        test_every_command_in_a_document_exists("README.md")
    with pytest.raises(AssertionError, match="nowhere.md"):
        test_every_relative_link_leads_somewhere("README.md")


def test_rows_of_tables_are_read_without_their_headers():
    assert rows("| a | b |\n|---|---|\n| `x\\|y` | 2 |\n") == [["`x|y`", "2"]]
    assert first_names("| a |\n|---|\n| `one` and `two` |\n") == ["one"]
