"""Dates as people type them into a search: `2025-03`, `>2024`, `2023..2024`, `last week`, `30d`."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_RECENT = re.compile(r"(\d{1,4})\s*(d|w|m|y)(?:ays?|eeks?|onths?|ears?)?")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_FIRST, _LAST = date(1, 1, 1), date(9999, 12, 31)

UNITS = ("day", "week", "month", "year")
"""What may follow `this`, `last` and `past`."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `first` to `last`, both inside."""

    first: date
    last: date


def read_span(text: str, today: date) -> Span | None:
    """Read a date, a range or a relative word; None where it is none of these.

    >>> read_span(">2024", date(2026, 5, 4))
    Span(first=datetime.date(2025, 1, 1), last=datetime.date(9999, 12, 31))
    """
    plain = " ".join(text.lower().replace("_", " ").split())
    low, dots, high = plain.partition("..")
    if dots:
        return _between(low, high, today)
    for sign in (">=", "<=", ">", "<"):
        if plain.startswith(sign):
            return _compared(sign, read_span(plain[len(sign) :].strip(), today))
    return _absolute(plain) or _relative(plain.replace("-", " "), today)


def _between(low: str, high: str, today: date) -> Span | None:
    first = read_span(low, today) if low else Span(_FIRST, _FIRST)
    last = read_span(high, today) if high else Span(_LAST, _LAST)
    if first is None or last is None:
        return None
    return Span(min(first.first, last.first), max(first.last, last.last))


def _compared(sign: str, span: Span | None) -> Span | None:
    if span is None:
        return None
    day = timedelta(days=1)
    match sign:
        case ">":
            return Span(min(span.last, _LAST - day) + day, _LAST)
        case ">=":
            return Span(span.first, _LAST)
        case "<":
            return Span(_FIRST, max(span.first, _FIRST + day) - day)
        case _:
            return Span(_FIRST, span.last)


def _absolute(text: str) -> Span | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return Span(first, first)
    last_month = month or 12
    return Span(first, date(first.year, last_month, monthrange(first.year, last_month)[1]))


def _relative(text: str, today: date) -> Span | None:
    if text == "today":
        return Span(today, today)
    if text == "yesterday":
        return Span(_back(today, 1), _back(today, 1))
    recent = _RECENT.fullmatch(text)
    if recent:
        return Span(_back(today, int(recent[1]) * _DAYS[recent[2]]), today)
    which, _, unit = text.partition(" ")
    if unit not in UNITS or which not in ("this", "last", "past"):
        return None
    if which == "past":
        return Span(_back(today, {"day": 1, "week": 7, "month": 30, "year": 365}[unit]), today)
    now = _unit(today, unit)
    return now if which == "this" else _unit(_back(now.first, 1), unit)


def _back(today: date, days: int) -> date:
    return date.fromordinal(max(1, today.toordinal() - days))


def _unit(day: date, unit: str) -> Span:
    match unit:
        case "day":
            return Span(day, day)
        case "week":
            monday = _back(day, day.weekday())
            return Span(monday, monday + timedelta(days=6))
        case "month":
            return Span(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
        case _:
            return Span(date(day.year, 1, 1), date(day.year, 12, 31))
