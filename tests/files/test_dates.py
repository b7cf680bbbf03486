"""Dates are normalised or refused, and never invented."""

from datetime import date, datetime

import pytest
from hypothesis import given, strategies as st

from reader.files.dates import iso

LIKELY = st.text(alphabet="0123456789-/.:,TZ+ JanuryMchspt", max_size=30)


@given(st.one_of(LIKELY, st.text(max_size=70), st.none(), st.lists(st.text(), max_size=2)))
def test_what_comes_out_is_iso_8601(value: object) -> None:
    """Whatever goes in, what comes out is None or can be read back."""
    found = iso(value)
    assert found is None or isinstance(datetime.fromisoformat(found), datetime)


FORMS = [
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y%m%d",
    "%d %B %Y",
    "%B %d, %Y",
    "%d.%m.%Y",
    "%a, %d %b %Y",
    "%A, %B %d, %Y",
    "%b %d %Y",
]


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(FORMS))
def test_every_usual_form_of_a_day_is_read(day: date, form: str) -> None:
    """The day comes back, whichever way it was written."""
    assert day.isoformat() == iso(day.strftime(form))


@given(st.datetimes(min_value=datetime(1000, 1, 1)))  # noqa: DTZ001 - front matter seldom has a zone
def test_a_time_is_kept_to_the_second(moment: datetime) -> None:
    """Fractions of a second are dropped, nothing else."""
    assert moment.replace(microsecond=0).isoformat() == iso(moment.isoformat(sep=" "))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18/1/2024", "2024-01-18"),
        ("1/18/2024", "2024-01-18"),
        ("[[Jan 5th, 2024]]", "2024-01-05"),
        ("Friday, January 5, 2024 at 3:04 PM", "2024-01-05T15:04:00"),
        ("2024-01-05T10:20:30+0530", "2024-01-05T10:20:30+05:30"),
        ("2024-01-05 10:20:30 UTC", "2024-01-05T10:20:30+00:00"),
        ("1704448800000", "2024-01-05T10:00:00+00:00"),
        ("12:30", None),
        ("5", None),
        ("2024", None),
        ("13/13/2024", None),
        ("99999999999999999999", None),
        ("maybe in May 2024", None),
    ],
)
def test_less_usual_forms(text: str, expected: str | None) -> None:
    """What is no whole date is none."""
    assert expected == iso(text)
