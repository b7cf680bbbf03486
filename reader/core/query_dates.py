"""Dates as people type them into a search: `2025-03`, `>2024`, `2023..2024`, `last week`, `30d`, `march 2025`."""

import re
from calendar import monthrange
from datetime import date, timedelta

from msgspec import Struct

_YEAR_FIRST = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2})(?:[t ]\d{1,2}:\d{2}\S*)?)?)?")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH_FIRST = re.compile(r"(\d{1,2})[./](\d{4})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_WORDED = re.compile(r"between (.+?) and (.+)|(?:from )?(.+?) (?:to|till|until) (.+)|(\d{4}) ?[-\u2013] ?(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_WEEK = re.compile(r"(\d{4})-?w(\d{1,2})")
_QUARTER = re.compile(r"(?:q([1-4]) (\d{4})|(\d{4})[- ]?q([1-4]))")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NAMED = re.compile(rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)? )?{_MONTH}(?:,? (?P<year>\d{{4}}))?")
_NAMED_FIRST = re.compile(rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?")
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_RECENT = re.compile(
    r"(?:(?:last|past) )?(\d{1,4}) ?(?:(d)(?:ays?)?|(w)(?:eeks?)?|(m)(?:onths?)?|(y)(?:ears?)?)(?P<ago> ago)?"
)
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_SIGNS = {">=": ">=", "<=": "<=", "≥": ">=", "≤": "<=", ">": ">", "<": "<"}
_SIGNS |= {"since ": ">=", "after ": ">", "until ": "<=", "before ": "<"}
_MONTHS_IN_YEAR = 12
_FIRST, _LAST = date(1, 1, 1), date(9999, 12, 31)
_UNITS = ("day", "week", "month", "year")

LONGEST = 9
"""A date has at most so many words: `between 3 march 2024 and 5 april 2025`."""


class Span(Struct, frozen=True):
    """The days from `first` to `last`, both inside."""

    first: date
    last: date


def read_span(text: str, today: date) -> Span | None:
    """Read a date, a range or a relative word; None where it is none of these.

    >>> read_span(">2024", date(2026, 5, 4))
    Span(first=datetime.date(2025, 1, 1), last=datetime.date(9999, 12, 31))
    """
    plain = " ".join(text.lower().replace("_", " ").replace("…", "..").split())
    low, dots, high = plain.partition("..")
    if dots:
        return _between(low.strip(), high.strip(" ."), today)
    if worded := _WORDED.fullmatch(plain):
        first, last = (part for part in worded.groups() if part)
        return _between(first, last, today) if not _WORDED.fullmatch(last) else None
    sign = ""
    while found := next((mark for mark in _SIGNS if plain.startswith(mark)), ""):
        sign, plain = _SIGNS[found], plain[len(found) :].strip()
    if not sign:
        return _absolute(plain) or _relative(plain.replace("-", " "), today)
    recent = _RECENT.fullmatch(plain)
    if recent is not None and not recent["ago"]:
        return _aged(sign, _ago(recent, today))
    return _compared(sign, read_span(plain, today))


def _between(low: str, high: str, today: date) -> Span | None:
    if ".." in high:
        return None
    first = read_span(low, today) if low else Span(_FIRST, _FIRST)
    last = read_span(high, today) if high else Span(_LAST, _LAST)
    if first is None or last is None:
        return None
    return Span(min(first.first, last.first), max(first.last, last.last))


def _aged(sign: str, day: date) -> Span:
    """Compare an age: `<7d` is less than seven days ago, so it is later."""
    return Span(day, _LAST) if sign in ("<", "<=") else Span(_FIRST, day)


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
    try:
        if found := _YEAR_FIRST.fullmatch(text):
            return _stretch(int(found[1]), int(found[3] or 0), int(found[4] or 0))
        if found := _PACKED.fullmatch(text):
            return _stretch(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY_FIRST.fullmatch(text):
            return _stretch(int(found[3]), int(found[2]), int(found[1]))
        if found := _MONTH_FIRST.fullmatch(text):
            return _stretch(int(found[2]), int(found[1]), 0)
        if found := _SLASHED.fullmatch(text):
            return _slashed(int(found[1]), int(found[2]), int(found[3]))
        if found := _WEEK.fullmatch(text):
            monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
            return Span(monday, monday + timedelta(days=6))
        if found := _QUARTER.fullmatch(text):
            month = 3 * int(found[1] or found[4]) - 2
            year = int(found[2] or found[3])
            return Span(date(year, month, 1), _stretch(year, month + 2, 0).last)
    except (ValueError, OverflowError):
        pass  # there is no such day
    return None


def _stretch(year: int, month: int, day: int) -> Span:
    """Return a year, a month of it where `month` is not 0, or a day of that; raise ValueError where there is none."""
    first = date(year, month or 1, day or 1)
    if day:
        return Span(first, first)
    last = month or 12
    return Span(first, date(year, last, monthrange(year, last)[1]))


def _slashed(one: int, other: int, year: int) -> Span | None:
    """Read `25/12/2024`, and `12/25/2024`; what could be either day is none."""
    if one > _MONTHS_IN_YEAR:
        return _stretch(year, other, one)
    return _stretch(year, one, other) if other > _MONTHS_IN_YEAR or one == other else None


def _relative(text: str, today: date) -> Span | None:
    if text in ("today", "yesterday"):
        day = _back(today, int(text == "yesterday"))
        return Span(day, day)
    recent = _RECENT.fullmatch(text)
    if recent is not None:
        day = _ago(recent, today)
        return Span(day, day if recent["ago"] else today)
    which, _, unit = text.rpartition(" ")
    if unit in _WEEKDAYS and which in ("", "last"):
        passed = (today.weekday() - _WEEKDAYS.index(unit)) % 7
        day = _back(today, passed or (7 if which else 0))
        return Span(day, day)
    if unit in _UNITS and which in ("this", "last", "past"):
        if which == "past":
            return Span(_back(today, _DAYS[unit[0]]), today)
        now = _unit(today, unit)
        return now if which == "this" else _unit(_back(now.first, 1), unit)
    return _named(text, today)


def _named(text: str, today: date) -> Span | None:
    """Read a month by its name. Without a year it is the latest one that has begun."""
    found = _NAMED.fullmatch(text) or _NAMED_FIRST.fullmatch(text)
    if found is None:
        return None
    month, day = _MONTHS.index(found["month"][:3]) + 1, int(found["day"] or 0)
    year = int(found["year"] or today.year)
    try:
        span = _stretch(year, month, day)
        return span if found["year"] or span.first <= today else _stretch(year - 1, month, day)
    except ValueError:
        return None


def _ago(recent: re.Match[str], today: date) -> date:
    unit = recent[2] or recent[3] or recent[4] or recent[5]
    return _back(today, int(recent[1]) * _DAYS[unit])


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
            return _stretch(day.year, day.month, 0)
        case _:
            return _stretch(day.year, 0, 0)
