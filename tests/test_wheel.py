"""The wheel carries everything that a site needs: engine, templates and starter."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(*words: str | Path, cwd: Path, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(path) if path else "", "NO_COLOR": "1"}
    return subprocess.run([str(word) for word in words], cwd=cwd, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    made = run(
        sys.executable, "-m", "pip", "wheel", ROOT, "--no-deps", "--no-build-isolation", "--no-index", "-q", "-w", folder,
        cwd=folder,
    )
    assert made.returncode == 0, made.stderr
    (found,) = folder.glob("clinicsite-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    done = run(
        sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "-q", "--target", folder, wheel, cwd=folder,
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_the_wheel_carries_templates_and_starter_but_no_demo_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "clinicsite/templates/layouts/base.html" in names
    assert "clinicsite/templates/assets/css/tokens.css" in names
    assert "clinicsite/starter/content/clinic.yaml" in names
    assert "clinicsite/preview/overlay.js" in names
    assert "clinicsite/locale/es/LC_MESSAGES/clinicsite.po" in names
    assert not [name for name in names if name.startswith(("content/", "tests/", "site/", "docs/"))]
    assert not [name for name in names if "__pycache__" in name]


def test_init_makes_a_site_that_builds_at_once_without_the_checkout(installed: Path, tmp_path: Path) -> None:
    script = installed / "bin" / "clinicsite"
    made = run(sys.executable, script, "init", "my-clinic", cwd=tmp_path, path=installed)
    assert made.returncode == 0, made.stderr
    site = tmp_path / "my-clinic"
    assert {path.name for path in site.iterdir()} >= {"build.py", "content", ".gitignore", "README.md"}

    built = run(sys.executable, "build.py", cwd=site, path=installed)
    assert built.returncode == 0, built.stdout + built.stderr
    assert "error" not in built.stdout and "warning" not in built.stdout
    assert "My Clinic" in (site / "site" / "index.html").read_text("utf-8")


def test_a_template_of_the_same_name_in_the_folder_wins(installed: Path, tmp_path: Path) -> None:
    script = installed / "bin" / "clinicsite"
    assert run(sys.executable, script, "init", "other", cwd=tmp_path, path=installed).returncode == 0
    site = tmp_path / "other"
    (site / "templates" / "components").mkdir(parents=True)
    (site / "templates" / "components" / "crisis-row.html").write_text("<p>Our own crisis row: call 988</p>\n", "utf-8")
    built = run(sys.executable, script, "build", cwd=site, path=installed)
    assert built.returncode == 0, built.stdout + built.stderr
    assert "Our own crisis row: call 988" in (site / "site" / "index.html").read_text("utf-8")
