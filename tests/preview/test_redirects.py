from __future__ import annotations

from pathlib import Path

import pytest

from clinicsite.preview.redirects import Redirects

LINES = """\
# Old addresses.
/old-fees/ /fees/ 301
/blog/* /articles/:splat 301
/people/:name/profile /people/:name/ 308
/temporary /elsewhere/
/taken/ /fees/ 301!
/* /404.html 404
/api/* https://example.org/:splat 200
/caf%C3%A9/%2A/ /starred/ 301
/away/ https://example.org/ 302
"""


@pytest.fixture
def redirects(tmp_path: Path) -> Redirects:
    (tmp_path / "_redirects").write_text(LINES)
    return Redirects(tmp_path)


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/old-fees/", ("/fees/", 301)),
        ("/old-fees", ("/fees/", 301)),
        ("/old-fees/x", None),
        ("/blog/2024/é/", ("/articles/2024/%C3%A9/", 301)),
        ("/people/ada/profile", ("/people/ada/", 308)),
        ("/caf\u00e9/*/", ("/starred/", 301)),
        ("/caf\u00e9/x/", None),
        ("/temporary", ("/elsewhere/", 302)),
        ("/away/", ("https://example.org/", 302)),
        ("/api/x", None),
        ("/nowhere/", None),
    ],
)
def test_a_path_leads_where_its_line_says(redirects: Redirects, path: str, leads: tuple[str, int] | None) -> None:
    assert redirects.find(path) == leads


def test_only_lines_with_an_exclamation_mark_go_before_files(redirects: Redirects) -> None:
    assert redirects.find("/taken/", forced=True) == ("/fees/", 301)
    assert redirects.find("/old-fees/", forced=True) is None


def test_an_edited_file_counts_at_once_and_a_missing_one_is_empty(redirects: Redirects) -> None:
    assert redirects.find("/old-fees/")
    redirects.file.write_text("/new/ /fees/ 301\n")
    assert redirects.find("/new/") == ("/fees/", 301)
    assert redirects.find("/old-fees/") is None
    redirects.file.unlink()
    assert redirects.find("/new/") is None
