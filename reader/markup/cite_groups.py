"""What a group of citation marks shows: each label as it was written, with what stands between them."""

import re
from collections.abc import Sequence

_BETWEEN = re.compile(r"\s*[,;，、،–—‐‑‒−～-]\s*")
_DASH = re.compile("[–—‐‑‒−～-]")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻ʼ˒", "0123456789-,,")


def group_parts(written: str, labels: Sequence[str]) -> tuple[list[tuple[str, str]], str]:
    """Return what stands before each label of a group, and its text; and what ends the group."""
    return _keyed(written, labels) or (_group(written.translate(_RAISED), labels), "]")


def _keyed(written: str, labels: Sequence[str]) -> tuple[list[tuple[str, str]], str] | None:
    """Return as `_group` does a group of citekeys, with the words and pages around each, and what ends it; or None.

    >>> _keyed("[see @low84, p. 3; -@berg]", ("low84", "berg"))
    ([('see ', 'low84'), (', p. 3; ', 'berg')], ']')
    """
    shown: list[tuple[str, str]] = []
    position = 1
    for label in labels:
        found = re.compile(rf"-?@\{{?{re.escape(label)}\}}?").search(written, position)
        if found is None:
            return None
        shown.append((_plain(written[position : found.start()]), label))
        position = found.end()
    return shown, _plain(written[position:])


def _plain(words: str) -> str:
    return words.replace("*", "").replace("\n", " ")


def _group(written: str, labels: Sequence[str]) -> list[tuple[str, str]]:
    """Return what stands before each label of a group, and its text; a label that a range only implies is the dash.

    >>> _group("[2,4-6]", ("2", "4", "5", "6"))
    [('', '2'), (', ', '4'), ('', '–'), ('', '6')]
    """
    shown: list[tuple[str, str]] = []
    position = 0
    implied = False
    for label in labels:
        edge = r"(?<!\d)" if label[:1].isdecimal() else ""
        found = re.compile(rf"{edge}{re.escape(label)}(?!\d)").search(written, position)
        if found is None:
            implies = bool(_DASH.search(written))
            shown.append(("", "" if implied else "–") if implies else (", " if shown else "", label))
            implied = implies
            continue
        between = _BETWEEN.fullmatch(written, position, found.start())
        gap = between[0].strip().replace("-", "–").replace(",", ", ") if between else "; "
        shown.append((gap if shown and not implied else "", label))
        position, implied = found.end(), False
    return shown
