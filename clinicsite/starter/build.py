"""The website of New Clinic. `python build.py` builds it; `python build.py serve --open` shows it."""

from __future__ import annotations

from pathlib import Path

from clinicsite import Settings, main

settings = Settings(root=Path(__file__).resolve().parent)

if __name__ == "__main__":
    raise SystemExit(main(settings))
