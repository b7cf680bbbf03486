"""Compute with all numbers of an array at once: they lie side by side in one large number.

An operation on it costs the processor a step for several of them, where a loop of the interpreter costs fifty for each.
"""

import sys
from array import array

_LITTLE = sys.byteorder == "little"
_LOW, _HIGH = (0, 1) if _LITTLE else (1, 0)


def halves(values: "array[int]") -> "tuple[array[int], array[int]]":
    """Return the upper and the lower 16 bits of numbers of 32 (type I), each as numbers of their own (type H).

    >>> halves(array("I", [1 << 16 | 5, 7]))
    (array('H', [1, 0]), array('H', [5, 7]))
    """
    apart = array("H", values.tobytes())
    return apart[_HIGH::2], apart[_LOW::2]


def low_halves(values: "array[int]") -> "array[int]":
    """Return the lower 16 bits of numbers of type I or H, as numbers of type H."""
    return values if values.typecode == "H" else array("H", values.tobytes())[_LOW::2]


def changes(values: "array[int]") -> "array[int]":
    """Return what is 0 where a number is the same as the one before it; the first has 0 before it.

    >>> list(map(bool, changes(array("I", [3, 3, 4, 4]))))
    [True, False, True, False]
    """
    together = _together(values)
    return _apart(together ^ _before(together, values), values)


def steps(values: "array[int]") -> "array[int]":
    """Return how far each number of type I or H is from the one before it, modulo 2¹⁶, as type H.

    >>> steps(array("I", [3, 5, 4]))
    array('H', [3, 2, 65535])
    """
    low = low_halves(values)
    together = _together(low)
    before = _before(together, low)
    # With its highest bit set, and that of the other cleared, no number takes from its neighbour.
    high = int.from_bytes(array("H", (1 << 15,)).tobytes() * len(low), sys.byteorder)
    low_bits = high - (high >> 15)
    differs = (together ^ before ^ high) & high
    return _apart(((together | high) - (before & low_bits)) ^ differs, low)


def _together(values: "array[int]") -> int:
    return int.from_bytes(values.tobytes(), sys.byteorder)


def _apart(together: int, like: "array[int]") -> "array[int]":
    return array(like.typecode, together.to_bytes(len(like) * like.itemsize, sys.byteorder))


def _before(together: int, values: "array[int]") -> int:
    """Return each number in the place of the one that follows it."""
    bits = 8 * values.itemsize
    return together << bits & (1 << bits * len(values)) - 1 if _LITTLE else together >> bits
