from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from clinicsite.model.diagnostic import Diagnostic
from clinicsite.render.calls import ComponentError
from clinicsite.render.environment import TemplateProblem, Templates, engine_templates


def templates(root: Path, files: dict[str, str | bytes], filters: dict[str, Any] | None = None) -> Templates:
    """`own/…` is the site's folder, `engine/…` the engine's."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    for name in ("own", "engine"):
        (root / name).mkdir(exist_ok=True)
    return Templates((root / "own", root / "engine"), filters or {}, root)


def rendered(root: Path, files: dict[str, str | bytes], **context: Any) -> str:
    return templates(root, files).render("page.html", context, lambda name: None)


def problem(root: Path, files: dict[str, str | bytes], filters: dict[str, Any] | None = None, **context: Any) -> Diagnostic:
    with pytest.raises(TemplateProblem) as caught:
        templates(root, files, filters).render("page.html", context, lambda name: None)
    return caught.value.diagnostic


def told(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.where}: {diagnostic.code} {diagnostic.message}"


# Rendering


def test_what_a_page_says_is_escaped_unless_it_is_markup(tmp_path):
    files = {"engine/page.html": "<p>{{ a }}</p>{{ b }}"}
    assert rendered(tmp_path, files, a="<b>", b=Markup("<i>so</i>")) == "<p>&lt;b&gt;</p><i>so</i>"


def test_a_sites_own_template_comes_before_the_engines_and_may_use_the_rest(tmp_path):
    files = {
        "engine/page.html": "{% extends 'base.html' %}{% block a %}engine{% endblock %}", "engine/base.html": "<{% block a %}{% endblock %}>",
        "own/page.html": "{% extends 'base.html' %}{% block a %}own{% endblock %}",
    }  # fmt: skip
    assert rendered(tmp_path, files) == "<own>"


def test_a_folder_of_own_templates_need_not_be_there(tmp_path):
    (tmp_path / "engine").mkdir()
    assert Templates((tmp_path / "nothing", tmp_path / "engine"), {}, tmp_path).folders == (tmp_path / "engine",)


def test_every_template_that_is_loaded_is_recorded_by_whatever_statement(tmp_path):
    files = {
        "engine/page.html": "{% extends 'base.html' %}{% import 'macros.html' as m %}{% from 'more.html' import x %}"
        "{% block a %}{{ m.y() }}{% include 'part.html' %}{% include ['missing.html', 'other.html'] %}{% include 'no.html' ignore missing %}{% endblock %}",
        "engine/base.html": "{% block a %}{% endblock %}", "engine/macros.html": "{% macro y() %}{% endmacro %}",
        "engine/more.html": "{% macro x() %}{% endmacro %}", "engine/part.html": "", "engine/other.html": "",
    }  # fmt: skip
    seen: list[str] = []
    made = templates(tmp_path, files)
    for _ in range(2):
        seen.clear()
        made.render("page.html", {}, seen.append)
        assert sorted(seen) == [
            "base.html", "macros.html", "missing.html", "more.html", "no.html", "other.html", "page.html", "part.html",
        ]  # fmt: skip


def test_a_render_inside_a_render_records_its_templates_for_itself(tmp_path):
    made = templates(tmp_path, {"engine/page.html": "{{ inner() }}{% include 'after.html' %}", "engine/inner.html": "", "engine/after.html": ""})
    outside: list[str] = []
    inside: list[str] = []
    made.render("page.html", {"inner": lambda: made.render("inner.html", {}, inside.append)}, outside.append)
    assert (outside, inside) == (["page.html", "after.html"], ["inner.html"])


# Problems


def test_a_syntax_error_is_placed_at_its_line_in_the_sites_own_file(tmp_path):
    found = problem(tmp_path, {"own/page.html": "<p>\n{% if a %}\n</p>\n{% endfro %}\n"})
    assert told(found).startswith("own/page.html:4:1: TPL001 Encountered unknown tag `endfro`.")
    assert found.hint == "Mend the tag on this line; every `{% … %}` and `{{ … }}` must be closed."
    assert found.severity == "error"


def test_a_filter_that_does_not_exist_is_a_syntax_error(tmp_path):
    assert told(problem(tmp_path, {"own/page.html": "\n{{ a | shout }}"})) == "own/page.html:2:1: TPL001 No filter named `shout`."


def test_an_undefined_name_is_placed_where_it_is_used(tmp_path):
    files = {"engine/page.html": "{% include 'part.html' %}", "own/part.html": "\n\n{{ titel }}"}
    found = problem(tmp_path, files)
    assert told(found) == "own/part.html:3:1: TPL002 `titel` is undefined."
    assert found.hint == "Check the spelling; docs/templates.md lists what a template may ask."


def test_an_attribute_that_does_not_exist_is_undefined_too(tmp_path):
    found = problem(tmp_path, {"own/page.html": "{{ path.titel }}"}, path=tmp_path)
    assert told(found).endswith("object` has no attribute `titel`.") and found.code == "TPL002"


def test_a_template_that_is_missing_is_named_where_it_is_asked_for(tmp_path):
    found = problem(tmp_path, {"own/page.html": "\n{% include 'part/s.html' %}"})
    assert told(found) == "own/page.html:2:1: TPL003 There is no template `part/s.html`."
    assert found.hint == "Check the name; it is written from templates/, as in `components/notice.html`."


def test_a_page_template_that_is_missing_is_looked_for_in_the_engine(tmp_path):
    assert told(problem(tmp_path, {})) == "engine/page.html:1:1: TPL003 There is no template `page.html`."


FAILURES = {
    "division": ("{{ 1 // n }}", "Integer division or modulo by zero."),
    "a filter that is reached too late": ("{% if n == 0 %}{{ n | shout }}{% endif %}", "No filter named `shout` found."),
    "a wrong call": ("{{ f(1, 2) }}", "takes 1 positional argument but 2 were given"),
    "recursion": ("{% include 'page.html' %}", "Maximum recursion depth exceeded"),
    "a lookup": ("{{ g() }}", "There is no `x.md`."),
    "a file": ("{{ h() }}", "No such file or directory"),
}


@pytest.mark.parametrize("source,message", FAILURES.values(), ids=list(FAILURES))
def test_whatever_fails_in_a_template_is_placed_there(tmp_path, source, message):
    def lookup() -> None:
        raise LookupError("There is no `x.md`.")

    found = problem(
        tmp_path, {"own/page.html": f"\n{source}"}, n=0, f=lambda a: a, g=lookup, h=(tmp_path / "nothing").read_text
    )
    assert (found.code, str(found.where)) == ("TPL004", "own/page.html:2:1")
    assert message in found.message
    assert found.hint == "Look at this line of the template and at the page that it renders."


def test_a_component_that_is_called_wrongly_has_a_code_of_its_own(tmp_path):
    def call() -> None:
        raise ComponentError("The component `figure` takes path; missing is path.")

    found = problem(tmp_path, {"own/page.html": "{{ call() }}"}, call=call)
    assert told(found) == "own/page.html:1:1: TPL005 The component `figure` takes path; missing is path."
    assert found.hint == "Call it with the arguments that it takes."


def test_a_problem_inside_a_component_keeps_its_own_place(tmp_path):
    made = templates(tmp_path, {"own/page.html": "\n{{ inner() }}", "own/inner.html": "\n\n\n{{ x }}"})
    with pytest.raises(TemplateProblem) as caught:
        made.render("page.html", {"inner": lambda: made.render("inner.html", {}, lambda name: None)}, lambda name: None)
    assert told(caught.value.diagnostic) == "own/inner.html:4:1: TPL002 `x` is undefined."


def test_a_template_of_another_encoding_is_named(tmp_path):
    found = problem(tmp_path, {"own/page.html": "caf\u00e9".encode("latin-1")})
    assert (str(found.where), found.code) == ("own/page.html:1:1", "TPL004")


def test_an_engines_template_outside_the_site_is_named_from_templates(tmp_path):
    (tmp_path / "engine").mkdir()
    (tmp_path / "engine/page.html").write_text("{{ x }}")
    with pytest.raises(TemplateProblem) as caught:
        Templates((tmp_path / "engine",), {}, tmp_path / "site").render("page.html", {}, lambda name: None)
    assert str(caught.value.diagnostic.where) == "templates/page.html:1:1"


# Digests and assets


def test_the_digest_of_a_template_changes_when_a_site_brings_its_own(tmp_path):
    engine = templates(tmp_path, {"engine/page.html": "a"})
    before = engine.digest("page.html")
    assert before == engine.digest("page.html") != ""
    assert templates(tmp_path, {"own/page.html": "b"}).digest("page.html") != before
    assert engine.digest("nothing.html") == ""


def test_assets_are_found_in_their_folders_and_the_sites_own_come_first(tmp_path):
    made = templates(
        tmp_path,
        {"engine/assets/js/page.js": "1", "engine/assets/icons/go.svg": "<svg/>", "engine/assets/x.txt": "x", "own/assets/js/page.js": "2"},
    )
    assert (made.asset("page.js"), made.asset("go.svg"), made.asset("x.txt")) == (b"2", b"<svg/>", b"x")
    assert made.asset_digest("nothing.js") == ""
    with pytest.raises(LookupError, match=r"^There is no asset `nothing.js` in templates/assets/\.$"):
        made.asset("nothing.js")


def test_the_name_of_an_asset_changes_with_its_bytes(tmp_path):
    one = templates(tmp_path, {"engine/assets/js/page.js": "1"}).asset_path("page.js")
    assert one == templates(tmp_path, {}).asset_path("page.js") == "assets/page.6b86b273.js"
    assert templates(tmp_path, {"engine/assets/js/page.js": "2"}).asset_path("page.js") != one


def test_the_engine_brings_templates():
    assert (engine_templates() / "layouts/base.html").is_file()


def test_remarks_of_a_script_stay_with_its_editors(tmp_path):
    folder = tmp_path / "templates"
    (folder / "assets/js").mkdir(parents=True)
    (folder / "assets/js/own.js").write_text('// Says hello.\n  // And goodbye.\nconst at = "https://x.example"; // kept\n', "utf-8")
    templates = Templates((folder,), {}, tmp_path)
    assert templates.asset("own.js") == b'const at = "https://x.example"; // kept\n'
