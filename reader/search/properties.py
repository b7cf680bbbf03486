"""Compare the values of front matter with what a query asks for: `progress`, `>4`, `2024..2025-03`."""

import re
from collections.abc import Callable
from operator import ge, gt, le, lt
from typing import Any

from reader.core.text import fold

_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,15})?")
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_BOUND = re.compile(rf"(>=|<=|>|<|≥|≤)\s*({_NUMBER.pattern}|{_DAY.pattern})")
_BETWEEN = re.compile(rf"({_NUMBER.pattern}|{_DAY.pattern})\.\.({_NUMBER.pattern}|{_DAY.pattern})")
_SIGNS = {">=": ge, "≥": ge, "<=": le, "≤": le, ">": gt, "<": lt}


def fitting(wanted: str) -> Callable[[str], bool]:
    """Return what tells whether a folded value is what is wanted: holds it, or is on the right side of a bound.

    >>> fits = fitting(">=2024-03")
    >>> fits("2024-03-01"), fits("2024-02-28"), fits("soon")
    (True, False, False)
    """
    text = wanted.strip()
    if between := _BETWEEN.fullmatch(text):
        low, high = _bound(ge, between[1]), _bound(le, between[2])
        return lambda value: low(value) and high(value)
    if bound := _BOUND.fullmatch(text):
        return _bound(_SIGNS[bound[1]], bound[2])
    part = fold(wanted)
    return lambda value: part in value


def _bound(compare: Callable[[Any, Any], bool], bound: str) -> Callable[[str], bool]:
    """Return what compares days with days, as far as the bound says, and numbers with numbers."""
    is_day = _DAY.fullmatch(bound) is not None
    is_number = _NUMBER.fullmatch(bound) is not None

    def fits(value: str) -> bool:
        if is_day and value[4:5] == "-" and _DAY.fullmatch(value[:10]):
            return compare(value[: len(bound)], bound)
        return is_number and _NUMBER.fullmatch(value) is not None and compare(float(value), float(bound))

    return fits
