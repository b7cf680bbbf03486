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
        start, end = _find_key(written, label, position)
        if start < 0:
            return None
        shown.append((_plain(written[position:start]), label))
        position = end
    return shown, _plain(written[position:])


def _find_key(written: str, label: str, position: int) -> tuple[int, int]:
    """Return the span of `@label`, `-@label` or `@{label}` at or behind `position`, or (-1, -1)."""
    at = written.find("@", position)
    while at >= 0:
        begin = at + 1 + written.startswith("{", at + 1)
        if written.startswith(label, begin):
            end = begin + len(label)
            return at - written.startswith("-", max(position, at - 1), at), end + written.startswith("}", end)
        at = written.find("@", at + 1)
    return -1, -1


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
        found = _find_label(written, label, position)
        if found < 0:
            implies = bool(_DASH.search(written))
            shown.append(("", "" if implied else "–") if implies else (", " if shown else "", label))
            implied = implies
            continue
        between = _BETWEEN.fullmatch(written, position, found)
        gap = between[0].strip().replace("-", "–").replace(",", ", ") if between else "; "
        shown.append((gap if shown and not implied else "", label))
        position, implied = found + len(label), False
    return shown


def _find_label(written: str, label: str, position: int) -> int:
    """Return where `label` stands at or behind `position`, not as a part of a longer number; or -1."""
    at = written.find(label, position)
    while at >= 0:
        end = at + len(label)
        longer = label[:1].isdecimal() and written[max(0, at - 1) : at].isdecimal()
        if not longer and not written[end : end + 1].isdecimal():
            return at
        at = written.find(label, at + 1)
    return -1
