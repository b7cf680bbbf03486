"""Compute with all numbers of an array at once: they lie side by side in one large number.

An operation on it costs the processor a step for several of them, where a loop of the interpreter costs fifty for each.
"""

import sys
from array import array

_BITS = 32
_LITTLE = sys.byteorder == "little"
_LOW, _HIGH = (0, 1) if _LITTLE else (1, 0)


def halves(values: "array[int]") -> "tuple[array[int], array[int]]":
    """Return the upper and the lower 32 bits of numbers of 64 (types Q and L), each as numbers of their own (type I).

    >>> halves(array("Q", [1 << 32 | 5, 7]))
    (array('I', [1, 0]), array('I', [5, 7]))
    """
    apart = array("I", values.tobytes())
    return apart[_HIGH::2], apart[_LOW::2]


def low_halves(values: "array[int]") -> "array[int]":
    """Return the lower 16 bits of numbers of 32 (type I), as numbers of type H."""
    return array("H", values.tobytes())[_LOW::2]


def changes(values: "array[int]") -> "array[int]":
    """Return what is 0 where a number of type I is the same as the one before it; the first has 0 before it.

    >>> list(map(bool, changes(array("I", [3, 3, 4, 4]))))
    [True, False, True, False]
    """
    together = _together(values)
    return _apart(together ^ _before(together, len(values)), len(values))


def steps(values: "array[int]") -> "array[int]":
    """Return how far each number (type I, less than 2³¹) is from the one before it, modulo 2¹⁶, as type H.

    >>> steps(array("I", [3, 5, 4]))
    array('H', [3, 2, 65535])
    """
    # With this added no number is less than the one before it, so that none takes from its neighbour.
    lift = int.from_bytes(array("I", [1 << 31]).tobytes() * len(values), sys.byteorder)
    together = _together(values)
    return low_halves(_apart(together + lift - _before(together, len(values)), len(values)))


def _together(values: "array[int]") -> int:
    return int.from_bytes(values.tobytes(), sys.byteorder)


def _apart(together: int, count: int) -> "array[int]":
    return array("I", together.to_bytes(count * _BITS // 8, sys.byteorder))


def _before(together: int, count: int) -> int:
    """Return each number in the place of the one that follows it."""
    return together << _BITS & (1 << _BITS * count) - 1 if _LITTLE else together >> _BITS
