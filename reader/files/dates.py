"""Dates in front matter, however people write them, as ISO 8601."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?")
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: at for at, name in enumerate(_MONTH_NAMES, 1)}
_DAY_MONTH = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s-]+([A-Za-z]{3,9})\.?,?[\s-]+(\d{4})")
_MONTH_DAY = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_SLASHES = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_CLOCK = re.compile(
    r"[\s,]+(?:at\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def iso(value: object) -> str | None:
    """Return the date, with the time where one is given, that `value` stands for, or None.

    Numbers before and after a slash are month and day only where they cannot be day and month, or the other way
    round; `03/04/2024` is taken as March 4, as the tools that write slashes do.

    >>> iso("January 5th, 2024"), iso("2024-1-5 9:30Z"), iso("soon")
    ('2024-01-05', '2024-01-05T09:30:00+00:00', None)
    """
    text = value.strip().strip("[]\"'").strip() if isinstance(value, str) else ""
    if not text or len(text) > 60:
        return None
    try:
        return _read(text)
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=1 << 12)
def _read(text: str) -> str | None:
    if match := _ISO.match(text) or _COMPACT.fullmatch(text):
        year, month, day, *clock = match.groups()
        return _build((year, month, day), clock)
    if re.fullmatch(r"\d{10}|\d{13}", text):
        seconds = int(text) / (1000 if len(text) == 13 else 1)
        return (_EPOCH + timedelta(seconds=round(seconds))).isoformat()
    found = _worded(text) or _slashed(text)
    return _build(found[0], _clock(text[found[1] :])) if found else None


def _worded(text: str) -> tuple[tuple[str, int, str], int] | None:
    """Return year, month and day of `5 Jan 2024` or `Jan 5, 2024`, and where they end."""
    if match := _DAY_MONTH.match(text):
        day, name, year = match.groups()
    elif match := _MONTH_DAY.match(text):
        name, day, year = match.groups()
    else:
        return None
    month = _MONTHS.get(name[:3].lower())
    return ((year, month, day), match.end()) if month else None


def _slashed(text: str) -> tuple[tuple[str, str, str], int] | None:
    """Return year, month and day of `1/18/2024` or `18.1.2024`, and where they end."""
    match = _SLASHES.match(text)
    if not match:
        return None
    first, sign, second, year = match.groups()
    day_first = int(first) > 12 or (sign == "." and int(second) <= 12)
    return ((year, second, first) if day_first else (year, first, second)), match.end()


def _clock(rest: str) -> list[str | None]:
    """Return hour, minute, second and zone of the time at the beginning of `rest`; none where there is no time."""
    match = _CLOCK.match(rest)
    if not match:
        return []
    hour, minute, second, half, zone = match.groups()
    if half:
        hour = str(int(hour) % 12 + (12 if half[0] in "Pp" else 0))
    return [hour, minute, second, zone]


def _build(day: tuple[str | int, ...], clock: Sequence[str | None]) -> str:
    """Return ISO 8601; `day` is year, month, day, `clock` hour, minute, second and zone as far as they are known."""
    year, month, number = map(int, day)
    if not clock or clock[0] is None:
        return date(year, month, number).isoformat()
    hour, minute, second = (int(part or 0) for part in (*clock, None, None)[:3])
    zone = clock[3] if len(clock) > 3 else None
    return datetime.combine(date(year, month, number), time(hour, minute, second)).isoformat() + _offset(zone)


def _offset(zone: str | None) -> str:
    if not zone:
        return ""
    digits = re.sub(r"\D", "", zone)
    return f"{zone[0]}{digits[:2]}:{digits[2:] or '00'}" if digits else "+00:00"
