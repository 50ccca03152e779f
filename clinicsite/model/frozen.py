"""Frozen dataclasses that compare, hash and print themselves by functions which all of them share.

`dataclass` writes six functions for each class and compiles them one by one, which took a third of a build after one edit: some
140 classes, 1.3 ms each on a slow machine, 0.5 ms without these three.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from operator import attrgetter
from reprlib import recursive_repr

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, TypeVar, dataclass_transform

    Class = TypeVar("Class", bound=type[Any])
else:

    def dataclass_transform(**told: object) -> object:
        """Says nothing but to type checkers. A build that finds nothing changed does without the module that has it."""
        return lambda function: function


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(*, kw_only: bool = False, slots: bool = False, eq: bool = True, order: bool = False) -> Callable[[Class], Class]:
    """`dataclass(frozen=True)`, with these options of it. Without `eq` values are equal to none but themselves."""

    def made(cls: Class) -> Class:
        own = set(vars(cls))
        if order:
            return dataclass(cls, frozen=True, kw_only=kw_only, slots=slots, order=True)  # type: ignore[call-overload, no-any-return]
        cls = dataclass(cls, frozen=True, kw_only=kw_only, slots=slots, eq=False, repr=False)  # type: ignore[call-overload]
        if "__repr__" not in own:
            cls.__repr__ = _repr_of(tuple(each.name for each in fields(cls) if each.repr))
        if eq and "__eq__" not in own:
            cls.__eq__ = _eq_of(_values_of(each.name for each in fields(cls) if each.compare))
        if eq and "__hash__" not in own:
            cls.__hash__ = _hash_of(_values_of(each.name for each in fields(cls) if (each.compare if each.hash is None else each.hash)))
        return cls

    return made


def _values_of(names: Iterable[str]) -> Callable[[Any], tuple[Any, ...]]:
    chosen = tuple(names)
    if len(chosen) > 1:
        return attrgetter(*chosen)
    return lambda value: tuple(getattr(value, name) for name in chosen)


def _repr_of(names: tuple[str, ...]) -> Callable[[Any], str]:
    @recursive_repr()
    def __repr__(self: Any) -> str:
        return f"{type(self).__qualname__}({', '.join([f'{name}={getattr(self, name)!r}' for name in names])})"

    return __repr__


def _eq_of(values: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any, object], bool]:
    def __eq__(self: Any, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return __eq__


def _hash_of(values: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any], int]:
    def __hash__(self: Any) -> int:
        return hash(values(self))

    return __hash__
