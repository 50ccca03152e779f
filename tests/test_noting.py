from __future__ import annotations

from pathlib import Path

import pytest

from clinicsite.cli import main
from clinicsite.noting import NotNoted, note_translations
from tests.spanish import make_bilingual


@pytest.fixture
def site(tmp_path):
    return make_bilingual(tmp_path)


def test_a_folder_is_noted_file_by_file(site, capsys):
    assert main(site.settings, ["translated", str(site.root / "content/es")]) == 0
    assert capsys.readouterr().out == (
        "content/es/clinic.yaml\ncontent/es/locations/columbia.md\ncontent/es/pages/about.md\ncontent/es/pages/index.md\n"
        "4 files noted as true to the English text.\n"
    )
    assert site.build().diagnostics == ()


def test_noting_one_file_leaves_the_notes_of_the_others(site):
    note_translations(site.settings, [site.root / "content/es"])
    before = (site.root / "content/es/translated.yaml").read_text()
    site.edit("content/pages/about.md", "We are a clinic.", "We are a small clinic.")
    site.edit("content/pages/index.md", "Welcome.", "Hello.")
    note_translations(site.settings, [site.root / "content/es/pages/about.md"])
    assert (site.root / "content/es/translated.yaml").read_text() != before
    assert [d.where.file for d in site.build().diagnostics] == ["content/es/pages/index.md"]


def test_a_translation_that_is_gone_loses_its_note(site):
    note_translations(site.settings, [site.root / "content/es"])
    (site.root / "content/es/locations/columbia.md").unlink()
    note_translations(site.settings, [site.root / "content/es/pages"])
    assert "columbia" not in (site.root / "content/es/translated.yaml").read_text()


def test_noting_twice_writes_the_same(site):
    texts = []
    for _ in range(2):
        note_translations(site.settings, [site.root / "content/es"])
        texts.append((site.root / "content/es/translated.yaml").read_bytes())
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("content/pages/about.md", "is no translation. Name a file or folder under content/es/."),
        ("content/es/pages/nothing.md", "translates nothing. Name a file or folder under content/es/."),
        ("../elsewhere.md", "does not lie in content/. Name a translation, as in content/es/pages/fees.md."),
    ],
)
def test_what_is_no_translation_is_refused(site, path, said):
    with pytest.raises(NotNoted, match=said.replace(".", r"\.")):
        note_translations(site.settings, [site.root / path])
    assert not (site.root / "content/es/translated.yaml").exists()


def test_a_wrong_path_ends_the_command_with_two(site, capsys):
    assert main(site.settings, ["translated", str(Path("content/nowhere"))]) == 2
    assert capsys.readouterr().err.startswith("clinicsite: content/nowhere")
