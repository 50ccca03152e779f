from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.model.frozen import frozen


@frozen(kw_only=True)
class Above:
    name: str
    said: tuple[str, ...] = ()
    place: int = field(default=0, compare=False)
    kept: str = field(default="", repr=False)


@frozen(kw_only=True)
class Below(Above):
    more: int | None = None


@frozen(slots=True)
class Single:
    value: str


@frozen()
class Empty:
    pass


@frozen(eq=False)
class Itself:
    value: str = ""


@frozen(slots=True, order=True)
class Ordered:
    first: int
    second: int


class Theirs:
    @dataclass(frozen=True, kw_only=True)
    class Below:
        name: str
        said: tuple[str, ...] = ()
        place: int = field(default=0, compare=False)
        kept: str = field(default="", repr=False)
        more: int | None = None


VALUES = st.fixed_dictionaries(
    {"name": st.sampled_from("ab"), "said": st.sampled_from([(), ("x",)]), "place": st.integers(0, 1), "kept": st.sampled_from("yz"),
     "more": st.sampled_from([None, 1])}
)  # fmt: skip


@given(VALUES, VALUES)
def test_it_is_what_a_frozen_dataclass_is(one, other):
    ours, theirs = Below(**one), Theirs.Below(**one)
    assert (ours == Below(**other)) == (theirs == Theirs.Below(**other))
    assert hash(ours) == hash(theirs)
    assert repr(ours) == repr(theirs).removeprefix("Theirs.")
    assert asdict(ours) == asdict(theirs)
    assert asdict(replace(ours, **other)) == other


def test_nothing_of_it_can_be_changed():
    with pytest.raises(FrozenInstanceError):
        Below(name="a").name = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        Single("a").value = "b"  # type: ignore[misc]


def test_values_of_one_field_and_of_none_are_values_too():
    assert (Single("a"), Empty()) == (Single("a"), Empty())
    assert (repr(Single("a")), repr(Empty())) == ("Single(value='a')", "Empty()")
    assert len({Single("a"), Single("a"), Single("b"), Empty(), Empty()}) == 3
    assert pickle.loads(pickle.dumps(Single("a"))) == Single("a")


def test_another_class_with_the_same_values_is_another():
    assert Above(name="a") != Below(name="a")
    assert Single("a") != ("a",)


def test_some_are_equal_to_none_but_themselves_and_some_have_an_order():
    value = Itself()
    assert value == value
    assert value != Itself()
    assert len({value, Itself()}) == 2
    assert sorted([Ordered(2, 1), Ordered(1, 2)]) == [Ordered(1, 2), Ordered(2, 1)]
