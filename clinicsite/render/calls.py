"""`c` in templates: `c.care_card(level="urgent", …)` renders the component of that name."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup


class Components:
    """Every attribute is a component that can be called with its named arguments."""

    def __init__(self, render: Callable[..., Markup]) -> None:
        self._render = render

    def __getattr__(self, name: str) -> Callable[..., Markup]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda **arguments: self._render(name, **arguments)
