"""The part of CBOR (RFC 8949) that pagefind writes its lists in: whole numbers, bytes, texts and arrays of known length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Value = int | bytes | str | list["Value"]

LENGTHS = {24: 1, 25: 2, 26: 4, 27: 8}
"""How many bytes of a number follow a head that ends in this."""


class CborError(ValueError):
    """The bytes are no such CBOR."""


def decode(data: bytes) -> Value:
    """One value, which must be all there is. Raises CborError."""
    try:
        value, end = _value(data, 0)
    except (IndexError, UnicodeDecodeError, RecursionError):
        raise CborError("it breaks off, or is no text") from None
    if end != len(data):
        raise CborError("something follows its end")
    return value


def encode(value: Value) -> bytes:
    """The shortest form of a value, which is the one that pagefind writes."""
    return b"".join(_parts(value))


def _value(data: bytes, at: int) -> tuple[Value, int]:
    kind, number, at = _head(data, at)
    if kind == 0:
        return number, at
    if kind == 1:
        return -1 - number, at
    if kind in (2, 3):
        part = data[at : at + number]
        if len(part) != number:
            raise IndexError
        return part.decode() if kind == 3 else part, at + number
    if kind != 4:
        raise CborError(f"it holds a value of kind {kind}")
    values: list[Value] = []
    for _ in range(number):
        value, at = _value(data, at)
        values.append(value)
    return values, at


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """A value's kind, its number or length, and where it goes on."""
    kind, short = data[at] >> 5, data[at] & 31
    if short < 24:
        return kind, short, at + 1
    if short not in LENGTHS:
        raise CborError("it holds a value of unknown length")
    end = at + 1 + LENGTHS[short]
    if end > len(data):
        raise IndexError
    return kind, int.from_bytes(data[at + 1 : end]), end


def _parts(value: Value) -> Iterator[bytes]:
    if isinstance(value, int):
        yield _head_of(0, value) if value >= 0 else _head_of(1, -1 - value)
    elif isinstance(value, str):
        yield _head_of(3, len(data := value.encode())) + data
    elif isinstance(value, bytes):
        yield _head_of(2, len(value)) + value
    else:
        yield _head_of(4, len(value))
        yield from _all(value)


def _all(values: Sequence[Value]) -> Iterator[bytes]:
    for value in values:
        yield from _parts(value)


def _head_of(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind << 5 | number])
    short = next((short for short, length in LENGTHS.items() if number < 1 << 8 * length), None)
    if short is None:
        raise CborError(f"{number} is too large")
    return bytes([kind << 5 | short]) + number.to_bytes(LENGTHS[short])
