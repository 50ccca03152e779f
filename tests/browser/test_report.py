"""The report of `check --report` in a browser: readable at both widths, in both schemes, and on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from clinicsite.inspecting import inspect
from clinicsite.report.sheet import sheet
from tests.browser.axe import judge

pytestmark = pytest.mark.browser

TEXTS = {
    "bold.md": "---\ntitle: Ketamine cures &lt;script&gt;alert(1)&lt;/script&gt;\nkind: treatment\n---\nOur board-certified doctors cure depression. "
    "It is safe.\n\n- Revolutionary\n- World-class\n\n> “It cured me.” — Sam\n\n" + "A-word-that-never-ends" * 12 + "\n",
    "plain.md": "---\ntitle: Plain\nkind: about\n---\nA nurse stays with you.\n",
}


@pytest.fixture
def report(chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Page:
    monkeypatch.chdir(tmp_path)
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    inspection = inspect(list(TEXTS), None, lambda: b"")
    (tmp_path / "report.html").write_text(sheet(inspection.result, inspection.proses, date(2026, 11, 22)), "utf-8")
    page = chromium.new_page()
    page.on("dialog", lambda dialog: pytest.fail(f"The report ran a script: {dialog.message}"))
    page.goto((tmp_path / "report.html").as_uri())
    return page


def test_axe_finds_nothing_in_a_report(report):
    judge(report)
    report.close()


def test_a_report_fits_a_phone_and_asks_for_nothing(report):
    asked = report.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    report.set_viewport_size({"width": 360, "height": 740})
    assert asked == [] and report.evaluate("document.documentElement.scrollWidth") == 360
    report.close()


def test_marks_differ_by_more_than_color_and_stay_on_paper(report):
    report.emulate_media(media="print")
    lines = report.evaluate("['error', 'warning', 'note'].map(kind => getComputedStyle(document.querySelector(`mark.${kind}`)).borderBottomStyle)")
    assert lines == ["solid", "dashed", "dotted"]
    assert report.get_by_text("Instead:").first.is_visible()
    report.close()
