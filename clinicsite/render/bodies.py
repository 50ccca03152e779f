"""Converted bodies, kept from build to build by the digest of their source."""

from __future__ import annotations

from typing import Protocol

from clinicsite.model.page import Page
from clinicsite.render.outlines import digest


class ProseMemo(Protocol):
    """Where converted bodies are kept between builds."""

    def prose(self, key: str) -> str | None: ...

    def keep_prose(self, key: str, text: str) -> None: ...


class Bodies:
    """The open HTML of bodies and of inline texts: from this run, else from the memo, else converted now."""

    def __init__(self, memo: ProseMemo) -> None:
        self._memo = memo
        self._run: dict[str, str] = {}

    def html(self, page: Page) -> str:
        key = f"body {page.source.digest}"
        if key not in self._run:
            self._run[key] = self._memo.prose(key) or self._convert(key, page)
        return self._run[key]

    def _convert(self, key: str, page: Page) -> str:
        from clinicsite.render.markdown import convert

        html = convert(page.body)
        self._memo.keep_prose(key, html)
        return html

    def inline(self, text: str) -> str:
        key = f"inline {digest(text)}"
        if key not in self._run:
            found = self._memo.prose(key)
            if found is None:
                from clinicsite.render.markdown import convert_inline

                found = convert_inline(text)
                self._memo.keep_prose(key, found)
            self._run[key] = found
        return self._run[key]
