from __future__ import annotations

from pathlib import Path

import pytest

from clinicsite.language.english import is_english

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "text",
    [
        "La ketamina cura la depresión en un día. No tiene efectos secundarios.",
        "Ketamin heilt Depressionen über Nacht und ist völlig sicher für die ganze Familie.",
        "La kétamine guérit la dépression et les douleurs sans effets secondaires pour vous.",
        "A cetamina cura a depressão em um dia e não tem efeitos colaterais.",
        "Ketamin chữa khỏi trầm cảm và lo âu cho bạn, không có tác dụng phụ của thuốc.",
        "氯胺酮可以治愈抑郁症",
        "Кетамин лечит депрессию за один день.",
    ],
)
def test_other_languages_are_told_from_english(text: str) -> None:
    assert not is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Depression, PTSD, OCD, fibromyalgia, migraine, Lyme disease, tinnitus, neuropathy",
        "Dr. de la Cruz and the nurses see you on El Camino Real in La Jolla, near Las Flores.",
        "Se habla español.",
        "Relief. Today.",
        "",
    ],
)
def test_names_lists_and_scraps_are_taken_for_english(text: str) -> None:
    assert is_english(text)


def test_every_page_of_the_demo_is_taken_for_what_it_is() -> None:
    def paragraphs(folder: Path) -> list[str]:
        texts = [path.read_text("utf-8").rpartition("\n---\n")[2] for path in sorted(folder.rglob("*.md"))]
        return [part for text in texts for part in text.split("\n\n") if len(part.split()) > 25]

    english = paragraphs(ROOT / "content/articles") + paragraphs(ROOT / "content/conditions")
    assert len(english) > 100 and [text for text in english if not is_english(text)] == []
    spanish = paragraphs(ROOT / "content/es")
    addresses = [text for text in spanish if is_english(text)]
    assert len(spanish) > 150 and len(addresses) < 5, "only addresses and tables of sums tell nothing"
