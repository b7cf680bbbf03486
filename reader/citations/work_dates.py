"""Dates as bibliographies write them: biblatex's and EDTF's notation, BibTeX's year and month, and words."""

import re
from collections.abc import Iterable

from reader.core.text import one_line
from reader.core.work import Date

_LONGEST = 100
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_DAY = re.compile(
    r"(?P<year>[+-]?\d{1,4}|-?\d{5,6})(?:[-/](?P<month>\d{1,2})(?:[-/](?P<day>\d{1,2}))?)?(?:T[\d:.]+\S*)?"
)
_DOUBT = re.compile(r"[?~%]+")
_CIRCA = re.compile(r"(?:\[?\s*(?:circa|ca\.?|c\.|about|approx\.?)\s*|\[?~\s*)(?=\d)(.*?)\]?", re.IGNORECASE)
_YEARS = re.compile(r"(\d{3,4})\s*(--?-?|[–—/])\s*(\d{2,4})")
_WORDS = re.compile(
    # 3 May 2020; May 3, 2020; May 2020; Spring 2020
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?\s+)?(?P<month>[A-Za-z]{3,9})\.?(?:\s+(?P<after>\d{1,2})(?:st|nd|rd|th)?)?,?"
    r"\s+(?P<year>\d{4})"
)


def date_of(text: str) -> Date | None:
    """Return the date that a text tells, as words where it is no date; None for an empty one.

    >>> date_of("2001-05/2003").parts
    ((2001, 5), (2003,))
    >>> date_of("3 May 2020").parts
    ((2020, 5, 3),)
    """
    text = one_line(text, _LONGEST)
    if not text:
        return None
    circa = _CIRCA.fullmatch(text)
    if circa:
        inner = date_of(circa[1])
        return Date(inner.parts, inner.season, circa=True) if inner and inner.parts else Date(literal=text)
    return _years(text) or _notation(text) or _in_words(text) or Date(literal=text)


def date_with(year: str, month: str, day: str) -> Date | None:
    """Return the date that the fields `year`, `month` and `day` of BibTeX tell together."""
    date = date_of(year)
    if date is None or len(date.parts) != 1 or len(date.parts[0]) > 1 or not month.strip():
        return date
    word = month.strip()
    inside = re.fullmatch(r"(?P<a>\d{1,2})?[\s.]*(?P<month>[A-Za-z]+)\.?[\s.]*(?P<b>\d{1,2})?", word)
    number = month_number(inside["month"] if inside else word)
    if not number and word.lower() in _SEASONS:
        return Date(date.parts, _SEASONS[word.lower()], date.circa)
    named = (inside["a"] or inside["b"] if inside else "") or day
    return Date((_sound([date.parts[0][0], number, _number(named)]),), 0, date.circa)


def month_number(word: str) -> int:
    """Return the number of a month by its English name, three letters of it, or a number; 0 for anything else.

    >>> month_number("Sept"), month_number("05"), month_number("summer")
    (9, 5, 0)
    """
    word = word.strip().rstrip(".").lower()
    if word.isdecimal():
        return _number(word) if 1 <= _number(word) <= 12 else 0
    return _MONTHS.index(word[:3]) + 1 if word[:3] in _MONTHS and word not in _SEASONS else 0


def parts_of(values: Iterable[object]) -> tuple[int, ...]:
    """Return year, month and day out of the `date-parts` of CSL, whose numbers may be texts; () without a year."""
    numbers: list[int] = []
    for value in list(values)[:3]:
        text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
        if not re.fullmatch(r"[+-]?\d{1,6}", text):
            break
        numbers.append(int(text))
    return _sound(numbers) if numbers else ()


def _sound(numbers: list[int]) -> tuple[int, ...]:
    """Return a date up to the first part that no calendar has."""
    year, *rest = numbers
    kept = [year]
    for number, most in zip(rest, (12, 31), strict=False):
        if not 1 <= number <= most:
            break
        kept.append(number)
    return tuple(kept)


def _number(text: str) -> int:
    return int(text) if text.strip().isdecimal() and len(text) < 7 else 0


def _notation(text: str) -> Date | None:
    """Return a date in the notation of ISO 8601 and EDTF, or None."""
    bare = _DOUBT.sub("", text)
    ends = [_one(bare)]
    if not ends[0]:
        # 2020/05 is a month, and no range
        first, slash, last = bare.partition("/")
        ends = [_one(first)]
        if slash:
            ends.append((0,) if last.strip() in {"", ".."} else _one(last))
    if not all(ends) or not ends[0][0]:
        return None
    month = ends[0][1] if len(ends[0]) == 2 else 0
    season = month - 20 if 21 <= month <= 24 else 0
    return Date(tuple(_sound(list(end)) for end in ends), season, circa=bool(re.search(r"[~%]", text)))


def _one(text: str) -> tuple[int, ...]:
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return ()
    return tuple(int(part) for part in match.group("year", "month", "day") if part is not None)


def _years(text: str) -> Date | None:
    """Return a range of years such as `1984--86`, or None: `1984-06` and `2001-21` are a month and a season."""
    match = _YEARS.fullmatch(text)
    if match is None:
        return None
    first, sign, last = match.groups()
    if len(last) == 2 and sign in {"-", "/"} and (int(last) <= 12 or 21 <= int(last) <= 24):
        return None
    last = first[: len(first) - len(last)] + last
    return Date(((int(first),), (int(last),))) if int(last) > int(first) else None


def _in_words(text: str) -> Date | None:
    match = _WORDS.fullmatch(text)
    if match is None:
        return None
    month = month_number(match["month"])
    if month:
        return Date((_sound([int(match["year"]), month, _number(match["day"] or match["after"] or "")]),))
    season = _SEASONS.get(match["month"].lower(), 0)
    return Date(((int(match["year"]),),), season) if season else None
