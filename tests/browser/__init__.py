"""Tests in a real browser. A package, so that its one Chromium is closed before any other test begins."""
