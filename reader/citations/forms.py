"""The forms of marks, and the numbers in them."""

import re
from enum import Enum, auto
from typing import NamedTuple


class Form(Enum):
    """How a mark is written, which decides the evidence that it needs."""

    BARE = auto()
    REFERENCE = auto()
    FOOTNOTE = auto()
    SUPER = auto()
    GLUED = auto()
    SPECIAL = auto()
    LINK = auto()
    CITEKEY = auto()
    NARRATIVE = auto()


KEYED = (Form.CITEKEY, Form.NARRATIVE)
"""The forms that cite by the key of a bibliography; a tuple, because a set of these is slower to ask."""


class Mark(NamedTuple):
    """A possible mark `[start, end)` on the sheet with the labels that it cites.

    `url` and `title` are those of a link that is itself a mark (form LINK).
    """

    form: Form
    start: int
    end: int
    labels: tuple[str, ...]
    url: str | None = None
    title: str = ""


DASH = "–—‐‑‒−～-"
NUMBERS = rf"\d{{1,6}}(?:[ \t\xa0]?[,;，、،{DASH}][ \t\xa0]?\d{{1,6}}){{0,60}}"
_SPREAD = 200


def expand(numbers: str) -> tuple[str, ...]:
    """Return the labels of a group, with ranges filled in.

    >>> expand("1, 3-5")
    ('1', '3', '4', '5')
    """
    labels: list[str] = []
    for part in re.split(r"[,;，、،]", numbers):
        first, *rest = re.split(rf"\s?[{DASH}]\s?", part.strip())
        if rest and first.isdecimal() and rest[-1].isdecimal() and 0 < int(rest[-1]) - int(first) <= _SPREAD:
            labels.extend(str(number) for number in range(int(first), int(rest[-1]) + 1))
        else:
            labels.extend(label for label in (first, *rest) if label)
    return tuple(dict.fromkeys(labels))
