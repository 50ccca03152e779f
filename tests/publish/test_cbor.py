from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicsite.publish.cbor import CborError, decode, encode

NUMBERS = st.integers(-(2**64), 2**64 - 1)
VALUES = st.recursive(NUMBERS | st.text() | st.binary(), lambda inner: st.lists(inner, max_size=30), max_leaves=40)


@given(VALUES)
def test_what_was_written_is_read_again(value):
    assert decode(encode(value)) == value


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (0, "00"), (23, "17"), (24, "1818"), (100, "1864"), (1000, "1903e8"), (1000000, "1a000f4240"), (-1, "20"), (-1000, "3903e7"),
        ("", "60"), ("IETF", "6449455446"), ("ü", "62c3bc"), ("水", "63e6b0b4"), (b"\1\2", "420102"), ([], "80"), ([1, [2, 3]], "8201820203"),
    ],
)  # fmt: skip
def test_the_examples_of_the_standard_come_out_in_their_shortest_form(value, data):
    """RFC 8949, appendix A."""
    assert encode(value).hex() == data
    assert decode(bytes.fromhex(data)) == value


@pytest.mark.parametrize("data", ["", "18", "62c3", "8201", "9f01ff", "f6", "a10102", "0001", "62ffff", "1c"])
def test_bytes_that_break_off_or_hold_something_else_are_refused(data):
    with pytest.raises(CborError):
        decode(bytes.fromhex(data))


def test_a_number_too_large_for_the_form_is_refused():
    with pytest.raises(CborError, match="too large"):
        encode(2**64)
