"""Calling a component: its function's signature is its schema."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from markupsafe import Markup


class ComponentError(TypeError):
    """A component was called by a wrong name or with wrong arguments; the message names what it takes."""


class Components:
    """`c` in templates: `c.care_card(level="urgent", …)` renders the component of that name."""

    def __init__(self, render: Callable[..., Markup]) -> None:
        self._render = render

    def __getattr__(self, name: str) -> Callable[..., Markup]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda **arguments: self._render(name, **arguments)


def bind(name: str, function: Callable[..., Mapping[str, Any]], view: Any, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    """The component's context. Raises ComponentError when the arguments do not fit."""
    required, known = _names(function)
    if not required <= arguments.keys() <= known:
        signature = inspect.signature(function)
        try:
            signature.bind(view, **arguments)
        except TypeError as error:
            raise ComponentError(f"The component `{name}` takes {takes(signature)}; {_unfit(error)}.") from error
    return function(view, **arguments)


@cache
def _names(function: Callable[..., Mapping[str, Any]]) -> tuple[frozenset[str], frozenset[str]]:
    """The arguments that a component must have and those that it may have, besides the view."""
    parameters = list(inspect.signature(function).parameters.values())[1:]
    return frozenset(p.name for p in parameters if p.default is p.empty), frozenset(p.name for p in parameters)


def takes(signature: inspect.Signature) -> str:
    """`level, title and, optionally, body`"""
    parameters = list(signature.parameters.values())[1:]
    required = [p.name for p in parameters if p.default is p.empty]
    optional = [p.name for p in parameters if p.default is not p.empty]
    shown = ", ".join(required) or "nothing"
    return f"{shown} and, optionally, {', '.join(optional)}" if optional else shown


def _unfit(error: TypeError) -> str:
    return str(error).replace("missing a required argument:", "missing is").replace(
        "got an unexpected keyword argument", "it does not know"
    )
