from __future__ import annotations

import pytest

from clinicsite.preview.policy import preview_headers, preview_policy


@pytest.mark.parametrize(
    ("production", "preview"),
    [
        (
            "default-src 'none'; script-src 'self'; connect-src 'self'",
            "default-src 'none'; script-src 'self'; connect-src 'self' ws:",
        ),
        ("default-src 'none'; style-src 'self'", "default-src 'none'; style-src 'self'; script-src 'self'; "
         "script-src-elem 'self'; connect-src 'self' ws:"),
        ("script-src 'none'; connect-src 'none'", "script-src 'self'; connect-src 'self' ws:"),
        ("script-src 'wasm-unsafe-eval'", "script-src 'wasm-unsafe-eval' 'self'"),
        ("upgrade-insecure-requests; frame-ancestors 'none'", "frame-ancestors 'none'"),
    ],
)
def test_the_policy_lets_in_our_script_and_socket_and_nothing_else(production: str, preview: str) -> None:
    assert preview_policy(production) == preview.replace("script-src-elem 'self'; ", "")


def test_headers_are_those_of_production_but_for_what_would_outlive_the_preview() -> None:
    production = {
        "X-Content-Type-Options": "nosniff",
        "Strict-Transport-Security": "max-age=63072000",
        "cache-control": "public, max-age=31536000, immutable",
        "Content-Security-Policy": "script-src 'self'",
    }
    assert preview_headers(production) == {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "script-src 'self'",
        "Cache-Control": "no-store",
    }
