"""Translations beside what they translate: what differs is told at the line of the one, and names the line of the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinicsite.noting import note_translations
from tests.sites import Made
from tests.spanish import FORM, make_bilingual

HEAD = "---\ntitle: After\ndescription: What to do.\n---\n"
KOPF = "---\ntitle: Después\ndescription: Qué hacer.\n---\n"
ENGLISH = """\
Do not drive for 24 hours. Call 410-555-0118. A visit is $475.

/// urgent | Call us the same day
- you cannot stop vomiting
- it hurts to pass urine
///

It wears off in two hours.[@a2013]
"""
SPANISH = """\
No maneje por 24 horas. Llame al 410-555-0118. Una visita cuesta $475.

/// urgent | Llámenos el mismo día
- no puede dejar de vomitar
- le duele al orinar
///

Se pasa en dos horas.[@a2013]
"""
WORK = "-- content/references.bib --\n@article{a2013, author={Doe, Jo}, title={A trial}, journal={J}, year={2013}, volume={1}, doi={10.1176/x}}\n"


@pytest.fixture
def site(tmp_path):
    return make_bilingual(tmp_path, f"-- content/pages/after.md --\n{HEAD}{ENGLISH}-- content/es/pages/after.md --\n{KOPF}{SPANISH}{WORK}")


def said(made: Made) -> list[str]:
    return [f"{d.where} {d.code} {d.message} {d.hint}" for d in made.build(publishing=False).diagnostics]


def test_a_true_translation_passes_in_silence(site):
    assert said(site) == []


@pytest.mark.parametrize(
    ("old", "new", "missing", "extra"),
    [
        ("24 horas", "12 horas", "24 hours", "12 hours"),
        ("24 horas", "24 días", "24 hours", "24 days"),
        ("410-555-0118", "410-555-0981", "410-555-0118", "410-555-0981"),
        ("$475", "$457", "$475", "$457"),
    ],
)
def test_another_figure_is_told_with_both_lines(site, old, new, missing, extra):
    site.edit("content/es/pages/after.md", old, new)
    line = "content/es/pages/after.md:5:1 LOC-02"
    assert sorted(said(site)) == sorted([
        f"{line} `{extra}` stands here and not in the English text. Compare line 5 of content/pages/after.md.",
        f"{line} `{missing}` stands in the English text and is missing here. Compare line 5 of content/pages/after.md.",
    ])


def test_a_change_of_a_dose_in_english_is_an_error_in_the_translation(site):
    site.edit("content/pages/after.md", "two hours", "three hours")
    assert [line.split(" ")[:2] for line in said(site)] == [["content/es/pages/after.md:12:1", "LOC-02"]] * 2
    assert not site.build().ok


def test_a_card_that_is_missing_is_told(site):
    site.edit("content/es/pages/after.md", "/// urgent | Llámenos el mismo día\n", "")
    text = (site.root / "content/es/pages/after.md").read_text().replace("\n///\n", "\n")
    site.write("content/es/pages/after.md", text)
    assert said(site) == [
        "content/es/pages/after.md:5:1 LOC-03 A care card `urgent` of the English text has no counterpart here."
        " Translate line 7 of content/pages/after.md."
    ]


def test_a_bullet_that_only_the_translation_has_is_told(site):
    site.edit("content/es/pages/after.md", "- le duele al orinar\n", "- le duele al orinar\n- algo más\n")
    assert said(site) == [
        "content/es/pages/after.md:10:1 LOC-03 This list item has no counterpart in the English text."
        " Take it out, or add it to content/pages/after.md first."
    ]


def test_a_citation_that_is_missing_is_told(site):
    site.edit("content/es/pages/after.md", "[@a2013]", "")
    assert said(site) == [
        "content/es/pages/after.md:12:1 LOC-04 `a2013` is cited in the English text and not here."
        " Compare line 12 of content/pages/after.md."
    ]


def test_figures_in_the_words_of_a_form_are_compared(tmp_path):
    made = make_bilingual(tmp_path, FORM.replace("why: To call you.", "why: We call by 5 pm.").replace("why: Para llamarle.", "why: Llamamos antes de las 6 p. m."))
    assert [line.partition(" stands")[0] for line in said(made)] == [
        "content/es/forms/ask.yaml:11:5 LOC-02 `5 pm`", "content/es/forms/ask.yaml:11:5 LOC-02 `6 pm`",
    ]


def test_a_link_to_an_english_page_that_is_translated_is_told(site):
    site.edit("content/es/pages/after.md", "No maneje", "Vea [quiénes somos](/pages/about.md). No maneje")
    site.edit("content/pages/after.md", "Do not drive", "See [us](/pages/about.md). Do not drive")
    assert said(site) == [
        "content/es/pages/after.md:5:5 LOC-01 `/pages/about.md` is in English, and the same page is there in Español."
        " Did you mean `/es/pages/about.md`?"
    ]


# Changes of the English text


def note(made: Made, *paths: str) -> list[str]:
    return note_translations(made.settings, [made.root / path for path in paths or ("content/es",)])


def test_a_changed_english_text_names_the_lines_in_both_files(site):
    note(site)
    assert said(site) == []
    site.edit("content/pages/after.md", "- you cannot stop vomiting", "- you cannot keep water down")
    assert said(site) == [
        "content/es/pages/after.md:8:1 LOC-05 The English text has changed since this was translated."
        " Compare line 8 of content/pages/after.md, then run `python build.py translated content/es/pages/after.md`."
    ]
    note(site, "content/es/pages/after.md")
    assert said(site) == []


def test_a_changed_key_is_told_at_the_key_of_the_translation(site):
    note(site)
    site.edit("content/clinic.yaml", "text: Call us.", "text: Please call us.")
    (found,) = said(site)
    assert found.startswith("content/es/clinic.yaml:14:3 LOC-05") and "line 19 of content/clinic.yaml" in found


def test_something_taken_out_of_the_english_text_is_told(site):
    note(site)
    for path, bullet in (("content/pages/after.md", "- it hurts to pass urine\n"), ("content/es/pages/after.md", "- le duele al orinar\n")):
        site.edit(path, bullet, "")
    (found,) = said(site)
    assert "LOC-05 Something was taken out of the English text since this was translated." in found


def test_lines_that_only_moved_are_no_change(site):
    note(site)
    site.edit("content/pages/after.md", "Do not drive", "\n\nDo  not drive")
    assert said(site) == []


def test_a_page_that_was_never_noted_is_told_once_others_are(site):
    note(site, "content/es/pages/about.md")
    assert sorted(line.split(" ")[0] for line in said(site) if "LOC-05 It is not noted" in line) == [
        f"content/es/{name}:1:1" for name in ("clinic.yaml", "locations/columbia.md", "pages/after.md", "pages/index.md")
    ]


def test_drift_is_a_warning_that_lets_the_site_be_built(site):
    note(site)
    site.edit("content/pages/about.md", "We are a clinic.", "We are a small clinic.")
    result = site.build()
    assert result.ok and [d.severity for d in result.diagnostics] == ["warning"]


# Words


def test_a_phrase_of_another_language_is_marked(site):
    site.edit("content/es/pages/after.md", "No maneje", "La [No Surprises Act](lang:en) vale. No maneje")
    assert site.build().ok
    assert '<span lang="en">No Surprises Act</span>' in site.read("es/after/index.html")


def test_do_not_is_no_in_spanish(site):
    for path, bullet in (("content/pages/after.md", "do not drive"), ("content/es/pages/after.md", "maneje")):
        text = (site.root / path).read_text()
        site.write(path, f"{text}\n/// dont\n- {bullet}\n///\n")
    assert said(site) == [
        'content/es/pages/after.md:15:3 BLK003 The bullet `maneje` does not start with "no". Write "no" in every bullet.'
    ]


def test_the_demo_is_true_in_both_languages_and_noted():
    """Every file of content/es has its note, so that a change of the English text is told."""
    from clinicsite.read.yaml_nodes import read_yaml

    root = Path(__file__).resolve().parents[2] / "content"
    noted = read_yaml((root / "es/translated.yaml").read_text("utf-8"), "x").values
    files = {p.relative_to(root / "es").as_posix() for p in (root / "es").rglob("*") if p.suffix in (".md", ".yaml")}
    assert set(noted) == files - {"translated.yaml"}


def test_a_link_to_the_translation_of_a_page_that_cannot_be_read_is_not_called_missing(site):
    site.write("content/pages/first.md", f"{HEAD}Hello.\n")
    site.write("content/es/pages/first.md", f"{KOPF}Vea [qué hacer](after.md).\n")
    assert [line for line in said(site) if "LNK" in line] == []
    site.write("content/pages/after.md", f"---\ntitle: [After\n---\n{ENGLISH}")
    assert [line for line in said(site) if "LNK001" in line] == []
